"""ex8 · Passing the blame back

Write the functions below, then run `course check ex8`. The lesson is `course read ex8`.

A network with two layers: H = tanh(X·W1 + b1), Y = H·W2 + b2. Its knobs are in one dictionary:
parameters = {"W1": (D, H), "b1": (H,), "W2": (H, M), "b2": (M,)}.

ex8 · 責任を逆向きに伝える

下の関数を書いたら `course check ex8` を実行してください。解説は `course read ex8 --lang ja` です。

2 層のネットワーク: H = tanh(X·W1 + b1), Y = H·W2 + b2。つまみは一つの辞書に入っています。
parameters = {"W1": (D, H), "b1": (H,), "W2": (H, M), "b2": (M,)}
"""

import numpy as np


def network_forward(parameters, X):
    """Y = tanh(X·W1 + b1)·W2 + b2, the answers of the network.

    ネットワークの答え Y = tanh(X·W1 + b1)·W2 + b2。

    parameters  dict with W1 (D, H), b1 (H,), W2 (H, M), b2 (M,)
    X           array of shape (N, D), one example per row
    returns     array of shape (N, M)
    """
    raise NotImplementedError


def network_loss(parameters, X, T):
    """The mean of (Y − T)² over all N·M entries, Y being the answers of the network.

    ネットワークの答え Y と目標 T について、(Y − T)² を N·M 個の成分すべてで平均したもの。

    parameters  as in network_forward
    X, T        arrays of shape (N, D) and (N, M)
    returns     a number
    """
    raise NotImplementedError


def network_gradients(parameters, X, T):
    """∂loss/∂ every parameter: the blame of every knob for network_loss.

    すべてのパラメータについての ∂loss/∂パラメータ: network_loss に対する、つまみごとの責任。

    parameters  as in network_forward; leave it as it is
    X, T        arrays of shape (N, D) and (N, M)
    returns     a dict with the same names, each gradient in the shape of its parameter
    """
    raise NotImplementedError


def gradient_check(f, gradient, point, step=1e-5):
    """How far a gradient is from the measured one: ‖g − g_num‖ / (‖g‖ + ‖g_num‖).

    g_num holds the central differences (f(p + h·e_i) − f(p − h·e_i)) / 2h along all coordinates,
    ‖·‖ is the Euclidean norm. If both gradients are zero, the result is 0.0.
    With n coordinates, f may be called at most 2n times.

    勾配が、測った勾配とどれだけ違うか: ‖g − g_num‖ / (‖g‖ + ‖g_num‖)。

    g_num はすべての座標についての中心差分 (f(p + h·e_i) − f(p − h·e_i)) / 2h、
    ‖·‖ はユークリッドノルムです。どちらの勾配も 0 なら、結果は 0.0 とします。
    座標が n 個のとき、f を呼び出せるのは 2n 回までです。

    f         a function that takes an array of shape (n,) and returns a number
    gradient  the gradient g that is to be checked, array of shape (n,)
    point     the point p, array of shape (n,); leave it as it is
    step      the step h
    returns   a number from 0 to 1
    """
    raise NotImplementedError
