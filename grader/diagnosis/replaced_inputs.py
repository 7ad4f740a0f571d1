"""Answers that are right for another input: one argument taken for 0, for 1, or for another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from grader.authoring import FunctionChecks
from grader.compare import numbers
from grader.corpus import call
from grader.diagnosis import Candidate, Evidence, behaves_like
from grader.result import Diagnosis
from reference.catalogue import Language


def candidates(
    function: FunctionChecks, evidence: Sequence[Evidence], language: Language
) -> Iterator[Candidate]:
    """The reference with one input replaced."""
    definition = function.definition
    assert definition is not None

    def candidate(name: str, value: Callable[[Evidence], Any], en: str, ja: str) -> Candidate:
        def predict(one: Evidence) -> Any:
            return call(definition, {**one.arguments, name: value(one)})

        said = behaves_like(en, ja, language)
        return Candidate(Diagnosis(f"input-{name}", "input", said), predict)

    first = evidence[0].arguments
    real = [name for name, value in first.items() if _is_real(value)]
    for name in real:
        for constant in (0.0, 1.0):
            yield candidate(
                name,
                _constant(name, constant),
                f"the right answer for {name} = {constant:g}, whatever {name} is",
                f"{name} が何であっても {name} = {constant:g} として求めた答えか",
            )
        yield candidate(
            name,
            _negated(name),
            f"the right answer for −{name} in the place of {name}",
            f"{name} のかわりに −{name} を使って求めた答えか",
        )
        for other in real:
            if other != name and np.shape(first[other]) == np.shape(first[name]):
                yield candidate(
                    name,
                    _argument(other),
                    f"the right answer with {other} in the place of {name}",
                    f"{name} のかわりに {other} を使って求めた答えか",
                )
    for i, name in enumerate(real):
        for other in real[i + 1 :]:
            if np.shape(first[other]) == np.shape(first[name]):
                yield _exchanged(definition, name, other, language)


def _exchanged(definition: Any, name: str, other: str, language: Language) -> Candidate:
    def predict(one: Evidence) -> Any:
        swapped = {name: one.arguments[other], other: one.arguments[name]}
        return call(definition, {**one.arguments, **swapped})

    said = behaves_like(
        f"the right answer with {name} and {other} exchanged",
        f"{name} と {other} を取り違えて求めた答えか",
        language,
    )
    return Candidate(Diagnosis(f"exchanged-{name}-{other}", "input", said), predict)


def _constant(name: str, constant: float) -> Callable[[Evidence], Any]:
    return lambda one: _filled(one.arguments[name], constant)


def _negated(name: str) -> Callable[[Evidence], Any]:
    return lambda one: -np.asarray(one.arguments[name])[()]


def _argument(name: str) -> Callable[[Evidence], Any]:
    return lambda one: one.arguments[name]


def _is_real(value: Any) -> bool:
    array = None if callable(value) else numbers(value)
    return isinstance(value, (float, np.ndarray)) and array is not None


def _filled(value: Any, constant: float) -> Any:
    return np.full(np.shape(value), constant) if np.ndim(value) else constant
