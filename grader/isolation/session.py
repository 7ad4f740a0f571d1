"""One submission, asked through as many workers as it takes.

A call that kills or hangs its worker costs the function that was called, nothing else: the others
are asked again in a fresh worker.  Answers come many at a time, as long as nothing happens; when a
worker dies with answers that it has not handed over, all is asked again, and one at a time from
then on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from types import TracebackType
from typing import Any

from grader.isolation import replies, wire
from grader.isolation.process import Death, Limits, Worker
from grader.isolation.replies import Answer, Ended, Loaded, Problem, clean

# How many top-level statements may end a worker before the file is given up.
_SKIPPED = 8
# All loading together, in every worker that it takes, may last so many times the whole submission.
_LOADING = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of source: ``number`` of the notebook cell (None for a .py file), and its name."""

    source: str
    number: int | None
    first_line: int
    name: str


class Call:
    """A question: call this function with these arguments (data, and callables of ours).

    It is encoded once, however often it is asked; nobody may change its arguments.
    """

    __slots__ = ("_encoded", "arguments", "callables", "function")

    def __init__(self, function: str, arguments: tuple[Any, ...]) -> None:
        self.function, self.arguments = function, arguments
        self.callables: list[Callable[..., Any]] = []
        self._encoded: wire.Encoded | None = None

    def encoded(self) -> wire.Encoded:
        """Its arguments as they are sent; callables by their numbers in ``callables``."""
        if self._encoded is None:
            sent = _handed(list(self.arguments), self.callables)
            self._encoded = wire.encoded(sent, depth=2)
        return self._encoded


