"""The untrusted worker: runs a student's code and answers questions about it.

In a process of its own (see :mod:`~grader.isolation.inside`), which holds no expected value, no
reference and no score.  It reads and writes frames; whatever the student's code prints goes
elsewhere.  It answers truthfully for honest code; the other side believes nothing of it but the
values, which it compares.

    LOAD  → BEGIN … LOADED        run the submission's top level, statement by statement
    CALLS → ANSWER | RAISED …     one reply per call, at once and in order
    ASK   → TOLD | REFUSED        the student's code calls a function of the course
"""

from __future__ import annotations

import ast
import json
import linecache
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from time import monotonic
from types import ModuleType, TracebackType
from typing import Any, TypeAlias

import numpy as np

from . import confine, stubs, wire

_DEFINITION = re.compile(r"^(?:async\s+def|def|class)\s+(\w+)", re.MULTILINE)
_CONTINUES = re.compile(r"^(?:[)\]}]|(?:else|elif|except|finally)\b)")
_TRACEBACK_FRAMES = 8
_PROBLEMS = 300
# How often within the time that a piece of the student's code has the clock is looked at.
_TICKS = 12
# For how many seconds answers may be kept to be handed over together.
_PATIENCE = 0.02
# Answers of so many bytes at most are sent together.
_SHORT = 400
_NEVER = float("inf")
_ALARM = hasattr(signal, "setitimer")

_Asking: TypeAlias = "tuple[Callable[..., Any], wire.Handle]"


class OutOfTime(BaseException):
    """Raised in the student's code a little before the grader would end the process."""


