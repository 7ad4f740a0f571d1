"""Draw the figures of this lesson again: `python make_figures.py`, next to this file.

Every figure is a plain SVG of a few kilobytes on its own card, so that it can be read on a light
and on a dark page. Labels are mathematics, the same in every language: what is whispered forwards
is blue, what the notes say is orange. The numbers are those of the lesson, computed here.

この章の図を描き直すには、このフォルダーで `python make_figures.py` を実行してください。
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

Curve = npt.NDArray[np.float64]
Point = tuple[float, float]

STYLE = """
  .card { fill: #fbfaf7; stroke: #d9d5cc; }
  .axis, .tick { fill: none; stroke: #77726a; }
  .tick { stroke-dasharray: 2 4; }
  .one { fill: none; stroke: #c2410c; stroke-width: 2.2; }
  .two { fill: none; stroke: #1d5fbf; stroke-width: 2.2; }
  .thin { stroke-width: 1.4; }
  .late { stroke-dasharray: 5 4; }
  .seat { fill: #dde5f1; stroke: #1d5fbf; stroke-width: 1.6; }
  .note { fill: #fbe9dd; stroke: #c2410c; stroke-width: 1.3; }
  .address { fill: none; stroke: #77726a; stroke-dasharray: 3 3; }
  text { fill: #33302b; font: italic 15px Georgia, "Times New Roman", serif; }
  text.upright { font-style: normal; }
  text.one { fill: #c2410c; stroke: none; }
  text.two { fill: #1d5fbf; stroke: none; }
  text.middle { text-anchor: middle; }
  text.end { text-anchor: end; }
  @media (prefers-color-scheme: dark) {
    .card { fill: #1b1f27; stroke: #3a404b; }
    .axis, .tick, .address { stroke: #9aa2b0; }
    text { fill: #e6e3dc; }
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
    head = path(kind.replace("late", ""), *np.array([left, end, right]).T)
    return line(kind, start, end) + head


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{words}</text>'


def number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


SEAT = 25.0


def seat(at: Point, words: str, radius: float = SEAT) -> str:
    x, y = at
    circle = f'<circle class="seat" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>'
    return circle + text(x, y + 5, words, "middle")


def connection(
    kind: str, start: Point, end: Point, aside: float = 0.0, radius: float = SEAT
) -> str:
    """An arrow from seat to seat, both centres given; `aside` shifts it to its right."""
    along = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
    shift = aside * np.array([-along[1], along[0]])
    tail, head = start + (radius + 5) * along + shift, end - (radius + 5) * along + shift
    return arrow(kind, (tail[0], tail[1]), (head[0], head[1]))


def both_ways(tail: Point, head: Point) -> list[str]:
    """What is whispered forwards, and the note that comes back."""
    return [connection("two", tail, head, -6), connection("one", head, tail, -6)]


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


def address(at: Point, words: str, width: float) -> str:
    """What a value has noted about where it came from, centred at the point."""
    x, y = at
    box = f'<rect class="address" x="{x - width / 2:.1f}" y="{y - 13:.1f}" width="{width:g}" '
    return box + 'height="26" rx="5"/>' + text(x, y + 5, words, "middle")


def beside(tail: Point, head: Point, share: float, off: float) -> Point:
    """The place at `share` of the way, and `off` to the left of it (upwards on the page)."""
    along = np.subtract(head, tail)
    across = np.array([along[1], -along[0]]) / np.hypot(*along)
    x, y = tail + share * along + off * across
    return float(x), float(y)


# -- numbers that remember --------------------------------------------------------------------


def numbers_that_remember() -> str:
    """L = (a·b + c)² at a = 2, b = −3, c = 10: every value with its address and its note."""
    a, b, c = 2.0, -3.0, 10.0
    p = a * b
    q = p + c
    loss = q**2
    q_note = 2 * q
    p_note = c_note = q_note
    a_note, b_note = p_note * b, p_note * a

    at_a, at_b, at_c = (135.0, 70.0), (135.0, 200.0), (135.0, 330.0)
    at_p, at_q, at_loss = (320.0, 135.0), (490.0, 222.0), (650.0, 222.0)
    ways = (
        (at_a, at_p, b),
        (at_b, at_p, a),
        (at_p, at_q, 1.0),
        (at_c, at_q, 1.0),
        (at_q, at_loss, 2 * q),
    )
    parts: list[str] = []
    for tail, head, slope in ways:
        parts += both_ways(tail, head)
        x, y = beside(tail, head, 0.5, 20.0)
        parts += [text(x, y + 5, number(slope), "upright two middle")]
    values = (
        (at_a, "a", a),
        (at_b, "b", b),
        (at_c, "c", c),
        (at_p, "p", p),
        (at_q, "q", q),
        (at_loss, "L", loss),
    )
    for at, name, value in values:
        parts += [seat(at, name), text(at[0], at[1] - 36, number(value), "upright two middle")]
    parts += [address((at_p[0], at_p[1] + 46), "a · b", 58)]
    parts += [address((at_q[0], at_q[1] + 46), "p + c", 58)]
    parts += [address((at_loss[0], at_loss[1] + 46), "q ** 2", 64)]
    for at, value in ((at_a, a_note), (at_b, b_note), (at_c, c_note)):
        parts += [note((at[0] - 62, at[1]), number(value))]
    for at, value in ((at_p, p_note), (at_q, q_note), (at_loss, 1.0)):
        parts += [note((at[0], at[1] + 82), number(value))]
    return svg(730, 386, parts)


# -- one value, two notes ---------------------------------------------------------------------


def two_notes() -> str:
    """p = w + 1, L = p·w at w = 5: the note of either use, and their sum."""
    w = 5.0
    p = w + 1
    loss = p * w
    straight, through_p = p, w * 1.0

    at_w, at_p, at_loss = (240.0, 190.0), (420.0, 75.0), (600.0, 190.0)
    parts: list[str] = []
    for tail, head, slope, off in (
        (at_w, at_p, 1.0, 20.0),
        (at_p, at_loss, w, 20.0),
        (at_w, at_loss, p, 17.0),
    ):
        parts += both_ways(tail, head)
        x, y = beside(tail, head, 0.5, off)
        parts += [text(x, y + 5, number(slope), "upright two middle")]
    for at, name, value in ((at_w, "w", w), (at_p, "p", p), (at_loss, "L", loss)):
        parts += [seat(at, name), text(at[0], at[1] - 36, number(value), "upright two middle")]
    parts += [address((at_p[0] + 82, at_p[1] - 14), "w + 1", 60)]
    parts += [address((at_loss[0], at_loss[1] + 46), "p · w", 58)]
    parts += [note(beside(at_w, at_p, 0.55, -34.0), number(through_p))]
    parts += [note(beside(at_p, at_loss, 0.45, -34.0), number(w))]
    parts += [note(beside(at_w, at_loss, 0.5, -29.0), number(straight))]
    parts += [note((at_loss[0] + 56, at_loss[1]), "1")]
    parts += [arrow("one", (at_w[0] - 31, at_w[1]), (at_w[0] - 74, at_w[1]))]
    parts += [note((at_w[0] - 102, at_w[1]), number(straight + through_p))]
    total = f"{number(through_p)} + {number(straight)}"
    parts += [text(at_w[0] - 102, at_w[1] - 28, total, "upright one middle")]
    return svg(730, 262, parts)


# -- too early, and in order ------------------------------------------------------------------


def in_order() -> str:
    """p = w², q = p + 1, L = p·q at w = 2: on the left p hands on before q's note has come."""
    w = 2.0
    p = w**2
    q = p + 1
    by_loss, by_q, slope = q, p * 1.0, 2 * w

    def panel(left: float, turns: dict[str, str], p_text: str, w_note: float) -> list[str]:
        seats = {
            "w": (left + 52.0, 200.0),
            "p": (left + 162.0, 200.0),
            "q": (left + 232.0, 88.0),
            "L": (left + 302.0, 200.0),
        }
        late = turns["p"] < turns["q"]
        parts = [
            connection("one", seats["L"], seats["q"]),
            connection("one", seats["L"], seats["p"]),
            connection("one late" if late else "one", seats["q"], seats["p"]),
            connection("one", seats["p"], seats["w"]),
        ]
        names = (("w", w), ("p", p), ("q", q), ("L", p * q))
        for name, value in names:
            x, y = seats[name]
            parts += [seat((x, y), name)]
            dx, dy = (0, -34) if name in "qL" else (-14, -33)
            parts += [text(x + dx, y + dy, number(value), "upright two middle")]
            dx, dy = (-31, 31) if name == "p" else (27, -22)
            parts += [text(x + dx, y + dy, turns[name], "upright middle")]
        parts += [note(beside(seats["L"], seats["q"], 0.5, -32.0), number(p))]
        parts += [note(beside(seats["L"], seats["p"], 0.5, 28.0), number(by_loss))]
        parts += [note(beside(seats["q"], seats["p"], 0.5, 32.0), number(by_q))]
        x, y = seats["p"]
        parts += [text(x, y + 54, p_text, "upright one middle")]
        parts += [text((x + seats["w"][0]) / 2, y - 11, f"· {number(slope)}", "upright one middle")]
        parts += [note((seats["w"][0], y + 48), number(w_note))]
        return parts

    early = {"L": "①", "p": "②", "q": "③", "w": ""}
    right = {"L": "①", "q": "②", "p": "③", "w": ""}
    total = by_loss + by_q
    both = f"{number(by_loss)} + {number(by_q)} = {number(total)}"
    parts = panel(8, early, number(by_loss), by_loss * slope)
    parts += [line("tick", (365, 30), (365, 270))]
    parts += panel(373, right, both, total * slope)
    return svg(730, 296, parts)


# -- a ladder of diamonds ---------------------------------------------------------------------


def ladder() -> str:
    """Four diamonds of a long row: the paths double, the values grow by three."""
    drawn, whole, small = 4, 20, 13.0
    first, apart, level, half = 118.0, 112.0, 128.0, 44.0
    joints = [(first + apart * i, level) for i in range(drawn + 1)]
    parts: list[str] = []
    for (x, y), end in pairwise(joints):
        for side in (-half, half):
            middle = (x + apart / 2, y + side)
            parts += [connection("two thin", (x, y), middle, radius=small - 3)]
            parts += [connection("two thin", middle, end, radius=small - 3)]
            parts += [seat(middle, "", small)]
    parts += [seat(at, "", small) for at in joints]
    last = 672.0
    parts += [text((joints[-1][0] + last) / 2, level + 5, "· · ·", "upright two middle")]
    parts += [seat((last, level), "", small)]

    paths, values = 46.0, 224.0
    wave = np.linspace(0, 1, 40)
    parts += [path("one", 22 + 42 * wave, paths - 5 + 5 * np.sin(4 * np.pi * wave))]
    parts += [seat((43, values - 5), "", 9)]
    for i, (x, y) in enumerate(joints):
        parts += [line("tick", (x, y - small - 3), (x, paths + 7))]
        parts += [line("tick", (x, y + small + 3), (x, values - 18))]
        parts += [text(x, paths, f"{2**i}", "upright one middle")]
        parts += [text(x, values, f"{3 * i + 1}", "upright two middle")]
    parts += [line("tick", (last, level - small - 3), (last, paths + 7))]
    parts += [line("tick", (last, level + small + 3), (last, values - 18))]
    parts += [text(last, paths, f"{2**whole:,}".replace(",", " "), "upright one middle")]
    parts += [text(last, values, f"{3 * whole + 1}", "upright two middle")]
    return svg(730, 250, parts)


FIGURES: dict[str, Callable[[], str]] = {
    "graph.svg": numbers_that_remember,
    "notes.svg": two_notes,
    "order.svg": in_order,
    "ladder.svg": ladder,
}

if __name__ == "__main__":
    for name, draw in FIGURES.items():
        Path(__file__).with_name(name).write_text(draw(), encoding="utf-8", newline="\n")
