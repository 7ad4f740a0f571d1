"""A class as one page: how it did, in what, what it misunderstood, and who did how.

It stands alone like the page of a scorecard (no scripts, nothing from elsewhere), and says in words
and numbers whatever it shows as a bar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from grader.batch.roster import Student
from grader.batch.tally import Entry, Part, Seen, Tally
from grader.course import Course
from grader.i18n import translator
from grader.report.article import marked
from grader.report.markup import Markup, el, with_code
from grader.report.text import out_of
from reference.catalogue import Language

_STYLES: Final = tuple(Path(__file__).with_name(name) for name in ("page.css", "class.css"))
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_MOST: Final = 15  # diagnoses
_BINS: Final = 10
_GOOD, _HALF = ("passed",), ("partial",)


def render(
    tallies: Sequence[Tally],
    course: Course,
    roster: Mapping[str, Student],
    language: Language,
    pages: Mapping[tuple[str, str], str] | None = None,
    mistakes: Mapping[tuple[str, str], str] | None = None,
) -> str:
    """The whole page.

    ``pages``: where each student's own page is, by exercise and student.  ``mistakes``: known
    mistakes in the page's language, by function and id; students may have been told in another.
    """
    _ = translator(language)
    title = f"{course.title[language]} · {_('The class')}"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        el("style", Markup("".join(path.read_text(encoding="utf-8") for path in _STYLES))),
    )
    parts = [
        _Exercise(tally, course, roster, language, pages or {}, mistakes or {}).render()
        for tally in tallies
    ]
    header = el(
        "header",
        el("div", el("p", course.title[language], class_="course"), el("h1", _("The class"))),
    )
    body = el("body", header, el("main", *parts))
    return "<!doctype html>\n" + el("html", head, body, lang=language)


class _Exercise:
    def __init__(
        self,
        tally: Tally,
        course: Course,
        roster: Mapping[str, Student],
        language: Language,
        pages: Mapping[tuple[str, str], str],
        mistakes: Mapping[tuple[str, str], str],
    ) -> None:
        self.tally, self.course, self.language = tally, course, language
        self.roster, self.pages, self.mistakes = roster, pages, mistakes
        self._ = translator(language)

    def render(self) -> Markup:
        name = self.tally.exercise
        title = f"{name} · {self.course.exercise(name).title[self.language]}"
        pieces = [el("h2", title, class_="part", id=name)]
        if not self.tally.walled:
            said = self._("Judged without walls: do not use these marks officially.")
            pieces.append(el("section", el("p", el("strong", said)), class_="warning"))
        pieces.append(self.glance())
        if self.tally.count:
            pieces += [self.concepts(), self.functions()]
            if self.tally.diagnoses:
                pieces.append(self.diagnoses())
            pieces.append(self.students())
        return Markup("".join(pieces))

    # -- how it did

    def glance(self) -> Markup:
        _, tally = self._, self.tally
        full = sum(entry.score >= tally.max_score for entry in tally.entries)
        facts = [
            (str(tally.count), _("submissions")),
            (f"{tally.mean:.2f} / {tally.max_score:g}", _("mean")),
            (f"{tally.median:.2f}", _("median")),
            (str(full), _("have all points")),
        ]
        row = [el("div", el("strong", value), el("span", what)) for value, what in facts]
        return el(
            "section",
            el("h3", _("At a glance")),
            el("div", *row, class_="facts-row"),
            self.distribution() if tally.count else None,
        )

    def distribution(self) -> Markup:
        """How many have how many points, as columns with their numbers on top."""
        _, tally = self._, self.tally
        most = tally.max_score or 1.0
        counts = [0] * (_BINS + 1)  # the last one: everything
        for entry in tally.entries:
            full = entry.score >= tally.max_score
            counts[_BINS if full else min(int(_BINS * entry.score / most), _BINS - 1)] += 1
        width, height, top = 640.0, 150.0, 22.0
        step, highest = width / len(counts), max(counts)
        shapes: list[Markup] = []
        for n, count in enumerate(counts):
            tall = height * count / highest
            x, y = n * step, top + height - tall
            middle = x + step / 2
            label = f"{most:g}" if n == _BINS else f"{most * n / _BINS:g}–"
            if count:
                shapes.append(el("rect", x=x + 4, y=y, width=step - 8, height=tall, rx=4))
                shapes.append(el("text", str(count), x=middle, y=y - 6, text_anchor="middle",
                                 class_="many"))  # fmt: skip
            shapes.append(el("text", label, x=middle, y=top + height + 18, text_anchor="middle"))
        base = f"M0 {top + height}H{width}"
        said = ", ".join(
            f"{most if n == _BINS else most * n / _BINS:g}{'' if n == _BINS else '–'}: {count}"
            for n, count in enumerate(counts)
            if count
        )
        return el(
            "figure",
            el(
                "svg",
                *shapes,
                el("path", class_="base", d=base),
                viewBox=f"0 0 {width:g} {top + height + 26:g}",
                role="img",
                aria_label=_("Distribution of points: {list}").format(list=said),
                class_="columns",
            ),
            el("figcaption", _("Distribution of points")),
        )

    # -- in what

    def concepts(self) -> Markup:
        _, tally, language = self._, self.tally, self.language
        rows = [
            self.mean_row(self.course.concepts[name][language], part)
            for name, part in tally.concepts.items()
        ]
        return el(
            "section",
            el("h3", _("Concepts")),
            el(
                "table",
                _head(_("concept"), (_("mean"), "wide"), (_("points"), "number")),
                el("tbody", *rows),
            ),
        )

    def mean_row(self, name: str, part: Part) -> Markup:
        mean = part.score / self.tally.count
        share = mean / part.max_score if part.max_score else 0.0
        bar = el("span", el("span", "", style=f"width:{100 * share:.0f}%"), class_="share")
        return el(
            "tr",
            el("th", name, scope="row"),
            el("td", bar, el("span", f"{100 * share:.0f} %", class_="unseen"), class_="wide"),
            el("td", out_of(mean, part.max_score), class_="number"),
        )

    def functions(self) -> Markup:
        _, tally = self._, self.tally
        rows = []
        for name, part in tally.functions.items():
            good = sum(part.statuses[status] for status in _GOOD)
            half = sum(part.statuses[status] for status in _HALF)
            open_ = part.statuses["todo"] + part.statuses["missing"]
            bad = tally.count - good - half - open_
            groups = (("good", good), ("half", half), ("bad", bad))
            stack = [
                el("span", "", class_=look, style=f"width:{100 * count / tally.count:.2f}%")
                for look, count in groups
                if count
            ]
            said = _("{good} right · {half} partly · {bad} wrong · {open} not written").format(
                good=good, half=half, bad=bad, open=open_
            )
            rows.append(
                el(
                    "tr",
                    el("th", el("code", name), scope="row"),
                    el("td", el("span", *stack, class_="stack"),
                       el("span", said, class_="counts"), class_="wide"),
                    el("td", out_of(part.score / tally.count, part.max_score), class_="number"),
                )
            )  # fmt: skip
        return el(
            "section",
            el("h3", _("Functions")),
            el(
                "table",
                _head(_("function"), (_("how many"), "wide"), (_("mean"), "number")),
                el("tbody", *rows),
            ),
        )

    # -- what it misunderstood

    def diagnoses(self) -> Markup:
        _ = self._
        rows = [
            el(
                "tr",
                el("td", str(seen.times), class_="number"),
                el("th", el("code", seen.function), scope="row"),
                el("td", with_code(self.told(seen))),
            )
            for seen in self.tally.diagnoses[:_MOST]
        ]
        return el(
            "section",
            el("h3", _("Most frequent misunderstandings")),
            el(
                "table",
                _head((_("how many"), "number"), _("function"), _("what their answer does")),
                el("tbody", *rows),
            ),
        )

    def told(self, seen: Seen) -> str:
        own = seen.texts.get(self.language) or self.mistakes.get((seen.function, seen.id))
        return own or next(iter(seen.texts.values()))

    # -- who did how

    def students(self) -> Markup:
        _, tally = self._, self.tally
        names = list(tally.functions)
        rows = [self.student(entry) for entry in tally.entries]
        head = _head(_("student"), (_("points"), "number"), *names)
        return el(
            "section",
            el("h3", _("Students")),
            el("div", el("table", head, el("tbody", *rows), class_="students"), class_="scroll"),
        )

    def student(self, entry: Entry) -> Markup:
        known = self.roster.get(entry.student)
        page = self.pages.get((self.tally.exercise, entry.student))
        called: str = entry.student
        if known and known.name:
            called = f"{known.name} ({entry.student})"
        who = el("a", called, href=page) if page else called
        if entry.note:
            cells = [el("td", with_code(entry.note), colspan=len(entry.functions), class_="note")]
        else:
            cells = [
                el("td", marked(status, self.language))  # type: ignore[arg-type]
                for status in entry.functions
            ]
        return el(
            "tr",
            el("th", who, scope="row"),
            el("td", out_of(entry.score, self.tally.max_score), class_="number"),
            *cells,
        )


def _head(*cells: str | tuple[str, str]) -> Markup:
    pairs = [cell if isinstance(cell, tuple) else (cell, "") for cell in cells]
    return el(
        "thead",
        el("tr", *(el("th", text, scope="col", class_=look or None) for text, look in pairs)),
    )
