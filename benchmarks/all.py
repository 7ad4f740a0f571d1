"""Run every benchmark, and write one table and one plot of it all.

    pip install -e '.[bench]'
    python benchmarks/all.py [--into benchmarks/results]

Writes results.json (what every benchmark said), results.md (the table) and ratios.svg (every ratio
with its spread, on a logarithmic axis, targets marked).  Takes about half an hour on two processors
that have nothing else to do; a busy machine widens the spreads, and little else: only ratios within
a round are compared.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
BENCHMARKS = {
    "engine": [],
    "check": [],
    "walls": [],
    "tolerances": [],
    "diagnosis": [],
    "grade": [],
    "cluster": [],
}
STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #33302b; }
  .grid { stroke: #d9d5cc; } .one { stroke: #77726a; }
  .spread { stroke: #1d5fbf; stroke-width: 6; stroke-linecap: round; opacity: .35; }
  .median { fill: #1d5fbf; } .card { fill: #fbfaf7; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6e3dc; } .card { fill: #1b1f27; } .grid { stroke: #3a404b; }
    .spread { stroke: #7db4ff; } .median { fill: #7db4ff; }
  }
"""
Row = tuple[str, dict[str, float]]


def run(name: str, options: list[str]) -> Any:
    """What a benchmark says; None if it cannot run here, which it says itself."""
    command = [sys.executable, str(HERE / f"{name}.py"), "--format", "json", *options]
    print(f"{name} …", file=sys.stderr, flush=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def ratios(results: dict[str, Any]) -> list[Row]:
    """Every ratio of every benchmark, named after it."""
    return [
        (f"{name}: {ratio}", row)
        for name, result in results.items()
        if isinstance(result, dict)
        for ratio, row in result.get("ratios", {}).items()
    ]


def table(results: dict[str, Any]) -> str:
    lines = [
        f"Measured on {platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}.",
        "",
        "| ratio | median | quartiles |",
        "|---|---:|---:|",
    ]
    for name, row in ratios(results):
        spread = f"{row['lower_quartile']:.2f} – {row['upper_quartile']:.2f}"
        lines.append(f"| {name} | {row['median']:.2f} | {spread} |")
    missing = [name for name, result in results.items() if result is None]
    if missing:
        lines += ["", f"Not run here: {', '.join(missing)}."]
    return "\n".join(lines) + "\n"


def plot(rows: list[Row]) -> str:
    """Every ratio as a dot with its quartiles, on a logarithmic axis."""
    left, width, line = 230, 640, 26
    values = [v for _, r in rows for v in r.values() if v > 0] or [1.0]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    high = max(high, low + 1)

    def x(value: float) -> float:
        return left + (math.log10(max(value, 10.0**low)) - low) / (high - low) * width

    height = line * (len(rows) + 2)
    parts = [f'<rect class="card" width="{left + width + 30}" height="{height}" rx="10"/>']
    for power in range(low, high + 1):
        at, kind = x(10.0**power), "one" if power == 0 else "grid"
        parts.append(f'<path class="{kind}" d="M{at:.1f} {line}V{height - line}"/>')
        parts.append(
            f'<text x="{at:.1f}" y="{height - 8}" text-anchor="middle">{10.0**power:g}</text>'
        )
    for number, (name, row) in enumerate(rows, start=1):
        y = line * number + 6
        parts.append(f'<text x="{left - 12}" y="{y + 4}" text-anchor="end">{escape(name)}</text>')
        ends = x(row["lower_quartile"]), x(row["upper_quartile"])
        parts.append(f'<path class="spread" d="M{ends[0]:.1f} {y}H{ends[1]:.1f}"/>')
        parts.append(f'<circle class="median" cx="{x(row["median"]):.1f}" cy="{y}" r="4"/>')
    size = f'viewBox="0 0 {left + width + 30} {height}" width="{left + width + 30}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">\n<style>{STYLE}</style>'
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--into", type=Path, default=HERE / "results")
    parser.add_argument("--only", action="append", choices=BENCHMARKS, help="one, or several")
    chosen = parser.parse_args()
    wanted = chosen.only or list(BENCHMARKS)
    results = {name: run(name, BENCHMARKS[name]) for name in wanted}
    chosen.into.mkdir(parents=True, exist_ok=True)
    written = table(results)
    for name, content in {
        "results.json": json.dumps(results, indent=1) + "\n",
        "results.md": written,
        "ratios.svg": plot(ratios(results)),
    }.items():
        (chosen.into / name).write_text(content, encoding="utf-8")
    print(written)


if __name__ == "__main__":
    main()
