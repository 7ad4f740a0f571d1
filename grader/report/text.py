"""A scorecard as text for a terminal.

Every mark has a word beside it, so nothing depends on colour or on a drawing alone.  In Japanese
the marks are ○ △ ×, because ✓ marks a wrong answer there.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.i18n import Translate, translator
from grader.result import CheckResult, FunctionResult, FunctionStatus, Scorecard
from reference.catalogue import Language, Text

NAME_WIDTH = 24


@dataclass(frozen=True, slots=True)
class Style:
    """What the terminal can do: ``width`` in columns, colours, and more than ASCII."""

    width: int = 80
    colour: bool = False
    unicode: bool = True


_MARKS: dict[FunctionStatus, tuple[str, str, str, str]] = {
    # status: English mark, Japanese mark, ASCII mark, colour
    "passed": ("✓", "○", "+", "32"),
    "partial": ("◐", "△", "~", "33"),
    "failed": ("✗", "×", "x", "31"),
    "error": ("✗", "×", "x", "31"),
    "timeout": ("✗", "×", "x", "31"),
    "crashed": ("✗", "×", "x", "31"),
    "missing": ("✗", "×", "x", "31"),
    "todo": ("·", "・", ".", "36"),
}


def words(_: Translate) -> dict[FunctionStatus, str]:
    """The word of every status."""
    return {
        "passed": _("ok"),
        "partial": _("partly"),
        "failed": _("wrong"),
        "error": _("error"),
        "timeout": _("too slow"),
        "crashed": _("crashed"),
        "missing": _("missing"),
        "todo": _("to do"),
    }


def render(
    scorecard: Scorecard,
    title: Text,
    concepts: dict[str, Text],
    language: Language = "en",
    style: Style | None = None,
) -> str:
    """The whole scorecard; ``title`` is the exercise's, ``concepts`` name the course's."""
    page = _Page(language, style or Style())
    return "\n".join(page.scorecard(scorecard, title[language], concepts)) + "\n"


class _Page:
    def __init__(self, language: Language, style: Style) -> None:
        self.language, self.style = language, style
        self._ = translator(language)
        self.words = words(self._)

    def paint(self, text: str, colour: str) -> str:
        return f"\033[{colour}m{text}\033[0m" if self.style.colour else text

    def scorecard(self, card: Scorecard, title: str, concepts: dict[str, Text]) -> Iterator[str]:
        _ = self._
        yield self.paint(f"{card.exercise}  {title}", "1") + f"  ({card.path})"
        yield ""
        for function in card.functions:
            yield from self.function(function)
        yield ""
        for name, score in card.concepts.items():
            if len(card.concepts) > 1:
                yield f"  {_points(score.score, score.max_score)}  {concepts[name][self.language]}"
        yield self.paint(
            _("Total: {points}").format(points=_points(card.score, card.max_score).strip()), "1"
        )
        for remark in card.remarks:
            yield from self.wrapped(_("Note: {remark}").format(remark=remark), "")
        yield from self.next_step(card)

    def function(self, function: FunctionResult) -> Iterator[str]:
        yield self.line(function)
        if function.message and function.status != "todo":
            yield from self.wrapped(function.message, "      ")
        failed = [check for check in function.checks if check.status == "failed"]
        for check in failed:
            yield from self.check(check)
        if failed and function.location.line is not None:
            yield "      " + self.paint(self.place(function), "2")
        for check in function.checks:
            if check.status == "carried":
                yield from self.wrapped(check.message, "      ")
                break

    def line(self, function: FunctionResult) -> str:
        english, japanese, ascii_mark, colour = _MARKS[function.status]
        mark = japanese if self.language == "ja" else english
        mark = mark if self.style.unicode else ascii_mark
        word = pad(self.words[function.status], 10 if self.language == "en" else 8)
        name = pad(function.name, min(NAME_WIDTH, max(12, self.style.width - 30)))
        return "  ".join(
            (
                self.paint(f" {pad(mark, 2)}{word}", colour),
                name,
                _points(function.score, function.max_score),
            )
        )

    def place(self, function: FunctionResult) -> str:
        where = function.location
        if where.cell is not None:
            return self._("{file}, cell {cell}, line {line}").format(
                file=where.file, cell=where.cell, line=where.line
            )
        return f"{where.file}:{where.line}"

    def check(self, check: CheckResult) -> Iterator[str]:
        yield from self.wrapped(check.title, "      ")
        yield from self.wrapped(check.message, "        ")
        example = check.counterexample
        if example is None:
            return
        _ = self._
        rows = [(f"{name} =", _shown(value)) for name, value in example.arguments.items()]
        if example.expected is not None:
            rows.append((_("right:"), _shown(example.expected)))
        if example.got is not None:
            rows.append((_("yours:"), _shown(example.got)))
        wide = max(map(width, (label for label, _value in rows)))
        for label, value in rows:
            indent = " " * 10
            text = self.wrapped(value, indent + " " * (wide + 1))
            first, *rest = text or [""]
            yield indent + pad(label, wide) + " " + first.strip()
            yield from rest

    def next_step(self, card: Scorecard) -> Iterator[str]:
        _ = self._
        yield ""
        if card.full_marks:
            yield self.paint(_("Full marks. Well done!"), "32;1")
            return
        function = next(f for f in card.functions if f.status != "passed")
        if function.status == "todo":
            sentence = _("Next: write {name}. `course read {exercise}` is the lesson.")
        else:
            sentence = _("Next: look at {name}, then `course check {exercise}` again.")
        yield from self.wrapped(sentence.format(name=function.name, exercise=card.exercise), "")

    def wrapped(self, text: str, indent: str) -> list[str]:
        """Lines of at most the terminal's width, Japanese counted as two columns a character."""
        room = max(20, self.style.width - len(indent))
        return [indent + line for part in text.splitlines() for line in wrap(part, room)]


def wrap(text: str, room: int) -> list[str]:
    """Break a line at spaces, or between Japanese characters; never inside a Latin word."""
    if width(text) <= room:
        return [text]
    if not any(_wide(c) for c in text):
        return textwrap.wrap(text, room, break_on_hyphens=False) or [""]
    lines, line = [], ""
    for token in _tokens(text):
        if width(line) + width(token) > room and line and token not in "、。」)":
            lines.append(line.rstrip())
            line = token.lstrip()
        else:
            line += token
    return [*lines, line]


def _tokens(text: str) -> Iterator[str]:
    word = ""
    for c in text:
        if _wide(c) or c == " ":
            if word:
                yield word
                word = ""
            yield c
        else:
            word += c
    if word:
        yield word


def _wide(c: str) -> bool:
    return unicodedata.east_asian_width(c) in "WF"


def width(text: str) -> int:
    """Columns on a terminal."""
    return sum(2 if _wide(c) else 1 for c in text)


def pad(text: str, columns: int) -> str:
    return text + " " * max(0, columns - width(text))


def _points(score: float, most: float) -> str:
    return f"{score:5.4g} / {most:g}"


def _shown(value: Any) -> str:
    """A JSON value the way a person writes it: short numbers, arrays as nested brackets."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(part)}" for key, part in value.items()) + "}"
    return str(value)
