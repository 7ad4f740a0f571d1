"""One submission and one exercise become a scorecard.

The submission is opened, its code is run by an untrusted worker that only ever sees inputs, and
what comes back is compared here with what the corpus says is right.  A function that fails only
because it uses an earlier function that is wrong is asked again with the right one in its place;
what it gets right then is *carried*: one mistake is paid once.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from grader import __version__, corpus
from grader.corpus import Corpus
from grader.course import Course, Exercise
from grader.course import Function as CourseFunction
from grader.errors import SubmissionError
from grader.evaluate import Advice, Key, Outcome, Substitutes, Trial, admitting
from grader.expected import right_answer
from grader.explain import Explainer
from grader.isolation import Limits, Loaded, Session, Worker
from grader.isolation.confine import walled
from grader.marks import marks, not_judged, status, verdicts
from grader.result import (
    CheckStatus,
    FunctionResult,
    Location,
    Provenance,
    Scorecard,
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
    start: Callable[[Limits], Worker] = Worker.start,
    limits: Limits | None = None,
    only: str | None = None,
    student: str | None = None,
    advise: bool = True,
    drawn: Corpus | None = None,
) -> Scorecard:
    """Judge a submission; ``only`` one of its functions, if named.

    ``seed`` chooses the inputs; with any other than the public one, none of them is ever shown.
    ``worker``: one that was started in advance; ``start``: what starts workers, each with
    ``limits``, such as that of a fork server.  ``advise``: look for the smallest example of each
    failure, and for the mistake behind it.  ``drawn``: the corpus for this seed, loaded before.
    Raises GraderFault if the grader or its machine fails; whatever the student's code does is in
    the scorecard.
    """
    drawn = drawn or corpus.load(exercise.folder, seed)
    wanted = [f for f in exercise.functions if only in (None, f.name)]
    explain = Explainer(submission, language, reveal=seed == PUBLIC)
    with Session(
        submission.cells, limits=limits, worker=worker, drivers=drawn.drivers, start=start
    ) as session:
        loaded = session.load()
        asked = [f.name for f in wanted if f.name in loaded.defined and f.name not in loaded.todo]
        trial = Trial(drawn, asked)
        trial.run(session)
        outcomes = trial.outcomes
        printed, layers = session.printed, session.layers  # workers to come print it all again
        substitutes = _substitutes(drawn, exercise, asked, outcomes)
        carried = _carry(drawn, substitutes, session)
        found = {
            f.name: verdicts(f, drawn.functions[f.name], outcomes, carried)
            for f in wanted
            if f.name in asked
        }
        failed = {
            (name, check): outcomes[name, check]
            for name, statuses in found.items()
            if not any(outcomes[name, check].not_written for check in statuses)
            for check, status in statuses.items()
            if status == "failed"
        }
        advice = Advice()
        if advise and failed:
            from grader.feedback import advise_on  # right work does without it

            secret = seed != PUBLIC
            advice = advise_on(exercise, failed, substitutes, session, language, secret=secret)
    functions = tuple(
        _function_result(f, drawn, loaded, outcomes, found, advice, submission, explain)
        for f in wanted
    )
    remarks = explain.remarks(loaded, printed, trial.single_precision, {f.name for f in wanted})
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
            not_judged(f, drawn.functions[f.name], explain),
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


def _substitutes(
    drawn: Corpus,
    exercise: Exercise,
    asked: Sequence[str],
    outcomes: Mapping[Key, Outcome],
) -> dict[str, Substitutes]:
    """For every failed function, right versions of the earlier ones that are not right.

    An earlier function that is right in single precision only counts as wrong here: what builds on
    it with more digits cannot do better than it.
    """
    order = [f.name for f in exercise.functions]

    def wrong(name: str) -> bool:
        return name not in asked or any(
            not outcome.passed or outcome.single
            for (function, _), outcome in outcomes.items()
            if function == name
        )

    found: dict[str, Substitutes] = {}
    for position, name in enumerate(order):
        earlier = [e for e in order[:position] if wrong(e) and drawn.functions[e].definition]
        if name in asked and wrong(name) and earlier:
            found[name] = {e: admitting(right_answer(drawn.functions, e), e) for e in earlier}
    return found


def _carry(
    drawn: Corpus, substitutes: Mapping[str, Substitutes], session: Session
) -> Mapping[Key, Outcome]:
    """Ask the failed functions again, with right versions of the earlier ones that are not.

    The right versions run on this side; the student's code sees only what they return, after its
    own versions have been judged.
    """
    carried: dict[Key, Outcome] = {}
    for name, right in substitutes.items():
        again = Trial(drawn, [name])
        again.run(session, right)
        carried.update(again.outcomes)
    return carried


def _function_result(
    function: CourseFunction,
    drawn: Corpus,
    loaded: Loaded,
    outcomes: Mapping[Key, Outcome],
    found: Mapping[str, Mapping[str, CheckStatus]],
    advice: Advice,
    submission: Submission,
    explain: Explainer,
) -> FunctionResult:
    name, checks = function.name, drawn.functions[function.name]
    place = loaded.defined.get(name)
    location = Location(
        submission.path, place.line if place else None, place.cell if place else None
    )
    if name not in found:
        absent, message = explain.absent(name, loaded, drawn.functions)
        return FunctionResult(
            name, absent, location, not_judged(function, checks, explain), message
        )
    results = marks(function, checks, found[name], outcomes, advice, explain)
    whole = status(results, [outcomes[name, check.name] for check in checks.judged])
    if whole == "todo":
        return FunctionResult(
            name, whole, location, not_judged(function, checks, explain), explain.todo()
        )
    return FunctionResult(name, whole, location, results)


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
            python=".".join(map(str, sys.version_info[:3])),
            numpy=np.__version__,
            hypothesis=drawn.hypothesis,
        ),
        remarks=tuple(remarks),
        student=student,
    )
