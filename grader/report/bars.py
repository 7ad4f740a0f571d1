"""Expected against got, number by number, as bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from grader.report.markup import Markup, el
from grader.report.plot import WIDTH, drawing, words
from grader.report.values import number

_BAR, _ROW, _TOP = 10.0, 34.0, 6.0
MOST: Final = 12  # rows; of more numbers the ones that differ are shown
_LETTER: Final = 8.4  # the width of a character where it is largest (page.css)


class Leaf(NamedTuple):
    """One number of an answer: where it is, what is right, what the student has."""

    label: str
    right: float
    yours: float
    same: bool


def bars(leaves: Sequence[Leaf], alt: str) -> Markup:
    """A full bar for what is right above a hollow one for the student's, and both numbers."""
    shown = chosen(leaves)
    texts = [(_text(leaf.right, leaf), _text(leaf.yours, leaf)) for leaf in shown]
    left = 18 + _LETTER * max(len(leaf.label) for leaf in shown) + 8
    right = _LETTER * max(len(text) for pair in texts for text in pair) + 10
    left, right = min(left, 150.0), min(right, 110.0)
    finite = [v for leaf in shown for v in (leaf.right, leaf.yours) if math.isfinite(v)]
    low, high = min([0.0, *finite]), max([0.0, *finite])
    scale = (WIDTH - left - right) / ((high - low) or 1.0)
    zero = left - low * scale
    rows: list[Markup | None] = []
    for i, (leaf, (expected, got)) in enumerate(zip(shown, texts, strict=True)):
        top = _TOP + i * _ROW
        middle = top + _BAR + 5
        if not leaf.same:
            rows.append(words("≠", 2, middle, "start", "differs"))
        label = words(leaf.label, 18, middle, "start", "same" if leaf.same else "differs")
        rows += [
            label,
            _bar(leaf.right, top + 1, zero, scale, "right"),
            _bar(leaf.yours, top + 2 + _BAR, zero, scale, "yours"),
            words(expected, WIDTH, top + _BAR, "end", "right"),
            words(got, WIDTH, top + 2 * _BAR + 2, "end", "yours"),
        ]
    height = _TOP + len(shown) * _ROW
    axis = el("path", class_="zero", d=f"M{zero:.1f} {_TOP - 4:.1f}V{height - 4:.1f}")
    return drawing(height, *rows, axis, alt=alt)


def chosen(leaves: Sequence[Leaf]) -> list[Leaf]:
    """All of them, or if they are many, those that differ before the others, in their order."""
    ranked = sorted(range(len(leaves)), key=lambda i: (leaves[i].same, i))[:MOST]
    return [leaves[i] for i in sorted(ranked)]


def _bar(value: float, y: float, zero: float, scale: float, whose: str) -> Markup | None:
    if not math.isfinite(value):
        return None
    x, width = min(zero, zero + value * scale), abs(value) * scale
    return el("rect", class_=f"bar {whose}", x=x, y=y, width=width, height=_BAR - 1)


def _text(value: float, leaf: Leaf) -> str:
    """As few digits as tell the two apart."""
    for digits in (4, 6, 9, 12):
        if leaf.same or number(leaf.right, digits) != number(leaf.yours, digits):
            return number(value, digits)
    return number(value, 17)
