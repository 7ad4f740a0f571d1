"""Validation finds what is wrong with a course: each fault is put into a small one and found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from small_course import CHECKS, STUB, Author, mistake

from grader import validate
from grader.mutants import equivalent
from grader.report import validation
from grader.report.terminal import Terminal
from grader.validate import Report


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
    known = 1 + 2 * (4 + 6)
    assert report.judged >= known
    assert steps[0][0] == 1 and steps[-1] == (report.judged, report.judged)
    assert steps == sorted(steps)
    counts = {
        name: (tally.right, tally.rejected, tally.wrong, tally.accepted)
        for name, tally in report.concepts.items()
    }
    # Of the solution two functions, of the others the one that they are about.
    assert counts == {"doubling": (2 + 8 + 1, 0, 11, 0), "cost": (1 + 4 + 5, 0, 1, 0)}
    assert report.to_json()["concepts"]["cost"] == {
        "right": 10,
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
    "stub": [
        (
            'の 2 倍。\n    """\n    raise NotImplementedError\n\n',
            'の 2 倍。\n    """\n    return x\n\n',
        )
    ],
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
    "a lesson without a word": "ex1: README.md is missing or empty, or in another",
    "a lesson in one language": "ex1: README.ja.md is missing or empty, or in another",
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
        "ex1: double has 3 of 4 alternatives; write 1 more in reference/alternatives/ex1.py",
        "ex1: double has 5 of 6 misconceptions; write 1 more in reference/misconceptions/ex1.py",
    ]


def test_a_mutant_that_survives_is_named_until_it_is_recorded(author: Author) -> None:
    changes = {"solution": [("return 2 * x", "return 2 * (x + 0.0)")]}
    first = author.report(**changes)
    assert first.mutants["ex1"].made > first.mutants["ex1"].killed
    survivors = [fault for fault in first.faults if "survives" in fault]
    assert survivors and not first.right
    edits = [fault.split("`")[1] for fault in survivors]
    recorded = {"ex1": {"double": dict.fromkeys(edits, "adding or taking away nothing")}}
    path = author.root / "reference" / "equivalent.yaml"
    path.write_text(yaml.safe_dump(recorded, allow_unicode=True), encoding="utf-8")
    equivalent.cache_clear()
    second = author.report(**changes)
    assert not [fault for fault in second.faults if "equivalent.yaml" in fault]
    assert second.mutants["ex1"].equivalent == len(edits)
    row = f"ex1 10 0 8 12 {second.mutants['ex1'].made} {second.mutants['ex1'].killed} {len(edits)}"
    assert row in [" ".join(line.split()) for line in shown(second).splitlines()]


def test_a_record_of_an_equivalent_mutant_that_is_none_is_named(author: Author) -> None:
    path = author.root / "reference" / "equivalent.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        'ex1: {double: {"2 * x → 2 / x": is wrong, "x → y": is never made}}', encoding="utf-8"
    )
    equivalent.cache_clear()
    assert author.report().faults == [
        "ex1: double: `2 * x → 2 / x` is no equivalent: it loses points",
        "ex1: reference/equivalent.yaml knows `x → y` in double, but no such mutant is made "
        "any more",
    ]


def test_everything_is_in_the_json(author: Author) -> None:
    report = author.report()
    plain = json.loads(json.dumps(report.to_json()))
    assert plain["right"] and plain["faults"] == []
    assert plain["judged"] == report.judged
    assert plain["alternatives"] == {"ex1": 8} and plain["misconceptions"] == {"ex1": 12}
    assert plain["mutants"]["ex1"] == {"made": 8, "killed": 8, "equivalent": 0}


def test_several_processes_say_the_same_as_one(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = author.course({})
    monkeypatch.setattr("grader.trusted.processors", lambda: list(range(1)))
    one = validate.run(small, small.exercises)
    monkeypatch.setattr("grader.trusted.processors", lambda: list(range(2)))
    monkeypatch.setattr("grader.trusted._WORTH_IT", 10)
    assert validate.run(small, small.exercises).to_json() == one.to_json()


def shown(report: Report) -> str:
    return validation.render(report, Terminal("en"))


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
    assert report.faults[-len(faults) :] == faults
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


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        ("checks", "return 2 * x", "return 2 * y", "checks.py:16: NameError: name 'y' is not"),
        ("checks", "return 2 * x", "return 2 * (x", "checks.py:16: SyntaxError: '(' was never"),
        ("checks", "real() | array", "rael() | array", "checks.py:10: NameError: name 'rael'"),
        ("checks", '"""It is twice x."""', "pass", "checks.py:13: TypeError: double.value needs"),
        ("misconceptions", "import misconception", "import mistake", "ex1.py:1: ImportError: "),
        ("alternatives", "return x + x", "return x +", "ex1.py:6: SyntaxError: invalid syntax"),
    ],
)
def test_what_does_not_run_is_an_authors_mistake_with_a_place(
    author: Author, file: str, before: str, after: str, fault: str
) -> None:
    found = only_fault(author.report(**{file: [(before, after)]}))
    assert fault in found


def test_an_empty_stub_is_not_the_end(author: Author) -> None:
    report = author.report(stub=[(STUB, "\n")])
    assert report.faults[0] == "ex1: ex1.py is missing or empty"
    assert "this file is empty" in report.faults[1]
    assert report.judged == 0
