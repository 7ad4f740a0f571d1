"""Known programs: the solution, the alternatives and the misconceptions, as submissions.

A known program is one function, or one class.  What is judged is the model solution with it put
after the solution's own, as a student would write it again further down: the last definition
counts.  A class may build on the solution's own of the same name, and change a method of it.
"""

from __future__ import annotations

import ast
import hashlib
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from grader.errors import ConfigurationError
from grader.isolation import Cell
from grader.submission import Submission
from reference.catalogue import Misconception


@dataclass(frozen=True, slots=True)
class Program:
    """One function or class, right (an alternative) or wrong (a misconception)."""

    exercise: str
    function: str
    id: str
    source: str
    misconception: Misconception | None = None


def solution(exercise: str, reference: Path) -> str:
    """The text of the model solution."""
    return _text(reference / "solutions" / f"{exercise}.py")


def alternatives(exercise: str, reference: Path) -> Iterator[Program]:
    """The right programs of ``reference/alternatives``."""
    yield from _programs(exercise, reference / "alternatives" / f"{exercise}.py")


def misconceptions(exercise: str, reference: Path) -> Iterator[Program]:
    """The wrong programs of ``reference/misconceptions``, each with what was misunderstood.

    Raises ConfigurationError for a method that is not marked as a misconception.
    """
    path = reference / "misconceptions" / f"{exercise}.py"
    _text(path)  # says so if it is not there
    spec = spec_from_file_location(f"misconceptions_{exercise}", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    for program in _programs(exercise, path):
        known: Any = getattr(getattr(module, program.function), program.id)
        if not isinstance(known, Misconception):
            raise ConfigurationError(
                f"{program.function}.{program.id} is not marked with @misconception",
                where=str(path),
                remedy="say in the decorator what is misunderstood, and give three hints",
            )
        yield Program(exercise, program.function, program.id, program.source, known)


def submission(solution: str, program: Program | None = None, name: str = "") -> Submission:
    """The model solution, with one of its functions replaced by a known program."""
    source = solution if program is None else f"{solution}\n\n{program.source}"
    path = name or (f"{program.function}.{program.id}" if program else "solution")
    cell = Cell(source, None, 1, f"{path}.py")
    return Submission(path, hashlib.sha256(source.encode()).hexdigest(), (cell,))


def _programs(exercise: str, path: Path) -> Iterator[Program]:
    text = _text(path)
    tree = ast.parse(text, str(path))
    lines = text.splitlines()
    imports = "\n".join(
        ast.unparse(node)
        for node in tree.body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and "reference" not in ast.unparse(node)
        and "__future__" not in ast.unparse(node)
    )
    for group in tree.body:
        if not isinstance(group, ast.ClassDef):
            continue
        for node in group.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                keyword = "def" if isinstance(node, ast.FunctionDef) else "class"
                body = textwrap.dedent("\n".join(lines[node.lineno - 1 : node.end_lineno]))
                renamed = body.replace(f"{keyword} {node.name}", f"{keyword} {group.name}", 1)
                yield Program(exercise, group.name, node.name, f"{imports}\n\n\n{renamed}\n")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigurationError(
            "a file of the course is missing",
            where=str(path),
            remedy="an installed student package has no answers; work in the course's repository",
        ) from error
