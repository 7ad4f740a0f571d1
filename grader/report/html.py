"""The scorecard as one page for a browser or a printer: `course check ex3 --format html`.

The page stands alone: no scripts, no fonts or pictures from elsewhere, and a policy that forbids
any.  It says everything that the terminal says, in the same words, and draws what a picture says
better (:mod:`grader.report.pictures`).  Nothing is said by colour or by a drawing alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from grader.course import Course
from grader.i18n import translator
from grader.report.article import Article, anchor, marked
from grader.report.markup import Markup, el, with_code
from grader.report.next_step import Step, next_steps, unreadable
from grader.report.text import out_of
from grader.result import FunctionResult, Scorecard
from reference.catalogue import Language

_STYLE: Final = Path(__file__).with_name("page.css")
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)


def render(
    scorecard: Scorecard,
    course: Course,
    language: Language,
    file: str = "",
    *,
    notebook: bool = False,
) -> str:
    """The whole page; ``file`` and ``notebook`` decide about the commands that it names."""
    steps = next_steps(scorecard, course, language, file, notebook=notebook)
    return _Page(scorecard, course, language, list(steps)).whole()


def feedback_page(scorecard: Scorecard, course: Course, language: Language, student: str) -> str:
    """The page that an instructor gives back to a student, with the student's name on it."""
    return render(replace(scorecard, student=student), course, language)


@cache
def _style() -> Markup:
    return Markup(_STYLE.read_text(encoding="utf-8"))


