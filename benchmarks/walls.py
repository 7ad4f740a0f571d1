"""What the walls cost: a worker, a check, memory, and a batch; and where its time goes.

    python benchmarks/walls.py [--format json] [--rounds 20]

    worker    from asking the fork server to a worker that is ready, walled and self-tested; beside
              it what a bare fork and a bare process of Python with NumPy take
    check     ex3's model solution judged in a process of its own, as `course check` does, with
              walls and without, by turns: the start of the worker and the whole
    memory    proportional set size of a worker that is alive and has loaded a submission
    batch     whole ex3 submissions from the fork server, one after the other, on one processor, as
              every process of a batch judges them: the same checks as anywhere else, none left
              out.  Processor time is the grader's, the fork server's and the workers' together

Targets: worker ≤ 6 ms, check with walls ≤ 1.15 of without, memory ≤ 8 MB, batch ≥ 40 a second and
core.  What counts are medians of a run; on a machine that is busy with something else, processor
time says more than the clock.  Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np

from grader import corpus, course
from grader.batch import Setting, Task
from grader.batch.bench import Bench
from grader.evaluate import Trial
from grader.isolation import Limits, Session, Worker
from grader.isolation.forkserver import OFFICIAL, ForkServer
from grader.isolation.process import environment
from grader.judge import judge
from grader.processors import keep_to, processors
from grader.submission import read

COURSE = course.load(ROOT)
EXERCISE = COURSE.exercise("ex3")
SUBMISSION = read(ROOT / "reference" / "solutions" / "ex3.py", "ex3.py")
SEED = "benchmark"


def summary(sample: list[float]) -> dict[str, float]:
    low, _, high = quantiles(sample, n=4)
    return {"median": median(sample), "lower_quartile": low, "upper_quartile": high}


def milliseconds(call: Callable[[], Any]) -> float:
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1e3


# -- one worker ---------------------------------------------------------------------------------


def workers(server: ForkServer, rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {"ready": [], "ended": [], "fork alone": [], "process": []}
    for _ in range(rounds):
        start = perf_counter()
        worker = server.start_worker(OFFICIAL)
        ready = perf_counter()
        worker.end()
        times["ready"].append((ready - start) * 1e3)
        times["ended"].append((perf_counter() - ready) * 1e3)
        times["fork alone"].append(milliseconds(_fork))
    command = [sys.executable, "-I", "-c", "import numpy"]
    for _ in range(max(2, rounds // 4)):
        times["process"].append(
            milliseconds(lambda: subprocess.run(command, env=environment(), check=True))
        )
    return times


def _fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def memory(server: ForkServer, count: int) -> list[float]:
    """MB of proportional memory of workers that are alive at the same time."""
    sessions = [Session(SUBMISSION.cells, start=server.start_worker) for _ in range(count)]
    try:
        pids = []
        for session in sessions:
            session.load()
            assert session._worker is not None
            pids.append(session._worker.process.pid)  # type: ignore[attr-defined]
        return [_proportional(pid) for pid in pids]
    finally:
        for session in sessions:
            session.close()


def _proportional(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


# -- one check ----------------------------------------------------------------------------------


def checks(rounds: int) -> dict[str, list[float]]:
    """A check as `course check` makes it: the worker starts, then the submission is judged."""
    times: dict[str, list[float]] = {
        f"{what} {how}": [] for how in ("walled", "bare") for what in ("ready", "whole")
    }
    for _ in range(rounds):
        for how, walls in (("walled", True), ("bare", False)):
            start = perf_counter()
            worker = Worker.start(Limits(), walls=walls)
            worker.wait_until_ready()
            times[f"ready {how}"].append((perf_counter() - start) * 1e3)
            card = judge(COURSE, EXERCISE, SUBMISSION, worker=worker)
            times[f"whole {how}"].append((perf_counter() - start) * 1e3)
            assert card.full_marks and card.walled == walls
    return times


# -- a batch ------------------------------------------------------------------------------------


@dataclass
class Batch:
    seconds: float
    grader: float
    zygote: float
    workers: float
    submissions: int

    @property
    def per_core(self) -> float:
        return self.submissions / (self.grader + self.zygote + self.workers)


def batch(count: int) -> Batch:
    """As a process of a batch does it: on one processor, with a fork server of its own."""
    setting = Setting(ROOT, EXERCISE.name, SEED, strict=True)
    task = Task("", SUBMISSION.path, SUBMISSION.cells, "en")
    available = processors()
    keep_to(available[-1:])
    try:
        with Bench(setting) as bench:
            for _ in range(3):
                bench.judge(task)
            assert bench._server is not None and bench._server._server is not None
            pid = bench._server._server.pid
            began, mine, its = perf_counter(), process_time(), _seconds(pid)
            for _ in range(count):
                card = bench.judge(task).scorecard
                assert card is not None
                assert json.loads(card)["score"] == json.loads(card)["max_score"]
            server, workers = (now - then for now, then in zip(_seconds(pid), its, strict=True))
            return Batch(perf_counter() - began, process_time() - mine, server, workers, count)
    finally:
        keep_to(available)


def _seconds(pid: int) -> tuple[float, float]:
    """Processor time of a process, and of those of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system, children, theirs = map(int, fields[11:15])
    ticks = os.sysconf("SC_CLK_TCK")
    return (user + system) / ticks, (children + theirs) / ticks


