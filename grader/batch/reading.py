"""A scorecard from its JSON: what the reports and the gradebook are given of a results file."""

from __future__ import annotations

from typing import Any

from grader.result import (
    CheckResult,
    Counterexample,
    Diagnosis,
    FunctionResult,
    Location,
    Provenance,
    Scorecard,
)


def scorecard(card: dict[str, Any]) -> Scorecard:
    """The scorecard that ``course-result/1`` describes; fields that are not known are left out."""
    what, provenance = card["submission"], card["provenance"]
    return Scorecard(
        course=card["course"]["id"],
        course_version=card["course"]["version"],
        exercise=card["exercise"],
        path=what["path"],
        sha256=what["sha256"],
        functions=tuple(_function(function) for function in card["functions"]),
        isolation=tuple(card["isolation"]["layers"]),
        provenance=Provenance(**{n: provenance[n] for n in Provenance.__dataclass_fields__}),
        remarks=tuple(card["remarks"]),
        student=what["student"],
        walled=card["isolation"]["level"] == "walled",
    )


def _function(function: dict[str, Any]) -> FunctionResult:
    where = function["location"]
    return FunctionResult(
        function["name"],
        function["status"],
        Location(where["file"], where["line"], where["cell"]),
        tuple(_check(check) for check in function["checks"]),
        function["message"],
    )


def _check(check: dict[str, Any]) -> CheckResult:
    example, diagnosis = check["counterexample"], check["diagnosis"]
    return CheckResult(
        id=check["id"],
        title=check["title"],
        kind=check["kind"],
        concept=check["concept"],
        max_score=check["max_score"],
        status=check["status"],
        message=check["message"],
        counterexample=None
        if example is None
        else Counterexample(
            example["arguments"], example["expected"], example["got"], example.get("note")
        ),
        diagnosis=None
        if diagnosis is None
        else Diagnosis(diagnosis["id"], diagnosis["source"], diagnosis["text"]),
    )
