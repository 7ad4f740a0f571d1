"""Tasks judged by the workers of a Dask cluster, wherever they are.

The course and its corpora travel once to every worker, also to those that join later, as a bundle
that is named by its content; each worker unpacks it into a folder of its own and judges in
processes of its own, behind the walls of their fork servers.  Submissions are streamed: only as
many as the batch submits are on their way, and neither scheduler nor worker keeps anything of one
whose verdict has been read.

A worker that is killed or cut off costs nothing: its tasks go to others.  So does one that falls
silent, which the scheduler by itself would wait for.  A task that takes worker after worker with it
is tried once more with nothing else going on, so that no other is blamed for it, and then set
aside: that is a fault of ours and never the student's.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import logging
import queue
import tarfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import reference
from grader import cache, corpus, course
from grader.batch.task import Setting, Task, Verdict
from grader.errors import CourseError, GraderFault
from reference.catalogue import Text

if TYPE_CHECKING:
    from grader.batch.guest import Bundle, Mishap

TRIES = 3
# How often the workers are looked after; one that has been silent for so long is given up.
LOOK, SILENT = 5.0, 60.0
# How long a batch without any worker, or without any verdict, waits for better times.
NO_WORKERS, STALLED = 300.0, 1800.0
# How long the scheduler, and all workers together, may take to answer.
_CONNECT, _BEGIN, _FETCH = 20.0, 300.0, 10.0

_GONE = Text("the scheduler has ended, or cannot be reached any more",
             "スケジューラーが終了したか、接続できなくなりました")  # fmt: skip
_AGAIN = Text(
    "start it, and give the same command again: it goes on from what is written",
    "起動しなおして同じコマンドを実行すると、書き込み済みのところから続けます",
)


class DaskCluster:
    """An :class:`~grader.batch.task.Executor` over the cluster at ``address``; close it.

    Raises GraderFault if nobody answers there, if there are no workers, or if one of them cannot
    judge as the setting demands; later, if the scheduler or all workers are gone for good.
    """

    slots: int

    def __init__(self, setting: Setting, address: str) -> None:
        self.address = address
        self._client = _connected(address)
        from grader.batch import guest

        self._guest = guest
        self._number = 0
        self._tries: dict[str, int] = {}
        self._underway: dict[Any, tuple[Any, Task]] = {}  # by key, the future and its task
        self._told: queue.SimpleQueue[Any] = queue.SimpleQueue()  # keys of futures that are done
        self._done: set[Any] = set()  # those of them whose verdict has not been read
        self._suspects: deque[Task] = deque()
        self._finished: deque[Verdict] = deque()
        self._seen: dict[str, tuple[float, int]] = {}  # by worker, its last sign of life
        self._looked = self._heard = self._peopled = time.monotonic()
        self._plugin: Any = None
        try:
            self._scheduler = self._identity()["id"]
            self._wait_for_workers()
            self._bundle = packed(setting)
            self._plugin = guest.CoursePlugin(self._bundle, guest.versions())
            self._walls = self._brought()
            self._look()
        except BaseException:
            self.close()
            raise

    # -- what a batch asks for

    def submit(self, task: Task) -> None:
        self._number += 1
        if not self._underway:
            self._heard = time.monotonic()
        # In the group of all tasks of the batch, which the scheduler hands out one by one.
        key = (f"judge-{self._plugin.name}", self._number)
        parcel = self._guest.Parcel(self._bundle.name, self._walls, task)
        future = self._client.submit(self._guest.judged, parcel, key=key, pure=False)
        self._underway[key] = future, task
        self._watch(key, future)

    def next(self) -> Verdict:
        while not self._finished:
            if not self._underway:
                if not self._suspects:
                    raise GraderFault("there is nothing to wait for")
                self.submit(self._suspects.popleft())
            self._wait()
        return self._finished.popleft()

    def close(self) -> None:
        futures = [future for future, _task in self._underway.values()]
        self._underway.clear()
        if self._client.status == "running":  # otherwise there is nobody to tell
            with contextlib.suppress(Exception):
                self._ask(partial(self._client.cancel, futures, force=True), _FETCH)
            if self._plugin is not None:
                with contextlib.suppress(Exception):
                    leave = partial(self._client.unregister_worker_plugin, self._plugin.name)
                    self._ask(leave, _CONNECT)
        with contextlib.suppress(Exception):
            self._client.close(timeout=_FETCH)

    # -- waiting

    def _watch(self, key: Any, future: Any) -> None:
        told = self._told  # the callback is not to keep all of us
        future.add_done_callback(lambda _future: told.put(key))

    def _wait(self) -> None:
        """Until something comes back, or the workers are to be looked after."""
        with contextlib.suppress(queue.Empty):
            self._done.add(self._told.get(timeout=0.1 if self._done else LOOK / 5))
            while True:
                self._done.add(self._told.get_nowait())
        self._done &= self._underway.keys()
        ready = []
        for key in sorted(self._done):
            future, _task = self._underway[key]
            match future.status:
                case "finished":
                    ready.append(key)
                case "lost":  # with the worker that had it; it will be pending
                    continue
                case "pending":
                    self._done.discard(key)
                    self._watch(key, future)
                case "cancelled" if not self._same_scheduler():
                    raise GraderFault(_GONE, where=self.address, remedy=_AGAIN)
                case _:
                    self._failed(key)
        self._fetch(ready)
        if time.monotonic() - self._looked > LOOK:
            self._look()

    def _fetch(self, keys: list[Any]) -> None:
        """Read verdicts: all at once, or one by one if that does not go well."""
        groups = [keys] if len(keys) > 1 else []
        for group in [*groups, *([key] for key in keys)]:
            if group[0] not in self._underway:
                continue
            futures = [self._underway[key][0] for key in group]
            try:
                found = self._ask(partial(self._client.gather, futures), _FETCH / len(group))
            except TimeoutError:  # the worker that has it does not answer: we shall look after it
                continue
            except Exception:  # it has just been lost; what became of it, its future says next
                if self._underway[group[0]][0].status == "finished" and len(group) == 1:
                    self._failed(group[0])
                continue
            for key, said in zip(group, found, strict=True):
                self._hear(key, said)

    def _hear(self, key: Any, said: Verdict | Mishap) -> None:
        self._heard = time.monotonic()
        if isinstance(said, Verdict):
            self._finished.append(said)
            self._tries.pop(self._forgotten(key).key, None)
        elif said.unfit:  # a worker that has joined later, and is of no use
            with contextlib.suppress(Exception):
                self._ask(partial(self._client.retire_workers, [said.unfit]), _CONNECT)
            self.submit(self._forgotten(key))
        else:
            self._again(self._forgotten(key), said.why)

    def _failed(self, key: Any) -> None:
        """What Dask says of a task that it could not get done, or has lost."""
        future = self._underway[key][0]
        error = future.exception() if future.status == "error" else None
        # It has been given to one worker after the other, and all have died.
        if type(error).__name__ == "KilledWorker":
            task = self._forgotten(key)
            self._tries[task.key] = max(self._tries.get(task.key, 0), TRIES - 1)
            self._again(task, "every worker that took it has died")
        else:
            self._again(self._forgotten(key), _first_line(error) if error else "it was lost")

    def _again(self, task: Task, why: str) -> None:
        """Try once more, after so many times alone, or give up."""
        tries = self._tries[task.key] = self._tries.get(task.key, 0) + 1
        if tries < TRIES:
            self.submit(task)
        elif tries == TRIES:
            self._suspects.append(task)
        else:
            del self._tries[task.key]
            self._finished.append(Verdict(task.key, None, f"tried {tries} times: {why}"))

    def _forgotten(self, key: Any) -> Task:
        """Let go of a future, here and at the scheduler; the task it was."""
        future, task = self._underway.pop(key)
        self._done.discard(key)
        future.release()
        return task

    # -- the cluster

    def _look(self) -> None:
        """Who is there?  Workers that have fallen silent are taken from the scheduler's list."""
        self._looked = time.monotonic()
        if self._client.status != "running":
            raise GraderFault(_GONE, where=self.address, remedy=_AGAIN)
        known = self._identity()
        if known["id"] != self._scheduler:
            raise GraderFault(_GONE, where=self.address, remedy=_AGAIN)
        workers = known["workers"]
        self.slots = max(1, sum(worker["nthreads"] for worker in workers.values()))
        if workers:
            self._peopled = time.monotonic()
        seen = {}
        for name, worker in workers.items():
            last, looks = self._seen.get(name, (None, 0))
            # Counted in looks: while nobody looks, nobody is silent.
            looks = looks + 1 if last == worker["last_seen"] else 0
            seen[name] = worker["last_seen"], looks
            # The larger a cluster, the rarer are signs of life.
            if looks * LOOK > max(SILENT, 0.05 * len(workers)):
                with contextlib.suppress(OSError, TimeoutError):
                    give_up = partial(self._client.scheduler.unregister, address=name)
                    self._ask(partial(give_up, stimulus_id="course-silent"), _CONNECT)
        self._seen = seen
        self._patience()

    def _patience(self) -> None:
        now = time.monotonic()
        if now - self._peopled > NO_WORKERS:
            raise GraderFault(
                Text("the cluster has no workers any more", "クラスターにワーカーがいません"),
                where=self.address,
                remedy=_AGAIN,
            )
        if self._underway and now - self._heard > STALLED:
            minutes = STALLED / 60
            raise GraderFault(
                Text(
                    f"the cluster has judged nothing for {minutes:.0f} minutes",
                    f"クラスターの採点が {minutes:.0f} 分間進んでいません",
                ),
                where=self.address,
                remedy=_AGAIN,
            )

    def _same_scheduler(self) -> bool:
        """Is this the scheduler we began with, and has it all we told it?"""
        with contextlib.suppress(CourseError):
            return bool(
                self._client.status == "running" and self._identity()["id"] == self._scheduler
            )
        return False

    def _identity(self) -> dict[str, Any]:
        try:
            known: dict[str, Any] = self._ask(self._client.scheduler.identity, _CONNECT)
        except (OSError, TimeoutError) as error:
            raise GraderFault(_GONE, where=self.address, remedy=_AGAIN) from error
        return known

    def _wait_for_workers(self) -> None:
        try:
            self._ask(partial(self._client.wait_for_workers, 1), 3 * _CONNECT)
        except TimeoutError as error:
            raise GraderFault(
                Text("the cluster has no workers", "クラスターにワーカーがいません"),
                where=self.address,
                remedy=Text(
                    f"`dask worker {self.address} --nthreads 1` starts one",
                    f"`dask worker {self.address} --nthreads 1` で起動できます",
                ),
            ) from error

    def _brought(self) -> tuple[str, ...]:
        """Bring the course to all workers; the walls that stand there, the same ones everywhere."""
        try:
            self._ask(partial(self._client.register_plugin, self._plugin), _BEGIN)
            ask = partial(self._client.run, self._guest.walls, self._bundle.name)
            found: dict[str, tuple[str, ...]] = self._ask(ask, _BEGIN)
        except CourseError:
            raise
        except Exception as error:
            raise GraderFault(
                Text(
                    f"the course does not reach the workers ({type(error).__name__}: {error})",
                    f"講座をワーカーに送れません({type(error).__name__}: {error})",
                ),
                where=self.address,
                remedy=Text(
                    "install it on every worker: pip install 'backprop-course[cluster]'",
                    "すべてのワーカーに入れてください: pip install 'backprop-course[cluster]'",
                ),
            ) from error
        if len(set(found.values())) > 1:
            different = "; ".join(f"{name}: {' '.join(w)}" for name, w in sorted(found.items()))
            raise GraderFault(
                Text(
                    f"the workers do not have the same walls ({different})",
                    f"ワーカーごとに隔離の層が違います({different})",
                ),
                where=self.address,
                remedy=Text(
                    "`course doctor` says on each of them what is missing",
                    "それぞれで `course doctor` を実行すると、足りないものがわかります",
                ),
            )
        return tuple(next(iter(found.values())))

    def _ask(self, what: Callable[[], Any], seconds: float) -> Any:
        """Have the client do something, which is not allowed to take for ever."""

        async def asked() -> Any:
            return await asyncio.wait_for(what(), seconds)

        return self._client.sync(asked)


