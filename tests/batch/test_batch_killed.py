"""Nothing is lost: graders, judging processes and fork servers killed at random points."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from classes import (
    COURSE,
    EXERCISE,
    SOLUTION,
    batch,
    cards,
    children,
    command,
    course_command,
    digest,
    hand_in,
    kill,
    own_course,
    role,
    whole_class,
)

from grader.batch import Setting, Task, pool, run
from grader.errors import CourseError
from grader.isolation.forkserver import ForkServer
from grader.processors import processors, staying

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and the walls")
COUNT = 9


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_course(tmp_path_factory.mktemp("course") / "root")


@pytest.fixture(scope="module")
def undisturbed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the results are when nobody disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    whole_class(folder, COUNT)
    done = course_command(root, folder, "grade", EXERCISE, "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    return digest(folder / "results" / f"{EXERCISE}.jsonl")


def _grader(root: Path, folder: Path) -> subprocess.Popen[bytes]:
    line, environment = command(root, "grade", EXERCISE, "--jobs", "2")
    return subprocess.Popen(
        line, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _lines(folder: Path) -> int:
    try:
        return (folder / "results" / f"{EXERCISE}.jsonl").read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def test_a_grader_killed_again_and_again_ends_with_the_same_bytes(
    root: Path, undisturbed: str, tmp_path: Path
) -> None:
    whole_class(tmp_path, COUNT)
    chance = random.Random(20260)
    for goal in sorted(chance.sample(range(1, COUNT), 2)):
        grader = _grader(root, tmp_path)
        # Not just when a line has been written, but somewhere in what comes after it.
        while grader.poll() is None and _lines(tmp_path) < goal:
            time.sleep(0.005)
        time.sleep(chance.random() * 0.05)
        below = list(children(grader.pid))
        grader.kill()
        grader.wait()
        assert grader.stdout is not None
        grader.stdout.close()
        deadline = time.monotonic() + 10  # everything below it ends as well
        while any(Path(f"/proc/{pid}").exists() and _lives(pid) for pid in below):
            assert time.monotonic() < deadline, [role(pid) for pid in below]
            time.sleep(0.05)
    done = course_command(root, tmp_path, "grade", EXERCISE, "--jobs", "2", "--resume")
    assert done.returncode == 0, done.stdout + done.stderr
    assert digest(tmp_path / "results" / f"{EXERCISE}.jsonl") == undisturbed
    assert "Graded before and unchanged" in done.stdout


def test_an_undisturbed_grader_leaves_no_files_and_no_processes(
    root: Path, undisturbed: str, tmp_path: Path
) -> None:
    whole_class(tmp_path, COUNT)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    line, environment = command(root, "grade", EXERCISE, "--jobs", "2")
    grader = subprocess.Popen(
        line, env={**environment, "TMPDIR": str(temporary)}, cwd=tmp_path, stdout=subprocess.DEVNULL
    )
    below: set[int] = set()
    while grader.poll() is None:
        below |= set(children(grader.pid))
        time.sleep(0.01)
    assert grader.returncode == 0
    assert digest(tmp_path / "results" / f"{EXERCISE}.jsonl") == undisturbed
    assert list(temporary.iterdir()) == []
    deadline = time.monotonic() + 10
    while any(_lives(pid) for pid in below):
        assert time.monotonic() < deadline, [role(pid) for pid in below]
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


@pytest.mark.parametrize("what", ["judge", "template", "fork server", "worker"])
def test_processes_killed_in_the_middle_cost_nothing(
    what: str, root: Path, undisturbed: str, tmp_path: Path
) -> None:
    whole_class(tmp_path, COUNT)
    chance, killed = random.Random(what), 0
    grader = _grader(root, tmp_path)
    while grader.poll() is None:
        time.sleep(0.002 + 0.02 * chance.random())
        some = [pid for pid in children(grader.pid) if role(pid) == what]
        if some and killed < 2 and _lines(tmp_path):
            kill(chance.choice(some))
            killed += 1
            time.sleep(0.3)
    assert grader.stdout is not None
    said = grader.stdout.read().decode()
    grader.stdout.close()
    assert grader.returncode == 0, said
    assert killed
    assert digest(tmp_path / "results" / f"{EXERCISE}.jsonl") == undisturbed


class Unlucky(pool.LocalPool):
    """A pool whose processes are killed as soon as they have a task."""

    over = False

    def submit(self, task: Task) -> None:
        super().submit(task)
        self._murder()

    def _hear(self, seat: pool._Seat) -> None:
        super()._hear(seat)
        self._murder()

    def _murder(self) -> None:
        for pid in self.working():
            kill(pid)


def test_work_that_ends_its_judge_every_time_is_set_aside(tmp_path: Path) -> None:
    for name in ("a", "b"):
        hand_in(tmp_path, name, f"{SOLUTION}\n# {name}\n")
    summary = run(batch(tmp_path, jobs=1), start=Unlucky)
    assert [entry.student for entry in summary.set_aside] == ["a", "b"]
    assert "ended 3 times (signal 9)" in summary.set_aside[0].why("en")
    assert (tmp_path / "results.jsonl").read_bytes() == b""
    summary = run(batch(tmp_path, jobs=1))
    assert summary.set_aside == []
    assert [card["score"] for card in cards(tmp_path).values()] == [10.0, 10.0]


class Counted(pool.LocalPool):
    """A pool that notes down how many tasks its process has at hand at most."""

    most = 0

    def _hand_out(self) -> None:
        super()._hand_out()
        self.most = max([self.most, *(len(seat.tasks) for seat in self._seats)])


@pytest.mark.parametrize(("size", "most"), [(10, 3), (100_000, 1)])
def test_only_what_is_small_is_handed_out_ahead(tmp_path: Path, size: int, most: int) -> None:
    for name in "abcdef":
        hand_in(tmp_path, name, f"{SOLUTION}\n# {name * size}\n")
    pools: list[Counted] = []

    def start(setting: Setting, jobs: int | None) -> Counted:
        pools.append(Counted(setting, jobs))
        return pools[-1]

    run(batch(tmp_path, jobs=1), start=start)
    assert [one.most for one in pools] == [most]
    assert [card["score"] for card in cards(tmp_path).values()] == [10.0] * 6


class Looked(pool.LocalPool):
    """A pool that notes down on which processors its processes may run."""

    places: list[set[int]]

    def _hear(self, seat: pool._Seat) -> None:
        super()._hear(seat)
        self.places = [os.sched_getaffinity(seat.process.pid or 0) for seat in self._seats]


@pytest.mark.skipif(len(processors()) < 2, reason="there is one processor only")
def test_a_worker_stays_on_the_processor_of_the_one_who_asked_for_it() -> None:
    available = os.sched_getaffinity(0)
    with ForkServer() as server:
        with staying():
            here = os.sched_getaffinity(0)
            worker = server.start_worker()
            there = os.sched_getaffinity(worker.process.pid)  # type: ignore[attr-defined]
            worker.end()
        assert len(here) == 1
        assert there == here
        assert os.sched_getaffinity(0) == available
        worker = server.start_worker()
        assert os.sched_getaffinity(worker.process.pid) == available  # type: ignore[attr-defined]
        worker.end()


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the system does not tell")
def test_as_many_processes_as_processors_have_one_each(tmp_path: Path) -> None:
    available = os.sched_getaffinity(0)
    for name in "abcdef":
        hand_in(tmp_path, name, f"{SOLUTION}\n# {name}\n")
    for jobs in (len(available), len(available) + 1):
        pools: list[Looked] = []

        def start(setting: Setting, jobs: int | None, pools: list[Looked] = pools) -> Looked:
            pools.append(Looked(setting, jobs))
            return pools[-1]

        run(batch(tmp_path, jobs=jobs), fresh=True, start=start)
        (places,) = (one.places for one in pools)
        if jobs == len(available):
            assert all(len(place) == 1 for place in places)
            assert len({*map(min, places)}) == len(places)
        else:
            assert places == [available] * len(places)


def test_processes_that_cannot_judge_at_all_stop_the_batch(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", SOLUTION)
    nowhere = replace(COURSE, root=tmp_path)
    with pytest.raises(CourseError, match=r"course\.yaml cannot be read"):
        run(batch(tmp_path), start=lambda setting, jobs: pool.LocalPool(
            replace(setting, root=nowhere.root), jobs
        ))  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="needs RLIMIT_FSIZE")
def test_a_full_disk_stops_with_what_to_do_and_goes_on_afterwards(
    root: Path, undisturbed: str, tmp_path: Path
) -> None:
    import resource

    whole_class(tmp_path, COUNT)

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    stopped = course_command(
        root, tmp_path, "grade", EXERCISE, "--jobs", "2", preexec_fn=little_room
    )
    assert stopped.returncode == 2, stopped.stdout
    assert "results cannot be written" in stopped.stderr
    assert "goes on from what is written" in " ".join(stopped.stderr.split())
    done = course_command(root, tmp_path, "grade", EXERCISE, "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert digest(tmp_path / "results" / f"{EXERCISE}.jsonl") == undisturbed
