"""ex2 · Who is to blame?

Write the functions below, then run `course check ex2`. The lesson is `course read ex2`.

ex2 · 犯人は誰だ

下の関数を書いたら `course check ex2` を実行してください。解説は `course read ex2 --lang ja` です。
"""

import numpy as np


def gradient_numeric(f, point, step=1e-5):
    """The central difference of f along every coordinate of `point`, with at most 2n calls of f.

    `point` での f の、すべての座標についての中心差分。f を呼び出せるのは 2n 回までです。

    f        a function that takes an array of shape (n,) and returns a number
    point    array of shape (n,), n ≥ 1; leave it as it is
    step     the step h
    returns  array of shape (n,)
    """
    raise NotImplementedError


def total_differential(gradient, change):
    """The blended change when all knobs move at once: Σ ∂f/∂x_i · dx_i.

    すべてのつまみを同時に動かしたときの、混ざり合った一つの変化: Σ ∂f/∂x_i · dx_i。

    gradient, change  arrays of shape (n,): every ∂f/∂x_i, and every dx_i
    returns           a number
    """
    raise NotImplementedError


def predicted_loss(loss, gradient, change):
    """What the loss will be after `change`, as far as the slopes can tell (first order).

    `change` だけ動いたあとの損失を、傾きから予測した値(1 次近似)。

    loss              the present loss, a number
    gradient, change  arrays of shape (n,)
    returns           a number
    """
    raise NotImplementedError


def culprit(gradient):
    """The index of the knob with the largest effect, |∂L/∂w_i|; the first one on ties.

    影響 |∂L/∂w_i| が最大のつまみの番号。同点なら最初のもの。

    gradient  array of shape (n,), n ≥ 1
    returns   an int, 0 … n−1
    """
    raise NotImplementedError


def turn_direction(gradient):
    """Which way to turn each knob so that the loss goes down: −1, 0 or +1.

    損失を下げるには、それぞれのつまみをどちらに回せばよいか: −1, 0, +1。

    gradient  array of shape (n,)
    returns   array of shape (n,); 0 where the ground is level
    """
    raise NotImplementedError
