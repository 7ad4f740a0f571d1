"""What one check costs: `course check ex3`, its peers on an equivalent ex3, and the floor.

    pip install -e '.[bench]'
    python benchmarks/check.py [--format json] [--rounds 10]

Whole commands, by turns in one run, on one machine, with one Python:

    check      `course check ex3` on the model solution, warm: everything passes
    wrong      the same with one wrong function: the smallest counterexample has to be found
    numpy      `python -c "import numpy"`, the floor: no check of NumPy code can be faster
    otter      `otter check` (otter-grader) on the same answers, with tests by allclose
    nbgrader   `nbgrader validate` on the same answers as a notebook, with the same tests

The peers try three inputs a function, `course check` some sixty.  What counts are ratios within a
round.  Targets: check/numpy ≤ 2.5, otter/check and nbgrader/check ≥ 10, wrong ≤ 1 s.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
SOLUTION = (ROOT / "reference" / "solutions" / "ex3.py").read_text(encoding="utf-8")
# σ′ taken at σ(x): one function is wrong, and everything that uses it.
WRONG = SOLUTION.replace("s * (1 - s)", "sigmoid(s) * (1 - sigmoid(s))")

TESTS = {
    "sigmoid": """\
import numpy as np
x = np.array([-3.0, 0.0, 2.5])
assert np.allclose(sigmoid(x), 1 / (1 + np.exp(-x)))
assert np.isclose(sigmoid(0.5), 0.6224593312018546)
assert np.isfinite(sigmoid(1000.0))""",
    "sigmoid_derivative": """\
import numpy as np
x, h = np.array([-3.0, 0.0, 2.5]), 1e-6
assert np.allclose(sigmoid_derivative(x), (sigmoid(x + h) - sigmoid(x - h)) / (2 * h))
assert np.isclose(sigmoid_derivative(0.0), 0.25)
assert np.isclose(sigmoid_derivative(0.5), 0.2350037122015945)""",
    "chain": """\
assert abs(chain(lambda u: 3 * u**2, lambda x: 2 * x + 1, lambda x: 2.0, 1.0) - 54) < 1e-9
assert abs(chain(lambda u: 2 * u, lambda x: x**2, lambda x: 2 * x, 3.0) - 108) < 1e-9
assert abs(chain(lambda u: 1.0, lambda x: x, lambda x: 1.0, 3.0) - 1) < 1e-9""",
    "along_path": """\
import numpy as np
assert np.isclose(along_path(np.array([2.0, 3.0, -1.0])), -6)
assert np.isclose(along_path(np.array([])), 1)
assert np.isclose(along_path(np.array([0.5])), 0.5)""",
    "over_paths": """\
import numpy as np
assert np.isclose(over_paths([np.array([2.0, 3.0]), np.array([-1.0])]), 5)
assert np.isclose(over_paths([]), 0)
assert np.isclose(over_paths([np.array([])]), 1)""",
    "neuron_gradient": """\
import numpy as np
w, b, x, t, h = np.array([0.5, -1.0]), 0.25, np.array([2.0, 3.0]), 1.0, 1e-6
E = lambda w, b: (1 / (1 + np.exp(-(w @ x + b))) - t) ** 2
dw, db = neuron_gradient(w, b, x, t)
assert np.isclose(db, (E(w, b + h) - E(w, b - h)) / (2 * h))
assert np.allclose(dw, [(E(w + d, b) - E(w - d, b)) / (2 * h) for d in h * np.eye(2)])""",
}


def otter_test(name: str, code: str) -> str:
    """A test in otter's format: doctests, one per statement."""
    doctest = "\n".join(f">>> {line}" for line in code.splitlines())
    case = {"code": doctest, "hidden": False, "locked": False}
    suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    test = {"name": name, "points": 1, "suites": [suite]}
    return f"OK_FORMAT = True\n\ntest = {test!r}\n"


