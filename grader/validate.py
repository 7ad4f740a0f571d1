"""Is the course itself right?

Known-right programs must get full marks and known-wrong ones must lose points of exactly their
function and concept; stubs get nothing; of the machine's own wrong programs none survives.  Each
program goes through the same worker and judge as a student's.  What can be seen without running
anything (texts, figures, stray files) is the business of :mod:`grader.material`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from traceback import extract_tb
from typing import Any

from grader import corpus, material, programs
from grader.corpus import Corpus
from grader.course import Course, Exercise
from grader.errors import CourseError
from grader.judge import PUBLIC, judge
from grader.mutants import equivalent, mutants
from grader.programs import Program
from grader.result import FunctionResult, Scorecard
from grader.submission import read
from grader.trusted import Job, scorecards

ENOUGH_CHECKS, ENOUGH_KINDS = 3, 2
ENOUGH_ALTERNATIVES = 4
ENOUGH_MISCONCEPTIONS = {"function": 6, "class": 12}


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
    alternatives: dict[str, int] = field(default_factory=dict)
    misconceptions: dict[str, int] = field(default_factory=dict)
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
            "alternatives": self.alternatives,
            "misconceptions": self.misconceptions,
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

    def job(self, seed: str) -> Job:
        """The whole exercise: asked alone, a wrong function could be carried by earlier ones."""
        submission = programs.submission(self.solution, self.program)
        return Job(self.exercise.name, submission, seed=seed)


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
    if list(exercises) == list(course.exercises):
        report.faults += material.strays(course)
    for exercise in exercises:
        report.faults += material.faults(exercise, folder)
        try:
            work += _prepared(report, course, exercise, seed, mutate)
        except CourseError as error:
            report.faults.append(f"{exercise.name}: {error}")
        except Exception as error:  # what an author wrote was run: checks, known programs
            if (mistake := _in_the_exercise(error, exercise, course.root)) is None:
                raise
            report.faults.append(f"{exercise.name}: {mistake}")

    jobs = [item.job(seed) for item in work]
    for item, scorecard in zip(work, scorecards(course.root, jobs), strict=True):
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


def _in_the_exercise(error: Exception, exercise: Exercise, root: Path) -> str | None:
    """An exception that came out of an exercise's files, with its place; None for any other."""
    places = [(frame.filename, frame.lineno) for frame in extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        places.append((error.filename or "", error.lineno))
    folders = (exercise.folder, *(root / "reference" / name for name in material.CATALOGUES))
    for file, line in reversed(places):
        if any(Path(file).is_relative_to(folder) for folder in folders):
            shown = Path(file).relative_to(root).as_posix()
            said = error.msg if isinstance(error, SyntaxError) else str(error)
            return f"{shown}:{line}: {type(error).__name__}: {said}"
    return None


def _prepared(
    report: Report, course: Course, exercise: Exercise, seed: str, mutate: bool
) -> Sequence[_Work]:
    """The programs of an exercise to judge; none if its files do not fit each other.

    Raises CourseError for a file that is missing or cannot be read.
    """
    folder = course.root / "reference"
    drawn = corpus.load(exercise.folder, seed)
    if disagreements := list(_disagreements(exercise, drawn)):
        report.faults += disagreements  # nothing can be judged
        return ()
    report.faults += _checks(exercise, drawn)
    right = list(programs.alternatives(exercise.name, folder))
    wrong = list(programs.misconceptions(exercise.name, folder))
    solution = programs.solution(exercise.name, folder)
    stub = read(exercise.folder / f"{exercise.name}.py")
    made = list(_mutants(exercise, solution)) if mutate else []
    equivalent(folder, exercise.name)  # says so if it cannot be read
    report.faults += _catalogue(exercise, solution, [*right, *wrong])
    report.faults += material.given_away(exercise, solution, [*right, *wrong])
    untouched = judge(course, exercise, stub, seed=seed, advise=False)
    report.stubs[exercise.name] = untouched.score
    report.faults += _stub_faults(untouched)
    report.alternatives[exercise.name] = len(right)
    report.misconceptions[exercise.name] = len(wrong)
    return [
        _Work(exercise, solution),
        *(_Work(exercise, solution, program) for program in (*right, *wrong)),
        *(_Work(exercise, solution, program, mutant=True) for program in made),
    ]


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
            if not material.written(check.text):
                yield (
                    f"{exercise.name}: {function.name}.{check.name} lacks a sentence in one of "
                    f"the languages"
                )


def _catalogue(exercise: Exercise, solution: str, known: Sequence[Program]) -> Iterator[str]:
    """Are there enough known programs, for functions and concepts that exist, in both languages?"""
    name = exercise.name
    classes = {n.name for n in ast.parse(solution).body if isinstance(n, ast.ClassDef)}
    for function in exercise.functions:
        mine = [program for program in known if program.function == function.name]
        wrong = sum(program.misconception is not None for program in mine)
        enough = ENOUGH_MISCONCEPTIONS["class" if function.name in classes else "function"]
        for there, wanted, catalogue in (
            (len(mine) - wrong, ENOUGH_ALTERNATIVES, "alternatives"),
            (wrong, enough, "misconceptions"),
        ):
            if there < wanted:
                yield (
                    f"{name}: {function.name} has {there} of {wanted} {catalogue}; write "
                    f"{wanted - there} more in reference/{catalogue}/{name}.py"
                )
    points = {function.name: function.points for function in exercise.functions}
    for program in known:
        where = f"{name}: {program.function}.{program.id}"
        if program.function not in points:
            yield f"{where} belongs to no function of the exercise"
        elif program.misconception is not None:
            mistake = program.misconception
            if mistake.concept not in points[program.function]:
                yield f"{where} costs {mistake.concept}, in which the function has no points"
            if not all(map(material.written, (mistake.text, *mistake.hints))):
                yield f"{where} lacks a text in one of the languages"
