"""Draw the figures of this lesson again: `python make_figures.py`, next to this file.

Every figure is a plain SVG of a few kilobytes on its own card, so that it can be read on a light
and on a dark page. Labels are mathematics, the same in every language. Both figures show the
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
  .axis, .tick { fill: none; stroke: #77726a; }
  .tick { stroke-dasharray: 2 4; }
  .curve { fill: none; stroke: #33302b; stroke-width: 2.2; }
  .one { fill: none; stroke: #c2410c; stroke-width: 2.2; }
  .two { fill: none; stroke: #1d5fbf; stroke-width: 2.2; }
  .dot { fill: #33302b; }
  text { fill: #33302b; font: italic 15px Georgia, "Times New Roman", serif; }
  text.upright { font-style: normal; }
  text.one { fill: #c2410c; stroke: none; }
  text.two { fill: #1d5fbf; stroke: none; }
  text.middle { text-anchor: middle; }
  text.end { text-anchor: end; }
  @media (prefers-color-scheme: dark) {
    .card { fill: #1b1f27; stroke: #3a404b; }
    .axis, .tick { stroke: #9aa2b0; }
    .curve { stroke: #e6e3dc; }
    .dot, text { fill: #e6e3dc; }
    .one { stroke: #ff9a5c; }
    .two { stroke: #7db4ff; }
    text.one { fill: #ff9a5c; }
    text.two { fill: #7db4ff; }
  }
"""


# -- the example of the lesson ----------------------------------------------------------------

POINT = np.array([4.0, 1.0, 3.0])
GRADIENT = np.array([4.0, -10.0, -2.0])
NAMES = ("a", "b", "c")


def loss(a: Curve | float, b: Curve | float, c: Curve | float) -> Curve:
    return np.asarray((a - 2 * b) ** 2 + (b + c - 5) ** 2)


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


def dot(x: float, y: float) -> str:
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{words}</text>'


def signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def knob(kind: str, x: float, y: float, name: str) -> str:
    """A knob seen from above, its mark a little to the right of the top: it has been turned."""
    tilt = np.radians(28)
    mark = np.array([np.sin(tilt), -np.cos(tilt)])
    here = np.array([x, y])
    rim = f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="17"/>'
    inner, outer = here + 8 * mark, here + 17 * mark
    pointer = line(kind, (inner[0], inner[1]), (outer[0], outer[1]))
    return rim + pointer + text(x, y + 38, name, "middle")


# -- one blended number, or one number for every knob -----------------------------------------


def total_and_partials() -> str:
    """The same turn of three knobs, told as one change (left) and knob by knob (right)."""
    change = np.full(3, 0.1)
    effects = GRADIENT * change
    start = float(loss(*POINT))

    def height(value: float) -> float:
        return 110 - 130 * (value - start)

    bottom = height(start + effects.sum())
    parts = [line("tick", (40, height(start)), (690, height(start)))]
    parts += [line("tick", (40, bottom), (690, bottom))]

    for x, name in zip((78, 128, 178), NAMES, strict=True):
        parts += [text(x, 262, "?", "upright two middle"), knob("two", x, 292, name)]
    parts += [arrow("two", (128, height(start)), (128, bottom))]
    parts += [text(128, 32, "dL", "middle"), text(142, 168, signed(effects.sum()), "two")]

    level = start
    for x, name, effect in zip((350, 470, 590), NAMES, effects, strict=True):
        after = level + float(effect)
        parts += [arrow("one", (x, height(level)), (x, height(after)))]
        if name != NAMES[-1]:
            parts += [line("tick", (x, height(after)), (x + 120, height(after)))]
        middle = (height(level) + height(after)) / 2 + (18 if name == "b" else 5)
        parts += [text(x + 12, middle, signed(effect), "one")]
        parts += [text(x, 32, f"(∂L/∂{name}) · d{name}", "middle")]
        parts += [knob("one", x, 292, name)]
        level = after
    parts += [text(250, (height(start) + bottom) / 2 + 5, "=", "upright middle")]
    return svg(730, 352, parts)


# -- how far the forecast can be trusted ------------------------------------------------------


def forecast_and_truth() -> str:
    """All three knobs turned up by t: the truth bends away from the straight forecast."""
    t = np.linspace(-0.12, 1.22, 68)
    reach = np.array([-0.12, 1.12])
    start, slope = float(loss(*POINT)), float(GRADIENT.sum())

    def truth(at: Curve | float) -> Curve:
        return loss(*(coordinate + at for coordinate in POINT))

    def flat(at: Curve | float, value: Curve | float) -> tuple[Curve, Curve]:
        return np.asarray(130 + 400 * np.asarray(at)), np.asarray(240 - 33 * np.asarray(value))

    parts = [arrow("axis", (60, 240), (660, 240)), text(652, 262, "t", "middle")]
    parts += [arrow("axis", (130, 380), (130, 24)), text(142, 32, "L")]
    parts += [text(118, 258, "0", "upright end")]
    parts += [path("curve", *flat(t, truth(t)))]
    parts += [path("one", *flat(reach, start + slope * reach))]
    for at, label in ((0.1, "0.1"), (1.0, "1")):
        x, true = map(float, flat(at, truth(at)))
        _, told = map(float, flat(at, start + slope * at))
        parts += [line("tick", (x, 240), (x, true)), line("two", (x, true), (x, told))]
        parts += [dot(x, true), dot(x, told)]
        parts += [text(x + (9 if at == 1 else 0), 258, label, "upright" + " middle" * (at < 1))]
    parts += [dot(*map(float, flat(0.0, start)))]
    parts += [text(190, 94, "4.25", "upright"), text(158, 122, "4.2", "upright one end")]
    parts += [text(512, 164, "2", "upright"), text(542, 343, "−3", "upright one")]
    parts += [text(500, 268, "5", "upright two")]
    parts += [text(622, 130, "L", "middle"), text(388, 318, "L + dL", "one end")]
    return svg(690, 400, parts)


FIGURES: dict[str, Callable[[], str]] = {
    "total.svg": total_and_partials,
    "forecast.svg": forecast_and_truth,
}

if __name__ == "__main__":
    for name, draw in FIGURES.items():
        Path(__file__).with_name(name).write_text(draw(), encoding="utf-8", newline="\n")
