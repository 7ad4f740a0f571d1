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

READY, LOAD, LOADED, CALLS, ANSWER, RAISED, ASK, TOLD, REFUSED = range(9)
SUBSTITUTE, CHANGED, BEGIN, ANSWERS = range(9, 13)

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
REPLY_DEPTH = 4
MAX_ITEMS = 10_000
MAX_BYTES = 4 << 20
_INT64 = 1 << 63
_ANSWERS = bytes((ANSWERS,))  # a list of what may be as deep as any answer
_LONGEST = (1 << 32) - 1

_LENGTH, _COUNT, _INT, _FLOAT = (struct.Struct(f) for f in ("<I", "<I", "<q", "<d"))
_SHAPES = [struct.Struct(f"<{ndim}I") for ndim in range(MAX_NDIM + 1)]
_TAGGED_FLOAT, _TAGGED_INT, _TAGGED_COUNT = (struct.Struct(f) for f in ("<cd", "<cq", "<cI"))
_TAGGED_SHAPES = [struct.Struct(f"<cBB{ndim}I") for ndim in range(MAX_NDIM + 1)]
_FLOAT_FRAME = struct.Struct("<IBcd")
HEADER = _LENGTH.size


class WireError(ValueError):
    """A value that cannot be sent, or bytes that are not a frame."""


class Handle:
    """A callable of the other side, by number; ``name`` is what a person calls it."""

    __slots__ = ("name", "number")

    def __init__(self, number: int, name: str) -> None:
        self.number, self.name = number, name


