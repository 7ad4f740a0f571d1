"""Checking one's work inside a notebook: `%check ex3`, or `grader.check("ex3")`.

    %load_ext grader
    %check ex3
    %check ex3 sigmoid

What is judged are the functions as they are defined in the notebook now, whether it has been saved
or not.  They are found in the cells that were run, with whatever else they need; the judging is
done by `course check` in a process of its own.
"""

from __future__ import annotations

import ast
import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader import course
from grader.errors import UsageError, suggest
from grader.i18n import language_from
from grader.result import Scorecard
from grader.submission import python_of
from grader.usage import tell
from reference.catalogue import Language, Text

if TYPE_CHECKING:
    from grader.course import Course

_HEIGHT = 420  # of the frame, until the page in it has said how tall it is


class Result:
    """What a check found; a notebook shows it as a page, a terminal as text."""

    def __init__(self, scorecard: Scorecard, whole: Course, language: Language) -> None:
        self.scorecard, self._course, self._language = scorecard, whole, language

    @property
    def score(self) -> float:
        return self.scorecard.score

    @property
    def max_score(self) -> float:
        return self.scorecard.max_score

    def __repr__(self) -> str:
        from grader.report import text
        from grader.report.terminal import Terminal

        return text.render(self.scorecard, self._course, Terminal(self._language), notebook=True)

    def _repr_html_(self) -> str:
        from grader.report import html as page

        whole = page.render(self.scorecard, self._course, self._language, notebook=True)
        fit = "this.style.height = this.contentDocument.documentElement.scrollHeight + 'px'"
        title = f"course check {self.scorecard.exercise}"
        return (
            f'<iframe title="{title}" srcdoc="{html.escape(whole)}" onload="{fit}" '
            f'style="width: 100%; height: {_HEIGHT}px; border: 0"></iframe>'
        )


def check(exercise: str, function: str | None = None, *, lang: str | None = None) -> Result:
    """Judge an exercise, or one of its functions, as the notebook defines it now.

    ``lang``: "en" or "ja".  Raises UsageError for an exercise or a function that does not exist,
    and outside a notebook.
    """
    shell = _shell()
    if shell is None:
        raise UsageError(
            Text("this works in a notebook", "これはノートブックの中で使うものです"),
            remedy=Text("in a terminal: course check ex3", "ターミナルでは: course check ex3"),
        )
    language: Language = "ja" if (lang or language_from()) == "ja" else "en"
    whole = course.load()
    wanted = whole.exercise(exercise)
    only = wanted.function(function).name if function else None
    names = {f.name for f in wanted.functions}
    cells = needed(list(shell.history_manager.input_hist_raw), names)
    return Result(_judged(exercise, only, cells, language), whole, language)


def load_extension(shell: Any) -> None:
    """Make `%check` and `%%check` known to IPython."""
    shell.register_magic_function(_line_magic, "line", "check")
    shell.register_magic_function(_cell_magic, "cell", "check")


def _line_magic(line: str) -> Result | None:
    words = line.split()
    language: Language = "ja" if language_from() == "ja" else "en"
    try:
        if not 1 <= len(words) <= 2:
            raise UsageError(
                Text("which exercise?", "どの課題ですか"),
                remedy=Text("for example: %check ex3", "例: %check ex3"),
            )
        return check(*words)
    except UsageError as error:  # a sentence says more here than a traceback
        tell(error, language)
        return None


def _cell_magic(line: str, cell: str) -> Result | None:
    """Run the cell, then check."""
    shell = _shell()
    assert shell is not None
    ran = shell.run_cell(cell, store_history=False)
    return _line_magic(line) if ran.success else None


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()


# -- what the notebook defines ---------------------------------------------------------------------


def needed(ran: Sequence[str], names: set[str]) -> list[str]:
    """The cells with nothing left but what these functions need; lines stay where they are.

    ``ran``: the cells in the order in which they were run; the last definition of a name counts.
    """
    cells = [python_of(cell) for cell in ran]
    statements = list(_statements(cells))
    latest: dict[str, int] = {}
    for position, (_cell, statement) in enumerate(statements):
        for name in _defined(statement):
            latest[name] = position
    kept = {i for i, (_, s) in enumerate(statements) if isinstance(s, (ast.Import, ast.ImportFrom))}
    waiting = [latest[name] for name in names if name in latest]
    others = {s.name for _, s in statements if isinstance(s, ast.FunctionDef)} - names
    for name in names - latest.keys():  # what is nearly called so may be meant: then it can be said
        similar = suggest(name, sorted(others))
        if similar is not None:
            waiting.append(latest[similar])
    while waiting:
        position = waiting.pop()
        if position not in kept:
            kept.add(position)
            waiting += [latest[n] for n in _used(statements[position][1]) if n in latest]
    lines = [[""] * (cell.count("\n") + 1) for cell in cells]
    for position in kept:
        number, statement = statements[position]
        whole = cells[number].split("\n")
        for line in range(_first_line(statement) - 1, statement.end_lineno or 0):
            lines[number][line] = whole[line]
    return ["\n".join(cell) for cell in lines]


def _statements(cells: Sequence[str]) -> Iterator[tuple[int, ast.stmt]]:
    for number, cell in enumerate(cells):
        try:
            yield from ((number, statement) for statement in ast.parse(cell).body)
        except (SyntaxError, ValueError):  # it defined nothing when it was run, either
            continue


def _defined(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name) | ast.ClassDef(name):
            yield name
        case ast.Assign(targets):
            for target in targets:
                yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name))
        case ast.AnnAssign(ast.Name(name)):
            yield name


def _used(statement: ast.stmt) -> Iterator[str]:
    yield from (node.id for node in ast.walk(statement) if isinstance(node, ast.Name))


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(d.lineno for d in decorators)])


def _judged(exercise: str, only: str | None, cells: Sequence[str], language: Language) -> Scorecard:
    """Have `course check` judge the cells; their numbers are those of In [1], In [2], …"""
    notebook = {
        # The history begins with an empty cell of IPython's own.
        "cells": [{"cell_type": "code", "source": cell} for cell in cells[1:]],
        "nbformat": 4,
    }
    with tempfile.TemporaryDirectory() as folder:
        name = f"{exercise}.ipynb"
        (Path(folder) / name).write_text(json.dumps(notebook), encoding="utf-8")
        command = [sys.executable, "-m", "grader", "check", exercise, name]
        command += ["--format", "json", "--lang", language]
        if only is not None:
            command += ["--function", only]
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    if done.returncode not in (0, 1):
        raise UsageError(done.stderr.strip().removeprefix("error: "))
    return Scorecard.from_json(json.loads(done.stdout))
