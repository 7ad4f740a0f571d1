"""Reverse-mode automatic differentiation on NumPy arrays.

A computation is a graph of :class:`Var` nodes.  Going forward, every operation notes what it was
made from; going backward, the note "so much does the result change for a change of yours" is handed
from each node to its parents, multiplied by the local derivative.  Where several notes arrive, they
are added.  That is the whole chain rule, and it costs about as much as computing the result.

The calculus is one table, :data:`RULES`: per operation how to compute it, and for every argument
how a cotangent g of the result z is handed on.  The rules do not care what kind of number flows
through them: floats, or :class:`~reference.rounding.Bounded` numbers that know their error.

    >>> value_and_grad(lambda x, y: x**2 * y + 3 * y, wrt=(0, 1))(2.0, 5.0)
    (35.0, (20.0, 7.0))

Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., chapter 3.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from operator import ge, gt, le, lt
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from reference import rounding as number
from reference.rounding import Bounded, exact, value_of

Shape: TypeAlias = tuple[int, ...]
Axis: TypeAlias = int | tuple[int, ...] | None
Wrt: TypeAlias = int | str | tuple[int, ...] | tuple[str, ...]

# -- the table of derivative rules --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Each:
    """One backward rule for all of any number of arguments, told which one it is for."""

    backward: Callable[..., Any]

    def __getitem__(self, position: Any) -> Any:
        return partial(self.backward, position)


class Rule(NamedTuple):
    """``forward(*arguments, **options)``, and per argument ``(g, z, *arguments, **options)``."""

    forward: Callable[..., Any]
    backward: tuple[Callable[..., Any], ...] | _Each


def _rule(forward: Callable[..., Any], *backward: Callable[..., Any]) -> Rule:
    return Rule(forward, backward)


RULES: dict[str, Rule] = {
    "add": _rule(lambda a, b: a + b, lambda g, z, a, b: g, lambda g, z, a, b: g),
    "sub": _rule(lambda a, b: a - b, lambda g, z, a, b: g, lambda g, z, a, b: -g),
    "mul": _rule(lambda a, b: a * b, lambda g, z, a, b: g * b, lambda g, z, a, b: g * a),
    "div": _rule(lambda a, b: a / b, lambda g, z, a, b: g / b, lambda g, z, a, b: -(g * z) / b),
    "neg": _rule(lambda a: -a, lambda g, z, a: -g),
    "pow": _rule(lambda a, n: a**n, lambda g, z, a, n: g * (n * a ** (n - 1)) if n else 0.0 * g),
    "matmul": _rule(
        lambda a, b: a @ b,
        lambda g, z, a, b: _outer(g, b) if b.ndim == 1 else g @ b.T,
        lambda g, z, a, b: _outer(a, g) if a.ndim == 1 else a.T @ g,
    ),
    "exp": _rule(number.exp, lambda g, z, a: g * z),
    "log": _rule(number.log, lambda g, z, a: g / a),
    "sqrt": _rule(number.sqrt, lambda g, z, a: g * (0.5 / z)),
    "tanh": _rule(number.tanh, lambda g, z, a: g * (1 - z * z)),
    "sigmoid": _rule(number.sigmoid, lambda g, z, a: g * (z * (1 - z))),
    "relu": _rule(
        lambda a: number.where(a > 0, a, 0.0), lambda g, z, a: number.where(a > 0, g, 0.0)
    ),
    "maximum": _rule(
        lambda a, b: number.where(a >= b, a, b),
        lambda g, z, a, b: number.where(a >= b, g, 0.0),
        lambda g, z, a, b: number.where(a >= b, 0.0, g),
    ),
    "where": _rule(
        lambda a, b, condition: number.where(condition, a, b),
        lambda g, z, a, b, condition: number.where(condition, g, 0.0),
        lambda g, z, a, b, condition: number.where(condition, 0.0, g),
    ),
    "sum": _rule(
        lambda a, axis, keepdims: a.sum(axis=axis, keepdims=keepdims),
        lambda g, z, a, axis, keepdims: _spread(g, a.shape, axis, keepdims),
    ),
    "reshape": _rule(lambda a, shape: a.reshape(shape), lambda g, z, a, shape: g.reshape(a.shape)),
    "swapaxes": _rule(number.swapaxes, lambda g, z, a, i, j: number.swapaxes(g, i, j)),
    "item": _rule(
        lambda a, index: a[index], lambda g, z, a, index: number.scatter(g, index, a.shape)
    ),
    "stack": Rule(lambda *parts: number.stack(parts), _Each(lambda i, g, z, *parts: g[i])),
}


def _outer(a: Any, b: Any) -> Any:
    """a·bᵀ for vectors; for the gradient of a product with a vector."""
    if np.ndim(a) == 0 or np.ndim(b) == 0:  # of a scalar product
        return a * b
    return a.reshape((-1, 1)) * b.reshape((1, -1))


def _spread(g: Any, shape: Shape, axis: Axis, keepdims: bool) -> Any:
    """The cotangent of a sum, handed to every term of it."""
    if axis is not None and not keepdims:
        axes = (axis,) if isinstance(axis, int) else axis
        gone = {a % len(shape) for a in axes}
        g = g.reshape(tuple(1 if i in gone else n for i, n in enumerate(shape)))
    return number.broadcast_to(g, shape)


def _collapse(g: Any, shape: Shape) -> Any:
    """Undo broadcasting: what was copied to many places collects the sum of their notes."""
    extra = g.ndim - len(shape)
    stretched = [i + extra for i, n in enumerate(shape) if n == 1 and g.shape[i + extra] != 1]
    return g.sum(axis=(*range(extra), *stretched)).reshape(shape)


# -- the graph ----------------------------------------------------------------------------------

_birth = count()


def _operator(op: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The two methods of a binary operator: with the node on the left, and on the right."""
    return lambda a, b: apply(op, a, b), lambda b, a: apply(op, a, b)


