"""Frames: what is sent arrives bit for bit; whatever else arrives is an error, never a surprise."""

from __future__ import annotations

import pickle
import struct
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.compare import same
from grader.isolation import wire

KIND = wire.ANSWER
CODES = [
    *("<f8", "<f4", "<i8", "<i4", "|b1", "|u1", "<f2"),
    *("<i2", "|i1", "<u8", "<u4", "<u2", "<c16", "<c8"),
]
HUGE = 2**32 - 1  # the largest length that a shape can name

text = st.text(st.characters(exclude_categories=["Cs"]))
arrays = st.sampled_from(CODES).flatmap(
    lambda code: hnp.arrays(code, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
)
leaves = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | text | arrays
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(text, inner, max_size=4)
    ),
    max_leaves=12,
).filter(lambda value: depth(value) <= wire.MAX_DEPTH)


def depth(value: Any) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(depth, value), default=0) if isinstance(value, (list, tuple)) else 0


def body(value: Any) -> bytes:
    """A frame without its length, which is checked on the way."""
    whole = wire.frame(KIND, value)
    assert wire.length_of(whole[: wire.HEADER]) == len(whole) - wire.HEADER
    return whole[wire.HEADER :]


def is_a_value_or_refused(data: bytes) -> bool:
    """Was it a value?  Any other exception than WireError is let through, and fails the test."""
    try:
        wire.parse(data)
    except wire.WireError:
        return False
    return True


