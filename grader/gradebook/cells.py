"""The first thing that happens to a submission: its cells are those of the gradebook again.

Students delete cells, copy them, lose their metadata in other programs, or change it.  What a cell
is (locked, graded, for how many points) is therefore taken from the gradebook by the cell's name,
never from the submission; cells that hold marks and are gone come back.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.errors import SubmissionError
from grader.gradebook import part_of, times, tools_on_path
from grader.gradebook.exporter import UNREADABLE

Resources = dict[str, Any]


class CourseCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Restores what nbgrader must be able to rely on."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        tools_on_path()
        who = resources["nbgrader"]
        with Gradebook(who["db_url"]) as gradebook:
            known = _cells(gradebook.find_notebook(who["notebook"], who["assignment"]))
            handed_in = times.settle(Path(resources["metadata"]["path"]), self.log)
            if handed_in is not None:
                gradebook.update_or_create_submission(
                    who["assignment"], who["student"], timestamp=handed_in
                )
        there: set[str] = set()
        for cell in reversed(nb.cells):
            self._put_right(cell, known, there)
        self._bring_back(nb, known)
        _unlike_each_other(nb)
        course = nb.metadata.get("course")
        nb.metadata.course = dict(course) if isinstance(course, dict) else {}
        nb.metadata.course.pop("unreadable", None)
        error = resources.get(UNREADABLE)
        if isinstance(error, SubmissionError):
            nb.metadata.course["unreadable"] = {
                "en": error.text("en"),
                "ja": error.text("ja"),
            }
        return nb, resources

    def _put_right(
        self, cell: NotebookNode, known: dict[str, NotebookNode], there: set[str]
    ) -> None:
        """Of copies of a cell the last one is it, and all others are cells like any other."""
        said = cell.metadata.pop("nbgrader", None)
        if said is None:
            return
        name = said.get("grade_id") if isinstance(said, dict) else None
        if not isinstance(name, str) or name not in known:
            self.log.warning("A cell of this submission is none of the assignment's: %r", name)
        elif name in there:
            self.log.warning("The cell %s is there more than once: the last one counts", name)
        else:
            cell.metadata["nbgrader"] = known[name].metadata["nbgrader"].copy()
            there.add(name)

    def _bring_back(self, nb: NotebookNode, known: dict[str, NotebookNode]) -> None:
        """Cells that hold marks and are gone, after the last one of the same function."""
        there = {name for cell in nb.cells if (name := _name(cell))}
        for name, cell in known.items():
            marks = cell.metadata["nbgrader"]
            if name in there or not (marks["grade"] or marks["task"]):
                continue
            self.log.warning("The cell %s is not in the submission: it was put back", name)
            function = _function(name)
            places = [n for n, other in enumerate(nb.cells) if _function(_name(other)) == function]
            nb.cells.insert(places[-1] + 1 if places else len(nb.cells), cell)


def _cells(notebook: Any) -> dict[str, NotebookNode]:
    """The assignment's cells by name, as the gradebook knows them."""
    grades = {cell.name: cell.max_score for cell in notebook.grade_cells}
    tasks = {cell.name: cell.max_score for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    found = {}
    for source in notebook.source_cells:
        name = source.name
        settings = {
            "schema_version": 3,
            "grade": name in grades,
            "solution": name in solutions,
            "task": name in tasks,
            "locked": bool(source.locked),
            "grade_id": name,
            "checksum": source.checksum,
            "cell_type": source.cell_type,
        }
        if name in grades or name in tasks:
            settings["points"] = {**grades, **tasks}[name]
        make = new_code_cell if source.cell_type == "code" else new_markdown_cell
        found[name] = make(source.source or "", metadata={"nbgrader": settings})
    return found


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _function(name: str) -> str:
    part = part_of(name)
    return part.function if part else name


def _unlike_each_other(nb: NotebookNode) -> None:
    """Ids of cells: those of copies are told apart, those that are missing made up."""
    if (nb.nbformat, nb.nbformat_minor) < (4, 5):
        nb.nbformat, nb.nbformat_minor = 4, 5
    seen: set[str] = set()
    for number, cell in enumerate(nb.cells):
        own = cell.get("id")
        if not isinstance(own, str) or own in seen or not re.fullmatch(r"[\w-]{1,64}", own, re.A):
            basis = f"{number} {_name(cell)} {cell.source}"
            own = hashlib.sha1(basis.encode(), usedforsecurity=False).hexdigest()[:16]
        cell["id"] = own
        seen.add(own)
