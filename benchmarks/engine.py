"""What a gradient costs: the reference engine, HIPS autograd, and the loss alone.

    python benchmarks/engine.py [--format json] [--rounds 400]

The loss is that of exercise 8, a two-layer tanh network (N = 64 examples, D = H = 32, M = 4).  Its
value and gradients with respect to all parameters are computed by turns by the reference engine, by
HIPS autograd, and its value alone by NumPy, all in one process and on the same numbers, so that
whatever else the machine does hits all alike.  What counts are ratios within a round.

Targets: no slower than autograd (ratio ≤ 1), and at most five forward passes (ratio ≤ 5), the bound
on the operation count from Griewank and Walther, Evaluating Derivatives, 2nd ed., section 4.6.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import autograd
import autograd.numpy
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reference import engine

N, D, H, M = 64, 32, 32, 4
CALLS = 10  # per measurement, so that the clock's own time does not count

Ratios = dict[str, dict[str, float]]


def network_loss(module: Any) -> Callable[..., Any]:
    """The loss in terms of numpy, autograd.numpy or the engine."""

    def loss(parameters: dict[str, Any], X: Any, T: Any) -> Any:
        hidden = module.tanh(X @ parameters["W1"] + parameters["b1"])
        Y = hidden @ parameters["W2"] + parameters["b2"]
        return module.mean((Y - T) ** 2)

    return loss


def contestants() -> dict[str, Callable[[], Any]]:
    """What is measured, each ready to be called; their results agree."""
    rng = np.random.default_rng(8)
    X, T = rng.normal(size=(N, D)), rng.normal(size=(N, M))
    parameters = {
        "W1": rng.normal(size=(D, H)) / D**0.5,
        "b1": rng.normal(size=H),
        "W2": rng.normal(size=(H, M)) / H**0.5,
        "b2": rng.normal(size=M),
    }
    forward = network_loss(np)
    ours = engine.value_and_grad(network_loss(engine))
    theirs = autograd.value_and_grad(network_loss(autograd.numpy))
    for name, gradient in ours(parameters, X, T)[1].items():
        np.testing.assert_allclose(gradient, theirs(parameters, X, T)[1][name], rtol=1e-12)
    return {
        "gradient": lambda: ours(parameters, X, T),
        "autograd": lambda: theirs(parameters, X, T),
        "forward": lambda: forward(parameters, X, T),
    }


def microseconds(call: Callable[[], Any]) -> float:
    start = perf_counter()
    for _ in range(CALLS):
        call()
    return (perf_counter() - start) / CALLS * 1e6


def summary(sample: list[float]) -> dict[str, float]:
    low, _, high = quantiles(sample, n=4)
    return {"median": median(sample), "lower_quartile": low, "upper_quartile": high}


def measure(rounds: int) -> dict[str, Any]:
    calls = contestants()
    for call in calls.values():
        microseconds(call)  # warm up
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(microseconds(call))
    return {
        "shape": {"N": N, "D": D, "H": H, "M": M},
        "rounds": rounds,
        "microseconds": {name: summary(sample) for name, sample in times.items()},
        "ratios": {
            f"gradient/{other}": summary(
                [a / b for a, b in zip(times["gradient"], times[other], strict=True)]
            )
            for other in ("autograd", "forward")
        },
        "targets": {"gradient/autograd": 1.0, "gradient/forward": 5.0},
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def text(result: dict[str, Any]) -> str:
    lines = [f"{'µs a call':<18} {'median':>8} {'quartiles':>16}"]
    for name, row in result["microseconds"].items():
        spread = f"{row['lower_quartile']:.0f} – {row['upper_quartile']:.0f}"
        lines.append(f"{name:<18} {row['median']:>8.0f} {spread:>16}")
    lines += ["", f"{'ratio':<18} {'median':>8} {'quartiles':>16}   target"]
    for name, row in result["ratios"].items():
        spread = f"{row['lower_quartile']:.2f} – {row['upper_quartile']:.2f}"
        target = result["targets"][name]
        verdict = "reached" if row["median"] <= target else "missed"
        lines.append(f"{name:<18} {row['median']:>8.2f} {spread:>16}   ≤ {target:g} {verdict}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--rounds", type=int, default=400)
    chosen = parser.parse_args()
    result = measure(chosen.rounds)
    print(json.dumps(result, indent=2) if chosen.format == "json" else text(result))


if __name__ == "__main__":
    main()
