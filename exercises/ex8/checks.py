"""How ex8 is judged: passing the blame back (backpropagation)."""

import numpy as np

from grader import (
    Function,
    array,
    cost,
    finite_difference,
    given,
    law,
    made,
    mapping,
    real,
    reference,
    require,
)
from reference import finite_difference as numeric
from reference.engine import concatenate, grad, mean, norm, stack, tanh
from reference.landscapes import cubic

PARAMETERS = mapping(
    W1=array("D", "H", within=2),
    b1=array("H", within=2),
    W2=array("H", "M", within=2),
    b2=array("M", within=2),
)
X_ROWS = array("N", "D")
T_ROWS = array("N", "M")


def network(parameters, X):
    H = tanh(X @ parameters["W1"] + parameters["b1"])
    return H @ parameters["W2"] + parameters["b2"]


def loss(parameters, X, T):
    return mean((network(parameters, X) - T) ** 2)


gradients = grad(loss, wrt="parameters")


def loss_of(name, parameters, X, T):
    """The loss as a function of one parameter alone: all the others are held still."""
    return lambda moved: loss({**parameters, name: moved}, X, T)


def exchanged(parameters):
    """The same network, its hidden units in the opposite order."""
    return {
        "W1": parameters["W1"][:, ::-1],
        "b1": parameters["b1"][::-1],
        "W2": parameters["W2"][::-1],
        "b2": parameters["b2"],
    }


def relative_error(f, gradient, point, step):
    """‖g − g_num‖ / (‖g‖ + ‖g_num‖); a right gradient leaves the rounding of f, divided by h."""
    nudges = [step * row for row in np.eye(len(point))]
    measured = stack([(f(point + nudge) - f(point - nudge)) / (2 * step) for nudge in nudges])
    size = norm(gradient) + norm(measured)
    return norm(gradient - measured) / size if size else 0.0


def away_from_zero(x):
    """x with 1.5 for every 0: of two zero gradients, rounding would decide."""
    return np.where(x == 0, 1.5, x)


def hillside(b, t):
    """f(x) = Σ bᵢxᵢ² + Σ tᵢxᵢ, b = {b}, t = {t}"""

    def f(x):
        if np.shape(x) != np.shape(b):
            raise ValueError(f"f takes an array of shape {np.shape(b)}, not {np.shape(x)}")
        return (b * x**2).sum() + (t * x).sum()

    f.slopes = lambda x: 2 * b * x + t
    return f


def plateau(height):
    """f(x) = {height}, everywhere"""
    return lambda x: height


class network_forward(Function):
    parameters = PARAMETERS
    X = X_ROWS

    @reference(ja="tanh(X·W1 + b1)·W2 + b2 になる。")
    def both_layers(parameters, X):
        """It is tanh(X·W1 + b1)·W2 + b2."""
        return network(parameters, X)

    @law(ja="1 例ずつ通しても、まとめて通しても、同じになる。")
    def example_by_example(student, parameters, X):
        """One example at a time gives the same as all at once."""
        whole, *rows = yield (
            student.network_forward(parameters, X),
            *(student.network_forward(parameters, X[i : i + 1]) for i in range(len(X))),
        )
        return concatenate(rows), whole

    @law(ja="隠れユニットどうしが席を入れ替えても、答えは変わらない。")
    def hidden_units_exchange_seats(student, parameters, X):
        """Hidden units may exchange their seats: the answers stay the same."""
        return (
            yield (
                student.network_forward(exchanged(parameters), X),
                student.network_forward(parameters, X),
            )
        )


class network_loss(Function):
    parameters = PARAMETERS
    X = X_ROWS
    T = T_ROWS
    drawn = 20

    @reference(ja="(Y − T)² を、すべての成分で平均したものになる。")
    def mean_over_all_entries(parameters, X, T):
        """It is the mean of (Y − T)² over all entries."""
        return loss(parameters, X, T)

    @law(ja="1 例ずつの損失を平均しても、同じになる。")
    def example_by_example(student, parameters, X, T):
        """Averaging the losses of the single examples gives the same."""
        whole, *parts = yield (
            student.network_loss(parameters, X, T),
            *(student.network_loss(parameters, X[i : i + 1], T[i : i + 1]) for i in range(len(X))),
        )
        return whole, sum(parts, 0.0) / len(X)


