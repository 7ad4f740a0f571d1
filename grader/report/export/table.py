"""CSV with one row per student, exercise and concept: what one can sort, filter and pivot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from grader.batch.roster import Student
from grader.report.export import lines

HEADER = ("student", "last_name", "first_name", "email", "exercise", "concept", "score",
          "max_score")  # fmt: skip


class Row(NamedTuple):
    """The points of a student in a concept of an exercise."""

    student: str
    last_name: str
    first_name: str
    email: str
    exercise: str
    concept: str
    score: float
    max_score: float


def rows(cards: Iterable[dict[str, Any]], roster: Mapping[str, Student]) -> Iterator[Row]:
    """The rows of these scorecards, in their order."""
    for card in cards:
        student = card["submission"]["student"]
        known = roster.get(student, Student(student))
        for concept, points in card["concepts"].items():
            yield Row(
                student,
                known.last_name,
                known.first_name,
                known.email,
                card["exercise"],
                concept,
                points["score"],
                points["max_score"],
            )


def render(found: Iterable[Row]) -> str:
    """The whole file."""
    return lines([HEADER, *found])
