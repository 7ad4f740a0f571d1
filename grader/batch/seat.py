"""A judging process on a worker of a cluster, and the line to it.

The same work as that of a process of the local pool (:func:`grader.batch.pool.serve`), but started
by its file name: a cluster's workers may not have children of multiprocessing's.  What kills or
hangs it leaves the worker alone, and any number of threads may have one each.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from grader.batch.pool import PATIENCE, serve
from grader.batch.task import Setting, Task, Verdict
from grader.errors import CourseError

# Importing NumPy and starting the first worker takes a second, on a machine that has other work.
_BEGIN = 120.0


class Ended(Exception):
    """The process has ended, or did not answer and was ended, while it judged something."""


class Seat:
    """A process that judges one task after the other; close it.

    ``room``: the folder with the course's ``reference`` and its cache.  Raises CourseError if
    nothing can be judged here, :class:`Ended` if the process does not even begin.
    """

    def __init__(self, setting: Setting, room: Path) -> None:
        ours, theirs = socket.socketpair()
        self._pipe = Connection(ours.detach())
        known = [str(room), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        environment = {
            **os.environ,
            "COURSE_CACHE": str(room / "cache"),
            "PYTHONPATH": os.pathsep.join(known),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "grader.batch.seat", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                env=environment,
                cwd="/",
                pass_fds=(theirs.fileno(),),
            )
        finally:
            theirs.close()
        try:
            self._pipe.send((setting, os.getpid()))
            said = self._heard(_BEGIN)
        except BaseException:
            self.close()
            raise
        if isinstance(said, CourseError):
            self.close()
            raise said

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def judge(self, task: Task) -> Verdict:
        """Raises :class:`Ended`; the seat is of no use any more then."""
        with contextlib.suppress(OSError):  # it has just died: the pipe will say so
            self._pipe.send(task)
        said = self._heard(PATIENCE)
        if isinstance(said, Verdict):
            return said
        raise Ended(str(said))

    def kill(self) -> None:
        """End the process from another thread: the one that waits for its answer is told."""
        self._process.kill()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._pipe.close()

    def _heard(self, seconds: float) -> object:
        try:
            if self._pipe.poll(seconds):
                said: object = self._pipe.recv()
                return said
        except (EOFError, OSError):
            code = self._process.wait()
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            raise Ended(f"the process that judges it ended ({how})") from None
        self._process.kill()
        raise Ended(f"no answer in {seconds:.0f} seconds")


def _main() -> None:
    pipe = Connection(int(sys.argv[1]))
    setting, parent = pipe.recv()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asked
    _die_with(parent)
    serve(pipe, setting)


def _die_with(parent: int) -> None:
    """On Linux: have the kernel end this process when its parent ends, however that ends."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)


if __name__ == "__main__":
    _main()
