"""Validation finds what is wrong with a course: each fault is put into a small one and found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from grader import course, validate
from grader.course import Course
from grader.report import validation
from grader.report.terminal import Terminal
from grader.validate import Report

COURSE_YAML = """\
id: small
version: "1"
title: {en: A small course, ja: 小さな講座}
languages: [en, ja]
concepts:
  doubling: {en: Doubling, ja: 2 倍}
  cost: {en: Cost, ja: 計算量}
exercises:
  ex1:
    title: {en: Twice, ja: 2 倍}
    functions:
      double: {doubling: 4}
      twice: {doubling: 4, cost: 2}
"""
CHECKS = '''\
from grader import Function, array, cost, given, law, real, reference, require


def line(a, b):
    """x ↦ a·x + b, a = {a}, b = {b}"""
    return lambda x: a * x + b


class double(Function):
    x = real() | array("n")
    drawn = 3

    @reference(ja="2 倍になる。")
    def value(x):
        """It is twice x."""
        return 2 * x

    @law(ja="奇関数である。")
    def odd(student, x):
        """double(−x) = −double(x)."""
        there, back = yield student.double(x), student.double(-x)
        return back, -there


class twice(Function):
    f = given(line, a=real(), b=real())
    x = real()
    drawn = 3

    @reference(ja="2·f(x) になる。")
    def value(f, x):
        """It is 2·f(x)."""
        return 2 * f(x)

    @law(ja="f が同じなら同じになる。")
    def same(student, f, x):
        """It depends on f and x alone."""
        return (yield student.twice(f, x), student.twice(f, x))

    @cost(concept="cost", ja="f を呼び出すのは 1 回。")
    def one_call(student, f, x):
        """It asks f once."""
        yield student.twice(f, x)
        require(len(f.calls) == 1, en="Once is enough.", ja="1 回で足ります。")
'''
STUB = '''\
"""Twice."""


def double(x):
    raise NotImplementedError


def twice(f, x):
    raise NotImplementedError
'''
SOLUTION = """\
def double(x):
    return 2 * x


def twice(f, x):
    return double(f(x))
"""
ALTERNATIVES = """\
import numpy as np


class double:
    def added(x):
        return x + x

    def by_numpy(x):
        return np.multiply(x, 2.0)

    def halved(x):
        return x / 0.5


class twice:
    def product(f, x):
        return 2.0 * f(x)

    def named(f, x):
        y = f(x)
        return y + y

    def doubled(f, x):
        return double(f(x))
