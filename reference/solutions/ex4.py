"""ex4, downhill in the fog: the model solution."""

import numpy as np


def update(weight, gradient, learning_rate):
    # A new value: `weight -= …` would change the caller's array.
    return weight - learning_rate * gradient


def update_all(parameters, gradients, learning_rate):
    return {
        name: update(value, gradients[name], learning_rate) for name, value in parameters.items()
    }


def step_together(w, b, gradient_of, learning_rate):
    # Both slopes are felt at the old point before anybody moves.
    dw, db = gradient_of(w, b)
    return w - learning_rate * dw, b - learning_rate * db


def descend(gradient_of, start, learning_rate, steps):
    trajectory = [start]
    for _ in range(steps):
        here = trajectory[-1]
        trajectory.append(update(here, gradient_of(here), learning_rate))
    return np.array(trajectory)
