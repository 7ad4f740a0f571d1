"""Draw the figures of this lesson again: `python make_figures.py`, next to this file.

Every figure is a plain SVG of a few kilobytes on its own card, so that it can be read on a light
and on a dark page. Labels are mathematics, the same in every language.

この章の図を描き直すには、このフォルダーで `python make_figures.py` を実行してください。
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

Curve = npt.NDArray[np.float64]

STYLE = """
  .card { fill: #fbfaf7; stroke: #d9d5cc; }
  .hill { fill: #fbfaf7; stroke: #a7a29a; stroke-width: 1.1; }
  .axis, .tick { fill: none; stroke: #77726a; }
  .tick { stroke-dasharray: 2 4; }
  .curve { fill: none; stroke: #33302b; stroke-width: 2.2; }
  .one { fill: none; stroke: #c2410c; stroke-width: 2.2; }
  .two { fill: none; stroke: #1d5fbf; stroke-width: 2.2; }
  .sheet { fill: #dde5f1; stroke: #1d5fbf; stroke-width: 2.4; }
  .true { fill: none; stroke: #77726a; stroke-width: 1.6; stroke-dasharray: 6 4; }
  .dot { fill: #33302b; }
  text { fill: #33302b; font: italic 15px Georgia, "Times New Roman", serif; }
  text.upright { font-style: normal; }
  text.one { fill: #c2410c; stroke: none; }
  text.two { fill: #1d5fbf; stroke: none; }
  text.middle { text-anchor: middle; }
  text.end { text-anchor: end; }
  @media (prefers-color-scheme: dark) {
    .card { fill: #1b1f27; stroke: #3a404b; }
    .hill { fill: #1b1f27; stroke: #727a88; }
    .axis, .tick, .true { stroke: #9aa2b0; }
    .curve { stroke: #e6e3dc; }
    .dot, text { fill: #e6e3dc; }
    .one { stroke: #ff9a5c; }
    .two, .sheet { stroke: #7db4ff; }
    .sheet { fill: #26364d; }
    text.one { fill: #ff9a5c; }
    text.two { fill: #7db4ff; }
  }
"""


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


def path(kind: str, x: Curve, y: Curve, closing: str = "") -> str:
    points = " ".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True))
    return f'<path class="{kind}" d="M{points}{closing}"/>'


def line(kind: str, start: tuple[float, float], end: tuple[float, float]) -> str:
    return path(kind, np.array([start[0], end[0]]), np.array([start[1], end[1]]))


def arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    """An axis with a head."""
    along = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
    across = np.array([-along[1], along[0]])
    left, right = end - 8 * along + 4 * across, end - 8 * along - 4 * across
    head = path("axis", *np.array([left, end, right]).T)
    return line("axis", start, end) + head


def dot(x: float, y: float) -> str:
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{words}</text>'


# -- the slice along one knob -----------------------------------------------------------------


def landscape(u: Curve | float, v: Curve | float) -> Curve:
    """A loss with two valleys over the knobs u and v, both between −2 and 2."""
    deep = np.exp(-((u - 0.9) ** 2 + (v + 0.3) ** 2) / 0.9)
    shallow = np.exp(-((u + 1.1) ** 2 + (v - 0.3) ** 2) / 0.5)
    return np.asarray(1.15 - 0.95 * deep - 0.5 * shallow + 0.07 * u**2 + 0.12 * v)


def slice_along_one_knob() -> str:
    """The mountain, cut open along w₁ at w₂ = 0, and the cut face seen from the front."""
    held, here = 0.0, 0.25
    u = np.linspace(-2, 2, 61)
    tiny = 1e-6
    slope = (landscape(here + tiny, held) - landscape(here - tiny, held)) / (2 * tiny)
    touching = np.array([here - 0.85, here + 0.75])
    tangent = landscape(here, held) + slope * (touching - here)

    def project(u: Curve | float, v: Curve | float, height: Curve | float) -> tuple[Curve, Curve]:
        u, v, height = np.broadcast_arrays(u, v, height)
        return 195 + 52 * u + 30 * v, 264 - 34 * v - 78 * height

    def face(u: Curve, height: Curve | float) -> tuple[Curve, Curve]:
        u, height = np.broadcast_arrays(u, height)
        return 565 + 62 * u, 310 - 120 * height

    removed = project(np.array([-2, -2, 2, 2]), np.array([0, -2, -2, 0]), 0.0)
    parts = [path("tick", *removed)]
    for v in np.linspace(2, held, 9):  # from the back to the front
        x, y = project(u, v, landscape(u, v))
        (right, left), (floor, _) = project(u[[-1, 0]], v, 0.0)
        corners = f" {right:.1f} {floor:.1f} {left:.1f} {floor:.1f}z"
        parts.append(path("sheet" if v == held else "hill", x, y, corners))
    parts += [path("one", *project(touching, held, tangent))]
    parts += [dot(*map(float, project(here, held, landscape(here, held))))]
    parts += [arrow((31, 346), (262, 346)), text(270, 350, "w₁")]
    parts += [arrow((262, 330), (376, 200)), text(378, 196, "w₂")]

    x, y = face(u, landscape(u, held))
    parts += [path("sheet", x, y, f" {x[-1]:.1f} 310 {x[0]:.1f} 310z")]
    parts += [path("one", *face(touching, tangent))]
    px, py = map(float, face(np.array(here), landscape(here, held)))
    parts += [dot(px, py), text(px + 14, py - 12, "∂L / ∂w₁", "one")]
    parts += [arrow((425, 310), (706, 310)), text(700, 332, "w₁", "middle")]
    parts += [arrow((425, 310), (425, 60)), text(436, 68, "L")]
    parts += [text(565, 68, "w₂ = 0", "two middle")]
    return svg(730, 366, parts)


# -- one side or both -------------------------------------------------------------------------


def one_side_or_both() -> str:
    def f(x: Curve) -> Curve:
        return 0.18 * x**2 + 0.09 * x**3

    def flat(x: Curve, y: Curve) -> tuple[Curve, Curve]:
        return 90 + 150 * x, 262 - 78 * y

    p, h = 1.55, 0.75
    x = np.linspace(0.2, 2.55, 60)
    at = np.array([p - h, p, p + h])
    value = f(at)
    px, py = flat(at, value)
    parts = [arrow((60, 300), (560, 300))]
    parts += [line("tick", (a, b), (a, 300)) for a, b in zip(px, py, strict=True)]
    names = ("p − h", "p", "p + h")
    parts += [text(a, 322, name, "middle") for a, name in zip(px, names, strict=True)]
    slope = 0.36 * p + 0.27 * p**2
    touching = np.array([p - 0.95, p + 0.95])
    parts += [path("true", *flat(touching, value[1] + slope * (touching - p)))]
    parts += [path("curve", *flat(x, f(x)))]

    def chord(kind: str, left: int, right: int, beyond: float) -> str:
        rise = (value[right] - value[left]) / (at[right] - at[left])
        ends = np.array([at[left] - beyond, at[right] + beyond])
        return path(kind, *flat(ends, value[left] + rise * (ends - at[left])))

    parts += [chord("one", 1, 2, 0.16), chord("two", 0, 2, 0.16)]
    parts += [dot(a, b) for a, b in zip(px, py, strict=True)]
    parts += [line("one", (72, 46), (104, 46)), text(114, 51, "p, p + h", "one")]
    parts += [line("two", (72, 74), (104, 74)), text(114, 79, "p − h, p + h", "two")]
    parts += [line("true", (72, 102), (104, 102)), text(114, 107, "f ′(p)")]
    return svg(600, 340, parts)


# -- how long should the step be? -------------------------------------------------------------


def how_long_a_step() -> str:
    """Errors really measured, on the lesson's g(a, 3) = a³ + 12a − 9 at a = 2 (true slope: 24)."""

    def g(a: Curve) -> Curve:
        return a**3 + 12 * a - 9

    exponents = np.linspace(-12, 0, 73)
    h = 10.0**exponents
    one_side = (g(2 + h) - g(2.0 + 0 * h)) / h
    both_sides = (g(2 + h) - g(2 - h)) / (2 * h)

    def flat(exponent: Curve, error: Curve) -> tuple[Curve, Curve]:
        return 560 + 40 * exponent, 60 - 18 * np.log10(np.maximum(np.abs(error), 1e-12))

    parts = [arrow((70, 290), (590, 290)), text(592, 312, "h", "end")]
    parts += [arrow((70, 290), (70, 30)), text(82, 38, "|Δ|")]
    for exponent, label in ((-12, "10⁻¹²"), (-9, "10⁻⁹"), (-5, "10⁻⁵"), (-2, "10⁻²"), (0, "1")):
        at = 560 + 40 * exponent
        parts += [text(at, 312, label, "upright middle")]
    parts += [line("tick", (360, 290), (360, 40))]
    for exponent, label in ((0, "1"), (-6, "10⁻⁶"), (-12, "10⁻¹²")):
        parts += [text(62, 65 - 18 * exponent, label, "upright end")]
    for kind, slope in (("one", one_side), ("two", both_sides)):
        parts += [path(kind, *flat(exponents, slope - 24))]
    parts += [text(462, 84, "p, p + h", "one end"), text(572, 196, "p − h, p + h", "two end")]
    return svg(620, 330, parts)


FIGURES: dict[str, Callable[[], str]] = {
    "slice.svg": slice_along_one_knob,
    "central.svg": one_side_or_both,
    "step.svg": how_long_a_step,
}

if __name__ == "__main__":
    for name, draw in FIGURES.items():
        Path(__file__).with_name(name).write_text(draw(), encoding="utf-8", newline="\n")
