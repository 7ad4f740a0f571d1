"""A Dask cluster of real processes, perhaps on hosts of their own, and a class to be judged on it.

A host here is a network namespace with an address of its own: what is on it reaches the others over
a wire that can be cut.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from grader import course, programs
from grader.batch import Batch, Summary, run
from grader.batch.pool import LocalPool
from grader.batch.run import Listener, Start

ROOT = Path(__file__).parent.parent.parent
SEED = "5eed" * 16
EXERCISE = "ex1"

NEEDS_DASK = pytest.mark.skipif(
    find_spec("distributed") is None, reason="Dask is not installed: pip install -e '.[cluster]'"
)
NEEDS_WALLS = pytest.mark.skipif(
    sys.platform != "linux", reason="official grading needs Linux: elsewhere there are no walls"
)
# A tired machine may need long to start a Python with Dask in it.
PATIENCE = 60.0


@dataclass
class Machine:
    """A process of the cluster; ``within``: the command that starts it on its host."""

    process: subprocess.Popen[bytes]
    log: Path
    name: str = ""

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def pause(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


@dataclass
class Cluster:
    """A scheduler at ``address`` and the workers started for it."""

    folder: Path
    address: str = ""
    within: tuple[str, ...] = ()
    scheduler: Machine | None = None
    workers: list[Machine] = field(default_factory=list)

    def start_scheduler(self, host: str = "127.0.0.1", *options: str, port: int = 0) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        known = self.folder / "scheduler.json"
        self.scheduler = self._started(
            "scheduler", self.within, "distributed.cli.dask_scheduler",
            "--host", host, "--port", str(port), "--scheduler-file", str(known), *options,
        )  # fmt: skip
        until(known.exists, self.scheduler)
        self.address = json.loads(known.read_text(encoding="utf-8"))["address"]

    def start_worker(self, *options: str, within: tuple[str, ...] = ()) -> Machine:
        number = len(self.workers) + 1
        worker = self._started(
            f"worker-{number}", within, "distributed.cli.dask_worker", self.address,
            "--no-nanny", "--name", f"worker-{number}", "--no-dashboard",
            "--local-directory", str(self.folder / f"scratch-{number}"),
            "--nthreads", "1", *options,
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def start_workers(self, count: int) -> list[Machine]:
        started = [self.start_worker() for _ in range(count)]
        for worker in started:
            until(lambda worker=worker: "Registered to" in worker.text(), worker)
        return started

    def end(self) -> None:
        for machine in [*self.workers, *filter(None, [self.scheduler])]:
            with suppress(OSError):
                machine.process.kill()  # a paused one, too
            machine.process.wait()
        self.workers.clear()

    def _started(self, name: str, within: tuple[str, ...], module: str, *arguments: str) -> Machine:
        log = self.folder / f"{name}.log"
        with log.open("ab") as file:
            process = subprocess.Popen(
                [*within, sys.executable, "-m", module, *arguments],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
            )
        return Machine(process, log, name)


def until(condition: Callable[[], Any], machine: Machine | None = None) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        ended = machine is not None and machine.process.poll() is not None
        if ended or time.monotonic() > end:
            raise AssertionError(machine.text() if machine else "it does not come true")
        time.sleep(0.05)


# -- a class --------------------------------------------------------------------------------------


def hand_in(folder: Path, count: int) -> None:
    """So many pieces of work, no two alike: most right, others wrong, broken or absent."""
    truth = ROOT / "reference"
    right = programs.solution(EXERCISE, truth)
    wrong = list(programs.misconceptions(EXERCISE, truth))
    for number in range(count):
        place = folder / "submitted" / f"s{number:05d}" / EXERCISE
        place.mkdir(parents=True)
        text = f"{right}\n\n# the work of s{number:05d}\n"
        if number % 5 == 1:
            text += f"\n\n{wrong[number % len(wrong)].source}\n"
        if number % 10 == 7:
            text = f"def {number}("
        if number % 10 != 9:
            (place / f"{EXERCISE}.py").write_text(text, encoding="utf-8")


def batch(folder: Path, results: str = "results.jsonl", **options: Any) -> Batch:
    whole = course.load(ROOT)
    return Batch(whole, whole.exercise(EXERCISE), folder, folder / results, SEED, **options)


def judged(one: Batch, start: Start = LocalPool, listener: Listener | None = None) -> Summary:
    return run(one, start=start, listener=listener)


# -- hosts ----------------------------------------------------------------------------------------


def no_hosts() -> str:
    """Why there can be no network namespaces here; empty if there can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "network namespaces need Linux and root"
    if shutil.which("ip") is None:
        return "network namespaces need iproute2: apt install iproute2"
    name = f"try{os.getpid()}"
    tried = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True)
    if tried.returncode:
        return f"no network namespaces here: {tried.stderr.strip()}"
    subprocess.run(["ip", "netns", "del", name], check=False)
    return ""


@dataclass
class Network:
    """Hosts on one switch: host n has the address 10.199.B.n, where B is ours."""

    prefix: str
    hosts: int

    def address(self, host: int) -> str:
        return f"10.199.{os.getpid() % 200 + 20}.{host}"

    def on(self, host: int) -> tuple[str, ...]:
        return "ip", "netns", "exec", f"{self.prefix}{host}"

    def cut(self, host: int) -> None:
        """Pull the plug of a host: nobody is told."""
        _ip("link", "set", f"{self.prefix}p{host}", "down")


@contextmanager
def network(hosts: int) -> Iterator[Network]:
    """So many hosts; number 0 is the switch, where this process gets a place as well."""
    made = Network(f"n{os.getpid() % 100000}", hosts)
    bridge = f"{made.prefix}b"
    try:
        _ip("link", "add", bridge, "type", "bridge")
        _ip("addr", "add", f"{made.address(254)}/24", "dev", bridge)
        _ip("link", "set", bridge, "up")
        for host in range(1, hosts + 1):
            space, port = f"{made.prefix}{host}", f"{made.prefix}p{host}"
            _ip("netns", "add", space)
            _ip("link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", space)
            _ip("link", "set", port, "master", bridge, "up")
            for command in (
                ("addr", "add", f"{made.address(host)}/24", "dev", "eth0"),
                ("link", "set", "eth0", "up"),
                ("link", "set", "lo", "up"),
            ):
                _ip("-n", space, *command)
        yield made
    finally:
        for host in range(1, hosts + 1):
            subprocess.run(["ip", "netns", "del", f"{made.prefix}{host}"], check=False)
            subprocess.run(["ip", "link", "del", f"{made.prefix}p{host}"],
                           check=False, capture_output=True)  # fmt: skip
        subprocess.run(["ip", "link", "del", bridge], check=False, capture_output=True)


def _ip(*arguments: str) -> None:
    done = subprocess.run(["ip", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, f"ip {' '.join(arguments)}: {done.stderr}"
