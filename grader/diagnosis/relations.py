"""Answers that are the right one, seen through a simple mistake: a sign, a factor, an axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np

from grader.compare import Expected, numbers
from grader.diagnosis import Candidate, Evidence, behaves_like
from grader.diagnosis.parts import (
    Path,
    answer,
    at,
    named,
    rebuilt,
    written,
    wrong_parts,
)
from grader.diagnosis.simple_mistakes import SIMPLE, WHOLE, WITH_AN_ARGUMENT
from grader.result import Diagnosis
from reference.catalogue import Language

# From the right value of the part in question, the evidence and the path to the part, to what the
# mistake makes of it.
Relation: TypeAlias = Callable[[Any, Evidence, Path], Any]
Named: TypeAlias = tuple[str, str, str, Relation]

_CONSTANTS = {2.0: "2", 0.5: "1/2", -2.0: "−2", -0.5: "−1/2", 3.0: "3", 4.0: "4", 0.25: "1/4"}


def candidates(evidence: Sequence[Evidence], language: Language) -> Iterator[Candidate]:
    """Every relation, applied to the parts of the answer that are wrong somewhere."""
    found = wrong_parts(evidence)
    if found is None or not found[0]:
        return
    wrong, known = found
    part = named(wrong, known)
    for name, en, ja, relation in _relations(evidence, wrong, known):
        diagnosis = Diagnosis(name, "relation", behaves_like(en + part[0], ja + part[1], language))
        yield Candidate(diagnosis, _applied(relation, wrong))
    for name, en, ja, whole in WHOLE if isinstance(evidence[0].right, (tuple, dict)) else ():
        diagnosis = Diagnosis(name, "relation", behaves_like(en, ja, language))
        yield Candidate(diagnosis, _of_the_whole(whole))


def _applied(relation: Relation, wrong: Sequence[Path]) -> Callable[[Evidence], Any]:
    """The whole right answer, with the relation in the wrong parts."""

    def predict(one: Evidence) -> Any:
        return rebuilt(
            one.right,
            lambda path, right: relation(right, one, path) if path in wrong else right,
        )

    return predict


def _of_the_whole(relation: Callable[[Any], Any]) -> Callable[[Evidence], Any]:
    return lambda one: relation(_values(one.right))


def _values(right: Expected) -> Any:
    return rebuilt(right, lambda path, value: value)


def _relations(
    evidence: Sequence[Evidence], wrong: Sequence[Path], known: Sequence[Path]
) -> Iterator[Named]:
    """(id, English, Japanese, relation), the simplest first."""
    for name, en, ja, simple in SIMPLE:
        yield name, en, ja, _alone(simple)
    for factor in _constant_factors(evidence, wrong):
        shown = _CONSTANTS.get(factor, f"{factor:.6g}")
        yield (
            "factor",
            f"{shown} times the right answer",
            f"正しい答えの {shown} 倍か",
            _scaled(factor),
        )
    for size, count in _sizes(evidence[0]):
        for name, en, ja, power in (
            ("times-size", "the right answer times {}", "正しい答えに {} を掛けたか", 1),
            ("divided-by-size", "the right answer divided by {}", "正しい答えを {} で割ったか", -1),
            (
                "times-size-squared",
                "the right answer times {} squared",
                "正しい答えに {} の 2 乗を掛けたか",
                2,
            ),
        ):
            yield name, en.format(size), ja.format(size), _sized(count, power)
    if len(wrong) == 1:
        for other in known:
            if other != wrong[0]:
                yield (
                    "another-output",
                    f"another part of the answer, {written(other)}",
                    f"答えの別の部分 {written(other)} か",
                    _part(other),
                )
    for name, value in evidence[0].arguments.items():
        if isinstance(value, dict) or (not callable(value) and numbers(value) is not None):
            for kind, en, ja, relation in WITH_AN_ARGUMENT:
                yield kind, en.format(name), ja.format(name), _with_argument(relation, name)


def _alone(relation: Callable[[Any], Any]) -> Relation:
    return lambda r, e, path: relation(r)


def _with_argument(relation: Callable[[Any, Any], Any], name: str) -> Relation:
    """The argument, or where it is a dictionary like the answer, what it has at the same path."""

    def related(r: Any, e: Evidence, path: Path) -> Any:
        argument = e.arguments[name]
        for key in path if isinstance(argument, dict) else ():
            argument = argument[key]
        return relation(r, np.asarray(argument, float))

    return related


def _scaled(factor: float) -> Relation:
    return lambda r, e, path: factor * r


def _sized(count: Callable[[Evidence], int], power: int) -> Relation:
    return lambda r, e, path: float(count(e)) ** power * r


def _part(other: Path) -> Relation:
    return lambda r, e, path: at(e.right, other)


# -- what the evidence suggests -------------------------------------------------------------------


def _constant_factors(evidence: Sequence[Evidence], wrong: Sequence[Path]) -> Iterator[float]:
    """The one number by which all wrong parts differ from the right ones, if there is one."""
    for one in evidence:
        right = np.asarray(at(one.right, wrong[0]), float)
        got = answer(one.did.value, wrong[0])
        if got is None or got.shape != right.shape:
            return
        telling = np.abs(right) > 1e-6 * np.max(np.abs(right), initial=0.0)
        if np.any(telling):
            factor = float(got[telling][0] / right[telling][0])
            nearest = min(_CONSTANTS, key=lambda c: abs(c - factor))
            factor = nearest if abs(nearest - factor) < 1e-6 * abs(nearest) else factor
            if np.isfinite(factor) and factor not in (0.0, 1.0, -1.0):
                yield factor
            return


def _sizes(first: Evidence) -> Iterator[tuple[str, Callable[[Evidence], int]]]:
    """Lengths of the arguments, by what a person would write for them."""
    for name, value in first.arguments.items():
        if isinstance(value, list):
            yield f"len({name})", _length(name)
        elif isinstance(value, np.ndarray) and value.ndim:
            yield f"len({name})", _length(name)
            for axis in range(1, value.ndim):
                yield f"{name}.shape[{axis}]", _length(name, axis)
            if value.ndim > 1:
                yield f"{name}.size", _count(name)


def _count(name: str) -> Callable[[Evidence], int]:
    return lambda e: int(e.arguments[name].size)


def _length(name: str, axis: int = 0) -> Callable[[Evidence], int]:
    return lambda e: np.shape(e.arguments[name])[axis] if axis else len(e.arguments[name])
