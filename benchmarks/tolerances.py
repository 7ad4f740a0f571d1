"""The acceptance criterion against fixed tolerances, on our own right and wrong programs.

    python benchmarks/tolerances.py [--format json] [EX …]

Every alternative (right) and every misconception and mutant (wrong) is asked on the whole public
corpus, and its answers are compared with the reference's by five rules:

    criterion    |s − g| ≤ 8·u·(E + |g|), E from running error analysis; single precision by its own
    1e-7         numpy.testing.assert_allclose as it comes: relative 1e-7
    1e-6         the classic gradient check: relative error below 1e-6
    allclose     numpy.allclose as it comes: relative 1e-5 plus absolute 1e-8
    gradcheck    as torch.autograd.gradcheck: relative 1e-3 plus absolute 1e-5

A right program that a rule rejects on some input is a false reject, a wrong one that it accepts on
all inputs a false accept.  Wrong programs that give right values (they ask too often, or change
their arguments) are left out, and so are mutants recorded as equivalent.  ``margin`` says how far
the least wrong program is from being accepted, and how near the least accurate right one comes, in
multiples of the tolerance: between them lies nothing.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from grader import corpus, course, programs
from grader.compare import Exactly, Near, compare, is_single, numbers
from grader.corpus import Corpus
from grader.course import Exercise
from grader.diagnosis import Behaviour, Evidence, known
from grader.mutants import equivalent, mutants
from grader.programs import Program

REFERENCE = ROOT / "reference"
Leaves = list[tuple[Any, Any]]


def fixed(relative: float, absolute: float) -> Callable[[Any, Any], bool]:
    """Acceptance by a relative and an absolute tolerance, the same for everything."""

    def accepts(got: Any, expected: Any) -> bool:
        return all(
            bool(np.all(np.abs(s - g.value) <= absolute + relative * np.abs(g.value)))
            for s, g in _near(got, expected)
        )

    return accepts


RULES: dict[str, Callable[[Any, Any], bool]] = {
    "criterion": lambda got, expected: compare(got, expected).mismatch is None,
    "1e-7": fixed(1e-7, 0.0),
    "1e-6": fixed(1e-6, 0.0),
    "allclose": fixed(1e-5, 1e-8),
    "gradcheck": fixed(1e-3, 1e-5),
}


def _near(got: Any, expected: Any) -> Iterator[tuple[Any, Near]]:
    """The real parts of an answer beside what is right."""
    match expected:
        case tuple():
            for part, right in zip(got, expected, strict=True):
                yield from _near(part, right)
        case dict():
            for key, right in expected.items():
                yield from _near(got[key], right)
        case Near():
            answer = numbers(got)
            assert answer is not None
            if answer.shape != expected.value.shape and answer.size == 1:
                answer = answer.reshape(())
            yield answer, expected


def distance(got: Any, expected: Any) -> float:
    """The largest error, in multiples of what the criterion tolerates."""
    worst = 0.0
    for s, g in _near(got, expected):
        allowed = (
            g.tolerance32
            if is_single(s) and np.any(np.abs(s - g.value) > g.tolerance)
            else g.tolerance
        )
        with np.errstate(all="ignore"):
            worst = max(worst, float(np.max(np.abs(s - g.value) / allowed, initial=0.0)))
    return worst


def comparable(got: Any, expected: Any) -> bool:
    """Has the answer the right form, so that every rule can be applied to its numbers?"""
    mismatch = compare(got, expected).mismatch
    return mismatch is None or mismatch.kind == "value"


def measure(
    exercise: Exercise, tally: dict[str, dict[str, int]], margins: dict[str, float]
) -> None:
    public = corpus.load(exercise.folder, "public")
    solution = programs.solution(exercise.name, REFERENCE)
    right = list(programs.alternatives(exercise.name, REFERENCE))
    wrong = list(programs.misconceptions(exercise.name, REFERENCE))
    recorded = equivalent(REFERENCE, exercise.name)
    for function in exercise.functions:
        name = function.name
        if public.functions[name].through is not None:
            continue
        samples = corpus.defined(public, name, 1000)
        samples = [s for s in samples if not isinstance(s[1], Exactly)]
        if not samples:
            continue
        made = [
            _program(exercise, name, mutant.edit, mutant.source, solution)
            for mutant in mutants(solution, name)
            if (name, mutant.edit) not in recorded
        ]
        for program in (p for p in right if p.function == name):
            _judge(public, program, samples, tally, margins, is_right=True)
        for program in [*(p for p in wrong if p.function == name), *made]:
            _judge(public, program, samples, tally, margins, is_right=False)


def _judge(
    public: Corpus,
    program: Program,
    samples: list[Any],
    tally: dict[str, dict[str, int]],
    margins: dict[str, float],
    *,
    is_right: bool,
) -> None:
    run = known.runner(program, public.functions)
    inputs = public.functions[program.function].inputs
    answers = []
    for sample, expected in samples:
        did = run(Evidence(corpus.live(inputs, sample), expected, Behaviour(None)))
        if did.raised or not comparable(did.value, expected):
            return  # found by its form, whatever the tolerance
        answers.append((did.value, expected))
    far = max(distance(got, expected) for got, expected in answers)
    if not is_right and far <= 1:
        return  # right in value: it is wrong in another way
    kind = "right" if is_right else "wrong"
    margins[kind] = (max if is_right else min)(margins.get(kind, far), far)
    for rule, accepts in RULES.items():
        accepted = all(accepts(got, expected) for got, expected in answers)
        tally[rule][kind] += 1
        tally[rule][f"{kind} {'accepted' if accepted else 'rejected'}"] += 1


def _program(exercise: Exercise, name: str, edit: str, source: str, solution: str) -> Program:
    imports = "\n".join(
        ast.unparse(node)
        for node in ast.parse(solution).body
        if isinstance(node, (ast.Import, ast.ImportFrom))
    )
    return Program(exercise.name, name, edit, f"{imports}\n\n{source}\n")


def text(result: dict[str, Any]) -> str:
    lines = [f"{'rule':<11} {'right':>6} {'false rejects':>16} {'wrong':>6} {'false accepts':>16}"]
    for rule, row in result["rules"].items():
        rejects, accepts = row["right rejected"], row["wrong accepted"]
        lines.append(
            f"{rule:<11} {row['right']:>6} {rejects:>6} ({100 * rejects / row['right']:>5.1f} %)"
            f"   {row['wrong']:>6} {accepts:>6} ({100 * accepts / row['wrong']:>5.1f} %)"
        )
    margins = result["margins"]
    lines.append(
        f"\nthe least accurate right program reaches {margins['right']:.2f} of the tolerance, "
        f"the least wrong one is {margins['wrong']:.2g} times beyond it"
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("exercises", nargs="*", metavar="EX")
    chosen = parser.parse_args()
    whole = course.load(ROOT)
    wanted = [whole.exercise(name) for name in chosen.exercises] or whole.exercises
    kinds = (
        "right",
        "right accepted",
        "right rejected",
        "wrong",
        "wrong accepted",
        "wrong rejected",
    )
    tally = {rule: dict.fromkeys(kinds, 0) for rule in RULES}
    margins: dict[str, float] = {}
    for exercise in wanted:
        measure(exercise, tally, margins)
    result = {"rules": tally, "margins": margins}
    print(json.dumps(result, indent=2) if chosen.format == "json" else text(result))


if __name__ == "__main__":
    main()
