"""The trusted end of the fork server: a ready, walled worker for every submission of a batch.

The server is a process of its own (:mod:`~grader.isolation.zygote`) that holds NumPy and no
solution; its children are the workers.  Linux only: elsewhere there are no walls to put up.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from grader.errors import GraderFault
from grader.isolation.confine import STRICT
from grader.isolation.process import Limits, Worker, environment, inside, numpy_folder
from grader.processors import processors
from reference.catalogue import Text

# A control answer takes a few milliseconds.
_CONTROL_SECONDS = 20.0
# After so many workers the server is replaced: nothing can have piled up in it.
_WORKERS = 2000
# Numeric users that belong to nobody.
_FIRST_USER, _USERS = 200_000, 100_000

OFFICIAL = Limits(memory=256 << 20, cpu_seconds=10)


class ForkServer:
    """Starts walled workers; use it in a ``with`` statement.  One thread at a time may use it.

    ``demand``: the layers without which no worker is handed out (none: best effort, which is for
    trying things out, never for marks).  ``box``: run the server inside bubblewrap.  ``limits``:
    of every worker.  Raises GraderFault if the system cannot put up what is demanded.
    """

    def __init__(
        self,
        *,
        demand: tuple[str, ...] = STRICT,
        box: bool = False,
        limits: Limits = OFFICIAL,
    ) -> None:
        if sys.platform != "linux":
            raise GraderFault(
                Text(
                    f"there are no walls on {sys.platform}: official grading needs Linux",
                    f"{sys.platform} では隔離できません。正式な採点には Linux が必要です",
                ),
                remedy=Text(
                    "use WSL2, a Linux virtual machine or a container",
                    "WSL2、Linux の仮想マシン、コンテナーのどれかを使ってください",
                ),
            )
        self.demand, self.box, self.limits = demand, box, limits
        self.user = _FIRST_USER + os.getpid() % _USERS if os.geteuid() == 0 else None
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._started = 0
        self._asking = threading.Lock()  # a worker's watchdog may want something, too

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start_worker(self, limits: Limits | None = None) -> Worker:
        """A worker with all demanded layers, ready for a submission."""
        limits = limits or self.limits
        if self._started >= _WORKERS:
            self.close()
        try:
            worker = self._forked(limits)
        except (OSError, ValueError):  # the server died or hangs: once more, with a new one
            self.close()
            try:
                worker = self._forked(limits)
            except (OSError, ValueError) as error:
                raise GraderFault(
                    f"the fork server does not answer ({error})",
                    remedy="`course doctor` says what is missing",
                ) from error
        worker.wait_until_ready()
        if self.box:
            worker.layers += ("box",)
        missing = [layer for layer in self.demand if layer not in worker.layers]
        if missing:
            worker.end()
            names = ", ".join(missing)
            raise GraderFault(
                Text(
                    f"this machine cannot wall a submission in: {names} missing",
                    f"このマシンでは答案を隔離できません: {names} がありません",
                ),
                remedy=Text(
                    "`course doctor` says how to get it",
                    "`course doctor` が対処のしかたを教えます",
                ),
            )
        return worker

    def close(self) -> None:
        """End the server and all its workers."""
        if self._control is not None:
            self._control.close()  # it ends its workers and itself
            self._control = None
        if self._server is not None:
            try:
                self._server.wait(5)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._server = None

    def command(self, **wanted: Any) -> dict[str, Any]:
        """Have the server do something without descriptors; its answer."""
        return self._asked(wanted, ())

    def _forked(self, limits: Limits) -> Worker:
        if self._control is None:
            self._start()
        ours, theirs = socket.socketpair()
        printed, output = os.pipe()
        try:
            policy = {**limits.policy(), "strict": bool(self.demand), "user": self.user}
            # As if this thread had forked it: where it may run, the worker may.
            policy["processors"] = processors()
            reply = self._asked({"fork": policy}, (theirs.fileno(), output))
        except BaseException:
            ours.close()
            os.close(printed)
            raise
        finally:
            theirs.close()
            os.close(output)
        self._started += 1
        return Worker(_Forked(self, int(reply["pid"]), ours, printed), limits)

    def _asked(self, wanted: dict[str, Any], descriptors: tuple[int, ...]) -> dict[str, Any]:
        if self._control is None:
            raise OSError("the fork server has ended")
        with self._asking:
            socket.send_fds(self._control, [json.dumps(wanted).encode()], descriptors)
            reply: dict[str, Any] = json.loads(self._control.recv(1 << 16) or b"null") or {}
        if not reply or "error" in reply:
            raise OSError("the fork server has ended" if not reply else reply["error"])
        return reply

    def _start(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(_CONTROL_SECONDS)
        command = inside("zygote", str(theirs.fileno()))
        try:
            self._server = subprocess.Popen(
                [*_box(), *command] if self.box else command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None,
                env=environment(),
                cwd="/",
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        finally:
            theirs.close()
        self._started = 0
        hello = json.loads(self._control.recv(1 << 16) or b"{}")
        if hello.get("threads") != 1:
            raise OSError(f"it said {hello or 'nothing'} at its start")


class Workers:
    """Workers for several threads, as quickly as this system can start them.

    For programs that are trusted, or at least our own (`course validate`): where there is no fork
    server, every worker is a process of its own, and no layer is demanded.
    """

    def __init__(self) -> None:
        self._servers: dict[int, ForkServer] = {}

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers.values():
            server.close()

    def start(self, limits: Limits) -> Worker:
        """A worker for the calling thread."""
        if sys.platform != "linux":
            return Worker.start(limits)
        thread = threading.get_ident()
        if thread not in self._servers:
            self._servers[thread] = ForkServer(demand=())
        return self._servers[thread].start_worker(limits)


class _Forked:
    """A worker that is a child of the fork server, with a socket and a pipe."""

    def __init__(self, server: ForkServer, pid: int, frames: socket.socket, printed: int) -> None:
        self.pid, self.printed = pid, printed
        self._server, self._frames = server, frames
        # Plain files: their reading and writing is done in C, that of socket files in Python.
        self.sink: BinaryIO = open(frames.fileno(), "wb", closefd=False)  # noqa: SIM115
        self.source: BinaryIO = open(frames.fileno(), "rb", closefd=False)  # noqa: SIM115
        self._ended: tuple[int, float] | None = None
        self._ending = threading.Lock()

    def kill(self) -> None:
        # Closing our end would let it live on; the server is its parent and reaps it.
        self.wait(0)

    def wait(self, seconds: float) -> int | None:
        with self._ending:  # the watchdog and whoever waits for an answer, whichever comes first
            if self._ended is None:
                try:
                    reply = self._server.command(reap=self.pid)
                except (OSError, ValueError):  # the server is gone, and its children with it
                    self._ended = (-signal.SIGKILL, 0.0)
                else:
                    status = os.waitstatus_to_exitcode(int(reply["status"]))
                    self._ended = (status, float(reply["cpu"]))
            return self._ended[0]

    def cpu_seconds(self) -> float | None:
        return self._ended[1] if self._ended else None

    def close(self) -> None:
        self.wait(0)
        for end in (self.sink, self.source, self._frames):
            with contextlib.suppress(OSError):
                end.close()
        os.close(self.printed)


def _box() -> list[str]:
    """bubblewrap around the server: own namespaces, and of the file system only what it runs on.

    As root there is no user namespace: its map would hold one user only, and workers take on
    another.
    """
    found = shutil.which("bwrap")
    if found is None:
        raise GraderFault("bubblewrap is not installed", remedy="apt install bubblewrap")
    base, here = Path(sys.base_prefix), Path(__file__).parent
    packages = Path(numpy_folder())
    shown = [Path("/usr"), base, *(packages / n for n in ("numpy", "numpy.libs")), here]
    command = [found, "--new-session"]
    if os.geteuid() == 0:
        command += ["--unshare-net", "--unshare-ipc", "--unshare-pid", "--unshare-uts"]
        command += ["--cap-drop", "ALL"]
        for kept in ("SETUID", "SETGID", "KILL"):
            command += ["--cap-add", f"CAP_{kept}"]
    else:
        command += ["--unshare-all"]
    for link in ("bin", "lib", "lib64"):
        command += ["--symlink", f"usr/{link}", f"/{link}"]
    for path in shown:
        if path.exists():
            command += ["--ro-bind", str(path), str(path)]
        if path == base:  # whatever else is installed there
            site = base / f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
            if site.is_dir():
                command += ["--tmpfs", str(site)]
    executable = Path(sys.executable)
    if not executable.resolve().is_relative_to(base) or executable.is_symlink():
        command += ["--ro-bind", str(executable.resolve()), str(executable)]
    for file in ("/etc/ld.so.cache", "/etc/alternatives"):
        if Path(file).exists():
            command += ["--ro-bind", file, file]
    return [*command, "--proc", "/proc", "--dev", "/dev", "--chdir", "/"]
