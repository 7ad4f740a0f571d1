"""What happens on the way to a derivative: the values going forward, the notes coming back.

For a function whose definition runs on the engine's graph, the few values in which a curved
function begins or ends are named v1, v2, …, each with the note that arrives there.  If the
student's number is one of them, that is where it leaves the way to the right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.authoring import FunctionChecks
from grader.compare import Exactly, Expected, numbers
from grader.diagnosis import differs
from grader.diagnosis.parts import answer, paths, written
from grader.expected import call
from reference.catalogue import Language, Text
from reference.graph import Var, chain_rule, hand_back
from reference.rules import RULES

MOST_LINES = 6
_MOST_NUMBERS = 4  # in one value
_CLOSE = 1e-9
_CURVED = ("sigmoid", "tanh", "exp", "log", "relu", "sqrt")
# What else a graph may consist of, if its formula is to be written down.
_PLAIN = ("add", "sub", "mul", "div", "matmul", "neg", "pow", "sum", "transpose")
_SIGNS = {"add": ("+", 1), "sub": ("−", 1), "mul": ("·", 2), "div": ("/", 2), "matmul": ("·", 2)}


@dataclass(slots=True)
class _Walk:
    """One way back through a graph: its nodes, the last first, and the notes that arrive."""

    nodes: list[Var] = field(default_factory=list)
    notes: dict[int, Any] = field(default_factory=dict)
    visits: set[tuple[int, int]] = field(default_factory=set)
    twice: bool = False

    def hand(self, node: Var, position: int, g: Any) -> Any:
        self.twice |= (id(node), position) in self.visits
        self.visits.add((id(node), position))
        if id(node) not in self.notes:
            self.nodes.append(node)  # which keeps its id
            self.notes[id(node)] = g
        return hand_back(node, position, g)


def trace(
    function: FunctionChecks,
    arguments: Mapping[str, Any],
    got: Any,
    right: Expected,
    language: Language,
) -> str:
    """The way on this input, in a few lines; "" where there is none, or nothing to say in short.

    Large arrays are not shown: there, only that the student's answer is one of them is worth it.
    """
    walk = _walked(function, arguments)
    if walk is None:
        return ""
    names = _Names(walk, arguments)
    met = _met(walk, names, got, right, language)
    short = all(map(_is_short, _numbers_of(walk, names.stations)))
    # A single value in between says nothing that the right answer does not say.
    if not names.stations or not (met or (short and len(names.stations) > 1)):
        return ""
    try:
        lines = [names.line(node, short, language) for node in names.stations]
    except _Unknown:
        return ""
    lines += [met] if met else []
    return "\n".join(lines) if len(lines) <= MOST_LINES else ""


def _walked(function: FunctionChecks, arguments: Mapping[str, Any]) -> _Walk | None:
    """The definition on the engine, watched; None unless it goes back exactly once."""
    definition, walk = function.definition, _Walk()
    if definition is None:
        return None
    token = chain_rule.set(walk.hand)
    try:
        call(definition, arguments)
    except Exception:  # not made for these arguments
        return None
    finally:
        chain_rule.reset(token)
    known = all(node.op in (*_CURVED, *_PLAIN) for node in walk.nodes)
    return walk if known and walk.nodes and not walk.twice else None


class _Unknown(Exception):
    """A number in a formula could be one of several arguments."""


class _Names:
    """What the nodes of a graph are called, and which of them are stations on the way."""

    def __init__(self, walk: _Walk, arguments: Mapping[str, Any]) -> None:
        self.walk = walk
        leaves = {a.name for n in walk.nodes for a in n.arguments if isinstance(a, Var)}
        self.arguments = {
            name: value
            for name, value in arguments.items()
            if name not in leaves and isinstance(value, (float, np.ndarray))
        }
        self.names: dict[int, str] = {}
        self.stations: list[Var] = []
        forward = walk.nodes[::-1]
        wanted = {id(node) for node in forward if node.op in _CURVED}
        for node in forward:
            if node.op in _CURVED and isinstance(node.arguments[0], Var):
                wanted.add(id(node.arguments[0]))
        for node in forward:
            if id(node) in wanted:
                self.names[id(node)] = f"v{len(self.stations) + 1}"
                self.stations.append(node)

    def line(self, node: Var, values: bool, language: Language) -> str:
        """v2 = sigmoid(v1) = 0.8808, slope 0.105; the note that arrives: −0.2384"""
        made = f"{self.names[id(node)]} = {self._made(node, 0)}"
        if not values:
            return made
        slope = ""
        if node.op in _CURVED:
            ones = np.ones(np.shape(node.value))
            rule = RULES[node.op].backward[0]
            local = _shown(rule(ones, node.value, *node.values, **node.options))
            slope = Text(f", slope {local}", f"、傾き {local}")[language]
        note = Text("; the note that arrives: {}", "。届くメモは {}")[language]
        note = note.format(_shown(self.walk.notes[id(node)]))
        return f"{made} = {_shown(node.value)}{slope}{note}"

    def _term(self, value: Any, level: int) -> str:
        if isinstance(value, Var):
            if id(value) in self.names:
                return self.names[id(value)]
            made = bool(value.op)
            return self._made(value, level) if made else value.name or self._constant(value.value)
        return self._constant(value)

    def _made(self, node: Var, level: int) -> str:
        first = node.arguments[0]
        if node.op in _SIGNS:
            sign, own = _SIGNS[node.op]
            left, right = (self._term(a, own + (i and node.op in ("sub", "div")))
                           for i, a in enumerate(node.arguments))  # fmt: skip
            text = f"{left}{sign}{right}" if own == 2 else f"{left} {sign} {right}"
            return f"({text})" if own < level else text
        if node.op == "neg":
            return f"−{self._term(first, 3)}"
        if node.op == "pow":
            return f"{self._term(first, 3)}^{node.options['n']:g}"
        if node.op == "transpose":
            return f"{self._term(first, 3)}ᵀ"
        return f"{node.op}({self._term(first, 0)})"

    def _constant(self, value: Any) -> str:
        """An argument that is no leaf by its name, otherwise the number."""
        same = [name for name, known in self.arguments.items() if np.array_equal(known, value)]
        if len(same) > 1 or (not same and np.ndim(value)):
            raise _Unknown
        return same[0] if same else _shown(value)


def _met(walk: _Walk, names: _Names, got: Any, right: Expected, language: Language) -> str:
    """Which station the student's number comes from, if it is exactly one."""
    for path in paths(right):
        part: Any = right
        for step in path:
            part = part[step]
        mine = answer(got, path)
        if mine is None or isinstance(part, Exactly) or not differs(mine, part):
            continue
        found = list(_places(walk, names, mine))
        if len(found) == 1:
            where = written(path)
            return Text(
                f"Your answer{' ' + where if where else ''} is {found[0].en}.",
                f"あなたの答え{where}は、{found[0].ja}です。",
            )[language]
    return ""


def _places(walk: _Walk, names: _Names, mine: Any) -> Iterator[Text]:
    for node in names.stations:
        name = names.names[id(node)]
        if _equal(mine, node.value):
            yield Text(f"{name} itself", f"{name} の値そのもの")
        if _equal(mine, walk.notes[id(node)]):
            yield Text(f"the note that arrives at {name}", f"{name} に届くメモ")


def _equal(left: Any, right: Any) -> bool:
    a, b = np.asarray(left, float), np.asarray(right, float)
    scale = float(np.max(np.abs(b), initial=0.0))
    return a.shape == b.shape and scale > _CLOSE and bool(np.all(np.abs(a - b) <= _CLOSE * scale))


def _numbers_of(walk: _Walk, stations: list[Var]) -> Iterator[Any]:
    for node in stations:
        yield node.value
        yield walk.notes[id(node)]


def _is_short(value: Any) -> bool:
    array = numbers(value)
    return array is not None and array.size <= _MOST_NUMBERS


def _shown(value: Any) -> str:
    """A few digits, with the minus sign of the texts."""
    array = np.asarray(value, float)
    if array.ndim == 0:
        return f"{array.item():.4g}".replace("-", "−")
    return "[" + ", ".join(_shown(part) for part in array) + "]"
