"""What can be seen without running anything: texts, figures, links, hints, stray files."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import Author

from grader import course, material, programs
from grader.course import Course
from grader.formulas import answers, plain

COURSE = course.load(Path(__file__).parent.parent)
LESSONS = ("README.md", "README.ja.md")


@pytest.fixture
def small(tmp_path: Path) -> Course:
    return Author(tmp_path).course({})


def faults(small: Course) -> list[str]:
    return list(material.faults(small.exercises[0], small.root / "reference"))


def write(small: Course, name: str, text: str) -> None:
    path = small.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def add(small: Course, name: str, text: str) -> None:
    write(small, name, (small.root / name).read_text(encoding="utf-8") + text)


def test_the_small_course_has_no_faults(small: Course) -> None:
    assert faults(small) == []
    assert list(material.strays(small)) == []


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.name)
def test_this_course_has_none_either(exercise: course.Exercise) -> None:
    reference = COURSE.root / "reference"
    known = [
        *programs.alternatives(exercise.name, reference),
        *programs.misconceptions(exercise.name, reference),
    ]
    solution = programs.solution(exercise.name, reference)
    assert list(material.faults(exercise, reference)) == []
    assert list(material.given_away(exercise, solution, known)) == []


# -- languages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "english", "japanese"),
    [
        ("The slope.", True, False),
        ("傾き。", False, True),
        ("σ(x) になる。", False, True),
        ("2·x", True, False),
        (" ", False, False),
    ],
)
def test_a_text_is_in_one_language(text: str, english: bool, japanese: bool) -> None:
    assert (material.is_in("en", text), material.is_in("ja", text)) == (english, japanese)


def test_lessons_in_the_wrong_language_are_found(small: Course) -> None:
    write(small, "exercises/ex1/README.md", "# 2 倍\n")
    write(small, "exercises/ex1/README.ja.md", "# Twice\n")
    assert [fault.split(" is ")[0] for fault in faults(small)] == [f"ex1: {n}" for n in LESSONS]


def test_a_stub_that_is_silent_in_one_language_is_found(small: Course) -> None:
    stub = (small.root / "exercises/ex1/ex1.py").read_text(encoding="utf-8")
    write(small, "exercises/ex1/ex1.py", stub.replace("x の 2 倍。", ""))
    assert faults(small) == ["ex1: ex1.py does not say in both languages what double is to do"]


def test_a_law_that_speaks_one_language_is_found(small: Course) -> None:
    checks = (small.root / "exercises/ex1/checks.py").read_text(encoding="utf-8")
    line = 1 + next(i for i, text in enumerate(checks.splitlines()) if "require(len" in text)
    write(small, "exercises/ex1/checks.py", checks.replace("1 回で足ります。", "Once."))
    assert faults(small) == [
        f"ex1: checks.py:{line}: this `require` has no sentence in one of the languages"
    ]


def test_hints_that_are_incomplete_are_found(small: Course) -> None:
    hints = (small.root / "exercises/ex1/hints.yaml").read_text(encoding="utf-8")
    write(small, "exercises/ex1/hints.yaml", hints.replace("何回ですか。", "How often?", 1))
    assert faults(small) == ["ex1: hints.yaml: hint 2 of double lacks a language"]
    write(small, "exercises/ex1/hints.yaml", hints.partition("twice:")[0])
    (fault,) = faults(small)
    assert "twice needs a list of 3 hints" in fault
    (small.root / "exercises/ex1/hints.yaml").unlink()
    (fault,) = faults(small)
    assert "there are no hints" in fault


# -- figures and links ----------------------------------------------------------------------------


def test_both_lessons_show_every_figure_there_is(small: Course) -> None:
    write(small, "exercises/ex1/figures/line.svg", "<svg/>")
    add(small, "exercises/ex1/README.md", "\n![A line](figures/line.svg)\n")
    assert faults(small) == ["ex1: README.ja.md does not show figures/line.svg"]
    add(small, "exercises/ex1/README.ja.md", "\n![直線](figures/line.svg)\n")
    assert faults(small) == []


def test_links_lead_somewhere_and_pictures_are_described(small: Course) -> None:
    add(
        small,
        "exercises/ex1/README.md",
        "\n![](figures/none.svg) [there](../ex7/README.md#top) [here](#twice)\n"
        "[away](https://example.org) `[code](nowhere.md)`\n\n    [more code](nowhere.md)\n",
    )
    assert faults(small) == [
        "ex1: README.md: figures/none.svg is not described in words",
        "ex1: README.md: there is no figures/none.svg",
        "ex1: README.md: there is no ../ex7/README.md#top",
    ]


# -- stray files ----------------------------------------------------------------------------------


def test_stray_files_are_named(small: Course) -> None:
    write(small, "exercises/ex1/ex1.ipynb", "{}")
    write(small, "exercises/ex1/figures/data.csv", "1,2")
    write(small, "exercises/ex1/figures/used.csv", "1,2")
    write(small, "exercises/ex1/figures/make.py", "open('used.csv')")
    write(small, "exercises/ex1/.hints.json", "{}")
    write(small, "exercises/ex1/__pycache__/checks.pyc", "")
    assert faults(small) == [
        "ex1: ex1.ipynb does not belong into exercises/ex1",
        "ex1: figures/data.csv is no figure, and no script there names it",
    ]


def test_what_belongs_to_no_exercise_is_named(small: Course) -> None:
    write(small, "exercises/ex2/README.md", "# Left over")
    write(small, "reference/solutions/ex2.py", "")
    write(small, "reference/solutions/ex1.txt", "")
    write(small, "reference/notes.txt", "")
    write(small, "reference/engine.py", "")
    assert list(material.strays(small)) == [
        "exercises/ex2 belongs to no exercise of course.yaml",
        "reference/notes.txt does not belong there",
        "reference/solutions/ex1.txt belongs to no exercise of course.yaml",
        "reference/solutions/ex2.py belongs to no exercise of course.yaml",
    ]


def test_what_is_still_to_write_is_listed_in_words(small: Course) -> None:
    add(small, "exercises/ex1/README.md", "\nTODO: a story\n")
    add(small, "reference/alternatives/ex1.py", '\n    # TODO: one with "einsum"\n')
    assert faults(small) == [
        "ex1: exercises/ex1/README.md:3: to write: a story",
        'ex1: reference/alternatives/ex1.py:32: to write: one with "einsum',
    ]


# -- answers in hints -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        ("s * (1 - s)", "Multiply: s·(1 − s)."),
        ("x ** 2 + 3", "x² + 3 になる。"),
        ("np.sum(X, axis=0)", "try `sum(X, axis = 0)`"),
        ("2 * (p - t) / n", "2(p − t) ÷ n"),
    ],
)
def test_the_same_formula_in_a_program_and_in_a_sentence(program: str, sentence: str) -> None:
    assert plain(program) in plain(sentence)


def test_answers_are_written_out() -> None:
    source = (
        "def slope(x):\n    s = sigmoid(x)\n    t = 1 - s\n    return s * t, t\n\n\n"
        "def other(x):\n    return -x * x\n"
    )
    assert answers(source, "slope") == {
        "(st,t)",
        "sigmoid(x)(1-sigmoid(x))",
        "(sigmoid(x)(1-sigmoid(x)),1-sigmoid(x))",
        "1-sigmoid(x)",
    }


def test_variables_made_of_themselves_have_an_end() -> None:
    lines = [f"    x{i + 1} = x{i} + x{i}" for i in range(60)]
    source = "\n".join(["def f(x0):", *lines, "    y = y + x60", "    return y * x60"])
    assert answers(source, "f")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_hint_that_contains_the_answer_is_found(tmp_path: Path, language: str) -> None:
    en, ja = (
        ("Take 2·f(x + 1).", "答え。") if language == "en" else ("Take it.", "2·f(x + 1) です。")
    )
    author = Author(tmp_path)
    small = author.course({"reference/solutions/ex1.py": [("double(f(x))", "2 * f(x + 1)")]})
    hints = (small.root / "exercises/ex1/hints.yaml").read_text(encoding="utf-8")
    before, after = hints.rsplit("Try 3.", 1)
    write(
        small, "exercises/ex1/hints.yaml", before + en + after.replace("3 で試してください。", ja)
    )
    exercise, reference = small.exercises[0], small.root / "reference"
    solution = programs.solution("ex1", reference)
    assert list(material.given_away(exercise, solution, [])) == [
        f"ex1: hint 1 of twice in hints.yaml gives the answer away ({language}: 2f(x+1))"
    ]
