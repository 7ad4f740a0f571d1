"""Draw the figures of this lesson again: `python make_figures.py`, next to this file.

Every figure is a plain SVG of a few kilobytes on its own card, so that it can be read on a light
and on a dark page. Labels are mathematics, the same in every language. All figures show the
lesson's own examples, with numbers computed here.

この章の図を描き直すには、このフォルダーで `python make_figures.py` を実行してください。
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

Curve = npt.NDArray[np.float64]
Point = tuple[float, float]

STYLE = """
  .card { fill: #fbfaf7; stroke: #d9d5cc; }
  .level { fill: none; stroke: #c9c4ba; stroke-width: 1.1; }
  .axis, .tick { fill: none; stroke: #77726a; }
  .tick { stroke-dasharray: 2 4; }
  .curve { fill: none; stroke: #33302b; stroke-width: 2.2; }
  .one { fill: none; stroke: #c2410c; stroke-width: 2.2; }
  .two { fill: none; stroke: #1d5fbf; stroke-width: 2.2; }
  .dot { fill: #33302b; }
  .dot.one { fill: #c2410c; stroke: none; }
  .dot.two { fill: #1d5fbf; stroke: none; }
  text { fill: #33302b; font: italic 15px Georgia, "Times New Roman", serif; }
  text.upright { font-style: normal; }
  text.one { fill: #c2410c; stroke: none; }
  text.two { fill: #1d5fbf; stroke: none; }
  text.halo { paint-order: stroke; stroke: #fbfaf7; stroke-width: 6; stroke-linejoin: round; }
  text.middle { text-anchor: middle; }
  text.end { text-anchor: end; }
  @media (prefers-color-scheme: dark) {
    .card { fill: #1b1f27; stroke: #3a404b; }
    .level { stroke: #4d5563; }
    .axis, .tick { stroke: #9aa2b0; }
    .curve { stroke: #e6e3dc; }
    .dot, text { fill: #e6e3dc; }
    .one { stroke: #ff9a5c; }
    .two { stroke: #7db4ff; }
    text.halo { stroke: #1b1f27; }
    text.one, .dot.one { fill: #ff9a5c; }
    text.two, .dot.two { fill: #7db4ff; }
  }
"""


# -- the examples of the lesson ---------------------------------------------------------------


def valleys(w: Curve | float) -> Curve:
    """Two valleys: the wrong one at −1, the right one at 2, and a ridge at 0 between them."""
    w = np.asarray(w)
    return np.asarray((3 * w**4 - 4 * w**3 - 12 * w**2 + 32) / 12)


def valleys_slope(w: Curve) -> Curve:
    return w * (w + 1) * (w - 2)


def pass_slopes(spot: Curve) -> Curve:
    """The gradient of (ab − 1)², which has a saddle point at (0, 0)."""
    a, b = spot
    return np.asarray(2 * (a * b - 1) * np.array([b, a]))


def walk(slopes: Callable[[Curve], Curve], start: Curve | float, rate: float, steps: int) -> Curve:
    """The spots of a walk from the start, one a row."""
    spots = [np.asarray(start, dtype=float)]
    for _ in range(steps):
        spots.append(spots[-1] - rate * slopes(spots[-1]))
    return np.array(spots)


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


def path(kind: str, x: Curve, y: Curve) -> str:
    points = " ".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True))
    return f'<path class="{kind}" d="M{points}"/>'


def line(kind: str, start: Point, end: Point) -> str:
    return path(kind, np.array([start[0], end[0]]), np.array([start[1], end[1]]))


def arrow(kind: str, start: Point, end: Point) -> str:
    along = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
    across = np.array([-along[1], along[0]])
    left, right = end - 8 * along + 4.5 * across, end - 8 * along - 4.5 * across
    return line(kind, start, end) + path(kind, *np.array([left, end, right]).T)


def dot(x: float, y: float, kind: str = "", radius: float = 4) -> str:
    return f'<circle class="dot {kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'


def dots(x: Curve, y: Curve, kind: str) -> list[str]:
    """The spots of a walk: a large dot for the start, small ones after it."""
    spots = zip(x.tolist(), y.tolist(), strict=True)
    return [dot(*at, kind, 3 if nth else 5) for nth, at in enumerate(spots)]


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{words}</text>'


def number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def window(name: str, x: float, y: float, width: float, height: float, parts: list[str]) -> str:
    """Parts of which only what lies inside a rectangle is seen."""
    rectangle = f'<rect x="{x}" y="{y}" width="{width}" height="{height}"/>'
    inside = "\n".join(parts)
    return f'<clipPath id="{name}">{rectangle}</clipPath>\n<g clip-path="url(#{name})">{inside}</g>'


# -- two valleys ------------------------------------------------------------------------------


def two_valleys() -> str:
    """Walks at the rate 0.1 from five starts: two end at −1, two at 2, and one never leaves 0."""

    def flat(w: Curve | float) -> tuple[Curve, Curve]:
        return np.asarray(275 + 112 * np.asarray(w)), np.asarray(320 - 48 * valleys(w))

    def spot(w: float) -> Point:
        x, y = flat(w)
        return float(x), float(y)

    parts = [arrow("axis", (24, 320), (668, 320)), text(660, 343, "w", "middle")]
    parts += [arrow("axis", (40, 336), (40, 24)), text(52, 32, "L")]
    for place, height in ((-1.0, "2.25"), (0.0, "2.67"), (2.0, "0")):
        px, py = spot(place)
        parts += [line("tick", (px, 320), (px, py)), text(px, 343, number(place), "upright middle")]
        if place < 2:
            parts += [line("tick", (40, py), (px, py)), text(34, py + 5, height, "upright end")]
    parts += [path("curve", *flat(np.linspace(-2.06, 3.06, 160)))]
    for start, kind, shift, anchor in (
        (-2.0, "one", (12, -2), ""),
        (-0.1, "one", (-10, -14), "end"),
        (0.1, "two", (10, -14), ""),
        (3.0, "two", (-12, -2), "end"),
    ):
        x, y = flat(walk(valleys_slope, start, 0.1, 60))
        parts += dots(x, y, kind)
        style = f"upright {kind} {anchor}".strip()
        words = text(float(x[0]) + shift[0], float(y[0]) + shift[1], number(start), style)
        parts += [words]
    parts += [dot(*spot(0.0), radius=5), text(spot(0)[0], spot(0)[1] - 14, "0", "upright middle")]
    return svg(690, 360, parts)


# -- a saddle ---------------------------------------------------------------------------------


def saddle() -> str:
    """(ab − 1)² from above, with three walks, and its profile along three lines through (0, 0)."""
    scale, left, top, side = 86.0, 36.0, 36.0, 292.0
    cx, cy = left + side / 2, top + side / 2

    def flat(a: Curve, b: Curve) -> tuple[Curve, Curve]:
        return cx + scale * a, cy - scale * b

    levels = []
    for product in (-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0):
        a = np.linspace(abs(product) / 1.75, 1.75, 60)
        for side_of in (a, -a):
            kind = "curve" if product == 1 else "level"
            levels += [path(kind, *flat(side_of, product / side_of))]
    levels += [line("level", (left, cy), (left + side, cy))]
    levels += [line("level", (cx, top), (cx, top + side))]
    for start, kind in (((1.2, -1.1), "two"), ((1.1, -1.2), "two"), ((1.2, -1.2), "one")):
        x, y = flat(*walk(pass_slopes, np.array(start), 0.1, 60).T)
        levels += [path(kind, x, y), *dots(x, y, kind)]
    levels += [dot(cx, cy)]
    parts = [window("ground", left, top, side, side, levels)]
    parts += [line("axis", (left, top + side), (left + side, top + side))]
    parts += [line("axis", (left, top + side), (left, top))]
    parts += [text(left + side - 4, top + side + 20, "a", "end"), text(left - 18, top + 12, "b")]
    parts += [text(cx, top + side + 20, "0", "upright middle")]
    parts += [text(left - 8, cy + 5, "0", "upright end")]
    parts += [text(cx + 44, top + 20, "ab = 1", "halo end")]

    origin, foot = 536.0, top + side
    t = np.linspace(-1.5, 1.5, 90)
    narrow = np.linspace(-1.03, 1.03, 60)

    def profile(along: Curve, height: Curve) -> tuple[Curve, Curve]:
        return origin + 92 * along, foot - 62 * height

    level = foot - 62
    parts += [arrow("axis", (384, foot), (700, foot)), text(696, foot + 20, "t", "end")]
    parts += [arrow("axis", (origin, foot), (origin, 24)), text(origin + 10, 32, "L")]
    parts += [text(origin - 8, level - 8, "1", "upright end")]
    parts += [text(origin, foot + 20, "0", "upright middle")]
    parts += [
        path("two", *profile(t, (t**2 - 1) ** 2)),
        path("one", *profile(narrow, (narrow**2 + 1) ** 2)),
    ]
    parts += [line("curve", (origin - 138, level), (origin + 138, level)), dot(origin, level)]
    parts += [text(origin + 92, 46, "(t, −t)", "one halo")]
    parts += [text(origin + 146, level - 52, "(t, t)", "two halo end")]
    parts += [text(origin + 144, level + 5, "(t, 0)")]
    return svg(734, 372, parts)


# -- strides in a bowl ------------------------------------------------------------------------


def three_strides() -> str:
    """Walks in the bowl 2x² from x = 1, at three rates."""
    parts = []
    left, top, width, height = 22, 50, 214, 214
    panels = ((0.1, 9, "two"), (0.4, 9, "two"), (0.6, 2, "one"))
    for place, (rate, steps, kind) in enumerate(panels):
        x0 = left + place * (width + 22)

        def flat(x: Curve, x0: int = x0) -> tuple[Curve, Curve]:
            return x0 + width / 2 + 41 * x, np.asarray(top + height - 24 * 2 * x**2)

        spots = walk(lambda x: 4 * x, 1.0, rate, steps)
        x, y = flat(spots)
        foot = top + height
        inside = [path("level", *flat(np.linspace(-2.2, 2.2, 80))), path(kind, x, y)]
        inside += [*dots(x, y, kind)[1:], dot(float(x[0]), float(y[0]))]
        parts += [window(f"panel{place}", x0, top, width, height + 5, inside)]
        parts += [line("axis", (x0, foot), (x0 + width, foot)), line("axis", (x0, foot), (x0, top))]
        parts += [text(x0 + width / 2, 32, f"η = {rate}", f"{kind} middle")]
        parts += [text(x0 + width / 2, foot + 20, "0", "upright middle")]
        parts += [text(x0 + width / 2 + 41, foot + 20, "1", "upright middle")]
        parts += [text(x0 + width - 4, foot + 20, "x", "end"), text(x0 + 7, top + 14, "L")]
    return svg(730, 294, parts)


# -- what a step leaves of the error ----------------------------------------------------------


def what_is_left() -> str:
    """By how much a step multiplies the error, against the rate, where the bend is 4 and 2."""

    def flat(rate: Curve | float, factor: Curve | float) -> tuple[Curve, Curve]:
        return np.asarray(80 + 500 * np.asarray(rate)), np.asarray(280 - 130 * np.asarray(factor))

    def left_over(bend: float, rate: float) -> float:
        return float(abs(walk(lambda x: bend * x, 1.0, rate, 1)[1]))

    parts = [arrow("axis", (80, 280), (664, 280)), text(656, 303, "η", "middle")]
    parts += [arrow("axis", (80, 280), (80, 24)), text(92, 32, "|x₁ / x₀|")]
    one = float(flat(0, 1)[1])
    parts += [line("tick", (80, one), (650, one)), text(68, one + 5, "1", "upright end")]
    parts += [text(68, 285, "0", "upright end")]
    for rate in (0.25, 0.5, 1.0):
        x = float(flat(rate, 0)[0])
        parts += [line("tick", (x, 280), (x, one)), text(x, 303, number(rate), "upright middle")]
    for bend, kind, last in ((2.0, "two", 1.1), (4.0, "one", 0.72)):
        rates = np.array([0, 1 / bend, last])
        parts += [path(kind, *flat(rates, np.array([left_over(bend, float(r)) for r in rates])))]
    for rate in (0.1, 0.25, 0.4, 0.5, 0.6):
        x, y = map(float, flat(rate, left_over(4, rate)))
        parts += [dot(x, y, "one")]
    for x, y, words, kind in (
        (0.72, 1.88, "λ = 4", "one end"),
        (1.1, 1.2, "λ = 2", "two end"),
    ):
        px, py = map(float, flat(x, y))
        parts += [text(px - 14, py - 4, words, kind)]
    return svg(690, 322, parts)


FIGURES: dict[str, Callable[[], str]] = {
    "valleys.svg": two_valleys,
    "saddle.svg": saddle,
    "bowl.svg": three_strides,
    "factor.svg": what_is_left,
}

if __name__ == "__main__":
    for name, draw in FIGURES.items():
        Path(__file__).with_name(name).write_text(draw(), encoding="utf-8", newline="\n")
