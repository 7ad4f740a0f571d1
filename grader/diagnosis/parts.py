"""The parts of an answer: the numbers and arrays in a tuple or a dict, each with a path to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from grader.compare import Exactly, Expected, Near, numbers
from grader.diagnosis import Evidence, alike

if TYPE_CHECKING:
    import numpy.typing as npt

Floats: TypeAlias = "npt.NDArray[np.float64]"
Path: TypeAlias = tuple[int | str, ...]


def paths(right: Expected, path: Path = ()) -> Iterator[Path]:
    """Where the numbers are."""
    match right:
        case tuple():
            for i, part in enumerate(right):
                yield from paths(part, (*path, i))
        case dict():
            for key, part in right.items():
                yield from paths(part, (*path, key))
        case _:
            yield path


def rebuilt(right: Expected, leaf: Callable[[Path, Any], Any], path: Path = ()) -> Any:
    """The right answer as plain values, with something else in the place of every part."""
    match right:
        case tuple():
            return tuple(rebuilt(part, leaf, (*path, i)) for i, part in enumerate(right))
        case dict():
            return {key: rebuilt(part, leaf, (*path, key)) for key, part in right.items()}
        case Near():
            return leaf(path, right.value)
        case Exactly():
            value = numbers(right.value)
            return leaf(path, right.value if value is None else value)
    return right


def at(right: Any, path: Path) -> Any:
    """The value of one part of the right answer."""
    for step in path:
        right = right[step]
    return right.value if isinstance(right, (Near, Exactly)) else right


def answer(value: Any, path: Path) -> Floats | None:
    """One part of a student's answer, if it is there and made of numbers."""
    try:
        for step in path:
            value = value[step]
    except (TypeError, LookupError):
        return None
    return numbers(value)


def is_wrong_at(one: Evidence, path: Path) -> bool:
    """Is this part of the student's answer wrong?"""
    right: Any = one.right
    for step in path:
        right = right[step]
    got = answer(one.did.value, path)
    return got is None or not alike(got, at(one.right, path), right)


def wrong_parts(evidence: Sequence[Evidence]) -> tuple[list[Path], list[Path]] | None:
    """The parts that are wrong somewhere, and all parts; None where answers differ in parts."""
    known = list(paths(evidence[0].right))
    if any(set(paths(one.right)) != set(known) for one in evidence):
        return None
    return [path for path in known if any(is_wrong_at(one, path) for one in evidence)], known


def named(wrong: Sequence[Path], known: Sequence[Path]) -> tuple[str, str]:
    """Which parts are meant, if not all, in English and in Japanese."""
    if len(wrong) == len(known):
        return "", ""
    shown = ", ".join(written(path) for path in wrong)
    return f" (in part {shown} of the answer)", f"(答えの {shown} の部分)"


def written(path: Path) -> str:
    """A path as a person writes it: [0], ['W1']."""
    return "".join(f"[{step!r}]" for step in path)
