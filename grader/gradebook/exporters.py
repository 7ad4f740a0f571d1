"""Points by concept, from nbgrader's gradebook alone: grade cells are named for them.

    nbgrader export --exporter=grader.gradebook.exporters.ConceptExporter --to concepts.csv

Manual scores and extra credit count as they do in nbgrader.  A penalty for being late belongs to
the whole exercise, and stands in a row of its own, without a concept's name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from nbgrader import api
from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from sqlalchemy import select

from grader.gradebook import part_of
from grader.report.export import table
from grader.report.export.table import Row
from grader.result import points

PENALTY = "(late)"


class ConceptExporter(ExportPlugin):  # type: ignore[misc]
    """One row per student, exercise and concept, as CSV in UTF-8."""

    def export(self, gradebook: Gradebook) -> None:
        path = Path(self.to or "concepts.csv")
        self.log.info("Exporting points by concept to %s", path)
        students, assignments = list(map(str, self.student)), list(map(str, self.assignment))
        text = table.render(rows(gradebook, students, assignments))
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
        unfinished.write_text(text, encoding="utf-8", newline="")
        os.replace(unfinished, path)


def rows(
    gradebook: Gradebook, students: Sequence[str] = (), assignments: Sequence[str] = ()
) -> Iterator[Row]:
    """The rows of these students and assignments (all, if none are named), in order."""
    wanted = select(
        api.Student.id,
        api.Student.last_name,
        api.Student.first_name,
        api.Student.email,
        api.Assignment.name.label("exercise"),
        api.SubmittedNotebook.id.label("sheet"),
        api.SubmittedNotebook.late_submission_penalty.label("penalty"),
        api.GradeCell.name.label("cell"),
        api.GradeCell.max_score,
        api.Grade.auto_score,
        api.Grade.manual_score,
        api.Grade.extra_credit,
    ).select_from(api.Grade).join(
        api.SubmittedNotebook, api.SubmittedNotebook.id == api.Grade.notebook_id
    ).join(
        api.SubmittedAssignment,
        api.SubmittedAssignment.id == api.SubmittedNotebook.assignment_id,
    ).join(
        api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id
    ).join(
        api.Student, api.Student.id == api.SubmittedAssignment.student_id
    ).join(
        api.GradeCell, api.GradeCell.id == api.Grade.cell_id
    ).order_by(api.Student.id, api.Assignment.name, api.SubmittedNotebook.id)  # fmt: skip
    if students:
        wanted = wanted.where(api.Student.id.in_(students))
    if assignments:
        wanted = wanted.where(api.Assignment.name.in_(assignments))
    person: tuple[str, ...] = ()
    sums: dict[str, list[float]] = {}
    penalty: float | None = None
    for found in gradebook.db.execute(wanted):
        name = part.concept if (part := part_of(found.cell)) else found.cell
        now = (found.id, found.last_name or "", found.first_name or "", found.email or "",
               found.exercise)  # fmt: skip
        if now != person:
            yield from _of(person, sums, penalty)
            person, sums = now, {}
        penalty = found.penalty
        score = found.auto_score if found.manual_score is None else found.manual_score
        entry = sums.setdefault(name, [0.0, 0.0])
        entry[0] += (score or 0.0) + (found.extra_credit or 0.0)
        entry[1] += found.max_score
    yield from _of(person, sums, penalty)


def _of(
    person: tuple[str, ...], sums: dict[str, list[float]], penalty: float | None
) -> Iterator[Row]:
    for concept, (score, most) in sorted(sums.items()):
        student, last, first, email, exercise = person
        yield Row(student, last, first, email, exercise, concept, points(score), points(most))
    if penalty:
        student, last, first, email, exercise = person
        yield Row(student, last, first, email, exercise, PENALTY, points(-penalty), 0.0)
