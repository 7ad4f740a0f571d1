"""Recording a class while it is judged, on the processor time that judging leaves.

A thread does it, so that whoever hands out work to be judged need not wait for a disk or a
database.  It imports nbgrader, too: that takes longer than judging a dozen.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from queue import Queue
from typing import TYPE_CHECKING, Any, Final

from grader.batch import Batch
from grader.batch.roster import Student

if TYPE_CHECKING:
    from grader.gradebook.recording import Record, Recorder

# Scorecards that may wait: with more, whoever judges faster than this writes has to wait after all.
_WAITING: Final = 100


class Alongside:
    """Where a batch is recorded; ``url``: the gradebook, if another than the folder's own.

    Judging never waits for a gradebook that is locked or away: at the first thing that goes wrong
    this stops, and :meth:`finish` records what is missing, or says why it cannot.
    """

    def __init__(self, batch: Batch, roster: Mapping[str, Student], url: str | None) -> None:
        self._batch, self._roster, self._url = batch, roster, url
        self._recorder: Recorder | None = None
        self._given: Queue[dict[str, Any] | None] = Queue(_WAITING)
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def take(self, card: dict[str, Any]) -> None:
        """Record a new scorecard soon."""
        self._given.put(card)

    def finish(
        self, cards: Iterable[dict[str, Any]], progress: Callable[[int], None] | None = None
    ) -> str:
        """Record all that is not recorded yet; where the gradebook is.

        Raises what a Recorder does.
        """
        from grader.gradebook.database import shown
        from grader.gradebook.recording import Recorder

        self._given.put(None)
        self._thread.join()
        where = self._where()
        with self._recorder or Recorder(where) as recorder:
            recorder.where = where  # with patience, now
            recorder.take_rest(cards, progress)
        return shown(where.url)

    def _work(self) -> None:
        """Record what is given, until there is no more or something goes wrong."""
        with contextlib.suppress(Exception):  # finish() meets it again; by then everybody is judged
            from grader.gradebook.recording import Recorder

            for card in iter(self._given.get, None):
                if self._recorder is None:
                    self._recorder = Recorder(replace(self._where(), patience=0.0))
                self._recorder.take(card)
            return
        for _card in iter(self._given.get, None):  # whoever gives them must not wait for ever
            pass

    def _where(self) -> Record:
        from grader.gradebook.database import url_of
        from grader.gradebook.recording import Record

        batch = self._batch
        url = url_of(batch.folder, self._url)
        return Record(batch.course, batch.exercise, batch.folder, url, batch.language, self._roster)
