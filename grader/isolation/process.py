"""The trusted end of one worker process: start it, exchange frames, and never wait for ever.

Reads block; one watchdog thread ends the process when the armed deadline passes, which works the
same on every system.  A second thread drains what the student's code prints.
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
from typing import Any

from grader.errors import GraderFault

KEPT_OUTPUT = 64 << 10
START_SECONDS = 30.0
_WATCH_EVERY = 0.05
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a submission may use: seconds of time, bytes of memory, callbacks per call."""

    call_seconds: float = 2.0
    load_seconds: float = 5.0
    total_seconds: float = 10.0
    cpu_seconds: int = 30
    memory: int = 1 << 30
    callbacks: int = 20_000


class Death(Exception):
    """The worker ended, or must be ended: the verdict, and where in the student's code."""

    def __init__(
        self, verdict: str, detail: str = "", line: int | None = None, cell: int | None = None
    ) -> None:
        super().__init__(verdict, detail)
        self.verdict, self.detail, self.line, self.cell = verdict, detail, line, cell


class Worker:
    """A worker process and the pipes to it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.ready = False
        self.layers: tuple[str, ...] = ()
        self.printed = bytearray()
        self.printed_bytes = 0
        self._deadline = time.monotonic() + START_SECONDS
        self._expired = False
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=target, daemon=True) for target in (self._watch, self._drain)
        ]
        for thread in self._threads:
            thread.start()

    @classmethod
    def start(cls, limits: Limits | None = None) -> Worker:
        """Start a process; it is not waited for."""
        limits = limits or Limits()
        # A little less than the grader's patience: so the line of an endless loop is known.
        policy = {
            "seconds": 0.75 * limits.call_seconds,
            "memory": limits.memory,
            "cpu": limits.cpu_seconds,
        }
        script = str(Path(__file__).with_name("worker.py"))
        environment = dict(_ENVIRONMENT)
        for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH"):
            if name in os.environ:
                environment[name] = os.environ[name]
        return cls(
            subprocess.Popen(
                [sys.executable, "-I", "-S", "-X", "utf8", script, _numpy(), json.dumps(policy)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
                start_new_session=os.name == "posix",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        )

    def wait_until_ready(self) -> None:
        """Until the worker has said what layers stand.  Raises GraderFault if it cannot start."""
        if self.ready:
            return
        from grader.isolation import wire

        try:
            kind, layers = self.receive(START_SECONDS)
        except Death as death:
            self.end()
            raise GraderFault(
                f"the worker process did not start ({death.verdict})",
                where=self.output[-500:] or None,
                remedy="run the command again; if it stays, reinstall numpy",
            ) from death
        if kind != wire.READY:
            raise GraderFault("the worker process spoke out of turn")
        self.layers, self.ready = tuple(layers), True

    def send(self, frame: bytes, seconds: float) -> None:
        """Raises Death if the worker does not take it in time."""
        assert self.process.stdin is not None
        self._deadline = time.monotonic() + seconds
        try:
            self.process.stdin.write(frame)
            self.process.stdin.flush()
        except OSError:
            raise self._death() from None
        finally:
            self._deadline = float("inf")

    def receive(self, seconds: float) -> tuple[int, Any]:
        """The next frame.  Raises Death when there is none in time, or it is not a frame."""
        from grader.isolation import wire

        assert self.process.stdout is not None
        self._deadline = time.monotonic() + seconds
        try:
            header = self.process.stdout.read(wire.HEADER)
            if len(header) < wire.HEADER:
                raise self._death()
            size = wire.length_of(header)
            if size > wire.MAX_BYTES:
                raise Death("protocol", f"an answer of {size} bytes")
            body = self.process.stdout.read(size)
            if len(body) < size:
                raise self._death()
        except OSError:
            raise self._death() from None
        finally:
            self._deadline = float("inf")
        try:
            return wire.parse(body)
        except wire.WireError as error:
            raise Death("protocol", str(error)) from None

    @property
    def output(self) -> str:
        """What was printed, as far as it was kept."""
        return self.printed.decode("utf-8", "replace")

    def end(self) -> None:
        """Kill the process and whatever it started, and wait for it."""
        self._over.set()
        self._kill()
        self.process.wait()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(1)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if os.name == "posix" and self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    def _death(self) -> Death:
        """Why there are no more frames."""
        if self._expired:
            return Death("timeout")
        try:
            status = self.process.wait(1)
        except subprocess.TimeoutExpired:  # it closed its pipe and lives on
            return Death("protocol", "the connection was closed")
        if self._expired:
            return Death("timeout")
        if status >= 0:
            return Death("exited", str(status))
        name = signal.Signals(-status).name
        if name == "SIGXCPU":
            return Death("cpu-limit")
        if name == "SIGSYS":
            return Death("forbidden")
        crashes = ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGFPE", "SIGILL", "SIGTRAP")
        return Death("crashed" if name in crashes else "killed", name)

    def _watch(self) -> None:
        while not self._over.wait(_WATCH_EVERY):
            if time.monotonic() > self._deadline:
                self._expired = True
                self._kill()
                return

    def _drain(self) -> None:
        assert self.process.stderr is not None
        descriptor = self.process.stderr.fileno()
        with contextlib.suppress(OSError):
            while data := os.read(descriptor, 1 << 16):
                self.printed_bytes += len(data)
                self.printed += data[: KEPT_OUTPUT - len(self.printed)]


def _numpy() -> str:
    """The directory that NumPy is in, found without importing it."""
    spec = find_spec("numpy")
    if spec is None or spec.origin is None:
        raise GraderFault("NumPy is not installed", remedy="pip install numpy")
    return str(Path(spec.origin).parent.parent)
