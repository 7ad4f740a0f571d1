"""An exercise as a notebook: the lesson, and for every function a cell to write and cells to mark.

The notebook is the instructor's source: the model solution stands between solution markers, so
that what nbgrader leaves of it for students is exactly the stub of exN.py.  All cells have stable
ids, so that a course that has not changed gives the same bytes.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader import corpus, programs
from grader.corpus import Corpus
from grader.course import Course, Exercise, Function
from grader.errors import ConfigurationError
from grader.gradebook import Part
from grader.gradebook.example import example_of
from grader.i18n import translator
from grader.report.lesson import text_of
from grader.report.terminal import wrap
from reference.catalogue import Language

_WIDTH: Final = 88
_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"
_FIGURE = re.compile(r"!\[(?P<about>[^\]]*)\]\((?P<path>[^)\s]+)\)")
_KERNEL: Final = {"display_name": "Python 3", "language": "python", "name": "python3"}


def source_notebook(course: Course, exercise: Exercise, language: Language) -> NotebookNode:
    """The instructor's notebook.

    Raises ConfigurationError where stub, solution and course.yaml do not fit together.
    """
    stub = _Text(exercise.needed[0])
    solution = _Text(course.root / "reference" / "solutions" / f"{exercise.name}.py")
    programs.solution(exercise.name, course.root / "reference")  # says so if it is not there
    small = corpus.load_examples(exercise.folder)
    cells = [*_lesson(exercise, language), _answers(exercise, language)]
    if given := stub.others(exercise):
        cells.append(_code("given", given, {"deletable": False}))
    helpers = solution.helpers(exercise)
    for function in exercise.functions:
        cells.append(_to_write(function, stub, solution, helpers))
        helpers = ""
        cells += _to_mark(course, function, small, language)
    notebook = new_notebook(cells=cells)
    notebook.metadata.kernelspec = dict(_KERNEL)
    notebook.metadata.language_info = {"name": "python"}
    notebook.metadata.course = {
        "id": course.id,
        "version": course.version,
        "exercise": exercise.name,
        "language": language,
    }
    notebook.metadata.course.digest = digest(notebook)
    return notebook


def digest(notebook: Mapping[str, Any]) -> str:
    """What tells whether a person has changed the notebook: its cells, whoever saved them."""
    told = [
        (
            cell.get("cell_type"),
            _source(cell),
            {
                name: value
                for name, value in (cell.get("metadata", {}).get("nbgrader") or {}).items()
                if name != "checksum"
            },
        )
        for cell in notebook.get("cells", [])
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


# -- cells ----------------------------------------------------------------------------------------


def _code(name: str, source: str, metadata: dict[str, Any]) -> NotebookNode:
    return new_code_cell(source, id=_id(name), metadata=metadata)


def _id(name: str) -> str:
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[:16]


def _nbgrader(name: str, **settings: Any) -> dict[str, Any]:
    metadata = {"schema_version": 3, "grade": False, "solution": False, "locked": False}
    return metadata | {"task": False, "grade_id": name} | settings


def _to_write(function: Function, stub: _Text, solution: _Text, helpers: str) -> NotebookNode:
    source = stub.with_solution(function.name, solution, helpers)
    metadata = {
        "nbgrader": _nbgrader(function.name, solution=True),
        "course": {"function": function.name},
    }
    return _code(function.name, source, metadata)


def _to_mark(
    course: Course, function: Function, small: Corpus, language: Language
) -> Iterator[NotebookNode]:
    _ = translator(language)
    checks = small.functions[function.name]
    attempt = example_of(small, function.name)
    for concept, points in function.points.items():
        part = Part(function.name, concept)
        if not re.fullmatch(r"[A-Za-z0-9_-]+", part.grade_id):
            raise ConfigurationError(
                f"{function.name!r} cannot be the name of a notebook's cell",
                where="course.yaml",
                remedy="nbgrader wants a function's name to be of the letters a to z, digits and _",
            )
        head = _("{function} · {concept} · points: {points}").format(
            function=function.name, concept=course.concepts[concept][language], points=f"{points:g}"
        )
        lines = [head]
        for check in checks.judged:
            if (check.concept or function.main_concept) == concept:
                lines.append(f"- {check.text[language]}")
        if attempt and concept == function.main_concept:
            lines.append(_("Here is one example. Your marks come from many other inputs."))
            code = attempt
        else:
            lines.append(_("What is right and what is not will stand here when it is marked."))
            code = _is_written(function.name, checks.through is not None, language)
        comment = [
            f"# {'  ' if number and line.startswith('- ') else ''}{text}"
            for line in lines
            for number, text in enumerate(wrap(line, _WIDTH - 4))
        ]
        metadata = {
            "nbgrader": _nbgrader(part.grade_id, grade=True, locked=True, points=points),
            "course": {"function": function.name, "concept": concept},
        }
        yield _code(part.grade_id, "\n".join([*comment, "", code]), metadata)


def _is_written(name: str, is_class: bool, language: Language) -> str:
    """Code that stops as long as nobody has written the function; it does not call it."""
    said = translator(language)("{name} still says NotImplementedError").format(name=name)
    if is_class:
        return (
            f"for method in vars({name}).values():\n"
            '    names = getattr(getattr(method, "__code__", None), "co_names", ())\n'
            f'    assert "NotImplementedError" not in names, "{said}"'
        )
    return f'assert "NotImplementedError" not in {name}.__code__.co_names, "{said}"'


# -- the lesson -----------------------------------------------------------------------------------


def _lesson(exercise: Exercise, language: Language) -> Iterator[NotebookNode]:
    """Cells that begin at headings; a figure has a cell of its own, as its source is long."""
    for number, block in enumerate(_blocks(text_of(exercise, language))):
        figure = _FIGURE.fullmatch(block.strip())
        text = _embedded(exercise.folder, figure) if figure else block
        yield new_markdown_cell(text, id=_id(f"lesson-{number}"))


def _blocks(text: str) -> Iterator[str]:
    block: list[str] = []
    fenced = False
    for line in text.splitlines():
        fenced ^= line.lstrip().startswith("```")
        alone = not fenced and _FIGURE.fullmatch(line.strip()) is not None
        heading = not fenced and re.match(r"#{1,6} ", line) is not None
        if (alone or heading) and any(map(str.strip, block)):
            yield "\n".join(block).strip("\n")
            block = []
        block.append(line)
        if alone:
            yield "\n".join(block)
            block = []
    if any(map(str.strip, block)):
        yield "\n".join(block).strip("\n")


def _embedded(folder: Path, figure: re.Match[str]) -> str:
    """The figure inside the notebook itself: JupyterLab shows no SVG that is an attachment."""
    path = folder / figure["path"]
    kinds = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
    try:
        data = base64.b64encode(path.read_bytes()).decode()
    except OSError as error:
        raise ConfigurationError(
            "a figure of the lesson is missing", where=str(path), remedy="make it again"
        ) from error
    about = figure["about"].replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return f'<img alt="{about}" src="data:{kinds[path.suffix]};base64,{data}">'


def _answers(exercise: Exercise, language: Language) -> NotebookNode:
    _ = translator(language)
    text = "\n\n".join(
        [
            "## " + _("Your answers"),
            _(
                "Where the lesson speaks of {file}, it means the cells below. Write every function "
                "into its cell. After it come the cells that your marks will be in: they say what "
                "is looked at, and most of them try an example. They are locked; add as many cells "
                "of your own as you like, anywhere."
            ).format(file=f"{exercise.name}.py"),
            _(
                "When you are done, save the notebook and hand it in under its name, {file}. Where "
                "the course's program is installed, `course check {exercise} {file}` in a terminal "
                "tells you beforehand what is wrong."
            ).format(file=f"{exercise.name}.ipynb", exercise=exercise.name),
        ]
    )
    return new_markdown_cell(text, id=_id("answers"))


# -- stubs and solutions --------------------------------------------------------------------------


class _Text:
    """A Python file of the course, and where its functions are."""

    def __init__(self, path: Path) -> None:
        self.path = path
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        self.tree, self.lines = ast.parse(text, str(path)), text.splitlines()

    def node(self, name: str) -> ast.FunctionDef | ast.ClassDef:
        for node in self.tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
                return node
        raise ConfigurationError(f"there is no {name} in this file", str(self.path), "write it")

    def between(self, first: int, last: int) -> list[str]:
        """Lines by number, from 1, both included."""
        return self.lines[first - 1 : last]

    def others(self, exercise: Exercise) -> str:
        """What stands in the stub besides its docstring and the functions: imports, constants."""
        names = {function.name for function in exercise.functions}
        return "\n".join(
            line
            for number, node in enumerate(self.tree.body)
            if not (number == 0 and _is_docstring(node)) and getattr(node, "name", "") not in names
            for line in self.between(node.lineno, node.end_lineno or node.lineno)
        )

    def helpers(self, exercise: Exercise) -> str:
        """What a solution defines besides the functions."""
        names = {function.name for function in exercise.functions}
        parts = []
        for number, node in enumerate(self.tree.body):
            imported = isinstance(node, (ast.Import, ast.ImportFrom))
            if imported or (number == 0 and _is_docstring(node)):
                continue
            if getattr(node, "name", "") not in names:
                parts.append("\n".join(self.between(node.lineno, node.end_lineno or node.lineno)))
        return "\n\n\n".join(parts)

    def with_solution(self, name: str, solution: _Text, helpers: str) -> str:
        """The stub, what is to be written replaced by the solution between its markers.

        nbgrader puts ``raise NotImplementedError`` in the place of whatever is there.  Where the
        solution is more than the body of this function, all of it follows, and counts.
        """
        stub, right = self.node(name), solution.node(name)
        unwritten: ast.stmt = stub
        while isinstance(unwritten, (ast.FunctionDef, ast.ClassDef)):
            unwritten = unwritten.body[-1]
        if not isinstance(unwritten, ast.Raise):
            what = f"the stub of {name} does not end in `raise NotImplementedError`"
            raise ConfigurationError(what, f"{self.path}:{unwritten.lineno}", "let it do so")
        margin = " " * unwritten.col_offset
        whole = solution.between(right.lineno, right.end_lineno or right.lineno)
        region = [f"{margin}raise NotImplementedError", "", "", *whole]
        match stub, right:
            case ast.FunctionDef(args=theirs), ast.FunctionDef(args=ours) if ast.dump(
                theirs
            ) == ast.dump(ours):
                begins = next(n for n, line in enumerate(whole) if line.rstrip().endswith(":"))
                region = whole[begins + 1 :]
        if helpers:
            region += ["", "", *helpers.splitlines()]
        return "\n".join(
            [
                *self.between(stub.lineno, unwritten.lineno - 1),
                f"{margin}{_BEGIN}",
                *region,
                f"{margin}{_END}",
            ]
        )


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
