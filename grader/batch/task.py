"""What travels between a batch and those who judge for it: plain data, and who carries it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from grader.isolation import Cell
from reference.catalogue import Language, Text


@dataclass(frozen=True, slots=True)
class Setting:
    """What all tasks of a batch have in common, known to a judging process before the first.

    ``strict``: refuse to judge where the walls do not stand.
    """

    root: Path
    exercise: str
    seed: str = field(repr=False)
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """Code to judge, whoever handed it in.  ``key`` is its identity within the batch."""

    key: str
    name: str
    cells: tuple[Cell, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class Verdict:
    """The scorecard of a task, as JSON; or the fault of ours because of which there is none."""

    key: str
    scorecard: str | None
    fault: Text | str = ""


class Executor(Protocol):
    """Whoever gets tasks judged: any number at a time, in any order.

    Every task that was submitted comes back as exactly one verdict, even if those who worked on it
    died of it again and again.
    """

    slots: int
    """How many tasks are worked on at the same time."""

    def submit(self, task: Task) -> None:
        """Take on a task; never waits."""

    def next(self) -> Verdict:
        """Wait for the next verdict.  Raises GraderFault if there can be none at all."""

    def close(self) -> None:
        """Give up all tasks, and end everything that was started."""
