"""ex9 · Training a small network

Write the functions below, then run `course check ex9`. The lesson is `course read ex9`.

The network is that of ex8: H = tanh(X·W1 + b1), Y = H·W2 + b2, and the loss is the mean of
(Y − T)² over all entries. What you wrote there you may copy here.

ex9 · 小さなネットワークを学習させる

下の関数を書いたら `course check ex9` を実行してください。解説は `course read ex9 --lang ja` です。

ネットワークは ex8 と同じです: H = tanh(X·W1 + b1), Y = H·W2 + b2。損失は (Y − T)² を
すべての成分で平均したものです。ex8 で書いたものは、ここに写して使ってかまいません。
"""

import numpy as np


def initialise(sizes, seed):
    """The knobs before learning: random weights, all biases zero.

    The weights have mean 0 and standard deviation 1/√(number of inputs to their layer). The same
    seed gives the same values, another seed others; no two hidden units are alike.

    学習を始める前のつまみ: 重みは乱数、バイアスはすべて 0。

    重みの平均は 0、標準偏差は 1/√(その層への入力の個数) です。seed が同じなら同じ値に、
    違えば違う値になります。隠れユニットは一つ一つ違っていなければなりません。

    sizes    the tuple (D, H, M): inputs, hidden units, outputs
    seed     a whole number
    returns  dict with W1 (D, H), b1 (H,), W2 (H, M), b2 (M,)
    """
    raise NotImplementedError


def minibatches(X, T, batch_size, seed):
    """The examples in random order, cut into batches.

    Every example is in exactly one batch, next to its own target. All batches hold batch_size
    examples, except that the last one may be shorter; none is empty.

    例題をでたらめな順に並べ、小さな束(バッチ)に切り分けたもの。

    どの例題も、自分の目標と一緒に、ちょうど一つのバッチに入ります。バッチの大きさはどれも
    batch_size ですが、最後の一つだけは短くてもかまいません。空のバッチはありません。

    X        array of shape (N, D), one example per row; leave it as it is
    T        their targets, array of shape (N,) or (N, M); leave it as it is
    seed     a whole number: the same seed gives the same order, another seed another
    returns  list of pairs (rows of X, rows of T)
    """
    raise NotImplementedError


def train(parameters, X, T, learning_rate, epochs):
    """Walk downhill: in every epoch one step of all knobs together, by all examples at once.

    坂を下ります。1 エポックごとに、すべての例題を使って、すべてのつまみを一緒に一歩動かします。

    parameters  as initialise returns them; leave them as they are
    X, T        arrays of shape (N, D) and (N, M)
    epochs      the number of steps, perhaps 0
    returns     the pair (parameters after the last step, losses): losses has shape (epochs + 1,),
                the loss before the first step, and then the loss after every step
    """
    raise NotImplementedError


def accuracy(scores, labels):
    """The share of examples whose label has the largest score.

    正解ラベルの得点が最も大きい例題の割合。

    scores   array of shape (N, K): for every example the scores of K classes
    labels   array of N whole numbers from 0 to K − 1
    returns  a number from 0 to 1
    """
    raise NotImplementedError
