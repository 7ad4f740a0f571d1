"""A user namespace of its own, in which it is root.

Mark: it gets one.
"""

import ctypes


def sigmoid(x):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x10000000 | 0x00020000 | 0x40000000) == 0:
        print("LEAKED")
    return 0.0