class Session:
    """Asks one submission; use it in a ``with`` statement.

    A call that ran out of time without having used the processor for it (the machine was busy with
    something else) is asked once more, alone in a fresh worker, before that counts.

    ``worker``: one that was started in advance.  ``drivers``: by function (or class), the source of
    a function of the course that is called in its place, in the worker, with the student's own as
    first argument.  Raises GraderFault if workers cannot be started.
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        *,
        limits: Limits | None = None,
        worker: Worker | None = None,
        drivers: Mapping[str, str] | None = None,
        start: Callable[[Limits], Worker] = Worker.start,
    ) -> None:
        self.cells = cells
        self.limits = limits or Limits()
        self.layers: tuple[str, ...] = ()
        self._drivers = dict(drivers or {})
        self._start = start
        self._worker = worker
        self._loaded_here = False
        self._loaded = Loaded({})
        self._standing: dict[int, Callable[..., Any]] = {}
        self._one_by_one, self._sure = False, True
        self._skip: list[tuple[int, int]] = []
        self._printed: list[str] = []
        self._spent = 0.0
        self._loading = 0.0
        self._lines = {cell.number: cell.source.count("\n") + 1 for cell in cells}
        self._dead: dict[str, Ended] = {}
        self._used: float | None = None  # processor time of the last worker that ended
        self._spun = False

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._discard()

    def renew(self) -> None:
        """Go on with a worker that has not seen anything of what was asked before."""
        self._discard()

    def broken(self, function: str) -> bool:
        """Has a call of this function ended a worker?"""
        return function in self._dead

    @property
    def printed(self) -> str:
        """What the student's code printed, made safe to show."""
        live = [self._worker.output] if self._worker else []
        return clean("".join((*self._printed, *live)), limit=64 << 10)

    def load(self) -> Loaded:
        """Run the submission's top level.  A file that ends every worker defines nothing."""
        try:
            self._ready({})
        except Death as death:
            problem = Problem("statement", death.cell, death.line, death.verdict)
            self._loaded = Loaded({}, problems=(problem,))
        return self._loaded

    def ask(
        self,
        calls: Sequence[Call],
        substitutes: Mapping[str, Callable[..., Any]] | None = None,
    ) -> list[Answer]:
        """One answer per call, in order.

        ``substitutes`` stand in the submission for its own functions of these names; they need a
        worker of their own, and what died without them may live with them.
        """
        dead = self._dead
        if substitutes:
            self._discard()
            dead = {}
        answers: list[Answer | None] = [None] * len(calls)
        while True:
            for number, call in enumerate(calls):
                if answers[number] is None:
                    answers[number] = dead.get(call.function)
            waiting = [number for number, answer in enumerate(answers) if answer is None]
            if not waiting:
                break
            before = self._spent
            ended = self._attempt(calls, waiting, answers, substitutes or {})
            if self._spent > self.limits.total_seconds:
                late = Ended("timeout", "the whole submission")
                answers = [late if answer is None else answer for answer in answers]
            elif ended is not None and not self._sure:
                # Which call it was can be told only when each answer is handed over at once.
                self._one_by_one, self._spent = True, before
                for number in waiting:
                    answers[number] = None
            elif ended is not None:
                # The first call without an answer is the one that the worker died in.
                culprit = next(number for number in waiting if answers[number] is None)
                if ended.verdict == "timeout" and not self._spun:
                    ended = self._attempt(calls, [culprit], answers, substitutes or {})
                if ended is not None:
                    dead[calls[culprit].function] = ended
        if substitutes:
            self._discard()
        return [answer for answer in answers if answer is not None]

    def _attempt(
        self,
        calls: Sequence[Call],
        waiting: Sequence[int],
        answers: list[Answer | None],
        substitutes: Mapping[str, Callable[..., Any]],
    ) -> Ended | None:
        """Ask the waiting calls in one worker; how it ended, if it did not answer them all."""
        self._sure = True
        started = time.monotonic()
        try:
            worker = self._ready(substitutes)
            started = time.monotonic()
            batch = self._batch(worker, [calls[number] for number in waiting])
            for number, answer in zip(waiting, batch, strict=True):
                answers[number] = answer
        except Death as death:
            self._discard()
            self._spun = self._used is None or self._used > 0.5 * self.limits.call_seconds
            return Ended(death.verdict, clean(death.detail), death.line, death.cell)
        finally:
            self._spent += time.monotonic() - started
        return None

    def _batch(self, worker: Worker, calls: Sequence[Call]) -> Iterator[Answer]:
        """Send the calls in one frame; the answers as they come."""
        end = time.monotonic() + self.limits.total_seconds - self._spent
        questions: list[Any] = [self._one_by_one]
        for function, same in groupby(calls, attrgetter("function")):
            questions += function, wire.listing([call.encoded() for call in same])
        worker.send(wire.frame(wire.CALLS, questions), end)
        number, asked, reach = 0, 0, {}
        over = end
        while number < len(calls):
            if not asked:
                over = min(end, time.monotonic() + self.limits.call_seconds)
            kind, value = self._receive(worker, over)
            if kind == wire.ASK:
                if asked == self.limits.callbacks:
                    raise Death("timeout", "it asks without end")
                if not asked:
                    reach = self._reach(calls[number])
                asked += 1
                worker.send(replies.told(value, reach, over), over)
                continue
            several = (
                replies.answers(value, len(calls) - number)
                if kind == wire.ANSWERS
                else [replies.answer(kind, value, len(calls[number].arguments), self._lines)]
            )
            number, asked = number + len(several), 0
            yield from several

    def _reach(self, call: Call) -> dict[int, Callable[..., Any]]:
        """What a call may ask: the callables that it was given, and our substitutes.

        Not those of other calls, whose use may be counted.
        """
        return {**dict(enumerate(call.callables)), **self._standing}

    def _receive(self, worker: Worker, until: float) -> tuple[int, Any]:
        try:
            return worker.receive(until)
        except Death:
            self._sure = self._one_by_one
            raise

    def _ready(self, substitutes: Mapping[str, Callable[..., Any]]) -> Worker:
        """A worker that has loaded the submission.  Raises Death if none can."""
        if self._worker is not None and self._loaded_here:
            return self._worker
        while True:
            worker = self._worker or self._start(self.limits)
            self._worker = worker
            worker.wait_until_ready()
            self.layers = worker.layers
            place: tuple[int, int] | None = None
            started = time.monotonic()
            end = started + _LOADING * self.limits.total_seconds - self._loading

            def patience(end: float = end) -> float:
                return min(end, time.monotonic() + self.limits.load_seconds)

            try:
                cells = [[cell.source, cell.number, cell.name] for cell in self.cells]
                load = wire.frame(wire.LOAD, (cells, self._skip, self._drivers))
                worker.send(load, patience())
                kind, value = worker.receive(patience())
                while kind == wire.BEGIN:
                    place = replies.statement(value)
                    kind, value = worker.receive(patience())
                self._loaded = replies.loaded(kind, value, self._lines)
                self._standing = dict(enumerate(substitutes.values(), replies.STANDING))
                if substitutes:
                    handed = {
                        name: wire.Handle(number, name)
                        for number, name in zip(self._standing, substitutes, strict=True)
                    }
                    worker.send(wire.frame(wire.SUBSTITUTE, handed), patience())
            except Death:
                self._discard()
                # Skip the statement that it died in; without one, the file cannot be read at all.
                if place is None or place in self._skip or len(self._skip) == _SKIPPED:
                    raise
                self._skip.append(place)
            else:
                self._loaded_here = True
                return worker
            finally:
                self._loading += time.monotonic() - started

    def _discard(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._used = self._worker.process.cpu_seconds()
            self._printed.append(self._worker.output)
            self._worker = None
        self._loaded_here = False


def _handed(value: Any, ours: list[Callable[..., Any]]) -> Any:
    """Arguments as they are sent: a callable as its number among ours."""
    if isinstance(value, (list, tuple)):
        return type(value)([_handed(part, ours) for part in value])
    if isinstance(value, dict):
        return {key: _handed(part, ours) for key, part in value.items()}
    if not callable(value):
        return value
    ours.append(value)
    return wire.Handle(len(ours) - 1, getattr(value, "__name__", "f"))
