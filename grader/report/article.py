"""One function on the page: its checks, and of those that failed, why, and how that looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from grader.course import Course
from grader.i18n import translator
from grader.report.markup import Markup, el, with_code
from grader.report.next_step import place
from grader.report.pictures import pictures
from grader.report.terminal import Terminal, columns
from grader.report.text import mark, out_of
from grader.report.values import digits_for, rows
from grader.result import CheckResult, CheckStatus, Counterexample, FunctionResult, FunctionStatus
from reference.catalogue import Language

_NARROW: Final = 24  # columns of code that fit on any screen (page.css)

# How a status looks; the words are those of the terminal.
_LOOKS: Final[dict[FunctionStatus, str]] = {"passed": "good", "partial": "half", "todo": "open"}
_MARKS: Final[dict[CheckStatus, FunctionStatus]] = {
    "passed": "passed",
    "carried": "passed",
    "failed": "failed",
    "skipped": "todo",
}


def anchor(function: FunctionResult) -> str:
    """The id of a function's heading on the page."""
    return f"function-{function.name}"


def look(status: FunctionStatus) -> str:
    """The class of a status."""
    return _LOOKS.get(status, "bad")


def marked(status: FunctionStatus, language: Language, said: str = "") -> Markup:
    """The mark of a status, and always a word beside it."""
    symbol, word = mark(status, Terminal(language), said).split(" ", 1)
    shown = el("span", symbol, aria_hidden="true", class_="symbol")
    return el("span", shown, " ", word, class_=f"mark {look(status)}")


class Article:
    """``silent``: the function's message is said elsewhere, because it is about the whole file."""

    def __init__(
        self, function: FunctionResult, course: Course, language: Language, *, silent: bool = False
    ) -> None:
        self.function, self.course, self.language = function, course, language
        self.silent = silent
        self._ = translator(language)
        self.said: set[str] = set()

    def render(self) -> Markup:
        function = self.function
        title = el("h3", el("code", function.name), id=anchor(function))
        points = el("span", out_of(function.score, function.max_score), class_="points")
        message = None
        if function.message and not self.silent and function.status != "todo":
            message = el("p", with_code(function.message), class_="message")
        return el(
            "article",
            el("div", title, marked(function.status, self.language), points, class_="headline"),
            el("p", el("code", place(function.location, self._)), class_="place"),
            message,
            el("ul", *map(self.check, function.checks), class_="checks"),
            *self.footnotes(),
            aria_labelledby=anchor(function),
            class_=look(function.status),
        )

    # -- one check

    def check(self, check: CheckResult) -> Markup:
        failed, concept = check.status == "failed", None
        if check.concept != self.function.checks[0].concept:
            name = self.course.concepts[check.concept][self.language]
            concept = el("p", name, class_="concept")
        return el(
            "li",
            self.mark(check),
            el("h4" if failed else "p", with_code(check.title), class_="title"),
            el("span", out_of(check.score, check.max_score), class_="points"),
            concept,
            el("div", *self.failure(check), class_="failure") if failed else None,
            class_=check.status,
        )

    def footnotes(self) -> Iterator[Markup]:
        """What is said about checks that have not failed, once for all of them."""
        said = {check.message: check for check in self.function.checks if check.message}
        for message, check in said.items():
            if check.status != "failed":
                yield el("p", self.mark(check), ": ", with_code(message), class_="note")

    def mark(self, check: CheckResult) -> Markup:
        _ = self._
        said = {"carried": _("carried"), "skipped": _("not yet")}.get(check.status, "")
        if check.status == "skipped" and self.function.status == "todo":
            said = ""  # the word of a function that is not written
        return marked(_MARKS[check.status], self.language, said)

    # -- what went wrong

    def failure(self, check: CheckResult) -> Iterator[Markup]:
        if check.message and check.message not in self.said:
            self.said.add(check.message)
            yield el("p", with_code(check.message), class_="message")
        if check.diagnosis is not None:
            arrow = el("span", "→ ", aria_hidden="true")
            yield el("p", arrow, with_code(check.diagnosis.text), class_="diagnosis")
        if check.counterexample is not None:
            yield self.counterexample(check.counterexample)
            yield from pictures(check.counterexample, self.language)

    def counterexample(self, example: Counterexample) -> Markup:
        _ = self._
        lines = [self.value(el("code", n), n, value) for n, value in example.arguments.items()]
        right, yours = _("expected"), _("got")
        if example.expected is not None:
            digits = digits_for(example.expected, example.got)
            lines.append(self.value(right, right, example.expected, "right", digits))
            lines.append(self.value(yours, yours, example.got, "yours", digits))
        elif example.got is not None:
            lines.append(self.value(yours, yours, example.got, "yours"))
        note = el("p", example.note, class_="note") if example.note else None
        return el("div", el("dl", *lines, class_="values"), note)

    def value(
        self, title: str, name: str, value: Any, class_: str | None = None, digits: int = 6
    ) -> Markup:
        """One value; what may be wider than the screen can be scrolled to by keyboard, too."""
        if isinstance(value, str):
            text = el("pre", value, class_="text")
        else:
            lines = rows(value, digits)
            wide = max(map(columns, lines)) > _NARROW
            text = el(
                "pre",
                "\n".join(lines),
                tabindex=0 if wide else None,
                role="group" if wide else None,
                aria_label=name if wide else None,
            )
        return el("div", el("dt", title), el("dd", text), class_=class_)
