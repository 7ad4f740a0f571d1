"""How ex4 is judged: downhill in the fog (the update rule)."""

import numpy as np

from grader import (
    Function,
    array,
    contract,
    cost,
    definition,
    given,
    integer,
    law,
    mapping,
    purity,
    real,
    reference,
    require,
)
from reference.engine import stack
from reference.landscapes import bowl_slopes
from reference.rounding import value_of

RATE = real(0, 1)
WEIGHTS = {
    "W": array("n", "m", within=10),
    "b": array("m", within=10),
    "scale": real(within=10),
}


def tilted_bowl_slopes(p, q, r):
    """(w, b) ↦ (p·w + r·b, q·b + r·Σw), p = {p}, q = {q}, r = {r}"""
    return lambda w, b: (p * w + r * b, q * b + r * (w if np.ndim(w) == 0 else w.sum()))


def at(asked, point):
    """Was this the point that was asked?"""
    return len(asked) == len(point) and all(
        np.array_equal(value_of(a), value_of(b)) for a, b in zip(asked, point, strict=True)
    )


def nearest(value, candidates):
    """The candidate that comes closest to a value."""
    off = [np.sum(np.abs(np.asarray(value_of(value)) - value_of(c))) for c in candidates]
    return candidates[int(np.argmin(off))]


def moved(student, w, b, gradient_of, learning_rate):
    """Where the student's step_together goes, and where gradients that were asked for lead."""
    new_w, new_b = yield student.step_together(w, b, gradient_of, learning_rate)
    require(
        bool(gradient_of.results),
        en="Your function never asks gradient_of.",
        ja="gradient_of を一度も呼び出していません。",
    )
    # Which gradient was used, and where it was asked for, is the business of another check.
    steps = [(w - learning_rate * dw, b - learning_rate * db) for dw, db in gradient_of.results]
    return (new_w, new_b), (
        nearest(new_w, [step[0] for step in steps]),
        nearest(new_b, [step[1] for step in steps]),
    )


class update(Function):
    weight = array("n", within=10)
    gradient = array("n", within=10)
    learning_rate = RATE
    pure = purity(share=3)

    @reference(ja="weight − learning_rate × gradient になる。")
    def one_step_down(weight, gradient, learning_rate):
        """It is weight − learning_rate × gradient."""
        return weight - learning_rate * gradient

    @reference(
        ja="ただの数でもよい。",
        share=2,
        needs=("one_step_down",),
        weight=real(within=10),
        gradient=real(within=10),
    )
    def plain_numbers(weight, gradient, learning_rate):
        """Weight and gradient may be plain numbers."""
        return weight - learning_rate * gradient

    @law(ja="同じ勾配で半分の歩幅を 2 回進むと、1 回ぶんになる。")
    def two_half_steps(student, weight, gradient, learning_rate):
        """Two steps with half the learning rate along the same gradient make one."""
        half = yield student.update(weight, gradient, learning_rate / 2)
        whole, halves = yield (
            student.update(weight, gradient, learning_rate),
            student.update(half, gradient, learning_rate / 2),
        )
        return halves, whole


class update_all(Function):
    parameters = mapping(**WEIGHTS)
    gradients = mapping(shuffled=True, **WEIGHTS)
    learning_rate = RATE
    pure = purity(share=3)

    @reference(ja="どのパラメータも、自分の名前の勾配で更新される。")
    def every_parameter_by_its_name(parameters, gradients, learning_rate):
        """Every parameter is updated with the gradient of its own name."""
        return {name: value - learning_rate * gradients[name] for name, value in parameters.items()}

    @law(ja="学習率が 0 なら、何も動かない。")
    def no_step(student, parameters, gradients):
        """With a learning rate of 0 nothing moves."""
        return (yield student.update_all(parameters, gradients, 0.0)), parameters


class step_together(Function):
    w = array("n", within=10)
    b = real(within=10)
    gradient_of = given(tilted_bowl_slopes, p=real(), q=real(), r=real(0.5, 3))
    learning_rate = real(0.01, 1)

    @definition()
    def both_at_once(w, b, gradient_of, learning_rate):
        """Both move at once, by the gradient at the old point."""
        dw, db = gradient_of(w, b)
        return w - learning_rate * dw, b - learning_rate * db

    @law(
        ja="w も b も、受け取った勾配を使って w − 学習率 × dw、b − 学習率 × db と動く。",
        share=2,
        samples=None,
    )
    def moves_downhill(student, w, b, gradient_of, learning_rate):
        """w and b each move by minus learning rate times a gradient that gradient_of gave."""
        return (yield from moved(student, w, b, gradient_of, learning_rate))

    @law(ja="w はただの数でもよい。", needs=("moves_downhill",), w=real(within=10))
    def plain_number(student, w, b, gradient_of, learning_rate):
        """w may be a plain number."""
        return (yield from moved(student, w, b, gradient_of, learning_rate))

    @contract(
        concept="partial-derivative",
        ja="gradient_of は、動かす前の点 (w, b) で一度だけ呼び出される。",
        share=6,
    )
    def both_from_the_old_point(student, w, b, gradient_of, learning_rate):
        """gradient_of is asked once, at the old point (w, b), for both."""
        yield student.step_together(w, b, gradient_of, learning_rate)
        require(
            len(gradient_of.calls) == 1,
            en=f"Your function asks gradient_of {len(gradient_of.calls)} times instead of once.",
            ja=f"gradient_of を 1 回ではなく {len(gradient_of.calls)} 回呼び出しています。",
        )
        require(
            at(gradient_of.calls[0], (w, b)),
            en="Your function asks gradient_of at another point than the old (w, b).",
            ja="gradient_of を、動かす前の (w, b) とは違う点で呼び出しています。",
        )


class descend(Function):
    gradient_of = given(bowl_slopes, b=array("n", low=0.1, high=1.5), centre=array("n"))
    start = array("n", within=10)
    learning_rate = real(0.01, 1)
    steps = integer(0, 8)
    drawn = 20

    @reference(ja="出発点から、正しい点を順に並べたものになる(形は (steps+1, n))。")
    def whole_trajectory(gradient_of, start, learning_rate, steps):
        """It holds every point of the walk, the start first: shape (steps+1, n)."""
        here = start
        rows = [here]
        for _ in range(steps):
            here = here - learning_rate * gradient_of(here)
            rows.append(here)
        return stack(rows)

    @law(ja="途中の点から歩き始めても、同じ道の残りになる。")
    def walking_on(student, gradient_of, start, learning_rate, steps):
        """Starting again from the first step walks the rest of the same path."""
        first = start - learning_rate * gradient_of.function(start)
        whole, rest = yield (
            student.descend(gradient_of, start, learning_rate, steps + 1),
            student.descend(gradient_of, first, learning_rate, steps),
        )
        return whole[1:], rest

    @cost(ja="gradient_of はちょうど steps 回呼び出される。", share=2)
    def one_gradient_a_step(student, gradient_of, start, learning_rate, steps):
        """It asks gradient_of exactly `steps` times."""
        yield student.descend(gradient_of, start, learning_rate, steps)
        require(
            len(gradient_of.calls) == steps,
            en=f"Your function asks gradient_of {len(gradient_of.calls)} times for {steps} steps.",
            ja=f"{steps} 歩に対して gradient_of を {len(gradient_of.calls)} 回呼び出しています。",
        )
