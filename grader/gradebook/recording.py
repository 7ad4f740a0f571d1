"""From a results file to everything that nbgrader's programs look at, by one writer.

Results are read one after the other, and recorded in groups: first the group's notebooks and pages,
each put in its place in one step, then its marks in one transaction.  All of it can be done again
at any time, and ends the same.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import BasePlugin, LateSubmissionPlugin
from nbgrader.utils import parse_utc
from traitlets import Type
from traitlets.config import Configurable

from grader.batch.reading import scorecard
from grader.batch.roster import Student
from grader.course import Course, Exercise
from grader.errors import ConfigurationError, GraderFault
from grader.gradebook import Part, autograded, config, database, part_of, times
from grader.gradebook.writer import Marks, write
from grader.report.html import feedback_page
from grader.report.part import score_of
from grader.result import Scorecard
from reference.catalogue import Language, Text

GROUP: Final = 100
_AUTOGRADED, _FEEDBACK = "autograded", "feedback"
_READ_ONLY, _ORDINARY = 0o444, 0o644


@dataclass(frozen=True, slots=True)
class Record:
    """Where to record: whose course, which folder, which database."""

    course: Course
    exercise: Exercise
    folder: Path
    url: str
    language: Language = "en"
    roster: Mapping[str, Student] = field(default_factory=dict)
    patience: float = database.PATIENCE


class AssignLatePenalties(Configurable):  # type: ignore[misc]
    """What nbgrader's preprocessor of this name is configured to do, without importing it."""

    plugin_class = Type(LateSubmissionPlugin, klass=BasePlugin).tag(config=True)

    def plugin(self) -> LateSubmissionPlugin:
        chosen: LateSubmissionPlugin = self.plugin_class(parent=self)
        return chosen


class Recorder:
    """Records results as they are given to it; use it in a ``with`` statement.

    Raises GraderFault where the database or the disk refuses for too long, ConfigurationError
    where the gradebook's cells are not those of the course.
    """

    def __init__(self, where: Record) -> None:
        self.where = where
        self.done: set[str] = set()
        """The students whose marks are in the gradebook."""
        _known_assignment(where)
        self._late = AssignLatePenalties(config=config.load(where.folder)).plugin()
        self._known = _ask(where, lambda gradebook: _cells(gradebook, where.exercise))
        self._waiting: list[Marks] = []

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.flush()

    def take(self, card: dict[str, Any]) -> None:
        """Write one student's notebook and page; marks go into the gradebook in groups."""
        self._waiting.append(_one(self.where, card, self._known))
        if len(self._waiting) == GROUP:
            self.flush()

    def take_rest(
        self, cards: Iterable[dict[str, Any]], progress: Callable[[int], None] | None = None
    ) -> None:
        """Take those that are not in the gradebook yet; ``progress`` is told how many are."""
        self.flush()
        for number, card in enumerate(cards, start=1):
            if card["submission"]["student"] not in self.done:
                self.take(card)
            if progress:
                progress(number)

    def flush(self) -> None:
        """Bring the marks that are waiting to the gradebook."""
        where, marks = self.where, self._waiting
        if not marks:
            return
        _ask(
            where,
            lambda gradebook: write(
                gradebook, where.exercise.name, marks, where.roster, self._late
            ),
        )
        self.done.update(mark.student for mark in marks)
        self._waiting = []


def record(where: Record, cards: Iterable[dict[str, Any]]) -> None:
    """Record all results; raises what a Recorder does."""
    with Recorder(where) as recorder:
        recorder.take_rest(cards)


def _ask(where: Record, do: Callable[[Gradebook], Any]) -> Any:
    return database.patiently(where.url, do, where.course, where.patience)


# -- the assignment -------------------------------------------------------------------------------


def _known_assignment(where: Record) -> None:
    """See to it that the gradebook has the exercise's cells, as `course release` makes them."""

    def known(gradebook: Gradebook) -> bool:
        try:
            notebook = gradebook.find_notebook(where.exercise.name, where.exercise.name)
        except MissingEntry:
            return False
        _check(where, {cell.name: cell.max_score for cell in notebook.grade_cells})
        return True

    if _ask(where, known):
        return
    from grader.gradebook.release import release

    with tempfile.TemporaryDirectory() as folder:
        config.written(where.course, Path(folder), where.language)
        with (Path(folder) / config.FILE).open("a", encoding="utf-8") as file:
            file.write(f"c.CourseDirectory.db_url = {where.url!r}\n")
        release(where.course, where.exercise, Path(folder), where.language)