def stages(server: ForkServer, rounds: int) -> dict[str, list[float]]:
    """Where the time of one submission goes, by the clock."""
    times: dict[str, list[float]] = {
        name: [] for name in ("corpus", "worker", "load", "ask and compare", "end", "whole")
    }
    for _ in range(rounds):
        start = perf_counter()
        drawn = corpus.load(EXERCISE.folder, SEED)
        marks = [perf_counter()]
        worker = server.start_worker(OFFICIAL)
        marks.append(perf_counter())
        with Session(SUBMISSION.cells, limits=OFFICIAL, worker=worker) as session:
            session.load()
            marks.append(perf_counter())
            trial = Trial(drawn, [function.name for function in EXERCISE.functions])
            trial.run(session)
            marks.append(perf_counter())
        marks.append(perf_counter())
        assert all(outcome.passed for outcome in trial.outcomes.values())
        for name, begin, end in zip(times, [start, *marks], marks, strict=False):
            times[name].append((end - begin) * 1e3)
        times["whole"].append(
            milliseconds(
                lambda: judge(
                    COURSE,
                    EXERCISE,
                    SUBMISSION,
                    seed=SEED,
                    start=server.start_worker,
                    limits=OFFICIAL,
                )
            )
        )
    return times


# -- together -----------------------------------------------------------------------------------


def measure(rounds: int) -> dict[str, Any]:
    batch(3)  # warm up: caches, byte code
    with ForkServer() as server:
        layers = server.start_worker(OFFICIAL)
        layers.end()
        one, whole = workers(server, rounds), stages(server, rounds)
        alive = memory(server, 8)
    many = batch(4 * rounds)
    judge(COURSE, EXERCISE, SUBMISSION)
    local = checks(rounds)
    ratio = [w / b for w, b in zip(local["whole walled"], local["whole bare"], strict=True)]
    return {
        "rounds": rounds,
        "layers": list(layers.layers),
        "worker_ms": {name: summary(sample) for name, sample in one.items()},
        "check_ms": {name: summary(sample) for name, sample in local.items()},
        "stages_ms": {name: summary(sample) for name, sample in whole.items()},
        "memory_mb": summary(alive),
        "batch": {
            "submissions": many.submissions,
            "per_second": many.submissions / many.seconds,
            "per_second_and_core": many.per_core,
            "processor_ms": {
                name: seconds / many.submissions * 1e3
                for name, seconds in (
                    ("grader", many.grader),
                    ("fork server", many.zygote),
                    ("worker", many.workers),
                )
            },
        },
        "results": {
            "worker": summary(one["ready"])["median"],
            "check": summary(ratio)["median"],
            "memory": summary(alive)["median"],
            "batch": many.per_core,
        },
        "python": platform.python_version(),
        "numpy": np.__version__,
        "kernel": platform.release(),
    }


# By result: the most that it may be, or for the batch the least; and its unit.
TARGETS = {
    "worker": (6.0, "ms"),
    "check": (1.15, "times"),
    "memory": (8.0, "MB"),
    "batch": (40.0, "a second and core"),
}


def text(result: dict[str, Any]) -> str:
    lines = []
    for title, key in (
        ("worker, ms", "worker_ms"),
        ("check, ms", "check_ms"),
        ("one submission, ms", "stages_ms"),
    ):
        lines.append(f"{title:<22} {'median':>8} {'quartiles':>18}")
        for name, row in result[key].items():
            spread = f"{row['lower_quartile']:.2f} – {row['upper_quartile']:.2f}"
            lines.append(f"  {name:<20} {row['median']:>8.2f} {spread:>18}")
        lines.append("")
    lines.append("batch: processor time of one submission, ms")
    for name, taken in result["batch"]["processor_ms"].items():
        lines.append(f"  {name:<20} {taken:>8.2f}")
    lines += ["", f"{'result':<12} {'':>8}   target"]
    for name, (target, unit) in TARGETS.items():
        value = result["results"][name]
        reached = value >= target if name == "batch" else value <= target
        sign, verdict = "≥" if name == "batch" else "≤", "reached" if reached else "missed"
        lines.append(f"{name:<12} {value:>8.2f}   {sign} {target:g} {unit}: {verdict}")
    lines += ["", f"layers: {' '.join(result['layers'])}"]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--rounds", type=int, default=20)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        os.environ["COURSE_CACHE"] = cache
        result = measure(chosen.rounds)
    print(json.dumps(result, indent=2) if chosen.format == "json" else text(result))


if __name__ == "__main__":
    main()
