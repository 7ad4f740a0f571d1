"""Judging on a Dask cluster: the same bytes as here, whatever happens to its machines.

Scheduler and workers are processes of their own, or hosts of their own in network namespaces.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from classes import course_command, own_course
from machines import (
    EXERCISE,
    NEEDS_DASK,
    NEEDS_WALLS,
    ROOT,
    SEED,
    Cluster,
    Machine,
    batch,
    hand_in,
    judged,
    network,
    no_hosts,
    until,
)

from grader.batch import Setting, Summary, Task, cluster
from grader.batch.run import Listener, Start
from grader.errors import GraderFault
from grader.isolation import Cell

pytestmark = [NEEDS_DASK, NEEDS_WALLS, pytest.mark.filterwarnings("default")]
COUNT = 15

# What a worker loads before it begins: work by which it dies, or the process that judges it.
_FATAL = """
import os, signal
from grader.batch.seat import Seat
def fatal(self, task):
    if "# takes the worker with it" in task.cells[0].source:
        os.kill(os.getpid(), signal.SIGKILL)
    if "# takes its process with it" in task.cells[0].source:
        self.kill()
    return self.judges(task)
if not hasattr(Seat, "judges"):  # a nanny has it loaded twice
    Seat.judges, Seat.judge = Seat.judge, fatal
"""
_ANOTHER_VERSION = """
from grader.batch import guest
guest.versions = lambda: "grader from long ago"
"""
_QUICK = """
from grader.batch.guest import Room
from grader.batch.task import Verdict
Room.judge = lambda self, task: Verdict(task.key, "x" * 20_000)
"""


@pytest.fixture(scope="module")
def course_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    hand_in(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def wanted(course_class: Path) -> bytes:
    """What the results are when they are judged on this machine."""
    summary = judged(batch(course_class, "here.jsonl", jobs=2))
    assert summary.done == COUNT and not summary.set_aside
    return (course_class / "here.jsonl").read_bytes()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path / "cluster")
    try:
        made.start_scheduler()
        yield made
    finally:
        made.end()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look after the workers more often than one would with good machines."""
    monkeypatch.setattr(cluster, "LOOK", 0.3)
    monkeypatch.setattr(cluster, "SILENT", 3.0)
    monkeypatch.setattr(cluster, "_FETCH", 2.0)
    monkeypatch.setattr(cluster, "_CONNECT", 5.0)


def on(machines: Cluster) -> Start:
    return lambda setting, _jobs: cluster.DaskCluster(setting, machines.address)


def when(done: int, act: Callable[[], object]) -> Listener:
    """Do something once, as soon as so many are done."""
    acted: list[object] = []

    def listen(summary: Summary) -> None:
        if summary.done >= done and not acted:
            acted.append(True)
            act()

    return listen


def results(course_class: Path, tmp_path: Path, start: Start, listener: Listener) -> bytes:
    one = replace(batch(course_class), results=tmp_path / "results.jsonl")
    summary = judged(one, start, listener)
    assert summary.done == COUNT and not summary.set_aside
    return one.results.read_bytes()


def nothing(_summary: Summary) -> None:
    pass


# -- the same as here -----------------------------------------------------------------------------


def test_results_are_the_same_bytes_and_nothing_is_left(
    machines: Cluster, course_class: Path, wanted: bytes, tmp_path: Path
) -> None:
    """On two workers, one of them with two threads."""
    machines.start_worker("--nthreads", "2")
    machines.start_workers(1)
    until(lambda: "Registered to" in machines.workers[0].text())
    assert results(course_class, tmp_path, on(machines), nothing) == wanted
    for machine in (machines.scheduler, *machines.workers):
        assert machine is not None
        assert SEED not in machine.text()
        assert "def " not in machine.text()  # nobody's code
    left = [path for path in machines.folder.rglob("course-*")]
    assert left == []


def test_a_task_and_a_setting_keep_their_secrets() -> None:
    from grader.batch import guest

    setting = Setting(ROOT, EXERCISE, SEED)
    task = Task("0" * 64, "ex1.py", (Cell("def secret(): pass", None, 1, "ex1.py"),), "en")
    for shown in (setting, guest.Bundle("b", setting, b"corpus"), guest.Parcel("b", (), task)):
        for secret in (SEED, "corpus", "def secret"):
            assert secret not in repr(shown)


