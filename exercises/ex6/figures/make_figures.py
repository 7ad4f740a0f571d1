"""Draw the figures of this lesson again: `python make_figures.py`, next to this file.

Every figure is a plain SVG of a few kilobytes on its own card, so that it can be read on a light
and on a dark page. Labels are mathematics, the same in every language. The numbers are those of
the lesson, computed here.

この章の図を描き直すには、このフォルダーで `python make_figures.py` を実行してください。
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Point = tuple[float, float]

STYLE = """
  .card { fill: #fbfaf7; stroke: #d9d5cc; }
  .axis, .tick { fill: none; stroke: #77726a; }
  .tick { stroke-dasharray: 2 4; }
  .curve { fill: none; stroke: #33302b; stroke-width: 2.2; }
  .one { fill: none; stroke: #c2410c; stroke-width: 2.2; }
  .two { fill: none; stroke: #1d5fbf; stroke-width: 2.2; }
  .three { fill: none; stroke: #77726a; stroke-width: 2.2; }
  .grid { fill: none; stroke: #c9c4ba; stroke-width: 1.1; }
  .frame { fill: none; stroke: #77726a; stroke-width: 1.6; }
  .turned { fill: #fbe9dd; stroke: #c2410c; stroke-width: 1.6; }
  .times { fill: #dde5f1; stroke: #1d5fbf; stroke-width: 1.6; }
  .block { fill: #efece5; stroke: none; }
  .wanted { fill: none; stroke: #77726a; stroke-width: 1.4; stroke-dasharray: 5 4; }
  .side { stroke-width: 4.5; }
  .dot { fill: #33302b; }
  .dot.one { fill: #c2410c; stroke: none; }
  .dot.hollow { fill: #fbfaf7; stroke: #c2410c; stroke-width: 1.8; }
  text { fill: #33302b; font: italic 15px Georgia, "Times New Roman", serif; }
  text.upright { font-style: normal; }
  text.large { font-size: 19px; }
  text.one { fill: #c2410c; stroke: none; }
  text.two { fill: #1d5fbf; stroke: none; }
  text.three { fill: #77726a; stroke: none; }
  text.middle { text-anchor: middle; }
  text.end { text-anchor: end; }
  @media (prefers-color-scheme: dark) {
    .card { fill: #1b1f27; stroke: #3a404b; }
    .axis, .tick, .frame, .wanted, .three { stroke: #9aa2b0; }
    .grid { stroke: #4d5563; }
    .curve { stroke: #e6e3dc; }
    .dot, text { fill: #e6e3dc; }
    .one, .turned { stroke: #ff9a5c; }
    .two, .times { stroke: #7db4ff; }
    .turned { fill: #452d20; }
    .times { fill: #26364d; }
    .block { fill: #2a303b; }
    .dot.hollow { fill: #1b1f27; stroke: #ff9a5c; }
    text.one, .dot.one { fill: #ff9a5c; }
    text.two { fill: #7db4ff; }
    text.three { fill: #9aa2b0; }
  }
"""


# -- the example of the lesson ----------------------------------------------------------------

X = np.array([[2.0, 1.0, 0.0], [1.0, 4.0, -1.0]])
W = np.array([[1.0, 2.0], [3.0, 1.0], [2.0, 4.0]])
B = np.array([1.0, 2.0])
Y = X @ W + B


# -- drawing ----------------------------------------------------------------------------------


def svg(width: int, height: int, parts: Iterable[str]) -> str:
    """A whole figure: the card, and the parts from back to front."""
    card = f'<rect class="card" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="10"/>'
    body = "\n".join([card, *parts])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">\n'
        f"<style>{STYLE}</style>\n{body}\n</svg>\n"
    )


def path(kind: str, points: Iterable[Point]) -> str:
    route = " ".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path class="{kind}" d="M{route}"/>'


def line(kind: str, start: Point, end: Point) -> str:
    return path(kind, (start, end))


def arrow(kind: str, start: Point, end: Point) -> str:
    along = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
    across = np.array([-along[1], along[0]])
    left, right = end - 8 * along + 4.5 * across, end - 8 * along - 4.5 * across
    head = path(kind, ((left[0], left[1]), end, (right[0], right[1])))
    return line(kind, start, end) + head


def box(kind: str, x: float, y: float, width: float, height: float, round_by: float = 0) -> str:
    size = f'width="{width:.1f}" height="{height:.1f}" rx="{round_by:g}"'
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" {size}/>'


def dot(x: float, y: float, kind: str = "") -> str:
    return f'<circle class="dot {kind}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{words}</text>'


def number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


# -- where the effect of one number goes ------------------------------------------------------

ROW = 36.0
NARROW, WIDE = 44.0, 74.0


class Cells:
    """A matrix on the page: every row of X beside its row of Y, every column of W above its own."""

    def __init__(self, values: Array, x: float, y: float, width: float) -> None:
        self.values, self.x, self.y, self.width = values, x, y, width

    def around(self, kind: str, rows: slice, columns: slice) -> str:
        """A coloured box around some of the cells."""
        height, width = self.values.shape
        top, bottom, _ = rows.indices(height)
        left, right, _ = columns.indices(width)
        x, y = self.x + left * self.width, self.y + top * ROW
        return box(kind, x, y, (right - left) * self.width, (bottom - top) * ROW)

    def grid(self) -> str:
        height, width = self.values.shape
        right, bottom = self.x + width * self.width, self.y + height * ROW
        inner = [
            line("grid", (self.x + i * self.width, self.y), (self.x + i * self.width, bottom))
            for i in range(1, width)
        ]
        inner += [
            line("grid", (self.x, self.y + i * ROW), (right, self.y + i * ROW))
            for i in range(1, height)
        ]
        return "".join(inner) + self.around("frame", slice(None), slice(None))

    def numbers(self, instead: dict[tuple[int, int], str]) -> str:
        return "".join(
            text(
                self.x + (j + 0.5) * self.width,
                self.y + (i + 0.5) * ROW + 5,
                instead.get((i, j), number(value)),
                "upright middle",
            )
            for (i, j), value in np.ndenumerate(self.values)
        )


def effect(x0: float, name: str, at: tuple[int, int]) -> list[str]:
    """X, W, b and Y where one element of X or of W is turned up by t."""
    top = 30.0
    at_x, at_w, at_b, at_y = (
        Cells(X, x0, top + 4 * ROW + 36, NARROW),
        Cells(W, x0 + 3 * NARROW + 22, top, WIDE),
        Cells(B[None, :], x0 + 3 * NARROW + 22, top + 3 * ROW + 18, WIDE),
        Cells(Y, x0 + 3 * NARROW + 22, top + 4 * ROW + 36, WIDE),
    )
    row, column = at
    one, whole = slice(row, row + 1), slice(None)
    other = slice(column, column + 1)
    if name == "W":
        turned, met = at_w, at_x.around("times", whole, one)
        reached, route = at_y.around("turned", whole, other), at_w.x + (column + 1) * WIDE - 11
        factors = {(i, column): X[i, row] for i in range(len(X))}
        way = arrow("one", (route, top + (row + 1) * ROW), (route, at_y.y - 3))
    else:
        turned, met = at_x, at_w.around("times", other, whole)
        reached, height = at_y.around("turned", one, whole), at_x.y + (row + 1) * ROW - 7
        factors = {(row, j): W[column, j] for j in range(W.shape[1])}
        way = arrow("one", (at_x.x + (column + 1) * NARROW, height), (at_y.x - 3, height))

    def moved(value: float, factor: float) -> str:
        return f"{number(value)} + {'' if factor == 1 else number(factor)}t"

    sums = {spot: moved(Y[spot], factor) for spot, factor in factors.items()}
    matrices = (at_x, at_w, at_b, at_y)
    parts = [matrix.grid() for matrix in matrices]
    parts += [met, reached, turned.around("turned", one, other), way]
    for matrix in matrices:
        instead = sums if matrix is at_y else {}
        if matrix is turned:
            instead = {at: moved(matrix.values[at], 1)}
        parts += [matrix.numbers(instead)]
    right = at_y.x + 2 * WIDE + 12
    parts += [text(x0 + 1.5 * NARROW, at_x.y - 12, "X", "middle")]
    parts += [text(right, at_w.y + 1.5 * ROW + 5, "W"), text(right, at_b.y + ROW / 2 + 5, "b")]
    parts += [text(right, at_y.y + ROW + 5, "Y")]
    return parts


def where_the_effect_goes() -> str:
    """On the left one weight is turned, on the right one element of X."""
    left, right = effect(30, "W", (1, 0)), effect(398, "X", (1, 1))
    return svg(762, 306, [*left, line("tick", (372, 30), (372, 282)), *right])


# -- blocks that must fit ---------------------------------------------------------------------

SIDES = {"N": ("three", 76.0), "D": ("two", 108.0), "M": ("one", 48.0)}


def tile(x: float, y: float, ends: str) -> str:
    """A domino, centred at the point: the number of rows on its left, of columns on its right."""
    parts = [box("frame", x - 30, y - 15, 60, 30, 5), line("axis", (x, y - 15), (x, y + 15))]
    for at, name in zip((x - 15, x + 15), ends, strict=True):
        parts += [text(at, y + 5, name, f"{SIDES[name][0]} middle")]
    return "".join(parts)


def block(x: float, middle: float, name: str, ends: str, wanted: bool = False) -> str:
    """A matrix as a block, centred at the point, with the colour and the letter of its sides."""
    (rows, height), (columns, width) = (SIDES[end] for end in ends)
    left, top = x - width / 2, middle - height / 2
    parts = [box("wanted" if wanted else "block", left, top, width, height)]
    if not wanted:
        parts += [line(f"{rows} side", (left, top), (left, top + height))]
        parts += [line(f"{columns} side", (left, top), (left + width, top))]
    parts += [text(left - 10, middle + 5, ends[0], f"{rows} end")]
    parts += [text(x, top - 9, ends[1], f"{columns} middle")]
    parts += [text(x, middle + 6, name, "large middle")]
    return "".join(parts)


def blocks_that_fit() -> str:
    """The forward product as an example; the parts of the other two, not yet put together."""
    parts = []
    low = 204.0  # where the dominoes of the first row lie
    parts += [block(185, 100, "X", "ND"), block(325, 100, "W", "DM")]
    parts += [text(440, 105, "→", "large upright middle"), block(550, 100, "Y", "NM")]
    parts += [tile(225, low, "ND"), tile(285, low, "DM")]
    parts += [text(440, low + 5, "→", "large upright middle"), tile(550, low, "NM")]
    parts += [line("tick", (24, 246), (720, 246))]

    middle, lowest = 352.0, 446.0
    for pieces, towards, (at, name, ends) in (
        (((70.0, "dY", "NM"), (152.0, "W", "DM")), 203.0, (300.0, "dX", "ND")),
        (((432.0, "dY", "NM"), (548.0, "X", "ND")), 626.0, (690.0, "dW", "DM")),
    ):
        for x, piece, sides in pieces:
            parts += [block(x, middle, piece, sides), tile(x, lowest, sides)]
        parts += [text(towards, y + 5, "→", "large upright middle") for y in (middle, lowest)]
        parts += [block(at, middle, name, ends, wanted=True), tile(at, lowest, ends)]
    parts += [line("tick", (372, 266), (372, 470))]
    return svg(744, 488, parts)


# -- the gate ---------------------------------------------------------------------------------


def gate() -> str:
    """relu, and its slope: at 0 the slope is agreed to be 0."""

    def left(x: float, y: float) -> Point:
        return 180 + 50 * x, 194 - 50 * y

    def right(x: float, y: float) -> Point:
        return 530 + 50 * x, 194 - 100 * y

    parts = []
    for place, name, top in ((left, "relu(x)", 3.2), (right, "relu′(x)", 1.6)):
        parts += [arrow("axis", place(-2.8, 0), place(3.1, 0))]
        parts += [arrow("axis", place(0, 0), place(0, top))]
        x, y = place(3.1, 0)
        parts += [text(x - 2, y + 22, "x", "end")]
        for tick in (-2, -1, 1, 2):
            x, y = place(tick, 0)
            parts += [line("axis", (x, y), (x, y + 4))]
            parts += [text(x, y + 22, number(tick), "upright middle")]
        x, y = place(0, 0)
        parts += [text(x, y + 22, "0", "upright middle")]
        x, y = place(0, top)
        parts += [text(x + 12, y + 8, name, "one" if place is right else "")]
    for place, ticks in ((left, (1, 2)), (right, (1,))):
        for tick in ticks:
            x, y = place(0, tick)
            parts += [line("axis", (x - 4, y), (x, y))]
            parts += [text(x - 10, y + 5, number(tick), "upright end")]
    parts += [path("curve", (left(-2.7, 0), left(0, 0), left(2.7, 2.7)))]
    parts += [line("one", right(-2.7, 0), right(0, 0)), line("one", right(0, 1), right(2.9, 1))]
    parts += [dot(*right(0, 0), "one"), dot(*right(0, 1), "hollow")]
    return svg(700, 238, parts)


FIGURES: dict[str, Callable[[], str]] = {
    "effect.svg": where_the_effect_goes,
    "shapes.svg": blocks_that_fit,
    "relu.svg": gate,
}

if __name__ == "__main__":
    for name, draw in FIGURES.items():
        Path(__file__).with_name(name).write_text(draw(), encoding="utf-8", newline="\n")
