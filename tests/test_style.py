"""How learners are spoken to: what of docs/style.md can be tested, on every text that they read."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from babel.messages import pofile

from grader.i18n import CATALOGUE
from grader.report import text as text_report
from grader.report.terminal import Terminal

ROOT = Path(__file__).parent.parent

# message: of the catalogue; check: what must hold; reason: why it does not; text: other pairs.
Kind = Literal["message", "check", "reason", "misconception", "hint", "text"]
TO_STUDENTS: tuple[Kind, ...] = ("check", "reason", "misconception", "hint")

JOY = {
    "Everything in {exercise} is right. Well done!",
    "Every exercise of the course is right. Congratulations!",
}
LONGEST_CHECK = 95
MOST_WORDS = 32  # in one English sentence
MOST_CHARACTERS = 80  # in one Japanese sentence

JAPANESE = "[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\u3005]"
POLITE = re.compile(r"(です|ます|ません|ました|でした|でしょう|ましょう|ください)(が|か|から|よ)?$")


class Sentence(NamedTuple):
    kind: Kind
    where: str
    en: str
    ja: str


# -- every text -----------------------------------------------------------------------------------


@cache
def everything() -> list[Sentence]:
    paths = [
        *sorted(ROOT.glob("exercises/*/checks.py")),
        *sorted(ROOT.glob("reference/misconceptions/ex*.py")),
        *sorted(ROOT.glob("grader/**/*.py")),
    ]
    return [*messages(), *(sentence for path in paths for sentence in written_in(path))]


def messages() -> Iterator[Sentence]:
    with CATALOGUE.open("rb") as file:
        for message in pofile.read_po(file, locale="ja"):
            if message.id and message.string:  # test_i18n holds that nothing waits
                places = [name for name, _line in message.locations]
                yield Sentence("message", ", ".join(places), str(message.id), str(message.string))


def written_in(path: Path) -> Iterator[Sentence]:
    """The pairs of sentences in a file: checks, ``en=… ja=…``, hints, ``Text(…)``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        where = f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}"
        for kind, en, ja in _pairs(node):
            if en is not None and ja is not None:
                yield Sentence(kind, where, " ".join(en.split()), ja)


def _pairs(node: ast.AST) -> Iterator[tuple[Kind, str | None, str | None]]:
    match node:
        case ast.FunctionDef(decorator_list=decorators):
            for decorator in decorators:
                keys = _keywords(decorator)
                if "ja" in keys and "en" not in keys:
                    yield "check", ast.get_docstring(node), _string(keys["ja"])
        case ast.Call(func=ast.Name("Text"), args=[en, ja]):
            yield "text", _string(en), _string(ja)
        case ast.Call(func=ast.Name(name)):
            keys = _keywords(node)
            if "en" in keys and "ja" in keys:
                kinds: dict[str, Kind] = {"require": "reason", "misconception": "misconception"}
                yield kinds.get(name, "check"), _string(keys["en"]), _string(keys["ja"])
            for pair in getattr(keys.get("hints"), "elts", []):
                yield "hint", *map(_string, pair.elts)


def _keywords(node: ast.AST) -> dict[str, ast.expr]:
    found = node.keywords if isinstance(node, ast.Call) else []
    return {keyword.arg: keyword.value for keyword in found if keyword.arg}


def _string(node: ast.expr) -> str | None:
    """A string as it is written; what an f-string puts in is a placeholder."""
    match node:
        case ast.Constant(str(value)):
            return value
        case ast.JoinedStr(parts):
            return "".join(_string(part) or "{}" for part in parts)
    return None


# -- rules ----------------------------------------------------------------------------------------


def breaking(rule: Callable[[Sentence], bool], *kinds: Kind) -> list[str]:
    """The texts (of these kinds, or all) for which a rule does not hold, each with its place."""
    asked = [sentence for sentence in everything() if not kinds or sentence.kind in kinds]
    assert asked
    return [f"{s.where}: {s.en} / {s.ja}" for s in asked if not rule(s)]


def words_of(text: str) -> str:
    """The text without code and placeholders: what is said in it about values is not ours."""
    return re.sub(r"`[^`]*`|\{[^}]*\}", "", text)


def unquoted(japanese: str) -> str:
    """The text without what others say in it."""
    return re.sub("「[^」]*」", "", japanese)


def is_sentence(english: str) -> bool:
    """Labels, headings and what follows a place ("ex3.py:7: …") begin small or are short."""
    return english[:1].isupper() and len(english.split()) > 4


def test_all_texts_are_found() -> None:
    kinds = [sentence.kind for sentence in everything()]
    for kind in ("message", "check", "reason", "misconception", "hint", "text"):
        assert kinds.count(kind) > 20, kind
    assert kinds.count("hint") == 3 * kinds.count("misconception")


@pytest.mark.parametrize(
    "word",
    [
        "please", "sorry", "oops", "invalid", "illegal", "wrong input", "obviously", "simply put",
        "trivial", "of course", "as you know", "careless", "stupid", "should have known",
    ],
)  # fmt: skip
def test_english_begs_nobody_and_blames_nobody(word: str) -> None:
    assert not breaking(lambda s: not re.search(rf"\b{word}\b", words_of(s.en), re.IGNORECASE))


@pytest.mark.parametrize("word", ["the student", "the user", "this submission", "the learner"])
def test_students_are_spoken_to_and_not_about(word: str) -> None:
    assert not breaking(lambda s: word not in s.en.lower(), *TO_STUDENTS)


