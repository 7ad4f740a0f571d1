"""How ex6 is judged: all the partials at once (matrices)."""

import numpy as np

from grader import Function, array, definition, finite_difference, law, made, reference
from reference import engine
from reference import finite_difference as numeric
from reference.engine import grad, vjp


def linear(X, W, b):
    return X @ W + b


def linear_notes(dY, X, W):
    """What the engine hands back to X, W and b for the note dY, whatever b is."""
    _, pullback = vjp(linear, X, W, np.zeros(W.shape[1]))
    return pullback(dY)


def mean_squared_error(Y, T):
    return engine.mean((Y - T) ** 2)


def away_from_zero(x):
    """x with 1.5 for every 0."""
    return np.where(x == 0, 1.5, x)


def partly_zero(x, chosen):
    """x where ``chosen`` is positive, elsewhere 0; and a 0 in the corner."""
    zeros = np.where(chosen > 0, x, 0.0)
    zeros[0, 0] = 0.0
    return zeros


class linear_forward(Function):
    X = array("N", "D", within=10)
    W = array("D", "M", within=10)
    b = array("M", within=10)

    @reference(ja="XW + b になる。")
    def product_and_bias(X, W, b):
        """It is XW + b."""
        return linear(X, W, b)

    @law(ja="1 例ずつ通しても、まとめて通しても、同じになる。")
    def example_by_example(student, X, W, b):
        """One example at a time gives the same as all at once."""
        whole, *rows = yield (
            student.linear_forward(X, W, b),
            *(student.linear_forward(X[i : i + 1], W, b) for i in range(len(X))),
        )
        return engine.concatenate(rows), whole

    @law(ja="入力がすべて 0 なら、どの行も b になる。")
    def bias_alone(student, X, W, b):
        """Where all inputs are 0, every row is b."""
        return (yield student.linear_forward(0.0 * X, W, b)), linear(0.0 * X, W, b)


class linear_backward(Function):
    dY = array("N", "M", within=10)
    X = array("N", "D", within=10)
    W = array("D", "M", within=10)

    @definition()
    def all_three(dY, X, W):
        """(dX, dW, db), as the reference engine finds them."""
        return linear_notes(dY, X, W)

    @reference(part=0, ja="dX は、エンジンが求めた ∂L/∂X と一致する。")
    def note_to_the_input(dY, X, W):
        """dX is the ∂L/∂X that the reference engine finds."""
        return linear_notes(dY, X, W)

    @reference(part=1, ja="dW は、エンジンが求めた ∂L/∂W と一致する。")
    def note_to_the_weights(dY, X, W):
        """dW is the ∂L/∂W that the reference engine finds."""
        return linear_notes(dY, X, W)

    @reference(part=2, ja="db は、エンジンが求めた ∂L/∂b と一致する。")
    def note_to_the_bias(dY, X, W):
        """db is the ∂L/∂b that the reference engine finds."""
        return linear_notes(dY, X, W)

    @finite_difference(ja="X, W, b の要素を少しずつ動かして測った傾きと一致する。", share=1)
    def equals_slope(dY, X, W):
        """They are the slopes that one measures by moving the elements of X, W and b a little."""
        b = np.zeros(W.shape[1])

        def loss(X, W, b):
            return (dY * linear(X, W, b)).sum()

        return (
            numeric.gradient(lambda moved: loss(moved, W, b), X),
            numeric.gradient(lambda moved: loss(X, moved, b), W),
            numeric.gradient(lambda moved: loss(X, W, moved), b),
        )

    @law(ja="dW と db は、1 例ずつ求めたものの合計になる。")
    def sum_over_the_examples(student, dY, X, W):
        """dW and db are the sums of what single examples give."""
        (_, dW, db), *single = yield (
            student.linear_backward(dY, X, W),
            *(student.linear_backward(dY[i : i + 1], X[i : i + 1], W) for i in range(len(X))),
        )
        return (sum(one[1] for one in single), sum(one[2] for one in single)), (dW, db)


class relu(Function):
    X = array("N", "D", within=100)

    @reference(ja="どの要素も max(0, x) になる。")
    def value(X):
        """Every element is max(0, x)."""
        return engine.relu(X)

    @law(ja="2 回通しても、1 回通したのと同じになる。")
    def twice_is_once(student, X):
        """Twice is the same as once."""
        once = yield student.relu(X)
        twice = yield student.relu(once)
        return twice, once

    @law(ja="relu(x) − relu(−x) = x が成り立つ。")
    def two_halves(student, X):
        """relu(x) − relu(−x) = x."""
        positive, negative = yield student.relu(X), student.relu(-X)
        return positive - negative, X


class relu_backward(Function):
    dY = array("N", "D", within=10)
    X = made(away_from_zero, x=array("N", "D", within=10))

    @reference(ja="エンジンが求めた ∂L/∂X と一致する。")
    def equals_engine(dY, X):
        """It is the ∂L/∂X that the reference engine finds."""
        return vjp(engine.relu, X)[1](dY)[0]

    @finite_difference(ja="X の要素を少しずつ動かして測った傾きと一致する。")
    def equals_slope(dY, X):
        """It is the slope that one measures by moving the elements of X a little."""
        return numeric.gradient(lambda moved: (dY * engine.relu(moved)).sum(), X)

    @reference(
        ja="x がちょうど 0 のところでは、0 になる。",
        share=2,
        needs=("equals_engine",),
        X=made(partly_zero, x=array("N", "D", within=10), chosen=array("N", "D")),
    )
    def level_at_zero(dY, X):
        """Where x is exactly 0, it is 0."""
        return vjp(engine.relu, X)[1](dY)[0]

    @law(ja="届くメモが 2 倍になれば、答えも 2 倍になる。", needs=("equals_engine",))
    def proportional_to_the_note(student, dY, X):
        """A note twice as large is handed on twice as large."""
        twice, once = yield student.relu_backward(2.0 * dY, X), student.relu_backward(dY, X)
        return twice, 2.0 * once


class mse_backward(Function):
    Y = array("N", "M", within=10)
    T = array("N", "M", within=10)

    @reference(ja="エンジンが求めた ∂L/∂Y と一致する。")
    def equals_engine(Y, T):
        """It is the ∂L/∂Y that the reference engine finds."""
        return grad(mean_squared_error, wrt="Y")(Y, T)

    @finite_difference(ja="Y の要素を少しずつ動かして測った傾きと一致する。")
    def equals_slope(Y, T):
        """It is the slope that one measures by moving the elements of Y a little."""
        return numeric.gradient(lambda moved: mean_squared_error(moved, T), Y)

    @law(ja="予測と目標を入れ替えると、符号だけが変わる。")
    def opposite_when_exchanged(student, Y, T):
        """Exchanging predictions and targets changes only the sign."""
        one, other = yield student.mse_backward(Y, T), student.mse_backward(T, Y)
        return other, -one
