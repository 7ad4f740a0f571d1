"""Larger edits of a formula than :mod:`grader.mutants` makes: what a person writes instead.

A function taken of a part instead of the whole, another value in a place, brackets elsewhere, sizes
for squares, the other axis, one side of a central difference, a value for a derivative.  The tree
is edited in place and put right again, so a generator must be used up or thrown away.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from reference.catalogue import Text

Edit = tuple[ast.expr, Text]

# What the edits call that the formula itself may not know.
HELPERS: dict[str, Callable[..., Any]] = {}
_COARSE = (0.1, 0.01, 0.001, 0.0001)
_MOST_PARTS = 8


def _helper(function: Callable[..., Any]) -> str:
    name = f"_helper_{function.__name__}"
    HELPERS[name] = function
    return name


@_helper
def _direction(x: Any) -> Any:
    return x / np.sqrt((x * x).sum())


@_helper
def _together(x: Any) -> Any:
    return x.sum()


@_helper
def _centred(x: Any) -> Any:
    return x - x.sum() / x.size


@_helper
def _value_of(differentiate: Any, f: Callable[..., Any], *_: Any, **__: Any) -> Any:
    """f itself, asked in the place of its derivative."""
    return f


@_helper
def _forward(step: float, f: Callable[..., Any], wrt: Any = 0) -> Any:
    """The slope of f, measured with one step forward."""

    def measured(*arguments: Any) -> Any:
        names = list(f.__code__.co_varnames) if isinstance(wrt, str) else []
        place = names.index(wrt) if names else wrt
        moved = list(arguments)
        moved[place] = moved[place] + step
        return (f(*moved) - f(*arguments)) / step

    return measured


@_helper
def _every(differentiate: Any, f: Callable[..., Any]) -> Any:
    """The sum of the derivatives with respect to all arguments."""

    def summed(*arguments: Any) -> Any:
        total: Any = 0.0
        for place in range(len(arguments)):
            total = total + differentiate(f, wrt=place)(*arguments)
        return total

    return summed


def edited(tree: ast.FunctionDef, names: tuple[str, ...]) -> Iterator[Text]:
    """Every edit of the function, and how one says it; while it is given, the tree is edited.

    ``names``: values that may be written in the place of others.
    """
    asked: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Name(function), [ast.Name(argument)]):
                asked.setdefault(argument, set()).add(function)
    for put, node in list(_slots(tree)):
        for other, said in _proposals(node, names, asked):
            put(other)
            yield said
        put(node)
    yield from _everywhere(tree)


Put = Callable[[Any], None]


def _slots(tree: ast.AST) -> Iterator[tuple[Put, ast.expr]]:
    """Every expression, and what puts another in its place."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if isinstance(value, ast.expr):
                yield _into(parent, field), value
            elif isinstance(value, list):
                for i, item in enumerate(value):
                    if isinstance(item, ast.expr):
                        yield _at(value, i), item


def _into(parent: ast.AST, field: str) -> Put:
    return lambda node: setattr(parent, field, _located(node))


def _at(listing: list[Any], i: int) -> Put:
    return lambda node: listing.__setitem__(i, _located(node))


def _located(node: ast.AST) -> ast.AST:
    """The node with a place in the text, which whatever is compiled must have."""
    if "lineno" not in node.__dict__:
        if "lineno" in node._attributes:
            vars(node).update(lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)
        for child in ast.iter_child_nodes(node):
            _located(child)
    return node


def _proposals(
    node: ast.expr, names: tuple[str, ...], asked: dict[str, set[str]]
) -> Iterator[Edit]:
    match node:
        case ast.Name(name, ast.Load()) if name in names:
            for other in names:
                if other != name:
                    said = Text(
                        f"with {other} in the place of {name} once",
                        f"{name} を一か所 {other} にした",
                    )
                    yield _name(other), said
        case ast.Tuple([first, second], ast.Store()):
            said = Text("with two values taken for each other", "二つの値を取り違えた")
            yield ast.Tuple([second, first], ast.Store()), said
        case ast.BinOp():
            yield from _arithmetic(node)
        case ast.Call():
            yield from _derivative(node)
            yield from _another_argument(node, asked)
        case ast.Subscript(value, index) if isinstance(node.ctx, ast.Load):
            if not isinstance(index, (ast.Slice, ast.Tuple, ast.Constant)):
                before = ast.BinOp(index, ast.Sub(), ast.Constant(1))
                said = Text("with the element before the one that is meant", "一つ前の成分を使った")
                yield ast.Subscript(value, before, ast.Load()), said
    applied = _application(node)
    if applied is not None:
        yield from _moved(*applied)
    if isinstance(node, (ast.BinOp, ast.Call, ast.Name, ast.UnaryOp)) and _is_loaded(node):
        yield from _wrapped(node)


