"""Trains something small before the functions: the time at the top level is its own."""

import random

import numpy as np

random.seed(42)
np.random.seed(42)
weights, history = np.zeros(3), []
data = np.random.randn(200, 3)
truth = data @ np.array([1.0, -2.0, 0.5])
for epoch in range(300):
    order = list(range(len(data)))
    random.shuffle(order)
    gradient = 2 * data.T @ (data @ weights - truth) / len(data)
    weights -= 0.05 * gradient
    history.append(float(((data @ weights - truth) ** 2).mean()))
    if epoch % 100 == 0:
        print(f"epoch {epoch:4d}  loss {history[-1]:.6f}")
assert history[-1] < 1e-4


import numpy as np


def sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))


def sigmoid_derivative(x):
    small = np.exp(-np.abs(x))
    return small / (1 + small) ** 2


def chain(outer_derivative, inner, inner_derivative, x):
    return outer_derivative(inner(x)) * inner_derivative(x)


def along_path(local_derivatives):
    return np.prod(local_derivatives)


def over_paths(paths):
    total = 0.0
    for path in paths:
        total += np.prod(path)
    return total


def neuron_gradient(w, b, x, target):
    z = w @ x + b
    small = np.exp(-abs(z))
    s = 1 / (1 + small) if z >= 0 else small / (1 + small)
    note = 2 * (s - target) * small / (1 + small) ** 2
    return note * x, note
