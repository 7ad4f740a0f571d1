"""Draw the figures of this lesson again: `python make_figures.py`, next to this file.

Every figure is a plain SVG of a few kilobytes on its own card, so that it can be read on a light
and on a dark page. Labels are mathematics, the same in every language. All figures show the
lesson's own example, with numbers computed here.

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
  .bar { fill: #e9e6df; stroke: #77726a; stroke-width: 1.6; }
  .bar.one { fill: #f7ddcd; stroke: #c2410c; }
  .bar.two { fill: #dde5f1; stroke: #1d5fbf; }
  .dot { fill: #33302b; }
  .dot.one { fill: #c2410c; stroke: none; }
  .dot.two { fill: #1d5fbf; stroke: none; }
  text { fill: #33302b; font: italic 15px Georgia, "Times New Roman", serif; }
  text.upright { font-style: normal; }
  text.large { font-size: 18px; }
  text.one { fill: #c2410c; stroke: none; }
  text.two { fill: #1d5fbf; stroke: none; }
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
    .bar { fill: #2c323d; stroke: #9aa2b0; }
    .bar.one { fill: #4a3226; stroke: #ff9a5c; }
    .bar.two { fill: #26364d; stroke: #7db4ff; }
    text.one, .dot.one { fill: #ff9a5c; }
    text.two, .dot.two { fill: #7db4ff; }
  }
"""


# -- the example of the lesson ----------------------------------------------------------------

SCORES = np.log([5.0, 3.0, 2.0])


def shares(scores: Curve) -> Curve:
    powers = np.exp(scores)
    return np.asarray(powers / powers.sum())


def measured_slopes(scores: Curve, step: float = 1e-5) -> Curve:
    """How every share answers to every score: central differences, a column per score."""
    columns = []
    for knob in np.eye(len(scores)):
        up, down = shares(scores + step * knob), shares(scores - step * knob)
        columns.append((up - down) / (2 * step))
    return np.stack(columns, axis=1)


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


def box(kind: str, x: float, y: float, width: float, height: float) -> str:
    size = f'width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="bar {kind}" x="{x:.1f}" y="{y:.1f}" {size}/>'


def dot(x: float, y: float, kind: str = "", radius: float = 4) -> str:
    return f'<circle class="dot {kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{words}</text>'


def number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace("-", "−")


def power(exponent: str) -> str:
    return f'e<tspan dy="-6" font-size="12">{exponent}</tspan>'


# -- from scores to shares --------------------------------------------------------------------


def from_scores_to_shares() -> str:
    """The scores, and the scores with 2 taken off: other powers, but the same shares."""
    shift = 2.0

    def bars(x: float, floor: float, values: Curve, scale: float, digits: int, kind: str) -> str:
        """Three bars on a line, each with its number beyond its end."""
        drawn = [line("axis", (x - 8, floor), (x + 146, floor))]
        for place, value in enumerate(values):
            left, end = x + 48 * place, floor - scale * float(value)
            drawn += [box(kind, left, min(end, floor), 42, abs(end - floor))]
            beyond = end - 7 if value > 0 else end + 18
            drawn += [text(left + 21, beyond, number(float(value), digits), "upright middle")]
        return "".join(drawn)

    upper, lower = 178.0, 338.0
    parts = [text(101, 34, "z", "large middle"), text(345, 34, power("z"), "large middle")]
    parts += [text(645, 34, "p", "large two middle")]
    parts += [bars(32, upper, SCORES, 36, 2, "")]
    parts += [bars(32, lower, SCORES - shift, 36, 2, "")]
    parts += [bars(276, upper, np.exp(SCORES), 21, 0, "")]
    parts += [bars(276, lower, np.exp(SCORES - shift), 21, 2, "")]
    parts += [bars(576, 292, shares(SCORES), 240, 1, "two")]

    for floor in (upper, lower):
        parts += [arrow("axis", (198, floor - 30), (250, floor - 30))]
    factor = float(np.exp(shift))
    for x, change in ((101, f"−{shift:g}"), (345, f"÷ {factor:.2f}")):
        parts += [arrow("one", (x, upper + 18), (x, upper + 74))]
        parts += [text(x + 14, upper + 51, change, "one upright")]
    total = float(np.exp(SCORES).sum())
    parts += [arrow("two", (442, upper - 30), (548, 218))]
    parts += [arrow("two", (442, lower - 30), (548, 264))]
    parts += [text(500, 166, f"÷ {total:.0f}", "two upright")]
    parts += [text(500, 318, f"÷ {total / factor:.2f}", "two upright")]
    return svg(740, 418, parts)


