"""All corners of NumPy, and the warnings that they give."""

import numpy as np
import numpy.linalg as la
import numpy.ma as ma
from numpy import exp, newaxis, pi
from numpy.fft import fft, ifft
from numpy.lib.stride_tricks import sliding_window_view
from numpy.linalg import eigh, inv, norm, qr, solve, svd
from numpy.polynomial import Polynomial, chebyshev
from numpy.random import Generator, PCG64, default_rng
from numpy.testing import assert_allclose, assert_array_equal

np.set_printoptions(precision=3, suppress=True)
np.seterr(all="warn")
np.random.seed(0)
rng = default_rng(1)
A = rng.normal(size=(6, 6)) + 6 * np.eye(6)
assert_allclose(inv(A) @ A, np.eye(6), atol=1e-9)
assert_allclose(solve(A, A @ np.ones(6)), np.ones(6))
q, r = qr(A)
u, s, v = svd(A)
assert_allclose((u * s) @ v, A)
assert eigh(A @ A.T)[0].min() > 0 and norm(A) > 0 and la.det(A) and la.matrix_rank(A) == 6
assert_allclose(ifft(fft(np.arange(8.0))).real, np.arange(8.0), atol=1e-12)
assert Polynomial([1, 2])(3) == 7 and chebyshev.chebval(1, [1, 1]) == 2
assert ma.array([1, 2], mask=[0, 1]).sum() == 1
assert sliding_window_view(np.arange(5), 3).shape == (3, 3)
assert np.einsum("ij,jk->ik", A, A).shape == (6, 6) and np.kron([1, 2], [1, 1]).size == 4
assert Generator(PCG64(3)).integers(10) >= 0 and np.random.rand(2).size == 2
assert_array_equal(np.unique([2, 1, 2]), [1, 2])
assert np.char.upper(["a"])[0] == "A" and np.datetime64("2024-01-01").astype(str) == "2024-01-01"
assert np.vectorize(lambda x: x + 1)(np.arange(3)).sum() == 6 and exp(0) == 1 and pi > 3
big = rng.normal(size=(400, 400))
assert (big @ big).shape == (400, 400) and np.arange(3)[:, newaxis].ndim == 2
np.exp(np.array([1000.0]))
print(np.array([1.0, 2.0]), repr(A[0, 0]), np.float64(0.1), f"{np.float32(0.1):.3f}")


import numpy as np


def sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))


def sigmoid_derivative(x):
    small = np.exp(-np.abs(x))
    return small / (1 + small) ** 2


def chain(outer_derivative, inner, inner_derivative, x):
    return outer_derivative(inner(x)) * inner_derivative(x)


def along_path(local_derivatives):
    return np.prod(local_derivatives)


def over_paths(paths):
    total = 0.0
    for path in paths:
        total += np.prod(path)
    return total


def neuron_gradient(w, b, x, target):
    z = w @ x + b
    small = np.exp(-abs(z))
    s = 1 / (1 + small) if z >= 0 else small / (1 + small)
    note = 2 * (s - target) * small / (1 + small) ** 2
    return note * x, note
