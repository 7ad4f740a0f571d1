"""As much source as is accepted, all of it one expression.

Mark: the parser takes the machine's memory, or the functions below are lost.
"""

total = SUM


def sigmoid(x):
    return total
