"""setrlimit and prlimit back to no limit, then memory.

Mark: more memory than the limit.
"""

import ctypes
import resource


def sigmoid(x):
    for name in ("AS", "CPU", "FSIZE", "NPROC", "NOFILE", "STACK"):
        try:
            limit = getattr(resource, f"RLIMIT_{name}")
            resource.setrlimit(limit, (resource.RLIM_INFINITY,) * 2)
            print("LEAKED", name)
        except (OSError, ValueError):
            pass
    libc = ctypes.CDLL(None, use_errno=True)
    unlimited = (ctypes.c_ulong * 2)(2**64 - 1, 2**64 - 1)
    for process in (0, target.victim, target.server):
        if libc.syscall(302, process, 9, unlimited, None) == 0:
            print("LEAKED", process)
    return 0.0
