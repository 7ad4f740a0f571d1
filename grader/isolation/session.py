"""One submission, asked through as many workers as it takes.

A call that kills or hangs its worker costs the function that was called, nothing else: the others
are asked again in a fresh worker.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeAlias

from grader.isolation import wire
from grader.isolation.process import Death, Limits, Worker

_KEPT_TEXT = 500
# How many top-level statements may end a worker before the file is given up.
_SKIPPED = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of source: ``number`` of the notebook cell (None for a .py file), and its name."""

    source: str
    number: int | None
    first_line: int
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A question: call this function with these arguments (data, and callables of ours)."""

    function: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """What the function returned; ``changed``: positions of arguments it modified in place."""

    value: Any
    changed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception in the student's code, and the line of that code it came from."""

    type: str
    message: str
    line: int | None = None
    cell: int | None = None
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """The worker ended instead of answering.

    ``verdict``: timeout, cpu-limit, memory, crashed, killed, exited, forbidden, protocol or
    output-limit.
    """

    verdict: str
    detail: str = ""
    line: int | None = None
    cell: int | None = None


Answer: TypeAlias = Returned | Raised | Ended


@dataclass(frozen=True, slots=True)
class Place:
    line: int
    cell: int | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something at the top level that could not be read ("syntax") or run ("statement")."""

    kind: str
    cell: int | None
    line: int | None
    message: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the submission defines, what of it is not written yet, and what was wrong with it."""

    defined: Mapping[str, Place]
    todo: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


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
        self._standing: list[Callable[..., Any]] = []
        self._skip: list[tuple[int, int]] = []
        self._printed: list[str] = []
        self._spent = 0.0
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
            ended = self._attempt(calls, waiting, answers, substitutes or {})
            if self._spent > self.limits.total_seconds:
                late = Ended("timeout", "the whole submission")
                answers = [late if answer is None else answer for answer in answers]
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
        ours = list(self._standing)
        questions = [[call.function, list(call.arguments)] for call in calls]
        worker.send(
            wire.frame(wire.CALLS, questions, _handing_out(ours)), self.limits.total_seconds
        )
        seconds = self.limits.call_seconds
        for _ in calls:
            kind, value = worker.receive(seconds)
            asked = 0
            while kind == wire.ASK:
                asked += 1
                if asked > self.limits.callbacks:
                    raise Death("timeout", "it asks without end")
                worker.send(_told(value, ours), seconds)
                kind, value = worker.receive(seconds)
            yield _answer(kind, value)

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
            try:
                cells = [[cell.source, cell.number, cell.name] for cell in self.cells]
                load = wire.frame(wire.LOAD, (cells, self._skip, self._drivers))
                worker.send(load, self.limits.load_seconds)
                kind, value = worker.receive(self.limits.load_seconds)
                while kind == wire.BEGIN:
                    place = _pair(value)
                    kind, value = worker.receive(self.limits.load_seconds)
                self._loaded = _loaded(kind, value)
                self._standing = list(substitutes.values())
                if substitutes:
                    handed = {name: wire.Handle(i, name) for i, name in enumerate(substitutes)}
                    worker.send(wire.frame(wire.SUBSTITUTE, handed), self.limits.load_seconds)
            except Death:
                self._discard()
                # Skip the statement that it died in; without one, the file cannot be read at all.
                if place is None or place in self._skip or len(self._skip) == _SKIPPED:
                    raise
                self._skip.append(place)
            else:
                self._loaded_here = True
                return worker

    def _discard(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._used = self._worker.process.cpu_seconds()
            self._printed.append(self._worker.output)
            self._worker = None
        self._loaded_here = False


# -- frames from the worker, which may hold anything --------------------------------------------


def _handing_out(ours: list[Callable[..., Any]]) -> Callable[[Any], wire.Handle]:
    def handle(value: Any) -> wire.Handle:
        if not callable(value):
            raise wire.WireError(f"a value of type {type(value).__name__} cannot be sent")
        ours.append(value)
        return wire.Handle(len(ours) - 1, getattr(value, "__name__", "f"))

    return handle


def _told(value: Any, ours: Sequence[Callable[..., Any]]) -> bytes:
    """The reply to a question of the student's code."""
    match value:
        case (int(number), list(arguments)) if 0 <= number < len(ours):
            pass
        case _:
            raise Death("protocol", "a question that is none")
    try:
        return wire.frame(wire.TOLD, ours[number](*(_mine(a, ours) for a in arguments)))
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        return wire.frame(wire.REFUSED, (type(error).__name__, str(error)))


def _mine(argument: Any, ours: Sequence[Callable[..., Any]]) -> Any:
    """A handle that comes back is the callable that it stands for."""
    if isinstance(argument, wire.Handle):
        if argument.number >= len(ours):
            raise ValueError("an unknown function")
        return ours[argument.number]
    if isinstance(argument, (list, tuple)):
        return type(argument)(_mine(part, ours) for part in argument)
    return argument


def _answer(kind: int, value: Any) -> Answer:
    match kind, value:
        case wire.ANSWER, (answer, list(changed)) if all(type(c) is int for c in changed):
            return Returned(answer, tuple(changed))
        case wire.RAISED, {
            "type": str(name),
            "message": str(message),
            "line": int() | None as line,
            "cell": int() | None as cell,
            "traceback": str(trace),
        }:
            if name == "OutOfTime":
                raise Death("timeout", line=line, cell=cell)
            if name in ("SystemExit", "KeyboardInterrupt"):
                raise Death("exited", line=line, cell=cell)
            return Raised(clean(name), clean(message), line, cell, clean(trace, 4000))
    raise Death("protocol", "not an answer")


def _loaded(kind: int, value: Any) -> Loaded:
    match kind, value:
        case wire.LOADED, {
            "defined": dict(defined),
            "todo": list(todo),
            "problems": list(problems),
        }:
            try:
                return Loaded(
                    {clean(name): Place(int(p[0]), p[1]) for name, p in defined.items()},
                    frozenset(map(str, todo)),
                    tuple(
                        Problem(str(k), cell, line, clean(message), tuple(map(str, names)))
                        for k, cell, line, message, names in problems
                    ),
                )
            except (TypeError, ValueError, LookupError):
                pass
    raise Death("protocol", "not a loaded submission")


def _pair(value: Any) -> tuple[int, int]:
    match value:
        case (int(first), int(second)):
            return first, second
    raise Death("protocol", "not a place")


def clean(text: str, limit: int = _KEPT_TEXT) -> str:
    """Text from the worker, made safe for a terminal: cut, and without control characters."""
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text[:limit]
    )
