"""An exercise's texts, figures and files: is everything there, in both languages, and no more?

Nothing here runs a program; what is found wrong is said as `file: what is wrong`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from grader.course import POINTS, Course, Exercise
from grader.errors import ConfigurationError
from grader.formulas import answers, plain, stands_in
from grader.hints import general
from grader.programs import Program
from reference.catalogue import Language, Text

LESSONS: Final[dict[Language, str]] = {"en": "README.md", "ja": "README.ja.md"}
TO_WRITE: Final = "TODO"  # how `course new` marks what the author has to write
CATALOGUES: Final = ("solutions", "alternatives", "misconceptions")
_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")


def is_in(language: Language, text: str) -> bool:
    """Is this written, and in this language rather than in the other?"""
    return bool(text.strip()) and bool(_JAPANESE.search(text)) == (language == "ja")


def written(text: Text) -> bool:
    """Is this text there in both languages?"""
    return is_in("en", text.en) and is_in("ja", text.ja)


# -- an exercise ----------------------------------------------------------------------------------


def faults(exercise: Exercise, reference: Path) -> Iterator[str]:
    """What is wrong with the texts and files of an exercise, the known programs apart."""
    name = exercise.name
    if abs(exercise.max_score - POINTS) > 1e-9:
        yield f"{name}: the points add up to {exercise.max_score:g}, not {POINTS:g}"
    if not written(exercise.title):
        yield f"{name}: the title in course.yaml is not there in both languages"
    for language, lesson in LESSONS.items():
        path = exercise.folder / lesson
        if not path.is_file() or not is_in(language, path.read_text(encoding="utf-8")):
            yield f"{name}: {lesson} is missing or empty, or in another language"
    yield from _stub(exercise)
    yield from _sentences_of_laws(exercise)
    yield from _general_hints(exercise)
    yield from _figures(exercise)
    yield from _strays(exercise)
    yield from _to_write(exercise, reference)


def _stub(exercise: Exercise) -> Iterator[str]:
    """Does the stub say in both languages what every function is to do?"""
    path = exercise.folder / f"{exercise.name}.py"
    source = path.read_text(encoding="utf-8")
    if not source.strip():
        yield f"{exercise.name}: {path.name} is missing or empty"
        return
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        yield f"{exercise.name}: {path.name}:{error.lineno}: {error.msg}"
        return
    written = {
        node.name: ast.get_docstring(node) or ""
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }
    for function in exercise.functions:
        said = written.get(function.name, "").splitlines()
        if not all(any(is_in(language, line) for line in said) for language in LESSONS):
            yield (
                f"{exercise.name}: {path.name} does not say in both languages what "
                f"{function.name} is to do"
            )


def _sentences_of_laws(exercise: Exercise) -> Iterator[str]:
    """Every `require(…, en=…, ja=…)` of the checks."""
    try:
        tree = ast.parse((exercise.folder / "checks.py").read_text(encoding="utf-8"))
    except SyntaxError:  # whoever loads the checks says so
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "require":
            said = {keyword.arg: _letters(keyword.value) for keyword in node.keywords}
            if not all(is_in(language, said.get(language, "")) for language in LESSONS):
                yield (
                    f"{exercise.name}: checks.py:{node.lineno}: this `require` has no sentence "
                    f"in one of the languages"
                )


def _letters(node: ast.expr) -> str:
    """What is written in a string, f-string or concatenation; a name stands for both languages."""
    constants = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)]
    return " ".join(text for text in constants if isinstance(text, str))


def _general_hints(exercise: Exercise) -> Iterator[str]:
    try:
        known = general(exercise)
    except ConfigurationError as error:
        yield f"{exercise.name}: {error}"
        return
    for function, steps in known.items():
        for number, step in enumerate(steps, 1):
            if not written(step):
                yield f"{exercise.name}: hints.yaml: hint {number} of {function} lacks a language"


def _figures(exercise: Exercise) -> Iterator[str]:
    """Links lead somewhere; both lessons show the same figures, and all there are."""
    shown: dict[str, set[str]] = {}
    for lesson in LESSONS.values():
        path = exercise.folder / lesson
        if not path.is_file():
            continue
        shown[lesson] = set()
        for picture, words, target in _LINK.findall(_prose(path.read_text(encoding="utf-8"))):
            place = target.partition("#")[0]
            if picture:
                shown[lesson].add(target)
                if not words.strip():
                    yield f"{exercise.name}: {lesson}: {target} is not described in words"
            if "://" not in target and place and not (exercise.folder / place).exists():
                yield f"{exercise.name}: {lesson}: there is no {target}"
    there = {f"figures/{path.name}" for path in (exercise.folder / "figures").glob("*.svg")}
    for lesson, figures in shown.items():
        for figure in sorted(there - figures):
            yield f"{exercise.name}: {lesson} does not show {figure}"


def _prose(markdown: str) -> str:
    """A lesson without its code, in which brackets are not links."""
    fenced = re.sub(r"^```.*?^```", "", markdown, flags=re.DOTALL | re.MULTILINE)
    indented = re.sub(r"^(?: {4}|\t).*$", "", fenced, flags=re.MULTILINE)
    return re.sub(r"`[^`]*`", "", indented)


def _strays(exercise: Exercise) -> Iterator[str]:
    """Files in the exercise's folder that nobody asked for."""
    expected = {*LESSONS.values(), f"{exercise.name}.py", "checks.py", "hints.yaml", "figures"}
    for path in _visible(exercise.folder):
        if path.name not in expected:
            yield f"{exercise.name}: {path.name} does not belong into exercises/{exercise.name}"
    figures = [p for p in _visible(exercise.folder / "figures") if p.suffix != ".svg"]
    scripts = "".join(p.read_text(encoding="utf-8") for p in figures if p.suffix == ".py")
    for path in figures:
        if path.suffix != ".py" and path.name not in scripts:  # data from which they are drawn
            yield (
                f"{exercise.name}: figures/{path.name} is no figure, and no script there names it"
            )


