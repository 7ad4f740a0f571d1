"""Does a check at home say what the official one says?  Every known program, eleven seeds.

    python benchmarks/seeds.py [--format json] [--seeds 10] [EX …]

Students check their work on the inputs of the public seed; marks are given on those of a secret
one.  Here the solution, the alternatives and the misconceptions of each exercise are judged on the
public inputs and on those of ten made-up secret seeds.  Counted are the disagreements, each a
program, function, concept and seed:

    passes   full marks in a concept at home, and not officially, or the other way round
    points   any difference in points, which a wrong program has where a law catches it on some
             inputs only

Target: passes 0; the exit code is 1 otherwise.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from grader import course, programs
from grader.course import Exercise
from grader.judge import PUBLIC
from grader.result import Scorecard
from grader.trusted import Job, scorecards

Points = dict[tuple[str, str], tuple[float, float]]


@dataclass(slots=True)
class Tally:
    """What was compared in an exercise, and what did not agree."""

    programs: int = 0
    compared: int = 0
    passes: int = 0
    points: int = 0
    differing: list[str] = field(default_factory=list)


def measure(exercise: Exercise, seeds: list[str]) -> Tally:
    """Judge every known program of an exercise with every seed, and compare."""
    folder = ROOT / "reference"
    solution = programs.solution(exercise.name, folder)
    known = [
        programs.submission(solution, program)
        for program in (
            None,
            *programs.alternatives(exercise.name, folder),
            *programs.misconceptions(exercise.name, folder),
        )
    ]
    tally = Tally(len(known))
    jobs = [Job(exercise.name, one, seed=seed) for seed in (PUBLIC, *seeds) for one in known]
    judged = scorecards(ROOT, jobs)
    at_home = [_points(next(judged)) for _ in known]
    for seed in seeds:
        for submission, home in zip(known, at_home, strict=True):
            officially = _points(next(judged))
            for (function, concept), (points, most) in home.items():
                tally.compared += 1
                marks = officially[function, concept][0]
                agrees = (marks == most) == (points == most)
                tally.passes += not agrees
                tally.points += marks != points
                if marks != points:
                    tally.differing.append(
                        f"{exercise.name}: {submission.path}: {function}, {concept}: "
                        f"{points:g} at home, {marks:g} with {seed}"
                    )
    return tally


def _points(scorecard: Scorecard) -> Points:
    """The points and the most there are, by function and concept."""
    found: dict[tuple[str, str], list[float]] = {}
    for function in scorecard.functions:
        for check in function.checks:
            both = found.setdefault((function.name, check.concept), [0.0, 0.0])
            both[0] += check.score
            both[1] += check.max_score
    return {key: (round(points, 6), round(most, 6)) for key, (points, most) in found.items()}


def text(result: dict[str, Any]) -> str:
    head = ("exercise", "programs", "compared", "passes", "points")
    lines = ["  ".join(name.rjust(8) for name in head)]
    for name, row in result.items():
        numbers = (row["programs"], row["compared"], row["passes"], row["points"])
        lines.append("  ".join(str(cell).rjust(8) for cell in (name, *numbers)))
    for row in result.values():
        lines += row["differing"]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("exercises", nargs="*", metavar="EX")
    chosen = parser.parse_args()
    whole = course.load(ROOT)
    names = chosen.exercises or [exercise.name for exercise in whole.exercises]
    seeds = [f"secret-{number}" for number in range(1, chosen.seeds + 1)]
    result = {name: asdict(measure(whole.exercise(name), seeds)) for name in names}
    print(json.dumps(result, indent=2) if chosen.format == "json" else text(result))
    sys.exit(any(row["passes"] for row in result.values()))


if __name__ == "__main__":
    main()
