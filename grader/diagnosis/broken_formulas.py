"""Answers that the reference's own formula gives with one edit: a term lost, two sides exchanged.

The formula is the body of the function's definition in checks.py, and the functions of that file
that it calls; the edits are those of :mod:`grader.mutants`.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from grader.authoring import FunctionChecks
from grader.diagnosis import Candidate, Evidence, behaves_like
from grader.mutants import Mutant, mutants
from grader.result import Diagnosis
from reference.catalogue import Language


def candidates(function: FunctionChecks, language: Language) -> Iterator[Candidate]:
    """The definition with one edit, in itself or in a function that it uses."""
    definition = function.definition
    assert definition is not None and definition.body is not None
    body = definition.body
    sources = {body.__name__: _plain_source(body), **_helpers(body)}
    if any(isinstance(n, ast.While) for s in sources.values() for n in ast.walk(ast.parse(s))):
        return  # an edit could keep it from ever ending
    wanted = definition.parameters
    for name, source in sources.items():
        for mutant in mutants(source, name):
            run = _runner(sources, mutant, body)
            said = mutant.said
            shown = behaves_like(f"the right formula {said.en}", f"正しい式で{said.ja}か", language)
            diagnosis = Diagnosis(f"formula-{_slug(said.en)}", "graph", shown)
            yield Candidate(diagnosis, _predicting(run, wanted))


def _predicting(run: Callable[..., Any], wanted: tuple[str, ...]) -> Callable[[Evidence], Any]:
    def predict(one: Evidence) -> Any:
        return run(**{n: one.arguments[n] for n in wanted if n in one.arguments})

    return predict


def _runner(
    sources: dict[str, str], mutant: Mutant, body: Callable[..., Any]
) -> Callable[..., Any]:
    """The body, in a copy of its module with one function edited; compiled when it is tried."""
    made: list[Callable[..., Any]] = []

    def run(**arguments: Any) -> Any:
        if not made:
            names = dict(body.__globals__)
            for name, source in sources.items():
                text = mutant.source if name == mutant.function else source
                exec(compile(text, "<edited>", "exec"), names)
            made.append(names[body.__name__])
        return made[0](**arguments)

    return run


def _helpers(body: Callable[..., Any]) -> dict[str, str]:
    """The functions of the same file that it uses, directly or not."""
    module = body.__globals__
    found: dict[str, str] = {}
    waiting = [body]
    while waiting:
        for name in waiting.pop().__code__.co_names:
            used = module.get(name)
            if (
                inspect.isfunction(used)
                and used.__globals__ is module
                and name not in found
                and used is not body
            ):
                found[name] = _plain_source(used)
                waiting.append(used)
    return found


def _plain_source(function: Callable[..., Any]) -> str:
    """The text of a function without its decorators."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    node = tree.body[0]
    assert isinstance(node, ast.FunctionDef)
    node.decorator_list = []
    return ast.unparse(node)


def _slug(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in text).split())
