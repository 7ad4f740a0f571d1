"""ex5 · The wrong valley

Write the functions below, then run `course check ex5`. The lesson is `course read ex5`.

ex5 · 間違った谷

下の関数を書いたら `course check ex5` を実行してください。解説は `course read ex5 --lang ja` です。
"""

import numpy as np


def is_stationary(gradient, tolerance):
    """Is the ground level here? Yes, if the length √(Σ g_i²) of the gradient is ≤ tolerance.

    ここは平らか。勾配の長さ √(Σ g_i²) が tolerance 以下なら「はい」です。

    gradient   array of shape (n,)
    tolerance  a number ≥ 0
    returns    True or False
    """
    raise NotImplementedError


def descend_until(gradient_of, start, learning_rate, tolerance, max_steps):
    """Walk downhill until the ground is level, but take at most max_steps steps.

    地面が平らになるまで坂を下ります。ただし、歩くのは max_steps 歩までです。

    gradient_of  takes a point of shape (n,), returns the gradient there, shape (n,)
    start        array of shape (n,); leave it as it is
    tolerance    a point is level if is_stationary says so of its gradient
    max_steps    an int ≥ 0
    returns      a pair: the point reached, shape (n,), and the number of steps taken, an int
    """
    raise NotImplementedError


def best_of_restarts(loss, gradient_of, starts, learning_rate, steps):
    """Walk `steps` steps downhill from every start, and keep the lowest point reached.

    どの出発点からも `steps` 歩ずつ坂を下り、たどり着いた中で最も低い点を選びます。

    loss         takes a point of shape (n,), returns a number
    gradient_of  takes a point of shape (n,), returns the gradient there, shape (n,)
    starts       array of shape (k, n), k ≥ 1, one start in every row
    returns      a pair: the point of the lowest loss, shape (n,), and that loss, a number;
                 the first one on ties
    """
    raise NotImplementedError


def largest_stable_rate(hessian):
    """The learning rate from which descent on ½·xᵀHx stops converging.

    ½·xᵀHx を下るとき、これ以上にすると収束しなくなる学習率。

    hessian  the matrix H, shape (n, n), symmetric, all eigenvalues positive
    returns  a number
    """
    raise NotImplementedError
