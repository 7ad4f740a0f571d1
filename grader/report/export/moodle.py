"""Moodle: the CSV of Grades → Import.

Grades are percentages: Moodle stops at one above 100, whatever the item's maximum is.  A feedback
column stands beside each grade; imported without it, it would delete the grade's feedback.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grader.batch.roster import Student
from grader.course import Course
from grader.report.export import Cell, lines
from grader.report.text import out_of
from reference.catalogue import Language


def render(
    cards: Iterable[dict[str, Any]],
    course: Course,
    roster: Mapping[str, Student],
    language: Language,
) -> str:
    """One line per student; per exercise the percentage, and the points by concept."""
    exercises: list[str] = []
    students: dict[str, dict[str, tuple[float, str]]] = {}
    for card in cards:
        name = card["exercise"]
        if name not in exercises:
            exercises.append(name)
        percent = 100 * card["score"] / card["max_score"] if card["max_score"] else 0.0
        said = "; ".join(
            f"{course.concepts[concept][language]} {out_of(points['score'], points['max_score'])}"
            for concept, points in card["concepts"].items()
        )
        student = card["submission"]["student"]
        students.setdefault(student, {})[name] = round(min(percent, 100.0), 2), said
    head = ["username", "idnumber", "email"]
    for name in exercises:
        head += [name, f"{name} feedback"]
    rows: list[Sequence[Cell]] = [head]
    for student in sorted(students):
        known = roster.get(student, Student(student))
        row: list[Cell] = [student, known.lms_user_id, known.email]
        for name in exercises:
            row += students[student].get(name, (None, None))
        rows.append(row)
    return lines(rows)
