"""When is an answer right?  The acceptance criterion, and nothing else.

The reference runs over arithmetic that follows rounding errors (:mod:`reference.rounding`): besides
its value g every element has a bound E, in units of the unit roundoff u, on what any textbook
evaluation may lose.  An answer s is accepted iff

    |s − g| ≤ 8·u·(E + |g|)        for every element, u = 2⁻⁵³.

No absolute or relative tolerance is chosen anywhere.  Single precision (u = 2⁻²⁴) is accepted, with
a remark, when every answer is a float32 number; there the rounding of the inputs themselves counts
as well, which is what a second run with rounded inputs yields.  Shapes must agree exactly, except
that a scalar may come as an array with one element.

Source: N. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 3.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from reference.rounding import Bounded

if TYPE_CHECKING:
    import numpy.typing as npt

Floats: TypeAlias = "npt.NDArray[np.float64]"

_FLOAT64 = np.dtype(np.float64)
U64, U32 = 2.0**-53, 2.0**-24
SLACK = 8.0
# Below the smallest normal number, rounding is absolute.
UNDERFLOW64, UNDERFLOW32 = 2.0**-1022, 2.0**-126

MismatchKind = Literal["value", "shape", "type", "not-finite", "count", "keys", "index"]


@dataclass(frozen=True, slots=True)
class Near:
    """A right real number or array, and how far from it an answer may be, per element."""

    value: Floats
    tolerance: Floats
    tolerance32: Floats


@dataclass(frozen=True, slots=True)
class Exactly:
    """A right answer with nothing to round: an index, a truth value."""

    value: Any


Expected: TypeAlias = "Near | Exactly | tuple[Expected, ...] | dict[str, Expected]"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why an answer is wrong: what kind of difference, in which part, at which element."""

    kind: MismatchKind
    part: tuple[int | str, ...] = ()
    place: tuple[int, ...] | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """The outcome for one answer.  ``single``: right, but only to single precision."""

    mismatch: Mismatch | None = None
    single: bool = False


RIGHT = Compared()


def accepted(exact: Any, rounded: Any) -> Expected:
    """What to accept, from the reference's run on exact and on float32-rounded inputs.

    Bounded results carry their error bounds; plain floats and arrays count as correctly rounded;
    integers, truth values and strings must be met exactly.
    """
    match exact:
        case dict():
            return {key: accepted(exact[key], rounded[key]) for key in exact}
        case tuple() | list():
            return tuple(accepted(e, r) for e, r in zip(exact, rounded, strict=True))
        case bool() | int() | str() | None | np.bool_() | np.integer():
            return Exactly(exact.item() if isinstance(exact, np.generic) else exact)
    value, error = _parts(exact)
    if not np.all(np.isfinite(value)):
        raise ValueError(f"the reference is not finite: {value}")
    size = np.abs(value)
    return Near(
        value,
        SLACK * U64 * (error + size) + UNDERFLOW64,
        SLACK * U32 * (_parts(rounded)[1] + size) + UNDERFLOW32,
    )


def widened(expected: Expected, bound: Expected) -> Expected:
    """``expected``, with the tolerances of ``bound`` (same structure) added to its own."""
    match expected, bound:
        case Near(), Near():
            return Near(
                expected.value,
                expected.tolerance + bound.tolerance,
                expected.tolerance32 + bound.tolerance32,
            )
        case tuple(), tuple():
            return tuple(map(widened, expected, bound))
        case dict(), dict():
            return {key: widened(expected[key], bound[key]) for key in expected}
    return expected


def _parts(result: Any) -> tuple[Floats, Floats]:
    if isinstance(result, Bounded):
        return np.asarray(result.value, float), np.asarray(result.error, float)
    value = np.asarray(result, float)
    return value, np.zeros(value.shape)


def compare(
    got: Any,
    expected: Expected,
    only: int | str | None = None,
    *,
    single: bool | None = None,
) -> Compared:
    """Is this answer (plain data from the worker) right, or ``only`` one part of it?

    ``single``: does it come from float32 numbers, where one cannot see that it does?
    """
    if isinstance(expected, Near):
        return _compare_near(got, expected, (), single)
    found_single = False
    for part, answer, leaf in _leaves(got, expected, ()):
        if only is not None and part and part[0] != only:
            continue
        if isinstance(leaf, Mismatch):
            return Compared(leaf)
        outcome = (
            _compare_exactly(answer, leaf, part)
            if isinstance(leaf, Exactly)
            else _compare_near(answer, leaf, part, single)
        )
        if outcome.mismatch:
            return outcome
        found_single |= outcome.single
    return Compared(single=True) if found_single else RIGHT


