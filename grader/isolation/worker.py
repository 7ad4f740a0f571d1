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
from types import ModuleType, TracebackType
from typing import Any

import numpy as np

from . import confine, stubs, wire

_DEFINITION = re.compile(r"^(?:async\s+def|def|class)\s+(\w+)", re.MULTILINE)
_CONTINUES = re.compile(r"^(?:[)\]}]|(?:else|elif|except|finally)\b)")
_TRACEBACK_FRAMES = 8
_PROBLEMS = 300


class OutOfTime(BaseException):
    """Raised in the student's code a little before the grader would end the process."""


class _Refused(Exception):
    """A function of the course did not accept what it was asked."""


class Worker:
    """One submission in one process."""

    def __init__(self, source: int, sink: int, seconds: float) -> None:
        self.source, self.sink, self.seconds = source, sink, seconds
        self.module = ModuleType("submission")
        self.cells: dict[str, int | None] = {}
        self.defined: dict[str, tuple[int, int | None]] = {}
        self.todo: set[str] = set()
        self.problems: list[tuple[str, int | None, int | None, str, list[str]]] = []
        self.handles: dict[int, wire.Handle] = {}
        self.drivers: dict[str, Callable[..., Any]] = {}

    # -- frames

    def receive(self) -> tuple[int, Any]:
        size = wire.length_of(self._read(wire.HEADER))
        frame: tuple[int, Any] = wire.parse(self._read(size), items=1 << 40)
        return frame

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = os.read(self.source, size - len(data))
            if not more:
                os._exit(0)  # the grader has gone
            data += more
        return data

    def send(self, kind: int, value: Any) -> None:
        self._write(wire.frame(kind, value, self._handle_of))

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self.sink, view) :]

    def serve(self) -> None:
        """Answer until the grader closes the connection."""
        sys.modules["submission"] = self.module
        while True:
            kind, value = self.receive()
            if kind == wire.LOAD:
                cells, skip, drivers = value
                self.drivers = {name: _driver(source) for name, source in drivers.items()}
                self.load(cells, {tuple(place) for place in skip})
            elif kind == wire.CALLS:
                for function, arguments in value:
                    self.call(function, arguments)
            elif kind == wire.SUBSTITUTE:
                vars(self.module).update(self._admit(value))

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
            with _time_limit(self.seconds):
                exec(code, vars(self.module))
        except BaseException as error:
            told = self._describe(error)
            message = f"{told['type']}: {told['message']}"
            line, cell = (told["line"], told["cell"]) if told["line"] else place
            self.problems.append(("statement", cell, line, message, []))

    # -- calling

    def call(self, function: str, arguments: list[Any]) -> None:
        """Call the student's function once, on arguments of its own."""
        own = [self._admit(_copy(argument)) for argument in arguments]
        _open_output()
        try:
            with _time_limit(self.seconds):
                target = getattr(self.module, function)
                driver = self.drivers.get(function)
                value = _plain(driver(target, *own) if driver else target(*own))
            changed = [
                position
                for position, argument in enumerate(arguments)
                if not _same(argument, own[position])
            ]
            reply = wire.frame(wire.ANSWER, (value, changed), self._handle_of)
        except wire.WireError as error:
            told = {"type": "Unsendable", "message": str(error)}
            reply = wire.frame(wire.RAISED, {**told, "line": None, "cell": None, "traceback": ""})
        except BaseException as error:
            reply = wire.frame(wire.RAISED, self._describe(error))
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException:  # the student's code may have put anything in their place
            pass
        self._write(reply)

    def _admit(self, value: Any) -> Any:
        """Handles become functions that ask the other side."""
        if isinstance(value, list):
            return [self._admit(part) for part in value]
        if isinstance(value, tuple):
            return tuple(self._admit(part) for part in value)
        if isinstance(value, dict):
            return {key: self._admit(part) for key, part in value.items()}
        return self._asking(value) if isinstance(value, wire.Handle) else value

    def _asking(self, handle: wire.Handle) -> Callable[..., Any]:
        def ask(*arguments: Any) -> Any:
            with _stopped_clock():  # how long the answer takes is not the student's affair
                try:
                    self.send(wire.ASK, (handle.number, [_plain(a) for a in arguments]))
                except wire.WireError as error:  # nothing was sent
                    raise TypeError(str(error)) from None
                kind, value = self.receive()
            if kind == wire.REFUSED:
                raise (TypeError if value[0] == "TypeError" else ValueError)(value[1])
            return _copy(value)

        ask.__name__ = ask.__qualname__ = handle.name
        self.handles[id(ask)] = handle
        vars(ask)["keep"] = ask  # its id stays its own
        return ask

    def _handle_of(self, value: Any) -> wire.Handle:
        handle = self.handles.get(id(value))
        if handle is None:
            raise wire.WireError(f"a value of type {type(value).__name__}")
        return handle

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


def _copy(value: Any) -> Any:
    """Arguments of one's own: arrays arrive as read-only views of the frame."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list):
        return [_copy(part) for part in value]
    if isinstance(value, tuple):
        return tuple(_copy(part) for part in value)
    if isinstance(value, dict):
        return {key: _copy(part) for key, part in value.items()}
    return value


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


class _time_limit:
    """Raise :class:`OutOfTime` in the code within, where the system has an alarm clock."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        if _ALARM:
            signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_: Any) -> None:
        if _ALARM:
            signal.setitimer(signal.ITIMER_REAL, 0)


class _stopped_clock:
    """Time within does not count towards the :class:`_time_limit` around."""

    def __enter__(self) -> None:
        self.left = signal.setitimer(signal.ITIMER_REAL, 0)[0] if _ALARM else 0.0

    def __exit__(self, *_: Any) -> None:
        if self.left:
            signal.setitimer(signal.ITIMER_REAL, self.left)


_ALARM = hasattr(signal, "setitimer")


def _out_of_time(number: int, frame: Any) -> None:
    raise OutOfTime


def prepare() -> None:
    """Load and warm up what is needed while it can be: later there may be no files to open."""
    stubs.install()
    confine.prepare()
    if _ALARM:
        signal.signal(signal.SIGALRM, _out_of_time)
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
