"""The scorecard as a page: whole pages as golden files, and what holds on all of them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pictured import EXAMPLES, hostile, pictured, slopes, walk
from scorecards import ALL, COURSE, partial, passed

from grader.cli import command_line
from grader.report import plot, text, walks
from grader.report.answers import leaves
from grader.report.bars import MOST, Leaf, chosen
from grader.report.html import feedback_page, render
from grader.report.markup import el, escaped, plain, with_code
from grader.report.next_step import next_steps
from grader.report.pictures import pictures
from grader.report.terminal import Terminal
from grader.result import Counterexample, Scorecard
from reference.catalogue import Language

LANGUAGES: tuple[Language, ...] = ("en", "ja")
EVERY: dict[str, Callable[[Language], Scorecard]] = {
    **ALL,
    "pictured": pictured,
    "hostile": hostile,
}
VOID = {"meta", "br"}

every_page = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in EVERY for language in LANGUAGES]
)


class Page(HTMLParser):
    """A page taken apart: its elements in order, each with its attributes; its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(source)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


def page(name: str, language: Language) -> Page:
    return Page(render(EVERY[name](language), COURSE, language))


@every_page
def test_whole_page(name: str, language: Language, golden: Callable[[str, str], None]) -> None:
    """The style is left out of what is kept: it is read where it is written, in page.css."""
    source = render(EVERY[name](language), COURSE, language)
    golden(f"html/{name}-{language}.html", re.sub(r"(?s)<style>.*</style>", "<style/>", source))


@every_page
def test_the_page_stands_alone(name: str, language: Language) -> None:
    """Nothing is loaded and nothing runs, and a policy says so to the browser."""
    found = page(name, language)
    assert not found.all("script", "link", "img", "iframe", "object", "form", "base", "use")
    for _tag, attributes in found.elements:
        assert not [key for key in attributes if key.startswith("on") or key == "src"]
        assert attributes.get("href", "#") is not None
        assert str(attributes.get("href", "#")).startswith("#")
        assert "url(" not in str(attributes.get("style", ""))
    style = render(passed(language), COURSE, language).split("<style>")[1].split("</style>")[0]
    assert "url(" not in style and "@import" not in style
    policies = [m["content"] for m in found.all("meta") if "http-equiv" in m]
    assert policies and str(policies[0]).startswith("default-src 'none'")