class Together:
    """Many answers compared in one go: are they all right, and of the very form of what is right?

    Most answers of a class are.  Where one is not, :func:`compare` finds out what is the matter.
    """

    def __init__(self, expected: Sequence[Expected | None], only: int | str | None = None) -> None:
        self.expected, self.only = expected, only
        leaves: list[Near] = []
        self.possible = all([_numbers_only(one, only, leaves) for one in expected])
        self.value = _joined([leaf.value for leaf in leaves])
        self.tolerance = _joined([leaf.tolerance for leaf in leaves])

    def all_right(self, answers: Sequence[Any]) -> bool:
        """False, too, where there is more to compare than real numbers."""
        if not self.possible:
            return False
        found: list[Any] = []
        for answer, expected in zip(answers, self.expected, strict=True):
            if not _fits(answer, expected, self.only, found):
                return False
        with np.errstate(invalid="ignore", over="ignore"):
            return bool((np.abs(_joined(found) - self.value) <= self.tolerance).all())


def agree(left: Any, right: Any, expected: Expected) -> bool:
    """Do the two sides of a law agree?  Numbers or arrays of the expected form only; else False."""
    if type(expected) is not Near:
        return False
    if type(left) is float and type(right) is float:
        known = not expected.value.ndim and isfinite(right)
        return known and abs(left - right) <= float(expected.tolerance)
    found: list[Any] = []
    if not (_fits(left, expected, None, found) and _fits(right, expected, None, found)):
        return False
    with np.errstate(invalid="ignore", over="ignore"):
        close = (np.abs(left - right) <= expected.tolerance).all()
    return bool(close and np.isfinite(right).all())


def _joined(parts: Sequence[Any]) -> Floats:
    return np.concatenate(parts, axis=None) if parts else np.zeros(0)


def _numbers_only(expected: Expected | None, only: int | str | None, found: list[Near]) -> bool:
    """Are these real numbers throughout?  In ``found``, in order, all that are compared."""
    match expected:
        case Near():
            found.append(expected)
            return True
        case tuple() | dict():
            parts = expected.items() if isinstance(expected, dict) else enumerate(expected)
            return all(_numbers_only(p, None, found) for key, p in parts if only in (None, key))
    return False


def _fits(got: Any, expected: Any, only: int | str | None, found: list[Any]) -> bool:
    """Has the answer the form of what is right?  In ``found`` its numbers, in the same order."""
    kind, form = type(got), type(expected)
    if form is Near:
        shape = expected.value.shape
        if kind is float:
            fits = not shape
        else:
            fits = bool(kind is np.ndarray and got.dtype == _FLOAT64 and got.shape == shape)
        found.append(got)
        return fits
    if form is tuple:
        if (kind is not tuple and kind is not list) or len(got) != len(expected):
            return False
        if only is not None:
            return _fits(got[only], expected[only], None, found)
        return all([_fits(one, part, None, found) for one, part in zip(got, expected, strict=True)])
    if kind is not dict or got.keys() != expected.keys():
        return False
    keys = expected if only is None else (only,)
    return all([_fits(got[key], expected[key], None, found) for key in keys])


def _leaves(
    got: Any, expected: Expected, part: tuple[int | str, ...]
) -> Iterator[tuple[tuple[int | str, ...], Any, Near | Exactly | Mismatch]]:
    if isinstance(expected, tuple):
        if not isinstance(got, (tuple, list)) and not (
            isinstance(got, np.ndarray) and got.ndim and len(got) == len(expected)
        ):
            yield part, got, Mismatch("count", part, detail=f"{describe(got)}/{len(expected)}")
        elif len(got) != len(expected):
            yield part, got, Mismatch("count", part, detail=f"{len(got)}/{len(expected)}")
        else:
            for position, (answer, leaf) in enumerate(zip(got, expected, strict=True)):
                yield from _leaves(answer, leaf, (*part, position))
    elif isinstance(expected, dict):
        if not isinstance(got, dict):
            yield part, got, Mismatch("type", part, detail=describe(got))
        elif set(got) != set(expected):
            yield part, got, Mismatch("keys", part, detail=", ".join(map(repr, got)))
        else:
            for key, leaf in expected.items():
                yield from _leaves(got[key], leaf, (*part, key))
    else:
        yield part, got, expected


