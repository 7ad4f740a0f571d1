"""`course check --watch`: judged again whenever the file is saved.

The file's time and size are looked at a few times a second: unlike notifications of the file
system, that works on network drives and in virtual machines, too.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import click

from grader.commands import talk
from grader.errors import CourseError
from grader.i18n import translator
from grader.isolation import Worker
from grader.report.terminal import Terminal
from grader.usage import tell

_EVERY = 0.1
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"

Judge = Callable[[Worker | None], int]


def watch(path: Path, judge: Judge, worker: Worker | None, terminal: Terminal, live: bool) -> int:
    """Judge, and again after every save, until Ctrl-C; the last exit code.

    ``judge(worker)`` judges the file, shows the result and returns the exit code.  ``live``: is
    there a screen that can be cleared, so that the result is always in the same place?
    """
    code = 0
    try:
        while True:
            seen = _state(path)
            if live:
                click.echo(_CLEAR, nl=False)
            try:
                code = judge(worker)
            except CourseError as error:
                tell(error, terminal.language)
            _say(path, terminal)
            worker = _ready()  # so that the next answer does not have to wait for one
            while _state(path) in (seen, None):
                time.sleep(_EVERY)
            _settle(path)
    except KeyboardInterrupt:
        return code
    finally:
        if worker is not None:
            worker.end()


def _say(path: Path, terminal: Terminal) -> None:
    sentence = translator(terminal.language)("Watching {path}; Ctrl-C ends it.")
    talk(terminal.wrapped(terminal.paint(sentence.format(path=path.name), "dim")), terminal)


def _ready() -> Worker | None:
    worker = Worker.start()
    try:
        worker.wait_until_ready()
    except CourseError:  # the judge will say so
        return None
    return worker


def _state(path: Path) -> tuple[int, int] | None:
    """What changes when the file is saved; None while there is no file."""
    with contextlib.suppress(OSError):
        status = path.stat()
        return status.st_mtime_ns, status.st_size
    return None


def _settle(path: Path) -> None:
    """Wait until an editor that writes in pieces has finished."""
    before = None
    while (now := _state(path)) != before or now is None:
        before = now
        time.sleep(_EVERY / 4)
