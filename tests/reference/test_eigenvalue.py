"""The bound on the largest eigenvalue holds against 50 digits, for every way to find it."""

import mpmath
import numpy as np
import pytest

from reference.rounding import UNIT_ROUNDOFF, exact, largest_eigenvalue, rounded_input


def symmetric(seed):
    rng = np.random.default_rng(seed)
    n = 1 + seed % 9
    root = rng.normal(size=(n, n)) * 10.0 ** rng.uniform(-3, 1, n)
    square = root @ root.T
    return (square + square.T) / 2 + 0.1 * np.eye(n)


def truth(matrix):
    with mpmath.workdps(50):
        return max(mpmath.eigsy(mpmath.matrix(matrix.tolist()), eigvals_only=True))


@pytest.mark.parametrize("seed", range(27))
def test_the_bound_holds_for_every_way_to_find_it(seed):
    matrix = symmetric(seed)
    bounded = largest_eigenvalue(exact(matrix))
    right = truth(matrix)
    for found in (
        float(bounded.value),
        float(np.max(np.linalg.eigvals(matrix).real)),
        float(np.linalg.norm(matrix, 2)),
    ):
        assert abs(found - right) <= UNIT_ROUNDOFF * float(bounded.error)


@pytest.mark.parametrize("seed", range(9))
def test_a_matrix_read_in_single_precision_is_within_its_bound(seed):
    matrix = symmetric(seed)
    read = matrix.astype(np.float32).astype(float)
    bound = largest_eigenvalue(rounded_input(matrix)).error * 2.0**-24
    assert abs(truth(read) - truth(matrix)) <= float(bound)


def test_plain_matrices_give_plain_numbers():
    assert largest_eigenvalue(np.diag([1.0, 4.0, 2.0])) == 4.0
