"""Answers that are right for another input: one argument taken for 0, for its size, for another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from grader.authoring import Check, FunctionChecks
from grader.compare import numbers
from grader.diagnosis import Candidate, Evidence, behaves_like
from grader.expected import call
from grader.result import Diagnosis
from reference.catalogue import Language

Change = Callable[[Any], Any]

# (English, Japanese, what is used in the place of a number or an array)
_OF_ANY: tuple[tuple[str, str, Change], ...] = (
    ("for −{0} in the place of {0}", "{0} のかわりに −{0} を使って求めた答えか", lambda x: -x),
    ("with {0} taken without its sign", "{0} の絶対値を使って求めた答えか", abs),
    ("with only the sign of {0}", "{0} の符号だけを使って求めた答えか", np.sign),
    ("with {0} squared", "{0} を 2 乗して求めた答えか", lambda x: x * x),
    ("with twice {0}", "{0} を 2 倍して求めた答えか", lambda x: 2 * x),
    ("with half of {0}", "{0} を半分にして求めた答えか", lambda x: x / 2),
    ("with {0} cut off below 0", "負の {0} を 0 として求めた答えか", lambda x: np.maximum(x, 0.0)),
    ("with {0} rounded to whole numbers", "{0} を整数に丸めて求めた答えか", np.trunc),
)


def _spread(combined: Change) -> Change:
    return lambda x: np.full(x.shape, combined(x))


def _only(place: Callable[[Any], Any]) -> Change:
    def kept(x: Any) -> Any:
        here = np.unravel_index(place(x), x.shape)
        alone = np.zeros_like(x)
        alone[here] = x[here]
        return alone

    return kept


_OF_AN_ARRAY: tuple[tuple[str, str, Change], ...] = (
    (
        "with {0} scaled to length 1",
        "{0} を長さ 1 にそろえて求めた答えか",
        lambda x: x / np.linalg.norm(x),
    ),
    (
        "with only the largest element (by size) of {0}, 0 for all others",
        "{0} の絶対値がいちばん大きい成分だけを使って求めた答えか",
        _only(lambda x: np.argmax(np.abs(x))),
    ),
    (
        "with only the first element of {0}, 0 for all others",
        "{0} の最初の成分だけを使って求めた答えか",
        _only(lambda x: 0),
    ),
    (
        "with only the last element of {0}, 0 for all others",
        "{0} の最後の成分だけを使って求めた答えか",
        _only(lambda x: x.size - 1),
    ),
    (
        "with the sum of {0} in the place of every element",
        "{0} のどの成分のかわりにも合計を使って求めた答えか",
        _spread(np.sum),
    ),
    (
        "with the mean of {0} in the place of every element",
        "{0} のどの成分のかわりにも平均を使って求めた答えか",
        _spread(np.mean),
    ),
    (
        "with the first element of {0} in the place of every element",
        "{0} のどの成分のかわりにも最初の成分を使って求めた答えか",
        _spread(lambda x: x.flat[0]),
    ),
    ("with {0} back to front", "{0} を逆順にして求めた答えか", lambda x: x[::-1]),
    ("with {0} moved by one place", "{0} を一つずらして求めた答えか", lambda x: np.roll(x, 1, 0)),
    ("with {0} transposed", "{0} を転置して求めた答えか", lambda x: x.T),
    (
        "with the mean of {0} taken off",
        "{0} から平均を引いて求めた答えか",
        lambda x: x - x.mean(),
    ),
)

_OF_A_COUNT: tuple[tuple[str, str, Change], ...] = (
    (
        "for {0} − 1 in the place of {0}",
        "{0} のかわりに {0} − 1 を使って求めた答えか",
        lambda n: n - 1,
    ),
    (
        "for {0} + 1 in the place of {0}",
        "{0} のかわりに {0} + 1 を使って求めた答えか",
        lambda n: n + 1,
    ),
    (
        "for {0} = 0, whatever {0} is",
        "{0} が何であっても {0} = 0 として求めた答えか",
        lambda n: n * 0,
    ),
    (
        "for {0} = 1, whatever {0} is",
        "{0} が何であっても {0} = 1 として求めた答えか",
        lambda n: n * 0 + 1,
    ),
)


def candidates(
    function: FunctionChecks, evidence: Sequence[Evidence], language: Language
) -> Iterator[Candidate]:
    """The reference with one input replaced."""
    definition = function.definition
    assert definition is not None
    first = evidence[0].arguments
    real = [name for name, value in first.items() if _is_real(value)]

    def candidate(name: str, value: Callable[[Evidence], Any], en: str, ja: str) -> Candidate:
        def predict(one: Evidence) -> Any:
            return call(definition, {**one.arguments, name: value(one)})

        said = behaves_like(f"the right answer {en.format(name)}", ja.format(name), language)
        return Candidate(Diagnosis(f"input-{name}", "input", said), predict)

    for name in real:
        for constant in (0.0, 1.0, *_default(definition, name)):
            shown = f"{constant:g}"
            yield candidate(
                name,
                _changed(name, _filled(constant)),
                f"for {{0}} = {shown}, whatever {{0}} is",
                f"{{0}} が何であっても {{0}} = {shown} として求めた答えか",
            )
        for other in real:
            if other != name and np.shape(first[other]) == np.shape(first[name]):
                yield candidate(
                    name,
                    _argument(other),
                    f"with {other} in the place of {{0}}",
                    f"{{0}} のかわりに {other} を使って求めた答えか",
                )
    for name, value in first.items():
        for en, ja, change in _changes_of(value):
            yield candidate(name, _changed(name, change), en, ja)
    for name in real:
        for other, value in first.items():
            if other != name and (isinstance(value, (list, dict)) or np.ndim(value)):
                yield candidate(
                    name,
                    _divided(name, other),
                    f"with {{0}} divided by len({other})",
                    f"{{0}} を len({other}) で割って求めた答えか",
                )
    for i, name in enumerate(real):
        for other in real[i + 1 :]:
            if np.shape(first[other]) == np.shape(first[name]):
                yield _exchanged(definition, name, other, language)


def _filled(constant: float) -> Change:
    return lambda x: np.full(np.shape(x), constant)[()]


def _argument(name: str) -> Callable[[Evidence], Any]:
    return lambda one: one.arguments[name]


def _divided(name: str, other: str) -> Callable[[Evidence], Any]:
    return lambda one: one.arguments[name] / len(one.arguments[other])


def _changes_of(value: Any) -> Iterator[tuple[str, str, Change]]:
    if isinstance(value, dict):
        if all(map(_is_real, value.values())):
            yield from _OF_ANY
            yield from _OF_AN_ARRAY
    elif _is_real(value):
        yield from _OF_ANY
        if np.ndim(value):
            yield from _OF_AN_ARRAY
    elif (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, np.ndarray) and value.dtype.kind in "iu"
    ):
        yield from _OF_A_COUNT


def _changed(name: str, change: Change) -> Callable[[Evidence], Any]:
    """The argument with the change; in a dictionary every value with it."""

    def changed(one: Evidence) -> Any:
        value = one.arguments[name]
        if isinstance(value, dict):
            return {key: _one(part, change) for key, part in value.items()}
        return _one(value, change)

    return changed


def _one(value: Any, change: Change) -> Any:
    if isinstance(value, np.ndarray) or not _is_real(value):
        return change(value)
    return float(change(np.float64(value)))


def _default(definition: Check, name: str) -> tuple[float, ...]:
    """What the argument is if it is not given."""
    assert definition.body is not None
    defaults = definition.body.__defaults__ or ()
    named = dict(zip(definition.parameters[-len(defaults) :], defaults, strict=False))
    value = named.get(name) if defaults else None
    return (value,) if isinstance(value, float) else ()


def _exchanged(definition: Check, name: str, other: str, language: Language) -> Candidate:
    def predict(one: Evidence) -> Any:
        swapped = {name: one.arguments[other], other: one.arguments[name]}
        return call(definition, {**one.arguments, **swapped})

    said = behaves_like(
        f"the right answer with {name} and {other} exchanged",
        f"{name} と {other} を取り違えて求めた答えか",
        language,
    )
    return Candidate(Diagnosis(f"exchanged-{name}-{other}", "input", said), predict)


def _is_real(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return bool(value.dtype.kind == "f")
    return isinstance(value, float) and numbers(value) is not None
