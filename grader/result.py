"""The scorecard: what a judged submission is told, as plain data.

Everybody downstream (terminal, HTML, JUnit, gradebook, batch journal) speaks only this.  Its JSON
form is ``course-result/1``: fields may be added, never renamed.  The same submission, course,
grader and seed give the same bytes, so no times appear in it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

SCHEMA = "course-result/1"

Kind = Literal["reference", "finite-difference", "property", "contract", "cost"]
CheckStatus = Literal["passed", "failed", "carried", "skipped"]
FunctionStatus = Literal[
    "passed", "partial", "failed", "todo", "missing", "error", "timeout", "crashed"
]

EARNED: frozenset[CheckStatus] = frozenset({"passed", "carried"})


def points(value: float) -> float:
    """A score as it is written: rounded to 1e-6, always finite."""
    if not math.isfinite(value):
        raise ValueError(f"a score must be finite, not {value}")
    return round(value, 6) + 0.0  # -0.0 becomes 0.0


@dataclass(frozen=True, slots=True)
class Counterexample:
    """One input on which the answer is wrong: arguments by name, and both answers, as text."""

    arguments: dict[str, Any]
    expected: Any
    got: Any
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The known mistake that an answer behaves like."""

    id: str
    source: Literal["relation", "input", "graph", "misconception"]
    text: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    id: str
    title: str
    kind: Kind
    concept: str
    max_score: float
    status: CheckStatus
    message: str = ""
    counterexample: Counterexample | None = None
    diagnosis: Diagnosis | None = None

    @property
    def score(self) -> float:
        """All of the check's points or none: partial credit comes from having several checks."""
        return self.max_score if self.status in EARNED else 0.0


@dataclass(frozen=True, slots=True)
class Location:
    """Where a function was found; ``cell`` is the notebook cell, None in a .py file."""

    file: str
    line: int | None = None
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class FunctionResult:
    name: str
    status: FunctionStatus
    location: Location
    checks: tuple[CheckResult, ...]
    message: str = ""

    @property
    def score(self) -> float:
        return points(math.fsum(check.score for check in self.checks))

    @property
    def max_score(self) -> float:
        return points(math.fsum(check.max_score for check in self.checks))


@dataclass(frozen=True, slots=True)
class Score:
    score: float
    max_score: float


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the marks depend on: the same provenance and submission give the same scorecard."""

    grader: str
    corpus: str
    seed: str
    python: str
    numpy: str
    hypothesis: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    course: str
    course_version: str
    exercise: str
    path: str
    sha256: str
    functions: tuple[FunctionResult, ...]
    isolation: tuple[str, ...]
    provenance: Provenance
    remarks: tuple[str, ...] = ()
    student: str | None = None
    walled: bool = field(default=False)

    @property
    def score(self) -> float:
        return points(math.fsum(function.score for function in self.functions))

    @property
    def max_score(self) -> float:
        return points(math.fsum(function.max_score for function in self.functions))

    @property
    def full_marks(self) -> bool:
        return all(f.status == "passed" for f in self.functions)

    @property
    def concepts(self) -> dict[str, Score]:
        """Score per concept, in the order in which the checks meet them."""
        return _by_concept(check for function in self.functions for check in function.checks)

    def to_json(self) -> dict[str, Any]:
        """The scorecard as ``course-result/1``."""
        return {
            "schema": SCHEMA,
            "course": {"id": self.course, "version": self.course_version},
            "exercise": self.exercise,
            "submission": {"path": self.path, "sha256": self.sha256, "student": self.student},
            "score": self.score,
            "max_score": self.max_score,
            "concepts": {
                name: {"score": s.score, "max_score": s.max_score}
                for name, s in self.concepts.items()
            },
            "functions": [_function_json(function) for function in self.functions],
            "remarks": list(self.remarks),
            "isolation": {
                "level": "walled" if self.walled else "process",
                "layers": list(self.isolation),
            },
            "provenance": {
                name: getattr(self.provenance, name) for name in Provenance.__dataclass_fields__
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Scorecard:
        """The inverse of :meth:`to_json`.  Raises ValueError for what is no ``course-result/1``."""
        if data.get("schema") != SCHEMA:
            raise ValueError(f"this is no {SCHEMA}, but {data.get('schema')!r}")
        try:
            return cls(
                course=data["course"]["id"],
                course_version=data["course"]["version"],
                exercise=data["exercise"],
                path=data["submission"]["path"],
                sha256=data["submission"]["sha256"],
                functions=tuple(map(_function_from, data["functions"])),
                isolation=tuple(data["isolation"]["layers"]),
                provenance=Provenance(**data["provenance"]),
                remarks=tuple(data["remarks"]),
                student=data["submission"]["student"],
                walled=data["isolation"]["level"] == "walled",
            )
        except (LookupError, TypeError, AttributeError) as error:
            raise ValueError(f"this is no complete {SCHEMA} ({error})") from error

    def dumps(self, indent: int | None = None) -> str:
        return json.dumps(self.to_json(), ensure_ascii=False, indent=indent, allow_nan=False)


def _by_concept(checks: Iterable[CheckResult]) -> dict[str, Score]:
    totals: dict[str, list[CheckResult]] = {}
    for check in checks:
        totals.setdefault(check.concept, []).append(check)
    return {
        concept: Score(
            points(math.fsum(check.score for check in group)),
            points(math.fsum(check.max_score for check in group)),
        )
        for concept, group in totals.items()
    }


def _function_json(function: FunctionResult) -> dict[str, Any]:
    where = function.location
    return {
        "name": function.name,
        "score": function.score,
        "max_score": function.max_score,
        "status": function.status,
        "message": function.message,
        "location": {"file": where.file, "line": where.line, "cell": where.cell},
        "checks": [_check_json(check) for check in function.checks],
    }


def _check_json(check: CheckResult) -> dict[str, Any]:
    example, diagnosis = check.counterexample, check.diagnosis
    return {
        "id": check.id,
        "title": check.title,
        "kind": check.kind,
        "concept": check.concept,
        "score": check.score,
        "max_score": check.max_score,
        "status": check.status,
        "message": check.message,
        "counterexample": None
        if example is None
        else {
            "arguments": example.arguments,
            "expected": example.expected,
            "got": example.got,
            "note": example.note,
        },
        "diagnosis": None
        if diagnosis is None
        else {"id": diagnosis.id, "source": diagnosis.source, "text": diagnosis.text},
    }


def _function_from(data: Mapping[str, Any]) -> FunctionResult:
    return FunctionResult(
        data["name"],
        data["status"],
        Location(**data["location"]),
        tuple(map(_check_from, data["checks"])),
        data["message"],
    )


def _check_from(data: Mapping[str, Any]) -> CheckResult:
    example, diagnosis = data["counterexample"], data["diagnosis"]
    return CheckResult(
        data["id"],
        data["title"],
        data["kind"],
        data["concept"],
        data["max_score"],
        data["status"],
        data["message"],
        None if example is None else Counterexample(**example),
        None if diagnosis is None else Diagnosis(**diagnosis),
    )
