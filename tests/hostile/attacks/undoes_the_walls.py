"""prctl: dumpable again, no death signal, another filter.

Mark: one of the calls works.
"""

import ctypes


def sigmoid(x):
    libc = ctypes.CDLL(None, use_errno=True)
    for option, argument in ((4, 1), (1, 0), (22, 0), (22, 2), (8, 1), (0x53564D41, 0)):
        if libc.prctl(option, argument, 0, 0, 0) == 0:
            print("LEAKED", option)
    return 0.0
