"""What a right program returns, as it would stand in a text: for finding answers in hints.

Programs and sentences are brought into one form: `s * (1 − s)`, s·(1−s) and s(1 − s) are the same.
Names of local variables are also written out, so that σ(x)·(1 − σ(x)) is found, too.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from typing import Final

_SHORTEST: Final = 6  # characters: less than that is said by accident
_LONGEST: Final = 400  # nobody writes that into a hint
_DEEPEST: Final = 5  # variables made of variables made of …
_SPELLED = {
    **{digit: f"^{number}" for number, digit in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    **{"ⁿ": "^n", "ᵀ": ".T", "−": "-", "σ": "sigmoid", "′": "_derivative", "·": "*", "×": "*"},
    **{"`": "", "÷": "/"},
}
_DOING = (ast.BinOp, ast.Call, ast.Compare, ast.UnaryOp)


def plain(text: str) -> str:
    """A formula, program or sentence without spaces (except between two words), signs of
    multiplication and names of modules."""
    text = unicodedata.normalize("NFKC", "".join(_SPELLED.get(c, c) for c in text))
    text = re.sub(r"\s*(?<!\*)\*(?!\*)\s*", "", text.replace("**", "^"))
    text = re.sub(r"\b(?:np|math|numpy)\.", "", text, flags=re.ASCII)
    return re.sub(r"(?<!\w)\s+|\s+(?!\w)", "", text, flags=re.ASCII)


def stands_in(answer: str, text: str) -> bool:
    """Does an answer stand in a text (both plain), and not only as a part of something longer?"""
    before = r"(?<![\w.])" if re.match(r"\w", answer, re.ASCII) else ""
    after = r"(?![\w(])" if re.search(r"\w$", answer, re.ASCII) else ""
    return re.search(before + re.escape(answer) + after, text, re.ASCII) is not None


def answers(source: str, function: str) -> set[str]:
    """What the function of this name (or the methods of the class) returns, in plain form."""
    found: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == function:
            for part in ast.walk(node):
                if isinstance(part, ast.FunctionDef):
                    found |= _returned(part)
    return found


def _returned(function: ast.FunctionDef) -> set[str]:
    inlined = _WrittenOut(function)
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None:
            parts = node.value.elts if isinstance(node.value, ast.Tuple) else []
            for value in (node.value, *parts):
                for expression in (value, inlined.of(value)):
                    if any(isinstance(part, _DOING) for part in ast.walk(expression)):
                        found.add(plain(ast.unparse(expression)))
    return {answer for answer in found if _SHORTEST <= len(answer) <= _LONGEST}


class _WrittenOut(ast.NodeTransformer):
    """Puts what local variables were set to, once each, in their place."""

    def __init__(self, function: ast.FunctionDef) -> None:
        assigned: dict[str, list[ast.expr]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        assigned.setdefault(target.id, []).append(node.value)
        self.known = {name: values[0] for name, values in assigned.items() if len(values) == 1}
        self.open: list[str] = []

    def of(self, expression: ast.expr) -> ast.expr:
        """The expression written out; the one that is given stays as it is."""
        copy = ast.parse(ast.unparse(expression), mode="eval").body
        written: ast.expr = self.visit(copy)
        return written

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self.known or node.id in self.open or len(self.open) == _DEEPEST:
            return node
        self.open.append(node.id)
        written = self.of(self.known[node.id])
        self.open.pop()
        return written
