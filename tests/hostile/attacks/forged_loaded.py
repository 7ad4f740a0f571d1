"""A forged report of what the file defines, with values that are none for a line or a cell.

Mark: the judge breaks down on it.
"""

import os
import struct


def text(value):
    return b"S" + struct.pack("<I", len(value)) + value


def sequence(*parts):
    return b"L" + struct.pack("<I", len(parts)) + b"".join(parts)


def mapping(**parts):
    inside = b"".join(text(key.encode()) + value for key, value in parts.items())
    return b"D" + struct.pack("<I", len(parts)) + inside


endless = b"F" + struct.pack("<d", float("inf"))
array = b"A" + bytes((0, 1)) + struct.pack("<I", 1) + bytes(8)
body = b"\2" + mapping(
    defined=mapping(sigmoid=sequence(endless, array), chain=sequence(array, text(b"\x1b[2J"))),
    todo=sequence(array),
    problems=sequence(sequence(text(b"syntax"), array, endless, array, array)),
)
os.write(3, struct.pack("<I", len(body)) + body)


def sigmoid(x):
    return 0.0
