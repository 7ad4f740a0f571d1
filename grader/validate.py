"""Is the course itself right?

Known-right programs must get full marks and known-wrong ones must lose points of exactly their
function and concept; stubs get nothing; every text exists in both languages.  Each program goes
through the same worker and judge as a student's.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from grader import corpus, programs
from grader.corpus import Corpus
from grader.course import Course, Exercise
from grader.errors import CourseError
from grader.isolation.forkserver import Workers
from grader.judge import PUBLIC, judge
from grader.mutants import equivalent, mutants
from grader.programs import Program
from grader.result import FunctionResult, Scorecard
from grader.submission import read

ENOUGH_CHECKS, ENOUGH_KINDS = 3, 2
ENOUGH_ALTERNATIVES, ENOUGH_MISCONCEPTIONS = 3, 5


@dataclass(slots=True)
class Tally:
    """Known programs of one concept, and how many were judged wrongly."""

    right: int = 0
    rejected: int = 0
    wrong: int = 0
    accepted: int = 0


@dataclass(slots=True)
class Mutants:
    """Programs made from an exercise's solution by one edit: how many, and what became of them."""

    made: int = 0
    killed: int = 0
    equivalent: int = 0


@dataclass(slots=True)
class Report:
    """What validation found: per exercise the marks of the known programs, and all faults."""

    solutions: dict[str, float] = field(default_factory=dict)
    stubs: dict[str, float] = field(default_factory=dict)
    concepts: dict[str, Tally] = field(default_factory=dict)
    mutants: dict[str, Mutants] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    judged: int = 0

    @property
    def right(self) -> bool:
        return not self.faults

    def to_json(self) -> dict[str, Any]:
        return {
            "schema": "course-validation/1",
            "right": self.right,
            "judged": self.judged,
            "solutions": self.solutions,
            "stubs": self.stubs,
            "concepts": {
                concept: {
                    "right": tally.right,
                    "false_rejects": tally.rejected,
                    "wrong": tally.wrong,
                    "false_accepts": tally.accepted,
                }
                for concept, tally in self.concepts.items()
            },
            "mutants": {name: asdict(mutants) for name, mutants in self.mutants.items()},
            "faults": self.faults,
        }


Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Work:
    """A program to be judged: the solution itself, a known program, or a mutant of it."""

    exercise: Exercise
    solution: str
    program: Program | None = None
    mutant: bool = False


