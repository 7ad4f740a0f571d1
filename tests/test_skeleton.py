"""`course new`: a working skeleton, an entry in course.yaml, and nothing overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_course import Author

from grader import course, skeleton
from grader.cli import command_line
from grader.course import Course
from grader.errors import ConfigurationError, UsageError
from grader.skeleton import create, with_entry
from reference.catalogue import Language

FILES = [
    "exercises/{}/README.md",
    "exercises/{}/README.ja.md",
    "exercises/{0}/{0}.py",
    "exercises/{}/checks.py",
    "exercises/{}/hints.yaml",
    "reference/solutions/{}.py",
    "reference/alternatives/{}.py",
    "reference/misconceptions/{}.py",
]


@pytest.fixture
def small(tmp_path: Path) -> Course:
    return Author(tmp_path).course({})


def everything(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_exactly_the_files_of_an_exercise_are_made(small: Course) -> None:
    before = everything(small.root)
    made = create(small, "ex2")
    after = everything(small.root)
    new = [name.format("ex2") for name in FILES]
    assert [path.relative_to(small.root).as_posix() for path in made] == [*new, "course.yaml"]
    assert set(after) - set(before) == set(new)
    assert all(after[name] == data for name, data in before.items() if name != "course.yaml")


def test_the_new_exercise_is_in_the_course(small: Course) -> None:
    create(small, "ex2")
    exercise = course.load(small.root).exercise("ex2")
    assert exercise.max_score == 10
    assert exercise.functions[0].main_concept == next(iter(small.concepts))


@pytest.mark.parametrize("name", [name.format("ex2") for name in FILES])
def test_nothing_is_overwritten(small: Course, name: str) -> None:
    path = small.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    before = everything(small.root)
    with pytest.raises(UsageError, match=name):
        create(small, "ex2")
    assert everything(small.root) == before


@pytest.mark.parametrize("name", ["ex1", "Ex2", "2", "ex-2", "../ex2", "class", ""])
def test_names_that_cannot_be_are_answered_by_the_next_free_one(small: Course, name: str) -> None:
    before = everything(small.root)
    with pytest.raises(UsageError, match="course new ex2"):
        create(small, name)
    assert everything(small.root) == before


def test_an_installation_without_answers_takes_no_exercise(tmp_path: Path) -> None:
    small = Author(tmp_path).course({})
    for path in (tmp_path / "reference").rglob("*.py"):
        path.unlink()
    for folder in sorted((tmp_path / "reference").rglob("*"), reverse=True):
        folder.rmdir()
    with pytest.raises(UsageError, match="git clone"):
        create(small, "ex2")


def test_what_cannot_be_written_leaves_nothing_behind(
    small: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    before = everything(small.root)
    monkeypatch.setattr(skeleton, "_replace", full)
    with pytest.raises(UsageError, match="No space left"):
        create(small, "ex2")
    assert everything(small.root) == before
    assert not (small.root / "exercises" / "ex2").exists()


def test_a_course_that_does_not_fit_afterwards_is_as_it_was(small: Course) -> None:
    """Somebody has broken course.yaml since it was read."""
    path = small.root / "course.yaml"
    broken = path.read_text(encoding="utf-8").replace(
        "doubling: 4, cost: 2", "doubling: 4, cost: 7"
    )
    path.write_text(broken, encoding="utf-8")
    before = everything(small.root)
    with pytest.raises(ConfigurationError, match="add up to 15"):
        create(small, "ex2")
    assert everything(small.root) == before


# -- course.yaml ----------------------------------------------------------------------------------

ENTRY = "ex2:\n  title: {en: Two, ja: 二つ}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# top\nid: a\nexercises:\n  ex1: {a: 1}  # the first\n",
            "# top\nid: a\nexercises:\n  ex1: {a: 1}  # the first\n\n"
            "  ex2:\n    title: {en: Two, ja: 二つ}\n",
        ),
        (
            "exercises:\n    ex1:\n        f: {a: 1}\n\n# what follows\nid: a",
            "exercises:\n    ex1:\n        f: {a: 1}\n\n"
            "    ex2:\n      title: {en: Two, ja: 二つ}\n\n# what follows\nid: a\n",
        ),
        (
            "exercises:\r\n  ex1: {a: 1}\r\n",
            "exercises:\r\n  ex1: {a: 1}\r\n\r\n  ex2:\r\n    title: {en: Two, ja: 二つ}\r\n",
        ),
        (
            "\ufeffexercises:\n  ex1: {a: 1}\n",
            "\ufeffexercises:\n  ex1: {a: 1}\n\n  ex2:\n    title: {en: Two, ja: 二つ}\n",
        ),
    ],
    ids=["comments", "not the last", "Windows", "byte order mark"],
)
def test_the_entry_comes_after_the_last_and_all_else_stays(before: str, after: str) -> None:
    assert with_entry(before.encode(), ENTRY).decode() == after


@pytest.mark.parametrize("text", ["exercises: {ex1: {a: 1}}\n", "exercises:\n", "id: a\n"])
def test_exercises_on_one_line_have_no_place_for_another(text: str) -> None:
    with pytest.raises(ConfigurationError, match="no place"):
        with_entry(text.encode(), ENTRY)


# -- the command ----------------------------------------------------------------------------------


def new(*arguments: str, language: Language = "en") -> Result:
    return CliRunner().invoke(command_line(language), ["new", *arguments])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_command_says_what_it_made_and_what_to_do(
    small: Course, neutral: pytest.MonkeyPatch, language: Language
) -> None:
    neutral.setenv("COURSE_ROOT", str(small.root))
    neutral.chdir(small.root)
    done = new("ex2", language=language)
    assert (done.exit_code, done.stderr) == (0, "")
    for name in FILES:
        assert f"  {name.format('ex2')}\n".replace("/", os.sep) in done.stdout
    assert "\n  course validate ex2\n" in done.stdout
    assert "docs/authoring.md" in done.stdout
    again = new("ex2", language=language)
    assert again.exit_code == 2 and again.stdout == ""
    assert "course new ex3" in again.stderr
