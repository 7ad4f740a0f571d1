"""Answers that are the right one, seen through a simple mistake: a sign, a factor, an axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from grader.compare import Exactly, Expected, Near, numbers
from grader.diagnosis import Candidate, Evidence, alike, behaves_like
from grader.result import Diagnosis
from reference.catalogue import Language

Floats: TypeAlias = npt.NDArray[np.float64]
Path: TypeAlias = tuple[int | str, ...]
# From the right value of the part in question, and the evidence, to what the mistake makes of it.
Relation: TypeAlias = Callable[[Floats, Evidence], Any]

_CONSTANTS = {2.0: "2", 0.5: "1/2", -2.0: "−2", -0.5: "−1/2", 3.0: "3", 4.0: "4", 0.25: "1/4"}


def candidates(evidence: Sequence[Evidence], language: Language) -> Iterator[Candidate]:
    """Every relation, applied to the parts of the answer that are wrong somewhere."""
    paths = list(_paths(evidence[0].right))
    if any(list(_paths(one.right)) != paths for one in evidence):
        return  # every answer has parts of its own
    wrong = [path for path in paths if any(_wrong(one, path) for one in evidence)]
    if not wrong:
        return
    part = _named(wrong, paths)
    for name, en, ja, relation in _relations(evidence, wrong, paths):
        diagnosis = Diagnosis(name, "relation", behaves_like(en + part[0], ja + part[1], language))
        yield Candidate(diagnosis, _applied(relation, wrong))


def _applied(relation: Relation, wrong: Sequence[Path]) -> Callable[[Evidence], Any]:
    """The whole right answer, with the relation in the wrong parts."""

    def predict(one: Evidence) -> Any:
        return _rebuilt(one.right, (), lambda path, right: (
            relation(right, one) if path in wrong else right
        ))  # fmt: skip

    return predict


def _rebuilt(right: Expected, path: Path, leaf: Callable[[Path, Any], Any]) -> Any:
    match right:
        case tuple():
            return tuple(_rebuilt(part, (*path, i), leaf) for i, part in enumerate(right))
        case dict():
            return {key: _rebuilt(part, (*path, key), leaf) for key, part in right.items()}
        case Near():
            return leaf(path, right.value)
        case Exactly():
            value = numbers(right.value)
            return leaf(path, right.value if value is None else value)
    return right


def _relations(
    evidence: Sequence[Evidence], wrong: Sequence[Path], paths: Sequence[Path]
) -> Iterator[tuple[str, str, str, Relation]]:
    """(id, English, Japanese, relation), the simplest first."""
    yield "zero", "0, whatever the input", "いつも 0 を返すか", lambda r, e: np.zeros_like(r)
    yield "ones", "1, whatever the input", "いつも 1 を返すか", lambda r, e: np.ones_like(r)
    yield (
        "negated",
        "the right answer with the opposite sign",
        "正しい答えの符号を逆にしたか",
        lambda r, e: -r,
    )
    yield (
        "absolute",
        "the right answer without its sign",
        "正しい答えの絶対値か",
        lambda r, e: abs(r),
    )
    for factor in _constant_factors(evidence, wrong):
        shown = _CONSTANTS.get(factor, f"{factor:.6g}")
        yield (
            "factor",
            f"{shown} times the right answer",
            f"正しい答えの {shown} 倍か",
            _scaled(factor),
        )
    for size, count in _sizes(evidence[0]):
        yield (
            "times-size",
            f"the right answer times {size}",
            f"正しい答えに {size} を掛けたか",
            _sized(count, 1),
        )
        yield (
            "divided-by-size",
            f"the right answer divided by {size}",
            f"正しい答えを {size} で割ったか",
            _sized(count, -1),
        )
        yield (
            "times-size-squared",
            f"the right answer times {size} squared",
            f"正しい答えに {size} の 2 乗を掛けたか",
            _sized(count, 2),
        )
    yield "transposed", "the right answer, transposed", "正しい答えを転置したか", lambda r, e: r.T
    yield (
        "reversed",
        "the right answer, back to front",
        "正しい答えを逆順にしたか",
        lambda r, e: r[::-1],
    )
    yield (
        "summed",
        "the right answer, summed to one number",
        "正しい答えを一つの数に合計したか",
        lambda r, e: r.sum(),
    )
    yield (
        "averaged",
        "the right answer, averaged to one number",
        "正しい答えを一つの数に平均したか",
        lambda r, e: r.mean(),
    )
    yield "squared", "the square of the right answer", "正しい答えの 2 乗か", lambda r, e: r * r
    yield (
        "rooted",
        "the square root of the right answer",
        "正しい答えの平方根か",
        lambda r, e: np.sqrt(r),
    )
    yield "reciprocal", "1 over the right answer", "正しい答えの逆数か", lambda r, e: 1 / r
    yield (
        "not-rounded",
        "1 minus the right answer",
        "1 から正しい答えを引いたか",
        lambda r, e: 1 - r,
    )
    yield "plus-one", "the right answer plus 1", "正しい答えに 1 を足したか", lambda r, e: r + 1
    yield "minus-one", "the right answer minus 1", "正しい答えから 1 を引いたか", lambda r, e: r - 1
    if len(wrong) == 1:
        for other in paths:
            if other != wrong[0]:
                shown = "".join(f"[{step!r}]" for step in other)
                yield (
                    "another-output",
                    f"another part of the answer, {shown}",
                    f"答えの別の部分 {shown} か",
                    _part(other),
                )
    yield from _with_arguments(evidence[0])


def _with_arguments(first: Evidence) -> Iterator[tuple[str, str, str, Relation]]:
    for name, value in first.arguments.items():
        if not callable(value) and numbers(value) is not None:
            yield from _with_argument(name)


def _with_argument(name: str) -> Iterator[tuple[str, str, str, Relation]]:
    def argument(e: Evidence) -> Any:
        return np.asarray(e.arguments[name], float)

    yield (
        "an-input",
        f"its argument {name}, unchanged",
        f"引数 {name} をそのまま返すか",
        lambda r, e: argument(e),
    )
    yield (
        "negated-input",
        f"its argument {name} with the opposite sign",
        f"引数 {name} の符号を逆にして返すか",
        lambda r, e: -argument(e),
    )
    yield (
        "only-the-step",
        f"the change from {name}, not the place where it ends",
        f"行き着く先ではなく、{name} からの変化だけを返すか",
        lambda r, e: r - argument(e),
    )
    yield (
        "only-the-step-back",
        f"{name} minus the right answer",
        f"{name} から正しい答えを引いたか",
        lambda r, e: argument(e) - r,
    )
    yield (
        "wrong-direction",
        f"a step of the right size from {name} in the wrong direction",
        f"{name} から逆向きに同じだけ進んだか",
        lambda r, e: 2 * argument(e) - r,
    )
    yield (
        "plus-input",
        f"the right answer plus {name}",
        f"正しい答えに {name} を足したか",
        lambda r, e: r + argument(e),
    )
    yield (
        "times-input",
        f"the right answer times {name}",
        f"正しい答えに {name} を掛けたか",
        lambda r, e: r * argument(e),
    )
    yield (
        "divided-by-input",
        f"the right answer divided by {name}",
        f"正しい答えを {name} で割ったか",
        lambda r, e: r / argument(e),
    )


def _scaled(factor: float) -> Relation:
    return lambda r, e: factor * r


def _sized(count: Callable[[Evidence], int], power: int) -> Relation:
    return lambda r, e: float(count(e)) ** power * r


def _part(path: Path) -> Relation:
    return lambda r, e: _at(e.right, path)


# -- what the evidence suggests -------------------------------------------------------------------


def _constant_factors(evidence: Sequence[Evidence], wrong: Sequence[Path]) -> Iterator[float]:
    """The one number by which all wrong parts differ from the right ones, if there is one."""
    for one in evidence:
        right = np.asarray(_at(one.right, wrong[0]), float)
        got = _answer(one.did.value, wrong[0])
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


def _paths(right: Expected, path: Path = ()) -> Iterator[Path]:
    match right:
        case tuple():
            for i, part in enumerate(right):
                yield from _paths(part, (*path, i))
        case dict():
            for key, part in right.items():
                yield from _paths(part, (*path, key))
        case _:
            yield path


def _at(right: Any, path: Path) -> Any:
    for step in path:
        right = right[step]
    return right.value if isinstance(right, (Near, Exactly)) else right


def _answer(value: Any, path: Path) -> Floats | None:
    try:
        for step in path:
            value = value[step]
    except (TypeError, LookupError):
        return None
    return numbers(value)


def _wrong(one: Evidence, path: Path) -> bool:
    right: Any = one.right
    for step in path:
        right = right[step]
    got = _answer(one.did.value, path)
    return got is None or not alike(got, _at(one.right, path), right)


def _named(wrong: Sequence[Path], paths: Sequence[Path]) -> tuple[str, str]:
    """Which parts are meant, if not all."""
    if len(wrong) == len(paths):
        return "", ""
    shown = ", ".join("".join(f"[{step!r}]" for step in path) for path in wrong)
    return f" (in part {shown} of the answer)", f"(答えの {shown} の部分)"
