"""Wrong programs made by the machine: the model solution with one edit of its syntax tree.

Known mistakes are written by people, who may all overlook the same one.  Mutants are not chosen
by anybody: each is the solution of one function with an operator exchanged, a constant changed, a
call or a transpose left out, two arguments swapped, a statement dropped.  Whatever survives the
checks is either a hole in them, or equivalent to the solution and recorded as such, with the
reason (``reference/equivalent.yaml``).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grader.errors import ConfigurationError
from reference.catalogue import Text

_BINARY: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
_SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷", ast.Pow: "**", ast.MatMult: "@",
    ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥", ast.Eq: "=", ast.NotEq: "≠",
}  # fmt: skip
# What is written where something else is meant.
_NAMES: dict[str, tuple[str, ...]] = {
    "sum": ("mean", "max"), "mean": ("sum",), "max": ("sum", "min"), "min": ("max",),
    "argmax": ("argmin",), "argmin": ("argmax",), "prod": ("sum",), "abs": ("sign",),
    "tanh": ("sigmoid", "relu"), "sigmoid": ("tanh",), "relu": ("abs",), "exp": ("sigmoid",),
    "log": ("exp",), "norm": ("sum",), "zeros": ("ones",), "floor": ("ceil",),
}  # fmt: skip
_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One edited function; ``edit`` says what was done, where and how, and names the mutant.

    ``said``: the same for a person who does not see the formula ("with a term left out").
    """

    function: str
    edit: str
    source: str
    said: Text


def mutants(solution: str, function: str) -> Iterator[Mutant]:
    """All mutants of one function (or class) of a model solution, each as its whole text."""
    tree = ast.parse(solution)
    target = next(
        node
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == function
    )
    seen, edits = {ast.unparse(target)}, dict[str, int]()
    for node, parent, field in list(_places(target)):
        before = getattr(parent, field)
        for replaced, said in list(_edits(node)):
            if not _put(parent, field, node, replaced):
                continue
            source = ast.unparse(target)
            setattr(parent, field, before)
            if source not in seen:
                seen.add(source)
                edit = f"{_shown(node)} → {_shown(replaced)}"
                edits[edit] = edits.get(edit, 0) + 1
                again = f" (place {edits[edit]})" if edits[edit] > 1 else ""
                yield Mutant(function, edit + again, source, said)


def _places(target: ast.AST) -> Iterator[tuple[ast.AST, ast.AST, str]]:
    """Every node below the target, with the node and the field that it is in."""
    for parent in ast.walk(target):
        for field, value in ast.iter_fields(parent):
            for node in value if isinstance(value, list) else [value]:
                if isinstance(node, ast.AST):
                    yield node, parent, field


def _shown(node: ast.AST | None) -> str:
    return "(nothing)" if node is None else " ".join(ast.unparse(node).split())


Edit = tuple[ast.AST | None, Text]


def _edits(node: ast.AST) -> Iterator[Edit]:
    """What could stand in the place of this node (None: nothing), and how one would say that."""
    match node:
        case ast.BinOp(left, operator, right):
            yield from _binary(left, operator, right)
        case ast.UnaryOp(ast.USub(), operand):
            yield operand, Text("without a minus sign", "マイナスを忘れた")
        case ast.Compare(left, [operator], right):
            for compared in _COMPARED.get(type(operator), ()):
                yield ast.Compare(left, [compared()], right), _instead(operator, compared)
        case ast.Constant(int() | float() as value) if not isinstance(value, bool):
            said = Text("with another number in one place", "数を一か所間違えた")
            yield ast.Constant(value + 1), said
            if value:
                yield ast.Constant(value - 1), said
        case ast.Attribute(value, "T"):
            yield value, Text("without a transpose", "転置を忘れた")
        case ast.Attribute(value, name) if name in _NAMES:
            for other in _NAMES[name]:
                yield ast.Attribute(value, other, ast.Load()), _named_instead(name, other)
        case ast.Call():
            yield from _called(node)
        case ast.Subscript(value) if isinstance(node.ctx, ast.Load):
            yield value, Text("without picking a part", "一部を取り出すのを忘れた")
        case ast.Tuple([first, second]) if isinstance(node.ctx, ast.Load):
            said = Text("with the two values exchanged", "二つの値を取り違えた")
            yield ast.Tuple([second, first], ast.Load()), said
        case ast.AugAssign(target, operator, value):
            for operation in _BINARY.get(type(operator), ()):
                yield ast.AugAssign(target, operation(), value), _instead(operator, operation)
            yield (
                ast.Assign([target], value),
                Text("overwriting, not adding up", "足さずに上書きした"),
            )
            yield None, _STEP_LOST
        case ast.Assign([ast.Subscript()], _) | ast.Expr(ast.Call()):
            yield None, _STEP_LOST
        case ast.For(_, _, body) if body:
            yield _first_only(node), Text("stopping after the first round", "1 周目で止まった")
        case ast.If(_, body, _):
            yield (
                ast.If(ast.Constant(True), body, []),
                Text("whatever the condition", "条件を見ない"),
            )
            yield None, _STEP_LOST


