"""ex10 · Your own engine

Write the class below, then run `course check ex10`. The lesson is `course read ex10`.

    a, b = Value(2.0), Value(-3.0)
    c = (a * b + 4).tanh()
    c.backward()
    a.grad              # ∂c/∂a

ex10 · 自分の自動微分エンジン

下のクラスを書いたら `course check ex10` を実行してください。
解説は `course read ex10 --lang ja` です。

    a, b = Value(2.0), Value(-3.0)
    c = (a * b + 4).tanh()
    c.backward()
    a.grad              # ∂c/∂a
"""

import math


class Value:
    """A number that remembers how it was made, so that blame can be handed back to it.

    Every operator returns a new Value and leaves its operands as they are. The other operand of
    + - * / may be a Value or a plain number, on either side; the exponent of ** is a plain number.

    自分がどう作られたかを覚えている数。だから、責任を逆向きにたどって受け取れます。

    どの演算も新しい Value を返し、もとの値は書き換えません。+ - * / の相手は Value でも
    ただの数でもよく、左右どちらにあってもかまいません。** の指数はただの数です。

    data  the number / 数そのもの
    grad  the blame it has collected so far, 0.0 at first / これまでに集めた責任。最初は 0.0
    """

    def __init__(self, data):
        """A value that nothing has been handed back to yet.

        まだ何も伝わってきていない値。
        """
        raise NotImplementedError

    def __add__(self, other):
        """self + other"""
        raise NotImplementedError

    def __radd__(self, other):
        """other + self, where other is a plain number.

        左側の other がただの数のときの other + self。
        """
        raise NotImplementedError

    def __sub__(self, other):
        """self - other"""
        raise NotImplementedError

    def __rsub__(self, other):
        """other - self, where other is a plain number.

        左側の other がただの数のときの other - self。
        """
        raise NotImplementedError

    def __mul__(self, other):
        """self * other"""
        raise NotImplementedError

    def __rmul__(self, other):
        """other * self, where other is a plain number.

        左側の other がただの数のときの other * self。
        """
        raise NotImplementedError

    def __truediv__(self, other):
        """self / other"""
        raise NotImplementedError

    def __rtruediv__(self, other):
        """other / self, where other is a plain number.

        左側の other がただの数のときの other / self。
        """
        raise NotImplementedError

    def __pow__(self, exponent):
        """self ** exponent, where the exponent is a plain number.

        self ** exponent。指数はただの数です。
        """
        raise NotImplementedError

    def __neg__(self):
        """-self"""
        raise NotImplementedError

    def exp(self):
        """e to the power of self.

        e の self 乗。
        """
        raise NotImplementedError

    def tanh(self):
        """The hyperbolic tangent of self.

        self の双曲線正接。
        """
        raise NotImplementedError

    def relu(self):
        """self where it is positive, 0 otherwise.

        self が正ならそのまま、そうでなければ 0。
        """
        raise NotImplementedError

    def backward(self):
        """Add ∂self/∂v to v.grad, for self and for every value v that self was made from.

        Expressions may be thousands of operations deep, and values may be used many times: the work
        must grow no faster than the number of values.

        self 自身と、self のもとになったすべての値 v について、v.grad に ∂self/∂v を足します。

        式の深さは何千段にもなり、一つの値が何度も使われることもあります。手間は、値の個数に
        比例する程度に収めてください。
        """
        raise NotImplementedError
