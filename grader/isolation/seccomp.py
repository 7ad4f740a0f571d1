"""The system-call filter of a walled worker: a small BPF program, built and installed by hand.

A filter can only be made narrower, never taken off, and is inherited by whatever the process might
start.  It is an allow-list: see :mod:`~grader.isolation.syscalls`.

Source: Documentation/userspace-api/seccomp_filter.rst; struct seccomp_data and the instruction
codes are those of linux/seccomp.h and linux/bpf_common.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Sequence
from functools import cache

from . import syscalls
from .libc import error, libc
from .syscalls import MACHINES, Numbers

_LOAD, _RETURN, _EQUAL, _AT_LEAST, _ANY_BIT = 0x20, 0x06, 0x15, 0x35, 0x45
_KILL_PROCESS, _ALLOW = 0x8000_0000, 0x7FFF_0000
_AUDIT = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
_X32 = 0x4000_0000
_SET_MODE_FILTER, _ALL_THREADS = 1, 1

# Offsets in struct seccomp_data: the number, the architecture, six arguments of 64 bits.
_NUMBER, _ARCHITECTURE = 0, 4
_WRITING = (
    os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
) | (getattr(os, "O_TMPFILE", 0) & ~getattr(os, "O_DIRECTORY", 0))  # fmt: skip
# F_DUPFD F_GETFD F_SETFD F_GETFL F_DUPFD_CLOEXEC.  F_SETOWN with F_SETSIG could signal others.
_FCNTL = (0, 1, 2, 3, 1030)
_IOCTL = (0x5401, 0x5413, 0x5450, 0x5451, 0x541B)  # TCGETS TIOCGWINSZ FIO(N)CLEX FIONREAD


@cache
def program(machine: str, *, sealed: bool) -> bytes:
    """The filter for a machine ("x86_64" or "aarch64").  ``sealed``: no path is looked up at all.

    Raises KeyError for a machine whose system calls are not known here.
    """
    column = MACHINES.index(machine) if machine in MACHINES else None
    if column is None:
        raise KeyError(machine)
    out = [
        # Another architecture's calls (int 0x80, x32) have other numbers: never.
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, _AUDIT[machine], 1, 0),
        _step(_RETURN, _KILL_PROCESS),
        _step(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":
        out += [_step(_AT_LEAST, _X32, 0, 1), _step(_RETURN, _KILL_PROCESS)]

    def rule(numbers: Numbers, *body: bytes) -> None:
        """For this call, ``body``, which returns on every path."""
        number = numbers[column]
        if number is not None:
            out.extend((_step(_EQUAL, number, 0, len(body)), *body))

    allow, seal = _step(_RETURN, _ALLOW), _refuse(errno.EACCES)
    for numbers in syscalls.ALLOWED.values():
        rule(numbers, allow)
    for numbers in syscalls.PATHS.values():
        rule(numbers, seal if sealed else allow)
    for numbers, flags in syscalls.OPENING.values():
        reading = (_step(_LOAD, _argument(flags)), _step(_ANY_BIT, _WRITING, 0, 1), seal, allow)
        rule(numbers, *((seal,) if sealed else reading))
    rule(syscalls.FCNTL, *_only(1, _FCNTL))
    rule(syscalls.IOCTL, *_only(1, _IOCTL))
    # prlimit64(0, resource, NULL, old): reading one's own limits.
    rule(
        syscalls.PRLIMIT64,
        *(_step(_LOAD, _argument(0)), _step(_EQUAL, 0, 0, 4)),
        *(_step(_LOAD, _argument(2)), _step(_EQUAL, 0, 0, 2)),
        *(_step(_LOAD, _argument(2) + 4), _step(_EQUAL, 0, 1, 0)),
        *(_refuse(errno.EPERM), allow),
    )
    for numbers in syscalls.UNKNOWN.values():
        rule(numbers, _refuse(errno.ENOSYS))
    for numbers in syscalls.FATAL.values():
        rule(numbers, _step(_RETURN, _KILL_PROCESS))
    out += [_step(_AT_LEAST, syscalls.NEWER, 0, 1), _refuse(errno.ENOSYS), _refuse(errno.EPERM)]
    return b"".join(out)


def _only(argument: int, values: Sequence[int]) -> list[bytes]:
    """Allow the call if the argument is one of these values."""
    tests = [_step(_EQUAL, value, len(values) - i, 0) for i, value in enumerate(values)]
    load = _step(_LOAD, _argument(argument))
    return [load, *tests, _refuse(errno.EPERM), _step(_RETURN, _ALLOW)]


def _refuse(number: int) -> bytes:
    return _step(_RETURN, 0x0005_0000 | number)


def _argument(position: int) -> int:
    """The offset of the low half of an argument."""
    return 16 + 8 * position


def _step(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, operand)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def install(filter_: bytes, machine: str) -> None:
    """Put a filter in force for all threads, for good.  Raises OSError if the kernel refuses."""
    number = syscalls.FATAL["seccomp"][MACHINES.index(machine)]
    wanted = _Program(len(filter_) // 8, filter_)
    result = libc().syscall(
        number, _SET_MODE_FILTER, ctypes.c_uint(_ALL_THREADS), ctypes.byref(wanted)
    )
    if result != 0:
        raise error("seccomp", None if result < 0 else errno.EAGAIN)