"""


def mistake(name: str, body: str, concept: str = "doubling", en: str = "Wrong.") -> str:
    hints = [("Where?", "どこですか。"), ("What?", "何ですか。"), ("Like this.", "このように。")]
    return (
        f'    @misconception("{concept}", en="{en}", ja="まちがいです。", hints={hints!r})\n'
        f"    def {name}({'x' if 'f(' not in body else 'f, x'}):\n        return {body}\n"
    )


DOUBLE = {"squared": "x * x", "same": "x", "half": "x / 2", "negative": "-2 * x", "three": "3 * x"}
TWICE = {"once": "f(x)", "inside": "f(2 * x)", "thrice": "3 * f(x)", "shifted": "2 * f(x) + 1"}
MISCONCEPTIONS = (
    "from reference.catalogue import misconception\n\n\n"
    + "class double:\n"
    + "\n".join(mistake(name, body) for name, body in DOUBLE.items())
    + "\n\nclass twice:\n"
    + "\n".join(mistake(name, body) for name, body in TWICE.items())
    + mistake("asked_twice", "f(x) + f(x)", "cost")
)
FILES = {
    "course.yaml": COURSE_YAML,
    "exercises/ex1/checks.py": CHECKS,
    "exercises/ex1/ex1.py": STUB,
    "exercises/ex1/README.md": "# Twice\n",
    "exercises/ex1/README.ja.md": "# 2 倍\n",
    "reference/solutions/ex1.py": SOLUTION,
    "reference/alternatives/ex1.py": ALTERNATIVES,
    "reference/misconceptions/ex1.py": MISCONCEPTIONS,
}


Changes: TypeAlias = Sequence[tuple[str, str]] | None


@dataclass
class Author:
    """Writes the small course, with changes, and validates it."""

    root: Path

    def course(self, changes: Mapping[str, Changes]) -> Course:
        """``changes``: by file, texts and what stands there instead; None takes the file away."""
        files: dict[str, str] = dict(FILES)
        for name, change in changes.items():
            for before, after in change or ():
                assert before in files[name]
                files[name] = files[name].replace(before, after)
            if change is None:
                del files[name]
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return course.load(self.root)

    def report(self, **changes: Changes) -> Report:
        """What validation finds; a change is named after its file (``alternatives``, ``stub``)."""
        places = {
            "yaml": "course.yaml",
            "checks": "exercises/ex1/checks.py",
            "stub": "exercises/ex1/ex1.py",
            "lesson": "exercises/ex1/README.md",
            "lesson_ja": "exercises/ex1/README.ja.md",
            "solution": "reference/solutions/ex1.py",
            "alternatives": "reference/alternatives/ex1.py",
            "misconceptions": "reference/misconceptions/ex1.py",
        }
        small = self.course({places[name]: change for name, change in changes.items()})
        return validate.run(small, small.exercises)


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path)


def only_fault(report: Report) -> str:
    (fault,) = report.faults
    assert fault.startswith("ex1: ")
    assert not report.right
    return fault


# -- right --------------------------------------------------------------------------------------


def test_a_course_without_faults_is_right(author: Author) -> None:
    small = author.course({})
    steps: list[tuple[int, int]] = []
    report = validate.run(small, small.exercises, progress=lambda *step: steps.append(step))
    assert report.right and not report.faults
    assert (report.solutions, report.stubs) == ({"ex1": 10.0}, {"ex1": 0.0})
    known = 1 + 2 * (3 + 5)
    assert report.judged >= known
    assert steps[0][0] == 1 and steps[-1] == (report.judged, report.judged)
    assert steps == sorted(steps)
    counts = {
        name: (tally.right, tally.rejected, tally.wrong, tally.accepted)
        for name, tally in report.concepts.items()
    }
    # Of the solution two functions, of the others the one that they are about.
    assert counts == {"doubling": (2 + 6 + 1, 0, 9, 0), "cost": (1 + 3 + 4, 0, 1, 0)}
    assert report.to_json()["concepts"]["cost"] == {
        "right": 8,
        "false_rejects": 0,
        "wrong": 1,
        "false_accepts": 0,
    }
    assert f"{report.judged} programs judged as they should be" in validation.render(
        report, Terminal("en")
    )


# -- faults ---------------------------------------------------------------------------------------

FAULTY = {
    "lesson": [("# Twice", " ")],
    "lesson_ja": [("# 2 倍\n", "")],
    "stub": [("def double(x):\n    raise NotImplementedError", "def double(x):\n    return x")],
    "checks": [('ja="奇関数である。"', 'ja=" "')],
    "alternatives": [
        ("return x / 0.5", "return x / 0.4"),
        ("def named", "def nothing(f, x):\n        f(x)\n\n    def named"),
    ],
    "misconceptions": [
        ("return 3 * x", "return 2 * x"),
        ("return f(x) + f(x)", "return f(x)"),
        (mistake("half", "x / 2"), mistake("half", "x / 2", "cost")),
        (mistake("same", "x"), mistake("same", "x", en=" ")),
        ("class twice:", "class thrice:\n" + mistake("wrong", "f(x)") + "\nclass twice:"),
    ],
}
FAULTS = {
    "a lesson without a word": "ex1: README.md is missing or empty",
    "a lesson in one language": "ex1: README.ja.md is missing or empty",
    "a stub that is not to do": "ex1: the stub of double is failed, not to do",
    "a check in one language": "ex1: double.odd lacks a sentence",
    "a right program that is rejected": (
        "ex1: double.halved costs doubling in double where it should cost nothing (The answer"
    ),
    "an alternative that does not answer": (
        "ex1: twice.nothing costs doubling in twice where it should cost nothing (Your function"
    ),
    "a wrong program that is accepted": (
        "ex1: double.three costs nothing in double where it should cost doubling"
    ),
    "a mistake that costs other points": (
        "ex1: twice.asked_twice costs doubling in twice where it should cost cost (The answer"
    ),
    "a concept without points": (
        "ex1: double.half costs cost, in which the function has no points"
    ),
    "and so it costs others": (
        "ex1: double.half costs doubling in double where it should cost cost (The answer"
    ),
    "a mistake in one language": "ex1: double.same lacks a text in one of the languages",
    "a function that does not exist": "ex1: thrice.wrong belongs to no function of the exercise",
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A course with one fault of each kind."""
    return Author(tmp_path_factory.mktemp("course")).report(**FAULTY)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(faulty: Report, fault: str) -> None:
    assert [found for found in faulty.faults if found.startswith(FAULTS[fault])]


