"""`course release`: nbgrader's source notebook, and from it, by nbgrader itself, the release."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from traitlets.config import Config

from grader.course import Course, Exercise
from grader.errors import ConfigurationError, UsageError
from grader.gradebook import config, notebook, tools_on_path
from reference.catalogue import Language, Text


class Released(NamedTuple):
    """What was made: the source (``kept``: changed by hand, and left as it is) and the release."""

    source: Path
    release: Path
    kept: bool


class Prepared(NamedTuple):
    """nbgrader's configuration: whether it was written just now, and the lines that it lacks."""

    path: Path
    written: bool
    lacking: list[str]


def prepare(course: Course, folder: Path, language: Language) -> Prepared:
    """See to it that nbgrader finds its configuration.  Raises UsageError if it cannot be written.

    An instructor's own file is never changed.
    """
    try:
        written = config.written(course, folder, language)
    except OSError as error:
        raise _unwritable(error, folder) from error
    return Prepared(folder / config.FILE, written, config.lacking(config.load(folder)))


def release(course: Course, exercise: Exercise, folder: Path, language: Language) -> Released:
    """Write ``source/EX/EX.ipynb`` and have nbgrader make ``release/EX/EX.ipynb`` of it.

    The gradebook learns of the assignment, its cells and their points on the way.  Raises
    UsageError where files cannot be written, ConfigurationError where nbgrader refuses.
    """
    tools_on_path()
    settings = config.load(folder)
    settings.CourseDirectory.setdefault("root", os.fspath(folder.resolve()))
    settings.CourseDirectory.setdefault("course_id", course.id)
    directory = CourseDirectory(config=settings)
    source = _notebook(directory, directory.source_directory, exercise)
    kept = _changed_by_hand(source)
    if not kept:
        try:
            _write(source, notebook.source_notebook(course, exercise, language))
        except OSError as error:
            raise _unwritable(error, source) from error
    _generate(directory, settings, exercise)
    return Released(source, _notebook(directory, directory.release_directory, exercise), kept)


def _notebook(directory: CourseDirectory, step: str, exercise: Exercise) -> Path:
    folder = Path(os.path.normpath(directory.format_path(step, ".", exercise.name)))
    return folder / f"{exercise.name}.ipynb"


def _changed_by_hand(source: Path) -> bool:
    """Is there a notebook that is not just as we wrote it?"""
    try:
        there = json.loads(source.read_text(encoding="utf-8"))
        recorded = there["metadata"]["course"]["digest"]
    except FileNotFoundError:
        return False
    except (OSError, ValueError, LookupError, TypeError):
        return True
    return bool(recorded != notebook.digest(there))


def _write(path: Path, node: nbformat.NotebookNode) -> None:
    """All of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.validate(node)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_text(nbformat.writes(node) + "\n", encoding="utf-8", newline="\n")
        os.replace(unfinished, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            unfinished.unlink()


def _generate(directory: CourseDirectory, settings: Config, exercise: Exercise) -> None:
    directory.assignment_id = exercise.name
    app = GenerateAssignment(coursedir=directory, config=settings)
    app.force = True
    done = capture_log(app)
    if done["success"]:
        return
    told = "".join((done.get("log", ""), done["error"])).strip().splitlines()
    why = next((line for line in reversed(told) if line and "NbGraderException" not in line), "")
    if "submissions associated" in done["error"] + done.get("log", ""):
        raise ConfigurationError(
            Text(
                f"there are marks for {exercise.name} already, and its cells are others now",
                f"{exercise.name} にはすでに成績がありますが、セルの構成が変わりました",
            ),
            where=str(directory.db_url),
            remedy=Text(
                f"to begin anew and lose these marks: nbgrader db assignment remove "
                f"{exercise.name} --force",
                "成績を消してやりなおすなら: "
                f"nbgrader db assignment remove {exercise.name} --force",
            ),
        )
    raise ConfigurationError(
        Text(
            f"nbgrader could not make the release: {why}",
            f"nbgrader が配布版を作れませんでした: {why}",
        ),
        where=exercise.name,
        remedy=Text(
            f"`nbgrader generate_assignment {exercise.name} --force` says more",
            f"`nbgrader generate_assignment {exercise.name} --force` で詳しくわかります",
        ),
    )


def _unwritable(error: OSError, path: Path) -> UsageError:
    return UsageError(
        Text(f"this cannot be written ({error.strerror})", f"書き込めません({error.strerror})"),
        where=str(error.filename or path),
        remedy=Text(
            "make the folder writable, or work in a copy of the course",
            "フォルダーに書き込めるようにするか、コースのコピーで作業してください",
        ),
    )
