"""course.yaml as a :class:`Course`, with every mistake in it reported at its line and column.

The parsed course is cached by the hash of the file, so that an ordinary check does not even import
the YAML library.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader import cache
from grader.errors import ConfigurationError, UsageError, suggest
from reference.catalogue import Text

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

POINTS = 10.0
_FORMAT = 1


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
        return Path(chosen)
    here = Path(__file__).parent
    repository = here.parent
    return repository if (repository / "course.yaml").is_file() else here / "_course"


def load(root: Path | None = None) -> Course:
    """The course at ``root``.  Raises ConfigurationError with all mistakes, each with its place."""
    root = root or course_root()
    path = root / "course.yaml"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            "there is no course.yaml",
            where=str(root),
            remedy="set COURSE_ROOT to the course's folder, or install the course again",
        ) from error
    key = f"course-{_FORMAT}-{hashlib.sha256(data).hexdigest()}"
    kept = cache.read(key)
    plain = None
    if kept is not None:
        try:
            plain = json.loads(kept)
        except ValueError:
            kept = None
    if plain is None:
        plain = _Parser(path.name).parse(data)
        cache.write(key, json.dumps(plain).encode())
    return _course(plain, root)


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
    )


class _Parser:
    """Reads course.yaml node by node, collecting all mistakes with their places."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.mistakes: list[str] = []

    def parse(self, data: bytes) -> dict[str, Any]:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            node = yaml.compose(data, loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
            raise ConfigurationError(
                f"{error.problem or 'this is not YAML'}",
                where=f"{self.name}{place}",
                remedy="indent with spaces, and quote texts that hold a colon",
            ) from error
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"this is not YAML: {error}", where=self.name) from error
        plain = self.course(node)
        if self.mistakes:
            raise ConfigurationError("\n".join(self.mistakes))
        return plain

    def wrong(self, node: Node | None, what: str, remedy: str) -> None:
        mark = node.start_mark if node is not None else None
        place = f"{self.name}:{mark.line + 1}:{mark.column + 1}" if mark else f"{self.name}:1:1"
        self.mistakes.append(f"{place}: {what}; {remedy}")

    # -- the parts, from the whole to the points

    def course(self, node: Node | None) -> dict[str, Any]:
        fields = self.fields(
            node, "the course", ("id", "version", "title", "concepts", "exercises")
        )
        concepts = {
            key: self.text(value) for key, value in self.pairs(fields.get("concepts"), "concepts")
        }
        exercises = {
            key: self.exercise(value, key, list(concepts))
            for key, value in self.pairs(fields.get("exercises"), "exercises")
        }
        return {
            "id": self.string(fields.get("id")),
            "version": self.string(fields.get("version")),
            "title": self.text(fields.get("title")),
            "concepts": concepts,
            "exercises": exercises,
        }

    def exercise(self, node: Node, name: str, concepts: list[str]) -> dict[str, Any]:
        fields = self.fields(node, name, ("title", "functions"))
        functions: dict[str, dict[str, float]] = {}
        for key, value in self.pairs(fields.get("functions"), f"functions of {name}"):
            if not key.isidentifier():
                self.wrong(value, f"{key!r} cannot be a function's name", "use a Python identifier")
            functions[key] = self.points(value, concepts)
        total = math.fsum(p for points in functions.values() for p in points.values())
        if functions and not self.mistakes and abs(total - POINTS) > 1e-9:
            self.wrong(
                fields.get("functions"),
                f"the points of {name} add up to {total:g}, not {POINTS:g}",
                "give or take points until they do",
            )
        return {"title": self.text(fields.get("title")), "functions": functions}

    def points(self, node: Node, concepts: list[str]) -> dict[str, float]:
        found: dict[str, float] = {}
        for concept, value in self.pairs(node, "points"):
            if concept not in concepts:
                self.wrong(value, f"there is no concept {concept!r}", _meant(concept, concepts))
            try:
                found[concept] = float(value.value)
            except (TypeError, ValueError):
                found[concept] = math.nan
            if not (math.isfinite(found[concept]) and found[concept] > 0):
                self.wrong(value, f"{value.value!r} are no points", "write a number above 0")
        return found

    # -- kinds of nodes

    def text(self, node: Node | None) -> dict[str, str]:
        fields = self.fields(node, "a text", ("en", "ja"))
        return {language: self.string(fields.get(language)) for language in ("en", "ja")}

    def string(self, node: Node | None) -> str:
        if node is None:
            return ""
        if node.id != "scalar" or not str(node.value).strip():
            self.wrong(node, "a text is expected here", "write it on this line")
            return ""
        return str(node.value)

    def fields(self, node: Node | None, what: str, names: tuple[str, ...]) -> dict[str, Node]:
        """The values of a mapping that has exactly these keys."""
        if node is None and self.mistakes:
            return {}  # a part that is missing has been reported
        found = dict(self.pairs(node, what, names))
        for name in names:
            if name not in found and node is not None:
                self.wrong(node, f"{what} has no {name!r}", f"add {name}:")
        return found

    def pairs(
        self, node: Node | None, what: str, names: tuple[str, ...] | None = None
    ) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping, complaining about unknown and repeated keys."""
        if node is None:
            if not self.mistakes:
                self.wrong(None, f"{what}: nothing is here", "see the file of the original course")
            return
        if node.id != "mapping":
            self.wrong(node, f"{what} must be a mapping", "write `key: value` lines")
            return
        mapping: MappingNode = node  # type: ignore[assignment]
        if not mapping.value:
            self.wrong(node, f"{what}: nothing is here", "add at least one entry")
        seen = set()
        for key, value in mapping.value:
            if key.value in seen:
                self.wrong(key, f"{key.value!r} is here twice", "keep one of them")
            elif names is not None and key.value not in names:
                self.wrong(key, f"{what} has no field {key.value!r}", _meant(key.value, names))
            else:
                seen.add(key.value)
                yield str(key.value), value


def _meant(word: str, known: list[str] | tuple[str, ...]) -> str:
    meant = suggest(word, known)
    return f"did you mean {meant!r}?" if meant else f"there are {', '.join(known)}"
