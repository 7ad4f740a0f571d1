"""Answers that the reference's graph gives with one of its backward rules broken.

The mistakes are generated from the graph itself: at one place where a note is handed back, it is
dropped, or the local derivative is left out, has the wrong sign, is taken at the function's value
instead of at its argument, uses the wrong factor, or lacks a transpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from grader.authoring import FunctionChecks
from grader.diagnosis import Candidate, Evidence, behaves_like
from grader.expected import call
from grader.result import Diagnosis
from reference.catalogue import Language, Text
from reference.graph import Var, chain_rule, hand_back
from reference.rules import RULES, collapse

_MOST_PLACES = 60

_OPERATIONS = {
    "sigmoid": Text("the sigmoid", "シグモイド関数"),
    "tanh": Text("tanh", "tanh"),
    "exp": Text("exp", "exp"),
    "log": Text("log", "log"),
    "relu": Text("relu", "relu"),
    "sqrt": Text("the square root", "平方根"),
    "pow": Text("the power", "累乗"),
    "mul": Text("the product", "積"),
    "div": Text("the division", "割り算"),
    "matmul": Text("the matrix product", "行列の積"),
    "sub": Text("the difference", "差"),
    "add": Text("the sum of two", "和"),
    "sum": Text("the sum", "合計"),
    "mean": Text("the mean", "平均"),
    "neg": Text("the minus sign", "マイナス"),
}
Broken = Callable[[Var, int, Any], Any]


def _dropped(node: Var, position: int, g: Any) -> Any:
    return hand_back(node, position, g) * 0.0


def _bare(node: Var, position: int, g: Any) -> Any:
    shape = node.values[position].shape
    return (
        g
        if g.shape == shape
        else collapse(np.broadcast_to(g, np.broadcast(g, node.value).shape), shape)
    )


def _negated(node: Var, position: int, g: Any) -> Any:
    return -hand_back(node, position, g)


def _at_value(node: Var, position: int, g: Any) -> Any:
    """f′ taken at f(x) instead of at x."""
    if len(node.values) != 1 or node.op in ("sum", "mean", "reshape", "transpose", "item", "neg"):
        raise ValueError("not an elementary function")
    rule = RULES[node.op]
    again = rule.forward(node.value, **node.options)
    return rule.backward[0](g, again, node.value, **node.options)


def _of_argument(node: Var, position: int, g: Any) -> Any:
    """The formula in terms of the value, fed with the argument: x·(1 − x), 1 − x²."""
    if node.op not in ("sigmoid", "tanh", "exp"):
        raise ValueError("no such formula")
    return RULES[node.op].backward[0](g, node.values[0], node.values[0], **node.options)


def _own_factor(node: Var, position: int, g: Any) -> Any:
    if node.op != "mul":
        raise ValueError("no product")
    note = g * node.values[position]
    shape = node.values[position].shape
    return note if note.shape == shape else collapse(note, shape)


def _not_transposed(node: Var, position: int, g: Any) -> Any:
    if node.op != "matmul":
        raise ValueError("no matrix product")
    a, b = node.values
    note = g @ b if position == 0 else a @ g
    if note.shape != node.values[position].shape:
        raise ValueError("the shapes do not fit")
    return note


def _exponent_kept(node: Var, position: int, g: Any) -> Any:
    if node.op != "pow":
        raise ValueError("no power")
    return g * node.options["n"] * node.value


def _exponent_not_in_front(node: Var, position: int, g: Any) -> Any:
    if node.op != "pow":
        raise ValueError("no power")
    return hand_back(node, position, g) / node.options["n"]


def _slope_of(op: str) -> Broken:
    def broken(node: Var, position: int, g: Any) -> Any:
        if node.op == op or node.op not in ("sigmoid", "tanh", "relu"):
            raise ValueError("no other squashing function")
        return RULES[op].backward[0](g, node.value, *node.values, **node.options)

    return broken


_KINDS: dict[str, tuple[Broken, Text]] = {
    "path-dropped": (
        _dropped,
        Text("the derivative without the path through {op}", "{op}を通る道が抜けた微分か"),
    ),
    "local-derivative-omitted": (
        _bare,
        Text(
            "the derivative without the local derivative of {op}",
            "{op}の局所的な微分を掛け忘れた微分か",
        ),
    ),
    "sign": (
        _negated,
        Text(
            "the derivative with the wrong sign in the local derivative of {op}",
            "{op}の局所的な微分の符号を間違えた微分か",
        ),
    ),
    "derivative-at-value": (
        _at_value,
        Text(
            "the derivative of {op}, taken at its value instead of at what went into it",
            "{op}の微分を、入力ではなく出力の値でとったか",
        ),
    ),
    "formula-of-argument": (
        _of_argument,
        Text(
            "the formula for the derivative of {op} with its input where its value belongs",
            "{op}の微分の式に、出力のかわりに入力を入れたか",
        ),
    ),
    "slope-of-sigmoid": (
        _slope_of("sigmoid"),
        Text(
            "the derivative with the slope of the sigmoid, y(1 − y), for that of {op}",
            "{op}の微分に、シグモイド関数の微分の式 y(1 − y) を使ったか",
        ),
    ),
    "slope-of-tanh": (
        _slope_of("tanh"),
        Text(
            "the derivative with the slope of tanh, 1 − y², for that of {op}",
            "{op}の微分に、tanh の微分の式 1 − y² を使ったか",
        ),
    ),
    "wrong-factor": (
        _own_factor,
        Text(
            "the derivative in which a factor of the product stands for the other",
            "積の微分で、二つの因子を取り違えたか",
        ),
    ),
    "not-transposed": (
        _not_transposed,
        Text("the derivative with a transpose missing", "転置を忘れた微分か"),
    ),
    "exponent-kept": (
        _exponent_kept,
        Text(
            "the derivative of a power whose exponent was not lowered",
            "累乗の微分で、指数を 1 減らし忘れたか",
        ),
    ),
    "exponent-lost": (
        _exponent_not_in_front,
        Text(
            "the derivative of a power without the exponent as a factor",
            "累乗の微分で、指数を前に掛け忘れたか",
        ),
    ),
}


def candidates(
    function: FunctionChecks, evidence: Sequence[Evidence], language: Language
) -> Iterator[Candidate]:
    """The reference with one backward rule broken at one place of its graph."""
    definition = function.definition
    assert definition is not None
    places = _places(lambda: call(definition, evidence[0].arguments))
    for number, op in enumerate(places[:_MOST_PLACES]):
        if op not in _OPERATIONS:
            continue
        for kind, (broken, text) in _KINDS.items():
            said = text[language].format(op=_OPERATIONS[op][language])
            shown = behaves_like(said, said, language)

            def predict(one: Evidence, n: int = number, op: str = op, b: Broken = broken) -> Any:
                return _with(n, op, b, lambda: call(definition, one.arguments))

            yield Candidate(Diagnosis(f"{kind}-{op}", "graph", shown), predict)


def _places(run: Callable[[], Any]) -> list[str]:
    """The operations that hand a note back, in the order in which they do."""
    seen: list[str] = []

    def watch(node: Var, position: int, g: Any) -> Any:
        seen.append(node.op)
        return hand_back(node, position, g)

    token = chain_rule.set(watch)
    try:
        run()
    finally:
        chain_rule.reset(token)
    return seen


def _with(number: int, op: str, broken: Broken, run: Callable[[], Any]) -> Any:
    """Run with the rule broken at the place of this number, which must be this operation."""
    place = -1

    def hand(node: Var, position: int, g: Any) -> Any:
        nonlocal place
        place += 1
        if place != number:
            return hand_back(node, position, g)
        if node.op != op:
            raise ValueError("another graph")
        return broken(node, position, g)

    token = chain_rule.set(hand)
    try:
        result = run()
    finally:
        chain_rule.reset(token)
    if place < number:
        raise ValueError("another graph")
    return result