def _connected(address: str) -> Any:
    """A client.  Raises GraderFault without Dask, or where no scheduler answers."""
    try:
        import dask.config
        import distributed
    except ImportError as error:
        raise GraderFault(
            Text("Dask is not installed", "Dask がインストールされていません"),
            remedy="pip install 'backprop-course[cluster]'",
        ) from error
    for name in ("client", "core", "comm", "batched", "utils"):
        # What it has to complain about, we say ourselves, and what to do.
        logging.getLogger(f"distributed.{name}").setLevel(logging.CRITICAL)
    # It keeps its last thousand messages, for debugging: with everybody's work in them.
    short = {"distributed.admin.low-level-log-length": 10}
    try:
        with dask.config.set(short):
            return distributed.Client(
                address, timeout=_CONNECT, set_as_default=False, name="course"
            )
    except (OSError, TimeoutError, ValueError, TypeError, RuntimeError) as error:
        raise GraderFault(
            Text(
                f"no scheduler answers there ({_first_line(error)})",
                f"スケジューラーが応答しません({_first_line(error)})",
            ),
            where=address,
            remedy=Text("`dask scheduler` starts one", "`dask scheduler` で起動できます"),
        ) from error


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


# -- what travels ---------------------------------------------------------------------------------


def packed(setting: Setting) -> Bundle:
    """Pack the course: what judging the exercise reads of it, and the corpora."""
    folder = course.load(setting.root).exercise(setting.exercise).folder
    for seed in dict.fromkeys((setting.seed, "public")):
        corpus.load(folder, seed)
    corpus.load_examples(folder)
    from grader.batch.guest import Bundle

    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in sorted(_files(setting, folder)):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o600
            archive.addfile(entry, io.BytesIO(data))
    data = buffer.getvalue()
    basis = f"{setting.exercise} {setting.seed} {setting.strict}".encode()
    name = hashlib.sha256(basis + b"\0" + data).hexdigest()
    return Bundle(name, setting, data)


def _files(setting: Setting, folder: Path) -> Iterator[tuple[str, bytes]]:
    yield "course/course.yaml", (setting.root / "course.yaml").read_bytes()
    # course.yaml is checked against the files of all exercises.
    for exercise in course.load(setting.root).exercises:
        for path in exercise.needed:
            yield f"course/exercises/{exercise.name}/{path.name}", path.read_bytes()
    truth = Path(reference.__path__[0])
    for path in truth.glob("*.py"):
        yield f"reference/{path.name}", path.read_bytes()
    for kind in ("solutions", "misconceptions"):
        path = truth / kind / f"{setting.exercise}.py"
        if path.is_file():
            yield f"reference/{kind}/{path.name}", path.read_bytes()
    for key in corpus.kept_under(folder, setting.seed):
        kept = cache.read(key)
        if kept is not None:
            yield f"cache/{key}", kept
