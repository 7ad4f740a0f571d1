"""The reference engine differentiates: against closed forms, the complex step, HIPS autograd."""

from __future__ import annotations

from operator import add, mul, sub, truediv

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reference import engine
from reference.engine import derivative, grad, jacobian, value_and_grad, vjp

RNG = np.random.default_rng(7)
X, W, V = RNG.normal(size=(5, 3)), RNG.normal(size=(3, 4)), RNG.normal(size=(4, 2))
B, T = RNG.normal(size=4), RNG.normal(size=(5, 2))
LABELS = np.array([2, 0, 1, 1, 2])

real = st.floats(-3, 3)
vectors = arrays(np.float64, 4, elements=real, fill=st.nothing())
matrices = arrays(np.float64, (3, 4), elements=real, fill=st.nothing())


class Analytic:
    """The engine's functions in plain NumPy, so that they also take complex numbers."""

    exp, log, sqrt, tanh, sum, mean = np.exp, np.log, np.sqrt, np.tanh, np.sum, np.mean
    transpose, swapaxes, concatenate, stack = np.transpose, np.swapaxes, np.concatenate, np.stack
    reshape, matmul, outer = np.reshape, np.matmul, np.outer

    @staticmethod
    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    @staticmethod
    def logsumexp(x, axis=-1):
        return np.log(np.exp(x).sum(axis))

    @staticmethod
    def softmax(x, axis=-1):
        return np.exp(x) / np.exp(x).sum(axis, keepdims=True)


# -- closed forms --------------------------------------------------------------------------------

POINTS = np.array([-2.5, -0.75, 0.5, 1.0, 3.0])
SIGMOID = 1 / (1 + np.exp(-POINTS))


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (engine.exp, np.exp(POINTS)),
        (lambda x: engine.log(x + 3), 1 / (POINTS + 3)),
        (lambda x: engine.sqrt(x + 3), 0.5 / np.sqrt(POINTS + 3)),
        (engine.tanh, 1 / np.cosh(POINTS) ** 2),
        (engine.sigmoid, SIGMOID * (1 - SIGMOID)),
        (engine.relu, [0, 0, 1, 1, 1]),
        (abs, [-1, -1, 1, 1, 1]),
        (lambda x: engine.maximum(x, 0.75), [0, 0, 0, 1, 1]),
        (lambda x: engine.maximum(0.75, x), [0, 0, 0, 1, 1]),
        (lambda x: engine.where(POINTS > 0, x * x, 3.0), [0, 0, 1, 2, 6]),
        (lambda x: x**3, 3 * POINTS**2),
        (lambda x: x**-2, -2 / POINTS**3),
        (lambda x: x ** np.int64(1), np.ones(5)),
        (lambda x: x**0, np.zeros(5)),
        (lambda x: (x + 3) ** 0.5, 0.5 / np.sqrt(POINTS + 3)),
        (lambda x: 2 / x, -2 / POINTS**2),
        (lambda x: x / 4 - 1, np.full(5, 0.25)),
        (lambda x: 1 - x, -np.ones(5)),
        (lambda x: -x, -np.ones(5)),
        (lambda x: POINTS * x, POINTS),
        (lambda x: 7.0 + 0.0 * POINTS, np.zeros(5)),
    ],
)
def test_elementwise_functions_have_their_textbook_derivative(f, slope):
    np.testing.assert_allclose(derivative(f)(POINTS), slope, rtol=1e-15, atol=1e-15)


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (lambda w: (w @ V).sum(), np.tile(V.sum(1), (3, 1))),
        (lambda w: (X @ w).sum(), np.tile(X.sum(0)[:, None], (1, 4))),
        (lambda w: (w @ B).sum(), np.tile(B, (3, 1))),
        (lambda w: engine.dot(X[0] @ w, B), np.outer(X[0], B)),
        (lambda w: w.T[2, 1], np.outer([0, 1, 0], [0, 0, 1, 0])),
        (lambda w: w[1:, ::2].sum(), np.outer([0, 1, 1], [1, 0, 1, 0])),
        (lambda w: w[[0, 0, 2], [1, 1, 3]].sum(), np.diag([2, 0, 1]) @ np.eye(3, 4, 1)),
        (lambda w: w[W > 0].sum(), W > 0),
        (lambda w: w.sum(axis=0)[1], np.outer([1, 1, 1], [0, 1, 0, 0])),
        (lambda w: w.mean(axis=-1, keepdims=True)[2, 0], np.outer([0, 0, 1], [0.25] * 4)),
        (lambda w: w.mean(), np.full((3, 4), 1 / 12)),
        (lambda w: w.reshape(2, 6)[1, 0], np.outer([0, 1, 0], [0, 0, 1, 0])),
        (lambda w: (engine.swapaxes(w, 0, 1) * np.arange(12).reshape(4, 3)).sum(),
         np.arange(12).reshape(4, 3).T),
        (lambda w: engine.norm(w), W / np.linalg.norm(W)),
        (lambda w: sum(row[0] for row in w), np.outer([1, 1, 1], [1, 0, 0, 0])),
        (lambda w: engine.stack([w[2], w[0]])[0].sum(), np.outer([0, 0, 1], [1] * 4)),
        (lambda w: (engine.concatenate([w, 2 * w], axis=1) * np.arange(8)).sum(),
         np.tile(np.arange(4) + 2 * np.arange(4, 8), (3, 1))),
    ],
)  # fmt: skip
def test_functions_of_a_matrix_have_their_closed_form_gradient(f, slope):
    np.testing.assert_allclose(grad(f)(W), slope, rtol=1e-14, atol=1e-15)


