"""Arrays of objects and structured arrays, which hold code on their way.

Mark: the code runs on the other side.
"""

import numpy as np


class Bomb:
    def __reduce__(self):
        return print, ("LEAKED",)


def sigmoid(x):
    return np.array([Bomb(), 0.5], dtype=object)
