"""How ex2 is judged: who is to blame? (gradient and total differential)."""

import numpy as np

from grader import (
    Function,
    array,
    cost,
    finite_difference,
    given,
    law,
    made,
    real,
    reference,
    require,
)
from reference import finite_difference as numeric
from reference.landscapes import bowl, cubic
from reference.rounding import value_of


def central(f, point, step):
    """The central differences along all coordinates."""
    slopes = 0.0
    for i in range(len(point)):
        here = np.arange(len(point)) == i
        slopes = slopes + here * ((f(point + step * here) - f(point - step * here)) / (2 * step))
    return slopes


def one_against_all(x, alone):
    """x; or (``alone`` > 0) the same sizes, where all others pull against the largest."""
    if alone <= 0:
        return x
    largest = np.argmax(np.abs(x))
    others = -np.sign(x[largest]) * np.abs(x) + 0.0
    return np.where(np.arange(len(x)) == largest, x, others)


class gradient_numeric(Function):
    f = given(cubic, a=array("n"), b=array("n"), c=real())
    point = array("n")
    step = real(1e-6, 0.5)
    drawn = 20

    @reference(ja="すべての座標の中心差分を並べたものになる。")
    def central_differences(f, point, step=1e-5):
        """It holds the central difference along every coordinate."""
        return central(f, point, step)

    @finite_difference(
        ja="2 次関数では、歩幅がどれだけ大きくても正しい勾配になる。",
        f=given(bowl, b=array("n"), c=real()),
    )
    def exact_on_bowls(f, point):
        """On a quadratic function it is the true gradient, however large the step."""
        return numeric.gradient(f, point)

    @law(ja="歩幅を渡さなければ 1e-5 が使われる。")
    def default_step(student, f, point):
        """Without a step it uses 1e-5."""
        return (yield student.gradient_numeric(f, point), student.gradient_numeric(f, point, 1e-5))

    @cost(concept="cost", ja="n 個の座標に対して、f の呼び出しは 2n 回までである。")
    def two_calls_a_coordinate(student, f, point, step):
        """It asks f at most 2n times for n coordinates."""
        yield student.gradient_numeric(f, point, step)
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


class total_differential(Function):
    gradient = array("n", within=100)
    change = array("n", within=100)

    @reference(ja="Σ ∂f/∂xᵢ · dxᵢ になる。")
    def sum_of_all_effects(gradient, change):
        """It is Σ ∂f/∂x_i · dx_i."""
        return (gradient * change).sum()

    @law(ja="つまみを 1 つずつ動かしたときの変化を足し合わせたものと等しい。")
    def one_knob_after_the_other(student, gradient, change):
        """Turning the knobs one after the other adds up to the same."""
        alone = [change * (np.arange(len(change)) == i) for i in range(len(change))]
        whole, *parts = yield (
            student.total_differential(gradient, change),
            *(student.total_differential(gradient, part) for part in alone),
        )
        return whole, sum(parts)

    @law(ja="つまみを逆向きに動かすと、符号だけが変わる。")
    def backwards(student, gradient, change):
        """Turning every knob the other way changes only the sign."""
        there, back = yield (
            student.total_differential(gradient, change),
            student.total_differential(gradient, -change),
        )
        return there, -back


class predicted_loss(Function):
    loss = real(within=100)
    gradient = array("n", within=100)
    change = array("n", within=100)

    @reference(ja="いまの損失に、1 次近似による変化を足したものになる。")
    def first_order(loss, gradient, change):
        """It is the present loss plus the first-order change."""
        return loss + (gradient * change).sum()

    @law(ja="何も動かさなければ、損失はいまのままである。")
    def no_change(student, loss, gradient, change):
        """Without any change it is the present loss."""
        return (yield student.predicted_loss(loss, gradient, 0.0 * change)), loss


class culprit(Function):
    gradient = made(one_against_all, x=array("n", within=100), alone=real())

    @reference(ja="|∂L/∂wᵢ| が最大の番号になる(同点なら最初のもの)。")
    def largest_effect(gradient):
        """It is the index of the largest |∂L/∂w_i|, the first one on ties."""
        return int(np.argmax(np.abs(value_of(gradient))))

    @law(ja="損失の符号を反対にしても、犯人は変わらない。")
    def sign_does_not_matter(student, gradient):
        """With all signs turned round the culprit is still the same."""
        return (yield student.culprit(gradient), student.culprit(-gradient))


class turn_direction(Function):
    gradient = array("n", within=100)

    @reference(ja="損失が下がる向きを −1, 0, +1 で表したものになる。")
    def downhill(gradient):
        """Each is −1, 0 or +1: the way that lowers the loss."""
        return -np.sign(value_of(gradient))

    @law(ja="勾配の大きさだけを変えても、向きは変わらない。")
    def size_does_not_matter(student, gradient):
        """A gradient of another length turns the knobs the same way."""
        return (yield student.turn_direction(gradient), student.turn_direction(0.25 * gradient))
