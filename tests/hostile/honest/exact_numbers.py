"""Arithmetic of every other kind, from the standard library."""

import cmath
import decimal
import fractions
import math
import numbers
import operator
import random
import secrets
import statistics
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 50
assert Decimal(2).sqrt() ** 2 - 2 < Decimal("1e-40")
assert Fraction(1, 3) + Fraction(1, 6) == Fraction(1, 2)
assert cmath.sqrt(-1) == 1j and math.comb(5, 2) == 10 and math.gcd(12, 18) == 6
assert statistics.mean([1, 2, 3]) == 2 and round(statistics.stdev([1, 2, 3])) == 1
assert operator.itemgetter(1)([1, 2]) == 2 and isinstance(1, numbers.Integral)
random.seed(3)
assert 0 <= random.random() < 1 and random.choice([1]) == 1
assert len(random.sample(range(10), 3)) == 3 and random.gauss(0, 1) is not None
assert len(secrets.token_hex(4)) == 8
assert decimal.ROUND_HALF_EVEN and fractions.Fraction("0.5") == 0.5


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