def _check(where: Record, there: Mapping[str, float]) -> None:
    wanted = {
        Part(function.name, concept).grade_id: points
        for function in where.exercise.functions
        for concept, points in function.points.items()
    }
    ours = {name: points for name, points in there.items() if part_of(name)}
    if ours != wanted:
        name = where.exercise.name
        raise ConfigurationError(
            Text(
                f"the gradebook's points of {name} are not those of the course any more; all "
                "marks are in the results file",
                f"成績簿の {name} の配点が講座の設定と違います。"
                "点数はすべて結果ファイルに入っています",
            ),
            where=database.shown(where.url),
            remedy=Text(
                f"`course release {name}` brings the gradebook up to date",
                f"`course release {name}` で成績簿を更新してください",
            ),
        )


def _cells(gradebook: Gradebook, exercise: Exercise) -> autograded.Known:
    return autograded.known_cells(gradebook.find_notebook(exercise.name, exercise.name))


# -- one submission -------------------------------------------------------------------------------


def _one(where: Record, data: dict[str, Any], known: autograded.Known) -> Marks:
    """Write a student's notebook and page; the marks that are to go into the gradebook."""
    card = scorecard(data)
    language = _language(data, where.language)
    student, name = card.student or "", where.exercise.name
    notebook, silent = autograded.autograded(
        where.folder / card.path, card, where.course, known, language
    )
    page = feedback_page(card, where.course, language, _called(where, student))
    place = Path(student) / name
    with _writing(where.folder):
        _put(where.folder / _AUTOGRADED / place / f"{name}.ipynb",
             autograded.text_of(notebook), _READ_ONLY)  # fmt: skip
        handed_in, text = _time(where.folder / "submitted" / place / "timestamp.txt")
        if text:
            _put(where.folder / _AUTOGRADED / place / "timestamp.txt", text, _READ_ONLY)
        _put(where.folder / _FEEDBACK / place / f"{name}.html", page, _ORDINARY)
    return Marks(student, handed_in, _scores(card), silent)


def _language(data: dict[str, Any], otherwise: Language) -> Language:
    match data.get("batch"):
        case {"language": "ja"}:
            return "ja"
        case {"language": "en"}:
            return "en"
    return otherwise


def _called(where: Record, student: str) -> str:
    """The student's name as it stands on the page."""
    known = where.roster.get(student)
    return f"{known.name} ({student})" if known and known.name else student


def _scores(card: Scorecard) -> dict[Part, float]:
    found = {}
    for function in card.functions:
        for concept in dict.fromkeys(check.concept for check in function.checks):
            score, most = score_of(function, concept)
            found[Part(function.name, concept)] = min(max(score, 0.0), most)
    return found


def _time(path: Path) -> tuple[datetime | None, str]:
    """When it was handed in, in UTC, and as it is written; nothing where nobody has noted it."""
    try:
        if path.is_symlink():
            return None, ""
        text = path.read_text(encoding="utf-8")
        if not text.strip():
            return None, ""
        return times.utc(text) or parse_utc(text.strip()), text
    except (OSError, ValueError, OverflowError):
        return None, ""


# -- files ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise GraderFault(
            Text(
                f"this cannot be written ({why}); all marks are in the results file",
                f"書き込めません({why})。点数はすべて結果ファイルに入っています",
            ),
            where=str(error.filename or folder),
            remedy=Text(
                "make room, or the folder writable, and give the same command again",
                "空きを作るか、書き込めるフォルダーにして、同じコマンドを実行してください",
            ),
        ) from error


def _put(path: Path, text: str, mode: int) -> None:
    """All of the file or nothing, in the place of what may be there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")  # there is only one writer
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n", errors="replace")
        os.chmod(unfinished, mode)
        os.replace(unfinished, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            unfinished.unlink()


def due(course: Course, exercise: Exercise, folder: Path, when: datetime) -> None:
    """Tell the gradebook of the folder when the exercise is due."""

    def tell(gradebook: Gradebook) -> None:
        gradebook.update_or_create_assignment(exercise.name, duedate=when)

    database.patiently(database.url_of(folder, None), tell, course)
