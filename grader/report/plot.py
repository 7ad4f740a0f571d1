"""Small drawings as SVG inside a page: a frame with axes, and what is drawn into it.

What is right is a full blue line with full dots, the student's answer a broken orange one with
hollow squares: colour never stands alone.  All colours are the page's (page.css).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from grader.report.markup import Markup, el
from grader.report.terminal import columns

Point = tuple[float, float]
Whose = Literal["right", "yours"]

WIDTH: Final = 440.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 14.0, 22.0, 38.0
_DOTS: Final = 40  # more points than this are a line only
_FAR: Final = 4.0  # how many times the right answer's extent an answer may enlarge the drawing


@dataclass(frozen=True, slots=True)
class Frame:
    """A window of the plane, and where it is on the drawing; ``counted``: x is 0, 1, 2, …"""

    x: tuple[float, float]
    y: tuple[float, float]
    width: float
    height: float
    counted: bool = False

    def at(self, point: Point) -> Point:
        """Where a point of the plane is drawn, inside the frame."""
        (x0, x1), (y0, y1) = self.x, self.y
        right = (point[0] - x0) / (x1 - x0) * self.width
        down = (y1 - point[1]) / (y1 - y0) * self.height
        return _near(right), _near(down)

    def holds(self, point: Point) -> bool:
        """Is this point, if it is one, inside the window?"""
        inside = zip(point, (self.x, self.y), strict=True)
        return all(low <= value <= high for value, (low, high) in inside)

    def drawn(self, *inside: Markup | None, labels: tuple[str, str], alt: str) -> Markup:
        """The whole drawing: axes with ticks, and what is inside, cut off at the frame."""
        window = el(
            "svg",
            *inside,
            x=_LEFT,
            y=_TOP,
            width=self.width,
            height=self.height,
            class_="window",
        )
        height = _TOP + self.height + _BOTTOM
        border = el(
            "rect", class_="frame", x=_LEFT, y=_TOP, width=self.width, height=self.height, rx=4
        )
        axes = [*self._x_axis(labels[0]), *self._y_axis(labels[1])]
        return drawing(height, border, *axes, window, alt=alt)

    def _x_axis(self, label: str) -> Iterator[Markup]:
        base = _TOP + self.height
        for tick in ticks(*self.x, least=1.0 if self.counted else 0.0):
            x = _LEFT + self.at((tick, 0))[0]
            yield el("path", class_="grid", d=f"M{x:.1f} {_TOP:.1f}V{base:.1f}")
            yield words(f"{tick:g}", x, base + 17, "middle")
        yield words(label, _LEFT + self.width, base + 33, "end", "axis")

    def _y_axis(self, label: str) -> Iterator[Markup]:
        for tick in ticks(*self.y):
            y = _TOP + self.at((0, tick))[1]
            yield el("path", class_="grid", d=f"M{_LEFT:.1f} {y:.1f}h{self.width:.1f}")
            yield words(f"{tick:g}", _LEFT - 7, y + 4, "end")
        yield words(label, _LEFT, _TOP - 9, "start", "axis")


def frame(
    xs: tuple[float, float],
    ys: tuple[float, float],
    *,
    square: bool = False,
    counted: bool = False,
) -> Frame:
    """A frame around these extents; ``square``: both axes in the same scale."""
    margin = 0.14 if square else 0.08
    xs, ys = _with_margin(*xs, margin), _with_margin(*ys, margin)
    width, height = WIDTH - _LEFT - _RIGHT, 200.0
    if square:
        scale = width / (xs[1] - xs[0])
        height = min(max((ys[1] - ys[0]) * scale, 220.0), 300.0)
        scale = min(scale, height / (ys[1] - ys[0]))
        xs, ys = _widened(xs, width / scale), _widened(ys, height / scale)
    return Frame(xs, ys, width, height, counted)


def extent(right: Iterable[float], yours: Iterable[float] = ()) -> tuple[float, float]:
    """From the least to the greatest, unless the student's answer goes too far away to draw."""
    known = [value for value in right if math.isfinite(value)] or [0.0]
    low, high = min(known), max(known)
    reach = _FAR * max(high - low, 0.1 * max(abs(low), abs(high)), 1e-9)
    for value in yours:
        if math.isfinite(value):
            low, high = min(low, value), max(high, value)
    return max(low, min(known) - reach), min(high, max(known) + reach)


