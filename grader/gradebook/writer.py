"""Marks into nbgrader's gradebook, many submissions at a time, in one transaction each.

What nbgrader's own autograder writes is written here: automatic scores, "No response.", times and
penalties for being late.  What instructors have entered (manual scores, extra credit, comments,
extensions, flags) is never touched.  Writing the same marks again changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbgrader import api
from nbgrader.api import Gradebook, new_uuid
from nbgrader.plugins import LateSubmissionPlugin
from sqlalchemy import select

from grader.batch.roster import Student
from grader.gradebook import Part, part_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the gradebook is told of one submission; ``silent``: functions nobody has answered."""

    student: str
    timestamp: datetime | None
    scores: Mapping[Part, float]
    silent: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class _Cell:
    id: str
    name: str
    graded: bool
    """Has it a score?"""
    commented: bool
    """Has it room for comments?"""


def write(
    gradebook: Gradebook,
    exercise: str,
    marks: Sequence[Marks],
    roster: Mapping[str, Student],
    late: LateSubmissionPlugin,
) -> None:
    """Write these marks, and commit."""
    assignment = gradebook.find_assignment(exercise)
    _students(gradebook, marks, roster)
    submissions = _submissions(gradebook, assignment, marks)
    for notebook in assignment.notebooks:
        cells = _cells(notebook)
        sheets = _sheets(gradebook, notebook.id, submissions)
        known = marks if notebook.name == exercise else ()
        grades = _grades(gradebook, cells, sheets, {m.student: m for m in known})
        _comments(gradebook, cells, sheets, {m.student: m for m in known})
        if known:
            _penalties(gradebook, assignment, submissions, sheets, grades, late)
    gradebook.db.commit()


def _cells(notebook: api.Notebook) -> list[_Cell]:
    tasks = {cell.name: cell.id for cell in notebook.task_cells}
    cells = [_Cell(cell.id, cell.name, True, False) for cell in notebook.grade_cells]
    cells += [_Cell(cell.id, cell.name, False, True) for cell in notebook.solution_cells]
    return cells + [_Cell(id, name, True, True) for name, id in tasks.items()]


def _rows(gradebook: Gradebook, query: Any) -> list[Row]:
    return [dict(row._mapping) for row in gradebook.db.execute(query)]


def _students(gradebook: Gradebook, marks: Sequence[Marks], roster: Mapping[str, Student]) -> None:
    """Everybody is known, by the name in the list of students if it has one."""
    table, wanted = api.Student, {m.student for m in marks}
    fields = ("first_name", "last_name", "email", "lms_user_id")
    columns = [table.id, *(getattr(table, name) for name in fields)]
    there = {
        row["id"]: row
        for row in _rows(gradebook, select(*columns).where(table.id.in_(sorted(wanted))))
    }
    new, changed = [], []
    for student in sorted(wanted):
        entry = roster.get(student)
        known = {n: value for n in fields if entry and (value := getattr(entry, n))}
        if student not in there:
            new.append({"id": student, **{name: known.get(name) for name in fields}})
        elif any(there[student][name] != value for name, value in known.items()):
            changed.append({"id": student, **known})
    gradebook.db.bulk_insert_mappings(table, new)
    gradebook.db.bulk_update_mappings(table, changed)


def _submissions(
    gradebook: Gradebook, assignment: api.Assignment, marks: Sequence[Marks]
) -> dict[str, Row]:
    """By student: the submission's row."""
    table = api.SubmittedAssignment
    query = select(table.id, table.student_id, table.timestamp, table.extension).where(
        table.assignment_id == assignment.id,
        table.student_id.in_([m.student for m in marks]),
    )
    found = {row["student_id"]: row for row in _rows(gradebook, query)}
    new, changed = [], []
    for mark in marks:
        if mark.student not in found:
            row = {
                "id": new_uuid(),
                "assignment_id": assignment.id,
                "student_id": mark.student,
                "timestamp": mark.timestamp,
            }
            new.append(row)
            found[mark.student] = {**row, "extension": None}
        elif mark.timestamp is not None and found[mark.student]["timestamp"] != mark.timestamp:
            found[mark.student]["timestamp"] = mark.timestamp
            changed.append({"id": found[mark.student]["id"], "timestamp": mark.timestamp})
    gradebook.db.bulk_insert_mappings(table, new)
    gradebook.db.bulk_update_mappings(table, changed)
    return found


