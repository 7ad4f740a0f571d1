"""Draw the figures of this lesson again: `python make_figures.py`, next to this file.

Every figure is a plain SVG of a few kilobytes on its own card, so that it can be read on a light
and on a dark page. Labels are mathematics, the same in every language: what is whispered forwards
is blue, what the notes say is orange. The numbers of the example are computed here; the times in
cost.svg are those that measure_cost.py has measured and written to cost.csv.

この章の図を描き直すには、このフォルダーで `python make_figures.py` を実行してください。
"""

import csv
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
  .seat { fill: #dde5f1; stroke: #1d5fbf; stroke-width: 1.6; }
  .seat.fixed { fill: #efece5; stroke: #77726a; }
  .note { fill: #fbe9dd; stroke: #c2410c; stroke-width: 1.3; }
  .dot { fill: #33302b; }
  .dot.one { fill: #c2410c; stroke: none; }
  .dot.two { fill: #1d5fbf; stroke: none; }
  text { fill: #33302b; font: italic 15px Georgia, "Times New Roman", serif; }
  text.upright { font-style: normal; }
  text.one { fill: #c2410c; stroke: none; }
  text.two { fill: #1d5fbf; stroke: none; }
  text.three { fill: #77726a; stroke: none; }
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
    .seat.fixed { fill: #2a303b; stroke: #9aa2b0; }
    .note { fill: #452d20; stroke: #ff9a5c; }
    text.one, .dot.one { fill: #ff9a5c; }
    text.two, .dot.two { fill: #7db4ff; }
    text.three { fill: #9aa2b0; }
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


def path(kind: str, points: Iterable[Point], closing: str = "") -> str:
    route = " ".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path class="{kind}" d="M{route}{closing}"/>'


def line(kind: str, start: Point, end: Point) -> str:
    return path(kind, (start, end))


def arrow(kind: str, start: Point, end: Point) -> str:
    along = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
    across = np.array([-along[1], along[0]])
    left, right = end - 8 * along + 4.5 * across, end - 8 * along - 4.5 * across
    head = path(kind, ((left[0], left[1]), end, (right[0], right[1])))
    return line(kind, start, end) + head


def dot(x: float, y: float, kind: str = "") -> str:
    return f'<circle class="dot {kind}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{words}</text>'


def number(value: float) -> str:
    return f"{round(value, 3):g}".replace("-", "−")


SEAT = 25.0


def seat(at: Point, words: str, kind: str = "") -> str:
    x, y = at
    circle = f'<circle class="seat {kind}" cx="{x:.1f}" cy="{y:.1f}" r="{SEAT:g}"/>'
    return circle + text(x, y + 5, words, "middle")


def connection(kind: str, start: Point, end: Point, aside: float = 0.0) -> str:
    """An arrow from seat to seat, both centres given; `aside` shifts it to its right."""
    along = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
    shift = aside * np.array([-along[1], along[0]])
    tail, head = start + (SEAT + 5) * along + shift, end - (SEAT + 5) * along + shift
    return arrow(kind, (tail[0], tail[1]), (head[0], head[1]))


def there_and_back(tail: Point, head: Point) -> str:
    return connection("two", tail, head, -5) + connection("one", head, tail, -5)


def note(at: Point, words: str, kind: str = "upright") -> str:
    """A slip of paper with one corner folded over, centred at the point."""
    x, y = at
    left, right, top, bottom, fold = x - 24, x + 24, y - 14, y + 14, 8
    edge = (
        (left, top),
        (right - fold, top),
        (right, top + fold),
        (right, bottom),
        (left, bottom),
    )
    crease = ((right - fold, top), (right - fold, top + fold), (right, top + fold))
    paper = path("note", edge, "z") + path("note", crease)
    return paper + text(x - 1, y + 5, words, f"{kind} one middle")


# -- the whole network, with shapes -----------------------------------------------------------


def whole_network() -> str:
    """Matrices as seats: shapes there, notes back; X and T get none, for nobody turns them."""
    low, high = 222.0, 88.0
    at_x, at_a, at_h, at_y, at_loss = ((x, low) for x in (64.0, 226.0, 388.0, 550.0, 700.0))
    knobs = (
        ((181.0, high), "W1", "(D, H)", at_a),
        ((271.0, high), "b1", "(H,)", at_a),
        ((505.0, high), "W2", "(H, M)", at_y),
        ((595.0, high), "b2", "(M,)", at_y),
    )
    at_t = (700.0, high)
    parts = [connection("two", at_x, at_a), connection("two", at_t, at_loss)]
    parts += [there_and_back(*pair) for pair in ((at_a, at_h), (at_h, at_y), (at_y, at_loss))]
    for at, name, shape, towards in knobs:
        parts += [there_and_back(at, towards), seat(at, name)]
        parts += [text(at[0], high - 66, shape, "upright three middle")]
        parts += [note((at[0], high - 43), f"d{name}", "")]
    seats = (
        (at_x, "X", "(N, D)", "fixed"),
        (at_a, "A", "(N, H)", ""),
        (at_h, "H", "(N, H)", ""),
        (at_y, "Y", "(N, M)", ""),
        (at_loss, "L", "", ""),
    )
    for at, name, shape, kind in seats:
        parts += [seat(at, name, kind), text(at[0], low + 46, shape, "upright three middle")]
    parts += [seat(at_t, "T", "fixed"), text(at_t[0], high - 36, "(N, M)", "upright three middle")]
    parts += [text((at_a[0] + at_h[0]) / 2, low - 17, "tanh", "upright two middle")]
    for at, name in ((at_a, "dA"), (at_h, "dH"), (at_y, "dY")):
        parts += [note((at[0], low + 74), name, "")]
    parts += [note((at_loss[0], low + 74), "1")]
    return svg(764, 322, parts)


# -- one example, number by number ------------------------------------------------------------


def number_by_number() -> str:
    """The example of the lesson: one x, two hidden seats, two answers."""
    a = np.array([np.log(2), -np.log(3)])
    h = np.tanh(a)
    weights, b2, target = np.array([[5.0, 2.0], [5.0, -1.0]]), np.array([2.0, 1.0]), (0.0, 5.0)
    y = h @ weights + b2
    errors = y - target
    loss = float(np.mean(errors**2))
    tiny = 1e-5
    switch = (np.tanh(a + tiny) - np.tanh(a - tiny)) / (2 * tiny)
    at_y_notes = 2 * errors / 2
    at_h_notes = [sum(weights[i, k] * at_y_notes[k] for k in (0, 1)) for i in (0, 1)]
    at_a_notes = [at_h_notes[i] * switch[i] for i in (0, 1)]

    rows = (92.0, 232.0)
    middle = sum(rows) / 2
    at_x, at_loss = (66.0, middle), (716.0, middle)
    at_a, at_h, at_y = ([(x, row) for row in rows] for x in (216.0, 372.0, 566.0))
    parts = [connection("two", at_x, spot) for spot in at_a]
    parts += [there_and_back(at_a[i], at_h[i]) for i in (0, 1)]
    parts += [there_and_back(at_h[i], at_y[k]) for i in (0, 1) for k in (0, 1)]
    parts += [there_and_back(spot, at_loss) for spot in at_y]

    parts += [seat(at_x, "x", "fixed"), text(at_x[0], middle - 36, "2", "upright two middle")]
    parts += [seat(at_loss, "L")]
    parts += [text(at_loss[0], middle - 36, number(loss), "upright two middle")]
    parts += [note((at_loss[0], middle + 46), "1")]
    layers = (
        (at_a, "a", a, at_a_notes),
        (at_h, "h", h, at_h_notes),
        (at_y, "y", y, at_y_notes),
    )
    for spots, name, values, notes in layers:
        for spot, index, value, slip, side in zip(spots, "₁₂", values, notes, (-1, 1), strict=True):
            parts += [seat(spot, name + index)]
            above = spot[1] - 36 if side < 0 else spot[1] + 46
            parts += [text(spot[0], above, number(float(value)), "upright two middle")]
            parts += [note((spot[0], spot[1] + side * 68), number(float(slip)))]
    for i, side in ((0, -14), (1, 24)):
        between = (at_a[i][0] + at_h[i][0]) / 2
        parts += [text(between, rows[i] + side, number(float(switch[i])), "upright two middle")]
        between = (at_h[i][0] + at_y[i][0]) / 2
        parts += [text(between, rows[i] + side, number(weights[i, i]), "upright two middle")]
    between = at_h[0][0] + 0.27 * (at_y[0][0] - at_h[0][0])
    parts += [text(between + 17, middle - 36, number(weights[0, 1]), "upright two middle")]
    parts += [text(between - 12, middle + 22, number(weights[1, 0]), "upright two middle")]
    return svg(770, 324, parts)


# -- what the slopes cost ---------------------------------------------------------------------


def what_slopes_cost() -> str:
    """Measured: all slopes, in passes; knob by knob, and on one way back."""
    with Path(__file__).with_name("cost.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    knobs = [float(row["knobs"]) for row in table]

    def passes(column: str) -> list[float]:
        return [float(row[column]) / float(row["one_pass_s"]) for row in table]

    def place(n: float, ratio: float) -> Point:
        return 92 + 170 * (float(np.log10(n)) - 1.8), 296 - 48 * float(np.log10(ratio))

    left, right = 10**1.8, 10**4.86
    parts = [arrow("axis", place(left, 1), place(right, 1))]
    parts += [arrow("axis", place(left, 1), place(left, 10**5.5))]
    x, y = place(right, 1)
    parts += [text(x, y + 23, "n", "end")]
    x, y = place(left, 10**5.5)
    parts += [text(x + 12, y + 10, "t(∇L) / t(L)")]
    for exponent, label in ((2, "100"), (3, "1 000"), (4, "10 000")):
        x, y = place(10**exponent, 1)
        parts += [line("axis", (x, y), (x, y + 4)), text(x, y + 23, label, "upright middle")]
    for exponent, label in enumerate(("1", "10", "100", "1 000", "10 000", "100 000")):
        x, y = place(left, 10**exponent)
        parts += [line("axis", (x - 4, y), (x, y)), text(x - 10, y + 5, label, "upright end")]
    parts += [line("tick", place(left, 2 * left), place(right, 2 * right))]
    x, y = place(10**2.5, 2 * 10**2.5)
    parts += [text(x - 10, y - 16, "2n", "three end")]
    for column, kind in (("knob_by_knob_s", "one"), ("one_way_back_s", "two")):
        points = [place(n, ratio) for n, ratio in zip(knobs, passes(column), strict=True)]
        parts += [path(kind, points), *(dot(x, y, kind) for x, y in points)]
    x, y = place(knobs[-1], passes("knob_by_knob_s")[-1])
    parts += [text(x, y + 74, "∂L/∂w₁, ∂L/∂w₂, …, ∂L/∂wₙ", "one end")]
    x, y = place(10**3, passes("one_way_back_s")[3])
    parts += [text(x, y - 18, "∇L", "two middle")]
    return svg(640, 340, parts)


FIGURES: dict[str, Callable[[], str]] = {
    "network.svg": whole_network,
    "byhand.svg": number_by_number,
    "cost.svg": what_slopes_cost,
}

if __name__ == "__main__":
    for name, draw in FIGURES.items():
        Path(__file__).with_name(name).write_text(draw(), encoding="utf-8", newline="\n")