# -- surprise ---------------------------------------------------------------------------------


def surprise() -> str:
    """−log p: every halving of the share costs the same, and no share at all costs infinity."""
    share = np.geomspace(0.0058, 1.0, 120)

    def flat(p: Curve | float, cost: Curve | float) -> tuple[Curve, Curve]:
        return np.asarray(86 + 540 * np.asarray(p)), np.asarray(322 - 56 * np.asarray(cost))

    def spot(p: float) -> Point:
        x, y = flat(p, -np.log(p))
        return float(x), float(y)

    parts = [arrow("axis", (66, 322), (668, 322)), text(664, 344, "p", "end")]
    parts += [arrow("axis", (86, 342), (86, 22)), text(98, 32, "− log p")]
    for p in (0.5, 1.0):
        x = float(flat(p, 0)[0])
        parts += [line("axis", (x, 318), (x, 326)), text(x, 344, f"{p:g}", "upright middle")]
    for cost in range(1, 6):
        y = float(flat(0, cost)[1])
        parts += [line("axis", (82, y), (90, y)), text(74, y + 5, f"{cost}", "upright end")]
    for before, after in ((1.0, 0.5), (0.5, 0.25), (0.25, 0.125)):
        (right, low), (left, high) = spot(before), spot(after)
        parts += [line("tick", (right, low), (left, low)), line("one", (left, low), (left, high))]
        middle = float(low + high) / 2 + 5
        parts += [text(left - 9, middle, number(np.log(2), 3), "one upright end")]
    parts += [path("curve", *flat(share, -np.log(share)))]
    for p in (1.0, 0.5, 0.3, 0.25, 0.125, 0.01):
        x, y = spot(p)
        kind = "two" if p == 0.3 else ""
        aside, above = (-18, 14) if p == 1 else (12, 2) if p == 0.3 else (10, 9)
        where = f"({p:g}, {number(abs(np.log(p)), 3 if p < 1 else 0)})"
        parts += [dot(x, y, kind), text(x + aside, y - above, where, f"{kind} upright")]
    return svg(690, 366, parts)


# -- every share answers to every score -------------------------------------------------------


def signed_grid() -> str:
    """The nine slopes as squares: area is size, colour is sign. Every column adds up to 0."""
    slopes, now = measured_slopes(SCORES), shares(SCORES)
    left, top, wide, high = 176.0, 66.0, 118.0, 92.0
    parts = []
    for i in range(4):
        x, y = left + wide * i, top + high * i
        parts += [line("level", (x, top), (x, top + 3 * high))]
        parts += [line("level", (left, y), (left + 3 * wide, y))]
    for i, (name, share) in enumerate(zip("₀₁₂", now, strict=True)):
        y = top + high * (i + 0.5) + 5
        parts += [text(left - 18, y, f"p{name} = {share:.1f}", "large end")]
        x = left + wide * (i + 0.5)
        parts += [text(x, top - 16, f"∂ / ∂z{name}", "large middle")]
        for j in range(3):
            slope = float(slopes[i, j])
            middle, kind = left + wide * (j + 0.5), "two" if slope > 0 else "one"
            side = 104 * float(np.sqrt(abs(slope)))
            floor = top + high * i + 38
            parts += [box(kind, middle - side / 2, floor - side / 2, side, side)]
            sign = "+" if slope > 0 else ""
            below = top + high * (i + 1) - 9
            parts += [text(middle, below, sign + number(slope, 2), f"{kind} upright middle")]
        total = number(abs(float(slopes[:, i].sum().round(9))), 0)
        parts += [text(x, top + 3 * high + 30, total, "large upright middle")]
    parts += [text(left - 18, top + 3 * high + 30, "Σ", "large upright end")]
    return svg(570, 390, parts)


FIGURES: dict[str, Callable[[], str]] = {
    "shares.svg": from_scores_to_shares,
    "surprise.svg": surprise,
    "jacobian.svg": signed_grid,
}

if __name__ == "__main__":
    for name, draw in FIGURES.items():
        Path(__file__).with_name(name).write_text(draw(), encoding="utf-8", newline="\n")
