"""ptrace, by ctypes, of a process of the same user.

Mark: it stops.
"""

import ctypes


def sigmoid(x):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace(0x4206, target.victim, 0, 0)  # PTRACE_SEIZE
    print("LEAKED")
    return 0.0
