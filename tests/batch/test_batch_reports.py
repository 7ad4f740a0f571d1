"""What instructors read: the summary of a batch, the page of a class, progress, the roster."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import scorecards as by_hand

from grader.batch import SetAside, Summary
from grader.batch.roster import Student, read_roster
from grader.batch.tally import Tally, tally
from grader.errors import ConfigurationError
from grader.report import class_page, grading
from grader.report.progress_line import duration, line
from grader.report.terminal import Terminal, columns
from grader.result import Scorecard
from reference.catalogue import Language, Text

LANGUAGES: tuple[Language, Language] = ("en", "ja")


def counted(language: Language = "en") -> Tally:
    def card(student: str, made: Scorecard, language: Language) -> dict[str, Any]:
        data = made.to_json()
        data["submission"]["student"] = student
        data["isolation"]["level"] = "walled"
        return data | {"batch": {"language": language}}

    return tally(
        "ex1",
        [
            card("a", by_hand.passed("en"), "en"),
            card("b", by_hand.partial("en"), "en"),
            card("<script>", by_hand.partial("ja"), "ja"),
            card("d", by_hand.unreadable(language), language),
        ],
    )


def test_a_class_is_counted_as_it_is() -> None:
    found = counted()
    assert (found.count, found.mean, found.median) == (4, 4.5, 4.0)
    assert found.concepts["chain-rule"].score == 9 + 4 + 4
    assert found.functions["chain"].statuses == {"passed": 1, "timeout": 2, "missing": 1}
    assert [(seen.id, seen.times) for seen in found.diagnoses] == [("transposed", 2)]
    assert dict(found.diagnoses[0].texts) == {
        "en": by_hand.TRANSPOSED.en,
        "ja": by_hand.TRANSPOSED.ja,
    }
    assert [entry.student for entry in found.entries if entry.note] == ["d"]
    assert found.walled


class Balanced(HTMLParser):
    """Fails on a page whose elements are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_class_says_it_all_and_stands_alone(language: Language) -> None:
    pages = {("ex1", "b"): "feedback/b/ex1/ex1.html"}
    roster = {"b": Student("b", "結衣", "佐藤")}
    page = class_page.render([counted(language)], by_hand.COURSE, roster, language, pages)
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    assert parser.links == ["feedback/b/ex1/ex1.html"]
    assert f'<html lang="{language}">' in page
    assert "&lt;script&gt;" in page and "<script" not in page
    assert "佐藤結衣 (b)" in page
    assert by_hand.TRANSPOSED[language] in page
    assert "4.50 / 10" in page
    assert by_hand.COURSE.concepts["cost"][language] in page
    assert "url(" not in re.sub(r"<style>.*?</style>", "", page, flags=re.S)


def test_a_page_that_is_not_walled_warns() -> None:
    found = counted()
    found.walled = False
    page = class_page.render([found], by_hand.COURSE, {}, "en")
    assert "do not use these marks officially" in page


def test_a_class_of_nobody_has_a_page() -> None:
    assert "ex1" in class_page.render([Tally("ex1")], by_hand.COURSE, {}, "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80])
def test_the_summary_of_a_batch_fits_and_says_what_happened(language: Language, width: int) -> None:
    reason = Text("the machine is on fire", "マシンが燃えています")
    summary = Summary(
        total=9, done=9, kept=1, judged=5, shared=2, unreadable=1, again=1, gone=1,
        changed=Counter(submission=2, course=1), set_aside=[SetAside("z", reason)],
    )  # fmt: skip
    terminal = Terminal(language, width)
    places = {"x": "course report ex1"}
    text = grading.render(summary, counted(language), by_hand.COURSE, places, terminal)
    assert all(columns(row) <= width for row in text.splitlines())
    joined = re.sub(r"\s+", "" if language == "ja" else " ", text)
    assert reason[language] in joined
    assert "course grade ex1" in text and "course report ex1" in text
    for number in ("4.50", "10"):
        assert number in text


def test_progress_fits_and_knows_what_is_left() -> None:
    terminal = Terminal("en", 80)
    assert line("judging ex3", 30, 90, 2.0, terminal, bar=False) == (
        "judging ex3  30/90   33 %  2.0/s  0:30 left"
    )
    assert "█" in line("judging ex3", 30, 90, 2.0, terminal)
    assert columns(line("judging ex3", 30, 90, 2.0, Terminal("en", 40))) <= 60
    assert [duration(s) for s in (0, 59.6, 61, 3661)] == ["0:00", "1:00", "1:01", "1:01:01"]


def test_the_roster(tmp_path: Path) -> None:
    assert read_roster(tmp_path) == {}
    path = tmp_path / "students.csv"
    path.write_text(
        '\ufeffid,last_name,first_name,language\nk1,佐藤,結衣,ja\nk2,"O\'Neill, Jr.",Al,\n,,,\n',
        encoding="utf-8",
    )
    found = read_roster(tmp_path)
    assert {key: student.name for key, student in found.items()} == {
        "k1": "佐藤結衣",
        "k2": "Al O'Neill, Jr.",
    }
    assert (found["k1"].language, found["k2"].language) == ("ja", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [("name\nx\n", r"students\.csv:1"), ("id,language\na,en\nb,fr\n", r"students\.csv:3")],
)
def test_a_roster_that_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "students.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=said):
        read_roster(tmp_path)


def test_cards_without_the_batch_are_counted_as_well() -> None:
    data = json.loads(by_hand.partial("en").dumps())
    data["submission"]["student"] = "a"
    assert tally("ex1", [data]).count == 1
