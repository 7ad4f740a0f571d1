"""A student's ex4: a step that changes the caller's weight, a wrong sign, a missing row."""

import numpy as np


def update(weight, gradient, learning_rate):
    weight -= learning_rate * gradient
    return weight


def update_all(parameters, gradients, learning_rate):
    # Uphill.
    return {name: parameters[name] + learning_rate * gradients[name] for name in parameters}


def step_together(w, b, gradient_of, learning_rate):
    new_w = w - learning_rate * gradient_of(w, b)[0]
    new_b = b - learning_rate * gradient_of(new_w, b)[1]
    return new_w, new_b


def descend(gradient_of, start, learning_rate, steps):
    # The start is missing.
    points = []
    for _ in range(steps):
        start = start - learning_rate * gradient_of(start)
        points.append(start)
    return np.array(points)
