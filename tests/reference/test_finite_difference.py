"""Numerical derivatives are as right as they say, and say when they are not."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reference import engine
from reference.finite_difference import derivative, directional, gradient, jacobian
from reference.rounding import UNIT_ROUNDOFF, Ambiguous

mpmath.mp.dps = 50

vectors = arrays(np.float64, 4, elements=st.floats(-3, 3), fill=st.nothing())
W = np.random.default_rng(3).normal(size=(3, 4))

SMOOTH = [
    lambda m, x: 1 / (1 + m.exp(-x)),
    lambda m, x: m.tanh(x),
    lambda m, x: 1.25 * x**3 - 0.75 * x**2 + 2 * x,
    lambda m, x: (1 / (1 + m.exp(-(1.75 * x + 0.25))) - 0.375) ** 2,
    lambda m, x: m.exp(x / 4),
    lambda m, x: m.log(1 + x * x),
    lambda m, x: m.sin(5 * x),
    lambda m, x: x / (1 + x * x),
    lambda m, x: 1e6 * (x - 3.140625),
    lambda m, x: m.exp(-x * x),
    lambda m, x: m.tanh(20 * x),
]


def points():
    rng = np.random.default_rng(11)
    scales = (1e-9, 1e-3, 1.0, 1.0, 10.0, 100.0)
    return np.concatenate([scale * rng.normal(size=100) for scale in scales])


@pytest.mark.parametrize("f", SMOOTH)
def test_the_error_bound_holds_against_fifty_digits(f):
    at = points()
    violated = judged = 0
    for x in at:
        estimate = derivative(lambda x: f(np, x), x)
        if estimate.smooth:
            right = slope(f, x)
            judged += 1
            violated += abs(mpmath.mpf(float(estimate.value)) - right) > estimate.error
    assert judged >= 0.6 * len(at)
    assert violated <= 0.003 * judged


def slope(f, x):
    """f′(x) to 20 digits, by a central difference with 50."""
    h = mpmath.mpf(10) ** -15
    x = mpmath.mpf(float(x))
    return (f(mpmath, x + h) - f(mpmath, x - h)) / (2 * h)


@pytest.mark.parametrize("f", SMOOTH[:4])
def test_on_ordinary_points_the_bound_is_tight_enough_to_judge_by(f):
    estimate = derivative(lambda x: f(np, x), np.linspace(-2, 2, 33))
    assert np.median(estimate.error) < 1e-8


def test_an_elementwise_function_is_differentiated_in_one_go():
    asked = []

    def f(x):
        asked.append(x.shape)
        return np.tanh(x)

    at = np.linspace(-2, 2, 12).reshape(3, 4)
    estimate = derivative(f, at)
    assert asked == [(3, 4)] * 7
    assert estimate.value.shape == estimate.error.shape == (3, 4)
    np.testing.assert_allclose(estimate.value, 1 - np.tanh(at) ** 2, rtol=1e-8)


def test_a_number_is_handed_on_as_a_number():
    kinds = set()

    def f(x):
        kinds.add(type(x))
        return x * x

    assert derivative(f, 1.5).value == 3.0
    assert gradient(f, np.array(1.5)).value.shape == ()
    assert kinds == {float}


@given(vectors)
def test_gradient_jacobian_and_direction_agree_with_the_engine(x):
    def loss(x):
        return (engine.tanh(W @ x) ** 2).sum() + x[0] * x[1]

    def layer(x):
        return engine.sigmoid(W @ x)

    v = np.array([1.0, -2.0, 0.5, 3.0])
    for estimate, right in [
        (gradient(loss, x), engine.grad(loss)(x)),
        (jacobian(layer, x), engine.jacobian(layer)(x)),
        (directional(loss, x, v), engine.grad(loss)(x) @ v),
        (directional(layer, x, v), engine.jacobian(layer)(x) @ v),
    ]:
        assert estimate.smooth
        assert estimate.value.shape == np.shape(right)
        assert np.all(np.abs(estimate.value - right) <= estimate.error + 1e-13)


def test_a_wrong_gradient_is_outside_the_bound():
    x = np.array([0.5, -1.0, 2.0])
    estimate = gradient(lambda x: (x**2).sum() / 3, x)
    assert not np.any(np.abs(2 * x - estimate.value) <= estimate.error)


KINKS = [
    lambda x: np.maximum(x, 0.0),
    np.abs,
    lambda x: np.maximum(x, 0.25 * x) * 1e-6 + 3,
    lambda x: np.abs(x) + x**2,
    lambda x: np.where(x > 0, 1.0, 0.0),
    lambda x: np.floor(x),
]


@pytest.mark.parametrize("f", KINKS)
@pytest.mark.parametrize("x", [0.0, 1e-9, -1e-4])
def test_a_kink_at_hand_is_seen(f, x):
    assert not derivative(f, x).smooth


@pytest.mark.parametrize("curvature", [0.0, 1.0, -30.0, 1000.0])
def test_a_kink_anywhere_within_the_step_is_seen_or_in_the_error(curvature):
    for x in np.linspace(-0.01, 0.01, 2000):  # twice the step; 0 is not among them
        estimate = derivative(lambda x: np.abs(x) + curvature * x * x / 2, x)
        right = np.sign(x) + curvature * x
        assert not estimate.smooth or abs(estimate.value - right) <= estimate.error


def test_outside_the_domain_nothing_is_claimed():
    with np.errstate(all="raise"):
        assert not derivative(np.log, 1e-4).smooth
        assert not derivative(lambda x: 1 / np.float64(x), 0.0).smooth
        assert derivative(np.log, 0.5).smooth


def test_only_some_kinks_make_the_whole_rough():
    assert not derivative(np.abs, np.array([-1.0, 0.0, 1.0])).smooth
    assert derivative(np.abs, np.array([-1.0, 0.5, 1.0])).smooth


def test_for_the_acceptance_criterion_the_error_is_in_units_of_u():
    estimate = derivative(np.exp, np.array([0.0, 1.0]))
    bounded = estimate.bounded()
    np.testing.assert_array_equal(bounded.value, estimate.value)
    np.testing.assert_array_equal(bounded.error * UNIT_ROUNDOFF, estimate.error)
    with pytest.raises(Ambiguous):
        derivative(np.abs, 0.0).bounded()


def test_nothing_to_differentiate_by_is_no_slope():
    assert gradient(lambda x: x.sum(), np.zeros(0)).value.shape == (0,)


def test_mistakes_are_told():
    with pytest.raises(ValueError, match=r"f returned shape \(2,\)"):
        gradient(lambda x: x * 2, np.ones(2))
    with pytest.raises(ValueError, match="a direction has a length"):
        directional(lambda x: x, 1.0, 0.0)
