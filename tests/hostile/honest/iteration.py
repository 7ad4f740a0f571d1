"""Functional Python."""

import bisect
import copy
import functools
import heapq
import itertools
from functools import cache, cached_property, lru_cache, partial, reduce, singledispatch, wraps
from itertools import accumulate, chain as together, combinations, count, cycle, islice, pairwise
from operator import mul


def timed(function):
    @wraps(function)
    def inside(*args, **kwargs):
        return function(*args, **kwargs)

    return inside


@lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@singledispatch
def shown(value):
    return "?"


@shown.register
def _(value: int):
    return "int"


class Lazy:
    @cached_property
    def value(self):
        return 1


@timed
@cache
def double(x):
    return 2 * x


assert fibonacci(50) == 12586269025 and shown(1) == "int" and shown("") == "?"
assert list(accumulate([1, 2, 3], mul)) == [1, 2, 6] and reduce(mul, [1, 2, 3], 1) == 6
assert list(islice(cycle("ab"), 3)) == ["a", "b", "a"] and next(count(5)) == 5
assert list(pairwise([1, 2, 3])) == [(1, 2), (2, 3)] and list(together([1], [2])) == [1, 2]
assert len(list(combinations(range(4), 2))) == 6 and partial(double, 2)() == 4
assert heapq.nsmallest(1, [3, 1]) == [1] and bisect.bisect([1, 3], 2) == 1
assert copy.deepcopy([[1]]) == [[1]] and Lazy().value == 1
assert functools.cmp_to_key(lambda a, b: 0) and itertools.product


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
