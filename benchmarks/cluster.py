"""What a cluster costs: Dask with one and two workers against the pool of this machine.

    pip install -e '.[cluster]'
    python benchmarks/cluster.py [--format json] [--rounds 5] [--count 40]

The same submissions, no two alike, by turns in one run: judged by one and two processes of the
local pool, and by a scheduler with one and two workers, processes of their own on this machine.
Everybody is ready and warm before the clock starts; how long that takes is said apart.  What counts
are ratios within a round: a figure of 1.1 means a tenth more time than the local pool.  On a
machine with two processors the second Dask worker shares them with scheduler and client.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from grader import programs
from grader.batch import Executor, Setting, Task
from grader.batch.cluster import DaskCluster
from grader.batch.pool import LocalPool
from grader.isolation import Cell
from grader.processors import processors

EXERCISE = "ex3"
AHEAD = 3  # as a batch does
PAIRS = (
    ("dask 1", "local 1"),
    ("dask 2", "local 2"),
    ("local 2", "local 1"),
    ("dask 2", "dask 1"),
)


def tasks(count: int, mark: str) -> list[Task]:
    right = programs.solution(EXERCISE, ROOT / "reference")
    return [
        Task(
            f"{mark}-{number}",
            f"{EXERCISE}.py",
            (Cell(f"{right}\n\n# {mark} {number}\n", None, 1, f"{EXERCISE}.py"),),
            "en",
        )
        for number in range(count)
    ]


def seconds(executor: Executor, work: list[Task]) -> float:
    """How long until all have been judged, a few at a time."""
    began, underway = perf_counter(), 0
    waiting = iter(work)
    task = next(waiting, None)
    while task is not None or underway:
        while task is not None and underway < AHEAD * executor.slots:
            executor.submit(task)
            underway += 1
            task = next(waiting, None)
        verdict = executor.next()
        underway -= 1
        if verdict.scorecard is None:
            raise SystemExit(verdict.fault)
    return perf_counter() - began


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """A scheduler and so many workers; its address."""
    known = folder / f"scheduler-{workers}.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    started: list[subprocess.Popen[bytes]] = []

    def start(module: str, *options: str) -> None:
        with (folder / "log").open("ab") as log:
            command = [sys.executable, "-m", f"distributed.cli.{module}", *options]
            started.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))

    def wait(until: Callable[[], bool]) -> None:
        end = monotonic() + 60
        while not until():
            if monotonic() > end or any(process.poll() is not None for process in started):
                raise SystemExit((folder / "log").read_text(encoding="utf-8"))
            sleep(0.05)

    try:
        start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
              "--scheduler-file", str(known))  # fmt: skip
        wait(known.exists)
        address: str = json.loads(known.read_text(encoding="utf-8"))["address"]
        for _ in range(workers):
            start("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                  "--local-directory", str(folder))  # fmt: skip
        from distributed import Client

        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address
    finally:
        for process in reversed(started):  # a worker that has lost its scheduler may wait for it
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def measure(rounds: int, count: int) -> dict[str, Any]:
    setting = Setting(ROOT, EXERCISE, "a secret of this benchmark")
    times: dict[str, list[float]] = {}
    ready: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ["COURSE_CACHE"] = str(folder / "cache")
        with cluster(folder, 1) as one, cluster(folder, 2) as two:
            starts: dict[str, Callable[[], Executor]] = {
                "local 1": lambda: LocalPool(setting, 1),
                "dask 1": lambda: DaskCluster(setting, one),
                "local 2": lambda: LocalPool(setting, 2),
                "dask 2": lambda: DaskCluster(setting, two),
            }
            for number in range(rounds):
                for name, start in starts.items():
                    began = perf_counter()
                    executor = start()  # one at a time: they share out the processors
                    try:
                        seconds(executor, tasks(6, f"warm {name} {number}"))
                        ready[name] = perf_counter() - began
                        work = tasks(count, f"{name} {number}")
                        times.setdefault(name, []).append(seconds(executor, work))
                    finally:
                        executor.close()
    return {
        "rounds": rounds,
        "count": count,
        "ready_seconds": ready,
        "ms_each": {n: summary([1000 * t / count for t in ts]) for n, ts in times.items()},
        "ratios": {
            f"{a} / {b}": summary([x / y for x, y in zip(times[a], times[b], strict=True)])
            for a, b in PAIRS
        },
        "processors": len(processors()),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
    }


def summary(sample: list[float]) -> dict[str, float]:
    low, _, high = quantiles(sample, n=4) if len(sample) > 1 else (*sample, 0.0, *sample)
    return {"median": median(sample), "lower_quartile": low, "upper_quartile": high}


def text(result: dict[str, Any]) -> str:
    lines = [
        f"{EXERCISE}, {result['count']} submissions, {result['rounds']} rounds, "
        f"{result['processors']} processors, load {result['load']:.1f}",
    ]
    for title, key, digits in (("ms each", "ms_each", 1), ("ratio", "ratios", 2)):
        lines += ["", f"{title:<20} {'median':>8} {'quartiles':>18}"]
        for name, row in result[key].items():
            spread = f"{row['lower_quartile']:.{digits}f} – {row['upper_quartile']:.{digits}f}"
            lines.append(f"{name:<20} {row['median']:>8.{digits}f} {spread:>18}")
    lines += ["", "ready and warm after, s: "
              + ", ".join(f"{n} {s:.1f}" for n, s in result["ready_seconds"].items())]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=40)
    chosen = parser.parse_args()
    result = measure(chosen.rounds, chosen.count)
    print(json.dumps(result, indent=2) if chosen.format == "json" else text(result))


if __name__ == "__main__":
    main()
