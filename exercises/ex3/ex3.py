"""ex3 · Passing notes

Write the functions below, then run `course check ex3`. The lesson is `course read ex3`.

ex3 · メモを手渡す

下の関数を書いたら `course check ex3` を実行してください。解説は `course read ex3 --lang ja` です。
"""

import numpy as np


def sigmoid(x):
    """σ(x) = 1 / (1 + e^(−x)), elementwise.

    シグモイド関数 σ(x) = 1 / (1 + e^(−x))。要素ごとに計算します。

    x        a number, or an array of any shape; |x| up to 1000 must not overflow
    returns  the same shape as x
    """
    raise NotImplementedError


def sigmoid_derivative(x):
    """σ′(x), the slope of the sigmoid at x, elementwise.

    点 x でのシグモイド関数の傾き σ′(x)。要素ごとに計算します。

    x        a number, or an array of any shape
    returns  the same shape as x
    """
    raise NotImplementedError


def chain(outer_derivative, inner, inner_derivative, x):
    """The derivative of outer(inner(x)) at x.

    合成関数 outer(inner(x)) の、点 x での微分。

    outer_derivative         the derivative of outer: takes a number, returns a number
    inner, inner_derivative  the same for inner and its derivative
    x                        a number
    returns                  a number
    """
    raise NotImplementedError


def along_path(local_derivatives):
    """How much blame arrives at the end of one path: the product of its local derivatives.

    一本の道の終点に届く責任の大きさ: 道に沿った局所的な微分の積。

    local_derivatives  array of shape (k,); an empty path gives 1.0
    returns            a number
    """
    raise NotImplementedError


def over_paths(paths):
    """The blame that arrives over several paths: the sum of their products.

    何本かの道を通って届く責任の合計: それぞれの道の積を足し合わせたもの。

    paths    a list of arrays, each of shape (k,) with its own k; no path gives 0.0
    returns  a number
    """
    raise NotImplementedError


def neuron_gradient(w, b, x, target):
    """(dE/dw, dE/db) of E = (σ(w·x + b) − target)².

    E = (σ(w·x + b) − target)² についての (dE/dw, dE/db)。

    w, x       arrays of shape (n,)
    b, target  numbers
    returns    a pair: array of shape (n,), and a number
    """
    raise NotImplementedError
