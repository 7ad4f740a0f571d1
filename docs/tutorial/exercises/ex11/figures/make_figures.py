"""Draw the figure of this lesson again: `python make_figures.py`, next to this file.

この章の図を描き直すには、このフォルダーで `python make_figures.py` を実行してください。
"""

from pathlib import Path

import numpy as np

A = np.array([[2.0, 1.0], [3.0, 4.0]])
POINT = np.array([1.0, 2.0])
WIDTH, HEIGHT, UNIT = 520, 380, 47
STYLE = """
  .card { fill: #fbfaf7; stroke: #d9d5cc; }
  .level { fill: none; stroke: #a7a29a; stroke-width: 1.2; }
  .here { stroke: #1d5fbf; stroke-width: 2.2; }
  .axis { fill: none; stroke: #77726a; }
  .up { fill: none; stroke: #c2410c; stroke-width: 2.4; }
  .head { fill: #c2410c; }
  .dot { fill: #33302b; }
  text { fill: #33302b; font: italic 15px Georgia, "Times New Roman", serif; }
  text.up { fill: #c2410c; stroke: none; }
  text.here { fill: #1d5fbf; stroke: none; }
  @media (prefers-color-scheme: dark) {
    .card { fill: #1b1f27; stroke: #3a404b; }
    .level { stroke: #727a88; }
    .axis { stroke: #9aa2b0; }
    .here { stroke: #7db4ff; }
    .up { stroke: #ff9a5c; }
    .head, text.up { fill: #ff9a5c; }
    .dot, text { fill: #e6e3dc; }
    text.here { fill: #7db4ff; }
  }
"""


def place(x):
    """Where a point (x₁, x₂) is drawn."""
    return WIDTH / 2 + UNIT * x[0], HEIGHT / 2 - UNIT * x[1]


def level(height):
    """The ellipse of all points on which xᵀAx is this high."""
    values, directions = np.linalg.eigh((A + A.T) / 2)
    turn = np.linspace(0, 2 * np.pi, 121)
    circle = np.array([np.cos(turn), np.sin(turn)])
    ellipse = directions @ (np.sqrt(height / values)[:, None] * circle)
    points = " ".join("{:.1f},{:.1f}".format(*place(x)) for x in ellipse.T)
    chosen = " here" if height == POINT @ A @ POINT else ""
    return f'<polygon class="level{chosen}" points="{points}"/>'


def arrow():
    """From the point, straight up the slope."""
    slopes = (A + A.T) @ POINT
    way = slopes / np.linalg.norm(slopes)
    end = POINT + 1.3 * way
    side = np.array([-way[1], way[0]])
    (x1, y1), (x2, y2) = place(POINT), place(end)
    head = " ".join(
        "{:.1f},{:.1f}".format(*place(p))
        for p in (end + 0.14 * way, end - 0.1 * way + 0.1 * side, end - 0.1 * way - 0.1 * side)
    )
    line = f'<path class="up" d="M{x1:.1f},{y1:.1f}L{x2:.1f},{y2:.1f}"/>'
    return f'{line}\n<polygon class="head" points="{head}"/>'


def figure():
    (x, y), (ox, oy) = place(POINT), place((0.0, 0.0))
    parts = [
        f'<rect class="card" x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="10"/>',
        f'<path class="axis" d="M20,{oy}H{WIDTH - 20}M{ox},20V{HEIGHT - 20}"/>',
        *(level(height) for height in (2, 8, 16, 26)),
        arrow(),
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>',
        f'<text x="{x + 16:.1f}" y="{y - 1:.1f}">(1, 2)</text>',
        f'<text class="up" x="{x + 48:.1f}" y="{y - 30:.1f}">(12, 20)</text>',
        f'<text class="here" x="{ox - 128}" y="{oy + 112}">E = 26</text>',
        f'<text x="{WIDTH - 34}" y="{oy - 8}">x₁</text>',
        f'<text x="{ox + 10}" y="32">x₂</text>',
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img">\n'
        f"<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"
    )


if __name__ == "__main__":
    Path(__file__).with_name("valley.svg").write_text(figure(), encoding="utf-8")