@every_page
def test_the_language_is_said_and_ids_are_unique(name: str, language: Language) -> None:
    found = page(name, language)
    assert found.all("html") == [{"lang": language}]
    ids = [attributes["id"] for _tag, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for link in found.all("a"):
        assert str(link["href"])[1:] in ids
    for _tag, attributes in found.elements:
        assert attributes.get("aria-labelledby", ids[0]) in ids


@every_page
def test_headings_go_down_one_by_one(name: str, language: Language) -> None:
    levels = [
        int(tag[1]) for tag, _ in page(name, language).elements if re.fullmatch("h[1-6]", tag)
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_page
def test_tables_say_what_their_cells_are(name: str, language: Language) -> None:
    found = page(name, language)
    assert {str(cell.get("scope")) for cell in found.all("th")} == {"row", "col"}


@every_page
def test_every_drawing_has_words_or_is_decoration(name: str, language: Language) -> None:
    for svg in page(name, language).all("svg"):
        inside_another = svg.get("class") == "window"
        assert inside_another or bool(svg.get("aria-label")) != bool(svg.get("aria-hidden"))


@every_page
def test_the_page_says_what_the_terminal_says(name: str, language: Language) -> None:
    card = EVERY[name](language)
    found = re.sub(r"\s+", " ", page(name, language).text)

    def says(sentence: str) -> bool:
        return re.sub(r"\s+", " ", plain(sentence).replace("`", "")).strip() in found

    for function in card.functions:
        assert says(text.out_of(function.score, function.max_score))
        assert says(text.word(function.status, Terminal(language)))
        assert name == "unreadable" or function.status == "todo" or says(function.message)
        for check in function.checks:
            assert says(check.title) and says(check.message)
            assert check.diagnosis is None or says(check.diagnosis.text)
    for remark in card.remarks:
        assert says(remark)


@every_page
def test_what_to_do_next_is_the_same_as_in_the_terminal(name: str, language: Language) -> None:
    card = EVERY[name](language)
    screen = text.render(card, COURSE, Terminal(language, width=10_000), "my.py")
    steps = list(next_steps(card, COURSE, language, "my.py"))
    shown = "\n".join(
        line for step in steps for line in (step.sentence, f"  {step.command}") if line != "  None"
    )
    assert screen.endswith(f"\n\n{shown}\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notebook_is_told_what_works_in_a_notebook(language: Language) -> None:
    """Judging again is a magic command; nothing has to be saved for it."""
    for name, make in EVERY.items():
        steps = list(next_steps(make(language), COURSE, language, notebook=True))
        commands = [step.command for step in steps if step.command]
        assert all(command.startswith(("%check ex1", "!course read ")) for command in commands)
        assert name == "passed" or "%check ex1" in commands
        assert not [step for step in steps if "save" in step.sentence or "保存" in step.sentence]
    assert "%check ex1" in render(partial(language), COURSE, language, notebook=True)


def test_japanese_has_no_tick_and_no_english_sentence() -> None:
    for name in ("passed", "partial", "todo"):
        shown = page(name, "ja").text.replace("Your code printed", "")
        assert not set(shown) & set("✓✗◐")
        assert not re.search(r"\b(the|is|are|of|right|what)\b", shown)


def test_a_student_is_named_where_there_is_one() -> None:
    assert "Work of" not in render(passed("en"), COURSE, "en")
    named = feedback_page(passed("en"), COURSE, "en", "Ada <Lovelace>")
    assert "Work of Ada &lt;Lovelace&gt;" in named
    assert "山田 花子 さんの答案" in feedback_page(passed("ja"), COURSE, "ja", "山田 花子")


def test_a_bar_is_full_only_when_everything_is_there() -> None:
    assert "width:100%" in render(passed("en"), COURSE, "en")
    assert "width:100%" not in render(partial("en"), COURSE, "en")


# -- markup ---------------------------------------------------------------------------------------


@given(st.text())
def test_whatever_is_said_stays_text(said: str) -> None:
    found = Page(el("div", el("p", said, title=said), with_code(said)))
    assert [tag for tag, _ in found.elements if tag != "code"] == ["div", "p"]
    assert found.elements[1][1]["title"] == plain(said)
    escaped(said).encode()  # no half of a surrogate pair is left


def test_what_turns_the_reading_direction_is_taken_out() -> None:
    assert plain("a\u202eb\x1b[31m\ud800") == "ab\ufffd[31m\ufffd"


def test_only_what_is_between_backticks_is_code() -> None:
    assert with_code("`a<b` and ` and 2") == "<code>a&lt;b</code> and ` and 2"


# -- pictures -------------------------------------------------------------------------------------


def drawn(name: str, language: Language = "en") -> list[str]:
    return [str(figure) for figure in pictures(EXAMPLES[name], language)]


@pytest.mark.parametrize(
    ("name", "caption"),
    [
        ("plane", "The paths part at step 1."),
        ("line", "The paths part at step 1. The dotted line is the bottom of the valley."),
        ("space", "The paths part at step 1. Shown: the coordinates 1 and 2 of 3."),
        ("diverging", "The paths part at step 1. Yours leaves the picture."),
        ("until", "Steps in your path: 7; in the right one: 4."),
        ("bars", "3 of 6 numbers differ (≠)."),
        ("losses", "The two curves part at [4]."),
    ],
)
def test_a_picture_says_in_words_what_it_shows(name: str, caption: str) -> None:
    (figure,) = drawn(name)
    assert f'aria-label="{caption}"' in figure
    assert caption in re.sub(r"<[^>]+>", "", figure.split("</svg>")[-1])


def test_contours_belong_to_the_landscape_that_the_student_is_shown() -> None:
    """The landscape is read from its description; this holds that it still is what it was."""
    found = walks.walks(EXAMPLES["plane"])
    assert found is not None and found.bowl == walks.Bowl([0.3, 1.5], [-1.0, 0.5])
    assert found.bowl.walk([4.0, 3.0], 0.5, 5) == EXAMPLES["plane"].expected
    assert drawn("plane")[0].count("<ellipse") == 7
    unknown = Counterexample(
        EXAMPLES["plane"].arguments | {"gradient_of": "a slope"},
        EXAMPLES["plane"].expected,
        EXAMPLES["plane"].got,
    )
    (figure,) = pictures(unknown, "en")
    assert "<ellipse" not in figure and "<svg" in figure


def test_a_step_too_many_is_drawn_as_well() -> None:
    start, b, m = [1.0, 2.0], [1.0, 0.5], [0.0, 0.0]
    arguments = {"gradient_of": slopes(b, m), "start": start, "learning_rate": 0.5, "steps": 2}
    right, longer = (walk(start, b, m, 0.5, steps) for steps in (2, 3))
    (figure,) = pictures(Counterexample(arguments, right, longer), "en")
    assert "Steps in your path: 3; in the right one: 2." in figure
    assert figure.count('class="ring"') == 1
    (figure,) = pictures(Counterexample(arguments, right, right[:2]), "en")
    assert "Steps in your path: 1; in the right one: 2." in figure


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (1.0, 2.0),  # one number: the picture of it says nothing more
        ([1.0, 2.0], [1.0, 2.0]),
        ([1.0, 2.0], [1.0, 2.0, 3.0]),
        ([1.0, 2.0], "text"),
        ([[1.0], [2.0]], [1.0, 2.0]),
        (None, [1.0, 2.0]),
        (True, False),
        ([True, False], [False, True]),
    ],
)
def test_no_picture_where_there_is_nothing_to_see(expected: Any, got: Any) -> None:
    assert not list(pictures(Counterexample({"x": 1.0}, expected, got), "en"))


def test_of_many_numbers_the_wrong_ones_are_shown_first() -> None:
    many = [Leaf(f"[{i}]", 0.0, float(i == 39), i != 39) for i in range(40)]
    shown = chosen(many)
    assert len(shown) == MOST and shown[-1].label == "[39]"


def test_places_are_written_as_in_messages() -> None:
    several = {"W": [[1.0, 2.0]], "b": [3.0]}
    assert [place for place, _ in leaves(several)] == ["['W'][0, 0]", "['W'][0, 1]", "['b'][0]"]
    assert [place for place, _ in leaves([[[1.0]], [2.0], 3.0])] == ["[0][0, 0]", "[1][0]", "[2]"]
    assert list(leaves(2.0)) == [("", 2.0)]


numbers = st.integers() | st.floats() | st.sampled_from(["inf", "-inf", "nan", "text", None, True])
answers = st.recursive(
    numbers, lambda inner: st.lists(inner, max_size=15) | st.dictionaries(st.text(), inner)
)
names = st.sampled_from(["start", "steps", "max_steps", "learning_rate", "epochs", "gradient_of"])


@given(
    st.dictionaries(names, answers | st.just(slopes([1.0, 2.0], [0.0, 0.0]))),
    answers,
    answers,
    st.sampled_from(LANGUAGES),
)
def test_any_counterexample_can_be_drawn(
    arguments: dict[str, Any], expected: Any, got: Any, language: Language
) -> None:
    for figure in pictures(Counterexample(arguments, expected, got), language):
        Page(figure)
        assert not re.search(r'="[^"]*\b(nan|inf)\b', re.sub(r'aria-label="[^"]*"', "", figure))


coordinate = st.floats(-1e300, 1e300)


@given(st.lists(st.lists(coordinate, min_size=2, max_size=2), min_size=2, max_size=6), st.data())
def test_any_walk_can_be_drawn(right: list[list[float]], data: st.DataObject) -> None:
    rows = st.lists(coordinate | st.sampled_from(["inf", "nan"]), min_size=2, max_size=2)
    yours = data.draw(st.lists(rows, min_size=1, max_size=8))
    arguments = {"start": right[0], "steps": len(right) - 1}
    for figure in pictures(Counterexample(arguments, right, yours), "en"):
        Page(figure)
        assert not re.search(r'(?<!label)="[^"]*\b(nan|inf|e\+?\d+)\b', figure.split("<figcap")[0])


@given(st.floats(-1e12, 1e12), st.floats(1e-9, 1e12))
def test_ticks_are_few_and_inside(low: float, size: float) -> None:
    high = low + size
    if high <= low:
        return
    found = plot.ticks(low, high)
    assert len(found) <= 7
    assert all(low - 0.01 * size <= tick <= high + 0.01 * size for tick in found)


def test_an_answer_that_runs_away_does_not_squeeze_the_right_one() -> None:
    low, high = plot.extent([0.0, 1.0], [1e9, math.inf, 0.5])
    assert (low, high) == (0.0, 5.0)


def test_the_page_needs_only_what_the_scorecard_says_as_json() -> None:
    """The figures are the same when the counterexample went through JSON."""
    for name, example in EXAMPLES.items():
        again = Counterexample(
            *json.loads(json.dumps([example.arguments, example.expected, example.got]))
        )
        assert drawn(name) == list(pictures(again, "en"))


# -- the command ----------------------------------------------------------------------------------


def test_the_command_writes_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, neutral: pytest.MonkeyPatch
) -> None:
    """`course check --format html --output FILE`, and to stdout what a browser can open."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ex3.py").write_text("def sigmoid(x):\n    return 0.5\n")
    for options in (["--output", "page.html"], []):
        done = CliRunner().invoke(
            command_line("ja"),
            ["check", "ex3", "--function", "sigmoid", "--format", "html", *options],
        )
        assert done.exit_code == 1, done.output
        source = Path("page.html").read_text(encoding="utf-8") if options else done.stdout
        found = Page(source)
        assert found.all("html") == [{"lang": "ja"}]
        assert "メモを手渡す" in found.text and "course check ex3" in found.text