def notebook() -> dict[str, Any]:
    """The model solution as an nbgrader assignment with the tests as grade cells."""

    def cell(source: str, **about: Any) -> dict[str, Any]:
        known = {"schema_version": 3, "grade": False, "solution": False, "locked": False}
        return {
            "cell_type": "code",
            "id": about["grade_id"].replace("_", "-"),
            "execution_count": None,
            "metadata": {"nbgrader": {**known, "task": False, **about}},
            "outputs": [],
            "source": source,
        }

    tests = [
        cell(code, grade=True, locked=True, points=1, grade_id=f"test_{name}")
        for name, code in TESTS.items()
    ]
    python = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {
        "cells": [cell(SOLUTION, solution=True, grade_id="answer"), *tests],
        "metadata": {"kernelspec": python},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def prepare(folder: Path) -> dict[str, list[str]]:
    """The files of all contestants, and the commands of those installed here."""
    python, scripts = sys.executable, Path(sys.executable).parent
    (folder / "ex3.py").write_text(SOLUTION, encoding="utf-8")
    (folder / "wrong.py").write_text(WRONG, encoding="utf-8")
    (folder / "ex3.ipynb").write_text(json.dumps(notebook()), encoding="utf-8")
    (folder / "tests").mkdir()
    for name, code in TESTS.items():
        (folder / "tests" / f"{name}.py").write_text(otter_test(name, code), encoding="utf-8")
    course = [python, "-m", "grader", "check", "ex3"]
    commands = {
        "check": [*course, "ex3.py"],
        "wrong": [*course, "wrong.py"],
        "numpy": [python, "-c", "import numpy"],
        "otter": [str(scripts / "otter"), "check", "-t", "tests", "ex3.py"],
        "nbgrader": [str(scripts / "nbgrader"), "validate", "ex3.ipynb"],
    }
    return {name: command for name, command in commands.items() if Path(command[0]).is_file()}


def seconds(command: Sequence[str], folder: Path) -> float:
    """How long the command takes; it must end as it ends for right (or wrong) work."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COURSE_CACHE": str(folder / "cache")}
    start = perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    taken = perf_counter() - start
    if done.returncode != int("wrong.py" in command):
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")
    return taken


def summary(sample: list[float]) -> dict[str, float]:
    low, _, high = quantiles(sample, n=4)
    return {"median": median(sample), "lower_quartile": low, "upper_quartile": high}


def measure(rounds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        commands = prepare(folder)
        for command in commands.values():
            seconds(command, folder)  # warm up: caches, byte code
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(seconds(command, folder))
    pairs = [("check", "numpy"), ("otter", "check"), ("nbgrader", "check"), ("wrong", "check")]
    return {
        "rounds": rounds,
        "seconds": {name: summary(sample) for name, sample in times.items()},
        "ratios": {
            f"{a}/{b}": summary([x / y for x, y in zip(times[a], times[b], strict=True)])
            for a, b in pairs
            if a in times
        },
        "not_installed": [name for name in ("otter", "nbgrader") if name not in times],
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


TARGETS = {"check/numpy": "≤ 2.5", "otter/check": "≥ 10", "nbgrader/check": "≥ 10"}


def text(result: dict[str, Any]) -> str:
    lines = [f"{'seconds':<16} {'median':>8} {'quartiles':>16}"]
    for name, row in result["seconds"].items():
        spread = f"{row['lower_quartile']:.3f} – {row['upper_quartile']:.3f}"
        lines.append(f"{name:<16} {row['median']:>8.3f} {spread:>16}")
    lines += ["", f"{'ratio':<16} {'median':>8} {'quartiles':>16}   target"]
    for name, row in result["ratios"].items():
        spread = f"{row['lower_quartile']:.2f} – {row['upper_quartile']:.2f}"
        lines.append(f"{name:<16} {row['median']:>8.2f} {spread:>16}   {TARGETS.get(name, '')}")
    for name in result["not_installed"]:
        lines.append(f"{name} is not installed here: pip install -e '.[bench]'")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--rounds", type=int, default=10)
    chosen = parser.parse_args()
    result = measure(chosen.rounds)
    print(json.dumps(result, indent=2) if chosen.format == "json" else text(result))


if __name__ == "__main__":
    main()
