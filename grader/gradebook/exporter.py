"""Opens submitted notebooks for nbgrader; one that cannot be read is graded all the same.

nbgrader gives up a submission that is no notebook, as if nobody had handed anything in.  Here it
becomes an empty notebook that says why; the cells that hold marks are put into it later, and get
no points.  The file itself stays where it is, in ``submitted/``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_notebook

from grader.errors import SubmissionError
from grader.gradebook.opening import opened

# Where the reason is told to CourseCells, which runs next.
UNREADABLE: Final = "course_unreadable"


class CourseExporter(NotebookExporter):  # type: ignore[misc]
    """A NotebookExporter that opens whatever was handed in."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **settings: Any
    ) -> tuple[str, dict[str, Any]]:
        path = Path(filename)
        resources = resources if resources is not None else {}
        resources["metadata"] = {"name": path.stem, "path": os.fspath(path.parent)}
        try:
            notebook = opened(path)
        except SubmissionError as error:
            self.log.warning("%s cannot be read and gets no points: %s", filename, error)
            resources[UNREADABLE] = error
            notebook = new_notebook()
        converted: tuple[str, dict[str, Any]] = self.from_notebook_node(
            notebook, resources=resources, **settings
        )
        return converted