class _Clock:
    """Raises :class:`OutOfTime` in the student's code once a piece of it has taken too long.

    An alarm looks at the time now and then: setting one for every call would cost more than most
    calls do.  Where the system has no alarm clock, nothing is raised.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.began = _NEVER  # when the student's code was let loose; never: it is not running
        if _ALARM:
            signal.signal(signal.SIGALRM, self._look)

    def wind(self, ticks: bool) -> None:
        """Look at the time from now on, or stop doing so."""
        if _ALARM:
            often = self.seconds / _TICKS if ticks else 0.0
            signal.setitimer(signal.ITIMER_REAL, often, often)

    def _look(self, number: int, frame: Any) -> None:
        if monotonic() - self.began > self.seconds:
            self.began = _NEVER  # it is said once
            raise OutOfTime


class Worker:
    """One submission in one process."""

    def __init__(self, source: int, sink: int, seconds: float) -> None:
        self.source, self.sink = source, sink
        self.clock = _Clock(seconds)
        self.module = ModuleType("submission")
        self.cells: dict[str, int | None] = {}
        self.defined: dict[str, tuple[int, int | None]] = {}
        self.todo: set[str] = set()
        self.problems: list[tuple[str, int | None, int | None, str, list[str]]] = []
        self.drivers: dict[str, Callable[..., Any]] = {}
        # By the id of a function that asks the other side, that function and its handle: those that
        # stand for the submission's own, and those that the present call was given.
        self.standing: dict[int, _Asking] = {}
        self.given: dict[int, _Asking] = {}
        self.turn = 0
        self.received = b""
        self._ready: list[bytes] = []
        self._short: list[wire.Encoded] = []
        self._length = 0
        self._since = 0.0

    # -- frames

    def receive(self) -> tuple[int, Any]:
        """The next frame; everything that is ready is handed over before it is waited for."""
        self.hand_over()
        data = self.received
        end = wire.HEADER
        while len(data) < end or len(data) < (end := wire.HEADER + wire.length_of(data)):
            more = os.read(self.source, 1 << 16)
            if not more:
                os._exit(0)  # the grader has gone
            data += more
        self.received = data[end:]
        frame: tuple[int, Any] = wire.parse(data[wire.HEADER : end], items=1 << 40)
        return frame

    def send(self, kind: int, value: Any) -> None:
        frame = wire.frame(kind, value, self._handle_of)
        self._gather()
        self._ready.append(frame)
        self.hand_over()

    def _gather(self) -> None:
        """Make a frame of the short answers, which come many at a time."""
        if self._short:
            self._ready.append(wire.frame(wire.ANSWERS, self._short))
            self._short, self._length = [], 0

    def hand_over(self) -> None:
        """Write what is ready, and what the student's code has printed before it."""
        self._gather()
        if not self._ready:
            return
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException:  # the student's code may have put anything in their place
            pass
        view = memoryview(b"".join(self._ready))
        self._ready.clear()
        while view:
            view = view[os.write(self.sink, view) :]
        self._since = monotonic()

    def serve(self) -> None:
        """Answer until the grader closes the connection."""
        sys.modules["submission"] = self.module
        while True:
            kind, value = self.receive()
            self.clock.wind(True)
            if kind == wire.LOAD:
                cells, skip, drivers = value
                self.drivers = {name: _driver(source) for name, source in drivers.items()}
                self.load(cells, {tuple(place) for place in skip})
            elif kind == wire.CALLS:
                self.answer(value)
            elif kind == wire.SUBSTITUTE:
                vars(self.module).update(self._own(value, self.standing))
            self.clock.wind(False)

    # -- loading

    def load(self, cells: list[Any], skip: set[tuple[int, int]]) -> None:
        """Run the top level of every cell; nothing that fails keeps the rest from being run."""
        for position, (source, number, name) in enumerate(cells):
            self.cells[name] = number
            linecache.cache[name] = (len(source), None, source.splitlines(True), name)
            for index, statement in enumerate(self._statements(source, number, name)):
                if (position, index) in skip:
                    message = "it did not come to an end"
                    self.problems.append(("statement", number, statement.lineno, message, []))
                    continue
                self._run(statement, position, index, number, name)
        names = vars(self.module)
        self.send(
            wire.LOADED,
            {
                "defined": {
                    n: place for n, place in self.defined.items() if callable(names.get(n))
                },
                "todo": sorted(self.todo),
                "problems": self.problems[:_PROBLEMS],  # an essay has one in every line
            },
        )

    def _statements(self, source: str, number: int | None, name: str) -> Iterator[ast.stmt]:
        """The statements of a cell; what Python cannot read costs only what stands there."""
        try:
            yield from ast.parse(source, name).body
            return
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
        for first, chunk in _chunks(source):
            try:
                yield from ast.parse("\n" * first + chunk, name).body
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                names = _DEFINITION.findall(chunk)
                for lost in names:  # an older definition is not what is meant
                    self.defined.pop(lost, None)
                line = getattr(error, "lineno", None) or first + 1
                message = getattr(error, "msg", None) or type(error).__name__
                self.problems.append(("syntax", number, line, message, names))

    def _run(
        self, statement: ast.stmt, position: int, index: int, number: int | None, name: str
    ) -> None:
        place = (statement.lineno, number)
        match statement:
            case ast.FunctionDef() | ast.ClassDef():
                self.todo.discard(statement.name)
                if isinstance(statement, ast.FunctionDef) and _unwritten(statement):
                    self.todo.add(statement.name)
                self.defined[statement.name] = place
            case ast.Assign():
                for target in statement.targets:
                    if isinstance(target, ast.Name):
                        self.defined[target.id] = place
            case ast.ImportFrom():
                for alias in statement.names:
                    self.defined[alias.asname or alias.name] = place
        self.send(wire.BEGIN, (position, index))
        try:
            code = compile(ast.Module([statement], []), name, "exec")
            self.clock.began = monotonic()
            exec(code, vars(self.module))
            self.clock.began = _NEVER
        except BaseException as error:
            self.clock.began = _NEVER
            told = self._describe(error)
            message = f"{told['type']}: {told['message']}"
            line, cell = (told["line"], told["cell"]) if told["line"] else place
            self.problems.append(("statement", cell, line, message, []))

    # -- calling

    def answer(self, calls: list[Any]) -> None:
        """Make all calls; hand the answers over one by one, or a few at a time.

        ``calls``: whether one by one; then by turns a function and the arguments of all its calls.
        """
        patience = 0.0 if calls[0] else _PATIENCE
        self._since = monotonic()
        for function, several in zip(calls[1::2], calls[2::2], strict=True):
            for arguments in several:
                self.call(function, arguments)
                if monotonic() - self._since >= patience:
                    self.hand_over()

    def call(self, function: str, arguments: list[Any]) -> None:
        """Call the student's function once, on arguments of its own."""
        self.turn += 1
        given: dict[int, _Asking] = {}
        self.given = given
        own = [self._own(argument, given) for argument in arguments]
        _open_output()
        clock = self.clock
        try:
            clock.began = monotonic()
            target = getattr(self.module, function)
            driver = self.drivers.get(function)
            value = _plain(driver(target, *own) if driver else target(*own))
            clock.began = _NEVER
            changed = [
                position
                for position, argument in enumerate(arguments)
                if own[position] is not argument and not _same(argument, own[position])
            ]
            if changed:
                reply = wire.frame(wire.CHANGED, (value, changed), self._handle_of)
            else:
                answer = wire.encoded(value, self._handle_of)
                if len(answer.data) <= _SHORT:
                    self._short.append(answer)
                    self._length += len(answer.data)
                    if self._length > wire.MAX_ITEMS - _SHORT:  # no item takes less than a byte
                        self._gather()
                    return
                reply = wire.frame(wire.ANSWER, answer)
        except wire.WireError as error:
            clock.began = _NEVER
            told = {"type": "Unsendable", "message": str(error)}
            reply = wire.frame(wire.RAISED, {**told, "line": None, "cell": None, "traceback": ""})
        except BaseException as error:
            clock.began = _NEVER
            reply = wire.frame(wire.RAISED, self._describe(error))
        self._gather()
        self._ready.append(reply)

    def _own(self, value: Any, asking: dict[int, _Asking]) -> Any:
        """A copy to do with what one likes: arrays arrive as read-only views of the frame.

        Handles become functions that ask the other side, and are noted down in ``asking``.
        """
        kind = type(value)
        if kind is float:
            return value
        if kind is np.ndarray:
            return value.copy()
        if kind is list:
            return [self._own(part, asking) for part in value]
        if kind is tuple:
            return tuple([self._own(part, asking) for part in value])
        if kind is dict:
            return {key: self._own(part, asking) for key, part in value.items()}
        if kind is wire.Handle:
            ask = self._asking(value, None if asking is self.standing else self.turn)
            asking[id(ask)] = ask, value
            return ask
        return value

    def _asking(self, handle: wire.Handle, turn: int | None) -> Callable[..., Any]:
        """A function that asks the other side; one with a ``turn``, during that call only."""

        def ask(*arguments: Any) -> Any:
            if turn not in (None, self.turn):  # its number means another function by now
                raise ValueError("a function that was not given to this call")
            clock = self.clock
            began, clock.began = clock.began, _NEVER  # the answer takes as long as it takes
            asked = monotonic()
            try:
                self.send(wire.ASK, [handle.number, *map(_plain, arguments)])
            except wire.WireError as error:  # nothing was sent
                clock.began = began
                raise TypeError(str(error)) from None
            kind, value = self.receive()
            clock.began = began + (monotonic() - asked)
            if kind == wire.REFUSED:
                raise (TypeError if value[0] == "TypeError" else ValueError)(value[1])
            return value if type(value) is float else self._own(value, self.given)

        ask.__name__ = ask.__qualname__ = handle.name
        return ask

    def _handle_of(self, value: Any) -> wire.Handle:
        asking = self.given.get(id(value)) or self.standing.get(id(value))
        if asking is None:
            raise wire.WireError(f"a value of type {type(value).__name__}")
        return asking[1]

    def _describe(self, error: BaseException) -> dict[str, Any]:
        """An exception as data: what, and where in the student's own code."""
        line, cell = None, None
        trace = error.__traceback__
        while trace is not None:
            name = trace.tb_frame.f_code.co_filename
            if name in self.cells:
                line, cell = trace.tb_lineno, self.cells[name]
            trace = trace.tb_next
        try:
            message = str(error)
        except BaseException:
            message = "(the exception cannot be shown)"
        return {
            "type": type(error).__name__,
            "message": message[:500],
            "line": line,
            "cell": cell,
            "traceback": _traceback(error, error.__traceback__),
        }


