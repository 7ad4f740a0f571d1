"""Using the reference engine: what goes in and out, what it costs, and what it says."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

from reference import engine, graph
from reference.engine import derivative, grad, jacobian, value_and_grad, vjp
from reference.rounding import Bounded, exact, value_of
from reference.rules import RULES

RNG = np.random.default_rng(7)
X, W, V = RNG.normal(size=(5, 3)), RNG.normal(size=(3, 4)), RNG.normal(size=(4, 2))
B, T = RNG.normal(size=4), RNG.normal(size=(5, 2))
LABELS = np.array([2, 0, 1, 1, 2])
POINTS = np.array([-2.5, -0.75, 0.5, 1.0, 3.0])
PARAMETERS = {"W1": W, "b1": B, "W2": V, "b2": np.array([0.5, -1.5])}


def network_loss(parameters, X, T):
    hidden = engine.tanh(X @ parameters["W1"] + parameters["b1"])
    return ((hidden @ parameters["W2"] + parameters["b2"] - T) ** 2).mean()


def cross_entropy(Z, labels):
    return (engine.logsumexp(Z) - Z[np.arange(len(labels)), labels]).mean()


# -- what goes in and out ------------------------------------------------------------------------


def squares(a, b, label="", scale=2):
    return scale * (a * a).sum() + (b * b).sum()


def test_wrt_is_a_position_a_name_or_several():
    a, b = np.array([1.0, 2.0]), np.array([[3.0]])
    for wrt in (1, "b", -1):
        np.testing.assert_array_equal(grad(lambda a, b: squares(a, b), wrt=wrt)(a, b), 2 * b)
    for wrt in ((1, 0), ("b", "a")):
        first, second = grad(squares, wrt=wrt)(a, b, "unused", 3)
        np.testing.assert_array_equal(first, 2 * b)
        np.testing.assert_array_equal(second, 6 * a)


def test_gradients_come_in_the_structure_of_the_argument():
    def f(tree, factor):
        return tree["a"][0] * tree["a"][1].sum() * factor + tree["b"][1] ** 2

    tree = {"a": (2.0, np.array([1.0, 3.0])), "b": ["label", 5.0, 7]}
    gradient = grad(f)(tree, 10.0)
    assert gradient["a"][0] == 40.0
    np.testing.assert_array_equal(gradient["a"][1], [20.0, 20.0])
    assert gradient["b"] == [None, 10.0, None]
    assert isinstance(gradient["a"], tuple)


def test_what_is_not_a_float_passes_through():
    value, pullback = vjp(lambda x, n, f, labels: f(x[labels]) ** n, B, 2, engine.sum, [0, 0, 3])
    assert value == pytest.approx((2 * B[0] + B[3]) ** 2)
    gradient, *others = pullback(1.0)
    np.testing.assert_allclose(gradient, 2 * (2 * B[0] + B[3]) * np.array([2, 0, 0, 1]))
    assert others == [None, None, [None, None, None]]


def test_what_the_result_does_not_depend_on_has_gradient_zero():
    gradient = grad(lambda a, b: (a * a).sum(), wrt="b")(B, W)
    np.testing.assert_array_equal(gradient, np.zeros_like(W))
    assert grad(lambda a: 3.0)(1.5) == 0.0


def test_numbers_are_floats_and_single_precision_is_widened():
    value, gradient = value_and_grad(lambda x: x * x)(1.5)
    assert type(value) is float and type(gradient) is float
    assert grad(lambda x: (x * x).sum())(np.ones(2, np.float32)).dtype == np.float64


def test_gradients_share_no_memory_with_anything():
    g = np.ones(4)
    _, pullback = vjp(lambda a, b: a + b, B, B)
    first, second = pullback(g)
    first += 1
    np.testing.assert_array_equal(second, np.ones(4))
    np.testing.assert_array_equal(g, np.ones(4))


def test_arguments_are_left_alone():
    before = {name: array.copy() for name, array in PARAMETERS.items()}
    grad(lambda p: network_loss(p, X, T))(PARAMETERS)
    for name, array in PARAMETERS.items():
        np.testing.assert_array_equal(array, before[name])


def test_comparisons_choose_a_branch():
    f = derivative(lambda x: x * x if x > 1 else 3 * x)
    assert (f(2.0), f(0.5)) == (4.0, 3.0)
    assert derivative(lambda x: x if x == 1.0 and x != 2.0 and x <= 1.0 else 0.0)(1.0) == 1.0


def test_bounded_arguments_give_the_same_values_with_error_bounds():
    def bodies(X, W, V, b, t, dY):
        parameters = {"W1": W, "b1": b, "W2": V, "b2": 0.5}
        yield value_and_grad(lambda p, X: network_loss(p, X, t))(parameters, X)
        yield vjp(lambda X, W, b: X @ W + b, X, W, b)[1](dY)
        yield vjp(engine.relu, X)[1](X * 2)
        yield jacobian(engine.softmax)(b)
        yield value_and_grad(cross_entropy, wrt="Z")(X, LABELS)
        yield derivative(engine.sigmoid)(b)
        yield grad(lambda rows: rows[0].sum() * rows[1][2])([b, b * b])
        yield engine.stack([b, b - 0.1 * b]), engine.concatenate([W, W]), engine.norm(b)
        yield grad(lambda x, y: x**2 * y + 3 * y, wrt=("x", "y"))(t[0, 0], t[1, 1])

    arguments = (X, W, V, B, T, RNG.normal(size=(5, 4)))
    for plain, bounded in zip(bodies(*arguments), bodies(*map(exact, arguments)), strict=True):
        for number, with_error in zip(leaves(plain), leaves(bounded), strict=True):
            assert isinstance(with_error, Bounded)
            assert with_error.error.shape == with_error.value.shape == np.shape(number)
            np.testing.assert_array_equal(with_error.value, number)


def leaves(tree):
    if isinstance(tree, dict):
        tree = list(tree.values())
    if isinstance(tree, (tuple, list)):
        return [leaf for part in tree for leaf in leaves(part)]
    return [tree]


# -- cost, depth, the table ----------------------------------------------------------------------


def test_long_chains_and_ladders_of_diamonds_take_one_visit_a_node():
    def chain(x):
        for _ in range(10_000):
            x = x * 0.5 + 0.5
        return x

    def ladder(x):
        for _ in range(10_000):
            x = (x + x) * 0.5
        return x

    assert value_and_grad(chain)(1.0) == (1.0, 0.5**10_000)
    with listening() as visits:
        assert value_and_grad(ladder)(1.5) == (1.5, 1.0)
    assert len(visits) == 30_000


def test_constants_cost_nothing():
    def loss(w, X, b):
        return (engine.tanh(X @ X.T) @ X @ w + b).sum()

    with listening() as visits:
        grad(loss, wrt="b")(W, X, B)
    assert visits == [("sum", 0), ("add", 1)]


class listening:
    """Notes (operation, argument) for every note that is handed back."""

    def __enter__(self):
        self.visits = []
        self.token = graph.chain_rule.set(self.note)
        return self.visits

    def note(self, node, position, g):
        self.visits.append((node.op, position))
        return graph.hand_back(node, position, g)

    def __exit__(self, *_):
        graph.chain_rule.reset(self.token)


def test_a_broken_rule_can_be_put_in_place_for_a_while(monkeypatch):
    right = derivative(engine.tanh)(POINTS)
    sloppy = RULES["tanh"]._replace(backward=(lambda g, z, a: g * (1 - z),))
    with monkeypatch.context() as patch:
        patch.setitem(RULES, "tanh", sloppy)
        np.testing.assert_allclose(derivative(engine.tanh)(POINTS), 1 - np.tanh(POINTS))
    np.testing.assert_array_equal(derivative(engine.tanh)(POINTS), right)


def test_one_node_can_be_made_to_hand_back_something_else():
    def without_bias(node, position, g):
        note = graph.hand_back(node, position, g)
        return 0 * note if node.arguments[position].name == "b" else note

    token = graph.chain_rule.set(without_bias)
    try:
        assert grad(lambda w, b: w * b + b, wrt=("w", "b"))(2.0, 3.0) == (3.0, 0.0)
    finally:
        graph.chain_rule.reset(token)


def test_nodes_know_where_they_come_from():
    seen = []

    def f(parameters, x):
        h = engine.named(engine.tanh(parameters["w"] * x), "hidden")
        seen.extend([h, h.arguments[0], h.arguments[0].arguments[0]])
        return h

    grad(f)({"w": 0.5}, 2.0)
    hidden, product, leaf = seen
    assert (hidden.op, hidden.name) == ("tanh", "hidden")
    assert (product.op, product.arguments[1]) == ("mul", 2.0)
    assert (leaf.op, leaf.name, leaf.arguments) == ("", "w", ())
    assert "name='hidden'" in repr(hidden) and value_of(leaf) == 0.5


# -- messages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: grad(engine.exp)(B), ValueError, "belongs to a scalar.*shape (4,)"),
        (lambda: vjp(engine.exp, B)[1](np.ones(3)), ValueError, "shape (3,), but .* returned (4,)"),
        (lambda: derivative(engine.sum)(B), ValueError, "sum took shape (4,) to ()"),
        (lambda: grad(squares, wrt="c"), ValueError, "no argument 'c'; it has a, b, label, scale"),
        (lambda: grad(squares, wrt=2)(B, B), ValueError, "wrt=2, but squares was given 2"),
        (lambda: grad(lambda x: x * x)(3), TypeError, "argument 0 .* 3 (int): write 3.0 for 3"),
        (lambda: grad(squares, wrt="label")(B, B, "x"), TypeError, "argument label of squares"),
        (lambda: grad(lambda x: None)(1.0), TypeError, "returned NoneType, not a number"),
        (lambda: grad(lambda x: (x, x))(1.0), TypeError, "returned tuple, not a number"),
        (lambda: grad(grad(lambda x: x**3))(1.0), TypeError, "first derivatives only"),
        (lambda: vjp(lambda x: x @ W, np.ones((2, 5, 3))), ValueError, "@ takes matrices and vec"),
        (lambda: grad(lambda x: x**x)(1.0), TypeError, "the exponent of .* is a plain number"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_what_and_where(call, error, message):
    pattern = message.replace("(", r"\(").replace(")", r"\)")
    with pytest.raises(error, match=pattern):
        call()


def test_the_example_in_the_docstring_is_true():
    assert doctest.testmod(engine) == (0, 1)
