"""Arithmetic that follows its own rounding errors.

A :class:`Bounded` is a float64 array together with a bound on how far it may be from the exact
result, in units of the unit roundoff u = 2⁻⁵³: ``|computed − exact| ≤ u·error`` to first order,
for any order of summation and for any textbook way to write the elementary functions.  Running a
formula over Bounded numbers instead of floats yields the accuracy that a program for this formula
can be asked for.

    >>> (exact(0.1) + 0.2) * 3.0
    Bounded(0.9000000000000001, error=1.8)

Source: running error analysis (Wilkinson 1963; Higham, Accuracy and Stability of Numerical
Algorithms, 2nd ed., section 3.3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import add, eq, ge, gt, le, lt, matmul, mul, ne, sub, truediv
from types import EllipsisType, NoneType
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

Floats: TypeAlias = "npt.NDArray[np.float64]"
Shape: TypeAlias = tuple[int, ...]
Axis: TypeAlias = int | tuple[int, ...] | None

UNIT_ROUNDOFF = 2.0**-53
# A comparison closer than this many times its error bound may come out either way.
DOUBTFUL = 64.0


class Ambiguous(ArithmeticError):
    """A kink lies so close that rounding decides on which side of it the computation falls.

    Such an input says nothing about a program: whoever drew it drops it.
    """


def _operator(
    compute: Callable[[Any, Any], Any], error: Callable[[Any, Bounded, Bounded], Any]
) -> tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]:
    """The two methods of an operator z = a∘b: with a Bounded on the left, and on the right.

    Plain numbers and arrays count as exact.  Anything else (a node of the engine's graph) is left
    to the other operand.
    """

    def forward(a: Bounded, b: Any) -> Any:
        if not isinstance(b, _NUMBERS):
            return NotImplemented
        b = exact(b)
        z = compute(a.value, b.value)
        return Bounded(z, error(z, a, b))

    def reflected(b: Bounded, a: Any) -> Any:
        return forward(exact(a), b) if isinstance(a, _NUMBERS) else NotImplemented

    return forward, reflected


def _comparison(holds: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """A comparison: plain truth values, or Ambiguous where they cannot be told."""

    def compare(a: Bounded, b: Any) -> Any:
        return holds(_difference(a, exact(b)), 0) if isinstance(b, _NUMBERS) else NotImplemented

    return compare


class Bounded:
    """A float64 array ``value`` and a bound ``error`` of the same shape, in units of u.

    It is used like an array (operators, indexing, ``sum``, ``reshape``, ``T``) and never modified.
    A Bounded of shape () is also a number: ``float`` gives its value.
    """

    __slots__ = ("error", "value")
    __array_ufunc__ = None  # array ∘ Bounded is Bounded's business
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, value: Any, error: Any) -> None:
        self.value: Floats = np.asarray(value, float)
        self.error: Floats = np.asarray(error, float)
        if self.error.shape != self.value.shape:
            self.error = np.broadcast_to(self.error, self.value.shape)

    def __repr__(self) -> str:
        return f"Bounded({self.value.tolist()}, error={np.round(self.error, 2).tolist()})"

    # What the operands bring along, and |z| for the rounding of the result itself.
    __add__, __radd__ = _operator(add, lambda z, a, b: a.error + b.error + abs(z))
    __sub__, __rsub__ = _operator(sub, lambda z, a, b: a.error + b.error + abs(z))
    __mul__, __rmul__ = _operator(
        mul, lambda z, a, b: abs(a.value) * b.error + abs(b.value) * a.error + abs(z)
    )
    __truediv__, __rtruediv__ = _operator(
        truediv, lambda z, a, b: (a.error + abs(z) * b.error) / abs(b.value) + abs(z)
    )
    __matmul__, __rmatmul__ = _operator(
        matmul,
        lambda z, a, b: (
            abs(a.value) @ b.error
            + a.error @ abs(b.value)
            + a.shape[-1] * (abs(a.value) @ abs(b.value))
        ),
    )

    def __pow__(self, n: float) -> Bounded:
        z = self.value**n
        slope = n * self.value ** (n - 1 if n else 0)
        return Bounded(z, _carried(slope, self.error) + (abs(n) + 1) * abs(z))

    def __neg__(self) -> Bounded:
        return Bounded(-self.value, self.error)

    def __abs__(self) -> Bounded:
        return Bounded(sign(self) * self.value, self.error)

    __gt__, __ge__, __lt__, __le__ = map(_comparison, (gt, ge, lt, le))
    __eq__, __ne__ = map(_comparison, (eq, ne))

    def __float__(self) -> float:
        return float(self.value)

    def __bool__(self) -> bool:
        return bool(self != 0)

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Bounded]:
        return (self[i] for i in range(len(self)))

    def __getitem__(self, index: Any) -> Bounded:
        return Bounded(self.value[index], self.error[index])

    @property
    def shape(self) -> Shape:
        return self.value.shape

    @property
    def ndim(self) -> int:
        return self.value.ndim

    @property
    def size(self) -> int:
        return self.value.size

    @property
    def T(self) -> Bounded:
        return Bounded(self.value.T, self.error.T)

    def reshape(self, *shape: Any) -> Bounded:
        return Bounded(self.value.reshape(*shape), self.error.reshape(*shape))

    def sum(self, axis: Axis = None, keepdims: bool = False) -> Bounded:
        """Σe + (n−1)·Σ|x| covers the n−1 additions in whatever order."""
        z, carried, moduli = (
            part.sum(axis=axis, keepdims=keepdims)
            for part in (self.value, self.error, abs(self.value))
        )
        terms = self.size // max(1, np.size(z))
        return Bounded(z, carried + max(0, terms - 1) * moduli)

    def mean(self, axis: Axis = None, keepdims: bool = False) -> Bounded:
        total = self.sum(axis, keepdims)
        mean: Bounded = total / (self.size / max(1, total.size))
        return mean


_NUMBERS = (Bounded, float, int, np.ndarray, np.generic)


def exact(x: Any) -> Bounded:
    """A number or array that is what it is: no error yet.  A Bounded stays as it is."""
    return x if isinstance(x, Bounded) else Bounded(x, 0.0)


def rounded_input(x: Any) -> Bounded:
    """A number or array that is rounded when it is read, as single precision does to inputs."""
    return Bounded(x, 2 * np.abs(x))


def value_of(x: Any) -> Any:
    """The plain number or array inside a Bounded or a graph node; anything else as it is."""
    while not isinstance(x, np.ndarray) and hasattr(x, "value"):
        x = x.value
    return x


def _carried(slope: Any, error: Floats) -> Any:
    """|f′|·e; where there is no error yet none is made, however steep f is."""
    return np.multiply(np.abs(slope), error, out=np.zeros(error.shape), where=error != 0)


def _difference(a: Bounded, b: Bounded) -> Floats:
    """a − b, if its sign can be told.  Exactly equal is equal: kinks are hit on purpose."""
    gap = np.asarray(a.value - b.value)
    near = abs(gap) <= DOUBTFUL * UNIT_ROUNDOFF * (a.error + b.error)
    if np.any(near & (gap != 0)):
        raise Ambiguous("two numbers are closer to each other than their rounding errors")
    return gap


# -- decisions: plain results, or Ambiguous ------------------------------------------------------


def sign(x: Any) -> Any:
    """−1, 0 or +1 for every element."""
    return np.sign(_difference(x, exact(0.0)) if isinstance(x, Bounded) else x)


def argmax(x: Any, axis: int | None = None) -> Any:
    """The index of the largest element, the first one on exact ties."""
    winner = np.argmax(value_of(x), axis=axis)
    if isinstance(x, Bounded):
        if axis is None:
            x, axis = x.reshape(-1), 0
        place = np.expand_dims(winner, axis)
        top = (np.take_along_axis(part, place, axis) for part in (x.value, x.error))
        _difference(x, Bounded(*top))
    return winner


# -- functions that are not operators: each for arrays and for Bounded ---------------------------


def _elementary(
    f: Callable[[Any], Any], slope: Callable[[Any, Any], Any], own: Callable[[Any], Any]
) -> Callable[[Any], Any]:
    """z = f(x) with the error |f′|·e + own(z), where ``slope(x, z)`` is f′ and ``own`` in u."""

    def apply(x: Any) -> Any:
        if not isinstance(x, Bounded):
            return f(x)
        z = f(x.value)
        return Bounded(z, _carried(slope(x.value, z), x.error) + own(z))

    return apply


def _sigmoid(x: Any) -> Any:
    """1/(1 + e⁻ˣ), written so that the exponential cannot overflow."""
    e = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, e)[()] / (1 + e)


# The squashing functions have an absolute error: their textbook formulas, (eˣ−e⁻ˣ)/(eˣ+e⁻ˣ) for
# one, lose relative accuracy where the result is small.
exp = _elementary(np.exp, lambda x, z: z, lambda z: 2 * abs(z))
log = _elementary(np.log, lambda x, z: 1 / x, lambda z: 2 * abs(z))
tanh = _elementary(np.tanh, lambda x, z: 1 - z * z, lambda z: 4.0)
sigmoid = _elementary(_sigmoid, lambda x, z: z * (1 - z), lambda z: 4.0)


def sqrt(x: Any) -> Any:
    """√x.  Zero with an error is ambiguous: the square root has no slope there."""
    if not isinstance(x, Bounded):
        return np.sqrt(x)
    if np.any((x.value == 0) & (x.error > 0)):
        raise Ambiguous("the square root of a number that may or may not be 0")
    z = np.sqrt(x.value)
    return Bounded(z, 0.5 * x.error / np.where(z == 0, 1, z) + abs(z))


def norm(x: Any) -> Any:
    """√Σx², the Euclidean norm of all elements: shape ().

    ‖x + δ‖ is at most ‖x‖ + ‖δ‖, a bound that holds even where x itself is mere rounding noise.
    """
    z = np.sqrt(np.sum(np.square(value_of(x))))
    if not isinstance(x, Bounded):
        return z
    return Bounded(z, np.sqrt(np.sum(np.square(x.error))) + (x.size / 2 + 2) * z)


def largest_eigenvalue(x: Any) -> Any:
    """λ_max of a symmetric matrix: shape ().

    A matrix that is off by E has it off by at most ‖E‖₂ ≤ ‖E‖_F (Weyl), and a backward stable
    program finds it for a matrix that is off by a modest multiple of n·u·‖x‖_F (LAPACK Users'
    Guide, section 4.7), for which 4 is enough even where the program knows no symmetry.
    """
    matrix = value_of(x)
    z = np.linalg.eigvalsh(matrix)[-1]
    if not isinstance(x, Bounded):
        return z
    carried, size = (np.sqrt(np.sum(np.square(part))) for part in (x.error, matrix))
    return Bounded(z, carried + 4 * len(matrix) * size)


def where(condition: Any, x: Any, y: Any) -> Any:
    """Elementwise choice; the condition is plain."""
    if not isinstance(x, Bounded) and not isinstance(y, Bounded):
        return np.where(condition, x, y)[()]
    a, b = exact(x), exact(y)
    return Bounded(np.where(condition, a.value, b.value), np.where(condition, a.error, b.error))


def broadcast_to(x: Any, shape: Shape) -> Any:
    """x, repeated along new or stretched axes."""
    if isinstance(x, Bounded):
        return Bounded(np.full(shape, x.value), np.full(shape, x.error))
    return np.full(shape, x)


def transpose(x: Any, axes: Sequence[int] | None = None) -> Any:
    """The axes in another order; reversed if none is given."""
    if isinstance(x, Bounded):
        return Bounded(np.transpose(x.value, axes), np.transpose(x.error, axes))
    return np.transpose(x, axes)


def stack(parts: Sequence[Any]) -> Any:
    """Join along a new first axis."""
    return _joined(np.stack, parts)


def concatenate(parts: Sequence[Any], axis: int = 0) -> Any:
    """Join along an existing axis."""
    return _joined(lambda arrays: np.concatenate(arrays, axis), parts)


def _joined(join: Callable[[Sequence[Any]], Any], parts: Sequence[Any]) -> Any:
    if not any(isinstance(part, Bounded) for part in parts):
        return join(parts)
    bounded = [exact(part) for part in parts]
    return Bounded(join([part.value for part in bounded]), join([part.error for part in bounded]))


def scatter(g: Any, index: Any, shape: Shape) -> Any:
    """Zeros of ``shape`` with g added at ``index``: what ``[index]`` does, backwards.

    An index may name an element several times; then what arrives there is summed.
    """
    if not isinstance(g, Bounded):
        return _scattered(g, index, shape)
    value, carried, moduli = (_scattered(x, index, shape) for x in (g.value, g.error, abs(g.value)))
    arrivals = _scattered(np.ones(g.shape), index, shape)
    return Bounded(value, carried + np.maximum(arrivals - 1, 0) * moduli)


_BASIC_INDEX = (int, np.integer, slice, EllipsisType, NoneType)


def _scattered(g: Any, index: Any, shape: Shape) -> Floats:
    out = np.zeros(shape)
    each = index if isinstance(index, tuple) else (index,)
    if all(isinstance(i, _BASIC_INDEX) for i in each):
        out[index] = g  # names nothing twice, and is much faster
    else:
        np.add.at(out, index, g)
    return out


def zeros_like(x: Any) -> Any:
    """Zeros of the same shape and kind."""
    return exact(np.zeros(x.shape)) if isinstance(x, Bounded) else np.zeros(np.shape(x))
