"""Answers that the right formula gives with one edit: a term lost, two sides exchanged.

There are two formulas: the body of the function's definition in checks.py with the functions of
that file that it calls, and, where it is at hand, the model solution.  The edits are those of
:mod:`grader.mutants` and of :mod:`grader.diagnosis.edits`.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from grader.authoring import FunctionChecks
from grader.diagnosis import Candidate, Evidence, behaves_like
from grader.diagnosis.edits import HELPERS, edited
from grader.mutants import mutants
from grader.result import Diagnosis
from reference import engine
from reference.catalogue import Language, Text

# What an edit may put in the place of a function, and the formula has not imported.
_FUNCTIONS = {
    name: getattr(engine, name)
    for name in ("sigmoid", "tanh", "relu", "exp", "log", "sqrt", "mean", "norm", "maximum")
}


@dataclass(frozen=True, slots=True)
class _Formula:
    """A function ``name`` among others that it uses, their texts, and the names that they know."""

    name: str
    sources: Mapping[str, str]
    names: Mapping[str, Any]
    wanted: tuple[str, ...] | None  # which arguments; None: all of them, in order
    codes: dict[str, CodeType] = field(default_factory=dict)

    def candidate(
        self, said: Text, name: str, code: CodeType | str, language: Language, edit: str = ""
    ) -> Candidate:
        """The formula with the edited text of one of its functions."""
        shown = behaves_like(f"the right formula {said.en}", f"正しい式で{said.ja}か", language)
        diagnosis = Diagnosis(f"formula-{_slug(said.en)}", "graph", shown)
        run = self._predicting(name, code)
        return Candidate(diagnosis, run, raises=self.wanted is None, edit=edit)

    def _predicting(self, edited_name: str, code: CodeType | str) -> Callable[[Evidence], Any]:
        made: list[Callable[..., Any]] = []

        def predict(one: Evidence) -> Any:
            if not made:
                names = {**_FUNCTIONS, **HELPERS, **self.names}
                for name, source in self.sources.items():
                    if name != edited_name:
                        if name not in self.codes:
                            self.codes[name] = compile(source, "<right>", "exec")
                        exec(self.codes[name], names)
                exec(code, names)
                made.append(names[self.name])
            if self.wanted is None:
                return made[0](*map(_own, one.arguments.values()))
            return made[0](**{n: one.arguments[n] for n in self.wanted if n in one.arguments})

        return predict


def candidates(function: FunctionChecks, language: Language, solution: str) -> Iterator[Candidate]:
    """The formulas with one edit, in the function itself or in one that it uses."""
    formulas = [_of_the_definition(function)]
    if solution and function.through is None:
        formulas.append(_of_the_solution(function.name, solution))
    for formula in formulas:
        if any(map(_may_never_end, formula.sources.values())):
            continue  # an edit could keep it from ever ending
        for name, source in formula.sources.items():
            for mutant in mutants(source, name):
                edit = "" if formula.wanted else mutant.edit
                yield formula.candidate(mutant.said, name, mutant.source, language, edit)
            module = ast.parse(source)
            (tree,) = module.body
            assert isinstance(tree, ast.FunctionDef)
            parameters = tuple(a.arg for a in tree.args.args)
            for said in edited(tree, parameters):
                try:
                    code = compile(module, "<edited>", "exec")
                except (SyntaxError, ValueError, TypeError):
                    continue
                yield formula.candidate(said, name, code, language)


def _of_the_definition(function: FunctionChecks) -> _Formula:
    definition = function.definition
    assert definition is not None and definition.body is not None
    body = definition.body
    module = body.__globals__
    sources = {body.__name__: _plain_source(body)}
    waiting = [body]
    while waiting:
        for name in waiting.pop().__code__.co_names:
            used = module.get(name)
            if inspect.isfunction(used) and used.__globals__ is module and name not in sources:
                sources[name] = _plain_source(used)
                waiting.append(used)
    return _Formula(body.__name__, sources, module, definition.parameters)


def _of_the_solution(name: str, solution: str) -> _Formula:
    tree = ast.parse(solution)
    functions = {n.name: ast.unparse(n) for n in tree.body if isinstance(n, ast.FunctionDef)}
    names: dict[str, Any] = {}
    exec(compile(tree, "<solution>", "exec"), names)
    sources = {name: functions[name]} if name in functions else {}
    for other, text in functions.items():
        if other != name and sources and f"{other}(" in sources[name]:
            sources[other] = text
    return _Formula(name, sources, names, None)


def _may_never_end(source: str) -> bool:
    return any(isinstance(node, ast.While) for node in ast.walk(ast.parse(source)))


def _own(value: Any) -> Any:
    """An argument that may be changed."""
    from grader.diagnosis.known import copied

    return copied(value)


def _plain_source(function: Callable[..., Any]) -> str:
    """The text of a function without its decorators."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    node = tree.body[0]
    assert isinstance(node, ast.FunctionDef)
    node.decorator_list = []
    return ast.unparse(node)


def _slug(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in text).split())
