"""Reads from and writes to every descriptor there could be.

Mark: anything of the grader comes back, or more than four are open.
"""

import fcntl
import os


def sigmoid(x):
    found = []
    for descriptor in range(1 << 10):
        try:
            fcntl.fcntl(descriptor, fcntl.F_GETFD)
        except OSError:
            continue
        found.append(descriptor)
        if descriptor > 3:
            print("LEAKED", descriptor, os.read(descriptor, 1000))
    if found != [0, 1, 2, 3]:
        print("LEAKED", found)
    for descriptor in found:
        try:
            os.write(descriptor, b"owned")
        except OSError:
            pass
    return 0.0
