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


# -- the example of the lesson ----------------------------------------------------------------

START = np.array([0.0, 2.0])
LOWEST = np.array([2.0, 1.0])


def loss(spot: Curve) -> float:
    w, b = spot
    return float(((b - 1) ** 2 + (2 * w + b - 5) ** 2) / 2)


def gradient(spot: Curve) -> Curve:
    w, b = spot
    return np.array([2 * (2 * w + b - 5), (b - 1) + (2 * w + b - 5)])


def walk(rate: float, steps: int) -> Curve:
    """The spots of a walk from the start, one a row."""
    spots = [START]
    for _ in range(steps):
        spots.append(spots[-1] - rate * gradient(spots[-1]))
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


def contour(centre: Point, scale: float, height: float) -> str:
    """All w and b where the loss has this height: there the two errors lie on a circle.

    From the errors (b − 1, 2w + b − 5) back to (w, b) is a linear map, which makes it an ellipse.
    """
    to_screen = scale * np.array([[-0.5, 0.5], [-1, 0]])  # y grows downwards
    axes, stretch, _ = np.linalg.svd(to_screen)
    rx, ry = np.sqrt(2 * height) * stretch
    tilt = np.degrees(np.arctan(axes[1, 0] / axes[0, 0]))
    place = f"translate({centre[0]:.1f} {centre[1]:.1f}) rotate({tilt:.2f})"
    return f'<ellipse class="level" rx="{rx:.1f}" ry="{ry:.1f}" transform="{place}"/>'


def dot(x: float, y: float, kind: str = "", radius: float = 4) -> str:
    return f'<circle class="dot {kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'


def target(x: float, y: float) -> str:
    """A small cross: the lowest spot of the valley."""
    return "".join(line("curve", (x - 5, y - d), (x + 5, y + d)) for d in (-5, 5))


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{words}</text>'


def window(name: str, x: float, y: float, width: float, height: float, parts: list[str]) -> str:
    """Parts of which only what lies inside a rectangle is seen."""
    rectangle = f'<rect x="{x}" y="{y}" width="{width}" height="{height}"/>'
    inside = "\n".join(parts)
    return f'<clipPath id="{name}">{rectangle}</clipPath>\n<g clip-path="url(#{name})">{inside}</g>'


# -- one step, as long as you like ------------------------------------------------------------


def one_step_of_every_length() -> str:
    """The loss after the first step, against the learning rate: the forecast and the truth."""
    rates = np.linspace(0, 0.525, 64)
    reach = np.array([0, 0.156])
    start = loss(START)
    slope = -float((gradient(START) ** 2).sum())

    def truth(rate: float) -> float:
        return loss(START - rate * gradient(START))

    def flat(rate: Curve | float, value: Curve | float) -> tuple[Curve, Curve]:
        return np.asarray(80 + 1050 * np.asarray(rate)), np.asarray(315 - 25 * np.asarray(value))

    parts = [arrow("axis", (56, 315), (664, 315)), text(656, 338, "η", "middle")]
    parts += [arrow("axis", (80, 370), (80, 24)), text(92, 32, "L")]
    level = float(flat(0, start)[1])
    parts += [line("tick", (80, level), (650, level)), text(68, level + 5, "5", "upright end")]
    parts += [path("curve", *flat(rates, np.array([truth(float(r)) for r in rates])))]
    parts += [path("one", *flat(reach, start + slope * reach))]
    for rate in (0.1, 0.2, 0.3, 0.4, 0.5):
        x, y = map(float, flat(rate, truth(rate)))
        parts += [line("tick", (x, 315), (x, y)), dot(x, y)]
        parts += [text(x + (12 if rate == 0.1 else 0), 338, f"{rate}", "upright middle")]
        above = (14, -4) if rate == 0.1 else (0, -14) if rate < 0.4 else (-22, -8)
        parts += [text(x + above[0], y + above[1], f"{truth(rate):.0f}", "upright middle")]
    x, told = map(float, flat(0.1, start + slope * 0.1))
    parts += [line("two", (x, told), (x, float(flat(0.1, truth(0.1))[1]))), dot(x, told, "one")]
    parts += [dot(80, level)]
    parts += [text(x - 12, told + 9, f"{start + slope * 0.1:.0f}", "upright one end")]
    parts += [text(258, 364, "L + dL", "one")]
    return svg(690, 390, parts)


# -- too small, good, too large ---------------------------------------------------------------