def line(points: Sequence[Point], into: Frame, whose: Whose) -> Markup:
    """A line through the points, up to the first that is not a number, and a dot for each."""
    shown: list[Point] = []
    for point in points:
        if not all(map(math.isfinite, point)):
            break
        shown.append(into.at(point))
    if not shown:
        return Markup()
    path = "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in shown)
    dots = [dot(x, y, whose) for x, y in shown] if len(shown) <= _DOTS else []
    return el("g", el("path", class_="line", d=path), *dots, class_=whose)


def dot(x: float, y: float, whose: Whose, size: float = 3.5) -> Markup:
    if whose == "right":
        return el("circle", class_="dot", cx=x, cy=y, r=size)
    side = 2 * size + 2
    return el("rect", class_="dot", x=x - side / 2, y=y - side / 2, width=side, height=side)


def ring(point: Point, into: Frame) -> Markup | None:
    """A circle around a point that matters, if it can be drawn."""
    if not all(map(math.isfinite, point)):
        return None
    x, y = into.at(point)
    return el("circle", class_="ring", cx=x, cy=y, r=10)


def label(text: str, point: Point, into: Frame, *lines: Sequence[Point]) -> Markup | None:
    """A word beside a point, where it is farthest from all lines; none if there is no room."""
    (x, y), half = into.at(point), 4.5 * columns(text) + 6
    crowd = [spot for line in lines for spot in _spots([into.at(p) for p in line])]

    def room(centre: Point) -> float:
        at_x, at_y = centre
        if not (half < at_x < into.width - half and 8 < at_y < into.height - 8):
            return -1.0
        return min(max(abs(at_x - x) - half, abs(at_y - y) - 9) for x, y in crowd)

    sides = [(x + dx, y + dy) for dx in (-half - 8, 0, half + 8) for dy in (-20, 0, 20)]
    at_x, at_y = best = max(sides, key=room)
    if room(best) < 0:
        return None
    return words(text, at_x, at_y + 4, "middle", "halo")


def _spots(line: Sequence[Point]) -> Iterator[Point]:
    """Points along a line, close together."""
    yield from line[:1]
    for (x0, y0), (x1, y1) in pairwise(line):
        for part in range(1, 13):
            yield x0 + (x1 - x0) * part / 12, y0 + (y1 - y0) * part / 12


def words(text: str, x: float, y: float, anchor: str, class_: str | None = None) -> Markup:
    return el("text", text, x=x, y=y, text_anchor=anchor, class_=class_)


def drawing(height: float, *inside: Markup | None, alt: str) -> Markup:
    """An image with its words for those who do not see it."""
    box = f"0 0 {WIDTH:g} {height:g}"
    return el("svg", *inside, viewBox=box, role="img", aria_label=alt, class_="drawing")


def ticks(low: float, high: float, least: float = 0.0) -> list[float]:
    """Three to seven round numbers in an interval, not closer together than ``least``."""
    rough = max((high - low) / 6, least)
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(s * unit for s in (1, 2, 5, 10) if s * unit >= rough * 0.999)
    first = math.ceil(low / step)
    digits = max(0, -math.floor(math.log10(step)))
    return [round(i * step, digits) + 0.0 for i in range(first, math.floor(high / step) + 1)]


def _with_margin(low: float, high: float, share: float) -> tuple[float, float]:
    margin = share * (high - low) or 0.5 * max(abs(low), 1.0)
    return low - margin, high + margin


def _widened(interval: tuple[float, float], size: float) -> tuple[float, float]:
    middle = (interval[0] + interval[1]) / 2
    return middle - size / 2, middle + size / 2


def _near(pixel: float) -> float:
    """Far outside the frame is outside, however far; and so is what is no number."""
    return min(max(pixel, -4 * WIDTH), 4 * WIDTH)
