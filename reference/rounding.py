"""Arithmetic that follows its own rounding errors.

A :class:`Bounded` is a float64 array together with a bound on how far it may be from the exact
result, in units of the unit roundoff u = 2⁻⁵³: ``|computed − exact| ≤ u·error`` to first order,
for any order of summation and for any textbook way to write the elementary functions.  Running a
formula over Bounded numbers instead of floats yields the accuracy that a program for this formula
can be asked for.

Source: running error analysis (Wilkinson 1963; Higham, Accuracy and Stability of Numerical
Algorithms, 2nd ed., section 3.3).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]

UNIT_ROUNDOFF = 2.0**-53
# Errors of elementary functions, in u: relative for exp and log, absolute for the squashing
# functions, whose textbook formulas ((eˣ−e⁻ˣ)/(eˣ+e⁻ˣ), 1/(1+e⁻ˣ)) lose relative accuracy near 0.
ELEMENTARY, SQUASHED = 2.0, 4.0
# A comparison closer than this many times its error bound may come out either way.
DOUBTFUL = 64.0


class Ambiguous(ArithmeticError):
    """A kink lies so close that rounding decides on which side of it the computation falls."""


Operator: TypeAlias = Callable[[Any, Any], Any]


def _operator(rule: Operator) -> tuple[Operator, Operator]:
    """The two methods of a binary operator; numbers and arrays count as exact.

    Anything else (a node of the engine's graph) is left to the other operand.
    """

    def forward(a: Any, b: Any) -> Any:
        return rule(a, exact(b)) if isinstance(b, _NUMBERS) else NotImplemented

    def reflected(b: Any, a: Any) -> Any:
        return rule(exact(a), b) if isinstance(a, _NUMBERS) else NotImplemented

    return forward, reflected


class Bounded:
    """An array ``value`` and a bound ``error`` of the same shape, in units of u."""

    __slots__ = ("error", "value")
    __array_ufunc__ = None  # ndarray ∘ Bounded is Bounded's business

    def __init__(self, value: Any, error: Any) -> None:
        self.value: Floats = np.asarray(value, float)
        self.error: Floats = np.asarray(error, float)

    def __repr__(self) -> str:
        return f"Bounded({self.value!r}, {self.error!r})"

    # -- arithmetic: every operation adds its own rounding, |result|

    def _plus(a, b: Bounded) -> Bounded:
        z = a.value + b.value
        return Bounded(z, a.error + b.error + abs(z))

    def _minus(a, b: Bounded) -> Bounded:
        z = a.value - b.value
        return Bounded(z, a.error + b.error + abs(z))

    def _times(a, b: Bounded) -> Bounded:
        z = a.value * b.value
        return Bounded(z, abs(a.value) * b.error + abs(b.value) * a.error + abs(z))

    def _over(a, b: Bounded) -> Bounded:
        z = a.value / b.value
        return Bounded(z, (a.error + abs(z) * b.error) / abs(b.value) + abs(z))

    def _matrix_times(a, b: Bounded) -> Bounded:
        left, right, inner = abs(a.value), abs(b.value), a.value.shape[-1]
        error = left @ b.error + a.error @ right + inner * (left @ right)
        return Bounded(a.value @ b.value, error)

    __add__, __radd__ = _operator(_plus)
    __sub__, __rsub__ = _operator(_minus)
    __mul__, __rmul__ = _operator(_times)
    __truediv__, __rtruediv__ = _operator(_over)
    __matmul__, __rmatmul__ = _operator(_matrix_times)

    def __pow__(self, n: float) -> Bounded:
        z = self.value**n
        slope = n * self.value ** (n - 1) if n != 0 else np.zeros_like(z)
        return Bounded(z, abs(slope) * self.error + (abs(n) + 1) * abs(z))

    def __neg__(self) -> Bounded:
        return Bounded(-self.value, self.error)

    def __float__(self) -> float:
        return float(self.value)

    # -- comparisons give plain truth values, or say that they cannot

    def __gt__(self, other: Any) -> Any:
        return self._decided(other) > 0

    def __lt__(self, other: Any) -> Any:
        return self._decided(other) < 0

    def __ge__(self, other: Any) -> Any:
        return self._decided(other) >= 0

    def __le__(self, other: Any) -> Any:
        return self._decided(other) <= 0

    def _decided(self, other: Any) -> Floats:
        b = exact(other)
        gap = self.value - b.value
        doubt = DOUBTFUL * UNIT_ROUNDOFF * (self.error + b.error)
        if np.any((gap != 0) & (abs(gap) <= doubt)):
            raise Ambiguous("a comparison is closer than its rounding error")
        return np.asarray(gap)

    # -- the same interface as an array, as far as formulas need it

    @property
    def shape(self) -> tuple[int, ...]:
        return self.value.shape

    @property
    def ndim(self) -> int:
        return self.value.ndim

    @property
    def T(self) -> Bounded:
        return Bounded(self.value.T, self.error.T)

    def __len__(self) -> int:
        return len(self.value)

    def __getitem__(self, index: Any) -> Bounded:
        return Bounded(self.value[index], self.error[index])

    def reshape(self, *shape: Any) -> Bounded:
        return Bounded(self.value.reshape(*shape), self.error.reshape(*shape))

    def sum(self, axis: Any = None, keepdims: bool = False) -> Bounded:
        value = self.value.sum(axis=axis, keepdims=keepdims)
        terms = self.value.size // max(1, np.size(value))
        size = abs(self.value).sum(axis=axis, keepdims=keepdims)
        error = self.error.sum(axis=axis, keepdims=keepdims)
        return Bounded(value, error + max(0, terms - 1) * size)

    def mean(self, axis: Any = None, keepdims: bool = False) -> Bounded:
        total = self.sum(axis, keepdims)
        return total / float(self.value.size // max(1, np.size(total.value)))


_NUMBERS = (Bounded, float, int, np.ndarray, np.generic)


def exact(x: Any) -> Bounded:
    """A number that is what it is: no error yet.  A Bounded stays as it is."""
    if isinstance(x, Bounded):
        return x
    value = np.asarray(x, float)
    return Bounded(value, np.zeros(value.shape))


def rounded_input(x: Any) -> Bounded:
    """A number that is itself rounded when it is read: what single precision does to inputs."""
    value = np.asarray(x, float)
    return Bounded(value, 2 * abs(value))


def value_of(x: Any) -> Any:
    """The plain number or array inside a Bounded or a graph node; anything else as it is."""
    while not isinstance(x, np.ndarray) and hasattr(x, "value"):
        x = x.value
    return x


# -- functions that are not operators: each for arrays and for Bounded --------------------------


def _elementary(
    f: Callable[[Floats], Any],
    slope: Callable[[Floats, Any], Any],
    relative: float = 0.0,
    absolute: float = 0.0,
) -> Callable[[Any], Any]:
    def apply(x: Any) -> Any:
        if not isinstance(x, Bounded):
            return f(x)
        z = f(x.value)
        return Bounded(z, abs(slope(x.value, z)) * x.error + relative * abs(z) + absolute)

    return apply


def _sigmoid(x: Any) -> Any:
    e = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + e), e / (1 + e))[()]


exp = _elementary(np.exp, lambda x, z: z, relative=ELEMENTARY)
log = _elementary(np.log, lambda x, z: 1 / x, relative=ELEMENTARY, absolute=0.0)
sqrt = _elementary(np.sqrt, lambda x, z: 0.5 / np.where(z == 0, 1, z), relative=1.0)
tanh = _elementary(np.tanh, lambda x, z: 1 - z * z, absolute=SQUASHED)
sigmoid = _elementary(_sigmoid, lambda x, z: z * (1 - z), absolute=SQUASHED)


def where(condition: Any, x: Any, y: Any) -> Any:
    """Elementwise choice; the condition is plain."""
    if not isinstance(x, Bounded) and not isinstance(y, Bounded):
        return np.where(condition, x, y)[()]
    a, b = exact(x), exact(y)
    return Bounded(np.where(condition, a.value, b.value), np.where(condition, a.error, b.error))


def _moved(move: Callable[..., Any]) -> Callable[..., Any]:
    """An operation that only moves numbers: errors move along."""

    def apply(x: Any, *arguments: Any) -> Any:
        if not isinstance(x, Bounded):
            return move(x, *arguments)
        return Bounded(move(x.value, *arguments), move(x.error, *arguments))

    return apply


broadcast_to = _moved(np.broadcast_to)
swapaxes = _moved(np.swapaxes)
transpose = _moved(np.transpose)


def stack(parts: Any) -> Any:
    """Join along a new first axis."""
    if not any(isinstance(part, Bounded) for part in parts):
        return np.stack(parts)
    bounded = [exact(part) for part in parts]
    return Bounded(np.stack([b.value for b in bounded]), np.stack([b.error for b in bounded]))


def concatenate(parts: Any, axis: int = 0) -> Any:
    """Join along an existing axis."""
    if not any(isinstance(part, Bounded) for part in parts):
        return np.concatenate(parts, axis)
    bounded = [exact(part) for part in parts]
    return Bounded(
        np.concatenate([b.value for b in bounded], axis),
        np.concatenate([b.error for b in bounded], axis),
    )


def scatter(g: Any, index: Any, shape: tuple[int, ...]) -> Any:
    """Zeros of ``shape`` with g added at ``index``: what ``[index]`` does, backwards."""
    if isinstance(g, Bounded):
        value, error, size = (np.zeros(shape) for _ in range(3))
        hits = np.zeros(shape)
        np.add.at(value, index, g.value)
        np.add.at(error, index, g.error)
        np.add.at(size, index, abs(g.value))
        np.add.at(hits, index, 1.0)
        return Bounded(value, error + np.maximum(hits - 1, 0) * size)
    out = np.zeros(shape)
    np.add.at(out, index, g)
    return out


def zeros_like(x: Any) -> Any:
    """Zeros of the same shape and kind."""
    return exact(np.zeros(x.shape)) if isinstance(x, Bounded) else np.zeros(np.shape(x))