def test_axes_come_back_where_they_came_from():
    cube = RNG.normal(size=(2, 3, 4))
    for axes in [(2, 0, 1), (1, 2, 0), (0, -1, 1), None]:
        weights = np.transpose(RNG.normal(size=(2, 3, 4)), axes)
        gradient = grad(lambda c, a=axes, w=weights: (engine.transpose(c, a) * w).sum())(cube)
        found = [np.transpose(gradient, axes), weights]
        np.testing.assert_array_equal(*found)
    gradient = grad(lambda c: (c.sum(axis=(0, 2)) * np.array([1.0, 2, 3])).sum())(cube)
    np.testing.assert_array_equal(gradient, np.broadcast_to([[1.0], [2], [3]], (2, 3, 4)))


def test_at_a_kink_the_derivative_is_the_documented_one():
    assert derivative(engine.relu)(0.0) == 0.0
    assert derivative(abs)(0.0) == 0.0
    assert grad(engine.maximum, wrt=(0, 1))(1.5, 1.5) == (1.0, 0.0)


def test_nothing_overflows_far_out():
    far = np.array([-1000.0, -40.0, 40.0, 1000.0])
    np.testing.assert_allclose(engine.sigmoid(far), [0, np.exp(-40), 1, 1], rtol=1e-15)
    np.testing.assert_allclose(derivative(engine.sigmoid)(far), [0, np.exp(-40), 0, 0], atol=1e-30)
    assert engine.logsumexp(far) == 1000.0
    np.testing.assert_array_equal(engine.softmax(far), [0, 0, 0, 1])
    np.testing.assert_array_equal(grad(engine.logsumexp)(far), [0, 0, 0, 1])


def test_plain_numbers_and_arrays_are_just_computed():
    for f in (engine.exp, engine.tanh, engine.sigmoid, engine.relu):
        assert isinstance(f(0.5), float)
        assert isinstance(f(POINTS), np.ndarray)
    np.testing.assert_array_equal(engine.relu(POINTS), np.maximum(POINTS, 0))
    np.testing.assert_array_equal(engine.outer(B, B), np.outer(B, B))
    np.testing.assert_array_equal(engine.matmul(X, W), X @ W)
    assert engine.sum([1.0, 2.0]) == 3.0
    assert engine.argmax(POINTS) == 4


# -- against other engines -----------------------------------------------------------------------

PROGRAMS = [
    lambda m, x: m.sum(m.tanh(x @ V) ** 2 * T[:3]),
    lambda m, x: m.mean(m.exp(m.sigmoid(x)) / (1 + x * x)),
    lambda m, x: m.sum(m.log(2 + m.softmax(x, axis=0)) * W),
    lambda m, x: m.sum(m.logsumexp(x) * np.arange(3.0)) - m.sum(x[np.arange(3), [3, 0, 0]]),
    lambda m, x: m.sum(m.sqrt(1 + (m.transpose(x) @ x) ** 2) * m.outer(B, B)),
    lambda m, x: m.sum(m.concatenate([x, x * x], axis=0)[1:5] * x[1] / (2 + m.tanh(x[:, :1])[0])),
    lambda m, x: m.sum(m.reshape(x, (4, 3)) @ m.stack([x[0, :3], x[1, 1:], x[2, :3]])),
    lambda m, x: m.sum(m.swapaxes(x, 0, 1) - m.mean(x, axis=1)) ** 3,
]


@pytest.mark.parametrize("program", PROGRAMS)
@given(x=matrices)
def test_the_complex_step_agrees(program, x):
    gradient = grad(lambda node: program(engine, node))(x)
    for place in np.ndindex(x.shape):
        moved = x.astype(complex)
        moved[place] += 1e-150j
        slope = program(Analytic, moved).imag / 1e-150
        assert abs(gradient[place] - slope) <= 1e-12 * (abs(slope) + 10 + np.sum(np.abs(x)) ** 2)


