"""Measure what slopes cost, knob by knob and on one way back: `python measure_cost.py`.

For networks of growing size, three things are timed on this machine:

- one pass: asking the network for its loss, once;
- the numerical way: every knob turned up and down a little, two passes a knob, all of them really
  made, with the parameters changed in place, so that nothing is paid for copies;
- one way back: all slopes by backpropagation, the way there included.

Times are processor time on one core, so that a busy machine does not matter much. They are written
to cost.csv, from which make_figures.py draws. Only the repository has the model solution that this
needs; a student's installation has the table.

傾きを求める手間を、この計算機で実際に測ります。結果は cost.csv に書き込まれます。
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy is loaded

import csv
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[3]))

from reference.solutions.ex8 import network_gradients, network_loss

Array = npt.NDArray[np.float64]

EXAMPLES, INPUTS, OUTPUTS = 32, 30, 10
HIDDEN = (2, 5, 12, 24, 49, 122, 244, 488, 1220)  # about 100, 200, 500, …, 50 000 knobs
STEP = 1e-5


def network(hidden: int, random: np.random.Generator) -> dict[str, Array]:
    shapes = {"W1": (INPUTS, hidden), "b1": hidden, "W2": (hidden, OUTPUTS), "b2": OUTPUTS}
    return {name: random.uniform(-0.3, 0.3, shape) for name, shape in shapes.items()}


def knob_by_knob(parameters: dict[str, Array], X: Array, T: Array) -> dict[str, Array]:
    """All slopes by central differences: two questions a knob."""
    slopes = {}
    for name, box in parameters.items():
        slopes[name] = np.empty_like(box)
        for at in np.ndindex(box.shape):
            kept = box[at]
            box[at] = kept + STEP
            above = network_loss(parameters, X, T)
            box[at] = kept - STEP
            below = network_loss(parameters, X, T)
            box[at] = kept
            slopes[name][at] = (above - below) / (2 * STEP)
    return slopes


def seconds(work: Callable[[], object], at_least: float) -> float:
    """The processor time of one piece of work: the fastest of ten rounds of many."""
    rounds = 1
    while True:
        began = process_time()
        for _ in range(rounds):
            work()
        if process_time() - began > at_least / 10:
            break
        rounds *= 2
    best = float("inf")
    for _ in range(10):
        began = process_time()
        for _ in range(rounds):
            work()
        best = min(best, (process_time() - began) / rounds)
    return best


def measure(hidden: int) -> tuple[int, float, float, float]:
    random = np.random.default_rng(0)
    parameters = network(hidden, random)
    X, T = random.normal(size=(EXAMPLES, INPUTS)), random.normal(size=(EXAMPLES, OUTPUTS))
    knobs = sum(box.size for box in parameters.values())

    one_pass = seconds(lambda: network_loss(parameters, X, T), 0.5)
    one_way_back = seconds(lambda: network_gradients(parameters, X, T), 0.5)
    began = process_time()
    measured = knob_by_knob(parameters, X, T)
    numerical = process_time() - began

    for name, slopes in network_gradients(parameters, X, T).items():
        assert np.allclose(slopes, measured[name], atol=1e-8), "the two ways disagree"
    return knobs, one_pass, one_way_back, numerical


if __name__ == "__main__":
    with Path(__file__).with_name("cost.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["knobs", "one_pass_s", "one_way_back_s", "knob_by_knob_s"])
        for hidden in HIDDEN:
            knobs, *times = measure(hidden)
            table.writerow([knobs, *(f"{time:.4g}" for time in times)])
            print(knobs, *(f"{time:.4g}" for time in times))
