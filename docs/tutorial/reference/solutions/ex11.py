"""ex11, the shape of a valley: the model solution."""


def quadratic_form(A, x):
    return x @ A @ x


def quadratic_gradient(A, x):
    # A knob takes part in a row of the table and in a column, and in the corner of both twice.
    return (A + A.T) @ x