def _comparison(holds: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return lambda a, b: holds(a.value, _value(b))


class Var:
    """A node: its value, and (unless it is a leaf) the operation and arguments it came from."""

    __slots__ = ("arguments", "born", "name", "op", "options", "value")
    __array_ufunc__ = None  # ndarray ∘ Var is Var's business

    def __init__(
        self,
        value: Any,
        op: str = "",
        arguments: tuple[Any, ...] = (),
        options: dict[str, Any] | None = None,
        name: str = "",
    ) -> None:
        self.value, self.op, self.arguments = value, op, arguments
        self.options, self.name, self.born = options or {}, name, next(_birth)

    def __repr__(self) -> str:
        return f"Var({self.value!r}{', op=' + repr(self.op) if self.op else ''})"

    __add__, __radd__ = _operator("add")
    __sub__, __rsub__ = _operator("sub")
    __mul__, __rmul__ = _operator("mul")
    __truediv__, __rtruediv__ = _operator("div")
    __matmul__, __rmatmul__ = _operator("matmul")

    def __neg__(self) -> Any:
        return apply("neg", self)

    def __pow__(self, n: float) -> Any:
        return apply("pow", self, n=n)

    def __getitem__(self, index: Any) -> Any:
        return apply("item", self, index=index)

    def __len__(self) -> int:
        return len(self.value)

    # Comparisons choose a branch; they are not differentiated.
    __gt__, __ge__, __lt__, __le__ = map(_comparison, (gt, ge, lt, le))

    def sum(self, axis: Axis = None, keepdims: bool = False) -> Any:
        return sum(self, axis, keepdims)

    def mean(self, axis: Axis = None, keepdims: bool = False) -> Any:
        return mean(self, axis, keepdims)

    def reshape(self, *shape: Any) -> Any:
        return reshape(self, *shape)

    @property
    def T(self) -> Any:
        return swapaxes(self, -1, -2) if self.ndim > 1 else self

    @property
    def shape(self) -> Shape:
        return self.value.shape  # type: ignore[no-any-return]

    @property
    def ndim(self) -> int:
        return len(self.value.shape)


def _value(x: Any) -> Any:
    return x.value if isinstance(x, Var) else x


def apply(op: str, *arguments: Any, **options: Any) -> Any:
    """Do an operation of the table: a new node, or a plain value if no argument is a node."""
    value = RULES[op].forward(*[_value(a) for a in arguments], **options)
    if not any(isinstance(a, Var) for a in arguments):
        return value
    return Var(value, op, arguments, options)


def backward(result: Var, cotangent: Any) -> dict[int, Any]:
    """Hand the cotangent of the result back through the graph: id(node) → its cotangent.

    Nodes are visited youngest first, so every note has arrived before a node passes its own on.
    """
    notes = {id(result): cotangent}
    for node in _ancestors(result):
        if not node.op:
            continue
        g = notes.pop(id(node))
        hand_back = RULES[node.op].backward
        values = [_value(a) for a in node.arguments]
        for position, parent in enumerate(node.arguments):
            if isinstance(parent, Var):
                note = hand_back[position](g, node.value, *values, **node.options)
                if note.shape != parent.value.shape:
                    note = _collapse(note, parent.value.shape)
                key = id(parent)
                notes[key] = notes[key] + note if key in notes else note
    return notes


def _ancestors(result: Var) -> list[Var]:
    """The nodes that the result was made from, youngest first; no recursion, however deep."""
    seen, waiting = {id(result): result}, [result]
    while waiting:
        for parent in waiting.pop().arguments:
            if isinstance(parent, Var) and id(parent) not in seen:
                seen[id(parent)] = parent
                waiting.append(parent)
    return sorted(seen.values(), key=lambda node: -node.born)


# -- derivatives of functions -------------------------------------------------------------------


def vjp(f: Callable[..., Any], *arguments: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """(f(*arguments), pullback): the pullback takes a cotangent of f's result to all arguments.

    Arguments are floats, arrays, or dicts, lists and tuples of them; integers, labels and callables
    pass through, with the cotangent None.  Raises ValueError for a cotangent of another shape.
    """
    lifted = tuple(map(_lift, arguments))
    result = f(*lifted)

    def pullback(cotangent: Any) -> tuple[Any, ...]:
        g = cotangent if isinstance(cotangent, Bounded) else np.asarray(cotangent, float)
        if g.shape != np.shape(value_of(result)):
            shape = np.shape(value_of(result))
            raise ValueError(f"the cotangent has shape {g.shape}, the result of f has {shape}")
        notes = backward(result, g) if isinstance(result, Var) else {}
        return tuple(_gather(tree, notes) for tree in lifted)

    return _lower(_value(result)), pullback


def value_and_grad(f: Callable[..., Any], wrt: Wrt = 0) -> Callable[..., tuple[Any, Any]]:
    """The function that returns f's value (a scalar) and its gradient.

    ``wrt``: position or name of an argument, or a tuple of them (then the gradients are a tuple).
    Raises ValueError if f does not return a scalar.
    """

    def differentiate(*arguments: Any) -> tuple[Any, Any]:
        value, pull = _partial_vjp(f, wrt, arguments)
        if np.shape(value_of(value)) != ():
            shape = np.shape(value_of(value))
            raise ValueError(f"a gradient belongs to a scalar; f returned shape {shape}")
        return value, pull(_ones(value))

    return differentiate


def grad(f: Callable[..., Any], wrt: Wrt = 0) -> Callable[..., Any]:
    """The gradient of a scalar function; see :func:`value_and_grad`."""
    both = value_and_grad(f, wrt)
    return lambda *arguments: both(*arguments)[1]


def derivative(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """f′ for a function that acts on every element by itself: same shape as its argument."""

    def slope(x: Any) -> Any:
        value, pull = vjp(f, x)
        return pull(_ones(value))[0]

    return slope


def jacobian(f: Callable[..., Any], wrt: int | str = 0) -> Callable[..., Any]:
    """∂f_i/∂x_j, of shape (shape of f's result) + (shape of the argument)."""

    def rows(*arguments: Any) -> Any:
        value, pull = _partial_vjp(f, wrt, arguments)
        shape = np.shape(value_of(value))
        basis = np.eye(int(np.prod(shape))).reshape((-1, *shape))
        slopes = number.stack([pull(exact(e) if isinstance(value, Bounded) else e) for e in basis])
        return slopes.reshape(shape + slopes.shape[1:])

    return rows


def _partial_vjp(f: Callable[..., Any], wrt: Wrt, arguments: tuple[Any, ...]) -> tuple[Any, Any]:
    """vjp in some arguments only: the others are constants, and cost nothing."""
    chosen: tuple[Any, ...] = wrt if isinstance(wrt, tuple) else (wrt,)
    names = f.__code__.co_varnames if isinstance(chosen[0], str) else ()
    places = [names.index(c) if isinstance(c, str) else c for c in chosen]

    def of_chosen(*values: Any) -> Any:
        filled = list(arguments)
        for place, value in zip(places, values, strict=True):
            filled[place] = value
        return f(*filled)

    value, pullback = vjp(of_chosen, *(arguments[place] for place in places))
    if isinstance(wrt, tuple):
        return value, pullback
    return value, lambda g: pullback(g)[0]


def _ones(value: Any) -> Any:
    ones = np.ones(np.shape(value_of(value)))
    return exact(ones) if isinstance(value, Bounded) else ones


def _lift(tree: Any) -> Any:
    """Every real number or array of a structure as a leaf of the graph."""
    match tree:
        case dict():
            return {key: _lift(part) for key, part in tree.items()}
        case list() | tuple():
            return type(tree)(map(_lift, tree))
        case Bounded():
            return Var(tree)
        case float() | np.ndarray() | np.floating() if np.asarray(tree).dtype.kind == "f":
            return Var(np.asarray(tree, float))
    return tree


def _gather(tree: Any, notes: dict[int, Any]) -> Any:
    """The cotangents of lifted arguments, in the arguments' structure."""
    match tree:
        case dict():
            return {key: _gather(part, notes) for key, part in tree.items()}
        case list() | tuple():
            return type(tree)(_gather(part, notes) for part in tree)
        case Var():
            found = notes.get(id(tree))
            return _lower(number.zeros_like(tree.value) if found is None else found)
    return None


def _lower(value: Any) -> Any:
    """Zero-dimensional arrays as the floats that they are."""
    return float(value) if isinstance(value, np.ndarray) and value.ndim == 0 else value


# -- functions: of nodes, arrays, floats and Bounded alike --------------------------------------


exp = partial(apply, "exp")
log = partial(apply, "log")
sqrt = partial(apply, "sqrt")
tanh = partial(apply, "tanh")
sigmoid = partial(apply, "sigmoid")
relu = partial(apply, "relu")  # its derivative at 0 is taken as 0
maximum = partial(apply, "maximum")  # where both are equal, the first is meant
matmul = partial(apply, "matmul")


def where(condition: Any, a: Any, b: Any) -> Any:
    """Elementwise choice by a plain condition."""
    return apply("where", a, b, condition=condition)


def sum(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """Sum over some axes, or all."""
    return apply("sum", _array(x), axis=axis, keepdims=keepdims)


def mean(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """Mean over some axes, or all: an exact division by the number of terms."""
    total = sum(x, axis, keepdims)
    return total / float(np.prod(np.shape(x)) / max(1, np.prod(np.shape(total))))


def reshape(x: Any, *shape: Any) -> Any:
    """The same numbers in another shape."""
    return apply("reshape", _array(x), shape=shape[0] if isinstance(shape[0], tuple) else shape)


def swapaxes(x: Any, i: int, j: int) -> Any:
    """Exchange two axes; ``.T`` of a matrix."""
    return apply("swapaxes", x, i=i, j=j)


def stack(parts: Sequence[Any]) -> Any:
    """Join along a new first axis."""
    return apply("stack", *parts)


def logsumexp(x: Any, axis: int = -1) -> Any:
    """log Σ exp(x) along an axis, without overflow."""
    top = value_of(x).max(axis=axis, keepdims=True)
    return log(sum(exp(x - top), axis)) + top.squeeze(axis)


def softmax(x: Any, axis: int = -1) -> Any:
    """exp(x) / Σ exp(x) along an axis, without overflow."""
    e = exp(x - value_of(x).max(axis=axis, keepdims=True))
    return e / sum(e, axis, keepdims=True)


def _array(x: Any) -> Any:
    return x if isinstance(x, (Var, Bounded)) else np.asarray(x, float)
