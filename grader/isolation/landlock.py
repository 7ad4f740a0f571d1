"""Landlock: a process gives up all files (but a few), TCP and UDP, and signals to others, for good.

Works without privileges on Linux 5.13 or later.  Rights that the running kernel does not know yet
are left out; what it knows and no rule allows is denied.

Source: Documentation/userspace-api/landlock.rst, linux/landlock.h.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
from collections.abc import Iterable

from .libc import error, libc

# These numbers are the same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _BENEATH = 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3


def abi() -> int:
    """The version of the running kernel's Landlock; 0 if it has none."""
    return max(0, _syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION)))


def rights(version: int) -> tuple[int, int, int]:
    """Everything that this version can deny: on files, on the network, and towards others."""
    files = (1 << 13) - 1
    for since, bit in ((2, 13), (3, 14), (5, 15), (9, 16)):  # refer, truncate, ioctl, unix sockets
        if version >= since:
            files |= 1 << bit
    network = 0b1111 if version >= 10 else 0b11 if version >= 4 else 0  # TCP, then UDP
    scope = 0b11 if version >= 6 else 0  # abstract sockets, signals
    return files, network, scope


def ruleset(readable: Iterable[str]) -> int:
    """A descriptor of the rules: all is denied but reading at and below these paths.

    Paths that are not there are passed over.  Raises OSError if the kernel has no Landlock.
    """
    attributes = struct.pack("<QQQ", *rights(abi()))
    rules = _call(
        "landlock_create_ruleset",
        _CREATE_RULESET,
        attributes,
        ctypes.c_size_t(len(attributes)),
        ctypes.c_uint32(0),
    )
    for path in readable:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            _allow(rules, path)
    return rules


def _allow(rules: int, path: str) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        right = _READ_FILE | (_READ_DIR if os.path.isdir(path) else 0)
        rule = struct.pack("<Qi", right, place)
        _call("landlock_add_rule", _ADD_RULE, rules, _BENEATH, rule, ctypes.c_uint32(0))
    finally:
        os.close(place)


def restrict(rules: int) -> None:
    """Put the rules in force for this process, for good; no_new_privs must be set."""
    _call("landlock_restrict_self", _RESTRICT_SELF, rules, ctypes.c_uint32(0))


def _call(what: str, *arguments: object) -> int:
    result = _syscall(*arguments)
    if result < 0:
        raise error(what)
    return result


def _syscall(*arguments: object) -> int:
    return int(libc().syscall(*arguments))
