"""Canvas: the CSV that its gradebook imports.

Canvas finds a student by ID, SIS User ID or SIS Login ID, and an assignment by the number in its
column's title; without one it offers to make a new assignment.  The safest way is therefore to fill
in a file that Canvas has exported (``filled``): everything but one column per exercise stays.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from grader.batch.roster import Student
from grader.course import Course
from grader.errors import UsageError
from grader.report.export import Cell, lines, shown
from reference.catalogue import Text

_FIXED = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


class Filled(NamedTuple):
    """A template filled in, and the students for whom it has no line."""

    text: str
    missing: tuple[str, ...]


def render(cards: Iterable[dict[str, Any]], course: Course, roster: Mapping[str, Student]) -> str:
    """A file of our own: one line per student, one column per exercise."""
    scores, most = _scores(cards)
    exercises = list(most)
    titles = [f"{name}: {course.exercise(name).title['en']}" for name in exercises]
    rows: list[Sequence[Cell]] = [
        [*_FIXED, *titles],
        ["    Points Possible", "", "", "", "", *(most[name] for name in exercises)],
    ]
    for student in sorted(scores):
        known = roster.get(student, Student(student))
        rows.append(
            [
                _called(known),
                known.lms_user_id,
                student,
                known.email or student,
                "",
                *(_rounded(scores[student].get(name)) for name in exercises),
            ]
        )
    return lines(rows)


def filled(
    cards: Iterable[dict[str, Any]], roster: Mapping[str, Student], template: str, name: str
) -> Filled:
    """The template with the columns of the exercises filled in; ``name``: what file that is.

    Raises UsageError for what is not a gradebook that Canvas has exported.
    """
    delimiter = ";" if template.split("\n", 1)[0].count(";") >= len(_FIXED) - 1 else ","
    rows = list(csv.reader(io.StringIO(template.removeprefix("﻿")), delimiter=delimiter))
    head = rows[0] if rows else []
    if len(head) < 4 or "Student" not in head[0] or "ID" not in head[1]:
        raise UsageError(
            Text("this is no gradebook that Canvas has exported", "Canvas の成績表ではありません"),
            where=name,
            remedy=Text(
                "in Canvas: Grades → Export, and name that file",
                "Canvas の「成績」→「エクスポート」で得たファイルを指定してください",
            ),
        )
    scores, most = _scores(cards)
    columns = {exercise: _column(head, exercise) for exercise in most}
    for exercise, column in columns.items():
        if column == len(head):
            head.append(exercise)
    for row in rows[1:]:
        row += [""] * (len(head) - len(row))
    for exercise, column in columns.items():
        if len(rows) > 1 and "Points Possible" in rows[1][0] and not rows[1][column]:
            rows[1][column] = shown(most[exercise])
    seen = _fill(rows, head, columns, scores, roster)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return Filled(out.getvalue(), tuple(sorted(set(scores) - seen)))


def _fill(
    rows: Sequence[list[str]],
    head: Sequence[str],
    columns: Mapping[str, int],
    scores: Mapping[str, Mapping[str, float]],
    roster: Mapping[str, Student],
) -> set[str]:
    """Write the scores into the students' lines; which students were found."""
    finds: dict[str, dict[str, str]] = {"ID": {}, "SIS User ID": {}, "SIS Login ID": {}}
    for student in scores:
        known = roster.get(student, Student(student))
        finds["ID"][known.lms_user_id or ""] = student
        finds["SIS User ID"][student] = student
        finds["SIS Login ID"][student] = student
        finds["SIS Login ID"][known.email or student] = student
    seen = set()
    for row in rows[1:]:
        for title, by in finds.items():
            value = row[head.index(title)].strip() if title in head else ""
            student = by.get(value, "") if value else ""
            if student:
                for exercise, column in columns.items():
                    if exercise in scores[student]:
                        row[column] = shown(_rounded(scores[student][exercise]))
                seen.add(student)
                break
    return seen


def _column(head: Sequence[str], exercise: str) -> int:
    """Where the exercise's column is: its title has the name as a word; or behind all others."""
    word = re.compile(rf"(?<![A-Za-z0-9]){re.escape(exercise)}(?![A-Za-z0-9])", re.I)
    found = [n for n, title in enumerate(head) if n >= 4 and word.search(title)]
    numbered = [n for n in found if re.search(r"\(\d+\)$", head[n])]
    return (numbered or found or [len(head)])[0]


def _scores(
    cards: Iterable[dict[str, Any]],
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """By student and exercise, the points; by exercise, how many there are."""
    scores: dict[str, dict[str, float]] = {}
    most: dict[str, float] = {}
    for card in cards:
        most[card["exercise"]] = card["max_score"]
        scores.setdefault(card["submission"]["student"], {})[card["exercise"]] = card["score"]
    return scores, most


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 2)  # Canvas compares two decimals


def _called(student: Student) -> str:
    names = [name for name in (student.last_name, student.first_name) if name]
    return ", ".join(names) or student.id
