"""Wrong programs made by the machine: the model solution with one edit of its syntax tree.

Known mistakes are written by people, who may all overlook the same one.  Mutants are not chosen
by anybody: each is the solution of one function with an operator exchanged, a constant changed, a
call or a transpose left out, two arguments swapped, a statement dropped.  Whatever survives the
checks is either a hole in them, or equivalent to the solution and recorded as such, with the
reason (``reference/equivalent.yaml``).
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grader.errors import ConfigurationError

_BINARY: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
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
    """One edited function; ``edit`` says what was done, where and how, and names the mutant."""

    function: str
    edit: str
    source: str


def mutants(solution: str, function: str) -> Iterator[Mutant]:
    """All mutants of one function (or class) of a model solution, each as its whole text."""
    tree = ast.parse(solution)
    target = next(
        node
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == function
    )
    seen, edits = {ast.unparse(target)}, dict[str, int]()
    for number, _node in enumerate(ast.walk(target)):
        for variant in range(len(list(_edits(_nth(target, number))))):
            edited = copy.deepcopy(target)
            node = _nth(edited, number)
            before = _shown(node)
            replaced = list(_edits(node))[variant]
            if not _put(edited, node, replaced):
                continue
            source = ast.unparse(ast.fix_missing_locations(edited))
            if source not in seen:
                seen.add(source)
                edit = f"{before} → {_shown(replaced)}"
                edits[edit] = edits.get(edit, 0) + 1
                again = f" (place {edits[edit]})" if edits[edit] > 1 else ""
                yield Mutant(function, edit + again, source)


def _nth(tree: ast.AST, number: int) -> ast.AST:
    return next(node for i, node in enumerate(ast.walk(tree)) if i == number)


def _shown(node: ast.AST | None) -> str:
    return "(nothing)" if node is None else " ".join(ast.unparse(node).split())


def _edits(node: ast.AST) -> Iterator[ast.AST | None]:
    """What could stand in the place of this node; None: nothing."""
    match node:
        case ast.BinOp(left, operator, right):
            for other in _BINARY.get(type(operator), ()):
                yield ast.BinOp(left, other(), right)
            if isinstance(operator, (ast.Sub, ast.Div, ast.Pow, ast.MatMult)):
                yield ast.BinOp(right, operator, left)
            yield left
            yield right
        case ast.UnaryOp(ast.USub(), operand):
            yield operand
        case ast.Compare(left, [operator], right):
            for compared in _COMPARED.get(type(operator), ()):
                yield ast.Compare(left, [compared()], right)
        case ast.Constant(bool()) | ast.Constant(str()) | ast.Constant(None):
            return
        case ast.Constant(int() | float() as value):
            yield ast.Constant(value + 1)
            if value:
                yield ast.Constant(value - 1)
        case ast.Attribute(value, "T"):
            yield value
        case ast.Call(_, [only], []):
            yield only  # the function left out
        case ast.Call(function, [first, second], keywords):
            yield ast.Call(function, [second, first], keywords)
        case ast.Call(function, arguments, [_, *keywords]):
            yield ast.Call(function, arguments, keywords)  # axis=…, keepdims=… left out
        case ast.Tuple([first, second]) if isinstance(node.ctx, ast.Load):
            yield ast.Tuple([second, first], ast.Load())
        case ast.AugAssign(target, operator, value):
            for other in _BINARY.get(type(operator), ()):
                yield ast.AugAssign(target, other(), value)
            yield ast.Assign([target], value)
            yield None
        case ast.Assign([ast.Subscript()], _) | ast.Expr(ast.Call()):
            yield None
        case ast.If(_, body, _):
            yield ast.If(ast.Constant(True), body, [])
            yield None


def _put(tree: ast.AST, node: ast.AST, replacement: ast.AST | None) -> bool:
    """Put the replacement in the node's place; False where there must be something."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is node and replacement is not None:
                setattr(parent, name, replacement)
                return True
            if isinstance(value, list) and any(item is node for item in value):
                rest: list[Any] = []
                for item in value:
                    rest += [item] if item is not node else [replacement] if replacement else []
                if not rest and name == "body":
                    rest = [ast.Pass()]
                setattr(parent, name, rest)
                return True
    return False


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
