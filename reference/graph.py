"""The graph of a computation, and the chain rule on it.

Going forward, every operation makes a node that notes what it was made from.  Going backward, a
note "so much does the outcome change for a change of yours" is handed from each node to its
parents, multiplied by the local derivative; where several notes arrive, they are added.  That is
the whole chain rule, and it costs about as much as computing the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from numbers import Real
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from reference.rounding import Axis
from reference.rules import RULES, collapse


def _operator(op: str) -> tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]:
    """The two methods of a binary operator: with the node on the left, and on the right."""
    return lambda a, b: apply(op, a, b), lambda b, a: apply(op, a, b)


def _comparison(holds: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Comparisons compare values: they choose a branch and are not differentiated."""
    return lambda a, b: holds(a.value, b.value if type(b) is Var else b)


class Var:
    """A node: its value, and (unless it is a leaf) the operation and arguments it came from.

    ``arguments`` are nodes and constants, ``values`` the same as plain numbers, ``options`` what
    else the operation was told; ``name`` is for people.  Nodes are used like arrays and never
    modified.
    """

    __slots__ = ("arguments", "name", "op", "options", "value", "values")
    __array_ufunc__ = None  # array ∘ Var is Var's business
    __hash__ = None  # type: ignore[assignment]

    def __init__(
        self,
        value: Any,
        op: str = "",
        arguments: Sequence[Any] = (),
        values: Sequence[Any] = (),
        options: dict[str, Any] | None = None,
    ) -> None:
        self.value, self.op, self.options, self.name = value, op, options or {}, ""
        self.arguments, self.values = arguments, values

    def __repr__(self) -> str:
        about = "".join(f", {key}={x!r}" for key in ("op", "name") if (x := getattr(self, key)))
        return f"Var({self.value!r}{about})"

    __add__, __radd__ = _operator("add")
    __sub__, __rsub__ = _operator("sub")
    __mul__, __rmul__ = _operator("mul")
    __truediv__, __rtruediv__ = _operator("div")
    __matmul__, __rmatmul__ = _operator("matmul")
    __gt__, __ge__, __lt__, __le__ = map(_comparison, (gt, ge, lt, le))
    __eq__, __ne__ = map(_comparison, (eq, ne))

    def __neg__(self) -> Any:
        return apply("neg", self)

    def __abs__(self) -> Any:
        return apply("abs", self)

    def __pow__(self, n: Any) -> Any:
        if not isinstance(n, Real):
            raise TypeError(f"the exponent of ** is a plain number, not {n!r}; use exp(n * log(x))")
        return apply("pow", self, n=n)

    def __getitem__(self, index: Any) -> Any:
        return apply("item", self, index=index)

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Any]:
        return (self[i] for i in range(len(self)))

    def sum(self, axis: Axis = None, keepdims: bool = False) -> Any:
        return apply("sum", self, axis=axis, keepdims=keepdims)

    def mean(self, axis: Axis = None, keepdims: bool = False) -> Any:
        return apply("mean", self, axis=axis, keepdims=keepdims)

    def reshape(self, *shape: Any) -> Any:
        return apply("reshape", self, shape=shape[0] if isinstance(shape[0], tuple) else shape)

    T = property(lambda self: apply("transpose", self, axes=None))
    shape = property(lambda self: self.value.shape)
    ndim = property(lambda self: self.value.ndim)
    size = property(lambda self: self.value.size)


def apply(op: str, *arguments: Any, **options: Any) -> Any:
    """Do an operation of the table: a new node, or a plain value if no argument is a node."""
    values = [a.value if type(a) is Var else a for a in arguments]
    result = RULES[op].forward(*values, **options)
    for a in arguments:
        if type(a) is Var:
            return Var(result, op, arguments, values, options)
    return result


def hand_back(node: Var, position: int, g: Any) -> Any:
    """What a node with the note g has to say to one of its arguments."""
    rule = RULES[node.op].backward[position]
    note = rule(g, node.value, *node.values, **node.options)
    shape = node.values[position].shape
    return note if note.shape == shape else collapse(note, shape)


# How notes are handed on.  Who wants to see what a mistake does puts a wrong one here for a while.
chain_rule: ContextVar[Callable[[Var, int, Any], Any]] = ContextVar("chain_rule", default=hand_back)


def backward(result: Var, g: Any) -> dict[int, Any]:
    """Hand the note g to the result back through the graph: id(node) → the sum of its notes.

    A node passes its note on once it has heard from everybody who used it.  No recursion: the graph
    may be as deep as it likes.
    """
    hand, awaited, notes, ready = chain_rule.get(), _uses(result), {id(result): g}, [result]
    while ready:
        node = ready.pop()
        g = notes[id(node)]
        for position, parent in enumerate(node.arguments):
            if type(parent) is Var:
                key, note = id(parent), hand(node, position, g)
                known = notes.get(key)
                notes[key] = note if known is None else known + note
                left = awaited[key] = awaited[key] - 1
                if not left and parent.arguments:
                    ready.append(parent)
    return notes


def _uses(result: Var) -> dict[int, int]:
    """id(node) → how often it was used on the way to the result."""
    uses: dict[int, int] = {}
    waiting = [result]
    while waiting:
        for parent in waiting.pop().arguments:
            if type(parent) is Var:
                key = id(parent)
                known = uses.get(key, 0)
                uses[key] = known + 1
                if not known and parent.arguments:
                    waiting.append(parent)
    return uses
