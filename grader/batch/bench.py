"""Where tasks are judged: one bench per process, with a fork server of its own.

The machine's failures stay here.  A fork server that dies takes its workers with it, and a worker
may be killed by a person or by a kernel that is short of memory; both look as if the student's code
had been killed.  What was judged meanwhile is thrown away, and the task judged again.
"""

from __future__ import annotations

import gc
import hashlib
import sys
import traceback
from dataclasses import replace
from types import TracebackType

from grader import corpus, course
from grader.batch.task import Setting, Task, Verdict
from grader.corpus import Corpus
from grader.errors import CourseError
from grader.isolation import Limits, Worker
from grader.isolation.confine import STRICT
from grader.isolation.forkserver import OFFICIAL, ForkServer
from grader.judge import judge
from grader.processors import staying
from grader.result import Scorecard
from grader.submission import Submission
from reference.catalogue import Text

ATTEMPTS = 4


class Bench:
    """Judges the tasks of one setting, one after the other; use it in a ``with`` statement."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.course = course.load(setting.root)
        self.exercise = self.course.exercise(setting.exercise)
        walls = setting.strict or sys.platform == "linux"
        self._server = _Watched(demand=STRICT if setting.strict else ()) if walls else None
        self._workers: list[Worker] = []
        self._drawn: Corpus | None = None

    def __enter__(self) -> Bench:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None:
            self._server.close()

    def try_out(self) -> None:
        """Start one worker.  Raises GraderFault if what is demanded of it cannot be had here."""
        self._start(OFFICIAL).end()

    def judge(self, task: Task) -> Verdict:
        """Judge one task; what goes wrong on our side is tried again, and then said."""
        fault: Text | str = ""
        failed = 0
        for attempt in range(ATTEMPTS):
            before = self._server.starts if self._server else 0
            self._workers.clear()
            try:
                # A fault while feedback is looked for must not stand between a student and marks.
                with staying():
                    scorecard = self._judged(task, advise=failed < ATTEMPTS // 2)
            except CourseError as error:
                fault = Text(error.text("en"), error.text("ja"))
            except Exception as error:
                fault, failed = _last(error), failed + 1
            else:
                killed = any(worker.died == "killed" for worker in self._workers)
                if killed and attempt < ATTEMPTS - 1:
                    continue  # where it is the code's own doing, it is the same every time
                if self._server is None or self._server.undisturbed(before):
                    return Verdict(task.key, scorecard.dumps())
                fault = Text(
                    "the fork server ended while the submission was judged",
                    "採点中にフォークサーバーが終了しました",
                )
        return Verdict(task.key, None, fault)

    def _judged(self, task: Task, *, advise: bool) -> Scorecard:
        if self._drawn is None:
            self._drawn = corpus.load(self.exercise.folder, self.setting.seed)
            gc.freeze()  # it stays; nothing in it need be looked through again and again
        sha256 = hashlib.sha256("\0".join(cell.source for cell in task.cells).encode()).hexdigest()
        scorecard = judge(
            self.course,
            self.exercise,
            Submission(task.name, sha256, task.cells),
            seed=self.setting.seed,
            language=task.language,
            start=self._start,
            limits=OFFICIAL,
            advise=advise,
            drawn=self._drawn,
        )
        # Where nothing is demanded, what stands is reported, but nobody has been promised walls.
        return scorecard if self.setting.strict else replace(scorecard, walled=False)

    def _start(self, limits: Limits) -> Worker:
        worker = self._server.start_worker(limits) if self._server else Worker.start(limits)
        self._workers.append(worker)
        return worker


class _Watched(ForkServer):
    """A fork server that knows whether it has been the same one all the time."""

    starts = 0

    def _start(self) -> None:
        self.starts += 1
        super()._start()

    def undisturbed(self, before: int) -> bool:
        """Has it lived on since there had been ``before`` starts?"""
        alive = self._server is not None and self._server.poll() is None
        return alive and self.starts <= max(before, 1)


def _last(error: Exception) -> Text:
    """An unexpected exception in one line: what, and where in our code."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "grader" in frame.filename] or frames
    where = f" ({ours[-1].filename}:{ours[-1].lineno})" if ours else ""
    line = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}{where}"
    return Text(line, line)
