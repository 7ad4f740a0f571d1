"""A file that tests itself when it is run: unittest, doctest, assertions, a main guard."""

import dis
import doctest
import gc
import timeit  # noqa: F401
import tracemalloc
import unittest
from unittest import mock

import numpy as np


def double(x):
    """
    >>> double(2)
    4
    """
    return 2 * x


class TestDouble(unittest.TestCase):
    def test_two(self):
        self.assertEqual(double(2), 4)
        with mock.patch("builtins.print") as printed:
            print("nothing")
        printed.assert_called_once()


outcome = unittest.TextTestRunner(verbosity=0).run(
    unittest.defaultTestLoader.loadTestsFromTestCase(TestDouble)
)
assert outcome.wasSuccessful()
assert doctest.run_docstring_examples(double, {"double": double}) is None
assert gc.isenabled() and list(dis.get_instructions(double))
assert not tracemalloc.is_tracing()
np.testing.assert_equal(double(np.ones(2)), np.full(2, 2.0))
if __name__ == "__main__":
    unittest.main()


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
