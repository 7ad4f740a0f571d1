"""ex11: right answers, written differently."""

import numpy as np


class quadratic_form:
    def two_loops(A, x):
        """meeting by meeting"""
        total = 0.0
        for i in range(len(x)):
            for j in range(len(x)):
                total += A[i, j] * x[i] * x[j]
        return total

    def table_of_products(A, x):
        """all products x[i]·x[j] at once"""
        return np.sum(A * np.outer(x, x))

    def einsum(A, x):
        """the formula, letter by letter"""
        return np.einsum("ij,i,j->", A, x, x)

    def columns_first(A, x):
        """x·(Ax), printing on the way"""
        print("Ax =", A @ x)
        return np.dot(x, np.dot(A, x))

    def single_precision(A, x):
        """in float32"""
        x = x.astype(np.float32)
        return x @ A.astype(np.float32) @ x


class quadratic_gradient:
    def row_and_column(A, x):
        """one product for the rows, another for the columns"""
        return A @ x + x @ A

    def knob_by_knob(A, x):
        """the row of a knob plus its column, in a list"""
        return [sum((A[i, j] + A[j, i]) * x[j] for j in range(len(x))) for i in range(len(x))]

    def symmetric_first(A, x):
        """only the symmetric half of the table counts"""
        return 2 * ((A + A.T) / 2) @ x

    def einsum(A, x):
        """the formula, letter by letter"""
        return np.einsum("ij,j->i", A, x) + np.einsum("ji,j->i", A, x)

    def single_precision(A, x):
        """in float32"""
        return (A + A.T).astype(np.float32) @ x.astype(np.float32)
