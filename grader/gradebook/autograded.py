"""What formgrader shows of a submission: autograded/<student>/EX/EX.ipynb, marks in its cells.

A notebook is put right as `nbgrader autograde` does it, without being run.  A .py file becomes a
notebook: its text, cut where the functions begin, and after each function the cells of its marks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader import utils

from grader import submission
from grader.course import Course
from grader.errors import SubmissionError
from grader.gradebook import Part, part_of
from grader.gradebook.opening import opened, stable_id
from grader.report import part as report
from grader.result import Scorecard, points
from reference.catalogue import Language

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
Known = dict[str, NotebookNode]
"""The assignment's cells by name, as the gradebook knows them."""


def known_cells(notebook: Any) -> Known:
    """The cells of a gradebook's notebook."""
    worth = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    tasks = {cell.name for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    found = {}
    for source in notebook.source_cells:
        name = source.name
        settings = {
            "schema_version": 3,
            "grade": name in worth and name not in tasks,
            "solution": name in solutions,
            "task": name in tasks,
            "locked": bool(source.locked),
            "grade_id": name,
            "checksum": source.checksum,
            "cell_type": source.cell_type,
        }
        if name in worth:
            settings["points"] = worth[name]
        make = new_code_cell if source.cell_type == "code" else new_markdown_cell
        found[name] = make(source.source or "", id=stable_id(name), metadata={"nbgrader": settings})
    return found


def autograded(
    path: Path, card: Scorecard, course: Course, known: Known, language: Language
) -> tuple[NotebookNode, frozenset[str]]:
    """The notebook, and the functions nobody has answered."""
    notebook = _handed_in(path, card, known)
    _restore(notebook, known)
    silent = set()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count, cell.outputs = None, []
        settings = cell.metadata.get("nbgrader")
        if settings is None:
            continue
        if settings["locked"]:  # what a student makes of it does not count
            cell.source = known[settings["grade_id"]].source
        if settings["solution"] and settings["checksum"] == utils.compute_checksum(cell):
            silent.add(settings["grade_id"])
        part = part_of(settings["grade_id"])
        if part is not None and settings["grade"] and cell.cell_type == "code":
            cell.outputs = _outputs(part, card, course, language)
    answered = {_name(cell) for cell in notebook.cells}
    missing = {f.name for f in card.functions if f.status == "missing"} - answered
    return notebook, frozenset(silent | missing)


def _outputs(part: Part, card: Scorecard, course: Course, language: Language) -> list[Any]:
    """What stands below a grade cell: what there is to say, and the points, as its result."""
    function = next(f for f in card.functions if f.name == part.function)
    score, most = report.score_of(function, part.concept)
    said = report.render(card, course, part.function, part.concept, language)
    number = repr(points(min(max(score, 0.0), most)))
    return [
        NotebookNode(output_type="stream", name="stdout", text=said),
        NotebookNode(
            output_type="execute_result",
            data={"text/plain": number},
            metadata={},
            execution_count=None,
        ),
    ]


# -- the student's notebook -----------------------------------------------------------------------


def _handed_in(path: Path, card: Scorecard, known: Known) -> NotebookNode:
    try:
        if path.suffix.lower() == ".ipynb":
            notebook = opened(path)
        else:
            notebook = _from_script(path, card, known)
    except (SubmissionError, OSError):  # the scorecard says why
        said = "\n\n".join(card.remarks)
        notebook = new_notebook(cells=[new_markdown_cell(said, id=stable_id(said))])
    notebook.metadata["kernelspec"] = dict(_KERNEL)
    return notebook


def _restore(notebook: NotebookNode, known: Known) -> None:
    """Cells are what the gradebook says they are; of copies the last one counts, as for nbgrader;
    cells for marks that are gone come back after the last cell of their function."""
    there: set[str] = set()
    for cell in reversed(notebook.cells):
        said = cell.metadata.pop("nbgrader", None)
        name = said.get("grade_id") if isinstance(said, dict) else None
        if isinstance(name, str) and name in known and name not in there:
            cell.metadata["nbgrader"] = known[name].metadata["nbgrader"].copy()
            if cell.cell_type != known[name].cell_type:  # as a locked cell it is another then
                cell.update(deepcopy(known[name]), source=cell.source)
            there.add(name)
    for name, cell in known.items():
        if name not in there and ("points" in cell.metadata["nbgrader"]):
            same = [n for n, c in enumerate(notebook.cells) if _function(c) == _function(cell)]
            notebook.cells.insert(same[-1] + 1 if same else len(notebook.cells), deepcopy(cell))
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        own = cell.get("id")
        if not isinstance(own, str) or own in seen or not re.fullmatch(r"[\w-]{1,64}", own, re.A):
            cell["id"] = own = stable_id(f"{number} {cell.source}")
        seen.add(own)


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _function(cell: NotebookNode) -> str:
    part = part_of(_name(cell))
    return part.function if part else _name(cell)


# -- .py files ------------------------------------------------------------------------------------


def _from_script(path: Path, card: Scorecard, known: Known) -> NotebookNode:
    work = submission.read(path, path.name)
    names = [function.name for function in card.functions]
    title = new_markdown_cell(f"`{path.name}`", id=stable_id(path.name))
    notebook = new_notebook(cells=[title])
    last = {name: at for at, name in _beginnings(work.cells[0].source, names)}
    for at, name, text in _pieces(work.cells[0].source, names):
        metadata = {}
        if name in known and last.get(name) == at:
            metadata["nbgrader"] = known[name].metadata["nbgrader"].copy()
        own = stable_id(f"{at} {text}")
        notebook.cells.append(new_code_cell(text, id=own, metadata=metadata))
    return notebook


def _pieces(source: str, names: list[str]) -> Iterator[tuple[int, str, str]]:
    """The text in pieces that begin where a function of the exercise does, nothing left out."""
    cuts = [(0, ""), *_beginnings(source, names), (len(source), "")]
    for (at, name), (end, _next) in pairwise(cuts):
        text = source[at:end].strip("\n")
        if text.strip():
            yield at, name, text


def _beginnings(source: str, names: list[str]) -> list[tuple[int, str]]:
    wanted = "|".join(map(re.escape, names))
    pattern = rf"^(?:@.*\n)*(?:(?:async[ \t]+)?def|class)[ \t]+({wanted})\b"
    return [(found.start(), found[1]) for found in re.finditer(pattern, source, re.M)]


def text_of(notebook: NotebookNode) -> str:
    """The notebook as a file.

    It is not checked, as nbformat would, nor laid out for people: it was valid when it was read,
    what is put into it here is, and only programs will read it.
    """
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True) + "\n"
