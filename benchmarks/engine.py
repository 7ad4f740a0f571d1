"""What a gradient costs: the reference engine, other libraries, and the loss alone.

    pip install -e '.[bench]'    (and, if you like, jax and torch)
    python benchmarks/engine.py [--format json] [--rounds 400]

The loss is that of exercise 8, a two-layer tanh network (N = 64 examples, D = H = 32, M = 4).  Its
value and gradients with respect to all parameters are computed by turns by the reference engine, by
HIPS autograd, and by JAX (compiled) and PyTorch where they are installed; its value alone by NumPy;
all in one process, in double precision and on the same numbers, so that whatever else the machine
does hits all alike.  What counts are ratios within a round.

Then the same with wider and with deeper networks: how the cost of a gradient grows, and whether it
stays within its bound of forward passes.

Targets: no slower than autograd (ratio ≤ 1), and at most five forward passes (ratio ≤ 5), the bound
on the operation count from Griewank and Walther, Evaluating Derivatives, 2nd ed., section 4.6.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
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
WIDTHS, DEPTHS = (8, 32, 128, 512), (1, 4, 16, 64)

Ratios = dict[str, dict[str, float]]


def network_loss(module: Any, layers: int = 2) -> Callable[..., Any]:
    """The loss in terms of numpy, autograd.numpy, jax.numpy, torch or the engine."""

    def loss(parameters: dict[str, Any], X: Any, T: Any) -> Any:
        Y = X
        for layer in range(1, layers):
            Y = module.tanh(Y @ parameters[f"W{layer}"] + parameters[f"b{layer}"])
        Y = Y @ parameters[f"W{layers}"] + parameters[f"b{layers}"]
        return module.mean((Y - T) ** 2)

    return loss


def network(width: int = H, layers: int = 2) -> tuple[dict[str, Any], Any, Any]:
    """Parameters, inputs and targets of a network with hidden layers of this width."""
    rng = np.random.default_rng(8)
    sizes = [D, *[width] * (layers - 1), M]
    parameters: dict[str, Any] = {}
    for layer, (wide, high) in enumerate(pairwise(sizes), start=1):
        parameters[f"W{layer}"] = rng.normal(size=(wide, high)) / wide**0.5
        parameters[f"b{layer}"] = rng.normal(size=high)
    return parameters, rng.normal(size=(N, D)), rng.normal(size=(N, M))


def libraries() -> dict[str, Callable[[], Any]]:
    """The gradient by the engine and by others, each ready to be called; their results agree."""
    given = network()
    calls = {
        "gradient": partial(engine.value_and_grad(network_loss(engine)), *given),
        "autograd": partial(autograd.value_and_grad(network_loss(autograd.numpy)), *given),
    }
    if find_spec("jax"):
        calls["jax"] = _jax(*given)
    if find_spec("torch"):
        calls["torch"] = _torch(*given)
    right = calls["gradient"]()[1]
    for call in calls.values():
        for name, gradient in call()[1].items():
            np.testing.assert_allclose(np.asarray(gradient), right[name], rtol=1e-9, atol=1e-12)
    return calls


def _jax(parameters: dict[str, Any], X: Any, T: Any) -> Callable[[], Any]:
    import jax

    jax.config.update("jax_enable_x64", True)
    compiled = jax.jit(jax.value_and_grad(network_loss(jax.numpy)))
    return lambda: jax.block_until_ready(compiled(parameters, X, T))


def _torch(parameters: dict[str, Any], X: Any, T: Any) -> Callable[[], Any]:
    import torch

    torch.set_num_threads(1)
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in parameters.items()}
    inputs, targets, loss = torch.tensor(X), torch.tensor(T), network_loss(torch)

    def gradient() -> Any:
        value = loss(leaves, inputs, targets)
        found = torch.autograd.grad(value, list(leaves.values()))
        return value, dict(zip(leaves, found, strict=True))

    return gradient


def microseconds(call: Callable[[], Any]) -> float:
    start = perf_counter()
    for _ in range(CALLS):
        call()
    return (perf_counter() - start) / CALLS * 1e6


def summary(sample: list[float]) -> dict[str, float]:
    low, _, high = quantiles(sample, n=4)
    return {"median": median(sample), "lower_quartile": low, "upper_quartile": high}


def by_turns(calls: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        microseconds(call)  # warm up
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(microseconds(call))
    return times


def ratio(times: dict[str, list[float]], other: str) -> dict[str, float]:
    return summary([a / b for a, b in zip(times["gradient"], times[other], strict=True)])


def growth(rounds: int) -> list[dict[str, Any]]:
    """Wider and deeper networks: their parameters, the gradient's cost, and it over the loss's."""
    found = []
    for width, layers in [*((width, 2) for width in WIDTHS), *((H, layers) for layers in DEPTHS)]:
        given = network(width, layers)
        times = by_turns(
            {
                "gradient": partial(engine.value_and_grad(network_loss(engine, layers)), *given),
                "forward": partial(network_loss(np, layers), *given),
            },
            rounds,
        )
        found.append(
            {
                "width": width,
                "layers": layers,
                "parameters": sum(value.size for value in given[0].values()),
                "microseconds": summary(times["gradient"]),
                "gradient/forward": ratio(times, "forward"),
            }
        )
    return found


def measure(rounds: int) -> dict[str, Any]:
    # The loss alone first: the threads of other libraries would slow it down.
    given = network()
    ours = partial(engine.value_and_grad(network_loss(engine)), *given)
    alone = by_turns({"gradient": ours, "forward": partial(network_loss(np), *given)}, rounds)
    grown = growth(max(8, rounds // 10))
    times = by_turns(libraries(), rounds)
    ratios = {f"gradient/{name}": ratio(times, name) for name in times if name != "gradient"}
    return {
        "shape": {"N": N, "D": D, "H": H, "M": M},
        "rounds": rounds,
        "microseconds": {name: summary(sample) for name, sample in (times | alone).items()},
        "ratios": ratios | {"gradient/forward": ratio(alone, "forward")},
        "targets": {"gradient/autograd": 1.0, "gradient/forward": 5.0},
        "growth": grown,
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
        line = f"{name:<18} {row['median']:>8.2f} {spread:>16}"
        if target := result["targets"].get(name):
            verdict = "reached" if row["median"] <= target else "missed"
            line += f"   ≤ {target:g} {verdict}"
        lines.append(line)
    title = f"{'width × layers':<16} {'parameters':>10} {'µs':>8} {'µs a layer':>11}"
    lines += ["", f"{title} {'gradient/forward':>17}"]
    for row in result["growth"]:
        size, taken = f"{row['width']} × {row['layers']}", row["microseconds"]["median"]
        line = f"{size:<16} {row['parameters']:>10,} {taken:>8.0f} {taken / row['layers']:>11.0f}"
        lines.append(f"{line} {row['gradient/forward']['median']:>17.2f}")
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
