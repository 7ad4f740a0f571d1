"""Judging many programs of our own, by all processors of this machine.

For `course validate` and the benchmarks, never for marks: the programs are the course's, so the
walls around their workers are whatever this machine offers.  A judge keeps one processor busy by
itself (threads would take turns), so where there is enough to do every processor has a process.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from grader import course, processes
from grader.isolation.forkserver import Workers
from grader.judge import PUBLIC, judge
from grader.processors import keep_to, processors, staying
from grader.result import Scorecard
from grader.submission import Submission

_WORTH_IT = 60  # programs: fewer are judged before another process has started
_AT_ONCE = 4  # programs that are handed to a process at a time


@dataclass(frozen=True, slots=True)
class Job:
    """A program to judge as an answer to an exercise, on the inputs of a seed."""

    exercise: str
    submission: Submission
    seed: str = PUBLIC


def scorecards(root: Path, jobs: Sequence[Job]) -> Iterator[Scorecard]:
    """The scorecards of the jobs, in their order, each as soon as it is there.

    ``root``: where the course is.  Without advice: nobody will read it.
    """
    available = processors()
    number = min(len(available), len(jobs) // _WORTH_IT + 1)
    if number < 2:
        with Workers() as workers:
            for job in jobs:
                yield _judged(root, job, workers)
        return
    context = processes.context()
    places = context.SimpleQueue()
    for place in available if number == len(available) else [None] * number:
        places.put(place)
    pool = ProcessPoolExecutor(number, context, _begin, (dict(os.environ), places))
    try:
        yield from pool.map(_elsewhere, [root] * len(jobs), jobs, chunksize=_AT_ONCE)
    finally:
        pool.shutdown(cancel_futures=True)


def _judged(root: Path, job: Job, workers: Workers) -> Scorecard:
    whole = course.load(root)
    with staying():
        return judge(
            whole,
            whole.exercise(job.exercise),
            job.submission,
            seed=job.seed,
            start=workers.start,
            advise=False,
        )


def _begin(environment: dict[str, str], places: SimpleQueue[int | None]) -> None:
    processes.begin(environment)
    place = places.get()
    if place is not None:
        keep_to({place})


def _elsewhere(root: Path, job: Job) -> Scorecard:
    return _judged(root, job, _workers())


@cache
def _workers() -> Workers:
    """This process's own; its fork server ends with it."""
    return Workers()
