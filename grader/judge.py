"""One submission and one exercise become a scorecard.

The submission is opened, its code is run by an untrusted worker that only ever sees inputs, and
what comes back is compared here with what the corpus says is right.  A function that fails only
because it uses an earlier function that is wrong is asked again with the right one in its place;
what it gets right then is *carried*: one mistake is paid once.
"""

from __future__ import annotations

import hashlib
import math
import platform
from collections.abc import Mapping, Sequence

import numpy as np

from grader import __version__, corpus
from grader.authoring import FunctionChecks
from grader.corpus import Corpus
from grader.course import Course, Exercise
from grader.course import Function as CourseFunction
from grader.errors import SubmissionError
from grader.evaluate import Outcome, Trial, admitting
from grader.explain import Explainer
from grader.isolation import Loaded, Session, Worker
from grader.isolation.confine import walled
from grader.result import (
    CheckResult,
    FunctionResult,
    FunctionStatus,
    Location,
    Provenance,
    Scorecard,
    points,
)
from grader.submission import Submission
from reference.catalogue import Language

PUBLIC = "public"


def judge(
    course: Course,
    exercise: Exercise,
    submission: Submission,
    *,
    seed: str = PUBLIC,
    language: Language = "en",
    worker: Worker | None = None,
    only: str | None = None,
    student: str | None = None,
) -> Scorecard:
    """Judge a submission; ``only`` one of its functions, if named.

    ``seed`` chooses the inputs; with any other than the public one, no input is ever shown.
    Raises GraderFault if the grader or its machine fails; whatever the student's code does is in
    the scorecard.
    """
    drawn = corpus.load(exercise.folder, seed)
    wanted = [f for f in exercise.functions if only in (None, f.name)]
    explain = Explainer(submission, language, reveal=seed == PUBLIC)
    with Session(submission.cells, worker=worker, drivers=drawn.drivers) as session:
        loaded = session.load()
        asked = [f.name for f in wanted if f.name in loaded.defined and f.name not in loaded.todo]
        trial = Trial(drawn, asked)
        trial.run(session)
        outcomes = trial.outcomes
        carried = _carry(drawn, exercise, asked, outcomes, session)
        printed, layers = session.printed, session.layers
    functions = tuple(
        _function_result(f, drawn, loaded, outcomes, carried, submission, explain) for f in wanted
    )
    remarks = explain.remarks(loaded, printed, single=trial.single_precision)
    return _scorecard(
        course,
        exercise,
        submission.path,
        submission.sha256,
        functions,
        remarks,
        drawn,
        seed,
        layers,
        student,
    )


def unreadable(
    course: Course,
    exercise: Exercise,
    path: str,
    error: SubmissionError,
    language: Language = "en",
    *,
    seed: str = PUBLIC,
    student: str | None = None,
) -> Scorecard:
    """The scorecard of a submission that could not be opened: no points, and the reason."""
    drawn = corpus.load(exercise.folder, seed)
    explain = Explainer(None, language, reveal=False)
    functions = tuple(
        FunctionResult(
            f.name,
            "missing",
            Location(path),
            _not_judged(f, drawn.functions[f.name], explain),
            explain.unreadable(),
        )
        for f in exercise.functions
    )
    return _scorecard(
        course,
        exercise,
        path,
        hashlib.sha256(b"").hexdigest(),
        functions,
        (error.text(language),),
        drawn,
        seed,
        (),
        student,
    )


def _carry(
    drawn: Corpus,
    exercise: Exercise,
    asked: Sequence[str],
    outcomes: Mapping[tuple[str, str], Outcome],
    session: Session,
) -> Mapping[tuple[str, str], Outcome]:
    """Ask the failed functions again, with right versions of the earlier ones that are not.

    An earlier function that is right in single precision only counts as wrong here: what builds on
    it with more digits cannot do better than it.  The right versions run on this side; the
    student's code sees only what they return, after its own versions have been judged.
    """
    order = [f.name for f in exercise.functions]

    def wrong(name: str) -> bool:
        return name not in asked or any(
            not outcome.passed or outcome.single
            for (function, _), outcome in outcomes.items()
            if function == name
        )

    carried: dict[tuple[str, str], Outcome] = {}
    for position, name in enumerate(order):
        earlier = [e for e in order[:position] if wrong(e) and drawn.functions[e].definition]
        if name not in asked or not wrong(name) or not earlier:
            continue
        again = Trial(drawn, [name])
        right = {e: admitting(corpus.right_answer(drawn.functions, e), e) for e in earlier}
        again.run(session, right)
        carried.update(again.outcomes)
    return carried


