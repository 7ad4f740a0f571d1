"""ex1 · One knob at a time

Write the functions below, then run `course check ex1`. The lesson is `course read ex1`.

ex1 · つまみを一つだけ動かす

下の関数を書いたら `course check ex1` を実行してください。解説は `course read ex1 --lang ja` です。
"""

import numpy as np


def squared_error(prediction, target):
    """How wrong one prediction is: (prediction − target)².

    一つの予測がどれだけ外れているか: (予測 − 目標)²。

    prediction, target  numbers
    returns             a number
    """
    raise NotImplementedError


def mean_squared_error(predictions, targets):
    """The mean of the squared errors of many predictions.

    たくさんの予測についての、誤差の 2 乗の平均。

    predictions, targets  arrays of shape (n,)
    returns               a number
    """
    raise NotImplementedError


def squared_error_partial(prediction, target):
    """The partial derivative of squared_error with respect to the prediction.

    squared_error を prediction で偏微分したもの。

    prediction, target  numbers
    returns             a number
    """
    raise NotImplementedError


def partial_x(x, y):
    """∂f/∂x of f(x, y) = x²·y + 3·y: only x moves, y is a constant.

    f(x, y) = x²·y + 3·y の ∂f/∂x。動くのは x だけで、y は定数です。

    x, y     numbers
    returns  a number
    """
    raise NotImplementedError


def partial_y(x, y):
    """∂f/∂y of f(x, y) = x²·y + 3·y: only y moves, x is a constant.

    f(x, y) = x²·y + 3·y の ∂f/∂y。動くのは y だけで、x は定数です。

    x, y     numbers
    returns  a number
    """
    raise NotImplementedError


def hold_others_fixed(f, point, index, value):
    """f at `point` with only the coordinate `index` replaced by `value`.

    `point` の座標のうち `index` 番目だけを `value` に置きかえたときの f の値。

    f        a function that takes an array of shape (n,) and returns a number
    point    array of shape (n,); leave it as it is
    index    which coordinate, 0 … n−1
    value    its new value
    returns  a number
    """
    raise NotImplementedError


def partial_numeric(f, point, index, step=1e-5):
    """The central difference (f(p + h·e_i) − f(p − h·e_i)) / 2h, with at most two calls of f.

    中心差分 (f(p + h·e_i) − f(p − h·e_i)) / 2h。f を呼び出せるのは 2 回までです。

    f        a function that takes an array of shape (n,) and returns a number
    point    the point p, array of shape (n,); leave it as it is
    index    the coordinate i that moves
    step     the step h
    returns  a number
    """
    raise NotImplementedError
