"""From outcomes to marks: which checks count, what each is worth, and what is said about it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from grader.authoring import FunctionChecks
from grader.course import Function as CourseFunction
from grader.evaluate import Advice, Outcome
from grader.explain import Explainer
from grader.result import CheckResult, CheckStatus, FunctionStatus, points

Key = tuple[str, str]


def verdicts(
    function: CourseFunction,
    checks: FunctionChecks,
    outcomes: Mapping[Key, Outcome],
    carried: Mapping[Key, Outcome],
) -> dict[str, CheckStatus]:
    """The status of every check of a function.

    A check counts once the checks that it needs have passed: a wrong function earns nothing for
    leaving its arguments alone.
    """
    found: dict[str, CheckStatus] = {}
    for check in checks.judged:
        key = (function.name, check.name)
        again = carried.get(key)
        earned = ("passed", "carried")
        if any(found[n] not in earned for n in needs(function, checks, check.name)):
            found[check.name] = "skipped"
        elif outcomes[key].passed:
            found[check.name] = "passed"
        elif again is not None and again.passed:
            found[check.name] = "carried"
        else:
            found[check.name] = "failed"
    return found


def status(marks: Sequence[CheckResult], outcomes: Sequence[Outcome]) -> FunctionStatus:
    """What a function is as a whole."""
    if all(mark.status in ("passed", "carried") for mark in marks):
        return "passed"
    if any(outcome.not_written for outcome in outcomes):
        return "todo"
    if any(mark.score for mark in marks):
        return "partial"
    for outcome in outcomes:
        if outcome.breakdown is not None:
            return outcome.breakdown
    return "failed"


def marks(
    function: CourseFunction,
    checks: FunctionChecks,
    found: Mapping[str, CheckStatus],
    outcomes: Mapping[Key, Outcome],
    advice: Advice,
    explain: Explainer,
) -> tuple[CheckResult, ...]:
    """The checks of a function with their points, and what there is to say about the failed ones.

    A diagnosis stands with the first failed check only, as does the way to the right answer: they
    are about the function.
    """
    worth = shares(function, checks)
    diagnosis = advice.diagnoses.get(function.name)
    way: FunctionChecks | None = checks
    results = []
    for check in checks.judged:
        verdict, key, shown = found[check.name], (function.name, check.name), None
        if verdict == "failed":
            shown = advice.examples.get(key, outcomes[key])
        results.append(
            CheckResult(
                id=f"{function.name}.{check.name}",
                title=check.text[explain.language],
                kind=check.kind,
                concept=check.concept or function.main_concept,
                max_score=worth[check.name],
                status=verdict,
                message=explain.check(verdict, shown),
                counterexample=explain.counterexample(shown, way) if shown else None,
                diagnosis=diagnosis if shown else None,
            )
        )
        if shown:
            diagnosis = way = None
    return tuple(results)


def not_judged(
    function: CourseFunction, checks: FunctionChecks, explain: Explainer
) -> tuple[CheckResult, ...]:
    """The checks of a function that is not there or not written yet."""
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
