"""Reverse-mode automatic differentiation on NumPy arrays.

    >>> value_and_grad(lambda x, y: x**2 * y + 3 * y, wrt=(0, 1))(2.0, 5.0)
    (35.0, (20.0, 7.0))

A function is run on nodes of a :mod:`~reference.graph`, which hands notes back from the result to
the arguments by the local derivatives of :mod:`~reference.rules`.  Floats go in and floats come
out; :class:`~reference.rounding.Bounded` numbers go in and come out with a bound on their rounding
error, through the same graph and by the same rules.  First derivatives only.

Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., chapter 3.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from reference import rounding as number
from reference.graph import Var as Var
from reference.graph import apply, backward
from reference.rounding import Axis, Bounded, exact, value_of

Wrt: TypeAlias = int | str | tuple[int, ...] | tuple[str, ...]
Pullback: TypeAlias = Callable[[Any], tuple[Any, ...]]

_REAL = (float, np.floating, np.ndarray)
_VALUE = (Bounded, int, *_REAL)


class Place(NamedTuple):
    """An argument to differentiate by: asked for by ``wrt``, or like all others."""

    position: int
    name: str = ""
    asked: bool = True


# -- derivatives of functions -------------------------------------------------------------------


def vjp(f: Callable[..., Any], *arguments: Any) -> tuple[Any, Pullback]:
    """(f(*arguments), pullback): the pullback takes a cotangent of f's result to all arguments.

    Arguments are floats, float arrays, or dicts, lists and tuples of them; their cotangents come in
    the same structure.  Anything else (labels, callables) passes through, with the cotangent None.
    Raises TypeError if f returns no number or array; the pullback raises ValueError for a cotangent
    of another shape than f's result.
    """
    return _vjp(f, arguments, [Place(i, asked=False) for i in range(len(arguments))])


def value_and_grad(f: Callable[..., Any], wrt: Wrt = 0) -> Callable[..., tuple[Any, Any]]:
    """The function that returns f's value, a scalar, and its gradient.

    ``wrt``: position or name of an argument, or a tuple of them (then the gradients are a tuple).
    The other arguments are constants, and cost nothing.  Raises ValueError if f returns no scalar
    or has no such argument, TypeError if the argument is not made of floats.
    """
    places = _places(f, wrt)

    def differentiate(*arguments: Any) -> tuple[Any, Any]:
        value, pullback = _vjp(f, arguments, places)
        if type(value) is not float and np.shape(value) != ():
            raise ValueError(
                f"a gradient belongs to a scalar, but {_name(f)} returned shape {np.shape(value)}: "
                "take its sum or mean, or use vjp or jacobian"
            )
        slopes = pullback(1.0)
        return value, slopes if isinstance(wrt, tuple) else slopes[0]

    return differentiate


def grad(f: Callable[..., Any], wrt: Wrt = 0) -> Callable[..., Any]:
    """The gradient of a scalar function; see :func:`value_and_grad`."""
    both = value_and_grad(f, wrt)
    return lambda *arguments: both(*arguments)[1]


def derivative(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """f′ for a function that acts on every element by itself: same shape as its argument."""

    def slope(x: Any) -> Any:
        value, pullback = _vjp(f, (x,), [Place(0)])
        if np.shape(value) != np.shape(x):
            raise ValueError(
                f"a derivative belongs to an elementwise function, but {_name(f)} took shape "
                f"{np.shape(x)} to {np.shape(value)}: use grad, vjp or jacobian"
            )
        return pullback(np.ones(np.shape(x)))[0]

    return slope


def jacobian(f: Callable[..., Any], wrt: Wrt = 0) -> Callable[..., Any]:
    """∂f_i/∂x_j, of shape (shape of f's result) + (shape of the argument); ``wrt`` as in grad."""
    places = _places(f, wrt)

    def rows(*arguments: Any) -> Any:
        value, pullback = _vjp(f, arguments, places)
        shape = np.shape(value)
        slopes = [pullback(row.reshape(shape)) for row in np.eye(np.size(value))]
        whole = _map(lambda *row: number.stack(row).reshape(shape + np.shape(row[0])), *slopes)
        return whole if isinstance(wrt, tuple) else whole[0]

    return rows


def _vjp(
    f: Callable[..., Any], arguments: Sequence[Any], places: Sequence[Place]
) -> tuple[Any, Pullback]:
    """vjp in the arguments at some places; those asked for by ``wrt`` must be made of floats."""
    lifted = list(arguments)
    for position, name, asked in places:
        if asked and not -len(arguments) <= position < len(arguments):
            raise ValueError(f"wrt={position}, but {_name(f)} was given {len(arguments)} arguments")
        lifted[position] = _lift(arguments[position], name)
        if asked and lifted[position] is arguments[position]:
            given = type(arguments[position]).__name__
            raise TypeError(
                f"argument {name or position} of {_name(f)} is not made of floats, but "
                f"{arguments[position]!r} ({given}): write 3.0 for 3"
            )
    result = f(*lifted)
    value = result.value if isinstance(result, Var) else result
    if not isinstance(value, _VALUE):
        raise TypeError(f"{_name(f)} returned {type(value).__name__}, not a number or an array")
    shape = getattr(value, "shape", ())

    def pullback(cotangent: Any) -> tuple[Any, ...]:
        g = cotangent if isinstance(cotangent, Bounded) else np.asarray(cotangent, float)
        if g.shape != shape:
            raise ValueError(f"the cotangent has shape {g.shape}, but {_name(f)} returned {shape}")
        if isinstance(value, Bounded):
            g = exact(g)
        notes = backward(result, g) if isinstance(result, Var) else {}
        return tuple(_map(partial(_note, notes), lifted[place.position]) for place in places)

    return _plain(value), pullback


def _places(f: Callable[..., Any], wrt: Wrt) -> list[Place]:
    """The arguments that ``wrt`` asks for."""
    chosen: tuple[int | str, ...] = wrt if isinstance(wrt, tuple) else (wrt,)
    by_name = any(isinstance(c, str) for c in chosen)
    known = list(inspect.signature(f).parameters) if by_name else []
    for name in chosen:
        if isinstance(name, str) and name not in known:
            raise ValueError(f"{_name(f)} has no argument {name!r}; it has {', '.join(known)}")
    return [Place(known.index(c), c) if isinstance(c, str) else Place(c) for c in chosen]


def _name(f: Callable[..., Any]) -> str:
    return getattr(f, "__name__", "the function")


def _lift(tree: Any, name: str) -> Any:
    """Every real number or array of a structure as a leaf of the graph; anything else as it is."""
    if type(tree) is np.ndarray and tree.dtype == float:
        return named(Var(tree), name)
    if isinstance(tree, dict):
        return {key: _lift(part, str(key)) for key, part in tree.items()}
    if isinstance(tree, (list, tuple)):
        return type(tree)(_lift(part, name) for part in tree)
    if isinstance(tree, Var):
        raise TypeError("a derivative inside a derivative: the engine knows first derivatives only")
    if isinstance(tree, _REAL) and np.asarray(tree).dtype.kind == "f":
        return named(Var(np.asarray(tree, float)), name)
    return named(Var(tree), name) if isinstance(tree, Bounded) else tree


def _map(f: Callable[..., Any], tree: Any, *others: Any) -> Any:
    """The structure of f(leaf, …), for the leaves of one or several structures alike."""
    if isinstance(tree, dict):
        return {key: _map(f, tree[key], *(other[key] for other in others)) for key in tree}
    if isinstance(tree, (list, tuple)):
        return type(tree)(_map(f, *parts) for parts in zip(tree, *others, strict=True))
    return f(tree, *others)


def _note(notes: dict[int, Any], leaf: Any) -> Any:
    """What arrived at a leaf, in an array of its own."""
    if not isinstance(leaf, Var):
        return None
    note = notes[id(leaf)] if id(leaf) in notes else number.zeros_like(leaf.value)
    return note if isinstance(note, Bounded) else _plain(np.array(note))


def _plain(value: Any) -> Any:
    """An array or a Bounded as it is, a number as a float."""
    if type(value) is np.ndarray and value.ndim:
        return value
    return value if isinstance(value, Bounded) or np.ndim(value) else float(value)


# -- functions: of nodes, arrays, floats and Bounded alike --------------------------------------

exp, log, sqrt, tanh = (partial(apply, op) for op in ("exp", "log", "sqrt", "tanh"))
sigmoid = partial(apply, "sigmoid")  # never overflows
relu = partial(apply, "relu")  # its derivative at 0 is taken as 0
maximum = partial(apply, "maximum")  # where both are equal, the first is meant
norm = partial(apply, "norm")  # Euclidean, of all elements
matmul = dot = partial(apply, "matmul")  # of matrices and vectors


def named(x: Any, name: str) -> Any:
    """x itself; if it is a node, it now carries a name."""
    if isinstance(x, Var):
        x.name = name
    return x


def where(condition: Any, a: Any, b: Any) -> Any:
    """Elementwise choice by a plain condition."""
    return apply("where", a, b, condition=condition)


def sum(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """Sum over some axes, or all."""
    return apply("sum", _array(x), axis=axis, keepdims=keepdims)


def mean(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """Mean over some axes, or all: an exact division by the number of terms."""
    return _array(x).mean(axis=axis, keepdims=keepdims)


def reshape(x: Any, *shape: Any) -> Any:
    """The same numbers in another shape."""
    return apply("reshape", _array(x), shape=shape[0] if isinstance(shape[0], tuple) else shape)


def transpose(x: Any, axes: Sequence[int] | None = None) -> Any:
    """The axes in another order; reversed if none is given."""
    return apply("transpose", x, axes=axes)


def swapaxes(x: Any, i: int, j: int) -> Any:
    """Exchange two axes."""
    axes = list(range(np.ndim(x)))
    axes[i], axes[j] = axes[j], axes[i]
    return transpose(x, axes)


def stack(parts: Sequence[Any]) -> Any:
    """Join along a new first axis."""
    return apply("stack", *parts)


def argmax(x: Any, axis: int | None = None) -> Any:
    """The index (plain, not differentiated) of the largest element, the first one on exact ties."""
    return number.argmax(x.value if isinstance(x, Var) else x, axis)


def concatenate(parts: Sequence[Any], axis: int = 0) -> Any:
    """Join along an existing axis."""
    return apply("concatenate", *parts, axis=axis)


def outer(a: Any, b: Any) -> Any:
    """a·bᵀ of two vectors."""
    return reshape(a, -1, 1) * reshape(b, 1, -1)


def logsumexp(x: Any, axis: int = -1) -> Any:
    """log Σ exp(x) along an axis, without overflow."""
    top = value_of(x).max(axis=axis, keepdims=True)  # a constant: any would do
    return log(sum(exp(x - top), axis)) + top.squeeze(axis)


def softmax(x: Any, axis: int = -1) -> Any:
    """exp(x) / Σ exp(x) along an axis, without overflow."""
    powers = exp(x - value_of(x).max(axis=axis, keepdims=True))
    return powers / sum(powers, axis, keepdims=True)


def _array(x: Any) -> Any:
    return x if isinstance(x, (Var, Bounded)) else np.asarray(x, float)
