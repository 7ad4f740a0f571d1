"""The calculus of the engine: one table of derivative rules.

Per operation, how to compute its result z, and for every argument how the note g to z ("so much
does the outcome change for a change of yours") is handed on to that argument.  The rules do not
care what kind of number flows through them: floats, or :class:`~reference.rounding.Bounded`
numbers that know their error.  Local derivatives are written as textbooks write them, σ′ = σ(1−σ),
tanh′ = 1−tanh²: the error bounds are to cover a program that does the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from reference import rounding as number
from reference.rounding import Axis, Shape


class Each:
    """The backward rules of an operation on any number of arguments: one rule, told which."""

    def __init__(self, rule: Callable[..., Any]) -> None:
        self.rule = rule

    def __getitem__(self, position: int) -> Callable[..., Any]:
        return partial(self.rule, position)


class Rule(NamedTuple):
    """``forward(*arguments, **options)``, and per argument ``(g, z, *arguments, **options)``.

    A note may come out in the shape that broadcasting gave the argument; it is summed back.
    """

    forward: Callable[..., Any]
    backward: Sequence[Callable[..., Any]] | Each


def _rule(forward: Callable[..., Any], *backward: Callable[..., Any]) -> Rule:
    return Rule(forward, backward)


# fmt: off
RULES: dict[str, Rule] = {
    "add": _rule(lambda a, b: a + b, lambda g, z, a, b: g, lambda g, z, a, b: g),
    "sub": _rule(lambda a, b: a - b, lambda g, z, a, b: g, lambda g, z, a, b: -g),
    "mul": _rule(lambda a, b: a * b, lambda g, z, a, b: g * b, lambda g, z, a, b: g * a),
    "div": _rule(lambda a, b: a / b, lambda g, z, a, b: g / b, lambda g, z, a, b: -(g * z) / b),
    "neg": _rule(lambda a: -a, lambda g, z, a: -g),
    "pow": _rule(lambda a, n: a**n, lambda g, z, a, n: g * _slope(a, n)),
    "exp": _rule(number.exp, lambda g, z, a: g * z),
    "log": _rule(number.log, lambda g, z, a: g / a),
    "sqrt": _rule(number.sqrt, lambda g, z, a: g * (0.5 / z)),
    "tanh": _rule(number.tanh, lambda g, z, a: g * (1 - z * z)),
    "sigmoid": _rule(number.sigmoid, lambda g, z, a: g * (z * (1 - z))),
    "relu": _rule(lambda a: number.where(a > 0, a, 0.0),
                  lambda g, z, a: number.where(a > 0, g, 0.0)),
    "abs": _rule(abs, lambda g, z, a: g * number.sign(a)),
    "norm": _rule(number.norm, lambda g, z, a: g * (a / z)),
    "maximum": _rule(lambda a, b: number.where(a >= b, a, b),
                     lambda g, z, a, b: number.where(a >= b, g, 0.0),
                     lambda g, z, a, b: number.where(a >= b, 0.0, g)),
    "where": _rule(lambda a, b, condition: number.where(condition, a, b),
                   lambda g, z, a, b, condition: number.where(condition, g, 0.0),
                   lambda g, z, a, b, condition: number.where(condition, 0.0, g)),
    "matmul": _rule(lambda a, b: _product(a, b),
                    lambda g, z, a, b: g @ b.T if b.ndim > 1 else _outer(g, b),
                    lambda g, z, a, b: a.T @ g if a.ndim > 1 else _outer(a, g)),
    "sum": _rule(lambda a, axis, keepdims: a.sum(axis=axis, keepdims=keepdims),
                 lambda g, z, a, axis, keepdims: _spread(g, a.shape, axis, keepdims)),
    "mean": _rule(lambda a, axis, keepdims: _mean(a, axis, keepdims),
                  lambda g, z, a, axis, keepdims:
                      _spread(g / (a.size / z.size), a.shape, axis, keepdims)),
    "reshape": _rule(lambda a, shape: a.reshape(shape), lambda g, z, a, shape: g.reshape(a.shape)),
    "transpose": _rule(number.transpose,
                       lambda g, z, a, axes: number.transpose(g, axes and _inverse(axes))),
    "item": _rule(lambda a, index: a[index],
                  lambda g, z, a, index: number.scatter(g, index, a.shape)),
    "stack": Rule(lambda *parts: number.stack(parts), Each(lambda i, g, z, *parts: g[i])),
    "concatenate": Rule(lambda *parts, axis: number.concatenate(parts, axis),
                        Each(lambda i, g, z, *parts, axis: g[_extent(i, parts, axis)])),
}
# fmt: on


def _product(a: Any, b: Any) -> Any:
    """a @ b of matrices and vectors; the rules for its notes are not those for stacks of them."""
    if a.ndim > 2 or b.ndim > 2:
        raise ValueError(f"@ takes matrices and vectors, not shapes {a.shape} and {b.shape}")
    return a @ b


def _slope(a: Any, n: Any) -> Any:
    """The derivative n·aⁿ⁻¹ of a power: 2a without a power for a square, and 0 for a⁰."""
    return n * a if n == 2 else n * a ** (n - 1 if n else 0)


def _mean(a: Any, axis: Axis, keepdims: bool) -> Any:
    """An exact division by the number of terms, not a product with a rounded 1/N."""
    total = a.sum(axis=axis, keepdims=keepdims)
    return total / (a.size / total.size)


def _inverse(axes: Sequence[int]) -> list[int]:
    """The permutation that undoes one."""
    return sorted(range(len(axes)), key=[i % len(axes) for i in axes].__getitem__)


def _outer(a: Any, b: Any) -> Any:
    """a·bᵀ for vectors; where one of them is the note to a scalar product, the plain product."""
    return a[:, None] * b[None, :] if a.ndim and b.ndim else a * b


def _spread(g: Any, shape: Shape, axis: Axis, keepdims: bool) -> Any:
    """The note to a sum, handed to every term of it."""
    if axis is not None and not keepdims:
        axes = {i % len(shape) for i in (axis if isinstance(axis, tuple) else (axis,))}
        g = g.reshape(tuple(1 if i in axes else n for i, n in enumerate(shape)))
    return number.broadcast_to(g, shape)


def _extent(i: int, parts: Sequence[Any], axis: int) -> tuple[Any, ...]:
    """The index of the i-th part in a concatenation."""
    ends = np.cumsum([part.shape[axis] for part in parts])
    along = slice(ends[i] - parts[i].shape[axis], ends[i])
    return tuple(along if d == axis % parts[i].ndim else slice(None) for d in range(parts[i].ndim))


def collapse(g: Any, shape: Shape) -> Any:
    """Undo broadcasting: what was copied to many places collects the sum of their notes."""
    extra = g.ndim - len(shape)
    stretched = [i + extra for i, n in enumerate(shape) if n == 1 and g.shape[i + extra] != 1]
    total = g.sum(axis=(*range(extra), *stretched))
    return total.reshape(shape) if stretched else total
