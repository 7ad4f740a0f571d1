"""Draw the figures of this lesson again: `python make_figures.py`, next to this file.

Every figure is a plain SVG of a few kilobytes on its own card, so that it can be read on a light
and on a dark page. Labels are mathematics, the same in every language. The networks were really
trained: train_networks.py has written their course to the CSV files. The walks are computed here.

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
  .level { fill: none; stroke: #c9c4ba; stroke-width: 1.1; }
  .frame { fill: none; stroke: #77726a; stroke-width: 1.2; }
  .lit { fill: #f7ddcd; stroke: none; }
  .thin { stroke-width: 1.4; }
  .wide { stroke-width: 7; stroke-opacity: .35; }
  .dot { fill: #33302b; }
  .dot.one { fill: #c2410c; stroke: none; }
  .dot.two { fill: #1d5fbf; stroke: none; }
  .dot.hollow { fill: #fbfaf7; stroke: #33302b; stroke-width: 1.5; }
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
    .two { stroke: #7db4ff; }
    .level { stroke: #4d5563; }
    .frame { stroke: #9aa2b0; }
    .lit { fill: #4a3226; }
    text.one, .dot.one { fill: #ff9a5c; }
    text.two, .dot.two { fill: #7db4ff; }
    .dot.hollow { fill: #1b1f27; stroke: #e6e3dc; }
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


def dot(x: float, y: float, kind: str = "", radius: float = 4) -> str:
    return f'<circle class="dot {kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>'


def target(x: float, y: float) -> str:
    """A small cross: the lowest spot of the valley."""
    return "".join(line("curve", (x - 5, y - d), (x + 5, y + d)) for d in (-5, 5))


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{words}</text>'


def table(name: str) -> dict[str, Array]:
    """The columns of a CSV file beside this one."""
    with Path(__file__).with_name(name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {column: np.array([float(row[column]) for row in rows]) for column in rows[0]}


# -- learning the staircase light -------------------------------------------------------------


def lit(knobs: dict[str, Array], row: int, x: float, y: float, size: float) -> str:
    """Where the network says "on", seen over the plane of both switches, and the four truths."""
    W1 = np.array([[knobs[f"W1_{2 * i + j}"][row] for j in (0, 1)] for i in (0, 1)])
    W2 = np.array([[knobs[f"W2_{2 * i + j}"][row] for j in (0, 1)] for i in (0, 1)])
    b1, b2 = (np.array([knobs[f"{name}_{j}"][row] for j in (0, 1)]) for name in ("b1", "b2"))
    columns, rows = np.linspace(-1.5, 1.5, 105), np.linspace(-1.5, 1.5, 601)
    areas: list[tuple[list[Point], list[Point]]] = []  # every area by its lower and upper edge
    growing = False
    for first in columns:
        switches = np.stack([np.full_like(rows, first), rows], axis=1)
        off, on = (np.tanh(switches @ W1 + b1) @ W2 + b2).T
        says_on = np.flatnonzero(on > off)
        if says_on.size:
            assert says_on[-1] - says_on[0] + 1 == says_on.size, "more than one stretch"
            if not growing:
                areas.append(([], []))
            for edge, at in zip(areas[-1], (says_on[0], says_on[-1]), strict=True):
                edge.append((x + size * (first + 1.5) / 3, y + size * (1 - at / 600)))
        growing = bool(says_on.size)
    parts = [path("lit", [*lower, *reversed(upper)]) for lower, upper in areas]
    parts += [f'<rect class="frame" x="{x:g}" y="{y:g}" width="{size:g}" height="{size:g}"/>']
    for first in (-1, 1):
        for second in (-1, 1):
            spot = (x + size * (first + 1.5) / 3, y + size * (1.5 - second) / 3)
            parts += [dot(*spot, "one" if first != second else "hollow")]
    return "".join(parts)


def learning_the_light() -> str:
    """Loss and accuracy after every epoch, and what the network says at five of them."""
    course, knobs = table("training.csv"), table("snapshots.csv")

    def place(epoch: float, height: float) -> Point:
        return 66 + 1.55 * epoch, 236 - 200 * height

    parts = [arrow("axis", place(0, 0), place(418, 0)), arrow("axis", place(0, 0), place(0, 1.1))]
    for height, label in ((0.125, "1/8"), (0.25, "1/4"), (0.5, "1/2"), (0.75, "3/4"), (1, "1")):
        x, y = place(0, height)
        parts += [
            line("tick", (x, y), place(410, height)),
            text(x - 9, y + 5, label, "upright end"),
        ]
    for epoch in (100, 200, 300, 400):
        x, y = place(epoch, 0)
        parts += [line("axis", (x, y), (x, y + 4)), text(x, y + 21, str(epoch), "upright middle")]
    steps: list[Point] = []
    for epoch, right in zip(course["epoch"], course["right"] / 4, strict=True):
        if steps and steps[-1][1] != place(epoch, right)[1]:
            steps += [(place(epoch, 0)[0], steps[-1][1])]
        steps += [place(epoch, right)]
    parts += [path("two", steps)]
    parts += [path("one", (place(*at) for at in zip(course["epoch"], course["loss"], strict=True)))]
    x, y = place(80, 0.25)
    parts += [text(x + 6, y - 9, "L", "one"), text(x + 6, place(0, 0.75)[1] - 9, "#✓ / N", "two")]
    size, top = 104.0, 300.0
    for i, epoch in enumerate(knobs["epoch"]):
        left = 50 + 132 * i
        parts += [lit(knobs, i, left, top, size)]
        parts += [text(left + size / 2, top - 12, f"{epoch:g}", "upright middle")]
    parts += [text(50 + 2, top + size + 20, "x₁ →"), text(32, top + size / 2, "x₂", "end")]
    return svg(734, 436, parts)


# -- twins ------------------------------------------------------------------------------------


def twins() -> str:
    """A weight of both hidden seats, and the loss: exactly alike, and nearly alike."""
    course = table("twins.csv")
    epochs = course["epoch"]
    parts = []
    for left, kind in ((62.0, "alike"), (424.0, "nearly")):

        def across(epoch: float, left: float = left) -> float:
            return left + 0.335 * epoch

        def high(weight: float) -> float:
            return 172 - 66 * weight

        def low(loss: float) -> float:
            return 352 - 210 * loss

        for level, top in ((172.0, 24.0), (352.0, 212.0)):
            parts += [arrow("axis", (left, level), (across(860), level))]
            parts += [arrow("axis", (left, level), (left, top))]
            for epoch in (200, 400, 600, 800):
                parts += [line("axis", (across(epoch), level), (across(epoch), level + 4))]
        for epoch in (0, 200, 400, 600, 800):
            parts += [text(across(epoch), 374, str(epoch), "upright middle")]
        for weight in (1, 2):
            parts += [line("axis", (left - 4, high(weight)), (left, high(weight)))]
            parts += [text(left - 9, high(weight) + 5, str(weight), "upright end")]
        for loss, label in ((1 / 6, "1/6"), (0.5, "1/2")):
            parts += [line("tick", (left, low(loss)), (across(840), low(loss)))]
            parts += [text(left - 9, low(loss) + 5, label, "upright end")]
        first, second, losses = (course[f"{kind}_{name}"] for name in ("1", "2", "loss"))
        for line_kind, weights in (("two wide", first), ("one", second)):
            spots = ((across(e), high(w)) for e, w in zip(epochs, weights, strict=True))
            parts += [path(line_kind, spots)]
        spots = ((across(e), low(value)) for e, value in zip(epochs, losses, strict=True))
        parts += [
            path("curve", spots),
            text(left + 12, 222, "L"),
            text(left + 12, 34, "w₁₁", "two"),
        ]
        parts += [text(left + 44, 34, "w₁₂", "one")]
    return svg(734, 390, parts)


# -- spoonfuls --------------------------------------------------------------------------------

EXAMPLES, SPOONFUL, EPOCHS, STRIDE = 40, 4, 6, 0.12


def spoonfuls() -> str:
    """The machine w·x + b: all examples a step, stirred batches, and batches not stirred.

    The examples lie on a bent curve, so that no line fits them all, and every batch wants its own.
    """
    random = np.random.default_rng(5)
    x = np.linspace(-1.5, 1.5, EXAMPLES)
    y = 2 * x + 1 + (x**2 - np.mean(x**2)) + random.normal(0, 0.2, EXAMPLES)
    lowest = np.array([np.mean(x * y) / np.mean(x * x), np.mean(y)])
    begin = np.array([0.2, -0.6])

    def walk(batches: Iterable[Array]) -> Array:
        spots = [begin]
        for chosen in batches:
            w, b = spots[-1]
            errors = w * x[chosen] + b - y[chosen]
            slopes = np.array([2 * np.mean(errors * x[chosen]), 2 * np.mean(errors)])
            spots.append(spots[-1] - STRIDE * slopes)
        return np.array(spots)

    rows = np.arange(EXAMPLES)
    count = EXAMPLES // SPOONFUL
    whole = walk([rows] * EPOCHS)
    stirred = walk(
        batch
        for _ in range(EPOCHS)
        for batch in np.split(random.choice(rows, EXAMPLES, replace=False), count)
    )
    unstirred = walk(batch for _ in range(EPOCHS) for batch in np.split(rows, count))

    parts = []
    scale, bend = 78.0, float(np.mean(x * x))
    for number, (left, spots) in enumerate(((20, whole), (255, stirred), (490, unstirred))):

        def place(spot: Array, left: float = left) -> Point:
            return left + 22 + scale * float(spot[0]), 210 - scale * float(spot[1])

        cx, cy = place(lowest)
        name = f"panel{number}"
        parts += [
            f'<clipPath id="{name}"><rect x="{left}" y="20" width="224" height="260"/></clipPath>'
        ]
        parts += [f'<g clip-path="url(#{name})">']
        for height in (0.1, 0.4, 0.9, 1.6, 2.5, 3.6, 4.9):
            ry = scale * height**0.5
            rx = ry / bend**0.5
            parts += [
                f'<ellipse class="level" cx="{cx:.1f}" cy="{cy:.1f}" rx="{rx:.1f}" ry="{ry:.1f}"/>'
            ]
        parts += ["</g>", target(cx, cy)]
        parts += [path("one thin", (place(spot) for spot in spots))]
        parts += [dot(*place(spot), "one", 2.4 if number else 3.2) for spot in spots[1:]]
        parts += [dot(*place(begin))]
        steps = f"{EPOCHS} × {(len(spots) - 1) // EPOCHS}"
        parts += [text(left + 112, 304, steps, "upright middle")]
    parts += [text(232, 274, "w", "end"), text(28, 36, "b")]
    return svg(734, 320, parts)


FIGURES: dict[str, Callable[[], str]] = {
    "curve.svg": learning_the_light,
    "twins.svg": twins,
    "spoonfuls.svg": spoonfuls,
}

if __name__ == "__main__":
    for name, draw in FIGURES.items():
        Path(__file__).with_name(name).write_text(draw(), encoding="utf-8", newline="\n")
