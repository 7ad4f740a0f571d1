"""What is in an answer, as a counterexample's JSON holds it: numbers, rows, and where they are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, TypeGuard

Row = Sequence[float]


def number(value: Any) -> float | None:
    """A number, also one that JSON has no number for ("inf", "nan"); else None."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return float(value) if value in ("inf", "-inf", "nan") else None


def is_row(value: Any) -> TypeGuard[list[float]]:
    """A list of finite numbers?"""
    found = list(map(number, value)) if isinstance(value, list) else [None]
    return all(part is not None and math.isfinite(part) for part in found)


def same(a: Any, b: Any) -> bool:
    """Equal, but for what rounding may do: a picture could not show it."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    x, y = number(a), number(b)
    if x is None or y is None:
        return bool(a == b)
    return math.isclose(x, y, rel_tol=1e-6, abs_tol=1e-9) or (math.isnan(x) and math.isnan(y))


def leaves(value: Any) -> Iterator[tuple[str, float | None]]:
    """Every number of a value, with the brackets that lead to it: ['W'][1, 0], [0][2]."""
    return _leaves(value, "")


def _leaves(value: Any, label: str) -> Iterator[tuple[str, float | None]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, f"{label}[{key!r}]")
    elif isinstance(value, list) and _shape(value) is None:  # several answers, not one array
        for i, part in enumerate(value):
            yield from _leaves(part, f"{label}[{i}]")
    else:
        for place, leaf in _elements(value):
            yield label + (f"[{', '.join(map(str, place))}]" if place else ""), number(leaf)


def _shape(value: Any) -> tuple[int, ...] | None:
    """The shape of an array; None where the parts are not of one shape."""
    if isinstance(value, dict):
        return None
    if not isinstance(value, list):
        return ()
    shapes = [_shape(part) for part in value] or [()]
    inner = shapes[0]
    return None if inner is None or any(s != inner for s in shapes) else (len(value), *inner)


def _elements(value: Any, place: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Any]]:
    if isinstance(value, list):
        for i, part in enumerate(value):
            yield from _elements(part, (*place, i))
    else:
        yield place, value


def long_rows(expected: Any, got: Any, least: int) -> Iterator[tuple[Row, Row]]:
    """Rows of at least so many numbers that differ, at the same places of both answers."""
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in expected:
            if key in got:
                yield from long_rows(expected[key], got[key], least)
    elif isinstance(expected, list) and isinstance(got, list):
        if is_row(expected) and len(expected) >= least:
            numbers = list(map(number, got))
            known = [value for value in numbers if value is not None]
            if len(known) == len(numbers) and not same(expected, got):
                yield expected, known
        else:
            for left, right in zip(expected, got, strict=False):
                yield from long_rows(left, right, least)
