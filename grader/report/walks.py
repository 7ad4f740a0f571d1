"""The path of a descent against the right one: over the landscape, or one knob step by step."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from grader.i18n import translator
from grader.report import plot
from grader.report.answers import Row, is_row, number, same
from grader.report.figure import figure, leaving, lines, parting, sentences
from grader.report.markup import Markup, el, together
from grader.report.plot import Point
from grader.result import Counterexample
from reference.catalogue import Language

# The landscape of the walks, as counterexamples show it (reference.landscapes.bowl_slopes).
_BOWL: Final = re.compile(r"∂f/∂xᵢ = bᵢ·\(xᵢ − mᵢ\), b = (\[.*?\]), m = (\[.*?\])")
_LEVELS: Final = 7  # contour lines around the bottom of the valley
_SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Bowl:
    """f(x) = ½·Σ bᵢ·(xᵢ − mᵢ)²."""

    b: Row
    m: Row

    def walk(self, start: Row, rate: float, steps: int) -> list[Row]:
        """The path of gradient descent, the start first."""
        path = [start]
        for _ in range(steps):
            knobs = zip(path[-1], self.b, self.m, strict=True)
            path.append([x - rate * b * (x - m) for x, b, m in knobs])
        return path


class Walks(NamedTuple):
    """The right path and the student's, and the landscape if it is known."""

    right: list[Row]
    yours: list[Row]
    bowl: Bowl | None


def walks(example: Counterexample) -> Walks | None:
    """The paths in a counterexample: the answers are paths, or (point, steps) on a known bowl."""
    arguments = example.arguments
    start = arguments.get("start")
    if not is_row(start) or not start:
        return None
    bowl = _bowl(arguments, len(start))
    answers = (example.expected, example.got)
    if "steps" in arguments:
        paths = [_path(answer, len(start)) for answer in answers]
    elif bowl is not None:
        paths = [_walked(answer, start, arguments, bowl) for answer in answers]
    else:
        return None
    right, yours = paths
    if not right or not yours or max(len(right), len(yours)) < 2 or same(right, yours):
        return None
    return Walks(right, yours, bowl)


def draw(found: Walks, language: Language) -> Markup:
    """Both walks; the first step that is not right has a ring."""
    _, first = translator(language), parting(found.right, found.yours)
    if first < min(len(found.right), len(found.yours)):
        caption = _("The paths part at step {step}.").format(step=first)
    else:
        caption = _("Steps in your path: {got}; in the right one: {expected}.").format(
            got=len(found.yours) - 1, expected=len(found.right) - 1
        )
    if len(found.right[0]) > 1:
        return _plane(found, first, caption, language)
    if found.bowl is not None:
        dotted = _("The dotted line is the bottom of the valley.")
        caption = sentences(language, caption, dotted)
    return lines(
        [row[0] for row in found.right],
        [row[0] for row in found.yours],
        (_("step"), "x₀"),
        caption,
        language,
        found.bowl.m[0] if found.bowl else None,
    )


# -- what is in a counterexample ----------------------------------------------------------------


def _bowl(arguments: Mapping[str, Any], size: int) -> Bowl | None:
    shown = _BOWL.search(str(arguments.get("gradient_of", "")))
    if shown is None:
        return None
    try:
        b, m = json.loads(shown[1]), json.loads(shown[2])
    except ValueError:
        return None
    known = is_row(b) and is_row(m) and len(b) == len(m) == size
    return Bowl(b, m) if known and all(slope > 0 for slope in b) else None


def _path(answer: Any, size: int) -> list[Row] | None:
    """Points of so many coordinates; a walk may end in inf or nan."""
    if not isinstance(answer, list):
        return None
    path: list[Row] = []
    for row in answer:
        numbers = list(map(number, row)) if isinstance(row, list) else []
        known = [value for value in numbers if value is not None]
        if len(known) != size or len(numbers) != size:
            return None
        path.append(known)
    return path


def _walked(answer: Any, start: Row, arguments: Mapping[str, Any], bowl: Bowl) -> list[Row] | None:
    """The way to a point that so many steps lead to; straight if it is not where they lead."""
    rate, most = number(arguments.get("learning_rate")), arguments.get("max_steps")
    match answer, most:
        case [list() as end, int() as steps], int() if rate is not None:
            ends = _path([end], len(start))
            if ends is None:
                return None
            way = bowl.walk(start, rate, min(max(steps, 0), 2 * most + 1))
            return way if same(way[-1], end) else [start, *ends]
    return None


# -- the plane ------------------------------------------------------------------------------------


def _plane(found: Walks, first: int, caption: str, language: Language) -> Markup:
    """Both paths over the two knobs in which they differ most, on the landscape's contours."""
    _, bowl = translator(language), found.bowl
    i, j = _telling(found.right, found.yours)
    if len(found.right[0]) > 2:
        shown = _("Shown: the coordinates {i} and {j} of {n}.")
        shown = shown.format(i=i, j=j, n=len(found.right[0]))
        caption = sentences(language, caption, shown)
    right, yours = ([(row[i], row[j]) for row in path] for path in (found.right, found.yours))
    known = [*right, *([(bowl.m[i], bowl.m[j])] if bowl else [])]
    into = plot.frame(
        plot.extent([x for x, _y in known], [x for x, _y in yours]),
        plot.extent([y for _x, y in known], [y for _x, y in yours]),
        square=True,
    )
    caption = sentences(language, caption, leaving(yours, into, _))
    drawn = into.drawn(
        _contours(bowl, i, j, into) if bowl else None,
        plot.line(right, into, "right"),
        plot.line(yours, into, "yours"),
        plot.ring(yours[first], into) if first < len(yours) else None,
        plot.label(_("start"), right[0], into, right, yours),
        labels=(_subscript("x", i), _subscript("x", j)),
        alt=caption,
    )
    return figure(drawn, caption, _)


def _telling(right: Sequence[Row], yours: Sequence[Row]) -> tuple[int, int]:
    """The two coordinates in which the paths differ most."""

    def apart(k: int) -> float:
        gaps = (abs(a[k] - b[k]) for a, b in zip(right, yours, strict=False))
        return max((gap for gap in gaps if math.isfinite(gap)), default=0.0)

    ranked = sorted(range(len(right[0])), key=lambda k: (-apart(k), k))
    i, j = sorted(ranked[:2])
    return i, j


def _contours(bowl: Bowl, i: int, j: int, into: plot.Frame) -> Markup:
    """Lines of equal height, evenly spaced in √f, and a cross at the bottom of the valley."""
    centre: Point = (bowl.m[i], bowl.m[j])
    slopes = (bowl.b[i], bowl.b[j])
    farthest = max(
        slopes[0] * (x - centre[0]) ** 2 + slopes[1] * (y - centre[1]) ** 2
        for x in into.x
        for y in into.y
    )
    (cx, cy), scale = into.at(centre), into.width / (into.x[1] - into.x[0])
    rings = []
    for level in range(1, _LEVELS + 1):
        radius = math.sqrt(farthest) * level / _LEVELS
        rx, ry = (radius / math.sqrt(slope) * scale for slope in slopes)
        rings.append(el("ellipse", class_="level", cx=cx, cy=cy, rx=rx, ry=ry))
    cross = el("path", class_="bottom", d=f"M{cx - 5:.1f} {cy:.1f}h10M{cx:.1f} {cy - 5:.1f}v10")
    return together(*rings, cross)


def _subscript(name: str, index: int) -> str:
    return name + str(index).translate(_SUBSCRIPTS)