class _Page:
    def __init__(
        self, card: Scorecard, course: Course, language: Language, steps: Sequence[Step]
    ) -> None:
        self.card, self.course, self.language, self.steps = card, course, language, steps
        self.exercise = course.exercise(card.exercise)
        self._ = translator(language)

    def whole(self) -> str:
        card = self.card
        title = f"{card.exercise} · {self.exercise.title[self.language]}"
        points = out_of(card.score, card.max_score)
        head = el(
            "head",
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="color-scheme", content="light dark"),
            el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            el("meta", name="referrer", content="no-referrer"),
            el("title", f"{title}: {points}"),
            el("style", _style()),
        )
        silent = unreadable(card)
        articles = [
            Article(function, self.course, self.language, silent=silent).render()
            for function in card.functions
        ]
        main = el(
            "main",
            self.next_step(),
            self.points(),
            self.remarks(),
            el("h2", self._("Function by function"), class_="part"),
            *articles,
        )
        body = el("body", self.header(title, points), main, self.footer())
        return "<!doctype html>\n" + el("html", head, body, lang=self.language)

    # -- the top: what this is, and the points

    def header(self, title: str, points: str) -> Markup:
        _, card = self._, self.card
        share = card.score / card.max_score if card.max_score else 0.0
        reached, most = points.split(" / ")
        who = None
        if card.student:
            who = el("p", _("Work of {student}").format(student=card.student), class_="student")
        return el(
            "header",
            el(
                "div",
                el("p", self.course.title[self.language], class_="course"),
                el("h1", title),
                who,
                el("p", el("code", card.path), class_="path"),
            ),
            el(
                "p",
                _ring(share),
                el("span", _("Total"), " ", class_="unseen"),
                el("span", reached, el("small", " / ", most), class_="points"),
                class_="score",
            ),
        )

    def next_step(self) -> Markup:
        _ = self._
        lines = [
            el("p", el("strong", step.sentence) if step.joy else step.sentence)
            + (el("pre", el("code", step.command)) if step.command else "")
            for step in self.steps
        ]
        joy = any(step.joy for step in self.steps)
        return el(
            "section",
            el("h2", _("What to do next"), class_="unseen", id="next"),
            el("div", Markup("".join(lines))),
            _VALLEY if joy else None,
            class_="next joy" if joy else "next",
            aria_labelledby="next",
        )

    # -- points, by concept and by function

    def points(self) -> Markup:
        _, card, language = self._, self.card, self.language
        concepts = [
            self.points_row(self.course.concepts[concept][language], score.score, score.max_score)
            for concept, score in card.concepts.items()
        ]
        total = self.points_row(_("Total"), card.score, card.max_score, class_="total")
        by_concept = el(
            "table",
            el("caption", _("Points by concept")),
            _head(_("concept"), (_("share"), "wide"), (_("points"), "number")),
            el("tbody", *concepts, total),
            class_="concepts",
        )
        by_function = el(
            "table",
            el("caption", _("Points by function")),
            _head((_("mark"), ""), _("function"), (_("points"), "number")),
            el("tbody", *(self.function_row(function) for function in card.functions)),
            class_="functions",
        )
        return el(
            "section",
            el("h2", _("At a glance"), id="glance"),
            el("div", by_concept, by_function, class_="glance"),
            aria_labelledby="glance",
        )

    def points_row(self, name: str, score: float, most: float, class_: str | None = None) -> Markup:
        share = score / most if most else 0.0
        width = min(share, 1.0 if score >= most else 0.97)
        bar = el("span", el("span", "", style=f"width:{100 * width:.0f}%"), class_="share")
        return el(
            "tr",
            el("th", name, scope="row"),
            el("td", bar, el("span", f"{100 * width:.0f} %", class_="unseen"), class_="wide"),
            el("td", out_of(score, most), class_="number"),
            class_=class_,
        )

    def function_row(self, function: FunctionResult) -> Markup:
        link = el("a", el("code", function.name), href=f"#{anchor(function)}")
        return el(
            "tr",
            el("td", marked(function.status, self.language)),
            el("th", link, scope="row"),
            el("td", out_of(function.score, function.max_score), class_="number"),
        )

    def remarks(self) -> Markup | None:
        if not self.card.remarks:
            return None
        return el(
            "section",
            el("h2", self._("Remarks"), id="remarks"),
            el("ul", *(el("li", with_code(remark)) for remark in self.card.remarks)),
            aria_labelledby="remarks",
        )

    # -- the bottom: what the marks depend on

    def footer(self) -> Markup:
        _, card, made = self._, self.card, self.card.provenance
        facts = {
            _("course"): f"{card.course} {card.course_version}",
            _("file"): f"sha256:{card.sha256}",
            _("grader"): made.grader,
            _("corpus"): made.corpus,
            _("seed"): made.seed,
            _("isolation"): ", ".join(card.isolation),
            _("versions"): (
                f"Python {made.python}, NumPy {made.numpy}, Hypothesis {made.hypothesis}"
            ),
        }
        lines = [
            el("tr", el("th", name, scope="row"), el("td", value)) for name, value in facts.items()
        ]
        return el(
            "footer",
            el(
                "details",
                el("summary", _("How this was judged")),
                el("table", el("tbody", *lines), class_="facts"),
            ),
        )


def _head(*cells: str | tuple[str, str]) -> Markup:
    """The head of a table; a cell may come with its class."""
    pairs = [cell if isinstance(cell, tuple) else (cell, "") for cell in cells]
    return el(
        "thead",
        el("tr", *(el("th", text, scope="col", class_=look or None) for text, look in pairs)),
    )


def _ring(share: float) -> Markup:
    """The share of the points as a ring, closed only when everything is there."""
    length = 100.0 * (1.0 if share >= 1 else min(share, 0.97))
    return el(
        "svg",
        el("circle", class_="track", cx=50, cy=50, r=44, pathLength=100),
        el(
            "circle",
            class_="reached",
            cx=50,
            cy=50,
            r=44,
            pathLength=100,
            stroke_dasharray=f"{length:.1f} 100",
        )
        if length > 0
        else None,
        viewBox="0 0 100 100",
        aria_hidden="true",
    )


# Where everybody wants to get: a ball that has come to rest at the bottom of its valley.
_VALLEY: Final = el(
    "svg",
    el("path", class_="hill", d="M3 12C34 12 40 74 72 74S106 30 122 30s22 22 35 22V88H3Z"),
    el("path", class_="way", d="M14 6C38 14 46 44 56 58"),
    el("circle", class_="ball", cx=72, cy=65, r=8),
    viewBox="0 0 160 90",
    aria_hidden="true",
)