def three_walks() -> str:
    """The same start and three learning rates, on the contour lines of the loss."""
    parts = []
    scale, left, top, width, height = 47.0, 22, 50, 214, 214
    panels = ((0.01, 20, "two"), (0.3, 20, "two"), (0.4, 6, "one"))
    for number, (rate, steps, kind) in enumerate(panels):
        x0 = left + number * (width + 22)

        def flat(w: Curve | float, b: Curve | float, x0: int = x0) -> tuple[Curve, Curve]:
            return np.asarray(x0 + 34 + scale * w), np.asarray(top + 189 - scale * b)

        cx, cy = map(float, flat(LOWEST[0], LOWEST[1]))
        inside = [contour((cx, cy), scale, (0.65 * k) ** 2 / 2) for k in range(1, 9)]
        spots = walk(rate, steps)
        x, y = flat(spots[:, 0], spots[:, 1])
        inside += [target(cx, cy), path(kind, x, y)]
        inside += [dot(float(a), float(b), kind, 3) for a, b in zip(x[1:], y[1:], strict=True)]
        inside += [dot(float(x[0]), float(y[0]))]
        parts += [window(f"panel{number}", x0, top, width, height, inside)]
        parts += [line("axis", (x0, top + height), (x0 + width, top + height))]
        parts += [line("axis", (x0, top + height), (x0, top))]
        parts += [text(x0 + width / 2, 32, f"η = {rate}", f"{kind} middle")]
        parts += [text(x0 + width - 4, top + height + 20, "w", "end")]
        parts += [text(x0 + 7, top + 14, "b")]
    return svg(730, 294, parts)


# -- together, or one after the other ---------------------------------------------------------


def together_or_in_turn() -> str:
    """The first step at the rate 0.1: both knobs by the old slopes, or b by the slope after w."""
    rate = 0.1
    old = gradient(START)
    together = START - rate * old
    corner = np.array([together[0], START[1]])
    in_turn = corner - rate * np.array([0.0, gradient(corner)[1]])

    def flat(w: Curve | float, b: Curve | float) -> tuple[Curve, Curve]:
        return np.asarray(170 + 560 * np.asarray(w)), np.asarray(250 - 560 * (np.asarray(b) - 2))

    def spot(at: Curve) -> Point:
        x, y = flat(*map(float, at))
        return float(x), float(y)

    heights = np.arange(1.0, 8.0, 0.5)
    levels = [contour(spot(LOWEST), 560, float(height)) for height in heights]
    parts = [window("ground", 50, 56, 608, 250, levels)]
    parts += [arrow("axis", (50, 306), (672, 306)), text(668, 328, "w", "end")]
    parts += [arrow("axis", (50, 306), (50, 30)), text(62, 38, "b")]
    for value in (0.0, 0.6):
        x = float(flat(value, 2)[0])
        parts += [line("tick", (x, 306), (x, 250)), text(x, 328, f"{value:g}", "upright middle")]
    for value, end in ((2.0, 170.0), (float(in_turn[1]), 506.0), (float(together[1]), 506.0)):
        y = float(flat(0, value)[1])
        parts += [line("tick", (50, y), (end, y)), text(42, y + 5, f"{value:g}", "upright end")]

    def short(at: Point, towards: Point) -> Point:
        """An arrow ends just before the dot that it leads to."""
        back = np.subtract(towards, at) / np.hypot(*np.subtract(towards, at))
        return float(towards[0] - 6 * back[0]), float(towards[1] - 6 * back[1])

    for kind, tail, head in (
        ("two", START, together),
        ("one", START, corner),
        ("one", corner, in_turn),
    ):
        parts += [arrow(kind, spot(tail), short(spot(tail), spot(head)))]
    parts += [dot(*spot(START)), dot(*spot(together), "two"), dot(*spot(in_turn), "one")]
    parts += [dot(*spot(corner), "one", 3)]
    x, y = spot(START)
    slopes = [f"∂L/∂{n} = {s:g}".replace("-", "−") for n, s in zip("wb", old, strict=True)]
    for below, slope in zip((24, 46), slopes, strict=True):
        parts += [text(x - 12, y + below, slope, "halo end")]
    x, y = spot(corner)
    after = f"∂L/∂b = {gradient(corner)[1]:.1f}".replace("-", "−")
    parts += [text(x + 14, y + 24, after, "one halo")]
    for kind, at in (("two", together), ("one", in_turn)):
        x, y = spot(at)
        parts += [text(x + 14, y + 5, f"L = {loss(at):.5g}", f"{kind} halo")]
    return svg(690, 346, parts)


FIGURES: dict[str, Callable[[], str]] = {
    "rate.svg": one_step_of_every_length,
    "walks.svg": three_walks,
    "together.svg": together_or_in_turn,
}

if __name__ == "__main__":
    for name, draw in FIGURES.items():
        Path(__file__).with_name(name).write_text(draw(), encoding="utf-8", newline="\n")