def run(
    course: Course,
    exercises: Sequence[Exercise],
    *,
    seed: str = PUBLIC,
    mutate: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Validate the exercises; ``progress(done, total)`` is called after each program.

    ``mutate``: judge mutants of the solutions, too.
    """
    report = Report()
    work: list[_Work] = []
    folder = course.root / "reference"
    for exercise in exercises:
        report.faults += _texts(exercise)
        try:
            drawn = corpus.load(exercise.folder, seed)
            if disagreements := list(_disagreements(exercise, drawn)):
                report.faults += disagreements  # nothing can be judged
                continue
            report.faults += _checks(exercise, drawn)
            known = [
                *programs.alternatives(exercise.name, folder),
                *programs.misconceptions(exercise.name, folder),
            ]
            solution = programs.solution(exercise.name, folder)
            stub = read(exercise.folder / f"{exercise.name}.py")
            made = list(_mutants(exercise, solution)) if mutate else []
            equivalent(folder, exercise.name)  # says so if it cannot be read
        except CourseError as error:
            report.faults.append(f"{exercise.name}: {error}")
            continue
        report.faults += _catalogue(exercise, known)
        work.append(_Work(exercise, solution))
        work += [_Work(exercise, solution, program) for program in known]
        work += [_Work(exercise, solution, program, mutant=True) for program in made]
        untouched = judge(course, exercise, stub, seed=seed, advise=False)
        report.stubs[exercise.name] = untouched.score
        report.faults += _stub_faults(untouched)

    with Workers() as workers, ThreadPoolExecutor(os.cpu_count()) as pool:

        def one(item: _Work) -> Scorecard:
            submission = programs.submission(item.solution, item.program)
            return judge(
                course, item.exercise, submission, seed=seed, start=workers.start, advise=False
            )

        for item, scorecard in zip(work, pool.map(one, work), strict=True):
            report.judged += 1
            if item.mutant:
                report.faults += _mutated(report, item, scorecard, folder)
            else:
                if item.program is None:
                    report.solutions[item.exercise.name] = scorecard.score
                report.faults += _judged(report, item.exercise, item.program, scorecard)
            if progress:
                progress(report.judged, len(work))
    for exercise in exercises:
        report.faults += _stale(report, exercise, folder)
    return report


def _mutants(exercise: Exercise, solution: str) -> Iterator[Program]:
    for function in exercise.functions:
        for mutant in mutants(solution, function.name):
            yield Program(exercise.name, function.name, mutant.edit, mutant.source)


def _mutated(report: Report, item: _Work, scorecard: Scorecard, folder: Path) -> Iterator[str]:
    """Did the checks notice the edit; or is it known to change nothing?"""
    program, name = item.program, item.exercise.name
    assert program is not None
    tally = report.mutants.setdefault(name, Mutants())
    tally.made += 1
    result = next(f for f in scorecard.functions if f.name == program.function)
    known = (program.function, program.id) in equivalent(folder, name)
    if result.score < result.max_score:
        tally.killed += 1
        if known:
            yield f"{name}: {program.function}: `{program.id}` is no equivalent: it loses points"
    elif known:
        tally.equivalent += 1
    else:
        yield (
            f"{name}: {program.function}: the mutant `{program.id}` survives; write a better "
            f"check, or record it in reference/equivalent.yaml with the reason"
        )


def _stale(report: Report, exercise: Exercise, folder: Path) -> Iterator[str]:
    """Mutants that are recorded as equivalent, but are not made any more."""
    if exercise.name not in report.mutants:
        return
    made = {
        (p.function, p.id) for p in _mutants(exercise, programs.solution(exercise.name, folder))
    }
    for function, edit in equivalent(folder, exercise.name):
        if (function, edit) not in made:
            yield (
                f"{exercise.name}: reference/equivalent.yaml knows `{edit}` in {function}, "
                f"but no such mutant is made any more"
            )


def _judged(
    report: Report, exercise: Exercise, program: Program | None, scorecard: Scorecard
) -> Iterator[str]:
    """Was this known program judged as it should be?"""
    name = f"{exercise.name}: " + (f"{program.function}.{program.id}" if program else "solution")
    misconception = program.misconception if program else None
    for result in scorecard.functions:
        lost = {c.concept for c in result.checks if c.score < c.max_score}
        if program is None or program.function != result.name or misconception is None:
            expected: set[str] = set()
        else:
            expected = {misconception.concept}
        about_this = program is None or program.function == result.name
        if about_this:
            _count(report, result, expected, lost)
        if lost != expected:
            yield f"{name} {_loss(lost, expected, result)}"


def _count(report: Report, result: FunctionResult, expected: set[str], lost: set[str]) -> None:
    for concept in dict.fromkeys(check.concept for check in result.checks):
        tally = report.concepts.setdefault(concept, Tally())
        if concept in expected:
            tally.wrong += 1
            tally.accepted += concept not in lost
        else:
            tally.right += 1
            tally.rejected += concept in lost


def _loss(lost: set[str], expected: set[str], result: FunctionResult) -> str:
    def named(concepts: set[str]) -> str:
        return ", ".join(sorted(concepts)) or "nothing"

    why = next((c.message for c in result.checks if c.status == "failed"), result.message)
    return f"costs {named(lost)} in {result.name} where it should cost {named(expected)}" + (
        f" ({why})" if why else ""
    )


def _stub_faults(stub: Scorecard) -> Iterator[str]:
    for result in stub.functions:
        if result.status != "todo":
            yield f"{stub.exercise}: the stub of {result.name} is {result.status}, not to do"


def _texts(exercise: Exercise) -> Iterator[str]:
    for name in ("README.md", "README.ja.md", f"{exercise.name}.py"):
        path = exercise.folder / name
        if not path.is_file() or not path.read_text(encoding="utf-8").strip():
            yield f"{exercise.name}: {name} is missing or empty"


def _disagreements(exercise: Exercise, drawn: Corpus) -> Iterator[str]:
    """Where checks.py and course.yaml do not agree about functions and concepts."""
    known = [function.name for function in exercise.functions]
    for name in drawn.functions:
        if name not in known:
            yield f"{exercise.name}: checks.py has {name}, course.yaml does not"
    for function in exercise.functions:
        if function.name not in drawn.functions:
            yield f"{exercise.name}: course.yaml has {function.name}, checks.py does not"
            continue
        checks = drawn.functions[function.name].judged
        concepts = {check.concept or function.main_concept for check in checks}
        for concept in sorted(concepts ^ set(function.points)):
            yield (
                f"{exercise.name}: {function.name} has points or checks, but not both, in {concept}"
            )


def _checks(exercise: Exercise, drawn: Corpus) -> Iterator[str]:
    """Is every function checked well enough, in words of both languages?"""
    for function in exercise.functions:
        checks = drawn.functions[function.name].judged
        if len(checks) < ENOUGH_CHECKS or len({c.kind for c in checks}) < ENOUGH_KINDS:
            yield (
                f"{exercise.name}: {function.name} needs at least {ENOUGH_CHECKS} checks "
                f"of {ENOUGH_KINDS} kinds"
            )
        for check in checks:
            if not (check.text.en.strip() and check.text.ja.strip()):
                yield f"{exercise.name}: {function.name}.{check.name} lacks a sentence"


def _catalogue(exercise: Exercise, known: Sequence[Program]) -> Iterator[str]:
    """Are there enough known programs, for functions and concepts that exist, in both languages?"""
    for function in exercise.functions:
        mine = [program for program in known if program.function == function.name]
        wrong = [program for program in mine if program.misconception]
        if len(mine) - len(wrong) < ENOUGH_ALTERNATIVES:
            yield f"{exercise.name}: {function.name} has too few alternatives"
        if len(wrong) < ENOUGH_MISCONCEPTIONS:
            yield f"{exercise.name}: {function.name} has too few misconceptions"
    points = {function.name: function.points for function in exercise.functions}
    for program in known:
        where = f"{exercise.name}: {program.function}.{program.id}"
        if program.function not in points:
            yield f"{where} belongs to no function of the exercise"
        elif program.misconception is not None:
            mistake = program.misconception
            if mistake.concept not in points[program.function]:
                yield f"{where} costs {mistake.concept}, in which the function has no points"
            texts = (mistake.text, *mistake.hints)
            if not all(text.en.strip() and text.ja.strip() for text in texts):
                yield f"{where} lacks a text in one of the languages"