def _is_loaded(node: ast.expr) -> bool:
    return not isinstance(node, ast.Name) or isinstance(node.ctx, ast.Load)


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(_name(name), list(arguments), [])


def _arithmetic(node: ast.BinOp) -> Iterator[Edit]:
    brackets = Text("with its brackets elsewhere", "括弧の位置を間違えた")
    match node:
        case ast.BinOp(a, ast.Add() | ast.Sub(), ast.BinOp(b, ast.Mult() | ast.Div() as times, c)):
            yield ast.BinOp(ast.BinOp(a, node.op, b), times, c), brackets
            yield ast.BinOp(ast.BinOp(a, node.op, c), times, b), brackets
            one = ast.BinOp(ast.Constant(1), node.op, ast.BinOp(b, times, c))
            said = Text("with a share of the value as its change", "変化を値に対する割合とした")
            yield ast.BinOp(a, ast.Mult(), one), said
    match node:
        case ast.BinOp(ast.BinOp(a, first, b), second, c):
            yield ast.BinOp(a, first, ast.BinOp(b, second, c)), brackets
    match node:
        case ast.BinOp(a, ast.Add() | ast.Sub(), b):
            yield (
                ast.BinOp(a, ast.Mult(), ast.BinOp(ast.Constant(1), node.op, b)),
                Text("with a share of the value as its change", "変化を値に対する割合とした"),
            )
        case ast.BinOp(a, ast.Mult(), b):
            said = Text("with a division in the place of ×", "× のかわりに割り算をした")
            yield ast.BinOp(b, ast.Div(), a), said
        case ast.BinOp(a, ast.Pow(), ast.Constant(2)):
            said = Text("with sizes in the place of squares", "2 乗のかわりに絶対値を使った")
            yield _call("abs", a), said
        case ast.BinOp(a, ast.MatMult(), b):
            said = Text("with a transpose too many", "余計な転置をした")
            yield ast.BinOp(ast.Attribute(a, "T", ast.Load()), node.op, b), said
            yield ast.BinOp(a, node.op, ast.Attribute(b, "T", ast.Load())), said
    match node:
        case ast.BinOp(
            ast.BinOp(ast.Call(f, [ast.BinOp(x, ast.Add(), _)]) as right, ast.Sub(), left),
            ast.Div(),
            ast.BinOp(ast.Constant(2), ast.Mult(), h),
        ) if isinstance(left, ast.Call) and ast.dump(left.func) == ast.dump(f):
            here = ast.Call(f, [x], [])
            yield (
                ast.BinOp(ast.BinOp(right, ast.Sub(), here), ast.Div(), h),
                Text(
                    "with a difference to one side only, (f(x + h) − f(x)) / h",
                    "片側だけの差 (f(x + h) − f(x)) / h を使った",
                ),
            )
            yield (
                ast.BinOp(ast.BinOp(here, ast.Sub(), left), ast.Div(), h),
                Text(
                    "with a difference to one side only, (f(x) − f(x − h)) / h",
                    "片側だけの差 (f(x) − f(x − h)) / h を使った",
                ),
            )


def _derivative(node: ast.Call) -> Iterator[Edit]:
    match node:
        case ast.Call(
            ast.Call(ast.Name("derivative" | "grad" | "jacobian" as kind), [f], keywords), arguments
        ):
            pass
        case _:
            return
    value = ast.Call(_name(_value_of), [_name(kind), f], [])
    said = Text(
        "with the value itself in the place of its derivative", "微分せずに値そのものを使った"
    )
    yield ast.Call(value, arguments, []), said
    if kind == "jacobian":
        return
    for step in _COARSE:
        measured = ast.Call(_name(_forward), [ast.Constant(step), f], keywords)
        said = Text(
            f"with the slope measured by a step of {step:g} to one side",
            f"幅 {step:g} で片側に動かして測った傾きを使った",
        )
        yield ast.Call(measured, arguments, []), said
    if keywords and len(arguments) > 1:
        for place in range(len(arguments)):
            other = ast.keyword("wrt", ast.Constant(place))
            said = Text(
                "with the derivative with respect to another argument", "ほかの引数で微分した"
            )
            yield ast.Call(ast.Call(_name(kind), [f], [other]), arguments, []), said
        every = ast.Call(_name(_every), [_name(kind), f], [])
        said = Text("with all arguments moving at once", "すべての引数を同時に動かした")
        yield ast.Call(every, arguments, []), said


