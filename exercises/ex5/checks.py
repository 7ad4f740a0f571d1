"""How ex5 is judged: the wrong valley (stationary points, local minima)."""

from itertools import pairwise

import numpy as np

from grader import (
    Function,
    agrees,
    array,
    companion,
    contract,
    definition,
    given,
    integer,
    law,
    made,
    purity,
    real,
    reference,
    require,
)
from reference.engine import argmax, norm, stack
from reference.landscapes import bowl_slopes, valleys, valleys_slopes
from reference.rounding import largest_eigenvalue, value_of


def length_five(x, five):
    """A vector whose length is exactly 5, or 0: a 4 and a 3, where x is largest, and zeros."""
    gradient, order = np.zeros(len(x)), np.argsort(np.abs(x), kind="stable")
    gradient[order[-2:]] = np.copysign([3.0, 4.0], x[order[-2:]])
    return gradient * five


def five_or_zero(five):
    return 5.0 * five


def no_two_alike(x):
    """The starts, every coordinate moved a little, each by its own amount: no ends are on a par."""
    return x + 0.01 * np.arange(x.size).reshape(x.shape)


def with_mirror_images(half):
    """Every start and its mirror image, the images first."""
    return np.concatenate((-half, half))


def positive_definite(root, floor):
    square = root @ root.T
    return (square + square.T) / 2 + floor * np.eye(len(root))


def flat(gradient_of, point, tolerance):
    return norm(gradient_of.function(point)) <= tolerance


def same_place(here, there):
    return np.array_equal(value_of(here), value_of(there))


def stands_at(here, there):
    """The same place, but for the rounding to single precision."""
    return same_place(here, there) or agrees(here, lambda place: place + 0.0, there)


def walked(gradient_of, start, end):
    """The way that a student's code went: where it felt the ground, from the start to its end.

    It may have felt the ground more than once in a place, or have walked several times.
    """
    asked = [point for point, *_ in gradient_of.calls]
    if asked and stands_at(asked[0], start):
        start = asked[0]
    longest = path = [start]
    for point in asked:
        if same_place(point, start):
            path = [start]
        elif not same_place(point, path[-1]):
            path = [*path, point]
        longest = max(longest, path, key=len)
    known = end is None or any(stands_at(end, point) for point in reversed(longest))
    return longest if known else [*longest, end]


def step(here, gradient_of, learning_rate):
    return here - learning_rate * gradient_of.function(here)


def goes_downhill(path, gradient_of, learning_rate):
    """Is every step of a path minus learning rate times the gradient where it sets out?"""
    return all(
        agrees(there, lambda place: step(place, gradient_of, learning_rate), here)
        for here, there in pairwise(path)
    )


def end_of(answer):
    """The point and the number of steps in an answer, if it is a pair at all."""
    if isinstance(answer, (tuple, list)) and len(answer) == 2:
        return answer
    return None, 0


def descended(gradient_of, point, learning_rate, steps):
    for _ in range(steps):
        point = point - learning_rate * gradient_of(point)
    return point


def lowest(loss, gradient_of, starts, learning_rate, steps):
    ends = [descended(gradient_of, start, learning_rate, steps) for start in starts]
    losses = stack([loss(end) for end in ends])
    best = int(argmax(-losses))
    return ends[best], losses[best]


class is_stationary(Function):
    # Of one size, so that often the length is above and the largest component below the tolerance.
    gradient = array("n", within=2)
    tolerance = real(0, 3)
    drawn = 80

    @reference(ja="勾配の長さ √(Σ gᵢ²) が tolerance より短ければ True、長ければ False になる。")
    def length_decides(gradient, tolerance):
        """It is True where the length √(Σ g_i²) is below the tolerance, False where it is above."""
        return norm(gradient) <= tolerance

    @reference(
        ja="長さがちょうど tolerance に等しいときも True になる。",
        share=2,
        needs=("length_decides",),
        gradient=made(length_five, x=array("n", least=2), five=integer(0, 1)),
        tolerance=made(five_or_zero, five=integer(0, 1)),
    )
    def equal_is_enough(gradient, tolerance):
        """A length of exactly the tolerance counts as stationary."""
        return norm(gradient) <= tolerance

    @law(ja="坂がどちらを向いていても、答えは変わらない。")
    def direction_does_not_matter(student, gradient, tolerance):
        """Which way the slope points does not matter."""
        return (
            yield (
                student.is_stationary(-gradient[::-1], tolerance),
                student.is_stationary(gradient, tolerance),
            )
        )

    @law(ja="長さの単位を変えても、答えは変わらない。")
    def unit_does_not_matter(student, gradient, tolerance):
        """Measured in another unit, gradient and tolerance give the same answer."""
        return (
            yield (
                student.is_stationary(0.25 * gradient, 0.25 * tolerance),
                student.is_stationary(gradient, tolerance),
            )
        )