class network_gradients(Function):
    parameters = PARAMETERS
    X = X_ROWS
    T = T_ROWS

    @reference(part="W1", ja="W1 の勾配は、エンジンが求めたものと一致する。")
    def blame_of_W1(parameters, X, T):
        """The gradient of W1 is the one that the reference engine finds."""
        return gradients(parameters, X, T)

    @reference(part="b1", ja="b1 の勾配は、エンジンが求めたものと一致する。")
    def blame_of_b1(parameters, X, T):
        """The gradient of b1 is the one that the reference engine finds."""
        return gradients(parameters, X, T)

    @reference(part="W2", ja="W2 の勾配は、エンジンが求めたものと一致する。")
    def blame_of_W2(parameters, X, T):
        """The gradient of W2 is the one that the reference engine finds."""
        return gradients(parameters, X, T)

    @reference(part="b2", ja="b2 の勾配は、エンジンが求めたものと一致する。")
    def blame_of_b2(parameters, X, T):
        """The gradient of b2 is the one that the reference engine finds."""
        return gradients(parameters, X, T)

    @finite_difference(ja="つまみを一つずつほんの少し動かして測った傾きと一致する。", samples=6)
    def equals_slopes(parameters, X, T):
        """They are the slopes that one measures by moving one knob at a time a little."""
        return {
            name: numeric.gradient(loss_of(name, parameters, X, T), value)
            for name, value in parameters.items()
        }

    @law(ja="同じデータを 2 回並べても、勾配は変わらない。")
    def the_same_data_twice(student, parameters, X, T):
        """The same data twice over gives the same gradients."""
        return (
            yield (
                student.network_gradients(parameters, concatenate([X, X]), concatenate([T, T])),
                student.network_gradients(parameters, X, T),
            )
        )


class gradient_check(Function):
    f = given(cubic, a=array("n"), b=array("n"), c=real())
    gradient = made(away_from_zero, x=array("n", within=10))
    point = array("n")
    step = real(1e-6, 0.5)
    drawn = 20

    @reference(ja="‖g − g_num‖ / (‖g‖ + ‖g_num‖) になる。")
    def distance_over_sizes(f, gradient, point, step=1e-5):
        """It is ‖g − g_num‖ / (‖g‖ + ‖g_num‖)."""
        return relative_error(f, gradient, point, step)

    @reference(
        ja="どちらの勾配も 0 なら 0.0 になる。",
        share=2,
        needs=("distance_over_sizes",),
        f=given(plateau, height=real()),
        gradient=made(np.zeros_like, a=array("n")),
    )
    def nothing_to_compare(f, gradient, point, step):
        """It is 0.0 when both gradients are zero."""
        return relative_error(f, gradient, point, step)

    @law(
        ja="正しい勾配なら、丸め誤差しか残らない。",
        f=given(hillside, b=array("n", low=0), t=array("n", low=0.5)),
        point=array("n", low=0),
        needs=("distance_over_sizes",),
        samples=None,
    )
    def right_gradient(student, f, point, step):
        """Of a right gradient, only rounding noise is left."""
        slopes = f.function.slopes(point)
        return (yield student.gradient_check(f, slopes, point, step)), 0.0

    @law(ja="歩幅を渡さなければ 1e-5 が使われる。", needs=("distance_over_sizes",))
    def default_step(student, f, gradient, point):
        """Without a step it uses 1e-5."""
        return (
            yield (
                student.gradient_check(f, gradient, point),
                student.gradient_check(f, gradient, point, 1e-5),
            )
        )

    @cost(concept="cost", ja="n 個の座標に対して、f の呼び出しは 2n 回までである。")
    def two_calls_a_coordinate(student, f, gradient, point, step):
        """It asks f at most 2n times for n coordinates."""
        yield student.gradient_check(f, gradient, point, step)
        asked, enough = len(f.calls), 2 * len(point)
        require(
            asked <= enough,
            en=f"Your function asks f {asked} times for {len(point)} coordinates; "
            f"{enough} are enough.",
            ja=f"{len(point)} 個の座標に対して f を {asked} 回呼び出しています。"
            f"{enough} 回で足ります。",
        )
        require(
            asked > len(point),
            en="To feel the slope along every coordinate, f must be asked more often.",
            ja="すべての座標の傾きを知るには、f の呼び出しが足りません。",
        )