def refused(data: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.parse(data)


def array(code: int, *shape: int, data: bytes = b"") -> bytes:
    """The body of an array by its parts, however little they fit each other."""
    return bytes([KIND]) + struct.pack(f"<cBB{len(shape)}I", b"A", code, len(shape), *shape) + data


# -- round trips --------------------------------------------------------------------------------


@given(values, st.integers(0, 255))
def test_what_is_sent_arrives(value: Any, kind: int) -> None:
    whole = wire.frame(kind, value)
    arrived_kind, arrived = wire.parse(whole[wire.HEADER :])
    assert arrived_kind == kind
    assert same(arrived, value)


@given(st.sampled_from(["<", ">", "="]), st.sampled_from(["f8", "i4", "u2", "c16"]))
def test_an_array_of_any_byte_order_and_layout_arrives(order: str, code: str) -> None:
    value = np.arange(24).astype(order + code).reshape(2, 3, 4).transpose(2, 0, 1)[::-1, :, ::2]
    _, arrived = wire.parse(body(value))
    assert arrived.shape == value.shape
    assert (arrived == value).all()
    assert arrived.dtype == value.dtype.newbyteorder("<")


@given(hnp.from_dtype(np.dtype("f8")) | st.sampled_from([np.float32(0.1), np.int8(-1), np.True_]))
def test_a_numpy_scalar_arrives_as_an_array_without_axes(value: Any) -> None:
    value = np.asarray(value)[()]
    _, arrived = wire.parse(body(value))
    assert same(arrived, np.asarray(value))


def test_a_callable_is_sent_as_a_number_and_a_name() -> None:
    def handle(value: Any) -> wire.Handle:
        return wire.Handle(7, value.__name__)

    whole = wire.frame(KIND, [1.0, {"f": handle}], handle)
    _, (one, named) = wire.parse(whole[wire.HEADER :])
    assert one == 1.0
    assert (named["f"].number, named["f"].name) == (7, "handle")


@given(arrays)
def test_an_array_that_arrived_cannot_be_written_to(value: np.ndarray[Any, Any]) -> None:
    _, arrived = wire.parse(body(value))
    assert not arrived.flags.writeable


def test_half_a_character_is_replaced() -> None:
    assert wire.parse(body("a\ud800b")) == (KIND, "a?b")
    assert wire.parse(bytes([KIND]) + b"S\1\0\0\0\xff") == (KIND, "\N{REPLACEMENT CHARACTER}")


# -- what cannot be sent ------------------------------------------------------------------------


class Anything:
    pass


class Float(float):
    """Neither a float nor an array, as far as the wire is concerned."""


UNSENDABLE = {
    "object": Anything(),
    "class": Anything,
    "function": depth,
    "set": {1.0},
    "bytes": b"x",
    "complex": 1j,
    "float subclass": Float(1.0),
    "65 bits": 2**63,
    "-65 bits": -(2**63) - 1,
    "key that is no text": {1: 2.0},
    "array of objects": np.array([None]),
    "array of text": np.array(["x"]),
    "array of dates": np.array(["2000-01-01"], "M8[D]"),
    "array of records": np.zeros(2, [("x", "f8")]),
    "array of bytes": np.zeros(2, "V8"),
    "nine axes": np.zeros((1,) * 9),
    "inside": [1.0, ({"a": [Anything()]},)],
}


@pytest.mark.parametrize("value", UNSENDABLE.values(), ids=UNSENDABLE)
def test_what_is_not_data_is_not_sent(value: Any) -> None:
    with pytest.raises(wire.WireError):
        wire.frame(KIND, value)


def test_a_length_that_no_shape_can_name_is_not_sent() -> None:
    with pytest.raises(wire.WireError):
        wire.frame(KIND, np.empty((0, HUGE + 1)))


def test_lists_are_sent_and_read_as_deep_as_the_limit_and_no_deeper() -> None:
    nested: Any = 1.0
    for _ in range(wire.MAX_DEPTH):
        nested = [nested]
    assert wire.parse(body(nested)) == (KIND, nested)
    for deeper in ([nested], (nested,), {"a": nested}):
        with pytest.raises(wire.WireError):
            wire.frame(KIND, deeper)
    refused(bytes([KIND]) + b"L\1\0\0\0" * (wire.MAX_DEPTH + 1) + b"N")


# -- whatever arrives ---------------------------------------------------------------------------


@given(st.binary(max_size=200))
@example(b"")
@example(b"\0")
def test_random_bytes_are_a_value_or_refused(data: bytes) -> None:
    is_a_value_or_refused(data)


@given(
    st.lists(
        st.sampled_from([bytes([tag]) for tag in b"FAIBNSLTDH"])
        | st.integers(0, 3).map(lambda n: n.to_bytes(4, "little"))
        | st.sampled_from([struct.pack("<I", HUGE), struct.pack("<d", np.nan), b"\0\1", b"\4"]),
        max_size=30,
    )
)
def test_anything_made_of_pieces_of_frames_is_a_value_or_refused(pieces: list[bytes]) -> None:
    is_a_value_or_refused(bytes([KIND]) + b"".join(pieces))


@given(values, st.data())
def test_a_truncated_frame_is_refused(value: Any, data: st.DataObject) -> None:
    whole = body(value)
    refused(whole[: data.draw(st.integers(0, len(whole) - 1))])


@given(values, st.binary(min_size=1, max_size=8))
def test_bytes_left_over_are_refused(value: Any, more: bytes) -> None:
    refused(body(value) + more)


@given(values, st.data())
def test_a_frame_with_changed_bytes_is_a_value_or_refused(value: Any, data: st.DataObject) -> None:
    changed = bytearray(body(value))
    places = st.integers(0, len(changed) - 1)
    for place, byte in data.draw(st.dictionaries(places, st.integers(0, 255), max_size=4)).items():
        changed[place] = byte
    is_a_value_or_refused(bytes(changed))


@given(values, values, st.data())
def test_two_frames_spliced_are_a_value_or_refused(
    left: Any, right: Any, data: st.DataObject
) -> None:
    first, second = body(left), body(right)
    cut, start = (data.draw(st.integers(0, len(part))) for part in (first, second))
    is_a_value_or_refused(first[:cut] + second[start:])


@pytest.mark.parametrize("tag", sorted(set(range(256)) - set(b"FAIBNSLTDH")))
def test_an_unknown_tag_is_refused(tag: int) -> None:
    refused(bytes([KIND, tag]) + bytes(16))


def test_a_key_must_be_text_and_new() -> None:
    a, one = b"S\1\0\0\0a", b"I" + struct.pack("<q", 1)
    assert wire.parse(bytes([KIND]) + b"D\1\0\0\0" + a + one) == (KIND, {"a": 1})
    refused(bytes([KIND]) + b"D\2\0\0\0" + (a + one) * 2)
    refused(bytes([KIND]) + b"D\1\0\0\0" + one + one)
    refused(bytes([KIND]) + b"D\1\0\0\0" + b"L\0\0\0\0" + one)


def test_a_handle_has_a_name_that_is_text() -> None:
    for name in (b"N", b"H\0\0\0\0S\0\0\0\0", b"L\0\0\0\0"):
        refused(bytes([KIND]) + b"H\0\0\0\0" + name)


def test_handles_in_handles_are_refused_however_many() -> None:
    refused(bytes([KIND]) + b"H\0\0\0\0" * 100_000 + b"S\0\0\0\0")


# -- budgets ------------------------------------------------------------------------------------


def test_one_budget_of_items_covers_the_whole_frame() -> None:
    row = b"L" + struct.pack("<I", 1000) + b"N" * 1000
    most = wire.MAX_ITEMS // 1001
    assert wire.parse(bytes([KIND, *b"L"]) + struct.pack("<I", most) + row * most)
    refused(bytes([KIND, *b"L"]) + struct.pack("<I", most + 1) + row * (most + 1))
    refused(body([None] * (wire.MAX_ITEMS + 1)))
    _, many = wire.parse(body([None] * (wire.MAX_ITEMS + 1)), items=wire.MAX_ITEMS + 1)
    assert len(many) == wire.MAX_ITEMS + 1


@pytest.mark.parametrize("tag", [b"L", b"T", b"D", b"S"])
def test_a_length_is_believed_only_as_far_as_there_are_bytes(tag: bytes) -> None:
    for length in (HUGE, 2**31, 20):
        refused(bytes([KIND]) + tag + struct.pack("<I", length) + bytes(16))


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        (0, (HUGE,)),
        (0, (2**31, 2**31)),
        # In 64-bit arithmetic, the number of bytes is 0 or small.
        (0, (2**31, 2**30)),
        (0, (2**16,) * 4),
        (5, (2**16,) * 4),
        (0, (2**31, 2**31, 4)),
        (5, (HUGE,) * 8),
    ],
    ids=str,
)
def test_sizes_are_checked_in_integers_that_do_not_overflow(
    code: int, shape: tuple[int, ...]
) -> None:
    refused(array(code, *shape))
    refused(array(code, *shape, data=bytes(16)))