def test_only_joy_is_exclaimed() -> None:
    assert not breaking(lambda s: "!" not in words_of(s.en) or s.en in JOY)
    said = [
        s for s in everything() if re.search("[!\uff01]", re.sub("「[^」]*」", "", words_of(s.ja)))
    ]
    assert {s.en for s in said} == JOY


def test_sentences_end_as_sentences() -> None:
    assert not breaking(lambda s: bool(re.search(r"[.?:]$", s.en)), *TO_STUDENTS)
    assert not breaking(lambda s: bool(re.search("[。:}]$", s.ja)), *TO_STUDENTS)
    # Before a command to copy, a message ends in a colon or in "and run"; or it ends in a value.
    ends = re.compile(r"([.?:!}]|\band run)$")
    assert not breaking(lambda s: not is_sentence(s.en) or bool(ends.search(s.en)), "message")


def test_both_languages_end_alike() -> None:
    """What ends with a full stop in one language does so in the other; so does a colon."""
    assert not breaking(
        lambda s: not s.en.endswith(".") or s.ja.endswith(("。", "}")), "message", *TO_STUDENTS
    )
    assert not breaking(lambda s: s.en.endswith(":") == s.ja.endswith(":") or ":" not in s.en[-1:])


def test_english_sentences_are_short() -> None:
    def longest(text: str) -> int:
        return max(len(part.split()) for part in re.split(r"(?<=[.?!:;])\s", text))

    assert not breaking(lambda s: longest(s.en) <= MOST_WORDS)
    assert not breaking(lambda s: len(s.en) <= LONGEST_CHECK, "check")


def test_japanese_sentences_are_short() -> None:
    """Code has its own length."""

    def longest(text: str) -> int:
        plain = re.sub(r"[!-~ ]{2,}", "", words_of(text))
        return max(map(len, plain.split("。")))

    assert not breaking(lambda s: longest(s.ja) <= MOST_CHARACTERS)


def test_japanese_is_polite_where_a_person_is_spoken_to() -> None:
    def polite(text: str) -> bool:
        said = unquoted(text).removesuffix("。").split("。")
        return any(POLITE.search(part.strip(" )")) for part in said)

    def is_plain(text: str) -> bool:
        return bool(re.search("(だ|である|だった|しろ|せよ)。", unquoted(text)))

    assert not breaking(lambda s: polite(s.ja), "misconception", "hint")
    assert not breaking(lambda s: not is_plain(s.ja), "message", "reason", "misconception", "hint")


def test_japanese_checks_state_what_holds() -> None:
    """A check's sentence is a law: in the plain form, as in a textbook."""
    assert not breaking(lambda s: not re.search("(です|ます|ません|ください)。", s.ja), "check")


def test_japanese_widths_are_not_mixed() -> None:
    """Letters, digits, brackets, colons and ? ! are half-width; 、。「」・ are full-width."""
    assert not breaking(lambda s: not re.search("[\uff01-\uff5e\u3000\uff61-\uff9f]", s.ja))
    tuples = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")  # (商, 余り) is Python's notation
    assert not breaking(lambda s: not re.search(f"{JAPANESE}[.,;]", tuples.sub("", s.ja)))


def test_japanese_spaces() -> None:
    """One between Japanese and Latin letters or digits; none after 。 and 、, nor before them."""
    assert not breaking(lambda s: not re.search("[。、] | [。、]|「 | 」", s.ja))
    border = re.compile(f"{JAPANESE}[A-Za-z0-9]|[A-Za-z0-9]{JAPANESE}")
    assert not breaking(lambda s: not border.search(s.ja))
    between = re.compile(f"{JAPANESE} +{JAPANESE}")
    assert not breaking(lambda s: not between.search(s.ja), "message", "check", "misconception")


def test_japanese_spelling_of_the_graders_own_words() -> None:
    """ー at the end of words from English; kana where kanji is only ornament; one word a thing."""
    unwanted = re.compile(
        "フォルダ(?!ー)|メモリ(?!ー)|ユーザ(?!ー)|サーバ(?!ー)|コンテナ(?!ー)"
        "|下さい|出来る|出来ない|致し|頂[きくけ]|無い"
        "|(?<![自部成半何微積十])(?<! )分か[るりらっ]"
        "|コース|テストケース|宿題|提出物"
    )
    assert not breaking(lambda s: not unwanted.search(words_of(s.ja)), "message")


@pytest.mark.parametrize("word", ["homework", "test case", "unit test", "bug"])
def test_one_word_for_one_thing(word: str) -> None:
    assert not breaking(lambda s: not re.search(rf"\b{word}s?\b", s.en, re.IGNORECASE))


def test_a_tick_means_wrong_in_japan() -> None:
    assert not breaking(lambda s: not set(s.ja) & set("✓✔☑"))
    shown = text_report.mark("passed", Terminal("ja")), text_report.mark("failed", Terminal("ja"))
    assert [mark.split()[0] for mark in shown] == ["○", "×"]


def test_the_rules_are_written_down() -> None:
    """docs/style.md names the test, and shows every exclamation that there may be."""
    style = (ROOT / "docs" / "style.md").read_text(encoding="utf-8")
    assert "tests/test_style.py" in style
    assert all(sentence.split(". ")[1] in style for sentence in JOY)
