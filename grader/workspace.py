"""A student's working folder: making it, and putting a stub back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.course import Course, Exercise
from grader.errors import UsageError
from reference.catalogue import Text

# What of an exercise's folder is a student's to read.
_TEXTS = ("README.md", "README.ja.md")
_FIGURES = (".svg", ".png")


def start(course: Course, folder: Path) -> Iterator[tuple[Path, bool]]:
    """Copy lessons, stubs and figures; yields (file, was it new?).  Nothing is overwritten."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            Text("this is a file, not a folder", "これはフォルダーではなくファイルです"),
            where=str(folder),
            remedy=Text("choose another name", "別の名前にしてください"),
        )
    for exercise in course.exercises:
        for source in _for_students(exercise):
            target = folder / exercise.name / source.relative_to(exercise.folder)
            fresh = not target.exists()
            if fresh:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())
            yield target, fresh


def _for_students(exercise: Exercise) -> Iterator[Path]:
    yield stub(exercise)
    for name in _TEXTS:
        yield exercise.folder / name
    for figure in sorted((exercise.folder / "figures").glob("*")):
        if figure.suffix in _FIGURES:
            yield figure


def stub(exercise: Exercise) -> Path:
    """The file with the functions to fill in."""
    return exercise.folder / f"{exercise.name}.py"


def reset(exercise: Exercise, work: Path) -> Path | None:
    """Put the stub in the place of the work; returns the backup, None if there was nothing to keep.

    Raises UsageError for a notebook, which has no stub here.
    """
    if work.suffix != ".py":
        raise UsageError(
            Text("only .py files can be reset", "元に戻せるのは .py ファイルだけです"),
            where=str(work),
            remedy=Text("delete the cells yourself", "セルを自分で消してください"),
        )
    fresh = stub(exercise).read_bytes()
    if not work.exists() or work.read_bytes() == fresh:
        work.write_bytes(fresh)
        return None
    number = 1
    while (backup := work.with_name(f"{work.name}.bak-{number}")).exists():
        number += 1
    work.rename(backup)
    work.write_bytes(fresh)
    return backup