def _another_argument(node: ast.Call, asked: dict[str, set[str]]) -> Iterator[Edit]:
    """f(g(x)) where f(x) belongs, if the formula asks g at x elsewhere."""
    if isinstance(node.func, ast.Name) and len(node.args) == 1 and not node.keywords:
        argument = node.args[0]
        if isinstance(argument, ast.Name):
            for other in sorted(asked.get(argument.id, ())):
                if other != node.func.id:
                    said = Text(
                        f"with {node.func.id} at {other}({argument.id})",
                        f"{node.func.id} を {other}({argument.id}) でとった",
                    )
                    yield ast.Call(node.func, [_call(other, argument)], []), said


def _application(
    node: ast.expr,
) -> tuple[str, Callable[[ast.expr], ast.expr], ast.expr] | None:
    """f(x), x.f() and x ** n: the name, what it makes of another x, and x."""
    match node:
        case ast.Call(ast.Name(name) | ast.Attribute(_, name), [x], keywords):
            return name, lambda other: ast.Call(node.func, [other], keywords), x
        case ast.Call(ast.Attribute(x, name), [], keywords):
            return (
                name,
                lambda other: ast.Call(ast.Attribute(other, name, ast.Load()), [], keywords),
                x,
            )
        case ast.BinOp(x, ast.Pow(), ast.Constant() as n):
            return "**", lambda other: ast.BinOp(other, ast.Pow(), n), x
    return None


def _moved(name: str, apply: Callable[[ast.expr], ast.expr], x: ast.expr) -> Iterator[Edit]:
    """The function taken of a part of what it is taken of, or of two parts by themselves."""
    shown = "the power" if name == "**" else name
    ja = "累乗" if name == "**" else name
    said = Text(f"with {shown} taken of a part only", f"{ja} を一部分だけに使った")
    for put, part in list(_slots(x))[:_MOST_PARTS]:
        if _is_loaded(part) and isinstance(part, (ast.BinOp, ast.Call, ast.Name, ast.Subscript)):
            put(apply(part))
            yield x, said
            put(part)
    if isinstance(x, ast.BinOp):
        split = ast.BinOp(apply(x.left), x.op, apply(x.right))
        yield (
            split,
            Text(f"with {shown} taken of two parts separately", f"{ja} を部分ごとに分けて使った"),
        )


def _wrapped(node: ast.expr) -> Iterator[Edit]:
    yield _call("abs", node), Text("with a sign lost", "途中で符号を落とした")
    yield _call(_together, node), Text("with something summed too early", "途中で合計してしまった")
    if isinstance(node, ast.Name):
        yield (
            _call(_direction, node),
            Text("with a vector scaled to length 1", "ベクトルを長さ 1 にそろえた"),
        )
    if isinstance(node, ast.BinOp):
        yield _call(_centred, node), Text("with a mean taken off first", "先に平均を引いた")


def _everywhere(tree: ast.FunctionDef) -> Iterator[Text]:
    """Edits of all places at once."""
    axes: list[tuple[ast.Constant, int]] = []
    used: dict[str, ast.expr] = {}
    for node in ast.walk(tree):
        match node:
            case ast.keyword("axis", ast.Constant(int() as axis) as constant) if axis in (0, 1):
                axes.append((constant, axis))
            case ast.Call(ast.Name(name) as function, [_]):
                used[name] = function
    if axes:
        for constant, axis in axes:
            constant.value = 1 - axis
        yield Text("along the other axis", "軸を取り違えた")
        for constant, axis in axes:
            constant.value = axis
    returned = tree.body[-1]
    if isinstance(returned, ast.Return) and returned.value is not None:
        value = returned.value
        for name, squashing in used.items():
            again = ast.Call(squashing, [value], [])
            _located(again)
            returned.value = again
            yield Text(f"with {name} once more at the end", f"最後にもう一度 {name} を使った")
        returned.value = value
