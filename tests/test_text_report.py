"""The scorecard in the terminal: whole screens as golden files, and what holds on all of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scorecards import ALL, COURSE, partial

from grader.report import inline, lesson
from grader.report.terminal import (
    Terminal,
    columns,
    never_fail,
    terminal_for,
    wants_colour,
    width_of,
    wrap,
)
from grader.report.text import mark, out_of, render
from grader.report.values import beside, digits_for, number, rows
from grader.result import FunctionStatus
from reference.catalogue import Language

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
LANGUAGES: tuple[Language, ...] = ("en", "ja")
STATUSES: tuple[FunctionStatus, ...] = (
    "passed", "partial", "failed", "todo", "missing", "error", "timeout", "crashed",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_whole_screen(name: str, language: Language, golden: Callable[[str, str], None]) -> None:
    text = render(ALL[name](language), COURSE, Terminal(language))
    golden(f"text/{name}-{language}.txt", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_narrow_screen(language: Language, golden: Callable[[str, str], None]) -> None:
    golden(
        f"text/partial-{language}-40.txt",
        render(partial(language), COURSE, Terminal(language, width=40)),
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_screen_without_symbols(encoding: str, golden: Callable[[str, str], None]) -> None:
    """What the encoding lacks is spelled; nothing raises, nothing is lost."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    never_fail(stream)
    stream.write(render(partial("en"), COURSE, terminal_for(stream, "en", {})))
    stream.flush()
    raw = stream.buffer.getvalue()  # type: ignore[attr-defined]
    golden(f"text/partial-{encoding}.txt", raw.decode(encoding))


@pytest.mark.parametrize("width", [32, 40, 60, 80, 96])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_lines_fit(name: str, language: Language, width: int) -> None:
    """Only a place or a command to copy may be longer than the screen: it is never broken."""
    for line in render(ALL[name](language), COURSE, Terminal(language, width)).splitlines():
        assert columns(line) <= width or "course " in line or "ex1/ex1.py" in line, line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_colour_adds_nothing_but_colour(name: str, language: Language) -> None:
    scorecard = ALL[name](language)
    coloured = render(scorecard, COURSE, Terminal(language, colour=True))
    assert "\x1b[" in coloured
    assert ESCAPE.sub("", coloured) == render(scorecard, COURSE, Terminal(language))


def test_every_mark_has_a_word_and_japanese_has_no_tick() -> None:
    for status in STATUSES:
        english, japanese = (mark(status, Terminal(language)) for language in LANGUAGES)
        assert len(english.split(" ", 1)[1]) > 1
        assert len(japanese.split(" ", 1)[1]) > 1
        assert not set(japanese) & set("✓✗◐")


def test_almost_everything_is_not_shown_as_everything() -> None:
    assert out_of(10, 10) == "10 / 10"
    assert out_of(9.999999, 10) == "9.99 / 10"
    assert out_of(1.090909, 2) == "1.09 / 2"


def test_a_file_named_on_the_command_line_is_named_in_the_next_command() -> None:
    text = render(partial("en"), COURSE, Terminal(), "answers/ex1.py")
    assert "\n  course check ex1 answers/ex1.py\n" in text
    assert text.endswith("\n  course hint ex1 sigmoid answers/ex1.py\n")


# -- values -----------------------------------------------------------------------------------


def test_answers_that_differ_never_look_alike() -> None:
    digits = digits_for([1.0, 0.123456789], [1.0, 0.123456999])
    assert number(0.123456789, digits) != number(0.123456999, digits)
    assert digits_for(0.1, 0.9) == 4


def test_matrices_are_shown_row_by_row() -> None:
    assert rows([[1.0, -20.0], [3.0, 4.0]]) == ["[[1.0, -20.0],", " [3.0,   4.0]]"]
    assert rows([]) == ["[]"]
    assert rows([[]]) == ["[[]]"]
    assert rows([[1.0, 2.0], 3.0]) == ["[[1.0, 2.0],", " 3.0]"]
    assert rows({"W": [[1.0], [2.0]], "b": 0.5}) == ["W: [[1.0],", "    [2.0]]", "b: 0.5"]
    assert rows({}) == ["{}"]
    assert rows(None) == ["None"]


def test_long_values_are_shortened() -> None:
    assert rows(list(range(100))) == ["[0, 1, 2, 3, 4, 5, 6, …, 99]"]
    assert len(rows([[1.0, 2.0]] * 50)) == 7
    assert rows([[1.0, 2.0]] * 50)[-2:] == [" …", " [1.0, 2.0]]"]


