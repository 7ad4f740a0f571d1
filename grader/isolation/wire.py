"""Frames between the grader and an untrusted worker: data only, and the decoder trusts nothing.

    frame := u32 length of the body | body
    body  := u8 kind | value
    value := tag byte, then what the tag says; arrays as dtype code, shape and raw bytes

There is no pickle, no code and no object dtype.  One budget of items covers a whole frame, so
nested lists cannot make the reader work more than the bytes that were sent are worth.  This file is
run by path inside the worker, too: it imports nothing but NumPy and the standard library.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

READY, LOAD, LOADED, CALLS, ANSWER, RAISED, ASK, TOLD, REFUSED, SUBSTITUTE, DONE, BEGIN = range(12)

_DTYPES = [
    np.dtype(code)
    for code in (
        *("<f8", "<f4", "<i8", "<i4", "|b1", "|u1", "<f2"),
        *("<i2", "|i1", "<u8", "<u4", "<u2", "<c16", "<c8"),
    )
]
_CODES = {dtype: code for code, dtype in enumerate(_DTYPES)}

MAX_DEPTH, MAX_NDIM = 8, 8
# Of what a worker sends: any answer can still be sent on as an argument, which lies deeper.
REPLY_DEPTH = 5
MAX_ITEMS = 10_000
MAX_BYTES = 4 << 20
_INT64 = 1 << 63
_LONGEST = (1 << 32) - 1

_LENGTH, _COUNT, _INT, _FLOAT = (struct.Struct(f) for f in ("<I", "<I", "<q", "<d"))
HEADER = _LENGTH.size


class WireError(ValueError):
    """A value that cannot be sent, or bytes that are not a frame."""


class Handle:
    """A callable of the other side, by number; ``name`` is what a person calls it."""

    __slots__ = ("name", "number")

    def __init__(self, number: int, name: str) -> None:
        self.number, self.name = number, name


Callables = Callable[[Any], Handle]


def _no_callables(value: Any) -> NoReturn:
    raise WireError(f"a value of type {type(value).__name__} cannot be sent")


# -- writing ------------------------------------------------------------------------------------


def frame(kind: int, value: Any, handle_of: Callables = _no_callables) -> bytes:
    """A whole frame.  ``handle_of`` turns callables into handles, where they are allowed."""
    parts = [b"", bytes((kind,))]
    _write(value, parts.append, handle_of, 0)
    parts[0] = _LENGTH.pack(sum(map(len, parts)))
    return b"".join(parts)


def _write(value: Any, put: Callable[[bytes], None], handle_of: Callables, depth: int) -> None:
    match value:
        case None:
            put(b"N")
        case bool():
            put(b"B\1" if value else b"B\0")
        case float() if type(value) is float:
            put(b"F" + _FLOAT.pack(value))
        case int() if type(value) is int:
            if not -_INT64 <= value < _INT64:
                raise WireError("an integer of more than 64 bits cannot be sent")
            put(b"I" + _INT.pack(value))
        case str():
            data = value.encode("utf-8", "replace")
            put(b"S" + _COUNT.pack(len(data)) + data)
        case np.ndarray() | np.generic():
            _write_array(np.asarray(value), put)
        case list() | tuple():
            _enter(depth)
            put((b"L" if isinstance(value, list) else b"T") + _COUNT.pack(len(value)))
            for part in value:
                _write(part, put, handle_of, depth + 1)
        case dict():
            _enter(depth)
            put(b"D" + _COUNT.pack(len(value)))
            for key, part in value.items():
                if type(key) is not str:
                    raise WireError(f"a dictionary with a key of type {type(key).__name__}")
                _write(key, put, handle_of, depth + 1)
                _write(part, put, handle_of, depth + 1)
        case _:
            handle = value if isinstance(value, Handle) else handle_of(value)
            put(b"H" + _COUNT.pack(handle.number))
            _write(handle.name, put, handle_of, depth + 1)


def _write_array(array: np.ndarray[Any, Any], put: Callable[[bytes], None]) -> None:
    code = _CODES.get(array.dtype)
    if code is None:
        code = _CODES.get(array.dtype.newbyteorder("<"))
        if code is None:
            raise WireError(f"an array of dtype {array.dtype} cannot be sent")
        array = array.astype(_DTYPES[code])
    if array.ndim > MAX_NDIM:
        raise WireError(f"an array of {array.ndim} dimensions cannot be sent")
    if max(array.shape, default=0) > _LONGEST:
        raise WireError(f"an array of shape {array.shape} cannot be sent")
    put(struct.pack(f"<cBB{array.ndim}I", b"A", code, array.ndim, *array.shape))
    put(array.tobytes())


def _enter(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise WireError("nested too deeply to be sent")


# -- reading ------------------------------------------------------------------------------------


class _Reader:
    """A cursor over one body; every step is checked against what is left."""

    __slots__ = ("body", "items", "most_depth", "place")

    def __init__(self, body: bytes, items: int, most_depth: int) -> None:
        self.body, self.items, self.most_depth, self.place = body, items, most_depth, 1

    def take(self, size: int) -> memoryview:
        end = self.place + size
        if end > len(self.body):
            raise WireError("truncated")
        view = memoryview(self.body)[self.place : end]
        self.place = end
        return view

    def count(self) -> int:
        return int(_COUNT.unpack(self.take(4))[0])

    def enter(self, depth: int) -> int:
        length = self.count()
        self.items -= length
        if depth >= self.most_depth or self.items < 0 or length > len(self.body) - self.place:
            raise WireError("nested too deeply, or too many items")
        return length

    def value(self, depth: int = 0) -> Any:
        tag = self.take(1)[0]
        match tag:
            case 0x46:  # F
                return _FLOAT.unpack(self.take(8))[0]
            case 0x41:  # A
                return self.array()
            case 0x49:  # I
                return _INT.unpack(self.take(8))[0]
            case 0x42:  # B
                return bool(self.take(1)[0])
            case 0x4E:  # N
                return None
            case 0x53:  # S
                return self.text()
            case 0x4C:  # L
                return [self.value(depth + 1) for _ in range(self.enter(depth))]
            case 0x54:  # T
                return tuple([self.value(depth + 1) for _ in range(self.enter(depth))])
            case 0x44:  # D
                found: dict[str, Any] = {}
                for _ in range(self.enter(depth)):
                    key = self.value(depth + 1)
                    if type(key) is not str or key in found:
                        raise WireError("bad key")
                    found[key] = self.value(depth + 1)
                return found
            case 0x48:  # H
                number = self.count()
                if self.take(1)[0] != 0x53:
                    raise WireError("bad handle")
                return Handle(number, self.text())
        raise WireError(f"unknown tag {tag}")

    def text(self) -> str:
        return bytes(self.take(self.count())).decode("utf-8", "replace")

    def array(self) -> np.ndarray[Any, Any]:
        code, ndim = self.take(2)
        if code >= len(_DTYPES) or ndim > MAX_NDIM:
            raise WireError("bad dtype or number of dimensions")
        shape = struct.unpack(f"<{ndim}I", self.take(4 * ndim))
        dtype = _DTYPES[code]
        count, extent = 1, dtype.itemsize  # Python integers do not overflow
        for length in shape:
            count *= length
            extent *= length or 1
        if extent >= _INT64:  # NumPy counts on along the other axes of an array without elements
            raise WireError("bad shape")
        data = self.take(count * dtype.itemsize)
        array = np.frombuffer(data, dtype, count).reshape(shape)
        if dtype.kind == "b" and count and array.view(np.uint8).max() > 1:
            raise WireError("bad truth value")
        return array


def parse(body: bytes, items: int = MAX_ITEMS, depth: int = MAX_DEPTH) -> tuple[int, Any]:
    """A body as (kind, value); WireError for anything odd, bytes left over included."""
    if len(body) < 2:
        raise WireError("truncated")
    reader = _Reader(body, items, depth)
    value = reader.value()
    if reader.place != len(body):
        raise WireError("bytes left over")
    return body[0], value


def length_of(header: bytes) -> int:
    """How long the body after this header is."""
    return int(_LENGTH.unpack(header)[0])
