"""ex6 · All the partials at once

Write the functions below, then run `course check ex6`. The lesson is `course read ex6`.

ex6 · 偏微分をまとめて

下の関数を書いたら `course check ex6` を実行してください。解説は `course read ex6 --lang ja` です。
"""

import numpy as np


def linear_forward(X, W, b):
    """Y = XW + b: N examples, one in each row, through one layer.

    Y = XW + b。1 行に 1 例ずつ並んだ N 個の例を、まとめて一つの層に通します。

    X        array of shape (N, D)
    W        array of shape (D, M)
    b        array of shape (M,), added to every row
    returns  array of shape (N, M)
    """
    raise NotImplementedError


def linear_backward(dY, X, W):
    """The notes ∂L/∂X, ∂L/∂W and ∂L/∂b, made from the note dY = ∂L/∂Y for Y = XW + b.

    Y = XW + b に届いたメモ dY = ∂L/∂Y から作る、∂L/∂X, ∂L/∂W, ∂L/∂b のメモ。

    dY       array of shape (N, M): how much the loss changes with each element of Y
    X, W     what linear_forward was given: shapes (N, D) and (D, M)
    returns  (dX, dW, db), of the shapes of X, W and b: (N, D), (D, M) and (M,)
    """
    raise NotImplementedError


def relu(X):
    """max(0, x), elementwise.

    max(0, x)。要素ごとに計算します。

    X        array of shape (N, D); leave it as it is
    returns  array of shape (N, D)
    """
    raise NotImplementedError


def relu_backward(dY, X):
    """The note ∂L/∂X, made from the note dY = ∂L/∂Y for Y = relu(X).

    Y = relu(X) に届いたメモ dY = ∂L/∂Y から作る、∂L/∂X のメモ。

    dY, X    arrays of shape (N, D)
    returns  array of shape (N, D); at exactly x = 0 the slope of relu is taken as 0
    """
    raise NotImplementedError


def mse_backward(Y, T):
    """∂L/∂Y of L = the mean of (Y − T)² over all N·M elements.

    L = (Y − T)² の N·M 個すべての平均についての ∂L/∂Y。

    Y        array of shape (N, M): the predictions
    T        array of shape (N, M): the targets
    returns  array of shape (N, M)
    """
    raise NotImplementedError