def test_sides_that_do_not_fit_are_not_forced() -> None:
    assert beside(["aa"], ["bb", "cc"], 7) == ["aa   bb", "     cc"]
    assert beside(["aa"], ["bb"], 6) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc", min_size=1), inner),
)


@given(json_values)
def test_any_value_can_be_shown(value: object) -> None:
    assert all(isinstance(line, str) for line in rows(value))


# -- screens ----------------------------------------------------------------------------------

words = st.text(st.sampled_from("abc 、。「」あ漢カ…()σ²ー"), max_size=80)


@given(words, st.integers(4, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_line_begins_with_a_full_stop_or_ends_with_a_bracket() -> None:
    for width in range(8, 30):
        lines = wrap("値が違います。正しくは「四」です(必ず、確かめること)。" * 3, width)
        assert not any(line[0] in "。、」)" for line in lines)
        assert not any(line[-1] in "「(" for line in lines)


def test_styles_do_not_run_over_the_end_of_a_line() -> None:
    lines = wrap(Terminal(colour=True).paint("a long bold sentence", "bold"), 8)
    assert len(lines) > 1
    assert all(line.startswith("\x1b[1m") and line.endswith("\x1b[0m") for line in lines)


def test_japanese_is_two_columns_wide() -> None:
    assert columns("abc") == 3
    assert columns("連鎖律") == 6
    assert columns("e\u0301\x1b[1mあ\x1b[0m") == 3


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "CI": "true", "TERM": "dumb"}, True),
        ({"CI": "true"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_who_decides_about_colour(environment: dict[str, str], coloured: bool) -> None:
    assert wants_colour(Screen(), environment) is coloured
    assert wants_colour(io.StringIO(), environment) is (coloured and "FORCE_COLOR" in environment)


def test_width_is_what_can_be_read() -> None:
    assert width_of(io.StringIO(), {}) == 80
    assert width_of(io.StringIO(), {"COLUMNS": "40"}) == 40
    assert width_of(io.StringIO(), {"COLUMNS": "400"}) == 96
    assert width_of(io.StringIO(), {"COLUMNS": "zero"}) == 80


def test_a_console_without_japanese_is_spoken_to_in_english() -> None:
    latin = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    assert terminal_for(latin, "ja", {}).language == "en"
    shift_jis = io.TextIOWrapper(io.BytesIO(), encoding="cp932")
    assert terminal_for(shift_jis, "ja", {}).language == "ja"


@given(st.text(max_size=40), st.sampled_from(["cp932", "cp1252", "ascii", "latin-1"]))
def test_any_text_can_be_printed_anywhere(text: str, encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    never_fail(stream)
    stream.write(text)
    stream.flush()


# -- lessons ----------------------------------------------------------------------------------

MARKDOWN = """\
# Passing *notes*: σ

A **model** has `weights`, see [NumPy](https://numpy.org) and
[ex2](../ex2/README.md). x_i, 2 * 3 * 4 stay.

![The fog](figures/fog.svg)

| name | what it is |
|---|---|
| `σ` | a **curve** |

- one
- two that goes on
  here
  - inner

1. first

   more of it
2. second

> Said
> once.

```python
def f(x):  # *not* emphasis
    return x
```

<details>
<summary>A hint</summary>

Think.

</details>
"""


@pytest.mark.parametrize("width", [80, 24])
def test_lesson_screen(width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"text/lesson-{width}.txt", lesson.render(MARKDOWN, Terminal("en", width)))


def test_japanese_lines_are_joined_without_a_space() -> None:
    assert lesson.render("連鎖律は\n大切です。\n", Terminal("ja")) == "連鎖律は大切です。\n"
    assert lesson.render("the chain\nrule\n", Terminal()) == "the chain rule\n"


def test_emphasis_between_japanese_characters() -> None:
    painted = inline.render("これは*勾配*と**損失**です", Terminal("ja", colour=True))
    assert painted == "これは\x1b[3m勾配\x1b[0mと\x1b[1m損失\x1b[0mです"


def test_code_is_left_as_it_is() -> None:
    assert inline.render("`a * b * c` and `**`", Terminal()) == "`a * b * c` and `**`"


@given(st.text(st.sampled_from("ab *_`|[]()<>#-\n1.>!\\&;:"), max_size=60))
def test_no_markdown_stops_a_lesson(markdown: str) -> None:
    lesson.render(markdown, Terminal())
