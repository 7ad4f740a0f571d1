"""The error bounds hold against 50-digit arithmetic, are not loose, and say when they cannot."""

from __future__ import annotations

import doctest
import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reference import engine, rounding
from reference.engine import value_and_grad
from reference.rounding import UNIT_ROUNDOFF, Ambiguous, Bounded, exact, rounded_input, value_of

u = UNIT_ROUNDOFF
mpmath.mp.dps = 50

real = st.floats(-3, 3)
vectors = arrays(np.float64, 4, elements=real, fill=st.nothing())


# -- the truth: 50 digits, with the derivative in one direction carried along --------------------


class Precise:
    """A 50-digit number and its derivative (forward mode: nothing is shared with the engine)."""

    def __init__(self, value, slope=0):
        self.value, self.slope = mpmath.mpf(value), mpmath.mpf(slope)

    def __add__(a, b):
        b = precise(b)
        return Precise(a.value + b.value, a.slope + b.slope)

    def __mul__(a, b):
        b = precise(b)
        return Precise(a.value * b.value, a.slope * b.value + a.value * b.slope)

    def __truediv__(a, b):
        b = precise(b)
        z = a.value / b.value
        return Precise(z, (a.slope - z * b.slope) / b.value)

    def __neg__(a):
        return Precise(-a.value, -a.slope)

    def __sub__(a, b):
        return a + -precise(b)

    def __rsub__(a, b):
        return -a + b

    def __rtruediv__(a, b):
        return precise(b) / a

    def __pow__(a, n):
        return Precise(a.value**n, n * a.value ** (n - 1) * a.slope)

    def __gt__(a, b):
        return a.value > precise(b).value

    def __ge__(a, b):
        return a.value >= precise(b).value

    def __lt__(a, b):
        return a.value < precise(b).value

    __radd__, __rmul__ = __add__, __mul__

    # NumPy calls these for the elements of an object array.
    def exp(a):
        z = mpmath.exp(a.value)
        return Precise(z, z * a.slope)

    def log(a):
        return Precise(mpmath.log(a.value), a.slope / a.value)

    def sqrt(a):
        z = mpmath.sqrt(a.value)
        return Precise(z, a.slope / (2 * z))

    def tanh(a):
        z = mpmath.tanh(a.value)
        return Precise(z, (1 - z * z) * a.slope)


def precise(x):
    return x if isinstance(x, Precise) else Precise(float(x))


class Truth:
    """The engine's functions for arrays of Precise."""

    exp, log, sqrt, tanh, sum = np.exp, np.log, np.sqrt, np.tanh, np.sum
    maximum, concatenate = np.maximum, np.concatenate

    @staticmethod
    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    @staticmethod
    def relu(x):
        return np.maximum(x, Precise(0))

    @staticmethod
    def mean(x, axis=None):
        total = np.sum(x, axis=axis)
        return total / (np.size(x) // np.size(total))

    @staticmethod
    def softmax(x):
        return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)

    @staticmethod
    def logsumexp(x):
        return np.log(np.exp(x).sum(axis=-1))


# -- random graphs -------------------------------------------------------------------------------

# One layer of a graph: from two (n, k) matrices and a (k, k) one to another (n, k) matrix.
LAYERS = [
    lambda m, a, b, w: a @ w + b,
    lambda m, a, b, w: m.tanh(a) * b,
    lambda m, a, b, w: m.sigmoid(a - b),
    lambda m, a, b, w: a * b - 0.1 * a,
    lambda m, a, b, w: a / (1 + b**2),
    lambda m, a, b, w: m.relu(a @ w),
    lambda m, a, b, w: m.maximum(a, b),
    lambda m, a, b, w: m.softmax(a * 3),
    lambda m, a, b, w: m.exp(m.tanh(a)) - b,
    lambda m, a, b, w: m.log(1 + a * a) + b[[0, 0, 1]],
    lambda m, a, b, w: m.sqrt(2 + m.tanh(a)) * m.sum(b, axis=0) / 5,
    lambda m, a, b, w: a - m.mean(b, axis=1).reshape(-1, 1),
    lambda m, a, b, w: m.concatenate([a[1:], b[:1]]) @ w.T,
    lambda m, a, b, w: m.logsumexp(a).reshape(-1, 1) * b,
    lambda m, a, b, w: (a.reshape(-1)[::-1]).reshape(3, 3) + a.T * b,
    lambda m, a, b, w: a**3 - b,
]


def random_graph(rng):
    """A scalar function of (x (3, 3), w (3, 3), c) with a handful of random layers."""
    chosen = rng.integers(len(LAYERS), size=rng.integers(1, 7))
    partners = rng.integers(100, size=len(chosen))

    def f(m, x, w, c):
        made = [x, x * c]
        for layer, partner in zip(chosen, partners, strict=True):
            made.append(LAYERS[layer](m, made[-1], made[partner % len(made)], w))
        return m.mean(made[-1] * made[-1] - made[1])

    return f