def _visible(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    hidden = (".", "__pycache__")
    return sorted(path for path in folder.iterdir() if not path.name.startswith(hidden))


def _to_write(exercise: Exercise, reference: Path) -> Iterator[str]:
    """What `course new` has left to the author."""
    texts = ("README.md", "README.ja.md", f"{exercise.name}.py", "checks.py", "hints.yaml")
    paths = [exercise.folder / name for name in texts]
    paths += [reference / catalogue / f"{exercise.name}.py" for catalogue in CATALOGUES]
    for path in paths:
        if path.is_file():
            shown = path.relative_to(reference.parent).as_posix()
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if what := _marked(line):
                    yield f"{exercise.name}: {shown}:{number}: to write: {what}"
    for title in (exercise.title.en, exercise.title.ja):
        if what := _marked(title):
            yield f"{exercise.name}: course.yaml: to write: {what}"


def _marked(line: str) -> str:
    """What stands behind the mark, without the quotes and brackets around both."""
    return line.partition(TO_WRITE)[2].strip(" :\"'*)")


# -- the course -----------------------------------------------------------------------------------


def strays(course: Course) -> Iterator[str]:
    """Files and folders of exercises/ and reference/ that belong to no exercise."""
    names = {exercise.name for exercise in course.exercises}
    for path in _visible(course.root / "exercises"):
        if path.name not in names:
            yield f"exercises/{path.name} belongs to no exercise of course.yaml"
    reference = course.root / "reference"
    for path in _visible(reference):
        if path.suffix != ".py" and path.name not in (*CATALOGUES, "equivalent.yaml", "py.typed"):
            yield f"reference/{path.name} does not belong there"
    for catalogue in CATALOGUES:
        for path in _visible(reference / catalogue):
            if path.stem not in names or path.suffix != ".py":
                yield f"reference/{catalogue}/{path.name} belongs to no exercise of course.yaml"


# -- no hint contains the answer ------------------------------------------------------------------


def given_away(exercise: Exercise, solution: str, known: Sequence[Program]) -> Iterator[str]:
    """Hints and explanations of mistakes in which a right program's own expression stands."""
    right = {function.name: answers(solution, function.name) for function in exercise.functions}
    for program in known:
        if program.misconception is None and program.function in right:
            right[program.function] |= answers(program.source, program.function)
    for where, function, text in _told(exercise, known):
        for language in LESSONS:
            said = plain(text[language])
            for answer in sorted(right.get(function, ())):
                if stands_in(answer, said):
                    yield f"{exercise.name}: {where} gives the answer away ({language}: {answer})"


def _told(exercise: Exercise, known: Sequence[Program]) -> Iterator[tuple[str, str, Text]]:
    """Everything that is said about wrong answers: where, about which function, the text."""
    try:
        ladders = general(exercise)
    except ConfigurationError:  # complained about elsewhere
        ladders = {}
    for function, steps in ladders.items():
        for number, step in enumerate(steps, 1):
            yield f"hint {number} of {function} in hints.yaml", function, step
    for program in known:
        if program.misconception is not None:
            where, mistake = f"{program.function}.{program.id}", program.misconception
            yield f"the text of {where}", program.function, mistake.text
            for number, step in enumerate(mistake.hints, 1):
                yield f"hint {number} of {where}", program.function, step
