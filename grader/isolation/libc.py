"""The C library, found once: what is done for every worker should not be looked up for each."""

from __future__ import annotations

import ctypes
import os
from functools import cache


@cache
def libc() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return library


def error(what: str, code: int | None = None) -> OSError:
    """The failure of the last call (or that with this code) as an exception."""
    code = ctypes.get_errno() if code is None else code
    return OSError(code, f"{what}: {os.strerror(code)}")
