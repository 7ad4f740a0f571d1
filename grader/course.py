"""course.yaml as a :class:`Course`, with every mistake in it reported at its line and column.

The parsed course is cached by the hash of the file, so that an ordinary check does not even import
the YAML library.
"""

from __future__ import annotations

import hashlib
import json
import keyword
import math
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from grader import cache
from grader.errors import ConfigurationError, UsageError, suggest
from reference.catalogue import Language, Text

if TYPE_CHECKING:
    from yaml.nodes import Node

POINTS = 10.0  # of every exercise
LANGUAGES: tuple[Language, ...] = get_args(Language)
_NAME = "course.yaml"
_FORMAT = 2  # of what is cached
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Function:
    """A function to write, and its points by concept, the main concept first."""

    name: str
    points: Mapping[str, float]

    @property
    def main_concept(self) -> str:
        return next(iter(self.points))

    @property
    def max_score(self) -> float:
        return math.fsum(self.points.values())


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: ``folder`` holds its lesson, its stub and its checks."""

    name: str
    title: Text
    functions: tuple[Function, ...]
    folder: Path

    @property
    def max_score(self) -> float:
        return math.fsum(function.max_score for function in self.functions)

    @property
    def needed(self) -> tuple[Path, ...]:
        """The files without which it cannot be handed out and judged: the stub and the checks."""
        return self.folder / f"{self.name}.py", self.folder / "checks.py"

    def function(self, name: str) -> Function:
        """Raises UsageError, with what was probably meant."""
        for function in self.functions:
            if function.name == name:
                return function
        raise _unknown("function", "関数", name, [function.name for function in self.functions])


@dataclass(frozen=True, slots=True)
class Course:
    """The whole course."""

    id: str
    version: str
    title: Text
    concepts: Mapping[str, Text]
    exercises: tuple[Exercise, ...]
    root: Path
    languages: tuple[Language, ...] = LANGUAGES

    def exercise(self, name: str) -> Exercise:
        """Raises UsageError, with what exists and what was probably meant."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        raise _unknown("exercise", "課題", name, [exercise.name for exercise in self.exercises])


def _unknown(kind: str, ja: str, name: str, known: list[str]) -> UsageError:
    meant = suggest(name, known)
    there = ", ".join(known)
    return UsageError(
        Text(f"there is no {kind} {name!r}", f"{ja} {name!r} はありません"),
        remedy=Text(
            (f"did you mean {meant}? " if meant else "") + f"There are: {there}",
            (f"{meant} のことですか。" if meant else "") + f"あるのは {there} です",
        ),
    )


def course_root() -> Path:
    """Where the course is: $COURSE_ROOT, the repository, or the copy inside an installation."""
    chosen = os.environ.get("COURSE_ROOT")
    if chosen:
        return Path(chosen).absolute()
    here = Path(__file__).parent
    repository = here.parent
    return repository if (repository / _NAME).is_file() else here / "_course"


def load(root: Path | None = None) -> Course:
    """The course at ``root``.  Raises ConfigurationError with all mistakes, each with its place."""
    root = root or course_root()
    path = root / _NAME
    try:
        data = path.read_bytes()
    except OSError as error:
        en, ja = "course.yaml cannot be read", "course.yaml を読めません"
        raise ConfigurationError(
            Text(f"{en} ({error.strerror})", f"{ja}({error.strerror})"),
            where=str(root),
            remedy=Text(
                "set COURSE_ROOT to the course's folder, or install the course again",
                "COURSE_ROOT に講座のフォルダーを指定するか、インストールしなおしてください",
            ),
        ) from error
    key = f"course-{_FORMAT}-{hashlib.sha256(data).hexdigest()}"
    course = _kept(key, root)
    if course is None:
        plain = _Parser(root).parse(data)
        cache.write(key, json.dumps(plain).encode())
        course = _course(plain, root)
    return course


def _kept(key: str, root: Path) -> Course | None:
    """The course as it was parsed before, unless the cache or an exercise's files are damaged."""
    kept = cache.read(key)
    if kept is None:
        return None
    try:
        course = _course(json.loads(kept), root)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    there = all(path.is_file() for exercise in course.exercises for path in exercise.needed)
    return course if there else None


def _course(plain: dict[str, Any], root: Path) -> Course:
    return Course(
        plain["id"],
        plain["version"],
        Text(**plain["title"]),
        {name: Text(**text) for name, text in plain["concepts"].items()},
        tuple(
            Exercise(
                name,
                Text(**exercise["title"]),
                tuple(Function(f, points) for f, points in exercise["functions"].items()),
                root / "exercises" / name,
            )
            for name, exercise in plain["exercises"].items()
        ),
        root,
        tuple(plain["languages"]),
    )


