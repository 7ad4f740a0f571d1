"""How ex3 is judged: passing notes (the chain rule)."""

from grader import (
    Function,
    array,
    companion,
    finite_difference,
    given,
    law,
    listing,
    real,
    reference,
)
from reference import engine
from reference import finite_difference as numeric
from reference.engine import derivative, grad

MODERATE = real(within=30) | array("n", within=30, least=0) | array("n", "m", within=30)
# Beyond ±710 the exponential of a float overflows.
FAR = (
    real(-1000, -800)
    | real(800, 1000)
    | array("n", low=-1000, high=-800)
    | array("n", low=800, high=1000)
    | real(within=1000)
    | array("n", within=1000)
)


def product(factors):
    result = 1.0
    for i in range(len(factors)):
        result = result * factors[i]
    return result


def error(w, b, x, target):
    return (engine.sigmoid((w * x).sum() + b) - target) ** 2


def outer_slope(a, b):
    """u ↦ 3·a·u² + b, a = {a}, b = {b}"""

    def slope(u):
        return 3 * a * u**2 + b

    slope.of = lambda u: a * u**3 + b * u
    return slope


def parabola(c, d):
    """x ↦ c·x² + d·x, c = {c}, d = {d}"""
    return lambda x: c * x**2 + d * x


def parabola_slope(c, d):
    """x ↦ 2·c·x + d, c = {c}, d = {d}"""
    return lambda x: 2 * c * x + d


class sigmoid(Function):
    x = MODERATE

    @reference(ja="1 / (1 + e^(−x)) になる。")
    def value(x):
        """It is 1 / (1 + e^(−x))."""
        return engine.sigmoid(x)

    @reference(ja="|x| が 1000 でもあふれない。", x=FAR, share=3, needs=("value",))
    def far_out(x):
        """It does not overflow for |x| up to 1000."""
        return engine.sigmoid(x)

    @law(ja="σ(−x) = 1 − σ(x) が成り立つ。")
    def symmetric(student, x):
        """σ(−x) = 1 − σ(x)."""
        right, left = yield student.sigmoid(x), student.sigmoid(-x)
        return left, 1 - right


class sigmoid_derivative(Function):
    x = MODERATE

    @reference(ja="エンジンが求めた σ′(x) と一致する。")
    def equals_engine(x):
        """It is the derivative that the reference engine finds."""
        return derivative(engine.sigmoid)(x)

    @finite_difference(ja="x をほんの少し動かして測った傾きと一致する。")
    def equals_slope(x):
        """It is the slope that one measures by moving x a little."""
        return numeric.derivative(engine.sigmoid, x)

    @law(ja="σ′(−x) = σ′(x) が成り立つ。")
    def even(student, x):
        """σ′(−x) = σ′(x)."""
        return (yield student.sigmoid_derivative(-x), student.sigmoid_derivative(x))

    @reference(ja="|x| が 1000 でもあふれない。", x=FAR, share=1, needs=("equals_engine",))
    def far_out(x):
        """It does not overflow for |x| up to 1000."""
        return derivative(engine.sigmoid)(x)


class chain(Function):
    outer_derivative = given(outer_slope, a=real(), b=real())
    inner = given(parabola, c=real(), d=real())
    inner_derivative = companion(parabola_slope, of="inner")
    x = real()

    @reference(ja="外側の微分を inner(x) でとり、内側の微分を x でとって、掛けたものになる。")
    def outer_times_inner(outer_derivative, inner, inner_derivative, x):
        """It is the outer derivative at inner(x) times the inner derivative at x."""
        return outer_derivative(inner(x)) * inner_derivative(x)

    @finite_difference(ja="合成関数そのものを少し動かして測った傾きと一致する。")
    def equals_slope(outer_derivative, inner, x):
        """It is the slope that one measures on outer(inner(x)) itself."""
        return numeric.derivative(lambda moved: outer_derivative.of(inner(moved)), x)


class along_path(Function):
    local_derivatives = array("k", within=10, least=0)

    @reference(ja="道に沿った局所的な微分の積になる(空の道では 1.0)。")
    def product_of_all(local_derivatives):
        """It is the product of the local derivatives, 1.0 for an empty path."""
        return product(local_derivatives)

    @law(ja="道を逆にたどっても、値は変わらない。")
    def same_backwards(student, local_derivatives):
        """Walking the path backwards gives the same."""
        return (
            yield (
                student.along_path(local_derivatives),
                student.along_path(local_derivatives[::-1]),
            )
        )


class over_paths(Function):
    paths = listing(array("k", within=10, least=0))

    @reference(ja="すべての道の積を足し合わせたものになる(道がなければ 0.0)。")
    def sum_of_products(paths):
        """It is the sum over all paths of their products, 0.0 for no path."""
        return sum((product(path) for path in paths), 0.0)

    @law(ja="道を 1 本ずつ調べて足しても、同じになる。")
    def path_by_path(student, paths):
        """Taking the paths one by one adds up to the same."""
        whole, *parts = yield (
            student.over_paths(paths),
            *(student.over_paths([path]) for path in paths),
        )
        return whole, sum(parts, 0.0)


class neuron_gradient(Function):
    w = array("n")
    b = real()
    x = array("n")
    target = real(0, 1)

    @reference(ja="エンジンが求めた (∂E/∂w, ∂E/∂b) と一致する。")
    def equals_engine(w, b, x, target):
        """It is the pair (∂E/∂w, ∂E/∂b) that the reference engine finds."""
        return grad(error, wrt=("w", "b"))(w, b, x, target)

    @finite_difference(ja="w と b をほんの少し動かして測った傾きと一致する。")
    def equals_slope(w, b, x, target):
        """It is the slope that one measures by moving w and b a little."""
        return (
            numeric.gradient(lambda moved: error(moved, b, x, target), w),
            numeric.derivative(lambda moved: error(w, moved, x, target), b),
        )