def test_nothing_else_is_found(faulty: Report) -> None:
    assert len(faulty.faults) == len(FAULTS)
    assert not faulty.right
    assert faulty.solutions == {"ex1": 10.0}


def test_false_accepts_and_rejects_are_counted_by_concept(faulty: Report) -> None:
    tallies = {name: (tally.rejected, tally.accepted) for name, tally in faulty.concepts.items()}
    # What costs other points than it should is rejected in those and accepted in its own.
    assert tallies == {"doubling": (4, 1), "cost": (0, 1)}


def test_all_faults_are_shown(faulty: Report) -> None:
    shown = " ".join(validation.render(faulty, Terminal("en")).split())
    assert f"{len(FAULTS)} faults" in shown
    assert all(fault in shown for fault in faulty.faults)
    assert faulty.to_json()["faults"] == faulty.faults


def test_a_check_that_is_wrong_itself_rejects_the_solution(author: Author) -> None:
    """A law that does not hold: the solution and every alternative lose its points."""
    report = author.report(checks=[("return back, -there", "return back, there")])
    found = {fault.partition(" costs ")[0] for fault in report.faults}
    assert found >= {"ex1: solution", *(f"ex1: double.{n}" for n in ("added", "by_numpy"))}
    assert 0 < report.solutions["ex1"] < 10.0
    assert report.concepts["doubling"].accepted == 0


def test_too_few_checks_and_programs_are_found(author: Author) -> None:
    law = CHECKS[CHECKS.index("    @law") : CHECKS.index("class twice")]
    report = author.report(
        checks=[(law, "\n")],
        alternatives=[("    def halved(x):\n        return x / 0.5\n", "")],
        misconceptions=[(mistake("three", "3 * x"), "")],
    )
    assert report.faults == [
        "ex1: double needs at least 3 checks of 2 kinds",
        "ex1: double has too few alternatives",
        "ex1: double has too few misconceptions",
    ]


# -- course.yaml, checks.py and reference/ that do not fit each other ---------------------------


@pytest.mark.parametrize(
    ("before", "after", "faults"),
    [
        (
            "{doubling: 4, cost: 2}",
            "{doubling: 6}",
            ["ex1: twice has points or checks, but not both, in cost"],
        ),
        (
            "{doubling: 4}\n",
            "{doubling: 3, cost: 1}\n",
            ["ex1: double has points or checks, but not both, in cost"],
        ),
        (
            "twice: {",
            "thrice: {",
            ["ex1: checks.py has twice, course.yaml does not",
             "ex1: course.yaml has thrice, checks.py does not"],
        ),
    ],
)  # fmt: skip
def test_points_and_checks_that_do_not_fit_are_found_before_anything_is_judged(
    author: Author, before: str, after: str, faults: list[str]
) -> None:
    report = author.report(yaml=[(before, after)])
    assert report.faults == faults
    assert report.judged == 0


@pytest.mark.parametrize("missing", ["solution", "alternatives", "misconceptions"])
def test_a_missing_file_of_the_reference_is_named(author: Author, missing: str) -> None:
    """It is looked for in the course itself, not in this repository, which has an ex1 too."""
    report = author.report(**{missing: None})
    fault = only_fault(report)
    assert str(author.root / "reference") in fault and missing in fault
    assert report.judged == 0


def test_a_program_that_is_no_misconception_is_named(author: Author) -> None:
    unmarked = "    def three(x):\n        return 3 * x\n"
    report = author.report(misconceptions=[(mistake("three", "3 * x"), unmarked)])
    assert "double.three is not marked with @misconception" in only_fault(report)


def test_an_empty_stub_is_not_the_end(author: Author) -> None:
    report = author.report(stub=[(STUB, "\n")])
    assert report.faults[0] == "ex1: ex1.py is missing or empty"
    assert "this file is empty" in report.faults[1]
    assert report.judged == 0
