"""Draw the figures of this lesson again: `python make_figures.py`, next to this file.

Every figure is a plain SVG of a few kilobytes on its own card, so that it can be read on a light
and on a dark page. Labels are mathematics, the same in every language: what is whispered forwards
is blue, what the notes say is orange. The numbers are those of the lesson, computed here.

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
  .seat { fill: #dde5f1; stroke: #1d5fbf; stroke-width: 1.6; }
  .note { fill: #fbe9dd; stroke: #c2410c; stroke-width: 1.3; }
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
    .two, .seat { stroke: #7db4ff; }
    .seat { fill: #26364d; }
    .note { fill: #452d20; stroke: #ff9a5c; }
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


def number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


SEAT = 25.0


def seat(at: Point, words: str) -> str:
    x, y = at
    circle = f'<circle class="seat" cx="{x:.1f}" cy="{y:.1f}" r="{SEAT:g}"/>'
    return circle + text(x, y + 5, words, "middle")


def connection(kind: str, start: Point, end: Point, aside: float = 0.0) -> str:
    """An arrow from seat to seat, both centres given; `aside` shifts it to its right."""
    along = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
    shift = aside * np.array([-along[1], along[0]])
    tail, head = start + (SEAT + 5) * along + shift, end - (SEAT + 5) * along + shift
    return arrow(kind, (tail[0], tail[1]), (head[0], head[1]))


def note(at: Point, words: str) -> str:
    """A slip of paper with one corner folded over, centred at the point."""
    x, y = at
    left, right, top, bottom, fold = x - 22, x + 22, y - 14, y + 14, 8
    edge = np.array(
        [(left, top), (right - fold, top), (right, top + fold), (right, bottom), (left, bottom)]
    )
    crease = np.array([(right - fold, top), (right - fold, top + fold), (right, top + fold)])
    paper = path("note", *edge.T, "z") + path("note", *crease.T)
    return paper + text(x - 1, y + 5, words, "upright one middle")


# -- one row of seats -------------------------------------------------------------------------


def row_of_seats() -> str:
    """u = 3w − 1, v = u², L = (v − 5)² at w = 1: whispered forwards, the note handed back."""
    w = 1.0
    u = 3 * w - 1
    v = u**2
    loss = (v - 5) ** 2
    local = [3.0, 2 * u, 2 * (v - 5)]
    notes = [1.0]
    for slope in reversed(local):
        notes.insert(0, notes[0] * slope)

    names, values = ("w", "u", "v", "L"), (w, u, v, loss)
    jobs = ("3w − 1", "u²", "(v − 5)²")
    slopes = ("du/dw", "dv/du", "dL/dv")
    xs, high, low = (80.0, 270.0, 460.0, 650.0), 88.0, 222.0
    parts = []
    for i in range(3):
        middle = (xs[i] + xs[i + 1]) / 2
        parts += [connection("two", (xs[i], high), (xs[i + 1], high))]
        parts += [text(middle, high - 13, jobs[i], "middle")]
        parts += [text(middle, high + 26, f"{slopes[i]} = {number(local[i])}", "two middle")]
        parts += [arrow("one", (xs[i + 1] - 32, low), (xs[i] + 32, low))]
        times = number(local[i]) if local[i] >= 0 else f"({number(local[i])})"
        parts += [text(middle, low - 11, f"· {times}", "upright one middle")]
    for x, name, value, slip in zip(xs, names, values, notes, strict=True):
        parts += [seat((x, high), name)]
        parts += [text(x, high - 38, number(value), "upright two middle")]
        parts += [line("tick", (x, high + SEAT + 4), (x, low - 18))]
        parts += [note((x, low), number(slip))]
        parts += [text(x, low + 38, f"dL/d{name}", "middle")]
    return svg(730, 282, parts)


# -- several paths ----------------------------------------------------------------------------


def several_paths() -> str:
    """p = w², q = 5 − w, L = p·q − 3w at w = 2: three notes arrive at w and add up."""
    w = 2.0
    p, q = w**2, 5 - w
    loss = p * q - 3 * w
    p_by_w, q_by_w = 2 * w, -1.0
    loss_by_p, loss_by_q, straight = q, p, -3.0
    arriving = (p_by_w * loss_by_p, straight, q_by_w * loss_by_q)

    at_w, at_p, at_q, at_loss = (205.0, 195.0), (415.0, 75.0), (415.0, 315.0), (625.0, 195.0)
    parts = [
        connection(kind, start, end, aside)
        for tail, head in (
            (at_w, at_p),
            (at_w, at_q),
            (at_w, at_loss),
            (at_p, at_loss),
            (at_q, at_loss),
        )
        for kind, start, end, aside in (("two", tail, head, -6), ("one", head, tail, -6))
    ]
    seats = ((at_w, "w", w), (at_p, "p", p), (at_q, "q", q), (at_loss, "L", loss))
    for at, name, value in seats:
        parts += [seat(at, name)]
        above = at[1] + (46 if name == "q" else -36)
        parts += [text(at[0], above, number(value), "upright two middle")]
    parts += [text(at_p[0] - 36, at_p[1] - 30, "p = w²", "middle end")]
    parts += [text(at_q[0] - 36, at_q[1] + 40, "q = 5 − w", "middle end")]
    parts += [text(at_loss[0], at_loss[1] - 62, "L = p·q − 3w", "middle")]

    def beside(tail: Point, head: Point, share: float, off: float) -> Point:
        """The place at `share` of the way, and `off` to the left of it (upwards on the page)."""
        along = np.subtract(head, tail)
        across = np.array([along[1], -along[0]]) / np.hypot(*along)
        x, y = tail + share * along + off * across
        return float(x), float(y)

    labels = (
        (at_w, at_p, 0.52, 20.0, p_by_w),
        (at_p, at_loss, 0.48, 20.0, loss_by_p),
        (at_w, at_loss, 0.50, 17.0, straight),
        (at_w, at_q, 0.48, 20.0, q_by_w),
        (at_q, at_loss, 0.52, 20.0, loss_by_q),
    )
    for tail, head, share, off, value in labels:
        x, y = beside(tail, head, share, off)
        parts += [text(x, y + 5, number(value), "upright two middle")]
    notes = (
        (at_w, at_p, 0.52, -34.0, arriving[0]),
        (at_w, at_loss, 0.50, -27.0, arriving[1]),
        (at_w, at_q, 0.48, -34.0, arriving[2]),
        (at_p, at_loss, 0.48, -34.0, loss_by_p),
        (at_q, at_loss, 0.52, -34.0, loss_by_q),
    )
    for tail, head, share, off, value in notes:
        parts += [note(beside(tail, head, share, off), number(value))]
    parts += [note((at_loss[0] + 54, at_loss[1]), "1")]
    parts += [arrow("one", (at_w[0] - 31, at_w[1]), (at_w[0] - 70, at_w[1]))]
    parts += [note((at_w[0] - 98, at_w[1]), number(sum(arriving)))]
    total = f"{number(arriving[0])} − {number(-arriving[1])} − {number(-arriving[2])}"
    parts += [text(at_w[0] - 98, at_w[1] - 30, total, "upright one middle")]
    parts += [text(at_w[0] - 98, at_w[1] + 38, "dL/dw", "middle")]
    return svg(730, 390, parts)


# -- the soft switch --------------------------------------------------------------------------


def soft_switch() -> str:
    """σ with four of its tangents, and below it their slopes."""

    def sigmoid(x: Curve) -> Curve:
        return np.asarray(1 / (1 + np.exp(-x)))

    x = np.linspace(-6, 6, 121)
    marked = np.log([1 / 4, 1, 4, 9])
    tiny = 1e-5

    def slope(x: Curve) -> Curve:
        return (sigmoid(x + tiny) - sigmoid(x - tiny)) / (2 * tiny)

    def across(x: Curve) -> Curve:
        return 350 + 50 * x

    def high(y: Curve) -> Curve:
        return 208 - 160 * y

    def low(y: Curve) -> Curve:
        return 398 - 440 * y

    (left, right), zero = across(np.array([-6.2, 6.3])), 350.0
    parts = [arrow("axis", (left, 208), (right, 208)), arrow("axis", (zero, 208), (zero, 24))]
    parts += [arrow("axis", (left, 398), (right, 398)), arrow("axis", (zero, 398), (zero, 254))]
    parts += [line("tick", (left, 48), (right - 10, 48))]
    for level in (208.0, 398.0):
        parts += [text(right - 2, level + 20, "x", "end")]
        for tick in (-4, -2, 2, 4):
            parts += [line("axis", (350 + 50 * tick, level), (350 + 50 * tick, level + 4))]
            parts += [text(350 + 50 * tick, level + 20, number(tick), "upright middle")]
        parts += [text(zero, level + 20, "0", "upright middle")]
    parts += [text(zero - 8, 42, "1", "upright end")]
    parts += [path("curve", across(x), high(sigmoid(x)))]
    parts += [path("curve", across(x), low(slope(x)))]
    above = (("end", -10, -8), ("end", -9, -8), ("", 10, 17), ("", 10, 17))
    below = (("end", -10, 0), ("", 10, -6), ("", 10, 0), ("", 10, 0))
    for at, (side, dx, dy), (low_side, low_dx, low_dy) in zip(marked, above, below, strict=True):
        value, rise = sigmoid(at), slope(at)
        reach = at + 44 / np.hypot(50, 160 * rise) * np.array([-1.0, 1.0])
        px, py, qy = float(across(at)), float(high(value)), float(low(rise))
        if px != zero:
            parts += [line("tick", (px, py), (px, 398))]
        parts += [path("one", across(reach), high(value + rise * (reach - at)))]
        parts += [dot(px, py), dot(px, qy)]
        parts += [text(px + dx, py + dy, f"{value:.1f}", f"upright {side}")]
        parts += [text(px + low_dx, qy + low_dy, f"{rise:.2f}", f"upright one {low_side}")]
    parts += [text(560, 72, "σ(x)"), text(510, 352, "σ′(x)", "one")]
    return svg(700, 430, parts)


# -- one neuron -------------------------------------------------------------------------------


def one_neuron() -> str:
    """Three knobs, one row: what stands on the connections is left to the reader."""
    knobs = (((95.0, 42.0), "w₁"), ((95.0, 150.0), "w₂"), ((95.0, 258.0), "b"))
    at_z, at_s, at_e = (285.0, 150.0), (465.0, 150.0), (640.0, 150.0)
    pairs = [(at, at_z) for at, _ in knobs] + [(at_z, at_s), (at_s, at_e)]
    parts = []
    for tail, head in pairs:
        parts += [connection("two", tail, head, -5), connection("one", head, tail, -5)]
        along = np.subtract(head, tail)
        across = np.array([along[1], -along[0]]) / np.hypot(*along)
        x, y = tail + 0.5 * along + 20 * across
        parts += [text(x, y + 5, "?", "upright two middle")]
    for at, name in (*knobs, (at_z, "z"), (at_s, "s"), (at_e, "E")):
        parts += [seat(at, name)]
    parts += [note((at_e[0], 202), "1")]
    parts += [text(at_z[0] + 34, 98, "z = w₁x₁ + w₂x₂ + b", "middle")]
    parts += [text(at_s[0], 98, "s = σ(z)", "middle"), text(at_e[0], 98, "E = (s − t)²", "middle")]
    return svg(730, 300, parts)


FIGURES: dict[str, Callable[[], str]] = {
    "chain.svg": row_of_seats,
    "paths.svg": several_paths,
    "sigmoid.svg": soft_switch,
    "neuron.svg": one_neuron,
}

if __name__ == "__main__":
    for name, draw in FIGURES.items():
        Path(__file__).with_name(name).write_text(draw(), encoding="utf-8", newline="\n")
