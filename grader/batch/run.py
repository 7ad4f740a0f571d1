"""The batch itself: who is judged, who need not be, and what is written when.

Memory does not grow with the number of submissions but for a few hundred bytes each: works are read
when there is room for their tasks, and scorecards live in the journal.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.batch.basis import Basis, Change, basis
from grader.batch.finding import Work, printable, students, works
from grader.batch.journal import Journal, Place, parsed
from grader.batch.pool import LocalPool
from grader.batch.shards import Shard
from grader.batch.task import Executor, Setting, Task, Verdict
from grader.course import Course, Exercise
from grader.errors import SubmissionError
from grader.judge import unreadable
from reference.catalogue import Language, Text

# So many tasks per slot are on their way at the same time.
_AHEAD = 4
# What may be the machine's doing: such a verdict counts if it is the same when judged alone.
_DOUBTFUL = frozenset({"timeout", "crashed"})

_UNWALLED = Text(
    "Judged without walls (--unsafe-no-sandbox): nothing kept this code from reading or changing "
    "what the grader's account may.",
    "隔離なしで採点しました(--unsafe-no-sandbox)。このコードは、採点用アカウントに許されたものを"
    "読んだり変えたりできる状態でした。",
)


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be graded, from which folder, and where the results go.

    ``shard``: only these students; the others are judged elsewhere.
    """

    course: Course
    exercise: Exercise
    folder: Path
    results: Path
    seed: str
    language: Language = "en"
    languages: Mapping[str, Language] = field(default_factory=dict)
    strict: bool = True
    jobs: int | None = None
    shard: Shard | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A student whose work could not be judged, for reasons of ours."""

    student: str
    reason: Text | str

    def why(self, language: Language) -> str:
        return self.reason[language] if isinstance(self.reason, Text) else self.reason


@dataclass(slots=True)
class Summary:
    """What became of a batch; ``changed``: why how many were judged again."""

    total: int = 0
    done: int = 0
    kept: int = 0
    judged: int = 0
    shared: int = 0
    unreadable: int = 0
    again: int = 0
    gone: int = 0
    changed: Counter[Change] = field(default_factory=Counter)
    set_aside: list[SetAside] = field(default_factory=list)


Listener = Callable[[Summary], None]
"""Told after everything that happens; what it is given goes on changing."""

Written = Callable[[dict[str, Any]], None]
"""Told every scorecard that is new, once it is in the results."""

Start = Callable[[Setting, int | None], Executor]


def run(
    batch: Batch,
    *,
    fresh: bool = False,
    listener: Listener | None = None,
    written: Written | None = None,
    start: Start = LocalPool,
) -> Summary:
    """Grade everybody; the results are in ``batch.results``, sorted by student.

    ``fresh``: judge everybody again, whatever has been judged before.
    Raises GraderFault if the machine fails; what is written until then, the next run goes on from.
    """
    names = students(batch.folder, batch.exercise.name)
    if batch.shard is not None:
        names = [name for name in names if batch.shard.has(name)]
    now = basis(batch.course, batch.exercise, batch.seed, strict=batch.strict)
    with Journal(batch.results) as journal, ExitStack() as stack:
        told = listener or (lambda _: None), written or (lambda _: None)
        grading = _Grading(batch, journal, now, names, *told, start, stack)
        if fresh:
            journal.start_over()
        else:
            grading.recall()
        grading.everybody(names)
        grading.finish()
        return grading.summary


@dataclass(frozen=True, slots=True)
class _Known:
    """A line of the journal: whose it is, of what, and what has changed since it was written."""

    place: Place
    sha256: str
    path: str
    language: str
    code: str
    change: Change | None


class _Grading:
    def __init__(
        self,
        batch: Batch,
        journal: Journal,
        now: Basis,
        names: list[str],
        listener: Listener,
        written: Written,
        start: Start,
        stack: ExitStack,
    ) -> None:
        self.batch, self.journal, self.now = batch, journal, now
        self.listener, self.written = listener, written
        self.summary = Summary(total=len(names))
        self.setting = Setting(batch.course.root, batch.exercise.name, batch.seed, batch.strict)
        self._start, self._stack = start, stack
        self._executor: Executor | None = None
        self._known: dict[str, _Known] = {}  # by student, the line that was there
        self._lines: dict[str, Place] = {}  # by student, the line that counts
        self._codes: dict[str, Place] = {}  # by identity of the code, a line that says what it is
        self._waiting: dict[str, list[Work]] = {}
        self._alone: list[tuple[Task, list[Work]]] = []
        self._tasks: dict[str, Task] = {}

    # -- what is there already

    def recall(self) -> None:
        """Read what an earlier batch has written."""
        for place, line in self.journal.lines():
            card = parsed(line)
            if card is None or card["exercise"] != self.batch.exercise.name:
                continue
            what, then = card["submission"], card.get("batch") or {}
            change = self.now.change(card)
            code, language = then.get("code", ""), then.get("language", "")
            known = _Known(place, what["sha256"], what["path"], language, code, change)
            self._known[what["student"]] = known
            if code and change is None:
                self._codes[code] = place

    def _still_right(self, work: Work) -> Change | None:
        """Why the line that is there does not do any more; None if it does."""
        known = self._known[work.student]
        assert not isinstance(work.content, SubmissionError)
        if known.sha256 != work.content.sha256 or known.path != work.path:
            return "submission"
        if known.change is None and known.language != work.language:
            return "language"
        return known.change

    # -- everybody, one after the other

    def everybody(self, names: list[str]) -> None:
        batch = self.batch
        for work in works(
            batch.folder, batch.exercise.name, names, batch.language, batch.languages
        ):
            if isinstance(work.content, SubmissionError):
                self._unreadable(work, work.content)
                continue
            if work.student in self._known:
                change = self._still_right(work)
                if change is None:
                    self._lines[work.student] = self._known[work.student].place
                    self.summary.kept += 1
                    self._done()
                    continue
                self.summary.changed[change] += 1
            self._ask_for(work)
        while self._waiting:
            self._receive()
        self._judge_alone()
        self.summary.gone = len(set(self._known) - {printable(name) for name in names})

    def _ask_for(self, work: Work) -> None:
        assert not isinstance(work.content, SubmissionError)
        key = work.key
        if key in self._codes:
            self._write_for(work, self.journal.read(self._codes[key]), key)
            self.summary.shared += 1
            self._done()
        elif key in self._waiting:
            self._waiting[key].append(work)
        elif key in self._tasks:  # it is to be judged alone later
            next(waiting for task, waiting in self._alone if task.key == key).append(work)
        else:
            executor = self._executing()
            while len(self._waiting) >= _AHEAD * executor.slots:
                self._receive()
            task = Task(key, Path(work.path).name, work.content.cells, work.language)
            self._tasks[key], self._waiting[key] = task, [work]
            executor.submit(task)

    def _executing(self) -> Executor:
        if self._executor is None:
            self._executor = self._start(self.setting, self.batch.jobs)
            self._stack.callback(self._executor.close)
        return self._executor

    def _receive(self) -> None:
        verdict = self._executing().next()
        waiting = self._waiting.pop(verdict.key)
        if verdict.scorecard is not None and _doubtful(verdict.scorecard):
            self._alone.append((self._tasks[verdict.key], waiting))
        else:
            del self._tasks[verdict.key]
            self._take(verdict, waiting)

    def _judge_alone(self) -> None:
        """Once more, with nothing else going on; what it says then counts."""
        for task, waiting in self._alone:
            self._executing().submit(task)
            self._take(self._executing().next(), waiting)
            self.summary.again += 1
        self._alone.clear()

    def _take(self, verdict: Verdict, waiting: list[Work]) -> None:
        for number, work in enumerate(waiting):
            if verdict.scorecard is None:
                self.summary.set_aside.append(SetAside(work.student, verdict.fault))
            else:
                self._write_for(work, verdict.scorecard.encode(), verdict.key)
                if number:
                    self.summary.shared += 1
                else:
                    self.summary.judged += 1
            self._done()

    # -- lines

    def _write_for(self, work: Work, scorecard: bytes, key: str) -> None:
        """Append a student's own copy of a scorecard."""
        assert not isinstance(work.content, SubmissionError)
        card = json.loads(scorecard)
        card["submission"] = {
            "path": work.path,
            "sha256": work.content.sha256,
            "student": work.student,
        }
        # Another student's copy may be where this one comes from; remarks about files are not.
        said = card.pop("batch", {}).get("said", len(card["remarks"]))
        self._append(work, card, card["remarks"][:said], key)

    def _unreadable(self, work: Work, error: SubmissionError) -> None:
        batch = self.batch
        card = unreadable(
            batch.course,
            batch.exercise,
            work.path,
            error,
            work.language,
            seed=batch.seed,
            student=work.student,
        ).to_json()
        line = self._line(work, card, card["remarks"], "")
        known = self._known.get(work.student)
        self.summary.unreadable += 1
        if known is not None and self.journal.read(known.place) == line + b"\n":
            self._lines[work.student] = known.place
            self.summary.kept += 1
        else:
            self._lines[work.student] = self.journal.append(line)
            self.written(card)
        self._done()

    def _append(self, work: Work, card: dict[str, Any], said: list[str], key: str) -> None:
        place = self.journal.append(self._line(work, card, said, key))
        self._lines[work.student] = place
        self._codes.setdefault(key, place)
        self.written(card)

    def _line(self, work: Work, card: dict[str, Any], said: list[str], key: str) -> bytes:
        remarks = [*said, *work.remarks]
        if not self.batch.strict:
            remarks.append(_UNWALLED[work.language])
        card["remarks"] = remarks
        card["batch"] = {
            **{name: getattr(self.now, name) for name in self.now.__slots__},
            "language": work.language,
            "code": key,
            "said": len(said),
        }
        return json.dumps(card, ensure_ascii=False, allow_nan=False).encode()

    def finish(self) -> None:
        """Exactly the lines that count, sorted by student."""
        wanted = [self._lines[student] for student in sorted(self._lines)]
        if wanted != [place for place, _line in self.journal.lines()]:
            self.journal.keep_only(wanted)

    def _done(self) -> None:
        self.summary.done += 1
        self.listener(self.summary)


def _doubtful(scorecard: str) -> bool:
    return any(f["status"] in _DOUBTFUL for f in json.loads(scorecard)["functions"])