def truth(f, arguments, place):
    """The exact value of f and its exact derivative by the number at ``place``."""
    moved = []
    for argument, array in enumerate(map(np.asarray, arguments)):
        copy = np.empty(array.shape, object)
        for index in np.ndindex(copy.shape):
            copy[index] = Precise(array[index], (argument, index) == place)
        moved.append(copy if copy.shape else copy[()])
    result = f(Truth, *moved)
    return result.value, result.slope


def off(computed, right):
    return float(abs(mpmath.mpf(float(computed)) - right))


def outputs(graphs, scale):
    """(distance from the truth, bound, size) for values and gradients of random graphs."""
    rng = np.random.default_rng(20)
    while graphs:
        f = random_graph(rng)
        x, w, c = scale * rng.normal(size=(3, 3)), rng.normal(size=(3, 3)) / 2, rng.normal()
        gradient = value_and_grad(lambda x, w, c, f=f: f(engine, x, w, c), wrt=(0, 1, 2))
        try:
            value, slopes = gradient(exact(x), exact(w), exact(c))
        except Ambiguous:
            continue
        graphs -= 1
        for argument, index in [(0, (1, 2)), (0, (0, 0)), (1, (2, 1)), (2, ())]:
            right_value, right_slope = truth(f, (x, w, c), (argument, index))
            yield judged(slopes[argument][index], right_slope)
        yield judged(value, right_value)


def judged(computed, right):
    size = abs(float(computed))
    distance = float(abs(mpmath.mpf(float(computed)) - right))
    return distance, u * (float(computed.error) + size), size


@pytest.mark.parametrize("scale", [1.0, 1e-3, 30.0])
def test_bounds_hold_on_random_graphs_and_are_not_loose(scale):
    distance, bound, size = map(np.array, zip(*outputs(150, scale), strict=True))
    assert len(distance) == 750
    assert np.all(distance <= bound)
    matters = (size > 0) & (distance > 0)
    used = distance[matters] / bound[matters]
    assert np.max(used) > 0.2 and np.median(used) > 0.005
    assert np.median(bound[matters] / size[matters]) < 100 * u


@given(vectors, vectors)
def test_every_way_to_sum_is_within_the_bound(x, y):
    total = (exact(x) * y).sum()
    right = mpmath.fsum(mpmath.mpf(a) * mpmath.mpf(b) for a, b in zip(x, y, strict=True))
    for attempt in (x @ y, sum(x * y), sum((x * y)[::-1]), math.fsum(x * y), (x * y).sum()):
        assert abs(mpmath.mpf(float(attempt)) - right) <= u * (total.error + abs(total.value))


# -- the rules, one by one -----------------------------------------------------------------------

A, B = Bounded([3.0, -2.0], [1.0, 4.0]), Bounded([0.5, 8.0], [2.0, 0.0])


@pytest.mark.parametrize(
    ("result", "value", "error"),
    [
        (A + B, [3.5, 6.0], [1 + 2 + 3.5, 4 + 0 + 6]),
        (A - B, [2.5, -10.0], [1 + 2 + 2.5, 4 + 0 + 10]),
        (A * B, [1.5, -16.0], [3 * 2 + 0.5 * 1 + 1.5, 0 + 8 * 4 + 16]),
        (A / B, [6.0, -0.25], [(1 + 6 * 2) / 0.5 + 6, (4 + 0) / 8 + 0.25]),
        (-A, [-3.0, 2.0], [1, 4]),
        (abs(A), [3.0, 2.0], [1, 4]),
        (A**3, [27.0, -8.0], [27 * 1 + 4 * 27, 12 * 4 + 4 * 8]),
        (A**0, [1.0, 1.0], [1, 1]),
        (A + 1, [4.0, -1.0], [1 + 4, 4 + 1]),
        (1 - A, [-2.0, 3.0], [1 + 2, 4 + 3]),
        (np.array([1.0, 2.0]) * A, [3.0, -4.0], [1 + 3, 8 + 4]),
        (np.float64(6) / A, [2.0, -3.0], [2 / 3 + 2, 6 + 3]),
        (A.sum(), 1.0, 1 + 4 + 5),
        (A.mean(), 0.5, (1 + 4 + 5) / 2 + 0.5),
        (A @ B, -14.5, (3 * 2 + 0) + (0.5 + 4 * 8) + 2 * (1.5 + 16)),
        (A.reshape(2, 1) @ B.reshape((1, 2)), [[1.5, 24], [-1, -16]],
         [[6.5 + 1.5, 8 + 24], [4 + 2 + 1, 32 + 16]]),
        (A[1], -2.0, 4),
        (A[::-1], [-2.0, 3.0], [4, 1]),
        (A.reshape(1, 2).T, [[3.0], [-2.0]], [[1], [4]]),
        (rounding.exp(Bounded(0.0, 3.0)), 1.0, 3 + 2),
        (rounding.log(Bounded(1.0, 3.0)), 0.0, 3),
        (rounding.sqrt(Bounded(4.0, 3.0)), 2.0, 3 / 4 + 2),
        (rounding.tanh(Bounded(0.0, 3.0)), 0.0, 3 + 4),
        (rounding.sigmoid(Bounded(0.0, 4.0)), 0.5, 1 + 4),
        (rounding.norm(Bounded([3.0, 4.0], [0.0, 2.0])), 5.0, 2 + 3 * 5),
        (rounding.where(np.array([True, False]), A, 7.0), [3.0, 7.0], [1, 0]),
        (rounding.broadcast_to(A, (2, 2)), [[3.0, -2.0]] * 2, [[1, 4]] * 2),
        (rounding.transpose(A.reshape(1, 2)), [[3.0], [-2.0]], [[1], [4]]),
        (rounding.stack([A, np.ones(2)]), [[3.0, -2.0], [1, 1]], [[1, 4], [0, 0]]),
        (rounding.concatenate([A, B]), [3.0, -2, 0.5, 8], [1, 4, 2, 0]),
        (rounding.scatter(A, 1, (2, 2)), [[0.0, 0], [3, -2]], [[0, 0], [1, 4]]),
        (rounding.scatter(A, [1, 1], (2,)), [0.0, 1.0], [0, 1 + 4 + (3 + 2)]),
        (rounding.zeros_like(A), [0.0, 0.0], [0, 0]),
        (exact(3), 3.0, 0),
        (exact(A), [3.0, -2.0], [1, 4]),
        (rounded_input(np.array([3.0, -2.0])), [3.0, -2.0], [6, 4]),
    ],
)  # fmt: skip
def test_errors_follow_the_rules_of_running_error_analysis(result, value, error):
    np.testing.assert_array_equal(result.value, value)
    np.testing.assert_allclose(result.error, error, rtol=1e-15)
    assert result.error.shape == result.value.shape


