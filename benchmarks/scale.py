"""How `course grade` grows with the class: time and peak memory, to 100,000 submissions.

    pip install -e '.[nbgrader]'          (without it, the gradebook is left out)
    python benchmarks/scale.py [--budget 600] [--most 100000] [--format json]

Every size is measured in a process of its own, on a class made up for it: one .py file each, no two
alike, one in ten with a mistake.  There are three series, because judging 100,000 would take hours:

    judged    the whole of it, with real judging: finding, reading, judging, journal, gradebook
    carried   finding, reading and the journal as ever, but real scorecards, from the first series,
              are given to other students: nothing is judged, and nothing goes to the gradebook
    recorded  the results of such a class into the gradebook

``batch`` is `run` (finding, reading, [judging,] journal), ``resume`` the same batch once more when
nothing has changed, ``gradebook`` the notebooks, the pages and nbgrader's database (SQLite).  Sizes
double for as long as the budget lasts, a third of it for each series; what is extrapolated beyond
them says so.  A growth of 1.0 is linear: twice the class, twice the time.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from grader import course, programs
from grader.batch import Batch, Setting, Task, Verdict, run, scorecards
from grader.batch.pool import LocalPool
from grader.processors import processors

EXERCISE, SEED = "ex1", "a secret of this benchmark"
FIRST = {"judged": 60, "carried": 1000, "recorded": 125}
GOAL = 100_000
PARTS = ("batch", "resume", "gradebook")


def hand_in(folder: Path, count: int) -> None:
    truth = ROOT / "reference"
    right = programs.solution(EXERCISE, truth)
    wrong = list(programs.misconceptions(EXERCISE, truth))
    for number in range(count):
        place = folder / "submitted" / f"s{number:06d}" / EXERCISE
        place.mkdir(parents=True)
        mistake = f"\n\n{wrong[number // 10 % len(wrong)].source}\n" if number % 10 == 0 else ""
        text = f"{right}\n\n# the work of s{number:06d}\n{mistake}"
        (place / f"{EXERCISE}.py").write_text(text, encoding="utf-8")


class Carried:
    """An executor that judges nothing: every task gets one of these scorecards."""

    slots = 8

    def __init__(self, cards: Sequence[str]) -> None:
        self._cards, self._waiting, self._number = cards, list[Task](), 0

    def submit(self, task: Task) -> None:
        self._waiting.append(task)

    def next(self) -> Verdict:
        self._number += 1
        card = self._cards[self._number % len(self._cards)]
        return Verdict(self._waiting.pop(0).key, card)

    def close(self) -> None:
        pass


# -- one size, in a process of its own ------------------------------------------------------------


def one(series: str, count: int, folder: Path, known: Path | None) -> dict[str, Any]:
    import resource

    hand_in(folder, count)
    whole = course.load(ROOT)
    exercise = whole.exercise(EXERCISE)
    batch = Batch(whole, exercise, folder, folder / "results.jsonl", SEED)
    seconds = {}

    def start(setting: Setting, jobs: int | None) -> Any:
        if series == "judged":
            return LocalPool(setting, jobs)
        assert known is not None
        return Carried([json.dumps(card) for card in scorecards(known)])

    def timed(part: str, what: Any) -> None:
        began = perf_counter()
        what()
        seconds[part] = perf_counter() - began
        peaks[part] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    peaks: dict[str, float] = {}
    timed("batch", lambda: run(batch, start=start))
    timed("resume", lambda: run(batch, start=start))
    if find_spec("nbgrader") and series != "carried":
        timed("gradebook", lambda: record(batch))
    written = sum(1 for _ in scorecards(batch.results))
    assert written == count, f"{written} of {count}"
    kept = batch.results.stat().st_size
    return {"count": count, "seconds": seconds, "peak_mb": peaks, "results_mb": kept / 2**20}


def record(batch: Batch) -> None:
    from grader.gradebook.database import url_of
    from grader.gradebook.recording import Record
    from grader.gradebook.recording import record as recorded

    url = url_of(batch.folder, None)
    where = Record(batch.course, batch.exercise, batch.folder, url)
    recorded(where, scorecards(batch.results))


# -- the series -----------------------------------------------------------------------------------


def measure(budget: float, most: int) -> dict[str, Any]:
    began = perf_counter()
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in FIRST}
    with tempfile.TemporaryDirectory(prefix="scale-") as temporary:
        os.environ["COURSE_CACHE"] = str(Path(temporary) / "cache")
        known = Path(temporary) / "known.jsonl"
        for number, series in enumerate(FIRST, start=1):
            until = budget * number / len(FIRST)
            count, taken = FIRST[series], 0.0
            while count <= most and perf_counter() - began + 2.2 * taken < until:
                start = perf_counter()
                row = alone(series, count, Path(temporary), known)
                found[series].append(row)
                taken = perf_counter() - start
                print(f"{series} {count}: {taken:.0f} s", file=sys.stderr, flush=True)
                if count == most:
                    break
                count = min(2 * count, most)
    return {
        "series": found,
        "growth": {s: growth(rows) for s, rows in found.items() if len(rows) > 1},
        "processors": len(processors()),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "exercise": EXERCISE,
    }


def alone(series: str, count: int, temporary: Path, known: Path) -> dict[str, Any]:
    folder = temporary / f"{series}-{count}"
    command = [sys.executable, __file__, "--one", series, str(count), str(folder), str(known)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit(f"{series} {count} failed")
        if series == "judged":
            shutil.copy(folder / "results.jsonl", known)
        row: dict[str, Any] = json.loads(done.stdout)
        return row
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def growth(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """By part: the exponent of time over size, seconds for 1000, and memory for 1000 more."""
    found = {}
    for part in PARTS:
        points = [(r["count"], r["seconds"][part], r["peak_mb"][part]) for r in rows
                  if part in r["seconds"]]  # fmt: skip
        if len(points) < 2:
            continue
        n, seconds, peaks = zip(*points, strict=True)
        largest = max(n)
        found[part] = {
            "exponent": slope([math.log(x) for x in n], [math.log(s) for s in seconds]),
            # What a thousand more take, from the smallest to the largest size.
            "seconds_per_1000": 1000 * (seconds[-1] - seconds[0]) / (n[-1] - n[0]),
            "mb_per_1000": 1000 * (peaks[-1] - peaks[0]) / (n[-1] - n[0]),
            "largest": largest,
        }
    return found


def slope(xs: list[float], ys: list[float]) -> float:
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return over / sum((x - mean_x) ** 2 for x in xs)


def text(result: dict[str, Any]) -> str:
    lines = [
        f"{result['exercise']}, {result['processors']} processors, load {result['load']:.1f}",
        "",
        f"{'series':<9}{'n':>8}" + "".join(f"{f'{p}, s':>14}" for p in PARTS)
        + "".join(f"{f'{p}, MB':>14}" for p in PARTS) + f"{'results, MB':>14}",
    ]  # fmt: skip
    for series, rows in result["series"].items():
        for row in rows:
            cells = [row["seconds"].get(part, math.nan) for part in PARTS]
            peaks = [row["peak_mb"].get(part, math.nan) for part in PARTS]
            lines.append(
                f"{series:<9}{row['count']:>8}" + "".join(f"{x:>14.1f}" for x in cells)
                + "".join(f"{x:>14.0f}" for x in peaks) + f"{row['results_mb']:>14.1f}"
            )  # fmt: skip
    lines += ["", f"{'series':<9}{'part':<11}{'growth':>8}{'s / 1000':>10}{'MB / 1000':>11}  "
              f"{GOAL:,} would take"]  # fmt: skip
    for series, parts in result["growth"].items():
        for part, row in parts.items():
            minutes = row["seconds_per_1000"] * GOAL / 1000 / 60
            how = "measured" if row["largest"] == GOAL else f"extrapolated from {row['largest']:,}"
            lines.append(
                f"{series:<9}{part:<11}{row['exponent']:>8.2f}{row['seconds_per_1000']:>10.2f}"
                f"{row['mb_per_1000']:>11.2f}  {minutes:.1f} minutes ({how})"
            )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--budget", type=float, default=600.0, metavar="SECONDS")
    parser.add_argument("--most", type=int, default=GOAL, metavar="N")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        series, count, folder, known = chosen.one
        row = one(series, int(count), Path(folder), Path(known))
        print(json.dumps(row))
        return
    result = measure(chosen.budget, chosen.most)
    print(json.dumps(result, indent=2) if chosen.format == "json" else text(result))


if __name__ == "__main__":
    main()
