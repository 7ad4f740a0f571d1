"""Mounts, and changes its root.

Mark: a call works.
"""

import ctypes


def sigmoid(x):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", target.folder.encode(), b"tmpfs", 0, None) == 0:
        print("LEAKED")
    return 0.0