def test_a_steep_function_makes_no_error_out_of_none():
    for steep in (rounding.sqrt(exact(0.0)), rounding.norm(exact(np.zeros(3))), exact(0.0) ** 2):
        assert (float(steep), float(steep.error)) == (0.0, 0.0)


def test_plain_arrays_stay_plain():
    x = np.array([0.25, 4.0])
    for f in (rounding.exp, rounding.log, rounding.sqrt, rounding.tanh, rounding.sign):
        np.testing.assert_array_equal(f(x), getattr(np, f.__name__, f)(x))
    assert rounding.norm(np.array([3.0, 4.0])) == 5.0
    assert rounding.argmax(x) == 1


# -- scalars and containers ----------------------------------------------------------------------


def test_a_scalar_behaves_like_a_number():
    b = exact(2.5) * 2
    assert float(b) == 5.0 and b > 4 and b == 5.0 and b != 4.0 and b < 6 and b <= 5
    assert bool(b) and not exact(0.0)
    assert b.shape == () and b.ndim == 0 and b.size == 1
    assert max(b, exact(7.0)) == 7.0
    assert value_of(b) == 5.0 and value_of("label") == "label"


def test_an_array_is_walked_through_like_an_array():
    assert [float(row.sum()) for row in exact(np.arange(6.0).reshape(2, 3))] == [3.0, 12.0]
    assert len(A) == 2
    with pytest.raises(TypeError, match="unsized"):
        list(exact(1.0))


def test_lists_are_no_operands():
    with pytest.raises(TypeError):
        A * [1.0, 2.0]


# -- what rounding cannot decide -----------------------------------------------------------------


@pytest.mark.parametrize(
    "decide",
    [
        lambda x: x > 0,
        lambda x: x >= 0,
        lambda x: x == 0,
        abs,
        rounding.sign,
        engine.relu,
        lambda x: engine.maximum(x, 0.0),
        lambda x: rounding.argmax(rounding.stack([x, exact(0.0)])),
    ],
)
def test_close_to_a_kink_everything_is_ambiguous(decide):
    almost = Bounded(60 * u, 1.0)
    with pytest.raises(Ambiguous):
        decide(almost)
    for clear in (Bounded(65 * u, 1.0), Bounded(0.0, 1.0), Bounded(-65 * u, 1.0)):
        decide(clear)
    decide(exact(1e-300))


def test_what_cannot_be_told_from_zero_has_no_square_root():
    with pytest.raises(Ambiguous):
        rounding.sqrt(Bounded(0.0, 1.0))


def test_argmax_takes_the_first_of_exact_ties():
    scores = exact(np.array([[1.0, 3.0, 3.0], [2.0, 2.0, 0.0]]))
    np.testing.assert_array_equal(rounding.argmax(scores, axis=1), [1, 0])
    assert rounding.argmax(scores) == 1
    near = Bounded([1.0, 1.0 + 16 * u], [1.0, 0.0])
    with pytest.raises(Ambiguous):
        rounding.argmax(near)


def test_the_example_in_the_docstring_is_true():
    assert doctest.testmod(rounding) == (0, 1)
