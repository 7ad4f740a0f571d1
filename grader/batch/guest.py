"""What happens on a worker of a cluster: the course unpacked, and a judging process per thread.

Only this file, and what it imports, is loaded by a worker; the course itself (its checks, its
reference, the corpora) comes in the bundle, and is only seen by the processes that judge.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import platform
import sys
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker

from grader.batch.basis import code_that_judges
from grader.batch.seat import Ended, Seat
from grader.batch.task import Setting, Task, Verdict
from grader.errors import CourseError, GraderFault
from grader.isolation.confine import STRICT
from grader.isolation.forkserver import OFFICIAL, ForkServer


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything of a course that judging one exercise takes, and its name: the content's hash."""

    name: str
    setting: Setting = field(repr=False)
    archive: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A task on its way; where a cluster shows what it works on, nobody's code is seen."""

    bundle: str
    walls: tuple[str, ...]
    task: Task

    def __repr__(self) -> str:
        return f"Parcel({self.task.key[:8]})"


@dataclass(frozen=True, slots=True)
class Mishap:
    """Why there is no verdict.  ``unfit``: the worker of this address cannot judge anything.

    A value, not an exception: what cannot be pickled would never arrive.
    """

    why: str
    unfit: str = ""


class CoursePlugin(WorkerPlugin):  # type: ignore[misc]
    """Unpacks a bundle on every worker, also on those that join later.

    ``wanted``: the versions that the one who grades has.  Batches with the same bundle share what
    is unpacked; the last one that ends clears it away.
    """

    def __init__(self, packed: Bundle, wanted: str) -> None:
        self.packed, self.wanted = packed, wanted
        self.name = f"course-{packed.name[:12]}-{os.urandom(4).hex()}"

    async def setup(self, worker: Any) -> None:
        """Raises GraderFault if this worker cannot judge."""
        rooms: dict[str, Room] = worker.__dict__.setdefault("course_rooms", {})
        room = rooms.get(self.packed.name)
        if room is None:
            room = rooms[self.packed.name] = Room(worker.local_directory)
        room.users.add(self.name)
        await asyncio.to_thread(room.ready, self.packed, self.wanted)
        if room.unfit:
            raise GraderFault(room.unfit, where=worker.address)

    async def teardown(self, worker: Any) -> None:
        rooms: dict[str, Room] = worker.__dict__.get("course_rooms", {})
        room = rooms.get(self.packed.name)
        if room is not None:
            room.users.discard(self.name)
            if not room.users:
                del rooms[self.packed.name]
                await asyncio.to_thread(room.close)


class Room:
    """One worker's copy of a course, its idle judging processes, and its ``walls``.

    ``unfit``: why nothing can be judged here; empty if it can.  ``users``: the batches that judge
    here.  It lies in the worker's own folder, which the cluster clears away if nobody else can.
    """

    def __init__(self, folder: str) -> None:
        self.users: set[str] = set()
        self.unfit = ""
        self.walls: tuple[str, ...] = ()
        self._folder = tempfile.TemporaryDirectory(
            prefix="course-", dir=folder, ignore_cleanup_errors=True
        )
        self._setting: Setting | None = None
        self._idle: list[Seat] = []
        self._busy: set[Seat] = set()
        self._closed = False
        self._lock = threading.Lock()
        self._preparing = threading.Lock()

    def ready(self, packed: Bundle, wanted: str) -> None:
        """Unpack, and try out whether this worker can judge; the first one does it for all."""
        with self._preparing:
            if self._setting is not None:
                return
            self._setting = replace(packed.setting, root=self._root / "course")
            try:
                self.unfit = self._prepared(packed, wanted)
            except (CourseError, OSError) as error:
                self.unfit = str(error)

    def judge(self, task: Task) -> Verdict:
        with self._seat() as seat:
            return seat.judge(task)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for seat in self._busy:
                seat.kill()  # the thread that waits for it closes it
        for seat in idle:
            seat.close()
        self._folder.cleanup()

    @property
    def _root(self) -> Path:
        return Path(self._folder.name)

    def _prepared(self, packed: Bundle, wanted: str) -> str:
        if os.name != "posix":
            return "workers that judge need Linux"
        if versions() != wanted:
            return f"this worker has {versions()}, but the one who grades has {wanted}"
        with tarfile.open(fileobj=io.BytesIO(packed.archive)) as archive:
            archive.extractall(self._root, filter="data")
        self.walls = _walls(packed.setting)
        with self._seat():
            return ""

    @contextmanager
    def _seat(self) -> Iterator[Seat]:
        """A process that nobody else uses meanwhile; one that ends is not used again."""
        with self._lock:
            seat = self._idle.pop() if self._idle else None
        if seat is not None and not seat.alive:
            seat.close()
            seat = None
        if seat is None:
            assert self._setting is not None
            try:
                seat = Seat(self._setting, self._root)
            except Ended as error:
                raise GraderFault(f"no process that judges can be started ({error})") from None
        with self._lock:
            self._busy.add(seat)
        try:
            yield seat
        except BaseException:
            seat.close()
            raise
        finally:
            with self._lock:
                self._busy.discard(seat)
                keep = seat.alive and not self._closed
                if keep:
                    self._idle.append(seat)
            if not keep:
                seat.close()


def judged(parcel: Parcel) -> Verdict | Mishap:
    """Judge a task on the worker that this is called on."""
    worker = get_worker()
    room: Room | None = worker.__dict__.get("course_rooms", {}).get(parcel.bundle)
    if room is None:
        return Mishap("the course has not come here", worker.address)
    if room.unfit:
        return Mishap(room.unfit, worker.address)
    if room.walls != parcel.walls:
        return Mishap(f"it has other walls: {' '.join(room.walls)}", worker.address)
    try:
        return room.judge(parcel.task)
    except CourseError as error:  # a new process could not be started any more
        return Mishap(str(error), worker.address)
    except Exception as error:
        return Mishap(str(error) or type(error).__name__)


def walls(name: str, dask_worker: Any = None) -> tuple[str, ...]:
    """The layers that stand around a submission on this worker."""
    room: Room = dask_worker.course_rooms[name]
    return room.walls


def _walls(setting: Setting) -> tuple[str, ...]:
    """Put walls up once.  Raises GraderFault if what is demanded cannot be had here."""
    if not setting.strict and sys.platform != "linux":
        return ()
    with ForkServer(demand=STRICT if setting.strict else ()) as server:
        worker = server.start_worker(OFFICIAL)
        worker.end()
        return worker.layers


def versions() -> str:
    """What must be the same everywhere, or the same work could get other bytes as results."""
    digest = hashlib.sha256()
    for path in code_that_judges():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return (
        f"grader {digest.hexdigest()[:12]}, Python {platform.python_version()}, "
        f"NumPy {version('numpy')}, Hypothesis {version('hypothesis')}"
    )
