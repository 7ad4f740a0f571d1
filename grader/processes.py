"""Processes of ours that judge, for batches and for `course validate`.

Importing NumPy and the grader takes a process a quarter of a second of processor time.  So one
process does it for all, before it is told anything, and the others are forked from it: the fork
server of Python's multiprocessing.  (Students' code has a fork server of its own, which knows
nothing of the grader: :mod:`grader.isolation.forkserver`.)
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.context import BaseContext

_IMPORTED = ["grader.batch.pool"]


def context() -> BaseContext:
    """How such processes are started here: forked on Linux, afresh elsewhere.

    Never forked from this process, which knows too much and may have threads.
    """
    if sys.platform != "linux" or sys.version_info < (3, 11, 1):  # whose socket anybody may open
        return multiprocessing.get_context("spawn")
    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload(_IMPORTED)
    return forked


def head_start() -> None:
    """Have what they are forked from import everything, while this process does other things."""
    if context().get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        ensure_running()


def begin(environment: dict[str, str]) -> None:
    """To be called in such a process first: it is what its parent asked for, and ends with it."""
    os.environ.clear()
    os.environ.update(environment)
    gc.set_threshold(50_000)  # there is little to collect, and much to look through
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asked
    parent = multiprocessing.parent_process()
    assert parent is not None

    def leave() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


def tidy_up() -> None:
    """Remove what multiprocessing has put into the folder for temporary files.

    It does so when Python exits, for which the command line has no time.
    """
    util = sys.modules.get("multiprocessing.util")
    if util is not None:
        util._exit_function()
