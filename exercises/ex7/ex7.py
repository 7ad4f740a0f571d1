"""ex7 · Probabilities

Write the functions below, then run `course check ex7`. The lesson is `course read ex7`.

ex7 · 確率で答える

下の関数を書いたら `course check ex7` を実行してください。解説は `course read ex7 --lang ja` です。
"""

import numpy as np


def softmax(Z):
    """p_i = e^(z_i) / Σ_k e^(z_k), for every row by itself.

    行ごとのソフトマックス: p_i = e^(z_i) / Σ_k e^(z_k)。

    Z        array of shape (N, K): a row of scores (logits) per example;
             |z| up to 1000 must not overflow
    returns  array of shape (N, K); every row is positive and adds up to 1
    """
    raise NotImplementedError


def cross_entropy(Z, labels):
    """The mean over all rows of −log p, p being the probability that the row gives to its label.

    各行が正解ラベルに与えた確率 p について、−log p を平均したもの。

    Z        logits, array of shape (N, K); |z| up to 1000 must not overflow
    labels   array of N integers, each 0 … K−1
    returns  a number
    """
    raise NotImplementedError


def softmax_jacobian(z):
    """∂p_i/∂z_j, all the partial derivatives of p = softmax(z) for a single row z.

    1 行分のロジット z についての、p = softmax(z) のすべての偏微分 ∂p_i/∂z_j。

    z        array of shape (K,); |z| up to 1000 must not overflow
    returns  array of shape (K, K): row i, column j holds ∂p_i/∂z_j
    """
    raise NotImplementedError


def cross_entropy_backward(Z, labels):
    """The gradient of cross_entropy with respect to the logits.

    cross_entropy をロジットで偏微分した勾配。

    Z        logits, array of shape (N, K); |z| up to 1000 must not overflow
    labels   array of N integers, each 0 … K−1
    returns  array of shape (N, K)
    """
    raise NotImplementedError
