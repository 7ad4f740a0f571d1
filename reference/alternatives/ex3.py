"""ex3: right answers, written differently."""

import math
from functools import reduce
from operator import mul

import numpy as np


class sigmoid:
    def textbook(x):
        """1 / (1 + e^(−x)): e^1000 is inf with a warning, and 1 / inf is the right 0"""
        return 1 / (1 + np.exp(-np.asarray(x)))

    def half_tanh(x):
        """(1 + tanh(x/2)) / 2"""
        return 0.5 * (1 + np.tanh(np.asarray(x) / 2))

    def two_branches(x):
        """element by element, with math.exp of what is not positive"""

        def one(v):
            return 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))

        return np.vectorize(one, otypes=[float])(x) if np.ndim(x) else one(x)

    def logaddexp(x):
        """e^(−log(1 + e^(−x)))"""
        return np.exp(-np.logaddexp(0, -np.asarray(x)))

    def cut_off_far_out(x):
        """x limited to where e^(−x) is still a float: beyond, nobody sees the difference"""
        return 1 / (1 + np.exp(-np.clip(x, -500, 500)))

    def single_precision(x):
        """in float32"""
        small = np.exp(-np.abs(np.asarray(x, dtype=np.float32)))
        return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))


class sigmoid_derivative:
    def both_sides(x):
        """σ(x)·σ(−x)"""
        return sigmoid(x) * sigmoid(-np.asarray(x))

    def difference_of_squares(x):
        """σ(x) − σ(x)²"""
        s = sigmoid(x)
        return s - s**2

    def from_exponentials(x):
        """e^(−|x|) / (1 + e^(−|x|))²"""
        small = np.exp(-np.abs(x))
        return small / (1 + small) ** 2

    def from_tanh(x):
        """(1 − tanh²(x/2)) / 4, printing on the way"""
        print("x =", x)
        return (1 - np.tanh(np.asarray(x) / 2) ** 2) / 4

    def single_precision(x):
        """in float32"""
        s = 1 / (1 + np.exp(-np.asarray(x, dtype=np.float32)))
        return s * (1 - s)


class chain:
    def step_by_step(outer_derivative, inner, inner_derivative, x):
        """with names for everything"""
        u = inner(x)
        du_dx = inner_derivative(x)
        dy_du = outer_derivative(u)
        return du_dx * dy_du

    def numpy_product(outer_derivative, inner, inner_derivative, x):
        """np.prod of the two"""
        return np.prod([inner_derivative(x), outer_derivative(inner(x))])

    def one_element_array(outer_derivative, inner, inner_derivative, x):
        """as an array with one element"""
        return np.array([outer_derivative(inner(x))]) * inner_derivative(x)

    def differential(outer_derivative, inner, inner_derivative, x):
        """a step of 1 along the tangent, first inner's, then outer's"""
        du = inner_derivative(x) * 1.0
        return np.float64(outer_derivative(inner(x))).item() * du

    def path(outer_derivative, inner, inner_derivative, x):
        """as a path with two steps"""
        return along_path(np.array([outer_derivative(inner(x)), inner_derivative(x)]))


class along_path:
    def loop(local_derivatives):
        """one factor after the other"""
        blame = 1.0
        for slope in local_derivatives:
            blame *= slope
        return blame

    def math_prod(local_derivatives):
        """with math.prod"""
        return math.prod(local_derivatives, start=1.0)

    def folded(local_derivatives):
        """from the end of the path to its beginning, as blame is passed"""
        return reduce(mul, local_derivatives[::-1].tolist(), 1.0)

    def recursive(local_derivatives):
        """the first times the rest"""
        if len(local_derivatives) == 0:
            return 1.0
        return local_derivatives[0] * along_path(local_derivatives[1:])

    def single_precision(local_derivatives):
        """in float32"""
        return np.prod(local_derivatives.astype(np.float32))


class over_paths:
    def loop(paths):
        """two loops"""
        total = 0.0
        for path in paths:
            blame = 1.0
            for slope in path:
                blame = blame * slope
            total = total + blame
        return total

    def numpy_sum(paths):
        """np.sum over a list"""
        return np.sum([np.prod(path) for path in paths])

    def exact_sum(paths):
        """with a correctly rounded sum"""
        return math.fsum(map(along_path, paths))

    def padded(paths):
        """as a table, short paths filled up with ones"""
        longest = max((len(path) for path in paths), default=0)
        table = np.ones((len(paths), longest))
        for row, path in zip(table, paths):
            row[: len(path)] = path
        return table.prod(axis=1).sum()

    def backwards(paths):
        """from the last path to the first"""
        return float(sum(math.prod(path.tolist()[::-1], start=1.0) for path in reversed(paths)))


class neuron_gradient:
    def multiply_then_add(w, b, x, target):
        """through the activation's own name, dw as a list"""
        a = sigmoid(np.dot(w, x) + b)
        slope = a * (1 - a)
        db = 2 * (a - target) * slope
        return [float(db * value) for value in x], float(db)

    def path_of_three(w, b, x, target):
        """as a product along the path"""
        z = np.sum(w * x) + b
        db = along_path(np.array([2 * (sigmoid(z) - target), sigmoid_derivative(z)]))
        return db * x, db

    def outer_derivative_first(w, b, x, target):
        """with chain"""
        z = float(np.einsum("i,i", w, x)) + b
        db = chain(lambda a: 2.0 * (a - target), sigmoid, sigmoid_derivative, z)
        return np.multiply(x, db), np.array([db])

    def other_sign(w, b, x, target):
        """(target − a), twice negative"""
        a = 1 / (1 + np.exp(-(x @ w + b)))
        common = -2 * (target - a) * a * (1 - a)
        return common * x, common

    def knob_by_knob(w, b, x, target):
        """in plain Python numbers, each slope by its own path"""
        z = math.fsum(wi * xi for wi, xi in zip(w.tolist(), x.tolist())) + b
        a = float(sigmoid(z))
        slopes = [2 * (a - target) * (a - a * a) * last for last in [*x.tolist(), 1.0]]
        return tuple(slopes[:-1]), slopes[-1]
