"""userfaultfd: page faults answered by itself, a tool of many exploits.

Mark: it gets one.
"""

import ctypes


def sigmoid(x):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(323, 0) >= 0:
        print("LEAKED")
    return 0.0
