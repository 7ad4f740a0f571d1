"""A student's folder: made by `course start`, looked over by `course`, mended by `course reset`.

    backprop/ex1/ex1.py README.md README.ja.md figures/   … one such folder per exercise

Nothing here ever overwrites a file without keeping what was in it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from grader import __version__, cache
from grader.course import Course, Exercise
from grader.errors import UsageError, suggest
from grader.result import Scorecard
from grader.submission import Found, find
from reference.catalogue import Text

DEFAULT_FOLDER: Final = "backprop"
_NAMED: Final = 8  # how many files an error message names

Judge = Callable[[Exercise, Path], Scorecard]


# -- finding the work -----------------------------------------------------------------------------


def locate(course: Course, exercise: str, here: Path) -> Found:
    """The file a person means; standing in one exercise's folder, its neighbours are found too.

    Raises UsageError if there is none.
    """
    try:
        return find(exercise, here)
    except UsageError:
        if any(here.name == other.name for other in course.exercises):
            return find(exercise, here.parent)
        raise


def named(path: Path) -> Path:
    """A file that was named on the command line.  Raises UsageError if there is no such file."""
    if path.is_file():
        return path
    if path.is_dir():
        there, what = path, Text("this is a folder", "これはフォルダーです")
    else:
        there, what = path.parent, Text("there is no such file", "このファイルはありません")
    answers = sorted(p.name for p in _listed(there) if p.suffix in (".py", ".ipynb"))
    raise UsageError(what, where=str(path), remedy=_meant(path.name, there, answers))


def _meant(name: str, folder: Path, answers: list[str]) -> Text:
    here = folder == Path()
    en, ja = ("here", "ここ") if here else (f"in {folder}", f"{folder} ")
    if not answers:
        return Text(
            f"{en} is no .py or .ipynb file; name another",
            f"{ja}には .py も .ipynb もありません。ほかのファイルを指定してください",
        )
    close = suggest(name, answers)
    some = ", ".join(answers[:_NAMED]) + (", …" if len(answers) > _NAMED else "")
    return Text(
        (f"did you mean {close}? " if close else "") + f"{en[0].upper()}{en[1:]} are: {some}",
        (f"{close} のことですか。" if close else "") + f"{ja}にあるのは {some} です",
    )


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def shown(path: Path, here: Path) -> str:
    """The path as a person standing ``here`` writes it."""
    try:
        return os.path.relpath(path, here)
    except ValueError:  # another drive
        return str(path)


# -- start ----------------------------------------------------------------------------------------


class Started(NamedTuple):
    """What `course start` did: files it made, and files that were there and stay as they are."""

    folder: Path
    made: tuple[Path, ...]
    kept: tuple[Path, ...]


def start(course: Course, folder: Path) -> Started:
    """Lessons, stubs and figures of every exercise, in a folder to work in.

    Raises UsageError if the folder cannot be made or written.
    """
    made: list[Path] = []
    kept: list[Path] = []
    try:
        for exercise in course.exercises:
            for source in _handed_out(exercise):
                target = folder / exercise.name / source.relative_to(exercise.folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                (made if _copied(source, target) else kept).append(target.relative_to(folder))
    except OSError as error:
        raise UsageError(
            Text(f"this cannot be written ({error.strerror})", f"書き込めません({error.strerror})"),
            where=str(error.filename or folder),
            remedy=Text(
                "name another folder: course start FOLDER",
                "別のフォルダーを指定してください: course start フォルダー名",
            ),
        ) from error
    return Started(folder, tuple(made), tuple(kept))


def _handed_out(exercise: Exercise) -> Iterator[Path]:
    """What of an exercise a student gets: everything but the checks."""
    for name in (f"{exercise.name}.py", "README.md", "README.ja.md"):
        if (exercise.folder / name).is_file():
            yield exercise.folder / name
    figures = exercise.folder / "figures"
    yield from sorted(path for path in figures.rglob("*") if path.is_file())


def _copied(source: Path, target: Path) -> bool:
    """Copy a file unless there is one already; whether it was copied."""
    data = source.read_bytes()
    try:
        with target.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    return True


# -- reset ----------------------------------------------------------------------------------------


def stub(exercise: Exercise) -> bytes:
    """The exercise as it is handed out."""
    return (exercise.folder / f"{exercise.name}.py").read_bytes()


def resettable(exercise: Exercise, found: Found) -> Path:
    """The file that `course reset` would replace.  Raises UsageError for a notebook."""
    if found.path.suffix == ".py":
        return found.path
    raise UsageError(
        Text("your newest answer is a notebook", "いちばん新しい答案はノートブックです"),
        where=str(found.path),
        remedy=Text(
            f"only {exercise.name}.py can be reset; move the notebook away first",
            f"元に戻せるのは {exercise.name}.py だけです。先にノートブックを移してください",
        ),
    )


def reset(exercise: Exercise, path: Path) -> Path:
    """The stub again; returns the backup in which the work is kept."""
    work = path.read_bytes()
    number = 1
    while True:
        backup = path.with_name(f"{path.name}.bak-{number}")
        try:
            with backup.open("xb") as file:
                file.write(work)
            break
        except FileExistsError:
            number += 1
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    unfinished.write_bytes(stub(exercise))
    os.replace(unfinished, path)
    return backup


# -- where you stand ------------------------------------------------------------------------------


class Standing(NamedTuple):
    """One exercise: the work found (None if there is none), its points, and what to write next."""

    exercise: Exercise
    path: str | None
    score: float
    next: str | None
    begun: bool

    @property
    def max_score(self) -> float:
        return self.exercise.max_score


def standing(course: Course, exercise: Exercise, here: Path, judge: Judge) -> Standing:
    """Where a person stands in an exercise.

    Work that has not changed since it was last judged, and stubs nobody has touched, are not
    judged again.
    """
    try:
        path = locate(course, exercise.name, here).path
    except UsageError:
        return Standing(exercise, None, 0.0, exercise.functions[0].name, False)
    where = shown(path, here)
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if path.suffix == ".py" and data == stub(exercise):
        return Standing(exercise, where, 0.0, exercise.functions[0].name, False)
    kept = _recalled(course, exercise, hashlib.sha256(data).hexdigest())
    if kept is None:
        scorecard = judge(exercise, path)
        remember(course, exercise, scorecard)
        kept = _summary(scorecard)
    score, following, begun = kept
    return Standing(exercise, where, score, following, begun)


def remember(course: Course, exercise: Exercise, scorecard: Scorecard) -> None:
    """Keep what a scorecard of the whole exercise says, for the next look at where one stands."""
    key = _key(course, exercise, scorecard.sha256)
    cache.write(key, json.dumps(_summary(scorecard)).encode())


def _recalled(
    course: Course, exercise: Exercise, sha256: str
) -> tuple[float, str | None, bool] | None:
    kept = cache.read(_key(course, exercise, sha256))
    try:
        match json.loads(kept or b"null"):
            case [int() | float() as score, str() | None as following, bool(begun)]:
                return float(score), following, begun
    except ValueError:
        pass
    return None


def _summary(scorecard: Scorecard) -> tuple[float, str | None, bool]:
    following = next((f.name for f in scorecard.functions if f.status != "passed"), None)
    begun = any(f.status != "todo" for f in scorecard.functions)
    return scorecard.score, following, begun


def _key(course: Course, exercise: Exercise, sha256: str) -> str:
    checks = (exercise.folder / "checks.py").read_bytes()
    parts = (course.version, __version__, exercise.name, sha256)
    digest = hashlib.sha256("\0".join(parts).encode() + b"\0" + checks)
    return f"standing-{digest.hexdigest()}"
