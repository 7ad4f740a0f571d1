"""ex3, passing notes: the model solution."""

import numpy as np


def sigmoid(x):
    # exp only ever sees −|x|, so it cannot overflow; both forms are 1 / (1 + e^(−x)).
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))


def sigmoid_derivative(x):
    s = sigmoid(x)
    return s * (1 - s)


def chain(outer_derivative, inner, inner_derivative, x):
    # Each local derivative is taken where its function really is: the outer one at inner(x).
    return outer_derivative(inner(x)) * inner_derivative(x)


def along_path(local_derivatives):
    return np.prod(local_derivatives)


def over_paths(paths):
    return sum((along_path(path) for path in paths), 0.0)


def neuron_gradient(w, b, x, target):
    z = w @ x + b
    # One note, handed back from E to z; w and b each multiply it by their own local derivative.
    note = 2 * (sigmoid(z) - target) * sigmoid_derivative(z)
    return note * x, note
