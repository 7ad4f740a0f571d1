"""ex11 · The shape of a valley

Write the functions below, then run `course check ex11`. The lesson is `course read ex11`.

ex11 · 谷のかたち

下の関数を書いたら `course check ex11` を実行してください。解説は `course read ex11 --lang ja` です。
"""

import numpy as np


def quadratic_form(A, x):
    """E = xᵀAx: the sum of A[i, j]·x[i]·x[j] over all i and j.

    E = xᵀAx。すべての i と j についての A[i, j]·x[i]·x[j] の合計。

    A        array of shape (n, n), not necessarily symmetric
    x        array of shape (n,)
    returns  a number
    """
    raise NotImplementedError


def quadratic_gradient(A, x):
    """∂E/∂x of E = xᵀAx: the slope of every knob, the others held still.

    E = xᵀAx についての ∂E/∂x。ほかのつまみを動かさないときの、それぞれのつまみの傾き。

    A        array of shape (n, n), not necessarily symmetric
    x        array of shape (n,)
    returns  array of shape (n,)
    """
    raise NotImplementedError
