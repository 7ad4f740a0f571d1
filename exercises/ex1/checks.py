"""How ex1 is judged: one knob at a time (partial derivatives)."""

import numpy as np

from grader import (
    Function,
    array,
    cost,
    finite_difference,
    given,
    index,
    law,
    real,
    reference,
    require,
)
from reference import finite_difference as numeric
from reference.engine import grad
from reference.landscapes import bowl, cubic


def f(x, y):
    return x**2 * y + 3 * y


def square(prediction, target):
    return (prediction - target) ** 2


def only(point, index, value):
    """``point`` with one coordinate replaced, also over arithmetic that follows errors."""
    here = np.arange(len(point)) == index
    return point * ~here + value * here


def central(f, point, index, step):
    here = np.arange(len(point)) == index
    return (f(point + step * here) - f(point - step * here)) / (2 * step)


class squared_error(Function):
    prediction = real(within=100)
    target = real(within=100)

    @reference(ja="(予測 − 目標)² になる。")
    def value(prediction, target):
        """It is (prediction − target)²."""
        return square(prediction, target)

    @law(ja="予測と目標を入れ替えても、値は変わらない。")
    def symmetric(student, prediction, target):
        """Exchanging prediction and target does not change it."""
        return (
            yield (
                student.squared_error(prediction, target),
                student.squared_error(target, prediction),
            )
        )


class mean_squared_error(Function):
    predictions = array("n", within=100)
    targets = array("n", within=100)

    @reference(ja="誤差の 2 乗の平均になる。")
    def value(predictions, targets):
        """It is the mean of the squared errors."""
        return square(predictions, targets).sum() / len(targets)

    @law(ja="組の順番を変えても、値は変わらない。")
    def order_does_not_matter(student, predictions, targets):
        """The order of the pairs does not matter."""
        return (
            yield (
                student.mean_squared_error(predictions, targets),
                student.mean_squared_error(predictions[::-1], targets[::-1]),
            )
        )


class squared_error_partial(Function):
    prediction = real(within=100)
    target = real(within=100)

    @reference(ja="エンジンが求めた ∂/∂prediction と一致する。")
    def equals_engine(prediction, target):
        """It is the partial derivative that the reference engine finds."""
        return grad(square, wrt="prediction")(prediction, target)

    @finite_difference(ja="予測をほんの少し動かして測った傾きと一致する。")
    def equals_slope(prediction, target):
        """It is the slope that one measures by moving the prediction a little."""
        return numeric.derivative(lambda p: square(p, target), prediction)


class partial_x(Function):
    x = real(within=10)
    y = real(within=10)

    @reference(ja="エンジンが求めた ∂f/∂x と一致する。")
    def equals_engine(x, y):
        """It is the partial derivative ∂f/∂x that the reference engine finds."""
        return grad(f, wrt="x")(x, y)

    @finite_difference(ja="x だけを少し動かして測った傾きと一致する。")
    def equals_slope(x, y):
        """It is the slope that one measures by moving x alone a little."""
        return numeric.derivative(lambda moved: f(moved, y), x)


class partial_y(Function):
    x = real(within=10)
    y = real(within=10)

    @reference(ja="エンジンが求めた ∂f/∂y と一致する。")
    def equals_engine(x, y):
        """It is the partial derivative ∂f/∂y that the reference engine finds."""
        return grad(f, wrt="y")(x, y)

    @finite_difference(ja="y だけを少し動かして測った傾きと一致する。")
    def equals_slope(x, y):
        """It is the slope that one measures by moving y alone a little."""
        return numeric.derivative(lambda moved: f(x, moved), y)


class hold_others_fixed(Function):
    f = given(cubic, a=array("n"), b=array("n"), c=real())
    point = array("n")
    index = index("n")
    value = real()

    @reference(ja="指定した座標だけを置きかえた点での f の値になる。")
    def value_of_f(f, point, index, value):
        """It is f at the point with that one coordinate replaced."""
        return f(only(point, index, value))

    @law(ja="その座標の元の値に「置きかえて」も、f(point) のまま変わらない。")
    def own_value_changes_nothing(student, f, point, index):
        """Replacing a coordinate by its own value gives f(point)."""
        return (yield student.hold_others_fixed(f, point, index, point[index])), f(point)


class partial_numeric(Function):
    f = given(cubic, a=array("n"), b=array("n"), c=real())
    point = array("n")
    index = index("n")
    step = real(1e-6, 0.5)

    @reference(ja="中心差分 (f(p+h·eᵢ) − f(p−h·eᵢ)) / 2h になる。")
    def central_difference(f, point, index, step=1e-5):
        """It is the central difference (f(p+h·e_i) − f(p−h·e_i)) / 2h."""
        return central(f, point, index, step)

    @finite_difference(
        ja="2 次関数では、歩幅がどれだけ大きくても正しい傾きになる。",
        f=given(bowl, b=array("n"), c=real()),
    )
    def exact_on_bowls(f, point, index):
        """On a quadratic function it is the true slope, however large the step."""
        return numeric.derivative(lambda value: f(only(point, index, value)), point[index])

    @law(ja="歩幅を渡さなければ 1e-5 が使われる。")
    def default_step(student, f, point, index):
        """Without a step it uses 1e-5."""
        return (
            yield (
                student.partial_numeric(f, point, index),
                student.partial_numeric(f, point, index, 1e-5),
            )
        )

    @cost(concept="cost", ja="f の呼び出しは 2 回までである。")
    def two_calls(student, f, point, index, step):
        """It asks f at most twice."""
        yield student.partial_numeric(f, point, index, step)
        require(
            len(f.calls) <= 2,
            en=f"Your function asks f {len(f.calls)} times; two are enough.",
            ja=f"f を {len(f.calls)} 回呼び出しています。2 回で足ります。",
        )
        require(
            len(f.calls) == 2,
            en="Two values of f are needed to feel a slope; your function asks for fewer.",
            ja="傾きを知るには f の値が 2 つ必要ですが、そこまで呼び出していません。",
        )
