"""socket and connect by number, on the descriptor that is there and on a new one.

Mark: a connection.
"""

import ctypes
import struct


def sigmoid(x):
    libc = ctypes.CDLL(None, use_errno=True)
    address = (
        struct.pack("<H", 2) + struct.pack(">H", target.port) + bytes((127, 0, 0, 1)) + bytes(8)
    )
    for descriptor in (libc.syscall(41, 2, 1, 0), 3):
        if libc.syscall(42, descriptor, address, len(address)) == 0:
            print("LEAKED", descriptor)
        libc.syscall(44, descriptor, b"owned", 5, 0, address, len(address))
        libc.syscall(46, descriptor, None, 0)
    return 0.0
