"""Random bytes among the frames.

Mark: the judge breaks down or waits for bytes that never come.
"""

import os
import random


def sigmoid(x):
    os.write(3, random.randbytes(2000))
    return 0.0
