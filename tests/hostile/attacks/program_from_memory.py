"""A program that exists only in memory: memfd_create, then execveat.

Mark: the file that it writes.
"""

import ctypes
import os


def sigmoid(x):
    script = f"#!/bin/sh\ntouch {target.folder}/memfd\n".encode()
    try:
        descriptor = os.memfd_create("program")
        os.write(descriptor, script)
        os.execve(descriptor, ["program"], {})
    except OSError:
        libc = ctypes.CDLL(None, use_errno=True)
        descriptor = libc.syscall(319, b"program", 0)
        libc.syscall(322, descriptor, b"", None, None, 0x1000)
    return 0.0
