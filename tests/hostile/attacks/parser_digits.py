"""An integer of a million digits, which takes quadratic time to read.

Mark: the judge does not come back, or the functions below are lost.
"""

number = DIGITS


def sigmoid(x):
    return number