class descend_until(Function):
    gradient_of = given(bowl_slopes, b=array("n", low=0.1, high=1.5), centre=array("n"))
    start = array("n", within=10)
    learning_rate = real(0.01, 1)
    tolerance = real(1e-3, 5)
    max_steps = integer(0, 8)
    drawn = 12
    pure = purity(share=2)

    @definition()
    def until_flat(gradient_of, start, learning_rate, tolerance, max_steps):
        """Downhill from the start until the gradient is stationary, max_steps at most."""
        point, taken = start, 0
        while taken < max_steps and not norm(gradient_of(point)) <= tolerance:
            point, taken = point - learning_rate * gradient_of(point), taken + 1
        return point, taken

    @law(
        ja="通った点のうち、最初に平らだった点で止まる。なければ max_steps 歩で止まる。",
        samples=None,
        share=6,
        needs=(),
    )
    def stops_where_it_is_flat(student, gradient_of, start, learning_rate, tolerance, max_steps):
        """It stops at the first stationary point of its walk, or else after max_steps."""
        point, taken = yield student.descend_until(
            gradient_of, start, learning_rate, tolerance, max_steps
        )
        # Whether its steps are the right ones is the other check's business.
        path = walked(gradient_of, start, point)
        felt = [here for here in path[:max_steps] if here is not point]
        flat_ones = (i for i, here in enumerate(felt) if flat(gradient_of, here, tolerance))
        right = next(flat_ones, max_steps)
        if right < len(path):
            place = path[right]
        elif len(path) > 1 and goes_downhill(path, gradient_of, learning_rate):
            place = step(path[-1], gradient_of, learning_rate)  # it should have gone on
        else:
            place = path[-1]
        return (point, taken), (place, right)

    @reference(
        ja="出発点がすでに平らなら、一歩も動かない。",
        share=2,
        needs=("stops_where_it_is_flat",),
        samples=10,
        tolerance=real(100, 200),
    )
    def flat_from_the_start(start):
        """Where the start is stationary already, it takes no step at all."""
        return start, 0

    @contract(
        concept="update-rule",
        ja="どの一歩も、その場の勾配 × 学習率だけ坂を下る。",
        samples=20,
    )
    def every_step_goes_downhill(student, gradient_of, start, learning_rate, tolerance, max_steps):
        """Every step is minus learning rate times the gradient of the place it starts from."""
        answer = yield student.descend_until(
            gradient_of, start, learning_rate, tolerance, max_steps
        )
        end, taken = end_of(answer)
        path = walked(gradient_of, start, end)
        require(
            bool(gradient_of.calls) or not max_steps,
            en="Your function never asks gradient_of.",
            ja="gradient_of を一度も呼び出していません。",
        )
        require(
            len(path) > 1 or not taken or max_steps < 2 or flat(gradient_of, start, tolerance),
            en="Your function counts steps, but stays where it is.",
            ja="歩数は数えていますが、点がその場から動いていません。",
        )
        require(
            goes_downhill(path, gradient_of, learning_rate),
            en="At least one step of your function is not minus learning rate times the gradient "
            "of the place where it stood.",
            ja="立っている場所の勾配 × 学習率だけ下る、という一歩になっていないところがあります。",
        )


class best_of_restarts(Function):
    loss = given(valleys, a=array("n", low=0.15, high=0.3), tilt=real(within=0.2))
    gradient_of = companion(valleys_slopes, of="loss")
    starts = made(no_two_alike, x=array("k", "n", within=2))
    learning_rate = real(0.02, 0.08)
    steps = integer(0, 6)
    drawn = 12

    @reference(ja="どの出発点からも下った先のうち、最も低い点とその損失になる。")
    def lowest_end(loss, gradient_of, starts, learning_rate, steps):
        """It is the lowest of the points reached from all the starts, and its loss."""
        return lowest(loss, gradient_of, starts, learning_rate, steps)

    @reference(
        ja="同じ低さなら、先の出発点から着いた点になる。",
        share=2,
        needs=("lowest_end",),
        samples=10,
        loss=given(lambda a: valleys(a, 0.0), a=array("n", low=0.15, high=0.3)),
        gradient_of=companion(lambda a: valleys_slopes(a, 0.0), of="loss"),
        starts=made(with_mirror_images, half=array("k", "n", within=2)),
    )
    def first_on_ties(loss, gradient_of, starts, learning_rate, steps):
        """Of equally low ends it is the one reached from the earlier start."""
        return lowest(loss, gradient_of, starts, learning_rate, steps)

    @law(ja="出発点を逆の順に並べても、損失は変わらない。", samples=6)
    def order_does_not_matter(student, loss, gradient_of, starts, learning_rate, steps):
        """Taking the starts in the opposite order finds the same loss."""
        (_, there), (_, back) = yield (
            student.best_of_restarts(loss, gradient_of, starts, learning_rate, steps),
            student.best_of_restarts(loss, gradient_of, starts[::-1], learning_rate, steps),
        )
        return back, there


class largest_stable_rate(Function):
    hessian = made(positive_definite, root=array("n", "n"), floor=real(0.1, 1))

    @reference(ja="2 ÷ (最大の固有値) になる。", share=4)
    def two_over_the_steepest(hessian):
        """It is 2 over the largest eigenvalue."""
        return 2 / largest_eigenvalue(hessian)

    @law(ja="少し小さい学習率では最も急な方向に収束し、少し大きい学習率では発散する。")
    def edge_of_convergence(student, hessian):
        """A little below that rate the steepest direction converges, a little above it diverges."""
        rate = yield student.largest_stable_rate(hessian)
        # A step multiplies what is left along the steepest direction by this.
        below, above = (1 - share * rate * largest_eigenvalue(hessian) for share in (0.99, 1.01))
        require(
            bool(abs(below) < 1),
            en="With a learning rate of 99 % of yours, descent still diverges.",
            ja="あなたの答えの 99 % の学習率でも、まだ発散します。",
        )
        require(
            bool(abs(above) > 1),
            en="With a learning rate of 101 % of yours, descent still converges.",
            ja="あなたの答えの 101 % の学習率でも、まだ収束します。",
        )

    @law(ja="坂が 4 倍急になれば、4 分の 1 になる。")
    def steeper_means_slower(student, hessian):
        """Where every slope is four times as steep, it is a quarter."""
        steep, plain = yield (
            student.largest_stable_rate(4.0 * hessian),
            student.largest_stable_rate(hessian),
        )
        return steep, plain / 4
