"""The trusted end of one worker process: exchange frames with it, and never wait for ever.

Reads block; one watchdog thread ends the process when the armed deadline passes, which works the
same on every system.  A second thread drains what the student's code prints.

A worker is a process of its own for `course check` (:meth:`Worker.start`), or a child of the fork
server for batches (:mod:`~grader.isolation.forkserver`): :class:`Process` is what both offer.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from grader.errors import GraderFault
from grader.processors import ONE_THREAD

KEPT_OUTPUT = 64 << 10
START_SECONDS = 30.0
_WATCH_EVERY = 0.05
_NEVER = float("inf")
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    **ONE_THREAD,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a submission may use: seconds, bytes of memory and of output, callbacks per call.

    ``replies``: bytes that one worker may send back, all its answers and questions together; the
    grader keeps them.
    """

    call_seconds: float = 2.0
    load_seconds: float = 5.0
    total_seconds: float = 10.0
    cpu_seconds: int = 30
    memory: int = 1 << 30
    output: int = 16 << 20
    callbacks: int = 20_000
    replies: int = 32 << 20

    def policy(self) -> dict[str, Any]:
        """What the worker itself is told of it."""
        # A little less than the grader's patience: so the line of an endless loop is known.
        seconds = 0.75 * self.call_seconds
        return {"seconds": seconds, "memory": self.memory, "cpu": self.cpu_seconds}


class Death(Exception):
    """The worker ended, or must be ended: the verdict, and where in the student's code."""

    def __init__(
        self, verdict: str, detail: str = "", line: int | None = None, cell: int | None = None
    ) -> None:
        super().__init__(verdict, detail)
        self.verdict, self.detail, self.line, self.cell = verdict, detail, line, cell


class Process(Protocol):
    """A running worker, whoever is its parent."""

    sink: BinaryIO
    source: BinaryIO
    printed: int
    """Descriptor of what the student's code prints."""

    def kill(self) -> None:
        """End it at once, and whatever it started."""

    def wait(self, seconds: float) -> int | None:
        """Its exit status (negative: the signal that ended it), or None if it lives on."""

    def cpu_seconds(self) -> float | None:
        """The processor time that it used, once it has ended and if that is known."""

    def close(self) -> None:
        """Wait for the end of a killed process, and give up all descriptors."""


