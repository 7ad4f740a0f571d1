"""A course with a class in it: released, handed in, and graded by the real commands.

What is in the gradebook is read with SQL, what was handed out and handed in as plain JSON: nothing
here trusts what is under test.
"""

from __future__ import annotations

import copy
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
NEEDS_NBGRADER = pytest.mark.skipif(
    find_spec("nbgrader") is None, reason="nbgrader is not installed: pip install -e '.[nbgrader]'"
)
NEEDS_WALLS = pytest.mark.skipif(
    sys.platform != "linux", reason="official grading needs Linux: elsewhere there are no walls"
)

Notebook = dict[str, Any]
Cell = dict[str, Any]

_SCORES = """
select student.id, cell.name, grade.auto_score, grade.needs_manual_grade
from grade
join base_cell cell on grade.cell_id = cell.id
join submitted_notebook on grade.notebook_id = submitted_notebook.id
join submitted_assignment submission on submitted_notebook.assignment_id = submission.id
join assignment on submission.assignment_id = assignment.id
join student on submission.student_id = student.id
where assignment.name = ?
"""


class Classroom:
    """``folder`` is a copy of the course in which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "course.yaml").exists():
            solutions = Path("reference", "solutions")
            shutil.copytree(ROOT / "exercises", folder / "exercises")
            shutil.copytree(ROOT / solutions, folder / solutions)
            shutil.copy(ROOT / "course.yaml", folder)

    def copied(self, folder: Path) -> Classroom:
        """The same class in another folder, to go on with."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Classroom(folder)

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``course …``, ``nbgrader …`` or ``jupyter …`` in the class's folder.

        The search path is that of a person who has not activated any environment.
        """
        programs = {"course": "grader", "nbgrader": "nbgrader", "jupyter": "jupyter"}
        return subprocess.run(
            [sys.executable, "-m", programs[command[0]], *command[1:]],
            cwd=self.folder,
            env=self.environment() | environment,
            capture_output=True,
            encoding="utf-8",
        )

    def environment(self) -> dict[str, str]:
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return {
            "PATH": "/usr/bin:/bin",
            "HOME": str(home),
            "COURSE_ROOT": str(self.folder),
            "COURSE_CACHE": os.environ["COURSE_CACHE"],
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "LANG": "C.UTF-8",
        }

    def released(self, exercise: str, language: str = "en") -> None:
        done = self.run("course", "release", exercise, "--lang", language)
        assert done.returncode == 0, done.stderr

    def graded(self, exercise: str, *options: str) -> subprocess.CompletedProcess[str]:
        return self.run("nbgrader", "autograde", exercise, *options)

    # -- notebooks

    def notebook(self, step: str, exercise: str) -> Notebook:
        path = self.folder / step / exercise / f"{exercise}.ipynb"
        found: Notebook = json.loads(path.read_text(encoding="utf-8"))
        return found

    def solved(self, exercise: str, **answers: str) -> Notebook:
        """The release with the model solution in it, but for these answers."""
        notebook = self.notebook("release", exercise)
        right = {name: text(cell) for name, cell in cells(self.notebook("source", exercise))}
        for name, cell in cells(notebook):
            if settings(cell)["solution"]:
                cell["source"] = answers.get(name, right[name])
        return notebook

    def hand_in(
        self,
        student: str,
        exercise: str,
        work: Notebook | str,
        *,
        name: str = "",
        timestamp: str = "",
    ) -> Path:
        folder = self.folder / "submitted" / student / exercise
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / (name or f"{exercise}.ipynb")
        text = work if isinstance(work, str) else json.dumps(work, ensure_ascii=False)
        path.write_text(text, encoding="utf-8")
        if timestamp:
            (folder / "timestamp.txt").write_text(timestamp, encoding="utf-8")
        return path

    def feedback(self, student: str, exercise: str) -> dict[str, str]:
        """What stands below every grade cell of the autograded notebook."""
        path = self.folder / "autograded" / student / exercise / f"{exercise}.ipynb"
        return {
            name: "".join(text(output, "text") for output in cell["outputs"] if "text" in output)
            for name, cell in cells(json.loads(path.read_text(encoding="utf-8")))
            if settings(cell)["grade"]
        }

    # -- the gradebook

    def query(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.folder / "gradebook.db") as database:
            return list(database.execute(sql, values))

    def scores(self, exercise: str) -> dict[str, dict[str, float | None]]:
        """By student and grade cell; None: not graded."""
        found: dict[str, dict[str, float | None]] = {}
        for student, name, score, manual in self.query(_SCORES, exercise):
            assert (score is None) == bool(manual), (student, name)
            found.setdefault(student, {})[name] = score
        return found

    def total(self, student: str, exercise: str) -> float:
        return sum(score or 0.0 for score in self.scores(exercise)[student].values())


def settings(cell: Cell) -> dict[str, Any]:
    found: dict[str, Any] = cell["metadata"]["nbgrader"]
    return found


def cells(notebook: Notebook) -> Iterator[tuple[str, Cell]]:
    """The cells that nbgrader knows, by name."""
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            yield settings(cell)["grade_id"], cell


def text(node: dict[str, Any], name: str = "source") -> str:
    """nbformat has texts as strings or as lists of lines."""
    return "".join(node[name])


def without(notebook: Notebook, *names: str) -> Notebook:
    """The notebook without the cells of these names."""
    notebook = copy.deepcopy(notebook)
    gone = [cell for name, cell in cells(notebook) if name in names]
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in gone]
    return notebook