@pytest.mark.parametrize(
    ("code", "shape"), [(0, (0, *(HUGE,) * 7)), (0, (*(HUGE,) * 7, 0)), (5, (HUGE,) * 3 + (0,))]
)
def test_a_shape_that_no_array_can_have_is_refused_even_without_elements(
    code: int, shape: tuple[int, ...]
) -> None:
    refused(array(code, *shape))


def test_refusing_costs_no_more_memory_than_was_sent() -> None:
    bombs = (
        array(0, HUGE, HUGE),
        bytes([KIND, *b"L"]) + struct.pack("<I", HUGE) + bytes(100),
        bytes([KIND, *b"S"]) + struct.pack("<I", HUGE),
    )
    tracemalloc.start()
    for bomb in bombs:
        refused(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20


@pytest.mark.parametrize("ndim", [9, 32, 255])
def test_too_many_axes_are_refused(ndim: int) -> None:
    refused(array(0, *(1,) * ndim, data=bytes(8)))


@pytest.mark.parametrize("code", [len(CODES), 100, 255])
def test_there_are_no_other_dtypes(code: int) -> None:
    refused(array(code, 1, data=bytes(16)))


def test_a_truth_value_is_nothing_but_zero_or_one() -> None:
    code = CODES.index("|b1")
    assert wire.parse(array(code, 2, data=b"\0\1"))[1].tolist() == [False, True]
    refused(array(code, 2, data=b"\0\2"))


# -- data only ----------------------------------------------------------------------------------


class Explosive:
    def __reduce__(self) -> tuple[Any, ...]:
        return exec, ("raise SystemExit('this must never run')",)


def test_a_pickle_is_just_bytes_that_are_refused() -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        refused(pickle.dumps(Explosive(), protocol))
        refused(bytes([KIND]) + pickle.dumps(np.array([Explosive()]), protocol))


def test_the_wire_knows_neither_pickle_nor_anything_of_the_course() -> None:
    script = (
        "import sys, runpy; before = set(sys.modules); import numpy; numpys = set(sys.modules);"
        f"runpy.run_path({wire.__file__!r});"
        "new = set(sys.modules) - numpys;"
        "print(sorted(n for n in new if n.split('.')[0] not in sys.stdlib_module_names))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
    source = Path(wire.__file__).read_text(encoding="utf-8")
    for word in ("import pickle", "marshal", "eval(", "exec(", "allow_pickle", "loads("):
        assert word not in source
