"""ex4: right answers, written differently."""

import numpy as np


class update:
    def plus_the_opposite(weight, gradient, learning_rate):
        """plus the negative step"""
        return weight + (-learning_rate) * gradient

    def copy_then_in_place(weight, gradient, learning_rate):
        """in place, on a copy"""
        new = np.array(weight, dtype=float)
        new -= learning_rate * gradient
        return new

    def as_a_list(weight, gradient, learning_rate):
        """element by element"""
        if np.ndim(weight) == 0:
            return weight - learning_rate * gradient
        return [w - learning_rate * g for w, g in zip(weight, gradient)]

    def single_precision(weight, gradient, learning_rate):
        """in float32"""
        w, g = np.float32(weight), np.float32(gradient)
        return w - np.float32(learning_rate) * g


class update_all:
    def loop(parameters, gradients, learning_rate):
        """key by key"""
        new = {}
        for name in parameters:
            new[name] = parameters[name] - learning_rate * gradients[name]
        return new

    def other_order(parameters, gradients, learning_rate):
        """in the order of the gradients"""
        return {k: parameters[k] - learning_rate * g for k, g in gradients.items()}

    def copy_then_replace(parameters, gradients, learning_rate):
        """a shallow copy, its values replaced"""
        new = dict(parameters)
        for name, g in gradients.items():
            new[name] = new[name] - g * learning_rate
        return new

    def deep_copy(parameters, gradients, learning_rate):
        """a deep copy, changed in place"""
        import copy

        new = copy.deepcopy(parameters)
        for name in new:
            new[name] -= learning_rate * gradients[name]
        return new


class step_together:
    def names_for_everything(w, b, gradient_of, learning_rate):
        """slopes first, then both steps, as a list"""
        slopes = gradient_of(w, b)
        new_w = w + -learning_rate * slopes[0]
        new_b = b + -learning_rate * slopes[1]
        return [new_w, new_b]

    def with_update(w, b, gradient_of, learning_rate):
        """with update"""
        dw, db = gradient_of(w, b)
        return update(w, dw, learning_rate), update(b, db, learning_rate)

    def comprehension(w, b, gradient_of, learning_rate):
        """both in one expression"""
        return tuple(v - learning_rate * g for v, g in zip((w, b), gradient_of(w, b)))

    def copies(w, b, gradient_of, learning_rate):
        """on copies, in place, b as an array with one element"""
        dw, db = gradient_of(w, b)
        w, b = np.array(w), np.array([b])
        w -= learning_rate * dw
        b -= learning_rate * db
        return w, b


class descend:
    def preallocated(gradient_of, start, learning_rate, steps):
        """row by row into an array"""
        rows = np.empty((steps + 1, len(start)))
        rows[0] = start
        for k in range(steps):
            rows[k + 1] = rows[k] - learning_rate * gradient_of(rows[k])
        return rows

    def list_of_rows(gradient_of, start, learning_rate, steps):
        """as a list of arrays"""
        here, rows = start, [start]
        for _ in range(steps):
            here = here - learning_rate * gradient_of(here)
            rows.append(here)
        return rows

    def while_loop(gradient_of, start, learning_rate, steps):
        """with while and copies of one moving point"""
        here = start.copy()
        rows = [here.copy()]
        while len(rows) <= steps:
            here -= learning_rate * gradient_of(here)
            rows.append(here.copy())
        return np.vstack(rows)

    def stacked(gradient_of, start, learning_rate, steps):
        """stacking as it goes"""
        walk = start[None, :]
        for _ in range(steps):
            walk = np.vstack((walk, update(walk[-1], gradient_of(walk[-1]), learning_rate)))
        return walk