def _driver(source: str) -> Callable[..., Any]:
    """A function of the course that works with what a student wrote, such as a class."""
    names: dict[str, Any] = {}
    exec(compile(source, "<course>", "exec"), names)
    return next(value for name, value in names.items() if name != "__builtins__")  # type: ignore[no-any-return]


def _open_output() -> None:
    """Standard output and error as they should be, whatever the call before has done to them."""
    try:
        out, err = sys.stdout, sys.stderr
        whole = out is sys.__stdout__ and err is sys.__stderr__
        if whole and not (out.closed or err.closed):
            return
    except AttributeError:  # there is none, or none that has all that one should have
        pass
    for number, name in ((1, "stdout"), (2, "stderr")):
        stream, original = getattr(sys, name, None), getattr(sys, f"__{name}__", None)
        if stream is not original or getattr(stream, "closed", True):
            fresh = open(number, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
            setattr(sys, name, fresh)
            setattr(sys, f"__{name}__", fresh)


def _traceback(error: BaseException, trace: TracebackType | None) -> str:
    import traceback

    try:
        lines = traceback.format_exception(type(error), error, trace, limit=-_TRACEBACK_FRAMES)
    except BaseException:
        return ""
    return "".join(lines)[-4000:]


def _chunks(source: str) -> Iterator[tuple[int, str]]:
    """Cut where a line starts in column 0: (lines before it, text) of every piece."""
    lines = source.splitlines()
    start, decorated = 0, False
    for number, line in enumerate(lines):
        begins = line[:1] not in ("", " ", "\t", "#") and not _CONTINUES.match(line)
        if begins and not decorated and number > start:
            yield start, "\n".join(lines[start:number]) + "\n"
            start = number
        if begins:
            decorated = line.startswith("@")
    yield start, "\n".join(lines[start:]) + "\n"


def _unwritten(function: ast.FunctionDef) -> bool:
    """Only a docstring, ``...``, ``pass`` or ``raise NotImplementedError``?"""
    return all(
        isinstance(statement, ast.Pass)
        or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        or (isinstance(statement, ast.Raise) and "NotImplementedError" in ast.dump(statement))
        for statement in function.body
    )


def _same(sent: Any, now: Any) -> bool:
    """Is an argument still, bit for bit, what was sent?"""
    if isinstance(sent, np.ndarray):
        return (
            isinstance(now, np.ndarray)
            and sent.shape == now.shape
            and sent.dtype == now.dtype
            and sent.tobytes() == now.tobytes()
        )
    if isinstance(sent, (list, tuple)):
        return len(sent) == len(now) and all(map(_same, sent, now))
    if isinstance(sent, dict):
        return list(sent) == list(now) and all(_same(sent[key], now[key]) for key in sent)
    if isinstance(sent, wire.Handle):
        return True
    return type(sent) is type(now) and (sent == now or sent != sent)


def _plain(value: Any) -> Any:
    """An answer as wire data: subclasses and numbers of other kinds as what they stand for."""
    kind = type(value)
    if kind in (float, bool, str, type(None), np.ndarray):
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**63 else float(value)
    if kind is tuple:
        return tuple([_plain(part) for part in value])
    if kind is list:
        return [_plain(part) for part in value]
    if kind is dict:
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, np.generic):
        return value
    if isinstance(value, np.ndarray):
        return np.array(value, subok=False)
    if isinstance(value, (tuple, list)):
        return tuple([_plain(part) for part in value])
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if hasattr(value, "__float__") and not callable(value):  # a Fraction, a Decimal
        return float(value)
    if isinstance(value, (range, map, zip, filter)):
        return [_plain(part) for part in value]
    return value


def prepare() -> None:
    """Load and warm up what is needed while it can be: later there may be no files to open."""
    stubs.install()
    confine.prepare()
    # BLAS takes its buffers at the first product: before memory is limited.
    for dtype in (np.float64, np.float32):
        np.ones((64, 64), dtype) @ np.ones((64, 64), dtype)


def main(numpy: str, policy: str) -> None:
    """Serve one submission over standard input and output; see :func:`confine.confine`."""
    wanted = json.loads(policy)
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)  # what is printed must not land among the frames
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(source, os.O_BINARY)
        msvcrt.setmode(sink, os.O_BINARY)
    readable = confine.readable_for(numpy) if wanted["walls"] else []
    worker = Worker(source, sink, wanted["seconds"])
    worker.send(wire.READY, confine.confine({**wanted, "readable": readable}))
    worker.serve()
