"""A whole class graded: `course grade`, `nbgrader autograde`, and running the functions alone.

    pip install -e '.[nbgrader]'
    python benchmarks/grade.py [--format json] [--students 40] [--rounds 3]

The same notebooks of ex3, all different, are graded by turns in one run:

    grade       `course grade ex3 --fresh`: walled workers on all processors, feedback, gradebook
    autograde   `nbgrader autograde ex3 --force` with the course's preprocessor: the same marks
    plain       `nbgrader autograde ex3 --force` as it comes: the notebook is run in a kernel, one
                example a function; neither walls nor marks by concept
    functions   the students' functions alone, called in this process on the inputs of the corpus:
                what no grader can do without

Marks of `grade` and `autograde` are compared in the gradebook; a difference ends the benchmark.
What counts are ratios within a round.  All have graded one notebook before, so that what is made
once for a course and its secret seed is there.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from grader import corpus, course, programs
from grader.inputs import live_arguments

EXERCISE = "ex3"
SCRIPTS = Path(sys.executable).parent
PLAIN = """
c = get_config()
c.CourseDirectory.course_id = "plain"
"""


def run(folder: Path, *command: str) -> float:
    """How long a command takes there; it must succeed."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "COURSE_ROOT": str(folder),
        "COURSE_CACHE": str(folder.parent / "cache"),
        "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}",
    }
    start = perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    taken = perf_counter() - start
    if done.returncode:
        raise SystemExit(
            f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        )
    return taken


def prepare(folder: Path, students: int, first: Callable[[Path], object]) -> None:
    """A released exercise, and as many solved notebooks, each a little different."""
    folder.mkdir()
    shutil.copy(ROOT / "course.yaml", folder)
    for part in ("exercises", "reference"):
        shutil.copytree(ROOT / part, folder / part)
    run(folder, sys.executable, "-m", "grader", "release", EXERCISE)
    solved = json.loads((folder / f"source/{EXERCISE}/{EXERCISE}.ipynb").read_text("utf-8"))
    for number in range(students):
        if number == 1:
            first(folder)
        cells = json.loads(json.dumps(solved))
        for cell in cells["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                source = cell["source"]
                text = source if isinstance(source, str) else "".join(source)
                cell["source"] = f"{text}\n# by student {number}\n"
        place = folder / f"submitted/s{number:04d}/{EXERCISE}"
        place.mkdir(parents=True)
        (place / f"{EXERCISE}.ipynb").write_text(json.dumps(cells), encoding="utf-8")


def marks(folder: Path) -> list[tuple[Any, ...]]:
    """All marks in the gradebook."""
    with sqlite3.connect(folder / "gradebook.db") as book:
        return book.execute(
            "select a.student_id, b.name, g.auto_score from grade g"
            " join submitted_notebook n on g.notebook_id = n.id"
            " join submitted_assignment a on n.assignment_id = a.id"
            " join base_cell b on g.cell_id = b.id order by 1, 2"
        ).fetchall()


def functions_alone(students: int) -> float:
    """The model solution's functions on every input of the corpus, once for every student."""
    drawn = corpus.load(course.load(ROOT).exercise(EXERCISE).folder, "public")
    names: dict[str, Any] = {}
    exec(programs.solution(EXERCISE, ROOT / "reference"), names)
    calls = [
        (names[name], tuple(live_arguments(task.inputs, sample, lambda v: v).values()))
        for name, tasks in drawn.tasks.items()
        for task in tasks
        for sample in task.samples
        if task.shared
    ]
    start = perf_counter()
    for _ in range(students):
        for function, arguments in calls:
            function(*arguments)
    return perf_counter() - start


def summary(sample: list[float]) -> dict[str, float]:
    low, _, high = quantiles(sample, n=4)
    return {"median": median(sample), "lower_quartile": low, "upper_quartile": high}


def measure(students: int, rounds: int) -> dict[str, Any]:
    times: dict[str, list[float]] = {"grade": [], "autograde": [], "plain": [], "functions": []}
    python = [sys.executable, "-m", "grader"]
    nbgrader = str(SCRIPTS / "nbgrader")
    with tempfile.TemporaryDirectory() as temporary:
        ours, plain = Path(temporary) / "ours", Path(temporary) / "plain"

        def grade(folder: Path) -> float:
            return run(folder, *python, "grade", EXERCISE, "--fresh")

        def autograde(folder: Path) -> float:
            return run(folder, nbgrader, "autograde", EXERCISE, "--force")

        def as_it_comes(folder: Path) -> float:
            (folder / "nbgrader_config.py").write_text(PLAIN, encoding="utf-8")
            return autograde(folder)

        prepare(ours, students, grade)
        prepare(plain, students, as_it_comes)
        for _ in range(rounds):
            times["grade"].append(grade(ours))
            graded = marks(ours)
            times["autograde"].append(autograde(ours))
            if marks(ours) != graded:
                raise SystemExit("course grade and nbgrader autograde give different marks")
            times["plain"].append(as_it_comes(plain))
            times["functions"].append(functions_alone(students))
    pairs = [("autograde", "grade"), ("plain", "grade"), ("grade", "functions")]
    return {
        "students": students,
        "rounds": rounds,
        "seconds": {name: summary(sample) for name, sample in times.items()},
        "per_second": {n: students / median(t) for n, t in times.items()},
        "ratios": {
            f"{a}/{b}": summary([x / y for x, y in zip(times[a], times[b], strict=True)])
            for a, b in pairs
        },
    }


def text(result: dict[str, Any]) -> str:
    lines = [f"{result['students']} notebooks", f"{'seconds':<18} {'median':>8} {'a second':>9}"]
    for name, row in result["seconds"].items():
        lines.append(f"{name:<18} {row['median']:>8.2f} {result['per_second'][name]:>9.1f}")
    lines += ["", f"{'ratio':<18} {'median':>8} {'quartiles':>16}"]
    for name, row in result["ratios"].items():
        spread = f"{row['lower_quartile']:.2f} – {row['upper_quartile']:.2f}"
        lines.append(f"{name:<18} {row['median']:>8.2f} {spread:>16}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    result = measure(chosen.students, chosen.rounds)
    print(json.dumps(result, indent=2) if chosen.format == "json" else text(result))


if __name__ == "__main__":
    main()
