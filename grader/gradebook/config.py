"""nbgrader_config.py: how nbgrader is told to leave the judging to us.

It is written once, beside course.yaml, and belongs to the instructor from then on.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.course import Course
from grader.errors import ConfigurationError
from reference.catalogue import Language, Text

FILE: Final = "nbgrader_config.py"

# What the marks depend on.  Left out or changed, nbgrader would run students' code unwalled, or
# give full marks to cells that have nothing to say.
_NEEDED: Final[dict[str, dict[str, Any]]] = {
    "ClearSolutions": {"code_stub": {"python": "raise NotImplementedError"}},
    "Autograde": {
        "exporter_class": "grader.gradebook.exporter.CourseExporter",
        "sanitize_preprocessors": [
            "grader.gradebook.cells.CourseCells",
            "nbgrader.preprocessors.ClearOutput",
            "nbgrader.preprocessors.DeduplicateIds",
            "nbgrader.preprocessors.OverwriteKernelspec",
            "nbgrader.preprocessors.OverwriteCells",
            "nbgrader.preprocessors.CheckCellMetadata",
        ],
        "autograde_preprocessors": [
            "grader.gradebook.preprocessor.CourseGrade",
            "nbgrader.preprocessors.LimitOutput",
            "nbgrader.preprocessors.SaveAutoGrades",
            "nbgrader.preprocessors.AssignLatePenalties",
            "nbgrader.preprocessors.CheckCellMetadata",
        ],
    },
    "OverwriteCells": {"add_missing_cells": True},
}

_TEMPLATE: Final = '''\
"""How nbgrader works in this folder. Written by `course release`; yours to change from now on."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

# nbgrader starts `alembic` by its name: it is where this Python is.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = {id}
c.CourseDirectory.root = str(HERE)
# Another database: "postgresql://user:password@server/name" (needs psycopg2).
c.CourseDirectory.db_url = f"sqlite:///{{HERE / 'gradebook.db'}}"

# Students' code is not run in a kernel: it is judged walled in, by the course's own checks.
{needed}
c.CourseGrade.course = {course}  # the folder of course.yaml
c.CourseGrade.language = {language}  # of feedback, where a notebook does not say
# Refuse to grade where a submission cannot be walled in (`course doctor` says what is missing).
c.CourseGrade.strict = True

# Due dates are UTC everywhere. (With another c.NbGraderAPI.timezone, nbgrader 0.9 reads the due
# dates that are typed into formgrader wrongly.)
'''


def written(course: Course, folder: Path, language: Language) -> bool:
    """Write nbgrader_config.py unless there is one; whether it was written."""
    course_folder = "str(HERE)"
    if folder.resolve() != course.root.resolve():
        course_folder = _shown(course.root.resolve().as_posix())
    text = _TEMPLATE.format(
        id=_shown(course.id),
        needed="\n".join(_lines()),
        course=course_folder,
        language=_shown(language),
    )
    try:
        with (folder / FILE).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True


def load(folder: Path) -> Config:
    """The configuration that nbgrader finds in the folder, or an empty one.

    Raises ConfigurationError if it cannot be executed.
    """
    if not (folder / FILE).is_file():
        return Config()
    try:
        return PyFileConfigLoader(FILE, path=os.fspath(folder)).load_config()
    except Exception as error:  # it may be any Python
        raise ConfigurationError(
            Text(
                f"this file stops with {type(error).__name__}: {error}",
                f"このファイルは {type(error).__name__} で止まります: {error}",
            ),
            where=str(folder / FILE),
            remedy=Text(
                "correct it, or move it away: `course release` writes a new one",
                "直すか、別の場所に移してください。`course release` が新しく作ります",
            ),
        ) from error


def lacking(config: Config) -> list[str]:
    """The lines that an instructor's own configuration lacks."""
    return _lines(config)


def _lines(config: Config | None = None) -> list[str]:
    lines = []
    for section, settings in _NEEDED.items():
        for name, value in settings.items():
            if config is None or config.get(section, {}).get(name) != value:
                lines.append(f"c.{section}.{name} = {_shown(value)}")
    return lines


def _shown(value: Any) -> str:
    """As Python that a person wrote: in double quotes, long lists one item a line."""
    match value:
        case list():
            return "".join(["[\n", *(f"    {_shown(item)},\n" for item in value), "]"])
        case dict():
            return "{" + ", ".join(f"{_shown(k)}: {_shown(v)}" for k, v in value.items()) + "}"
        case str():
            return json.dumps(value, ensure_ascii=False)
    return repr(value)
