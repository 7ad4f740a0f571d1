"""What comes back from a worker, which may be anything: read with suspicion, or refused.

A hostile submission can write any frame itself.  Whatever it says becomes one of the values below
with fields of the promised types, or ends the worker; numbers stay within what they may mean, and
texts are made safe to show.
"""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from grader.isolation import wire
from grader.isolation.process import Death

_KEPT_TEXT = 500
# Callables that stand in for functions of a submission are numbered from here on; below it are
# those that the call in question was given.
STANDING = 1 << 16

Lines: TypeAlias = Mapping[int | None, int]
"""How many lines each cell has, by its number."""


@dataclass(slots=True)
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


def told(value: Any, mine: Mapping[int, Callable[..., Any]], until: float) -> bytes:
    """The reply to a question of the student's code, which may reach the callables in ``mine``.

    Those from STANDING on stand in for functions of a submission, which may count to whatever they
    are told; those that calls are given cost no more than what they are sent.
    """
    if type(value) is not list or not value or type(value[0]) is not int:
        raise Death("protocol", "a question that is none")
    number, *arguments = value
    try:
        asked = _callable(number, mine)
        arguments = [a if type(a) is float else _mine(a, mine) for a in arguments]
        if number < STANDING:
            reply = asked(*arguments)
        else:
            with _patience(until - time.monotonic()):
                reply = asked(*arguments)
        return wire.frame(wire.TOLD, reply)
    except Exception as error:  # whatever a function of the course says to odd arguments
        return wire.frame(wire.REFUSED, (type(error).__name__, clean(str(error))))


def _mine(argument: Any, mine: Mapping[int, Callable[..., Any]]) -> Any:
    """A handle that comes back is the callable that it stands for."""
    if isinstance(argument, wire.Handle):
        return _callable(argument.number, mine)
    if isinstance(argument, (list, tuple)):
        return type(argument)(_mine(part, mine) for part in argument)
    return argument


def _callable(number: int, mine: Mapping[int, Callable[..., Any]]) -> Callable[..., Any]:
    if number not in mine:
        raise ValueError("a function that was not given to this call")
    return mine[number]


@contextlib.contextmanager
def _patience(seconds: float) -> Iterator[None]:
    """Interrupt a function of the course that odd arguments keep busy, such as 1e300 steps.

    Only where there is an alarm clock: not on Windows, and not outside the main thread.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def give_up(*_: Any) -> None:
        raise ValueError("it takes too long")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-3))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def answers(value: Any, most: int) -> list[Answer]:
    """Several answers at once, in order: to at least one call and to ``most`` calls."""
    if type(value) is not list or not 0 < len(value) <= most:
        raise Death("protocol", "not as many answers as calls")
    return [Returned(one) for one in value]


def answer(kind: int, value: Any, arguments: int, lines: Lines) -> Answer:
    if kind == wire.ANSWER:
        return Returned(value)  # not frozen, as the others are: there are very many of these
    match kind, value:
        case wire.CHANGED, (answer, list(changed)) if all(
            type(c) is int and 0 <= c < arguments for c in changed
        ):
            return Returned(answer, tuple(changed))
        case wire.RAISED, {
            "type": str(name),
            "message": str(message),
            "line": int() | None as line,
            "cell": int() | None as cell,
            "traceback": str(trace),
        }:
            # A line that is not there could tell an input: secret ones must stay secret.
            if line is not None and not 0 < line <= lines.get(cell, 0):
                line, cell = None, None
            if name == "OutOfTime":
                raise Death("timeout", line=line, cell=cell)
            if name in ("SystemExit", "KeyboardInterrupt"):
                raise Death("exited", line=line, cell=cell)
            return Raised(clean(name), clean(message), line, cell, clean(trace, 4000))
    raise Death("protocol", "not an answer")


def loaded(kind: int, value: Any, lines: Lines) -> Loaded:
    match kind, value:
        case wire.LOADED, {
            "defined": dict(defined),
            "todo": list(todo),
            "problems": list(problems),
        }:
            return Loaded(
                {clean(name): _place(place, lines) for name, place in defined.items()},
                frozenset(map(_text, todo)),
                tuple(_problem(problem, lines) for problem in problems),
            )
    raise Death("protocol", "not a loaded submission")


def _place(told: Any, lines: Lines) -> Place:
    match told:
        case (int(line), int() | None as cell) if 0 < line <= lines.get(cell, 0):
            return Place(int(line), cell)
    raise Death("protocol", "not a loaded submission")


def _problem(told: Any, lines: Lines) -> Problem:
    match told:
        case (str(kind), int() | None as cell, int() as line, str(message), list(names)):
            if 0 < line <= lines.get(cell, 0) + 1:  # what is missing at the end is missed after it
                return Problem(
                    clean(kind), cell, int(line), clean(message), tuple(map(_text, names))
                )
    raise Death("protocol", "not a loaded submission")


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise Death("protocol", "not a loaded submission")
    return clean(told)


def statement(value: Any) -> tuple[int, int]:
    match value:
        case (int(first), int(second)):
            return first, second
    raise Death("protocol", "not a place")


def clean(text: str, limit: int = _KEPT_TEXT) -> str:
    """Text from the worker, made safe for a terminal: cut, and without control characters."""
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text[:limit]
    )
