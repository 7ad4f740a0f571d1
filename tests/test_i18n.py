"""Nothing that a student reads is untranslated, stale, or fits the other language only by half."""

from __future__ import annotations

import gettext
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog

from grader import corpus, course, hints, programs
from grader.cli import language_of
from grader.course import Exercise
from grader.i18n import CATALOGUE, language_from, sentences, translator, updated
from grader.judge import PUBLIC
from grader.material import written

COURSE = course.load(Path(__file__).parent.parent)
REMEDY = "run `python -m grader.i18n`, translate what it lists, and run it again"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return pofile.read_po(file, locale="ja")


def test_catalogue_has_exactly_the_sentences_of_the_grader(catalog: Catalog) -> None:
    marked = {sentence for sentence, _file in sentences()}
    known = {message.id for message in catalog if message.id}
    assert known == marked, REMEDY
    assert not catalog.obsolete, REMEDY


def test_every_sentence_is_translated(catalog: Catalog) -> None:
    waiting = [message.id for message in catalog if message.id and not message.string]
    assert not waiting, REMEDY
    assert not [message.id for message in catalog if message.id and message.fuzzy]


def test_translations_have_the_same_placeholders(catalog: Catalog) -> None:
    for message in catalog:
        if message.id:
            assert _placeholders(message.string) == _placeholders(message.id), message.id


def test_commands_and_options_are_not_translated(catalog: Catalog) -> None:
    for message in catalog:
        for code in str(message.id).split("`")[1::2]:
            assert code in message.string, message.id


def test_compiled_catalogue_is_up_to_date(catalog: Catalog) -> None:
    compiled = gettext.translation("grader", CATALOGUE.parents[2], ["ja"])
    assert isinstance(compiled, gettext.GNUTranslations)
    kept = {message.id: message.string for message in catalog if message.id}
    found = {key: value for key, value in vars(compiled)["_catalog"].items() if key}
    assert found == kept, REMEDY


def test_bringing_up_to_date_changes_nothing_twice(catalog: Catalog) -> None:
    once = updated(catalog)
    assert [(m.id, m.string) for m in once] == [(m.id, m.string) for m in updated(once)]


def test_a_sentence_that_cannot_be_looked_up_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "room"
    folder.mkdir()
    (folder / "a.py").write_text(
        '_("plain")\nself._("also")\ntranslator(x)("third")\nother("no")\n'
    )
    assert [sentence for sentence, _file in sentences(folder)] == ["plain", "also", "third"]
    (folder / "b.py").write_text('_(f"{made} up")\n')
    with pytest.raises(ValueError, match=r"b\.py:1"):
        list(sentences(folder))


def test_english_is_the_key_and_japanese_is_found() -> None:
    assert translator("en")("Total") == "Total"
    assert translator("ja")("Total") == "合計"


# -- what the course's authors write --------------------------------------------------------------


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.name)
def test_every_text_of_an_exercise_is_there_in_both_languages(exercise: Exercise) -> None:
    """Titles, checks, mistakes and hints; lessons, stubs and `require` are in test_material."""
    texts = {"title": exercise.title}
    for function in corpus.load(exercise.folder, PUBLIC).functions.values():
        for check in function.judged:
            texts[f"{function.name}.{check.name}"] = check.text
    for name, steps in hints.general(exercise).items():
        texts |= {f"hint {number} of {name}": step for number, step in enumerate(steps, 1)}
    for program in programs.misconceptions(exercise.name, COURSE.root / "reference"):
        assert program.misconception is not None
        where = f"{program.function}.{program.id}"
        texts[where] = program.misconception.text
        for number, step in enumerate(program.misconception.hints, 1):
            texts[f"hint {number} of {where}"] = step
    assert len(texts) > 30
    assert [where for where, text in texts.items() if not written(text)] == []


def test_every_concept_has_a_name_in_both_languages() -> None:
    assert [name for name, text in COURSE.concepts.items() if not written(text)] == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "ja:en"}, "ja"),
        ({"LANG": "en_GB.UTF-8", "COURSE_LANG": "ja"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "COURSE_LANG": "en"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "COURSE_LANG": "klingon"}, "ja"),
    ],
)
def test_language_of_the_environment(environment: dict[str, str], language: str) -> None:
    assert language_from(environment) == language


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["check", "ex3", "--lang", "ja"], {"COURSE_LANG": "en"}, "ja"),
        (["check", "ex3", "--lang=en"], {"COURSE_LANG": "ja"}, "en"),
        (["check", "ex3"], {"COURSE_LANG": "ja", "LANG": "en_GB.UTF-8"}, "ja"),
        (["check", "--lang"], {}, "en"),
        ([], {"LANG": "ja_JP.UTF-8"}, "ja"),
    ],
)
def test_who_decides_about_the_language(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert language_of(arguments, environment) == language


def _placeholders(sentence: str) -> list[tuple[str | None, str | None]]:
    fields = ((name, conversion) for _, name, _, conversion in Formatter().parse(sentence))
    return sorted((field for field in fields if field[0] is not None), key=str)