class Worker:
    """One worker: frames to and from it, with deadlines, and how it ended."""

    def __init__(self, process: Process, limits: Limits) -> None:
        self.process = process
        self.limits = limits
        self.ready = False
        self.layers: tuple[str, ...] = ()
        self.died: str | None = None
        """How it ended, if not because it was told to."""
        self.printed = bytearray()
        self._printed_bytes = 0
        self._received = 0
        self._deadline = time.monotonic() + START_SECONDS
        self._expired = False
        self._flooded = False
        self._over = threading.Event()
        self._wire: Any = None
        self._read = process.source.read
        self._threads = [
            threading.Thread(target=target, daemon=True) for target in (self._watch, self._drain)
        ]
        for thread in self._threads:
            thread.start()

    @classmethod
    def start(cls, limits: Limits | None = None, *, walls: bool = True) -> Worker:
        """Start a process of its own; it is not waited for.

        ``walls``: on Linux it gives up whatever this system lets it give up; elsewhere it is
        protected from accidents only, by limits on its resources.
        """
        limits = limits or Limits()
        policy = {
            **limits.policy(),
            **{"walls": walls, "sealed": False, "strict": False, "user": None},
            "parent": os.getpid(),
        }
        return cls(_Subprocess(inside("worker", json.dumps(policy))), limits)

    def wait_until_ready(self) -> None:
        """Until the worker has said what layers stand.  Raises GraderFault if it cannot start."""
        if self.ready:
            return
        from grader.isolation import wire

        try:
            kind, layers = self.receive(time.monotonic() + START_SECONDS)
        except Death as death:
            # No student code has run yet: this is never the student's fault.
            self.end()
            raise GraderFault(
                f"the worker process did not start ({death.verdict})",
                where=self.output[-500:].strip() or None,
                remedy="`course doctor` says what is missing",
            ) from death
        if kind != wire.READY or not all(isinstance(layer, str) for layer in layers):
            raise GraderFault("the worker process spoke out of turn")
        self.layers, self.ready = tuple(layers), True

    def send(self, frame: bytes, until: float) -> None:
        """Raises Death if the worker does not take it until then, by the monotonic clock."""
        self._deadline = until
        try:
            self.process.sink.write(frame)
            self.process.sink.flush()
        except OSError:
            raise self._death() from None
        finally:
            self._deadline = _NEVER

    def receive(self, until: float) -> tuple[int, Any]:
        """The next frame.  Raises Death when there is none until then, or it is not a frame."""
        wire = self._wire or self._import_wire()
        self._deadline = until
        try:
            header = self._read(wire.HEADER)
            if len(header) < wire.HEADER:
                raise self._death()
            size = wire.length_of(header)
            self._received += size
            if size > wire.MAX_BYTES or self._received > self.limits.replies:
                raise Death("protocol", f"an answer of {size} bytes")
            body = self._read(size)
            if len(body) < size:
                raise self._death()
        except OSError:
            raise self._death() from None
        finally:
            self._deadline = _NEVER
        try:
            frame: tuple[int, Any] = wire.reply(body)
        except wire.WireError as error:
            raise Death("protocol", str(error)) from None
        return frame

    def _import_wire(self) -> Any:
        # Not before the first frame is awaited: it takes NumPy, which the worker imports meanwhile.
        from grader.isolation import wire

        self._wire = wire
        return wire

    @property
    def output(self) -> str:
        """What was printed, as far as it was kept."""
        return self.printed.decode("utf-8", "replace")

    def end(self) -> None:
        """Kill the process and whatever it started, and wait for it."""
        self._over.set()
        self.process.kill()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(1)
        self.process.close()

    def _death(self) -> Death:
        """Why there are no more frames."""
        death = self._why()
        self.died = death.verdict
        return death

    def _why(self) -> Death:
        status = None if self._expired else self.process.wait(1)
        if self._flooded:
            return Death("output-limit")
        if self._expired:
            return Death("timeout")
        if status is None:  # it closed its connection and lives on
            return Death("protocol", "the connection was closed")
        if status >= 0:
            return Death("exited", str(status))
        number = signal.Signals(-status)
        used = self.process.cpu_seconds()
        spent = used is not None and used >= self.limits.cpu_seconds - 0.2
        if number.name == "SIGXCPU" or (number.name == "SIGKILL" and spent):
            return Death("cpu-limit")
        if number.name == "SIGSYS":
            return Death("forbidden")
        crashes = ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGFPE", "SIGILL", "SIGTRAP")
        return Death("crashed" if number.name in crashes else "killed", number.name)

    def _watch(self) -> None:
        while not self._over.wait(_WATCH_EVERY):
            if time.monotonic() > self._deadline:
                self._expired = True
                self.process.kill()
                return

    def _drain(self) -> None:
        with contextlib.suppress(OSError):
            while data := os.read(self.process.printed, 1 << 16):
                self._printed_bytes += len(data)
                self.printed += data[: KEPT_OUTPUT - len(self.printed)]
                if self._printed_bytes > self.limits.output and not self._flooded:
                    self._flooded = True
                    self.process.kill()


class _Subprocess:
    """A worker that is a child of this process, with three pipes."""

    def __init__(self, command: list[str]) -> None:
        self._before = _children_seconds()
        self._popen = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        stdin, stdout, stderr = self._popen.stdin, self._popen.stdout, self._popen.stderr
        assert stdin is not None and stdout is not None and stderr is not None
        self._pipes = (stdin, stdout, stderr)
        self.sink: BinaryIO = stdin  # type: ignore[assignment]
        self.source: BinaryIO = stdout  # type: ignore[assignment]
        self.printed = stderr.fileno()

    def kill(self) -> None:
        with contextlib.suppress(OSError):
            if os.name == "posix" and self._popen.poll() is None:
                os.killpg(self._popen.pid, signal.SIGKILL)
            else:
                self._popen.kill()

    def wait(self, seconds: float) -> int | None:
        try:
            return self._popen.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def cpu_seconds(self) -> float | None:
        if self._popen.returncode is None or self._before is None:
            return None
        after = _children_seconds()
        return None if after is None else after - self._before

    def close(self) -> None:
        self._popen.wait()
        for pipe in self._pipes:
            with contextlib.suppress(OSError):
                pipe.close()


def _children_seconds() -> float | None:
    """Processor time of all children that have ended."""
    if sys.platform == "win32":
        return None
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def inside(role: str, *arguments: str) -> list[str]:
    """The command that starts an untrusted process."""
    entry = str(Path(__file__).with_name("inside.py"))
    return [sys.executable, "-I", "-S", "-X", "utf8", entry, numpy_folder(), role, *arguments]


def environment() -> dict[str, str]:
    """What an untrusted process may know of the environment."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
    return _ENVIRONMENT | {name: os.environ[name] for name in kept if name in os.environ}


def numpy_folder() -> str:
    """The folder that NumPy is in, found without importing it."""
    spec = find_spec("numpy")
    if spec is None or spec.origin is None:
        raise GraderFault("NumPy is not installed", remedy="pip install numpy")
    return str(Path(spec.origin).parent.parent)
