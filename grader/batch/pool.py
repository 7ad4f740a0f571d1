"""Tasks judged by processes of this machine, one per processor.

Each process talks over a pipe of its own.  One that dies is replaced, and its task tried again; a
task that does this again and again is set aside: that is a fault of ours, not the student's.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from grader import processes
from grader.batch.bench import Bench
from grader.batch.task import Setting, Task, Verdict
from grader.errors import CourseError, GraderFault
from grader.processors import keep_to, processors
from reference.catalogue import Text

TRIES = 3
# So many tasks a process has at hand: while this process writes, the others have something to do.
_AT_HAND = 3
# Characters of a task that is handed out ahead of its time: what is sent to somebody who is not
# listening yet must find room in the pipe, or both would wait for each other.
_LIGHT = 20_000
# No submission takes this long, whatever it does; a process that does hangs.
PATIENCE = 300.0


@dataclass(eq=False, slots=True)
class _Seat:
    """A judging process, and its tasks: the first one is being judged, ``since`` then."""

    process: BaseProcess
    pipe: Connection
    processor: int | None
    tasks: deque[Task] = field(default_factory=deque)
    since: float = 0.0
    ready: bool = False


class LocalPool:
    """An :class:`~grader.batch.task.Executor`; use it in a ``with`` statement or close it."""

    def __init__(self, setting: Setting, jobs: int | None = None) -> None:
        self.setting = setting
        available = processors()
        self.slots = jobs or len(available)
        # With fewer processes than that, where they run best is for the system to say: it knows who
        # else has chosen a processor, in other containers for example.
        self._processors = available if self.slots == len(available) else []
        self._seats: list[_Seat] = []
        self._queue: deque[Task] = deque()
        self._tries: dict[str, int] = {}
        self._finished: deque[Verdict] = deque()
        self._early_deaths = 0

    def submit(self, task: Task) -> None:
        self._queue.append(task)
        self._hand_out()

    def next(self) -> Verdict:
        while not self._finished:
            self._hand_out()
            if not self._seats:
                raise GraderFault("there is nothing to wait for")
            waited: list[object] = [seat.pipe for seat in self._seats]
            for ready in connection.wait(waited, 1.0):  # type: ignore[arg-type]
                self._hear(next(seat for seat in self._seats if seat.pipe is ready))
            for seat in list(self._seats):
                if seat.tasks and time.monotonic() - seat.since > PATIENCE:
                    seat.process.kill()  # its pipe will say so
        return self._finished.popleft()

    def close(self) -> None:
        for seat in self._seats:
            seat.pipe.close()  # it ends when it next looks; but it may be in the middle of a loop
            seat.process.kill()
        for seat in self._seats:
            seat.process.join()
        self._seats.clear()

    def working(self) -> list[int]:
        """The ids of the processes that have a task."""
        return [seat.process.pid for seat in self._seats if seat.tasks and seat.process.pid]

    def _hand_out(self) -> None:
        while self._queue and len(self._seats) < self.slots and self._all_busy():
            self._seats.append(self._start())
        for many in range(_AT_HAND):  # nobody gets a second one while another has none
            for seat in self._seats:
                if not (self._queue and seat.ready and len(seat.tasks) == many):
                    continue
                if not seat.tasks or _light(self._queue[0]):
                    task = self._queue.popleft()
                    if not seat.tasks:
                        seat.since = time.monotonic()
                    seat.tasks.append(task)
                    with contextlib.suppress(OSError):  # it has just died: the pipe will say so
                        seat.pipe.send(task)

    def _all_busy(self) -> bool:
        waiting = sum(not seat.tasks for seat in self._seats)
        return waiting < len(self._queue)

    def _start(self) -> _Seat:
        context = processes.context()
        ours, theirs = context.Pipe()
        taken = {seat.processor for seat in self._seats}
        processor = next((p for p in self._processors if p not in taken), None)
        own = theirs, self.setting, dict(os.environ), processor
        process = context.Process(target=_life, args=own)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Seat(process, ours, processor)

    def _hear(self, seat: _Seat) -> None:
        try:
            said = seat.pipe.recv()
        except (EOFError, OSError):
            self._bury(seat)
            return
        match said:
            case "ready":
                seat.ready, self._early_deaths = True, 0
            case Verdict():
                seat.tasks.popleft()
                seat.since = time.monotonic()
                self._tries.pop(said.key, None)
                self._finished.append(said)
            case CourseError():  # it cannot judge at all, and neither will any other
                raise said
        self._hand_out()

    def _bury(self, seat: _Seat) -> None:
        """A process has died: what it judged goes to another, or has had its tries."""
        seat.pipe.close()
        seat.process.join()
        self._seats.remove(seat)
        code = seat.process.exitcode
        task = seat.tasks.popleft() if seat.tasks else None
        self._queue.extendleft(reversed(seat.tasks))  # it had not begun with these
        if not seat.ready:
            self._early_deaths += 1
            if self._early_deaths >= TRIES * self.slots:
                raise GraderFault(
                    Text(
                        f"processes that judge end before they begin (exit code {code})",
                        f"採点用のプロセスが始まる前に終了します(終了コード {code})",
                    ),
                    remedy=Text(
                        "`course doctor` says what is missing; is there memory left?",
                        "`course doctor` で足りないものを、またメモリーの空きを確かめてください",
                    ),
                )
        if task is not None:
            self._tries[task.key] = self._tries.get(task.key, 0) + 1
            if self._tries[task.key] < TRIES:
                self._queue.appendleft(task)
            else:
                by_signal = code is not None and code < 0
                how = f"signal {-(code or 0)}" if by_signal else f"exit code {code}"
                fault = Text(
                    f"the process that judges it ended {TRIES} times ({how})",
                    f"採点用のプロセスが {TRIES} 回終了しました({how})",
                )
                self._finished.append(Verdict(task.key, None, fault))


def _light(task: Task) -> bool:
    return sum(len(cell.source) for cell in task.cells) <= _LIGHT


def _life(
    pipe: Connection, setting: Setting, environment: dict[str, str], processor: int | None
) -> None:
    processes.begin(environment)
    if processor is not None:
        keep_to({processor})
    serve(pipe, setting)


def serve(pipe: Connection, setting: Setting) -> None:
    """The work of a judging process: tasks in, verdicts out, until the pipe is closed."""
    try:
        with Bench(setting) as bench:
            bench.try_out()
            pipe.send("ready")
            while True:
                pipe.send(bench.judge(pipe.recv()))
    except CourseError as error:
        pipe.send(error)
    except (EOFError, OSError):
        pass  # nobody is interested any more