class _Parser:
    """Reads course.yaml node by node, collecting all mistakes with their places.

    A part that is missing is None, and has been complained about where it is missing.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mistakes: list[tuple[int, int, str]] = []

    def parse(self, data: bytes) -> dict[str, Any]:
        plain = self.course(self.composed(self.decoded(data)))
        if self.mistakes:
            mistakes = [f"{_NAME}:{line}:{at}: {what}" for line, at, what in sorted(self.mistakes)]
            raise ConfigurationError("\n".join(mistakes))
        return plain

    def decoded(self, data: bytes) -> str:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before, byte = data[: error.start].decode("utf-8-sig"), data[error.start]
            what = f"byte 0x{byte:02x} is not UTF-8"
            raise self.unreadable(what, "save the file as UTF-8", before) from error

    def composed(self, text: str) -> Node | None:
        import yaml
        from yaml.reader import Reader

        if strange := Reader.NON_PRINTABLE.search(text):
            what = f"the character U+{ord(strange[0]):04X} cannot stand in YAML"
            raise self.unreadable(what, "delete it", text[: strange.start()])
        try:
            node: Node | None = yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.MarkedYAMLError as error:
            mark, begun = error.problem_mark or error.context_mark, error.context_mark
            raise ConfigurationError(
                (f"{error.context} (line {begun.line + 1}) " if begun else "") + str(error.problem),
                where=f"{_NAME}:{mark.line + 1}:{mark.column + 1}" if mark else _NAME,
                remedy="indent with spaces, not tabs, and quote texts that hold a colon",
            ) from error
        if node is None:
            raise self.unreadable("the file is empty", "write a course, or restore the file")
        return node

    def unreadable(self, what: str, remedy: str, before: str = "") -> ConfigurationError:
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return ConfigurationError(what, where=f"{_NAME}:{line}:{column}", remedy=remedy)

    def wrong(self, node: Node, what: str, remedy: str) -> None:
        mark = node.start_mark
        self.mistakes.append((mark.line + 1, mark.column + 1, f"{what}; {remedy}"))

    # -- the parts, from the whole to the points

    def course(self, node: Node | None) -> dict[str, Any]:
        names = ("id", "version", "title", "languages", "concepts", "exercises")
        fields = self.fields(node, "the course", names)
        if name := self.string(fields.get("id"), "the course's id"):
            self.hyphenated(fields["id"], "the course's id")
        concepts = {}
        for key, value in self.pairs(fields.get("concepts"), "concepts"):
            self.hyphenated(key, "a concept's id")
            concepts[key.value] = self.text(value, f"the concept {key.value}")
        return {
            "id": name,
            "version": self.string(fields.get("version"), "the course's version"),
            "title": self.text(fields.get("title"), "the course's title"),
            "languages": self.languages(fields.get("languages")),
            "concepts": concepts,
            "exercises": {
                key.value: self.exercise(key, value, list(concepts))
                for key, value in self.pairs(fields.get("exercises"), "exercises")
            },
        }

    def languages(self, node: Node | None) -> list[str]:
        from yaml.nodes import SequenceNode

        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self.wrong(node, "languages must be a list", f"write [{', '.join(LANGUAGES)}]")
            return []
        found: list[str] = []
        for item in node.value:
            language = self.string(item, "a language")
            if language in found:
                self.wrong(item, f"{language!r} is here twice", "keep one of them")
            elif language and language not in LANGUAGES:
                self.wrong(item, f"there is no language {language!r}", _meant(language, LANGUAGES))
            found.append(language)
        for language in LANGUAGES:
            if language not in found:
                self.wrong(node, f"languages has no {language!r}", f"add {language}")
        return found

    def exercise(self, name: Node, node: Node, concepts: list[str]) -> dict[str, Any]:
        if self.identifier(name, "an exercise's name"):  # else no path is made of it
            folder = self.root / "exercises" / name.value
            self.files(Exercise(name.value, Text("", ""), (), folder), name)
        fields = self.fields(node, name.value, ("title", "functions"))
        functions: dict[str, dict[str, float]] = {}
        for key, value in self.pairs(fields.get("functions"), f"functions of {name.value}"):
            self.identifier(key, "a function's name")
            functions[key.value] = self.points(key, value, concepts)
        total = math.fsum(p for points in functions.values() for p in points.values())
        if functions and abs(total - POINTS) > 1e-9:  # false where some points are no number: nan
            self.wrong(
                name,
                f"the points of {name.value} add up to {total:g}, not {POINTS:g}",
                "give or take points until they do",
            )
        return {
            "title": self.text(fields.get("title"), f"the title of {name.value}"),
            "functions": functions,
        }

    def identifier(self, node: Node, what: str) -> bool:
        if node.value.isidentifier() and not keyword.iskeyword(node.value):
            return True
        self.wrong(node, f"{node.value!r} cannot be {what}", "use a Python identifier")
        return False

    def hyphenated(self, node: Node, what: str) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", node.value):
            remedy = "use lower-case words joined by hyphens"
            self.wrong(node, f"{node.value!r} cannot be {what}", remedy)

    def files(self, exercise: Exercise, name: Node) -> None:
        if not exercise.folder.is_dir():
            what = f"there is no folder exercises/{exercise.name}"
            remedy = f"take it out here: `course new {exercise.name}` makes both"
            self.wrong(name, what, remedy)
            return
        for path in exercise.needed:
            if not path.is_file():
                what = f"there is no file exercises/{exercise.name}/{path.name}"
                self.wrong(name, what, f"write it, or take {exercise.name} out")

    def points(self, function: Node, node: Node, concepts: list[str]) -> dict[str, float]:
        found: dict[str, float] = {}
        for key, value in self.pairs(node, f"the points of {function.value}"):
            if concepts and key.value not in concepts:
                what = f"there is no concept {key.value!r}"
                self.wrong(key, what, _meant(key.value, concepts))
            found[key.value] = self.number(value)
        return found or {"": math.nan}  # complained about: no sum is made of it

    # -- kinds of nodes

    def number(self, node: Node) -> float:
        """Points; nan, once complained about, if they are none."""
        if node.tag in (f"{_TAG}int", f"{_TAG}float"):
            try:
                points = float(node.value)
            except ValueError:  # .inf, 0x10, 1:30
                points = math.nan
            if math.isfinite(points) and points > 0:
                return points
        shown = repr(node.value) if isinstance(node.value, str) else "these"
        self.wrong(node, f"{shown} are no points", "write a number above 0")
        return math.nan

    def text(self, node: Node | None, what: str) -> dict[str, str]:
        fields = self.fields(node, what, LANGUAGES)
        return {
            language: self.string(fields.get(language), f"{what} in {language}")
            for language in LANGUAGES
        }

    def string(self, node: Node | None, what: str) -> str:
        if node is None:
            return ""
        if node.tag == f"{_TAG}str" and node.value.strip():
            return str(node.value)
        if node.tag in (f"{_TAG}null", f"{_TAG}str"):
            self.wrong(node, f"{what} is empty", "write it on this line")
        else:
            quoted = f'"{node.value}"' if isinstance(node.value, str) else '"…"'
            self.wrong(node, f"{what} must be a text", f"write it in quotes: {quoted}")
        return ""

    def fields(self, node: Node | None, what: str, names: Sequence[str]) -> dict[str, Node]:
        """The values of a mapping that has exactly these keys."""
        from yaml.nodes import MappingNode

        found = {}
        for key, value in self.pairs(node, what):
            if key.value in names:
                found[key.value] = value
            else:
                self.wrong(key, f"{what} has no field {key.value!r}", _meant(key.value, names))
        if isinstance(node, MappingNode) and node.value:
            for name in names:
                if name not in found:
                    self.wrong(node, f"{what} has no {name!r}", f"add `{name}:`")
        return found

    def pairs(self, node: Node | None, what: str) -> Iterator[tuple[Node, Node]]:
        """The entries of a mapping, complaining about keys that are no names, or repeated."""
        from yaml.nodes import MappingNode, ScalarNode

        if node is None:
            return
        if not isinstance(node, MappingNode):
            self.wrong(node, f"{what} must be a mapping", "write `key: value` lines")
            return
        if not node.value:
            self.wrong(node, f"{what}: nothing is here", "add at least one entry")
        lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode) or not key.value:
                self.wrong(key, "this cannot be a key", "write a name before the colon")
            elif key.value in lines:
                before = f"first on line {lines[key.value]}"
                self.wrong(key, f"{key.value!r} is here twice ({before})", "keep one of them")
            else:
                lines[key.value] = key.start_mark.line + 1
                yield key, value


def _meant(word: str, known: Sequence[str]) -> str:
    meant = suggest(word, known)
    return f"did you mean {meant!r}?" if meant else f"there are {', '.join(known)}"
