"""ex5, the wrong valley: the model solution."""

import numpy as np


def is_stationary(gradient, tolerance):
    return np.linalg.norm(gradient) <= tolerance


def descend_until(gradient_of, start, learning_rate, tolerance, max_steps):
    point = start
    for steps in range(max_steps):
        # Feel the ground first: where it is level already, no step is taken.
        gradient = gradient_of(point)
        if is_stationary(gradient, tolerance):
            return point, steps
        point = point - learning_rate * gradient
    return point, max_steps


def best_of_restarts(loss, gradient_of, starts, learning_rate, steps):
    ends = []
    for point in starts:
        for _ in range(steps):
            point = point - learning_rate * gradient_of(point)
        ends.append(point)
    # A walk cannot know which valley it is in; only comparing the ends can tell.
    best = min(ends, key=loss)
    return best, loss(best)


def largest_stable_rate(hessian):
    # Along an eigenvector a step multiplies the distance to the minimum by 1 − rate·λ.  That
    # shrinks it as long as rate·λ < 2, and the largest λ is the first to complain.
    return 2 / np.linalg.eigvalsh(hessian)[-1]