def test_nothing_piles_up(machines: Cluster, tmp_path: Path) -> None:
    """Hundreds of verdicts later, scheduler, workers and client hold what they held before."""
    quick = tmp_path / "quick.py"
    quick.write_text(_QUICK)
    machines.start_worker("--preload", str(quick))
    executor = cluster.DaskCluster(Setting(ROOT, EXERCISE, SEED), machines.address)
    try:
        most, count = 3 * executor.slots, 300
        seen = set()
        for number in range(count + most):
            if number >= most:
                seen.add(executor.next().key)
                assert len(executor._underway) < most
            if number < count:
                executor.submit(Task(f"{number}", "ex1.py", (), "en"))
        assert seen == {f"{number}" for number in range(count)}
        client = executor._client
        until(
            lambda: client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)) == 0
        )
        held = client.run(lambda dask_worker: (len(dask_worker.data), len(dask_worker.state.tasks)))
        assert set(held.values()) == {(0, 0)}
        assert not client.futures and not executor._tries and not executor._done
    finally:
        executor.close()


# -- machines that fail ---------------------------------------------------------------------------


def test_one_that_is_killed_costs_nothing_and_one_that_joins_late_takes_over(
    machines: Cluster, course_class: Path, wanted: bytes, tmp_path: Path
) -> None:
    first, second = machines.start_workers(2)

    def change_of_shift() -> None:
        machines.start_workers(1)
        first.kill()
        second.kill()

    found = results(course_class, tmp_path, on(machines), when(COUNT // 3, change_of_shift))
    assert found == wanted


@pytest.mark.usefixtures("impatient")
def test_one_that_is_paused_costs_nothing(
    machines: Cluster, course_class: Path, wanted: bytes, tmp_path: Path
) -> None:
    first, _second = machines.start_workers(2)
    assert results(course_class, tmp_path, on(machines), when(COUNT // 3, first.pause)) == wanted
    first.wake()  # and when it wakes up, it finds that it is not wanted any more
    until(lambda: first.process.poll() is not None)


def test_when_the_scheduler_ends_the_next_batch_goes_on(
    machines: Cluster, course_class: Path, wanted: bytes, tmp_path: Path
) -> None:
    machines.start_workers(2)
    assert machines.scheduler is not None
    one = replace(batch(course_class, jobs=2), results=tmp_path / "results.jsonl")
    with pytest.raises(GraderFault, match="scheduler"):
        judged(one, on(machines), when(COUNT // 2, machines.scheduler.kill))
    kept = len(one.results.read_bytes().splitlines())
    assert COUNT // 2 <= kept < COUNT
    summary = judged(one)
    assert summary.kept == kept and one.results.read_bytes() == wanted


def test_work_that_takes_workers_with_it_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """… and costs nobody else anything."""
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    fatal = tmp_path / "fatal.py"
    fatal.write_text(_FATAL)
    folder = tmp_path / "class"
    hand_in(folder, 6)
    judged(batch(folder, "here.jsonl", jobs=2))
    for student, what in (("s00002", "the worker"), ("s00004", "its process")):
        path = folder / "submitted" / student / EXERCISE / f"{EXERCISE}.py"
        path.write_text(f"{path.read_text()}\n# takes {what} with it\n")
    machines = Cluster(tmp_path / "cluster")
    try:
        machines.start_scheduler()
        machines.start_worker("--nanny", "--preload", str(fatal))
        machines.start_worker("--nanny", "--preload", str(fatal))
        summary = judged(batch(folder), on(machines))
    finally:
        machines.end()
    assert {one.student for one in summary.set_aside} == {"s00002", "s00004"}
    others = [line for line in (folder / "here.jsonl").read_bytes().splitlines(keepends=True)
              if json.loads(line)["submission"]["student"] not in ("s00002", "s00004")]  # fmt: skip
    assert (folder / "results.jsonl").read_bytes() == b"".join(others)


def test_workers_with_another_version_are_refused_and_later_ones_sent_home(
    machines: Cluster, course_class: Path, wanted: bytes, tmp_path: Path
) -> None:
    other = tmp_path / "other.py"
    other.write_text(_ANOTHER_VERSION)
    unfit = machines.start_worker("--preload", str(other))
    with pytest.raises(GraderFault, match="grader from long ago"):
        cluster.DaskCluster(Setting(ROOT, EXERCISE, SEED), machines.address)
    unfit.kill()
    machines.start_workers(1)
    late: list[Machine] = []

    def join() -> None:
        late.append(machines.start_worker("--preload", str(other)))
        until(lambda: "Registered to" in late[0].text(), late[0])

    assert results(course_class, tmp_path, on(machines), when(2, join)) == wanted


@pytest.mark.usefixtures("impatient")
def test_where_nobody_is_it_says_so(machines: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    setting = Setting(ROOT, EXERCISE, SEED)
    with pytest.raises(GraderFault, match="no scheduler answers"):
        cluster.DaskCluster(setting, "tcp://127.0.0.1:9")
    monkeypatch.setattr(cluster, "_CONNECT", 0.5)
    with pytest.raises(GraderFault, match="no workers"):
        cluster.DaskCluster(setting, machines.address)


# -- hosts of their own ---------------------------------------------------------------------------


@pytest.mark.usefixtures("impatient")
@pytest.mark.skipif(bool(no_hosts()), reason=no_hosts() or "there are hosts")
def test_hosts_that_are_killed_and_cut_off_cost_nothing(
    course_class: Path, wanted: bytes, tmp_path: Path
) -> None:
    """A scheduler and three workers, each on a host of its own; only the last worker remains."""
    with network(4) as hosts:
        machines = Cluster(tmp_path / "cluster", within=hosts.on(1))
        try:
            machines.start_scheduler(hosts.address(1))
            workers = [machines.start_worker(within=hosts.on(host)) for host in (2, 3, 4)]
            for worker in workers:
                until(lambda worker=worker: "Registered to" in worker.text(), worker)  # type: ignore[misc]
            assert machines.address.startswith(f"tcp://{hosts.address(1)}")

            def misfortune(summary: Summary) -> None:
                if summary.done == COUNT // 4:
                    workers[0].kill()
                if summary.done == COUNT // 2:
                    hosts.cut(3)

            assert results(course_class, tmp_path, on(machines), misfortune) == wanted
        finally:
            machines.end()


# -- the command ----------------------------------------------------------------------------------


def test_the_command_judges_on_a_cluster_and_in_shards(machines: Cluster, tmp_path: Path) -> None:
    root = own_course(tmp_path / "root")
    folder = tmp_path / "class"
    hand_in(folder, 6)
    machines.start_workers(1)

    def grade(*options: str, code: int = 0) -> str:
        done = course_command(root, folder, "grade", EXERCISE, *options)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    grade("--results", "here.jsonl")
    here = (folder / "here.jsonl").read_bytes()
    grade("--scheduler", machines.address, "--results", "there.jsonl")
    assert (folder / "there.jsonl").read_bytes() == here

    (folder / "gradebook.db").unlink(missing_ok=True)
    for number in (1, 2):
        said = grade("--shard", f"{number}/2")
        assert f"course grade {EXERCISE} --merge results/{EXERCISE}-*-of-2.jsonl" in said
    parts = [f"results/{EXERCISE}-{number}-of-2.jsonl" for number in (1, 2)]
    students = [
        json.loads(line)["submission"]["student"]
        for part in parts
        for line in (folder / part).read_bytes().splitlines()
    ]
    assert len(students) == len(set(students)) == 6
    assert not (folder / "gradebook.db").exists()  # a shard is not for the gradebook
    said = grade("--merge", *parts)
    assert (folder / "results" / f"{EXERCISE}.jsonl").read_bytes() == here
    assert "unchanged: 6" in said
    assert "contradict" in grade("--merge", "--shard", "1/2", *parts, code=2)
    assert "no shard" in grade("--shard", "4/3", code=2)
    assert "nothing to merge" in grade("--merge", code=2)
