"""The bridge to nbgrader: notebooks out, marks in.  The only room that imports nbgrader.

    release.py        `course release`: source and release notebooks, through nbgrader itself
    notebook.py       an exercise as a notebook: lesson, functions to write, cells that hold marks
    example.py        … and what a student can try in them
    opening.py        opens submitted notebooks, as far as they can be opened
    times.py          when work was handed in
    config.py         nbgrader_config.py, by which nbgrader finds the following three
    exporter.py       opens notebooks for nbgrader, those too that are none
    cells.py          puts the cells of a submission right before anything is judged
    preprocessor.py   judges a submission and writes score and feedback into its cells
    alongside.py      `course grade`: records a class while it is judged
    recording.py      … from results to everything that nbgrader's programs look at
    autograded.py     … a submission as formgrader shows it
    writer.py         … marks into the gradebook, many in one transaction
    database.py       the gradebook's address, and patience with it
    exporters.py      `nbgrader export`: a row for each student and concept

This file imports none of it, so that everything else works where nbgrader is not installed.
"""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import NamedTuple

from grader.errors import UsageError
from reference.catalogue import Text


class Part(NamedTuple):
    """What one grade cell stands for: the points of a function in a concept."""

    function: str
    concept: str

    @property
    def grade_id(self) -> str:
        """The name of the cell, in notebooks and in the gradebook.

        A function's name has no hyphen and a concept's no two in a row, so it can be taken apart.
        """
        return f"{self.function}--{self.concept}"


def part_of(grade_id: str) -> Part | None:
    """The part that a grade cell of this name stands for; None for cells that are not ours."""
    found = re.fullmatch(r"([A-Za-z_][A-Za-z0-9_]*)--([a-z0-9]+(?:-[a-z0-9]+)*)", grade_id)
    return Part(found[1], found[2]) if found else None


def need_nbgrader() -> None:
    """Raises UsageError where nbgrader is not installed."""
    if find_spec("nbgrader") is None:
        raise UsageError(
            Text("nbgrader is not installed", "nbgrader がインストールされていません"),
            remedy="pip install -e '.[nbgrader]'",
        )
    tools_on_path()
    _schemas_without_grammars()
    _nbgrader_without_server()


def _schemas_without_grammars() -> None:
    """Import jsonschema, which nbformat and nbgrader build on, without what it can do without.

    Where the package rfc3987_syntax is installed (Jupyter's server asks for it), jsonschema has it
    build 38 grammars of addresses with international characters, which takes a second.  Notebooks
    have no such addresses.
    """
    grammars = "rfc3987_syntax"
    if "jsonschema" in sys.modules or grammars in sys.modules:
        return
    sys.modules[grammars] = None  # type: ignore[assignment]
    try:
        import_module("jsonschema")
    finally:
        del sys.modules[grammars]


def _nbgrader_without_server() -> None:
    """Make nbgrader's modules ready to be imported, without what its package itself imports.

    That is its extensions of Jupyter's server, and with them the server: a second for the gradebook
    alone, which uses nothing of it.
    """
    if "nbgrader" in sys.modules:
        return
    found = find_spec("nbgrader")
    assert found is not None
    package = module_from_spec(found)
    sys.modules["nbgrader"] = package
    package.__dict__["__version__"] = import_module("nbgrader._version").__version__


def tools_on_path() -> None:
    """nbgrader starts `alembic` by its name: let it find the one beside this Python."""
    beside = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if beside not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([beside, path] if path else [beside])
