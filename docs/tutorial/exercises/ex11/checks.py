"""How ex11 is judged: the shape of a valley (gradient of a quadratic form)."""

from grader import Function, array, finite_difference, law, reference
from reference import finite_difference as numeric
from reference.engine import grad


def form(A, x):
    return x @ A @ x


class quadratic_form(Function):
    A = array("n", "n")
    x = array("n")

    @reference(ja="A[i, j]·x[i]·x[j] を、すべての i と j について足し合わせたものになる。")
    def everybody_meets_everybody(A, x):
        """It is the sum of A[i, j]·x[i]·x[j] over all i and j."""
        return form(A, x)

    @law(ja="つまみをすべて 2 倍にすると、値は 4 倍になる。")
    def four_times(student, A, x):
        """Twice as much of every knob gives four times as much."""
        twice, once = yield student.quadratic_form(A, 2.0 * x), student.quadratic_form(A, x)
        return twice, 4.0 * once

    @law(ja="表の行と列を入れ替えても、値は変わらない。")
    def rows_and_columns(student, A, x):
        """Exchanging the table's rows and columns changes nothing."""
        return (yield student.quadratic_form(A.T, x), student.quadratic_form(A, x))


class quadratic_gradient(Function):
    A = array("n", "n")
    x = array("n")

    @reference(ja="エンジンが求めた ∂E/∂x と一致する。")
    def equals_engine(A, x):
        """It is the ∂E/∂x that the reference engine finds."""
        return grad(form, wrt="x")(A, x)

    @finite_difference(ja="つまみを一つずつほんの少し動かして測った傾きと一致する。")
    def equals_slopes(A, x):
        """It is the slope that one measures by moving one knob at a time a little."""
        return numeric.gradient(lambda moved: form(A, moved), x)

    @law(ja="谷底から 2 倍離れると、傾きも 2 倍になる。")
    def twice_as_far(student, A, x):
        """Twice as far from the bottom it is twice as steep."""
        far, near = yield student.quadratic_gradient(A, 2.0 * x), student.quadratic_gradient(A, x)
        return far, 2.0 * near
