"""The scorecard in the terminal: at a glance what is right, and about what is not, why and where.

ex3 · Passing notes
  ✓ ok       sigmoid             1 / 1
  ✗ no       sigmoid_derivative  0 / 2
      It is the derivative that the reference engine finds.
      The answer is 0.9526; right is 0.04518.
        x = 3.0
        expected  0.04518
        got       0.9526
      ex3.py:21
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grader.course import Course, Exercise
from grader.i18n import translator
from grader.report.next_step import next_steps, place, unreadable
from grader.report.terminal import Terminal, columns, pad
from grader.report.values import beside, digits_for, labelled, rows
from grader.result import (
    CheckResult,
    Counterexample,
    FunctionResult,
    FunctionStatus,
    Scorecard,
)

_BAR: Final = 10
_NARROW: Final = 60

# Symbol in English, in Japanese (where ✓ means wrong), in ASCII; and the colour.
_SYMBOLS: Final[dict[str, tuple[str, str, str, str]]] = {
    "passed": ("✓", "○", "+", "green"),
    "partial": ("◐", "△", "~", "yellow"),
    "todo": ("·", "・", ".", "dim"),
    "wrong": ("✗", "×", "x", "red"),
}


def render(
    scorecard: Scorecard,
    course: Course,
    terminal: Terminal,
    file: str = "",
    *,
    notebook: bool = False,
) -> str:
    """The whole report, as lines that fit the terminal.

    ``file`` (as named on the command line) and ``notebook`` decide about the commands it names.
    """
    return "\n".join(_Report(scorecard, course, terminal, file, notebook).lines()) + "\n"


def details(scorecard: Scorecard, course: Course, terminal: Terminal) -> list[str]:
    """What the report says about every function: what went wrong, and where."""
    report = _Report(scorecard, course, terminal, "", notebook=False)
    return [line for function in scorecard.functions for line in report.details(function)]


def mark(status: FunctionStatus, terminal: Terminal, said: str = "") -> str:
    """The symbol of a status, and always a word beside it: that of the status, or another."""
    english, japanese, ascii_, colour = _SYMBOLS.get(status, _SYMBOLS["wrong"])
    whole = "✓◐✗" if terminal.language == "en" else "○△×"
    symbol = japanese if terminal.language == "ja" else english
    symbol = symbol if terminal.can_show(whole + symbol) else ascii_
    return terminal.paint(f"{pad(symbol, 2).rstrip()} {said or word(status, terminal)}", colour)


def word(status: FunctionStatus, terminal: Terminal) -> str:
    _ = translator(terminal.language)
    return {
        "passed": _("ok"),
        "partial": _("partial"),
        "failed": _("no"),
        "todo": _("to do"),
        "missing": _("missing"),
        "error": _("error"),
        "timeout": _("too slow"),
        "crashed": _("crashed"),
    }[status]


def out_of(score: float, max_score: float) -> str:
    """``1.5 / 2``: points, to a hundredth.

    What is not everything is never shown as if it were.
    """
    shown = round(score, 2)
    if score < max_score and shown >= max_score:
        shown = max_score - 0.01
    return f"{shown:g} / {round(max_score, 2):g}"


class _Report:
    def __init__(
        self,
        scorecard: Scorecard,
        course: Course,
        terminal: Terminal,
        file: str,
        notebook: bool,
    ) -> None:
        self.card, self.course, self.terminal = scorecard, course, terminal
        self.exercise: Exercise = course.exercise(scorecard.exercise)
        self._ = translator(terminal.language)
        self.narrow = terminal.width < _NARROW
        self.indent = 4 if self.narrow else 6
        self.said: set[str] = set()
        # Of a file that cannot be read, every function is missing for one and the same reason.
        self.unreadable = unreadable(scorecard)
        self.file, self.is_notebook = file, notebook

    def lines(self) -> Iterator[str]:
        yield self.title()
        yield ""
        details: list[str] = []
        for function in self.card.functions:
            yield self.summary(function)
            details = list(self.details(function))
            yield from details
            if details:
                yield ""
        if not details:
            yield ""
        yield from self.totals()
        yield ""
        if self.card.remarks:
            yield from self.remarks()
            yield ""
        yield from self.next_step()

    def remarks(self) -> Iterator[str]:
        bullet = self.terminal.either("•", "*")
        for remark in self.card.remarks:
            yield self.terminal.wrapped(f"{bullet} {remark}", 2, 4)

    def title(self) -> str:
        name, title = self.card.exercise, self.exercise.title[self.terminal.language]
        dot = self.terminal.either("·", "-")
        return self.terminal.wrapped(self.terminal.paint(f"{name} {dot} {title}", "bold"))

    # -- one line for every function

    def summary(self, function: FunctionResult) -> str:
        terminal, functions = self.terminal, self.card.functions
        marks = max(columns(mark(f.status, terminal)) for f in functions)
        names = max(len(f.name) for f in functions)
        scores = [out_of(f.score, f.max_score) for f in functions]
        widest = max(map(len, scores))
        score = out_of(function.score, function.max_score).rjust(widest)
        shown = pad(mark(function.status, terminal), marks)
        if 2 + marks + 2 + names + 2 + widest <= terminal.width:
            return f"  {shown}  {pad(function.name, names)}  {score}"
        if marks + 1 + names + 1 + widest <= terminal.width:
            return f"{shown} {pad(function.name, names)} {score}"
        return f"{shown} {function.name}\n{score.rjust(terminal.width)}"

    # -- what went wrong, and where

    def details(self, function: FunctionResult) -> Iterator[str]:
        failed = [check for check in function.checks if check.status == "failed"]
        if function.message and function.status != "todo" and not self.unreadable:
            yield self.terminal.wrapped(function.message, self.indent)
        for check in failed:
            yield from self.failure(function, check)
        carried = next((c for c in function.checks if c.status == "carried"), None)
        if carried and not failed:
            yield self.terminal.wrapped(carried.message, self.indent)
        if function.status not in ("passed", "todo", "missing"):
            shown = place(function.location, self._)
            yield " " * self.indent + self.terminal.paint(shown, "cyan")

    def failure(self, function: FunctionResult, check: CheckResult) -> Iterator[str]:
        yield self.terminal.wrapped(self.terminal.paint(check.title, "bold"), self.indent)
        shown = f"{function.name}: {check.message}"
        if check.message and shown not in self.said:
            self.said.add(shown)
            yield self.terminal.wrapped(check.message, self.indent)
        if check.diagnosis is not None:
            arrow = self.terminal.either("→", "->")
            width = columns(arrow) + 1
            text = self.terminal.paint(f"{arrow} {check.diagnosis.text}", "yellow")
            yield self.terminal.wrapped(text, self.indent, self.indent + width)
        if check.counterexample is not None:
            for line in self.counterexample(check.counterexample):
                if self.indent + 2 + columns(line) > self.terminal.width:
                    yield self.terminal.wrapped(line, self.indent + 2, self.indent + 4)
                else:
                    yield " " * (self.indent + 2) + line

    def counterexample(self, example: Counterexample) -> Iterator[str]:
        """The arguments, then both answers: one above the other, or matrices side by side."""
        _, room = self._, self.terminal.width - self.indent - 2
        for name, value in example.arguments.items():
            if isinstance(value, str) and value.startswith(f"{name}("):  # "f(x) = 3·x₀²"
                yield value
            else:
                yield from labelled(f"{name} =", value)
        names = [self.terminal.paint(_("expected"), "green"), self.terminal.paint(_("got"), "red")]
        if example.expected is not None:
            digits = digits_for(example.expected, example.got)
            sides = [rows(side, digits) for side in (example.expected, example.got)]
            yield from self.both(names, sides, room)
        elif example.got is not None:
            yield from labelled(names[1], example.got)
        if example.note and "\n" in example.note:
            yield self.terminal.paint(_("On the way:"), "dim")
            yield from example.note.splitlines()
        elif example.note:
            yield f"({example.note})"

    def both(self, names: list[str], sides: list[list[str]], room: int) -> Iterator[str]:
        if max(map(len, sides)) > 1:
            blocks = [[name, *side] for name, side in zip(names, sides, strict=True)]
            yield from beside(blocks[0], blocks[1], room) or blocks[0] + blocks[1]
            return
        size = max(map(columns, names))
        for name, side in zip(names, sides, strict=True):
            yield f"{pad(name, size)}  {side[0]}"

    # -- the sum of it, and what to do next

    def totals(self) -> Iterator[str]:
        _, card, language = self._, self.card, self.terminal.language
        named = [
            (self.course.concepts[concept][language], score.score, score.max_score, False)
            for concept, score in card.concepts.items()
        ]
        named.append((_("Total"), card.score, card.max_score, True))
        size = max(columns(name) for name, *_rest in named)
        widest = max(len(out_of(score, most)) for _name, score, most, _bold in named)
        fits = 2 + size + 2 + _BAR + 2 + widest <= self.terminal.width
        for name, score, most, bold in named:
            share = score / most if most else 0.0
            bar = self.terminal.bar(share, _BAR) + "  " if fits else ""
            points = out_of(score, most).rjust(widest)
            if 2 + size + 2 + widest > self.terminal.width:
                text = self.terminal.wrapped(name, 2, 4) + "\n" + points.rjust(self.terminal.width)
            else:
                text = f"  {pad(name, size)}  {bar}{points}"
            yield self.terminal.paint(text, "bold") if bold and not bar else text

    def next_step(self) -> Iterator[str]:
        language = self.terminal.language
        steps = next_steps(self.card, self.course, language, self.file, notebook=self.is_notebook)
        for step in steps:
            if step.command is not None:
                yield self.said_with(step.sentence, step.command)
            else:
                styles = ("green", "bold") if step.joy else ()
                yield self.terminal.wrapped(self.terminal.paint(step.sentence, *styles))

    def said_with(self, sentence: str, command: str) -> str:
        """A sentence, and on a line of its own the command to copy."""
        return f"{self.terminal.wrapped(sentence)}\n  {self.terminal.paint(command, 'cyan')}"
