"""How often a wrong program's mistake is named, and how often wrongly.

    python benchmarks/diagnosis.py [--format json] [EX …]

Four kinds of wrong programs, none of them judged by a stopwatch:

    known      every written misconception, with the whole vocabulary
    left out   the same, each with itself taken out of the vocabulary: what is left must explain it
    mutants    the model solutions with one edit made by the machine, each with that edit taken out
               of the vocabulary
    double     two edits in the same function

A name is *confirmed* if the claim (this program behaves like …) holds on inputs drawn afresh with
another seed, and *false* if it does not.  Targets: known ≥ 80 % named, left out ≥ 60 %, false
claims below 0.5 % of all programs.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from grader import corpus, course, programs
from grader.corpus import Corpus
from grader.course import Exercise
from grader.diagnosis import Behaviour, Evidence, diagnosed, differs, known
from grader.diagnosis.known import Program
from grader.mutants import mutants

FRESH = "held-out"  # the seed of the inputs that claims are confirmed on
MOST_DOUBLE = 12  # double faults per function


@dataclass(slots=True)
class Tally:
    """Programs that are wrong on the evidence, how many were named, how many of those falsely."""

    programs: int = 0
    named: int = 0
    false: int = 0


def measure(
    exercise: Exercise, kinds: dict[str, Tally], unnamed: list[str], false: list[str]
) -> None:
    """Try the wrong programs of an exercise, and add to the tallies of their kinds.

    ``unnamed``, ``false``: lists to which the known mistakes without a name, and all programs with
    a wrong one, are added.
    """
    public = corpus.load(exercise.folder, "public")
    fresh = corpus.load(exercise.folder, FRESH)
    solution = programs.solution(exercise.name, ROOT / "reference")
    catalogue = known.misconceptions(exercise.name)
    for function in exercise.functions:
        name = function.name
        if public.functions[name].through is None:
            bench = _Bench(public, fresh, name, catalogue.get(name, []), solution)
            for program in bench.vocabulary:
                bench.tried(program, kinds["known"])
                if not bench.tried(program, kinds["left out"], without=program.id):
                    unnamed.append(f"{exercise.name}: {name}.{program.id}")
            single = list(mutants(solution, name))
            for mutant in single:
                program = _program(exercise, name, mutant.edit, mutant.source, solution)
                bench.tried(program, kinds["mutants"], without=mutant.edit)
            for edit, source in _double(single, name, Random(name)):
                bench.tried(_program(exercise, name, edit, source, solution), kinds["double"])
            false += bench.false


class _Bench:
    """One function, and the inputs on which mistakes are found and confirmed."""

    def __init__(
        self,
        public: Corpus,
        fresh: Corpus,
        name: str,
        vocabulary: list[Program],
        solution: str,
    ) -> None:
        self.functions, self.name, self.vocabulary = public.functions, name, vocabulary
        self.solution, self.false = solution, list[str]()
        self.here, self.there = (corpus.defined(c, name, 40) for c in (public, fresh))

    def tried(self, program: Program, tally: Tally, without: str = "") -> bool:
        """Was a mistake named (or is the program wrong in nothing that could be)?"""
        run = known.runner(program, self.functions)
        evidence = list(self.evidence(run, self.here))
        if not any(_wrong(one) for one in evidence):
            return True
        candidates = known.candidates(self.vocabulary, self.functions, "en")
        tally.programs += 1
        function, solution = self.functions[self.name], self.solution
        found = diagnosed(function, evidence, candidates, "en", solution, without=without)
        if found is None:
            return False
        tally.named += 1
        confirmed = all(found.foresees(one) for one in self.evidence(run, self.there))
        if not confirmed:
            tally.false += 1
            where = f"{program.exercise}: {program.function}.{program.id}"
            self.false.append(f"{where}: {found.diagnosis.text}")
        return True

    def evidence(self, run: Any, samples: list[Any]) -> Iterator[Evidence]:
        inputs = self.functions[self.name].inputs
        for sample, right in samples:
            blank = Evidence(corpus.live(inputs, sample), right, Behaviour(None))
            yield Evidence(corpus.live(inputs, sample), right, run(blank))


def _program(exercise: Exercise, name: str, edit: str, source: str, solution: str) -> Program:
    imports = "\n".join(
        ast.unparse(node)
        for node in ast.parse(solution).body
        if isinstance(node, (ast.Import, ast.ImportFrom))
    )
    return Program(exercise.name, name, edit, f"{imports}\n\n{source}\n")


def _double(single: list[Any], name: str, random: Random) -> Iterator[tuple[str, str]]:
    """Mutants of mutants, a few that are the same every time."""
    for first in random.sample(single, min(len(single), MOST_DOUBLE)):
        second = list(mutants(first.source, name))
        if second:
            chosen = random.choice(second)
            yield f"{first.edit}; {chosen.edit}", chosen.source


def _wrong(one: Evidence) -> bool:
    return one.did.raised is not None or differs(one.did.value, one.right)


def text(result: dict[str, dict[str, int]]) -> str:
    lines = [f"{'programs':<12} {'wrong':>6} {'named':>14} {'falsely':>14}"]
    for kind, row in result.items():
        total = max(1, row["programs"])
        named = f"{row['named']} ({100 * row['named'] / total:.0f} %)"
        false = f"{row['false']} ({100 * row['false'] / total:.1f} %)"
        lines.append(f"{kind:<12} {row['programs']:>6} {named:>14} {false:>14}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument(
        "--unnamed", action="store_true", help="list what is left unnamed, or is named wrongly"
    )
    parser.add_argument("exercises", nargs="*", metavar="EX")
    chosen = parser.parse_args()
    whole = course.load(ROOT)
    wanted = [whole.exercise(name) for name in chosen.exercises] or whole.exercises
    kinds = {kind: Tally() for kind in ("known", "left out", "mutants", "double")}
    unnamed: list[str] = []
    false: list[str] = []
    for exercise in wanted:
        measure(exercise, kinds, unnamed, false)
    result = {kind: asdict(tally) for kind, tally in kinds.items()}
    if chosen.unnamed:
        print("\n".join([*unnamed, *(f"false: {claim}" for claim in false)]))
    print(json.dumps(result, indent=2) if chosen.format == "json" else text(result))


if __name__ == "__main__":
    main()
