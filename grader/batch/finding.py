"""Who has handed in what: submitted/<student>/EX/EX.ipynb or EX.py.

Whatever lies in a student's folder, the student is on the list: what cannot be judged becomes a
scorecard with the reason.  Nothing is followed out of the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import SubmissionError, UsageError
from grader.submission import Submission, notebook_data, read
from reference.catalogue import Language, Text

SUBMITTED = "submitted"
_LANGUAGE = re.compile(rb'"course":\s*\{[^{}]*"language":\s*"(en|ja)"')
_END = 64 << 10  # where a notebook's own metadata is
_NAMED = 6  # how many files of a folder a message names


@dataclass(frozen=True, slots=True)
class Work:
    """One student's work: where it is, what is in it or why that cannot be read, and remarks."""

    student: str
    path: str
    language: Language
    content: Submission | SubmissionError
    remarks: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What is the same for identical code, in one language."""
        assert isinstance(self.content, Submission)
        cells = [[c.name, c.number, c.first_line, c.source] for c in self.content.cells]
        return hashlib.sha256(json.dumps([self.language, cells]).encode()).hexdigest()


def students(folder: Path, exercise: str) -> list[str]:
    """Who has a folder for the exercise, sorted.  Raises UsageError if there is nobody."""
    submitted = folder / SUBMITTED
    try:
        names = sorted(entry.name for entry in os.scandir(submitted) if entry.is_dir())
    except OSError as error:
        raise _nobody(submitted, exercise) from error
    found = [n for n in names if n[0] != "." and os.path.lexists(submitted / n / exercise)]
    if not found:
        raise _nobody(submitted / "*" / exercise, exercise)
    return found


def _nobody(where: Path, exercise: str) -> UsageError:
    return UsageError(
        Text("nothing has been handed in here", "ここには提出された答案がありません"),
        where=str(where),
        remedy=Text(
            f"work is graded from {SUBMITTED}/STUDENT/{exercise}/{exercise}.ipynb; stand in the "
            "folder that has it, or try `course demo`",
            f"採点するのは {SUBMITTED}/学生/{exercise}/{exercise}.ipynb です。そのフォルダーに移動"
            "するか、`course demo` を試してください",
        ),
    )


def works(
    folder: Path,
    exercise: str,
    names: list[str],
    language: Language,
    languages: Mapping[str, Language],
) -> Iterator[Work]:
    """The work of these students, read one at a time.

    ``languages``: of students who are known to want another than ``language``.  Otherwise the
    language that a notebook was handed out in is the student's.
    """
    for name in names:
        yield _work(folder, exercise, name, language, languages.get(name))


def _work(
    folder: Path, exercise: str, name: str, otherwise: Language, wanted: Language | None
) -> Work:
    language = wanted or otherwise
    student = printable(name)
    place = f"{SUBMITTED}/{student}/{exercise}"
    try:
        path, remark = _chosen(folder / SUBMITTED / name / exercise, exercise)
    except SubmissionError as error:
        return Work(student, place, language, error)
    shown = printable(f"{place}/{path.name}")
    language = wanted or _handed_out_in(path) or otherwise
    remarks = (remark[language],) if remark else ()
    try:
        return Work(student, shown, language, read(path, path.name), remarks)
    except SubmissionError as error:
        return Work(student, shown, language, error, remarks)


def _handed_out_in(path: Path) -> Language | None:
    """The language that `course release` has noted at the end of the notebook."""
    if path.suffix.lower() != ".ipynb":
        return None
    try:
        noted = _LANGUAGE.findall(notebook_data(path, path.name)[-_END:])
    except SubmissionError:
        return None
    return None if not noted else "ja" if noted[-1] == b"ja" else "en"


def _chosen(place: Path, exercise: str) -> tuple[Path, Text | None]:
    """The file that counts, and what to say about the choice.

    The notebook counts before the .py file, not the newer one: times change when folders are
    copied, and marks must not.  A single file with another name is taken for what was meant.
    """
    try:
        mode = os.lstat(place).st_mode
        if stat.S_ISLNK(mode):
            raise SubmissionError(
                Text("this is a symbolic link", "これはシンボリックリンクです"), place.name
            )
        there = sorted(os.listdir(place))
    except OSError as error:
        en, ja = "this folder cannot be read", "このフォルダーを読めません"
        raise SubmissionError(
            Text(f"{en} ({error.strerror})", f"{ja}({error.strerror})"), place.name
        ) from error
    usual = [name for name in (f"{exercise}.ipynb", f"{exercise}.py") if name in there]
    if len(usual) == 2:
        return place / usual[0], Text(
            f"Both {usual[0]} and {usual[1]} were handed in; {usual[0]} counts.",
            f"{usual[0]} と {usual[1]} の両方が提出されていました。{usual[0]} を採点しました。",
        )
    if usual:
        return place / usual[0], None
    answers = [name for name in there if Path(name).suffix.lower() in (".ipynb", ".py")]
    notebooks = [name for name in answers if name.lower().endswith(".ipynb")]
    for group in (notebooks, answers):
        if len(group) == 1:
            return place / group[0], Text(
                f"There is no {exercise}.ipynb; {group[0]} was taken for it.",
                f"{exercise}.ipynb がないので、{group[0]} を採点しました。",
            )
    raise _absent(exercise, place.name, there)


def _absent(exercise: str, where: str, there: list[str]) -> SubmissionError:
    wanted_en, wanted_ja = (
        f"{exercise}.ipynb or {exercise}.py",
        f"{exercise}.ipynb も {exercise}.py",
    )
    if not there:
        return SubmissionError(
            Text(f"there is no {wanted_en}: the folder is empty", f"{wanted_ja} もありません(空の"
                 "フォルダーです)"), where,
        )  # fmt: skip
    some = printable(", ".join(there[:_NAMED])) + (", …" if len(there) > _NAMED else "")
    return SubmissionError(
        Text(f"there is no {wanted_en}, only {some}", f"{wanted_ja} もなく、あるのは {some} です"),
        where,
    )


def printable(name: str) -> str:
    """A name as it is written: without the half characters of bytes that are no text."""
    return name.encode("utf-8", "replace").decode()
