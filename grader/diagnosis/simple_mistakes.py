"""What a simple mistake makes of a right answer: tables for :mod:`grader.diagnosis.relations`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.diagnosis.parts import Floats


def _kept(r: Floats) -> Floats:
    """The element of the largest size, 0 for all others."""
    kept = np.zeros_like(r)
    place = np.unravel_index(np.argmax(np.abs(r)), r.shape)
    kept[place] = r[place]
    return kept


def _off_diagonal(r: Floats) -> Floats:
    return r - np.diag(np.diag(r))


# (id, English, Japanese, what the mistake makes of the right value)
SIMPLE: tuple[tuple[str, str, str, Callable[[Any], Any]], ...] = (
    ("zero", "0, whatever the input", "いつも 0 を返すか", np.zeros_like),
    ("ones", "1, whatever the input", "いつも 1 を返すか", np.ones_like),
    (
        "negated",
        "the right answer with the opposite sign",
        "正しい答えの符号を逆にしたか",
        lambda r: -r,
    ),
    ("absolute", "the right answer without its sign", "正しい答えの絶対値か", abs),
    (
        "minus-absolute",
        "minus the size of the right answer, whatever its sign",
        "正しい答えの絶対値にマイナスを付けたか",
        lambda r: -abs(r),
    ),
    ("sign", "only the sign of the right answer", "正しい答えの符号だけか", np.sign),
    (
        "positive-part",
        "the right answer with 0 for everything below 0",
        "正しい答えのうち、負のものを 0 にしたか",
        lambda r: np.maximum(r, 0.0),
    ),
    (
        "negative-part",
        "the right answer with 0 for everything above 0",
        "正しい答えのうち、正のものを 0 にしたか",
        lambda r: np.minimum(r, 0.0),
    ),
    (
        "at-most-one",
        "the right answer, cut off at 1",
        "正しい答えを 1 で打ち切ったか",
        lambda r: np.minimum(r, 1.0),
    ),
    (
        "is-positive",
        "1 where the right answer is above 0, otherwise 0",
        "正しい答えが正なら 1、そうでなければ 0 か",
        lambda r: (r > 0) * 1.0,
    ),
    (
        "at-least-a-half",
        "1 where the right answer is at least 1/2, otherwise 0",
        "正しい答えが 1/2 以上なら 1、そうでなければ 0 か",
        lambda r: (r >= 0.5) * 1.0,
    ),
    ("whole", "the whole part of the right answer", "正しい答えの整数部分か", np.trunc),
    ("transposed", "the right answer, transposed", "正しい答えを転置したか", lambda r: r.T),
    (
        "reversed",
        "the right answer, back to front",
        "正しい答えを逆順にしたか",
        lambda r: r[::-1],
    ),
    (
        "sorted",
        "the right answer, sorted",
        "正しい答えを大きさの順に並べ替えたか",
        lambda r: np.sort(r, None),
    ),
    (
        "moved-on",
        "the right answer, every element one place too far",
        "正しい答えの成分が一つずつ後ろにずれたか",
        lambda r: np.roll(r, 1, 0),
    ),
    (
        "moved-back",
        "the right answer, every element one place too early",
        "正しい答えの成分が一つずつ前にずれたか",
        lambda r: np.roll(r, -1, 0),
    ),
    (
        "summed",
        "the right answer, summed to one number",
        "正しい答えを一つの数に合計したか",
        lambda r: r.sum(),
    ),
    (
        "averaged",
        "the right answer, averaged to one number",
        "正しい答えを一つの数に平均したか",
        lambda r: r.mean(),
    ),
    (
        "added-up-on-the-way",
        "the right answer, each element added to those before it",
        "正しい答えを前から順に足し込んでいったか",
        lambda r: np.cumsum(r, 0),
    ),
    (
        "first-left-out",
        "the right answer without its first element or row",
        "正しい答えから最初の成分(行)を落としたか",
        lambda r: r[1:],
    ),
    (
        "last-left-out",
        "the right answer without its last element or row",
        "正しい答えから最後の成分(行)を落としたか",
        lambda r: r[:-1],
    ),
    (
        "first-alone",
        "only the first element or row of the right answer",
        "正しい答えの最初の成分(行)だけか",
        lambda r: r[0],
    ),
    (
        "last-alone",
        "only the last element or row of the right answer",
        "正しい答えの最後の成分(行)だけか",
        lambda r: r[-1],
    ),
    (
        "last-everywhere",
        "the last row of the right answer in every row",
        "どの行も、正しい答えの最後の行になったか",
        lambda r: np.broadcast_to(r[-1], r.shape),
    ),
    (
        "first-everywhere",
        "the first row of the right answer in every row",
        "どの行も、正しい答えの最初の行になったか",
        lambda r: np.broadcast_to(r[0], r.shape),
    ),
    (
        "largest-alone",
        "the right answer with 0 for all but its largest element",
        "正しい答えのうち、いちばん大きい成分だけを残したか",
        _kept,
    ),
    (
        "diagonal-alone",
        "the right answer with 0 off the diagonal",
        "正しい答えの対角成分だけを残したか",
        lambda r: np.diag(np.diag(r)),
    ),
    (
        "diagonal",
        "the diagonal of the right answer alone",
        "正しい答えの対角成分を並べたか",
        np.diag,
    ),
    (
        "off-diagonal",
        "the right answer with 0 on the diagonal",
        "正しい答えの対角成分を 0 にしたか",
        _off_diagonal,
    ),
    (
        "direction",
        "the right answer, scaled to length 1",
        "正しい答えを長さ 1 にそろえたか",
        lambda r: r / np.linalg.norm(r),
    ),
    (
        "shares",
        "the right answer, divided by its sum",
        "正しい答えを合計で割ったか",
        lambda r: r / r.sum(),
    ),
    ("squared", "the square of the right answer", "正しい答えの 2 乗か", lambda r: r * r),
    ("rooted", "the square root of the right answer", "正しい答えの平方根か", np.sqrt),
    ("reciprocal", "1 over the right answer", "正しい答えの逆数か", lambda r: 1 / r),
    ("complement", "1 minus the right answer", "1 から正しい答えを引いたか", lambda r: 1 - r),
    ("plus-one", "the right answer plus 1", "正しい答えに 1 を足したか", lambda r: r + 1),
    ("minus-one", "the right answer minus 1", "正しい答えから 1 を引いたか", lambda r: r - 1),
    ("logarithm", "the logarithm of the right answer", "正しい答えの対数か", np.log),
    ("exponential", "e to the right answer", "e を正しい答えだけ累乗したか", np.exp),
)

# The same for an answer with several parts, taken as a whole.
WHOLE: tuple[tuple[str, str, str, Callable[[Any], Any]], ...] = (
    (
        "parts-exchanged",
        "the right parts in the opposite order",
        "正しい答えの順番を逆にしたか",
        lambda whole: whole[::-1] if isinstance(whole, tuple) else None,
    ),
    (
        "names-lost",
        "the right values without their names",
        "正しい値から名前を落としたか",
        lambda whole: tuple(whole.values()),
    ),
    (
        "first-part",
        "the first part of the right answer alone",
        "正しい答えの最初の部分だけか",
        lambda whole: whole[0] if isinstance(whole, tuple) else dict([next(iter(whole.items()))]),
    ),
    (
        "last-part",
        "the last part of the right answer alone",
        "正しい答えの最後の部分だけか",
        lambda whole: whole[-1] if isinstance(whole, tuple) else None,
    ),
    (
        "last-part-lost",
        "the right answer without its last part",
        "正しい答えから最後の部分を落としたか",
        lambda whole: whole[:-1] if isinstance(whole, tuple) else None,
    ),
)

# (id, English, Japanese, what the mistake makes of the right value and an argument)
WITH_AN_ARGUMENT: tuple[tuple[str, str, str, Callable[[Any, Any], Any]], ...] = (
    (
        "an-input",
        "its argument {0}, unchanged",
        "引数 {0} をそのまま返すか",
        lambda r, a: a,
    ),
    (
        "negated-input",
        "its argument {0} with the opposite sign",
        "引数 {0} の符号を逆にして返すか",
        lambda r, a: -a,
    ),
    (
        "largest-input",
        "the size of the largest element of {0}",
        "{0} の成分の絶対値の最大か",
        lambda r, a: np.max(np.abs(a)),
    ),
    (
        "input-sign",
        "the sign of {0}",
        "{0} の符号を返すか",
        lambda r, a: np.sign(a),
    ),
    (
        "input-size",
        "{0} without its sign",
        "{0} の絶対値を返すか",
        lambda r, a: abs(a),
    ),
    (
        "input-sum",
        "the sum of {0}",
        "{0} の合計を返すか",
        lambda r, a: np.sum(a),
    ),
    (
        "only-the-step",
        "the change from {0}, not the place where it ends",
        "行き着く先ではなく、{0} からの変化だけを返すか",
        lambda r, a: r - a,
    ),
    (
        "only-the-step-back",
        "{0} minus the right answer",
        "{0} から正しい答えを引いたか",
        lambda r, a: a - r,
    ),
    (
        "wrong-direction",
        "a step of the right size from {0} in the wrong direction",
        "{0} から逆向きに同じだけ進んだか",
        lambda r, a: 2 * a - r,
    ),
    (
        "always-down",
        "{0} minus the size of the change, whatever its sign",
        "{0} から、変化の大きさだけ必ず下げたか",
        lambda r, a: a - abs(r - a),
    ),
    (
        "plus-input",
        "the right answer plus {0}",
        "正しい答えに {0} を足したか",
        lambda r, a: r + a,
    ),
    (
        "times-input",
        "the right answer times {0}",
        "正しい答えに {0} を掛けたか",
        lambda r, a: r * a,
    ),
    (
        "divided-by-input",
        "the right answer divided by {0}",
        "正しい答えを {0} で割ったか",
        lambda r, a: r / a,
    ),
    (
        "minus-direction",
        "minus {0}, scaled to length 1",
        "{0} を逆向きにして、長さ 1 にそろえたか",
        lambda r, a: -a / np.linalg.norm(a),
    ),
)
