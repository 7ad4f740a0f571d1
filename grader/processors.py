"""Which processors this process may use, and running on one of them only.

A grader and its worker take turns: one waits while the other computes.  On one processor, handing
over costs a few microseconds; waking up another one costs ten times as much, hundreds of times a
submission.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ctypes

ONE_THREAD: Final = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""Has NumPy's linear algebra start no threads: the arrays of exercises are too small for them."""


def processors() -> list[int]:
    """The processors that this process may use; on systems that do not tell, as many numbers."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0)) or [0]
    return list(range(os.cpu_count() or 1))


@contextmanager
def staying() -> Iterator[None]:
    """Keep this thread, and workers that it asks a fork server for, on the processor it is on now.

    Where the system does not say which that is, they run where they like.
    """
    mine = processors()
    here = _here() if len(mine) > 1 else None
    if here is None:
        yield
        return
    keep_to({here})
    try:
        yield
    finally:
        keep_to(mine)


def _here() -> int | None:
    """The processor that this thread is running on."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    found: int = _libc().sched_getcpu()
    return found if found >= 0 else None


@cache
def _libc() -> ctypes.CDLL:
    import ctypes

    return ctypes.CDLL(None)


def keep_to(chosen: Collection[int]) -> None:
    """Run this thread, and processes that it starts, on these processors, where that can be had."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, chosen)
