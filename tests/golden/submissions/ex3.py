"""A student's ex3: some right, some wrong, one to do, one by another name."""

import numpy as np

np.seterr(over="ignore", invalid="ignore")


def sigmoid(x):
    # Right for moderate x; far out to the right, exp overflows: inf / inf.
    e = np.exp(x)
    return e / (1 + e)


def sigmoid_derivative(x):
    s = sigmoid(x)
    return s * (1 - s)


def chain(outer_derivative, inner, inner_derivative, x):
    # The outer derivative is taken at x, not at inner(x).
    print("chain", x)
    return outer_derivative(x) * inner_derivative(x)


def along_the_path(local_derivatives):
    result = 1.0
    for local in local_derivatives:
        result *= local
    return result


def over_paths(paths):
    raise NotImplementedError


def neuron_gradient(w, b, x, target):
    z = w @ x + b
    note = 2 * (sigmoid(z) - target) * sigmoid_derivative(z)
    return note * x