def _compare_exactly(got: Any, expected: Exactly, part: tuple[int | str, ...]) -> Compared:
    if isinstance(got, np.ndarray) and got.size == 1:
        got = got.reshape(()).item()
    if type(got) is not type(expected.value):
        kind: MismatchKind = "index" if type(expected.value) is int else "type"
        return Compared(Mismatch(kind, part, detail=describe(got)))
    return RIGHT if got == expected.value else Compared(Mismatch("value", part))


def _compare_near(
    got: Any, expected: Near, part: tuple[int | str, ...], single: bool | None
) -> Compared:
    right = expected.value
    # Most answers of a class are right: what can be told quickly is.
    if type(got) is float:
        if not right.ndim and abs(got - float(right)) <= float(expected.tolerance):
            return RIGHT
    elif (
        type(got) is np.ndarray
        and got.dtype == right.dtype
        and got.shape == right.shape
        and got.tobytes() == right.tobytes()  # and what is right is finite
    ):
        return RIGHT
    answer = numbers(got)
    if answer is None:
        return Compared(Mismatch("type", part, detail=describe(got)))
    if answer.shape != right.shape:
        if right.shape != () or answer.size != 1:
            return Compared(_shape_mismatch(answer, expected, part))
        answer = answer.reshape(())
    if answer.size == 0:
        return RIGHT
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.abs(answer - right)
        if (off <= expected.tolerance).all():
            return RIGHT
        if not np.isfinite(answer).all():
            return Compared(Mismatch("not-finite", part, _first(~np.isfinite(answer))))
        if (off <= expected.tolerance32).all() and (
            is_single(answer) if single is None else single
        ):
            return Compared(single=True)
    return Compared(Mismatch("value", part, _first(off > expected.tolerance)))


def _shape_mismatch(answer: Floats, expected: Near, part: tuple[int | str, ...]) -> Mismatch:
    """A wrong shape; ``detail`` says so when the numbers themselves are the right ones."""
    shapes = f"{answer.shape}/{expected.value.shape}"
    same = answer.size == expected.value.size and any(
        compare(
            candidate.reshape(expected.value.shape),
            expected,
        ).mismatch
        is None
        for candidate in (answer, answer.T)
    )
    return Mismatch("shape", part, detail=("right numbers: " if same else "") + shapes)


def _first(wrong: npt.NDArray[np.bool_]) -> tuple[int, ...] | None:
    return tuple(int(i) for i in np.argwhere(wrong)[0]) if wrong.ndim else None


def numbers(got: Any) -> Floats | None:
    """An answer as a float64 array, or None if it is not made of real numbers."""
    if isinstance(got, float):
        return np.asarray(got)
    if got is None or isinstance(got, (str, dict)):
        return None
    try:
        array = np.asarray(got)
    except ValueError:  # a ragged list
        return None
    return array.astype(float) if array.dtype.kind in "iufb" else None


def is_single(got: Any) -> bool:
    """Is every number of this answer a float32 number?"""
    if isinstance(got, dict):
        return all(map(is_single, got.values()))
    if isinstance(got, (tuple, list)):
        return all(map(is_single, got))
    array = numbers(got)
    if array is None:
        return False
    with np.errstate(over="ignore", invalid="ignore"):
        return bool((array.astype(np.float32).astype(float) == array).all())


def same(left: Any, right: Any) -> bool:
    """Bit for bit the same answer (NaN equals NaN): what asking twice must give."""
    if isinstance(left, dict):
        return (
            isinstance(right, dict)
            and left.keys() == right.keys()
            and all(same(left[key], right[key]) for key in left)
        )
    if isinstance(left, (tuple, list)):
        return type(left) is type(right) and len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, np.ndarray):
        return (
            isinstance(right, np.ndarray)
            and left.dtype == right.dtype
            and left.shape == right.shape
            and left.tobytes() == right.tobytes()
        )
    return type(left) is type(right) and (left == right or (left != left and right != right))


def describe(got: Any) -> str:
    """What kind of thing an answer is, in a word or two: ``None``, ``str``, ``array (3, 2)``."""
    if got is None:
        return "None"
    if isinstance(got, np.ndarray):
        return f"array of {got.dtype}, shape {got.shape}"
    return type(got).__name__
