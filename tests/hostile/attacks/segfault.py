"""A write to address zero.

Mark: anything but this worker ends.
"""

import ctypes


def sigmoid(x):
    ctypes.memset(0, 0, 8)
