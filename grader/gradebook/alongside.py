"""Recording a class while it is judged, on the processor time that judging leaves.

Nothing here imports nbgrader before it is needed: that takes longer than judging dozens, and is
done while the judging processes start.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from grader.batch import Batch
from grader.batch.roster import Student
from grader.errors import CourseError

if TYPE_CHECKING:
    from grader.gradebook.recording import Record, Recorder


class Alongside:
    """Where a batch is recorded; ``url``: the gradebook, if another than the folder's own.

    Judging never waits for a gradebook that is locked or away: at the first thing that goes wrong
    this stops, and :meth:`finish` records what is missing, or says why it cannot.
    """

    def __init__(self, batch: Batch, roster: Mapping[str, Student], url: str | None) -> None:
        self._batch, self._roster, self._url = batch, roster, url
        self._recorder: Recorder | None = None
        self._working = True
        self._early: list[dict[str, Any]] = []
        self._importing = threading.Thread(target=_import, daemon=True)
        self._importing.start()

    def take(self, card: dict[str, Any]) -> None:
        """Record a new scorecard, if that can be done at once."""
        self._early.append(card)
        if self._importing.is_alive():  # nobody waits for that
            return
        cards, self._early = self._early, []
        if not self._working:
            return
        try:
            from grader.gradebook.recording import Recorder

            if self._recorder is None:
                self._recorder = Recorder(replace(self._where(), patience=0.0))
            for each in cards:
                self._recorder.take(each)
        except Exception:  # finish() meets it again, and by then everybody is judged
            self._working = False

    def finish(
        self, cards: Iterable[dict[str, Any]], progress: Callable[[int], None] | None = None
    ) -> str:
        """Record all that is not recorded yet; where the gradebook is.

        Raises what a Recorder does.
        """
        from grader.gradebook.database import shown
        from grader.gradebook.recording import record

        where, done = self._where(), set[str]()
        if self._recorder is not None:
            with contextlib.suppress(CourseError):  # it is tried again, for longer
                self._recorder.flush()
            done = self._recorder.done
        record(where, cards, progress, done)
        return shown(where.url)

    def _where(self) -> Record:
        from grader.gradebook.database import url_of
        from grader.gradebook.recording import Record

        batch = self._batch
        url = url_of(batch.folder, self._url)
        return Record(batch.course, batch.exercise, batch.folder, url, batch.language, self._roster)


def _import() -> None:
    with contextlib.suppress(Exception):  # whoever needs it meets the same, and says so
        import_module("grader.gradebook.recording")
