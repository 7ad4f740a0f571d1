"""Prints without end.

Mark: the grader's memory grows, or the judge does not come back.
"""

import sys


def sigmoid(x):
    while True:
        sys.stdout.write("x" * 1_000_000)
