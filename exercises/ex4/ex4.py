"""ex4 · Downhill in the fog

Write the functions below, then run `course check ex4`. The lesson is `course read ex4`.

ex4 · 霧の中を下る

下の関数を書いたら `course check ex4` を実行してください。解説は `course read ex4 --lang ja` です。
"""

import numpy as np


def update(weight, gradient, learning_rate):
    """The weight after one step downhill. The old weight is left alone.

    一歩下ったあとの重み。元の重みは書き換えません。

    weight, gradient  numbers, or arrays of the same shape
    learning_rate     a number
    returns           the new weight, same shape as weight
    """
    raise NotImplementedError


def update_all(parameters, gradients, learning_rate):
    """Every parameter updated with the gradient of its own name, in a new dictionary.

    すべてのパラメータを、同じ名前の勾配で更新した新しい辞書。

    parameters  dict: name → number or array
    gradients   dict with the same names, perhaps in another order
    returns     a new dict with the same names
    """
    raise NotImplementedError


def step_together(w, b, gradient_of, learning_rate):
    """One step of w and b together: both slopes are felt at the old point, in one call.

    w と b を一緒に一歩動かします。傾きは、動く前の点で一度だけ調べます。

    w            a number or an array
    b            a number
    gradient_of  gradient_of(w, b) returns the pair (dw, db)
    returns      the pair (new w, new b)
    """
    raise NotImplementedError


def descend(gradient_of, start, learning_rate, steps):
    """The whole walk downhill: the start, and the point after each of the steps.

    坂を下る道すじ全体: 出発点と、一歩ごとの点。

    gradient_of  takes a point of shape (n,), returns the gradient there, shape (n,)
    start        array of shape (n,)
    returns      array of shape (steps + 1, n); its first row is the start
    """
    raise NotImplementedError
