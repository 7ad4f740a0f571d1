"""Train the networks of this lesson again: `python train_networks.py`, next to this file.

The staircase light of the lesson is learned from three starts, by the model solutions of ex4 (the
walk) and ex8 (the slopes). What happens on the way is written to training.csv, twins.csv and
snapshots.csv, from which make_figures.py draws. Only the repository has the model solutions; a
student's installation has the tables.

この章のネットワークをもう一度学習させます。経過は三つの CSV ファイルに書き込まれます。
"""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[3]))

from reference.solutions.ex4 import descend
from reference.solutions.ex8 import network_forward, network_gradients, network_loss

Array = npt.NDArray[np.float64]
Parameters = dict[str, Array]

SWITCHES = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
LABELS = np.array([0, 1, 1, 0])  # 1: the light is on
TARGETS = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
RATE = 0.5

NAMES = ("W1", "b1", "W2", "b2")


def start(W1: list[list[float]], W2: list[list[float]]) -> Parameters:
    return {"W1": np.array(W1), "b1": np.zeros(2), "W2": np.array(W2), "b2": np.zeros(2)}


LESSON = start([[0.5, 0.2], [-0.1, 0.4]], [[0.3, -0.1], [0.1, 0.2]])
ALIKE = start([[0.5, 0.5], [-0.3, -0.3]], [[0.4, -0.2], [0.4, -0.2]])
NEARLY = start([[0.5, 0.501], [-0.3, -0.3]], [[0.4, -0.2], [0.4, -0.2]])


def as_row(parameters: Parameters) -> Array:
    return np.concatenate([parameters[name].ravel() for name in NAMES])


def as_parameters(row: Array) -> Parameters:
    boxes = {}
    for name in NAMES:
        size = LESSON[name].size
        boxes[name], row = row[:size].reshape(LESSON[name].shape), row[size:]
    return boxes


def training(begin: Parameters, epochs: int) -> list[Parameters]:
    """The knobs after every epoch, the start first."""

    def slopes(row: Array) -> Array:
        return as_row(network_gradients(as_parameters(row), SWITCHES, TARGETS))

    return [as_parameters(row) for row in descend(slopes, as_row(begin), RATE, epochs)]


def loss(parameters: Parameters) -> float:
    return float(network_loss(parameters, SWITCHES, TARGETS))


def right(parameters: Parameters) -> int:
    """How many of the four positions of the switches are answered rightly."""
    off, on = network_forward(parameters, SWITCHES).T
    return int(np.sum((on > off) == (LABELS == 1)))


def write(name: str, head: list[str], rows: Iterable[list[object]]) -> None:
    with Path(__file__).with_name(name).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(head)
        for row in rows:
            table.writerow([f"{cell:.6g}" if isinstance(cell, float) else cell for cell in row])


if __name__ == "__main__":
    walk = training(LESSON, 400)
    write(
        "training.csv",
        ["epoch", "loss", "right"],
        ([epoch, loss(knobs), right(knobs)] for epoch, knobs in enumerate(walk)),
    )
    write(
        "snapshots.csv",
        ["epoch", *(f"{name}_{i}" for name in NAMES for i in range(LESSON[name].size))],
        ([epoch, *map(float, as_row(walk[epoch]))] for epoch in (0, 60, 200, 320, 400)),
    )
    alike, nearly = training(ALIKE, 800), training(NEARLY, 800)
    write(
        "twins.csv",
        ["epoch", "alike_1", "alike_2", "alike_loss", "nearly_1", "nearly_2", "nearly_loss"],
        (
            [epoch, *map(float, a["W1"][0]), loss(a), *map(float, b["W1"][0]), loss(b)]
            for epoch, (a, b) in enumerate(zip(alike, nearly, strict=True))
            if epoch % 5 == 0
        ),
    )
    print("alike after 800 epochs:", loss(alike[-1]), right(alike[-1]), "of 4")
    print("nearly alike:", loss(nearly[-1]), right(nearly[-1]), "of 4")