def network_loss(m, parameters, X, T):
    hidden = m.tanh(X @ parameters["W1"] + parameters["b1"])
    return m.mean((hidden @ parameters["W2"] + parameters["b2"] - T) ** 2)


def cross_entropy(m, Z, labels):
    stable = Z - m.max(Z, axis=1, keepdims=True)
    return m.mean(m.log(m.sum(m.exp(stable), axis=1)) - stable[np.arange(len(labels)), labels])


def our_cross_entropy(Z, labels):
    return (engine.logsumexp(Z) - Z[np.arange(len(labels)), labels]).mean()


PARAMETERS = {"W1": W, "b1": B, "W2": V, "b2": np.array([0.5, -1.5])}


def test_a_two_layer_network_has_the_gradients_that_autograd_finds():
    ours = value_and_grad(lambda p, X, T: network_loss(engine, p, X, T))(PARAMETERS, X, T)
    theirs = autograd.value_and_grad(lambda p: network_loss(anp, p, X, T))(PARAMETERS)
    assert ours[0] == pytest.approx(theirs[0], rel=1e-15)
    assert ours[1].keys() == PARAMETERS.keys()
    for name, gradient in theirs[1].items():
        np.testing.assert_allclose(ours[1][name], gradient, rtol=1e-13)


def test_softmax_cross_entropy_has_the_gradient_that_autograd_finds():
    for scale in (1.0, 100.0):
        Z = scale * X
        theirs = autograd.grad(lambda z: cross_entropy(anp, z, LABELS))(Z)
        np.testing.assert_allclose(
            grad(our_cross_entropy, wrt="Z")(Z, LABELS), theirs, rtol=1e-12, atol=1e-16
        )


@pytest.mark.parametrize("operation", [add, sub, mul, truediv])
@pytest.mark.parametrize(
    ("left", "right"),
    [((3, 4), (4,)), ((3, 1), (1, 4)), ((), (3, 4)), ((2, 3, 4), (3, 1)), ((1,), (4,))],
)
def test_broadcasting_is_undone_as_autograd_does_it(operation, left, right):
    a, b = 2 + RNG.random(left), 2 + RNG.random(right)
    a, b = (float(x) if x.ndim == 0 else x for x in map(np.asarray, (a, b)))

    def f(a, b):
        return (operation(a, b) ** 2).sum()

    for first, second in ((a, b), (b, a)):
        theirs = [autograd.grad(f, i)(first, second) for i in (0, 1)]
        for ours, other in zip(grad(f, wrt=(0, 1))(first, second), theirs, strict=True):
            assert np.shape(ours) == np.shape(other)
            np.testing.assert_allclose(ours, other, rtol=1e-14)


# -- laws ----------------------------------------------------------------------------------------


def curved(x):
    return engine.tanh(W @ x) * engine.exp(-x[0] / 3)


def curved_complex(x):
    return np.tanh(W @ x) * np.exp(-x[0] / 3)


def agree(left, right):
    np.testing.assert_allclose(left, right, rtol=1e-11, atol=1e-11)


@given(vectors, vectors, vectors)
def test_the_pullback_is_the_adjoint_of_the_directional_derivative(x, v, u):
    forward = curved_complex(x + 1e-150j * v).imag / 1e-150
    _, pullback = vjp(curved, x)
    agree(forward @ u[:3], pullback(u[:3])[0] @ v)


@given(vectors, vectors, vectors, real)
def test_the_pullback_is_linear(x, u, v, c):
    _, pullback = vjp(curved, x)
    agree(pullback(u[:3] + c * v[:3])[0], pullback(u[:3])[0] + c * pullback(v[:3])[0])


@given(vectors)
def test_product_rule(x):
    f, g = engine.sigmoid, lambda x: x**2 - x
    df, dg = derivative(f), derivative(g)
    agree(derivative(lambda x: f(x) * g(x))(x), df(x) * g(x) + f(x) * dg(x))


@given(vectors)
def test_chain_rule(x):
    outer, inner = engine.tanh, lambda x: x**2 - x
    slopes = derivative(outer)(inner(x)) * derivative(inner)(x)
    agree(derivative(lambda x: outer(inner(x)))(x), slopes)


@given(vectors)
def test_the_jacobian_of_a_composition_is_the_product(x):
    def inner(x):
        return engine.sigmoid(W @ x)

    def outer(y):
        return engine.exp(X @ y)

    product = jacobian(outer)(inner(x)) @ jacobian(inner)(x)
    agree(jacobian(lambda x: outer(inner(x)))(x), product)


@given(vectors)
def test_a_value_used_more_than_once_collects_from_all_its_uses(x):
    agree(derivative(lambda x: x * x + x)(x), 2 * x + 1)
    agree(derivative(lambda x: (y := engine.exp(x)) * y / y)(x), np.exp(x))
