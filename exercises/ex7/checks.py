"""How ex7 is judged: probabilities (softmax and cross-entropy)."""

import numpy as np

from grader import Function, array, finite_difference, integers, law, reference
from reference import finite_difference as numeric
from reference.engine import exp, grad, jacobian, logsumexp

LOGITS = array("n", "k", within=20)
FAR = array("n", "k", within=1000)
LABELS = integers("n", below="k")


def probabilities(Z):
    """Through the logarithm: of the stable ways to write softmax, the least accurate."""
    return exp(Z - logsumexp(Z)[..., None])


def one_hot(labels, classes):
    return np.eye(classes)[np.asarray(labels, int)]


def loss(Z, labels):
    own = (Z * one_hot(labels, Z.shape[1])).sum(axis=1)
    return (logsumexp(Z) - own).sum() / len(labels)


def said_minus_true(Z, labels):
    return (probabilities(Z) - one_hot(labels, Z.shape[1])) / len(labels)


class softmax(Function):
    Z = LOGITS

    @reference(ja="どの行も e^(z_i) / Σ e^(z_k) になる。")
    def row_by_row(Z):
        """Every row is e^(z_i) / Σ e^(z_k)."""
        return probabilities(Z)

    @reference(ja="|z| が 1000 でもあふれない。", Z=FAR, share=3, needs=("row_by_row",))
    def far_out(Z):
        """It does not overflow for |z| up to 1000."""
        return probabilities(Z)

    @law(ja="どの行も、足すと 1 になる。")
    def rows_add_up_to_one(student, Z):
        """Every row adds up to 1."""
        P = yield student.softmax(Z)
        return P.sum(axis=1), np.ones(len(Z))

    @law(ja="ある行のすべての点数に同じ数を足しても、値は変わらない。")
    def shift_cancels(student, Z):
        """Adding the same number to all scores of a row changes nothing."""
        shift = np.arange(len(Z))[:, np.newaxis] - 1.5
        return (yield student.softmax(Z + shift), student.softmax(Z))


class cross_entropy(Function):
    Z = LOGITS
    labels = LABELS

    @reference(ja="正解ラベルの確率 p についての −log p の平均になる。")
    def mean_surprise(Z, labels):
        """It is the mean of −log p, p being the probability of the label."""
        return loss(Z, labels)

    @reference(ja="|z| が 1000 でもあふれない。", Z=FAR, share=3, needs=("mean_surprise",))
    def far_out(Z, labels):
        """It does not overflow for |z| up to 1000."""
        return loss(Z, labels)

    @law(ja="1 行ずつ調べて平均しても、同じになる。")
    def row_by_row(student, Z, labels):
        """Taking the rows one by one and averaging gives the same."""
        whole, *parts = yield (
            student.cross_entropy(Z, labels),
            *(student.cross_entropy(Z[i : i + 1], labels[i : i + 1]) for i in range(len(Z))),
        )
        return whole, sum(parts, 0.0) / len(Z)

    @law(ja="ある行のすべての点数に同じ数を足しても、値は変わらない。")
    def shift_cancels(student, Z, labels):
        """Adding the same number to all scores of a row changes nothing."""
        shift = np.arange(len(Z))[:, np.newaxis] - 1.5
        return (yield (student.cross_entropy(Z + shift, labels), student.cross_entropy(Z, labels)))


class softmax_jacobian(Function):
    z = array("k", within=20)

    @reference(ja="エンジンが求めた ∂p_i/∂z_j と一致する。")
    def equals_engine(z):
        """It holds the partial derivatives ∂p_i/∂z_j that the reference engine finds."""
        return jacobian(probabilities)(z)

    @finite_difference(
        ja="点数を一つずつほんの少し動かして測った傾きと一致する。",
        z=array("k"),
        samples=12,
    )
    def equals_slope(z):
        """It holds the slopes that one measures by moving one score at a time a little."""
        return numeric.jacobian(probabilities, z)

    @law(ja="どの列も、足すと 0 になる(確率の合計はいつも 1 だから)。")
    def columns_add_up_to_zero(student, z):
        """Every column adds up to 0, since the probabilities always add up to 1."""
        J = yield student.softmax_jacobian(z)
        return J.sum(axis=0), np.zeros(len(z))

    @reference(
        ja="|z| が 1000 でもあふれない。",
        z=array("k", within=1000),
        share=1,
        needs=("equals_engine",),
    )
    def far_out(z):
        """It does not overflow for |z| up to 1000."""
        return jacobian(probabilities)(z)


class cross_entropy_backward(Function):
    Z = LOGITS
    labels = LABELS

    @reference(ja="エンジンが求めた cross_entropy の勾配と一致する。")
    def equals_engine(Z, labels):
        """It is the gradient of cross_entropy that the reference engine finds."""
        return grad(loss, wrt="Z")(Z, labels)

    @finite_difference(
        ja="ロジットを一つずつほんの少し動かして測った傾きと一致する。",
        Z=array("n", "k"),
        samples=12,
    )
    def equals_slope(Z, labels):
        """It is the slope that one measures by moving one logit at a time a little."""
        return numeric.gradient(lambda moved: loss(moved, labels), Z)

    @law(ja="どの行も、足すと 0 になる(行全体を同じだけ上げても損失は変わらないから)。")
    def rows_add_up_to_zero(student, Z, labels):
        """Every row adds up to 0: raising a whole row together does not change the loss."""
        G = yield student.cross_entropy_backward(Z, labels)
        return G.sum(axis=1), np.zeros(len(Z))

    @reference(ja="|z| が 1000 でもあふれない。", Z=FAR, share=1, needs=("equals_engine",))
    def far_out(Z, labels):
        """It does not overflow for |z| up to 1000."""
        return said_minus_true(Z, labels)