_STEP_LOST = Text("with a step left out", "手順を一つ飛ばした")


def _binary(left: ast.expr, operator: ast.operator, right: ast.expr) -> Iterator[Edit]:
    for other in _BINARY.get(type(operator), ()):
        yield ast.BinOp(left, other(), right), _instead(operator, other)
    symbol = _SYMBOLS.get(type(operator), "?")
    if isinstance(operator, (ast.Sub, ast.Div, ast.Pow, ast.MatMult)):
        said = Text(f"with the two sides of {symbol} exchanged", f"{symbol} の左右を入れ替えた")
        yield ast.BinOp(right, operator, left), said
    lost = {
        ast.Div: Text("without a division", "割り算を忘れた"),
        ast.Pow: Text("without a power", "累乗を忘れた"),
    }.get(type(operator))
    part = Text("with a part left out", "一部を落とした")
    if isinstance(operator, (ast.Add, ast.Sub)):
        part = Text("with a term left out", "項を一つ落とした")
    elif isinstance(operator, (ast.Mult, ast.MatMult)):
        part = Text("with a factor left out", "因子を一つ落とした")
    yield left, lost or part
    yield right, part


def _called(call: ast.Call) -> Iterator[Edit]:
    match call.func:
        case ast.Name(name) | ast.Attribute(_, name):
            pass
        case _:
            name = "function"
    if isinstance(call.func, ast.Attribute) and not call.args:
        yield call.func.value, Text(f"without {name}", f"{name} を忘れた")
    if isinstance(call.func, ast.Name):
        for other in _NAMES.get(name, ()):
            again = ast.Call(ast.Name(other, ast.Load()), call.args, call.keywords)
            yield again, _named_instead(name, other)
    if len(call.args) == 1 and not call.keywords:
        yield call.args[0], Text(f"without {name}", f"{name} を忘れた")
    if len(call.args) == 2:
        swapped = ast.Call(call.func, call.args[::-1], call.keywords)
        said = Text(f"with two arguments of {name} exchanged", f"{name} の引数を取り違えた")
        yield swapped, said
    for keyword in call.keywords:
        rest = [k for k in call.keywords if k is not keyword]
        said = Text(f"without {keyword.arg}=…", f"{keyword.arg}=… を忘れた")
        yield ast.Call(call.func, call.args, rest), said


def _first_only(loop: ast.For) -> ast.For:
    return ast.For(loop.target, loop.iter, [*loop.body, ast.Break()], [], None)


def _instead(one: ast.AST, other: type[ast.AST]) -> Text:
    return _named_instead(_SYMBOLS.get(type(one), "?"), _SYMBOLS.get(other, "?"))


def _named_instead(one: str, other: str) -> Text:
    return Text(f"with {other} in the place of {one}", f"{one} を {other} にした")


def _put(parent: ast.AST, field: str, node: ast.AST, replacement: ast.AST | None) -> bool:
    """Put the replacement in the node's place; False where there must be something."""
    if isinstance(replacement, ast.stmt) and not hasattr(replacement, "lineno"):
        ast.copy_location(replacement, node)
    value = getattr(parent, field)
    if not isinstance(value, list):
        if replacement is not None:
            setattr(parent, field, replacement)
        return replacement is not None
    rest: list[Any] = []
    for item in value:
        rest += [item] if item is not node else [replacement] if replacement else []
    if not rest and field == "body":
        rest = [ast.Pass()]
    setattr(parent, field, rest)
    return True


@cache
def equivalent(folder: Path, exercise: str) -> dict[tuple[str, str], str]:
    """The mutants of an exercise that are known to be right, by function and edit: the reason."""
    import yaml

    path = folder / "equivalent.yaml"
    try:
        known = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        return {}
    except yaml.YAMLError as error:
        raise ConfigurationError(f"this is no YAML ({error})", where=str(path)) from error
    return {
        (function, edit): str(reason)
        for function, edits in (known.get(exercise) or {}).items()
        for edit, reason in (edits or {}).items()
    }
