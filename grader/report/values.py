"""Values of a counterexample as a person reads them: few digits, matrices as rows, sides aligned.

They are JSON values: numbers, lists, dictionaries, and strings for what JSON has no number for
("inf", "f(x) = 3·x₀²").
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final

from grader.report.terminal import columns, pad

_SHOWN_ITEMS: Final = 8
_SHOWN_ROWS: Final = 6
_DIGITS: Final = (4, 6, 9, 12, 17)


def number(value: Any, digits: int = 6) -> str:
    """One number (or other leaf) in the notation of Python, with at most so many digits."""
    if not isinstance(value, float) or not math.isfinite(value):
        return str(value)
    exact = repr(value)
    return exact if len(exact) <= digits + 2 else f"{value:.{digits}g}"


def digits_for(expected: Any, got: Any) -> int:
    """How many digits it takes to tell the two answers apart wherever they differ."""
    pairs = [pair for pair in _pairs(expected, got) if pair[0] != pair[1]]
    return next(
        (d for d in _DIGITS if all(number(a, d) != number(b, d) for a, b in pairs)), _DIGITS[-1]
    )


def rows(value: Any, digits: int = 6) -> list[str]:
    """The value as lines: matrices row by row with their columns aligned, long ones shortened."""
    if isinstance(value, dict):
        lines = [labelled(f"{key}:", part, digits) for key, part in value.items()]
        return [line for part in lines for line in part] or ["{}"]
    if isinstance(value, str) and "\n" in value:  # a program
        return value.splitlines()
    if not isinstance(value, list | tuple):
        return [number(value, digits)]
    if not any(isinstance(part, list | tuple | dict) for part in value):
        return ["[" + ", ".join(_shortened(value, digits)) + "]"]
    if not all(isinstance(part, list | tuple) for part in value):
        return _bracketed([rows(part, digits) for part in value])
    if any(isinstance(leaf, list | tuple | dict) for part in value for leaf in part):
        return _bracketed([rows(part, digits) for part in _few(value, _SHOWN_ROWS)])
    cells = [_shortened(part, digits) for part in _few(value, _SHOWN_ROWS)]
    widths = [max(map(len, column)) for column in zip_longest(*cells, fillvalue="")]
    parts = [["[" + ", ".join(map(str.rjust, line, widths)) + "]"] for line in cells]
    if len(value) > _SHOWN_ROWS:
        parts.insert(-1, ["…"])
    return _bracketed(parts)


def labelled(label: str, value: Any, digits: int = 6) -> list[str]:
    """The label and the value, further lines of the value below its first."""
    first, *rest = rows(value, digits)
    return [f"{label} {first}", *(" " * (columns(label) + 1) + line for line in rest)]


def beside(left: Sequence[str], right: Sequence[str], width: int) -> list[str] | None:
    """Two blocks side by side, or None if they do not fit into the width."""
    size = max(map(columns, left), default=0)
    if size + 3 + max(map(columns, right), default=0) > width:
        return None
    height = max(len(left), len(right))
    padded = [*left, *[""] * (height - len(left))], [*right, *[""] * (height - len(right))]
    return [f"{pad(a, size)}   {b}".rstrip() for a, b in zip(*padded, strict=True)]


def _shortened(values: Sequence[Any], digits: int) -> list[str]:
    texts = [number(value, digits) for value in _few(values, _SHOWN_ITEMS)]
    if len(values) > _SHOWN_ITEMS:
        texts.insert(-1, "…")
    return texts


def _few(values: Sequence[Any], most: int) -> Sequence[Any]:
    """All values, or the first ones and the last."""
    return values if len(values) <= most else [*values[: most - 1], values[-1]]


def _bracketed(parts: Sequence[Sequence[str]]) -> list[str]:
    """The lines of the parts inside one pair of brackets."""
    lines: list[str] = []
    for position, part in enumerate(parts):
        comma = "," if position < len(parts) - 1 and part != ["…"] else ""
        body = [*part[:-1], part[-1] + comma]
        lines += [("[" if not lines else " ") + body[0], *(" " + line for line in body[1:])]
    lines[-1] += "]"
    return lines


def _pairs(left: Any, right: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for a, b in zip(left, right, strict=True):
            yield from _pairs(a, b)
    elif isinstance(left, dict) and isinstance(right, dict):
        for key in left.keys() & right.keys():
            yield from _pairs(left[key], right[key])
    elif isinstance(left, int | float) and isinstance(right, int | float):
        yield left, right