def _sheets(gradebook: Gradebook, notebook: str, submissions: Mapping[str, Row]) -> dict[str, Row]:
    """By student: the row of the submitted notebook."""
    table = api.SubmittedNotebook
    owner = {row["id"]: student for student, row in submissions.items()}
    query = select(table.id, table.assignment_id, table.late_submission_penalty).where(
        table.notebook_id == notebook, table.assignment_id.in_(list(owner))
    )
    found = {owner[row["assignment_id"]]: row for row in _rows(gradebook, query)}
    new = [
        {"id": new_uuid(), "assignment_id": row["id"], "notebook_id": notebook}
        for student, row in submissions.items()
        if student not in found
    ]
    for row in new:
        found[owner[row["assignment_id"]]] = {**row, "late_submission_penalty": None}
    gradebook.db.bulk_insert_mappings(table, [{**row, "flagged": False} for row in new])
    return found


def _grades(
    gradebook: Gradebook,
    cells: Iterable[_Cell],
    sheets: Mapping[str, Row],
    marks: Mapping[str, Marks],
) -> dict[str, float]:
    """Write the automatic scores; by student, the sum of what counts now."""
    table = api.Grade
    columns = (table.id, table.cell_id, table.notebook_id, table.auto_score, table.manual_score,
               table.extra_credit, table.needs_manual_grade)  # fmt: skip
    there = _by_place(gradebook, select(*columns), table, sheets)
    new, changed = [], []
    totals: dict[str, float] = defaultdict(float)
    for student, sheet in sheets.items():
        mark = marks.get(student)
        for cell in cells:
            if not cell.graded:
                continue
            row = there.get((sheet["id"], cell.id))
            auto = _auto(mark, cell)
            manual = row["manual_score"] if row else None
            values = {"auto_score": auto, "needs_manual_grade": manual is not None or auto is None}
            if row is None:
                place = {"id": new_uuid(), "cell_id": cell.id, "notebook_id": sheet["id"]}
                new.append(place | values)
            elif auto is not None and any(row[name] != value for name, value in values.items()):
                changed.append({"id": row["id"], **values})
            extra = row["extra_credit"] if row else None
            totals[student] += (auto or 0.0 if manual is None else manual) + (extra or 0.0)
    gradebook.db.bulk_insert_mappings(table, new)
    gradebook.db.bulk_update_mappings(table, changed)
    return totals


def _auto(mark: Marks | None, cell: _Cell) -> float | None:
    """The automatic score of a cell; None for what is marked by hand."""
    part = part_of(cell.name)
    return mark.scores.get(part) if mark is not None and part is not None else None


def _comments(
    gradebook: Gradebook,
    cells: Iterable[_Cell],
    sheets: Mapping[str, Row],
    marks: Mapping[str, Marks],
) -> None:
    table = api.Comment
    columns = (table.id, table.cell_id, table.notebook_id, table.auto_comment)
    there = _by_place(gradebook, select(*columns), table, sheets)
    new, changed = [], []
    for student, sheet in sheets.items():
        mark = marks.get(student)
        for cell in cells:
            if not cell.commented:
                continue
            row = there.get((sheet["id"], cell.id))
            silent = mark is not None and cell.name in mark.silent
            values = {"auto_comment": "No response." if silent else None}
            if row is None:
                place = {"id": new_uuid(), "cell_id": cell.id, "notebook_id": sheet["id"]}
                new.append(place | values)
            elif mark is not None and row["auto_comment"] != values["auto_comment"]:
                changed.append({"id": row["id"], **values})
    gradebook.db.bulk_insert_mappings(table, new)
    gradebook.db.bulk_update_mappings(table, changed)


def _by_place(
    gradebook: Gradebook, query: Any, table: Any, sheets: Mapping[str, Row]
) -> dict[tuple[str, str], Row]:
    """The rows of these sheets, by sheet and cell."""
    wanted = query.where(table.notebook_id.in_([sheet["id"] for sheet in sheets.values()]))
    return {(row["notebook_id"], row["cell_id"]): row for row in _rows(gradebook, wanted)}


def _penalties(
    gradebook: Gradebook,
    assignment: api.Assignment,
    submissions: Mapping[str, Row],
    sheets: Mapping[str, Row],
    totals: Mapping[str, float],
    late: LateSubmissionPlugin,
) -> None:
    """What the course's rule for late work says; where it says nothing, what is there stays."""
    if assignment.duedate is None:
        return
    changed = []
    for student, submission in submissions.items():
        handed_in, extension = submission["timestamp"], submission["extension"]
        due = assignment.duedate + extension if extension is not None else assignment.duedate
        if handed_in is None or handed_in <= due:
            continue
        score = totals[student]
        seconds = (handed_in - due).total_seconds()
        penalty = late.late_submission_penalty(student, score, seconds)
        if penalty is not None:
            penalty = min(max(float(penalty), 0.0), score)
            if sheets[student]["late_submission_penalty"] != penalty:
                id = sheets[student]["id"]
                changed.append({"id": id, "late_submission_penalty": penalty})
    gradebook.db.bulk_update_mappings(api.SubmittedNotebook, changed)
