"""ex1, one knob at a time: the model solution."""

import numpy as np


def squared_error(prediction, target):
    return (prediction - target) ** 2


def mean_squared_error(predictions, targets):
    return np.mean((predictions - targets) ** 2)


def squared_error_partial(prediction, target):
    # The target is held still: only the prediction is a knob here.
    return 2 * (prediction - target)


def partial_x(x, y):
    # y is a constant: d/dx (x²·y) = 2xy, and 3y does not move with x.
    return 2 * x * y


def partial_y(x, y):
    # x is a constant: d/dy (x²·y) = x², and d/dy (3y) = 3.
    return x**2 + 3


def hold_others_fixed(f, point, index, value):
    moved = point.copy()
    moved[index] = value
    return f(moved)


def partial_numeric(f, point, index, step=1e-5):
    right = hold_others_fixed(f, point, index, point[index] + step)
    left = hold_others_fixed(f, point, index, point[index] - step)
    return (right - left) / (2 * step)
