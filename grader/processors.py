"""Which processors this process may use, and running on one of them only.

A grader and its worker take turns: one waits while the other computes.  On one processor, handing
over costs a few microseconds; waking up another one costs ten times as much, hundreds of times a
submission.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Final

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


def keep_to(chosen: Collection[int]) -> None:
    """Run this thread, and processes that it starts, on these processors, where that can be had."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, chosen)