def _function_result(
    function: CourseFunction,
    drawn: Corpus,
    loaded: Loaded,
    outcomes: Mapping[tuple[str, str], Outcome],
    carried: Mapping[tuple[str, str], Outcome],
    submission: Submission,
    explain: Explainer,
) -> FunctionResult:
    name, checks = function.name, drawn.functions[function.name]
    place = loaded.defined.get(name)
    location = Location(
        submission.path, place.line if place else None, place.cell if place else None
    )
    if place is None or name in loaded.todo:
        status, message = explain.absent(name, loaded)
        return FunctionResult(
            name, status, location, _not_judged(function, checks, explain), message
        )
    results = _check_results(function, checks, outcomes, carried, explain)
    status = _status(results, [outcomes[name, check.name] for check in checks.judged])
    if status == "todo":
        return FunctionResult(
            name, status, location, _not_judged(function, checks, explain), explain.todo()
        )
    return FunctionResult(name, status, location, results)


def _status(results: Sequence[CheckResult], outcomes: Sequence[Outcome]) -> FunctionStatus:
    if any(outcome.not_written for outcome in outcomes):
        return "todo"
    if all(result.status in ("passed", "carried") for result in results):
        return "passed"
    if any(result.score for result in results):
        return "partial"
    for outcome in outcomes:
        if outcome.breakdown is not None:
            return outcome.breakdown
    return "failed"


def _check_results(
    function: CourseFunction,
    checks: FunctionChecks,
    outcomes: Mapping[tuple[str, str], Outcome],
    carried: Mapping[tuple[str, str], Outcome],
    explain: Explainer,
) -> tuple[CheckResult, ...]:
    """The checks of a function with their points.

    A check counts once the checks that it needs have passed: a wrong function earns nothing for
    leaving its arguments alone.
    """
    worth = shares(function, checks)
    results: dict[str, CheckResult] = {}
    for check in checks.judged:
        key = (function.name, check.name)
        outcome = outcomes[key]
        again = carried.get(key)
        waits = [n for n in needs(function, checks, check.name) if results[n].score == 0]
        if waits:
            status, shown = "skipped", None
        elif outcome.passed:
            status, shown = "passed", None
        elif again is not None and again.passed:
            status, shown = "carried", None
        else:
            status, shown = "failed", outcome
        results[check.name] = CheckResult(
            id=f"{function.name}.{check.name}",
            title=check.text[explain.language],
            kind=check.kind,
            concept=check.concept or function.main_concept,
            max_score=worth[check.name],
            status=status,  # type: ignore[arg-type]
            message=explain.check(status, shown),
            counterexample=explain.counterexample(shown) if shown else None,
        )
    return tuple(results.values())


def _not_judged(
    function: CourseFunction, checks: FunctionChecks, explain: Explainer
) -> tuple[CheckResult, ...]:
    worth = shares(function, checks)
    return tuple(
        CheckResult(
            id=f"{function.name}.{check.name}",
            title=check.text[explain.language],
            kind=check.kind,
            concept=check.concept or function.main_concept,
            max_score=worth[check.name],
            status="skipped",
        )
        for check in checks.judged
    )


def shares(function: CourseFunction, checks: FunctionChecks) -> dict[str, float]:
    """The points of each check: every concept's points, shared by weight, summing exactly."""
    worth: dict[str, float] = {}
    for concept, total in function.points.items():
        group = [c for c in checks.judged if (c.concept or function.main_concept) == concept]
        weights = [check.weight for check in group]
        left = total
        for check, weight in zip(group[:-1], weights, strict=False):
            worth[check.name] = points(total * weight / math.fsum(weights))
            left -= worth[check.name]
        worth[group[-1].name] = points(left)
    return worth


def needs(function: CourseFunction, checks: FunctionChecks, name: str) -> tuple[str, ...]:
    """Which checks must have passed for this one to count."""
    main = function.main_concept
    check = next(check for check in checks.judged if check.name == name)
    if check.needs is not None:
        return check.needs
    if check.kind == "reference":
        return ()
    concept = check.concept or main
    same = [c for c in checks.judged if (c.concept or main) == concept]
    before = same[: same.index(check)]
    return tuple(c.name for c in before if c.kind == "reference") or tuple(
        c.name for c in before[:1]
    )


def _scorecard(
    course: Course,
    exercise: Exercise,
    path: str,
    sha256: str,
    functions: tuple[FunctionResult, ...],
    remarks: Sequence[str],
    drawn: Corpus,
    seed: str,
    layers: tuple[str, ...],
    student: str | None,
) -> Scorecard:
    secret = "sha256:" + hashlib.sha256(seed.encode()).hexdigest()
    return Scorecard(
        course=course.id,
        course_version=course.version,
        exercise=exercise.name,
        path=path,
        sha256=sha256,
        functions=functions,
        isolation=layers,
        walled=walled(layers),
        provenance=Provenance(
            grader=__version__,
            corpus=f"sha256:{drawn.digest}",
            seed=PUBLIC if seed == PUBLIC else secret,
            python=platform.python_version(),
            numpy=np.__version__,
            hypothesis=drawn.hypothesis,
        ),
        remarks=tuple(remarks),
        student=student,
    )
