"""Expressions to differentiate, as data: programs for a class of values with a gradient.

A program is a list of steps, each a name, an operation and its operands, where a name stands for an
earlier value and a number for itself::

    ["a", "Value", 1.5]           a = Value(1.5)
    ["c", "*", "a", "b"]          c = a * b
    ["d", "-", 2, "c"]            d = 2 - c
    ["e", "-", "d"]               e = -d
    ["f", "tanh", "e"]            f = e.tanh()
    ["f", "grad", 1.0]            f.grad = 1.0
    ["f", "backward"]             f.backward()
    ["", "repeat", 100, [...]]    for _ in range(100): …

So the same expression can be sent to somebody's class, shown to a person, and run on the engine,
also over numbers that know their rounding errors.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from operator import add, mul, sub, truediv
from random import Random
from string import ascii_lowercase
from typing import Any, TypeAlias

import numpy as np

from reference.graph import Var, apply, backward
from reference.rounding import Bounded, exact, value_of

Step: TypeAlias = Sequence[Any]
Program: TypeAlias = list[Any]

_BINARY = {"+": add, "-": sub, "*": mul, "/": truediv}
_FUNCTIONS = ("exp", "tanh", "relu")
_EXPONENTS = (2, 3, -1, -2, 0.5)
# Where expressions are drawn: no value is larger, nothing smaller is divided by or cut off.
_LARGEST, _SMALLEST_DIVISOR, _FROM_THE_KINK = 30.0, 0.25, 0.05
_NO_UNIT = 1.75


# -- reading programs -----------------------------------------------------------------------------


def operations(program: Program) -> list[Step]:
    """The steps that combine values, in the order in which they are done."""
    return [step for step in program if step[1] not in ("Value", "grad", "backward", "repeat")]


def as_python(program: Program) -> str:
    """The program as a person would write it."""
    return "\n".join(_lines(program))


def _lines(program: Program) -> Iterator[str]:
    for name, op, *operands in program:
        x = [str(operand) for operand in operands]
        match op:
            case "repeat":
                yield f"for _ in range({x[0]}):"
                yield from (f"    {line}" for line in _lines(operands[1]))
            case "Value":
                yield f"{name} = Value({x[0]})"
            case "grad":
                yield f"{name}.grad = {x[0]}"
            case "backward":
                yield f"{name}.backward()"
            case "-" if len(x) == 1:
                yield f"{name} = -{x[0]}"
            case "**":
                yield f"{name} = {x[0]} ** {x[1]}"
            case _ if op in _BINARY:
                yield f"{name} = {x[0]} {op} {x[1]}"
            case _:
                yield f"{name} = {x[0]}.{op}()"


# -- running programs on the engine ---------------------------------------------------------------


def differentiated(program: Program) -> dict[str, Any]:
    """What the engine says about every value: ``"a.data"``, ``"a.grad"``, ….

    Gradients add up over all the times that somebody hands notes back.
    """
    nodes: dict[str, Var] = {}
    grads: dict[str, Any] = {}
    for name, op, *operands in program:
        match op:
            case "grad":
                grads[name] = operands[0]
            case "backward":
                start = exact(1.0) if isinstance(nodes[name].value, Bounded) else np.asarray(1.0)
                notes = backward(nodes[name], start)
                for other, node in nodes.items():
                    if id(node) in notes:
                        grads[other] = grads[other] + notes[id(node)]
            case _:
                nodes[name] = _node(op, [nodes[x] if isinstance(x, str) else x for x in operands])
                grads[name] = 0.0
    data = {f"{name}.data": node.value for name, node in nodes.items()}
    return data | {f"{name}.grad": grad for name, grad in grads.items()}


def _node(op: str, operands: Sequence[Any]) -> Any:
    first = operands[0]
    match op:
        case "Value":
            return Var(first if isinstance(first, Bounded) else np.asarray(first, float))
        case "-" if len(operands) == 1:
            return -first
        case "**":
            exponent = operands[1]
            return first ** (exponent if isinstance(exponent, int) else float(value_of(exponent)))
        case _ if op in _BINARY:
            return _BINARY[op](*operands)
    return apply(op, first)


def handed_back(program: Program, slopes: Sequence[Any], note: Any) -> dict[str, Any]:
    """The chain rule by hand: what arrives at every value, from the local derivatives alone.

    ``slopes``: the local derivatives of :func:`operations`, operand by operand; ``note``: what
    the result starts with.
    """
    steps = operations(program)
    notes = {steps[-1][0]: note}
    place = len(slopes)
    for name, _, *operands in reversed(steps):
        named = [operand for operand in operands if isinstance(operand, str)]
        place -= len(named)
        for number, operand in enumerate(named):
            part = notes[name] * slopes[place + number]
            notes[operand] = notes[operand] + part if operand in notes else part
    return notes


# -- drawing programs -----------------------------------------------------------------------------


def tree(leaves: Sequence[float], seed: int) -> Program:
    """A random expression in which every value is used exactly once; at least two leaves.

    Every fourth has only + and ×, for engines that know no more yet.
    """
    draw, program, sizes = Random(seed), *_leaves(leaves)
    simple = seed % 4 == 0
    free = list(sizes)
    draw.shuffle(free)
    while len(free) > 1:
        name = _combined(program, sizes, draw, simple, free.pop(), free.pop())
        if not simple and (not free or draw.random() < 0.4):
            name = _combined(program, sizes, draw, simple, name)
        free.insert(draw.randint(0, len(free)), name)
    return [*program, [free[0], "backward"]]


def shared(leaves: Sequence[float], seed: int) -> Program:
    """A random expression in which an inner value is used near the result and far from it.

    So it must not hand its note back before it has heard from both.  At least two leaves; every
    fourth has only + and ×.
    """
    draw, program, sizes = Random(seed), *_leaves(leaves)
    simple = seed % 4 == 0
    first, second, *others = draw.sample(list(sizes), len(sizes))
    inner = top = _combined(program, sizes, draw, simple, first, second)
    if not simple:
        top = _combined(program, sizes, draw, simple, inner)
    for other in (*others, first):
        top = _combined(program, sizes, draw, simple, *draw.sample([top, other], 2))
    top = _combined(program, sizes, draw, simple, *draw.sample([top, inner], 2))
    return [*program, [top, "backward"]]


def unfolded(program: Program) -> Program:
    """The same expression without sharing: every use has a copy of its own.

    Its result is multiplied by one more value, so that no note on the way is 1.
    """
    steps = {name: (op, operands) for name, op, *operands in program if op != "backward"}
    copies: Program = []

    def added(op: str, *operands: Any) -> str:
        copies.append([_name(len(copies)), op, *operands])
        return str(copies[-1][0])

    def copy(name: str) -> str:
        op, operands = steps[name]
        return added(op, *(copy(x) if isinstance(x, str) else x for x in operands))

    result = added("*", copy(program[-1][0]), added("Value", _NO_UNIT))
    return [*copies, [result, "backward"]]


def _leaves(leaves: Sequence[float]) -> tuple[Program, dict[str, float]]:
    sizes = {_name(number): float(leaf) for number, leaf in enumerate(leaves)}
    return [[name, "Value", leaf] for name, leaf in sizes.items()], sizes


def _name(number: int) -> str:
    """a, b, …, z, a1, b1, …"""
    round_, letter = divmod(number, len(ascii_lowercase))
    return ascii_lowercase[letter] + (str(round_) if round_ else "")


def _combined(
    program: Program, sizes: dict[str, float], draw: Random, simple: bool, *operands: str
) -> str:
    """Add a step on these operands, one that stays where all is tame; the name of its result."""
    name, x = _name(len(sizes)), [sizes[operand] for operand in operands]
    if simple:
        op = draw.choice("+*")
        program.append([name, op, *operands])
        sizes[name] = _BINARY[op](*x)
        return name
    options: list[tuple[Any, ...]]
    if len(x) == 2:
        options = [(op,) for op in _BINARY]
    else:
        options = [("-",), ("**", draw.choice(_EXPONENTS)), *((op,) for op in _FUNCTIONS)]
    # One of them will do: of x + y and x − y one is no larger than both, and tanh never is.
    for op, *constants in draw.sample(options, len(options)):
        value = _tame(op, *x, *constants)
        if value is not None:
            program.append([name, op, *operands, *constants])
            sizes[name] = value
            break
    return name


def _tame(op: str, x: float, *others: float) -> float | None:
    """The value of one step, or None where it is too large, or too near a pole or a kink."""
    match op, others:
        case "exp", _:
            value = math.exp(min(x, 100.0))
        case "tanh", _:
            value = math.tanh(x)
        case "relu", _:
            value = x if x >= _FROM_THE_KINK else math.inf  # below 0 every note would end there
        case "-", ():
            value = -x
        case "**", (n,):
            bad = (n < 0 and abs(x) < _SMALLEST_DIVISOR) or (n == 0.5 and x < _SMALLEST_DIVISOR)
            value = math.inf if bad else x**n
        case "/", (y,):
            value = x / y if abs(y) >= _SMALLEST_DIVISOR else math.inf
        case _, (y,):
            value = _BINARY[op](x, y)
    return value if abs(value) <= _LARGEST else None


# -- large programs -------------------------------------------------------------------------------


def chain(links: int) -> Program:
    """A chain of 2·links values, each made from the one before by + or by ×."""
    return _loop(links, [["x", "*", "x", "w"], ["x", "+", "x", "z"]])


def ladder(diamonds: int) -> Program:
    """A ladder of diamonds: from one rung to the next there are two ways, so 2ⁿ in all."""
    return _loop(diamonds, [["l", "+", "x", "z"], ["r", "*", "x", "w"], ["x", "+", "l", "r"]])


def _loop(times: int, steps: Program) -> Program:
    start = [["x", "Value", 1.0], ["w", "Value", 1.0], ["z", "Value", 0.0]]
    return [*start, ["", "repeat", times, steps], ["x", "backward"]]


def is_large(program: Program) -> bool:
    return any(step[1] == "repeat" for step in program)


def steps_of(program: Program) -> int:
    """How many steps there are to do."""
    return sum(step[2] * len(step[3]) if step[1] == "repeat" else 1 for step in program)


def longer(program: Program, factor: int) -> Program:
    """The same with so many times as many turns of the loop."""
    return [
        ["", "repeat", factor * step[2], step[3]] if step[1] == "repeat" else step
        for step in program
    ]


def named(answer: Mapping[str, Any], program: Program, what: str) -> dict[str, Any]:
    """The part of an answer about one thing, ``data`` or ``grad``, in the order of the program."""
    names = [step[0] for step in program if step[1] not in ("grad", "backward")]
    return {f"{name}.{what}": answer[f"{name}.{what}"] for name in names}