class Encoded:
    """A value that has been written already; see :func:`encoded`."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data


Callables = Callable[[Any], Handle]


def _no_callables(value: Any) -> NoReturn:
    raise WireError(f"a value of type {type(value).__name__} cannot be sent")


# -- writing ------------------------------------------------------------------------------------


def frame(kind: int, value: Any, handle_of: Callables = _no_callables) -> bytes:
    """A whole frame.  ``handle_of`` turns callables into handles, where they are allowed."""
    if type(value) is float:  # most answers are
        return _FLOAT_FRAME.pack(10, kind, b"F", value)
    parts = [b"", bytes((kind,))]
    _write(value, parts.append, handle_of, 0)
    parts[0] = _LENGTH.pack(sum(map(len, parts)))
    return b"".join(parts)


def encoded(value: Any, handle_of: Callables = _no_callables, depth: int = 0) -> Encoded:
    """A value ready to be sent any number of times, within ``depth`` lists at most."""
    if type(value) is float:  # most answers are
        return Encoded(_TAGGED_FLOAT.pack(b"F", value))
    parts: list[bytes] = []
    _write(value, parts.append, handle_of, depth)
    return Encoded(b"".join(parts))


def listing(values: list[Encoded]) -> Encoded:
    """The list of these values."""
    count = _TAGGED_COUNT.pack(b"L", len(values))
    return Encoded(b"".join([count, *[value.data for value in values]]))


def _write(value: Any, put: Callable[[bytes], None], handle_of: Callables, depth: int) -> None:
    kind = type(value)
    if kind is float:
        put(_TAGGED_FLOAT.pack(b"F", value))
    elif kind is np.ndarray:
        _write_array(value, put)
    elif kind is list or kind is tuple:
        _enter(depth)
        put(_TAGGED_COUNT.pack(b"L" if kind is list else b"T", len(value)))
        for part in value:
            _write(part, put, handle_of, depth + 1)
    elif kind is Encoded:
        put(value.data)
    elif kind is str:
        data = value.encode("utf-8", "replace")
        put(_TAGGED_COUNT.pack(b"S", len(data)) + data)
    elif kind is int:
        if not -_INT64 <= value < _INT64:
            raise WireError("an integer of more than 64 bits cannot be sent")
        put(_TAGGED_INT.pack(b"I", value))
    elif kind is bool:
        put(b"B\1" if value else b"B\0")
    elif value is None:
        put(b"N")
    elif kind is dict:
        _enter(depth)
        put(_TAGGED_COUNT.pack(b"D", len(value)))
        for key, part in value.items():
            if type(key) is not str:
                raise WireError(f"a dictionary with a key of type {type(key).__name__}")
            _write(key, put, handle_of, depth + 1)
            _write(part, put, handle_of, depth + 1)
    elif isinstance(value, (np.ndarray, np.generic)):
        _write_array(np.asarray(value), put)
    else:
        handle = value if kind is Handle else handle_of(value)
        put(_TAGGED_COUNT.pack(b"H", handle.number))
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
    put(_TAGGED_SHAPES[array.ndim].pack(b"A", code, array.ndim, *array.shape) + array.tobytes())


def _enter(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise WireError("nested too deeply to be sent")


# -- reading ------------------------------------------------------------------------------------


class _Reader:
    """A cursor over one body.

    Numbers are unpacked where they are: reading past the end raises struct.error or IndexError,
    which :func:`parse` turns into a WireError.  What is cut out by a length is checked first.
    """

    __slots__ = ("body", "items", "most_depth", "place")

    def __init__(self, body: bytes, items: int, depth: int) -> None:
        self.body, self.items, self.most_depth, self.place = body, items, depth, 1

    def value(self, depth: int = 0) -> Any:
        body, place = self.body, self.place
        tag = body[place]
        if tag == 0x46:  # F
            self.place = place + 9
            return _FLOAT.unpack_from(body, place + 1)[0]
        if tag == 0x41:  # A
            return self.array(place + 1)
        if tag == 0x4C or tag == 0x54 or tag == 0x44:  # L, T, D
            length = _COUNT.unpack_from(body, place + 1)[0]
            self.place = place = place + 5
            self.items -= length
            if depth >= self.most_depth or self.items < 0 or length > len(body) - place:
                raise WireError("nested too deeply, or too many items")
            depth += 1
            if tag == 0x44:
                return self.dictionary(length, depth)
            value = self.value
            found = [value(depth) for _ in range(length)]
            return found if tag == 0x4C else tuple(found)
        if tag == 0x49:  # I
            self.place = place + 9
            return _INT.unpack_from(body, place + 1)[0]
        if tag == 0x53:  # S
            return self.text(place + 1)
        if tag == 0x42:  # B
            self.place = place + 2
            return bool(body[place + 1])
        if tag == 0x4E:  # N
            self.place = place + 1
            return None
        if tag == 0x48:  # H
            number = _COUNT.unpack_from(body, place + 1)[0]
            if body[place + 5] != 0x53:
                raise WireError("bad handle")
            return Handle(number, self.text(place + 6))
        raise WireError(f"unknown tag {tag}")

    def text(self, place: int) -> str:
        start = place + 4
        self.place = end = start + _COUNT.unpack_from(self.body, place)[0]
        if end > len(self.body):
            raise WireError("truncated")
        return self.body[start:end].decode("utf-8", "replace")

    def dictionary(self, length: int, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for _ in range(length):
            key = self.value(depth)
            if type(key) is not str or key in found:
                raise WireError("bad key")
            found[key] = self.value(depth)
        return found

    def array(self, place: int) -> np.ndarray[Any, Any]:
        body = self.body
        code, ndim = body[place], body[place + 1]
        if code >= len(_DTYPES) or ndim > MAX_NDIM:
            raise WireError("bad dtype or number of dimensions")
        shape = _SHAPES[ndim].unpack_from(body, place + 2)
        dtype = _DTYPES[code]
        count, extent = 1, dtype.itemsize  # Python integers do not overflow
        for length in shape:
            count *= length
            extent *= length or 1
        if extent >= _INT64:  # NumPy counts on along the other axes of an array without elements
            raise WireError("bad shape")
        start = place + 2 + 4 * ndim
        self.place = end = start + count * dtype.itemsize
        if end > len(body):
            raise WireError("truncated")
        if count == 0:
            nothing = np.zeros(shape, dtype)
            nothing.flags.writeable = False  # as what is read from the body
            return nothing
        array = np.frombuffer(body, dtype, count, start)
        if ndim != 1:
            array = array.reshape(shape)
        if dtype.kind == "b" and array.view(np.uint8).max() > 1:
            raise WireError("bad truth value")
        return array


def parse(body: bytes, items: int = MAX_ITEMS, depth: int = MAX_DEPTH) -> tuple[int, Any]:
    """A body as (kind, value); WireError for anything odd, bytes left over included."""
    reader = _Reader(body, items, depth)
    try:
        kind, value = body[0], reader.value()
    except (struct.error, IndexError):
        raise WireError("truncated") from None
    if reader.place != len(body):
        raise WireError("bytes left over")
    return kind, value


def reply(body: bytes) -> tuple[int, Any]:
    """A body that a worker sent, as :func:`parse` does."""
    return parse(body, MAX_ITEMS, REPLY_DEPTH + (body[:1] == _ANSWERS))


def length_of(header: bytes) -> int:
    """How long the body after this header is; what follows the header does not matter."""
    return int(_LENGTH.unpack_from(header)[0])
