"""Opens submitted notebooks as far as they can be opened, without what nbgrader runs them with."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import warnings
from pathlib import Path
from typing import Any, Final

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_raw_cell,
    to_notebook,
)
from nbformat.validator import get_validator

from grader.errors import SubmissionError
from grader.submission import notebook_cells, notebook_data, notebook_json

_NEW: Final = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


def opened(path: Path) -> NotebookNode:
    """The notebook as nbformat 4; where nbformat finds it invalid, what is sound of it.

    Raises SubmissionError for what is no notebook at all, OSError if the file cannot be opened.
    """
    try:
        data = notebook_data(path, path.name)
    except SubmissionError as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno != errno.ELOOP:
            raise error.__cause__ from error  # it is not the student who failed
        raise
    whole = notebook_json(data, path.name)
    with contextlib.suppress(Exception):  # nbformat raises whatever it stumbles over
        return _valid(whole)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of ids that are there twice; CourseCells sees to it
            notebook = nbformat.reads(data.decode("utf-8-sig"), as_version=4)
            nbformat.validate(notebook)
        return notebook
    except Exception:
        notebook = new_notebook()
    notebook.metadata.update(_course(whole.get("metadata")))
    for number, cell in enumerate(notebook_cells(whole, path.name)):
        source = cell.get("source", cell.get("input", ""))
        if isinstance(source, list):
            source = "".join(line for line in source if isinstance(line, str))
        make = _NEW.get(str(cell.get("cell_type")))
        if make is not None and isinstance(source, str):
            own, metadata = stable_id(f"{number} {source}"), _nbgrader(cell.get("metadata"))
            notebook.cells.append(make(source, id=own, metadata=metadata))
    return notebook


def stable_id(text: str) -> str:
    """The id of a cell that has none of its own: the same one every time."""
    return hashlib.sha1(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:16]


def _valid(whole: dict[str, Any]) -> NotebookNode:
    """A notebook that is valid as it is, which most are: nbformat's own way to find out copies it
    several times.  Raises something if it is not.
    """
    if whole["nbformat"] != 4:
        raise ValueError("not of this format")
    notebook = to_notebook(whole)
    get_validator(4, whole["nbformat_minor"]).validate(notebook)
    return notebook


def _course(metadata: Any) -> dict[str, Any]:
    match metadata:
        case {"course": {"language": str(language)}}:
            return {"course": {"language": language}}
    return {}


def _nbgrader(metadata: Any) -> dict[str, Any]:
    match metadata:
        case {"nbgrader": dict(settings)}:
            return {"nbgrader": settings}
    return {}
