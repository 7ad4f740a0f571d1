"""Whole scorecards: what a submission is given, and what it is told."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import corpus, course, programs
from grader.errors import SubmissionError
from grader.evaluate import admitting
from grader.judge import PUBLIC, judge, unreadable
from grader.result import CheckResult, FunctionResult, Scorecard
from grader.submission import read
from reference.catalogue import Language

REPOSITORY = Path(__file__).parent.parent
REFERENCE = REPOSITORY / "reference"
COURSE = course.load(REPOSITORY)
EXERCISES = ["ex1", "ex2", "ex3", "ex4"]
LANGUAGES: tuple[Language, ...] = ("en", "ja")
SECRET = "known to nobody"

Judge = Callable[..., Scorecard]


def solution(exercise: str) -> str:
    return programs.solution(exercise, REFERENCE)


@pytest.fixture
def scorecard(tmp_path: Path) -> Judge:
    """``scorecard("ex3", source)``: the scorecard of a file with this content."""

    def judged(
        exercise: str, content: str | bytes, suffix: str = ".py", **options: Any
    ) -> Scorecard:
        path = tmp_path / f"{exercise}{suffix}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        wanted = COURSE.exercise(exercise)
        try:
            submission = read(path, path.name)
        except SubmissionError as error:
            return unreadable(COURSE, wanted, path.name, error, **options)
        # Looking for the mistake behind a failure takes time, and has tests of its own.
        return judge(COURSE, wanted, submission, **{"advise": False, **options})

    return judged


@pytest.fixture
def with_changes(scorecard: Judge) -> Judge:
    """``with_changes("ex3", source)``: the model solution, some functions written once more."""

    def judged(exercise: str, changes: str, **options: Any) -> Scorecard:
        return scorecard(exercise, f"{solution(exercise)}\n\n{changes}", **options)

    return judged


def function(card: Scorecard, name: str) -> FunctionResult:
    (found,) = (f for f in card.functions if f.name == name)
    return found


def check(card: Scorecard, id: str) -> CheckResult:
    (found,) = (c for f in card.functions for c in f.checks if c.id == id)
    return found


def lost(card: Scorecard) -> dict[str, float]:
    """The points that each function lost, where it lost any."""
    return {
        f.name: f.max_score - f.score
        for f in card.functions
        if not math.isclose(f.score, f.max_score)
    }


def lost_by_concept(card: Scorecard) -> dict[str, float]:
    return {n: s.max_score - s.score for n, s in card.concepts.items() if s.score != s.max_score}


def statuses(card: Scorecard, name: str) -> dict[str, str]:
    return {c.id.partition(".")[2]: c.status for c in function(card, name).checks}


def messages(card: Scorecard) -> str:
    """Everything that a person is told, titles of checks and the name of the file apart."""
    said = [f.message for f in card.functions]
    said += [c.message for f in card.functions for c in f.checks]
    return "\n".join([*said, *card.remarks])


# -- right, and not there yet -------------------------------------------------------------------


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_solution_has_full_marks(scorecard: Judge, exercise: str) -> None:
    card = scorecard(exercise, solution(exercise))
    assert card.score == card.max_score == 10.0
    assert card.full_marks
    assert {c.status for f in card.functions for c in f.checks} == {"passed"}
    assert messages(card).strip() == ""
    assert card.exercise == exercise
    assert [f.name for f in card.functions] == [f.name for f in COURSE.exercise(exercise).functions]


@pytest.mark.parametrize(
    ("exercise", "language"), [("ex1", "en"), ("ex2", "ja"), ("ex3", "en"), ("ex4", "ja")]
)
def test_a_stub_is_to_do_in_every_function(
    scorecard: Judge, exercise: str, language: Language
) -> None:
    stub = COURSE.exercise(exercise).folder / f"{exercise}.py"
    card = scorecard(exercise, stub.read_bytes(), language=language)
    assert (card.score, card.max_score) == (0.0, 10.0)
    assert {f.status for f in card.functions} == {"todo"}
    assert {c.status for f in card.functions for c in f.checks} == {"skipped"}
    said = {"en": "Not written yet.", "ja": "まだ書かれていません。"}[language]
    assert {f.message for f in card.functions} == {said}
    assert not card.remarks
    assert all(f.location.line for f in card.functions)


def test_points_are_the_courses(scorecard: Judge) -> None:
    for exercise in EXERCISES:
        card = scorecard(exercise, "x = 1")
        for f, planned in zip(card.functions, COURSE.exercise(exercise).functions, strict=True):
            by_concept: dict[str, float] = {}
            for c in f.checks:
                by_concept[c.concept] = by_concept.get(c.concept, 0.0) + c.max_score
            assert by_concept == pytest.approx(planned.points, abs=1e-9)
            assert all(c.max_score > 0 for c in f.checks)


def test_a_function_that_raises_not_implemented_in_the_middle_is_to_do(
    with_changes: Judge,
) -> None:
    card = with_changes(
        "ex3", "def chain(f, g, dg, x):\n    y = g(x)\n    raise NotImplementedError\n"
    )
    assert function(card, "chain").status == "todo"
    assert lost(card) == {"chain": 2.0}


def test_only_one_function_is_judged_if_it_is_named(with_changes: Judge) -> None:
    card = with_changes("ex3", "def chain(f, g, dg, x): return None", only="sigmoid")
    assert [f.name for f in card.functions] == ["sigmoid"]
    assert (card.score, card.max_score) == (1.0, 1.0)


# -- wrong, and told so -------------------------------------------------------------------------


def test_a_misconception_loses_exactly_its_points(scorecard: Judge) -> None:
    """The first known mistake of each function of ex1, and one that costs calls, not values."""
    known = list(programs.misconceptions("ex1", REFERENCE))
    chosen = {program.function: program for program in reversed(known)}
    assert set(chosen) == {f.name for f in COURSE.exercise("ex1").functions}
    expensive = next(p for p in known if p.misconception and p.misconception.concept == "cost")
    for program in (*chosen.values(), expensive):
        assert program.misconception is not None
        concept = program.misconception.concept
        planned = COURSE.exercise("ex1").function(program.function).points[concept]
        source = programs.submission(solution("ex1"), program).cells[0].source
        card = scorecard("ex1", source)
        assert lost(card) == {program.function: planned}, program.id
        assert lost_by_concept(card) == {concept: planned}, program.id


@pytest.mark.parametrize(
    ("exercise", "wrong", "name", "points"),
    [
        ("ex2", "def turn_direction(gradient): return np.sign(gradient)", "turn_direction", 2.0),
        ("ex2", "def predicted_loss(L, g, c): return L - g @ c", "predicted_loss", 1.0),
        ("ex3", "def chain(df, g, dg, x): return df(x) * dg(x)", "chain", 2.0),
        ("ex3", "def along_path(d): return np.sum(d)", "along_path", 1.0),
        ("ex4", "def update(w, g, rate): return w + rate * g", "update", 3.0),
    ],
)
def test_a_wrong_function_costs_its_own_points_and_no_others(
    with_changes: Judge, exercise: str, wrong: str, name: str, points: float
) -> None:
    card = with_changes(exercise, wrong)
    assert lost(card) == {name: points}
    found = function(card, name)
    assert found.status == "failed"
    assert found.location.line == solution(exercise).count("\n") + 3
    first = found.checks[0]
    assert first.status == "failed"
    assert first.message.startswith("The answer")
    assert first.counterexample is not None
    assert first.counterexample.expected != first.counterexample.got
    assert {c.status for c in found.checks[1:]} <= {"failed", "skipped"}


def test_a_wrong_answer_is_shown_with_the_right_one(with_changes: Judge) -> None:
    card = with_changes("ex1", "def squared_error(prediction, target): return prediction - target")
    wrong = check(card, "squared_error.value")
    example = wrong.counterexample
    assert example is not None
    p, t = example.arguments["prediction"], example.arguments["target"]
    assert (example.expected, example.got) == ((p - t) ** 2, p - t)
    numbers = re.fullmatch(r"The answer is (\S+); right is (\S+)\.", wrong.message)
    assert numbers is not None
    assert [float(n) for n in numbers.groups()] == pytest.approx([p - t, (p - t) ** 2], rel=1e-3)


def test_one_mistake_is_paid_once(with_changes: Judge) -> None:
    """What is right given a right sigmoid is carried, whatever is wrong with sigmoid itself."""
    for mistake in ("return x", "raise ValueError", "return None"):
        card = with_changes("ex3", f"def sigmoid(x): {mistake}")
        assert lost(card) == {"sigmoid": 1.0}, mistake
        assert statuses(card, "sigmoid_derivative")["equals_engine"] == "carried"
        assert statuses(card, "neuron_gradient")["equals_engine"] == "carried"
        assert function(card, "sigmoid_derivative").status == "passed"
        assert set(statuses(card, "chain").values()) == {"passed"}
        assert "earlier function" in check(card, "sigmoid_derivative.even").message


def test_what_is_not_written_yet_costs_only_itself(with_changes: Judge) -> None:
    card = with_changes("ex3", "def sigmoid(x): raise NotImplementedError")
    assert function(card, "sigmoid").status == "todo"
    assert lost(card) == {"sigmoid": 1.0}
    assert function(card, "sigmoid_derivative").status == "passed"


def test_what_is_wrong_itself_is_not_carried(with_changes: Judge) -> None:
    card = with_changes(
        "ex3", "def sigmoid(x): return x\ndef sigmoid_derivative(x): return sigmoid(x)\n"
    )
    assert lost(card) == {"sigmoid": 1.0, "sigmoid_derivative": 2.0}
    assert statuses(card, "neuron_gradient")["equals_engine"] == "carried"


def test_a_missing_earlier_function_is_put_in_too(scorecard: Judge) -> None:
    without = (
        solution("ex4").replace("def update(", "def step(").replace("update(here", "step(here")
    )
    card = scorecard("ex4", without)
    assert function(card, "update").status == "missing"
    assert lost(card) == {"update": 3.0}
    assert statuses(card, "update_all")["every_parameter_by_its_name"] == "carried"
    assert set(statuses(card, "descend").values()) == {"passed"}


def test_what_is_put_in_can_be_asked_with_whole_numbers() -> None:
    """A number of steps stays one: whatever kind of integer a student's code makes of it."""

    def walk(steps: int) -> float:
        return float(sum(range(steps)))

    put_in = admitting(walk, "walk")
    assert [put_in(4), put_in(np.int64(4)), put_in(np.array(4))] == [6.0, 6.0, 6.0]
    with pytest.raises(TypeError):
        put_in(4.0)
    with pytest.raises(TypeError, match="expected a number"):
        put_in("4")


def test_a_later_check_counts_once_the_answers_are_right(with_changes: Judge) -> None:
    """A constant is even and leaves its arguments alone; that is worth nothing."""
    card = with_changes("ex3", "def sigmoid_derivative(x): return 0.25 + 0 * x")
    assert function(card, "sigmoid_derivative").score == 0.0
    assert statuses(card, "sigmoid_derivative") == {
        "equals_engine": "failed",
        "equals_slope": "skipped",
        "even": "skipped",
        "far_out": "skipped",
        "pure": "skipped",
    }
    assert check(card, "sigmoid_derivative.even").message == "Counts once the answers are right."


def test_overflow_far_out_costs_only_what_is_far_out(with_changes: Judge) -> None:
    """e^x / (1 + e^x) is right wherever e^x is a number."""
    card = with_changes("ex3", "def sigmoid(x):\n    e = np.exp(x)\n    return e / (1 + e)\n")
    assert function(card, "sigmoid").status == "partial"
    failed = {name for name, status in statuses(card, "sigmoid").items() if status == "failed"}
    assert failed == {"far_out"}
    assert "contains inf or nan" in check(card, "sigmoid.far_out").message


def test_too_many_calls_cost_the_points_of_cost(with_changes: Judge) -> None:
    card = with_changes(
        "ex2",
        "def gradient_numeric(f, p, h=1e-5):\n"
        "    f(p)\n"
        "    e = np.eye(len(p))\n"
        "    return np.array([(f(p + h * d) - f(p - h * d)) / (2 * h) for d in e])\n",
    )
    assert lost_by_concept(card) == {"cost": 1.0}
    assert function(card, "gradient_numeric").status == "partial"
    assert re.search(r"asks f \d+ times for \d+ coordinates", messages(card))


# -- the form of an answer ----------------------------------------------------------------------


def test_single_precision_is_right_and_remarked(with_changes: Judge) -> None:
    card = with_changes(
        "ex3",
        "def sigmoid(x):\n"
        "    s = np.exp(-np.abs(np.asarray(x, np.float32)))\n"
        "    return np.where(np.asarray(x) >= 0, 1 / (1 + s), s / (1 + s))\n",
    )
    assert card.full_marks
    assert card.remarks[0] == "sigmoid is right, in single precision (float32)."


def test_errors_of_single_precision_in_double_precision_are_wrong(with_changes: Judge) -> None:
    card = with_changes("ex1", "def squared_error(p, t): return (p - t) ** 2 * (1 + 1e-7)")
    assert lost(card) == {"squared_error": 1.0}
    assert not card.remarks


@pytest.mark.parametrize(
    ("exercise", "wrong", "said"),
    [
        ("ex4", "def update(w, g, r): return np.reshape(w - r * g, (-1, 1))",
         r"The numbers are right, but The answer has shape \(\d+, 1\) instead of \(\d+,\)\."),
        ("ex4", "def update(w, g, r): return np.ones(17)",
         r"The answer has the shape \(17,\); it should have \(\d+,\)\."),
        ("ex4", "def update(w, g, r): w - r * g", r"returns None\. Is a `return` missing\?"),
        ("ex4", "def update(w, g, r): return 'w'", r"of the wrong type: str"),
        ("ex4", "def update(w, g, r): return {1.0}", r"not made of numbers \(.*type set\)"),
        ("ex4", "def update(w, g, r): return w * np.nan", r"contains inf or nan"),
        ("ex4", "def update_all(p, g, r): return {}", r"wrong keys"),
        ("ex4", "def update_all(p, g, r): return p['W']", r"of the wrong type: array"),
        ("ex3", "def neuron_gradient(w, b, x, t): return w", r"should return 2 values, not 1\."),
        ("ex3", "def neuron_gradient(w, b, x, t): return w, b, x", r"return 2 values, not 3\."),
        ("ex3", "def neuron_gradient(w, b, x, t): (w, b)", r"returns None\. Is a `return` missing"),
        ("ex3", "def neuron_gradient(w, b, x, t): return 1.0", r"should return 2 values, not 1\."),
        ("ex2", "def culprit(g): return 0.0", r"should be a whole number \(int\), not float"),
        ("ex2", "def culprit(g): return g", r"should be a whole number \(int\), not"),
        ("ex1", "def hold_others_fixed(f, p, i, v): return f", r"of the wrong type: function"),
    ],
)  # fmt: skip
def test_the_form_of_a_wrong_answer_is_said(
    with_changes: Judge, exercise: str, wrong: str, said: str
) -> None:
    name = wrong[len("def ") : wrong.index("(")]
    assert re.search(said, messages(with_changes(exercise, wrong, only=name)))


@pytest.mark.parametrize(
    ("changes", "passed"),
    [
        ("def culprit(g): return np.argmax(np.abs(g))", "culprit"),
        ("def culprit(g): return np.array([np.argmax(np.abs(g))])", "culprit"),
        ("def total_differential(g, c): return np.array([g @ c])", "total_differential"),
        ("def turn_direction(g): return [-float(np.sign(x)) for x in g]", "turn_direction"),
        ("def turn_direction(g): return (-np.sign(g)).astype(int)", "turn_direction"),
    ],
)
def test_the_same_numbers_in_another_form_are_right(
    with_changes: Judge, changes: str, passed: str
) -> None:
    card = with_changes("ex2", changes)
    assert function(card, passed).status == "passed"
    assert card.full_marks


def test_changing_an_argument_is_said_with_its_name(with_changes: Judge) -> None:
    card = with_changes(
        "ex4", "def update(weight, g, r):\n    weight -= r * g\n    return weight\n"
    )
    pure = check(card, "update.pure")
    assert pure.status == "failed"
    assert "changes its argument weight" in pure.message
    assert 0 < lost(card)["update"] < 3.0
    assert function(card, "update").status == "partial"


def test_an_answer_that_changes_from_call_to_call_is_said(with_changes: Judge) -> None:
    """Both answers are right to the last bit but one; they are not the same."""
    card = with_changes(
        "ex1",
        "seen = set()\n"
        "def squared_error(prediction, target):\n"
        "    last_bit = 2.0**-52 if (prediction, target) in seen else 0.0\n"
        "    seen.add((prediction, target))\n"
        "    return (prediction - target) ** 2 * (1 + last_bit)\n",
    )
    pure = check(card, "squared_error.pure")
    assert pure.status == "failed"
    assert pure.message == "Asked the same thing twice, your function gives two different answers."
    assert set(lost(card)) == {"squared_error"}


# -- code that does not answer ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ("return 1 / 0", "error", r"stopped at line \d+: ZeroDivisionError: division by zero"),
        ("return squared_error(p, t)", "error", r"calls itself without end \(line \d+\)"),
        ("return np.ones(10 << 27)", "error", r"too much memory \(line \d+\)"),
        ("import os; os._exit(0)", "crashed", r"ended the program"),
        ("exit()", "error", r"NameError"),
        ("raise SystemExit", "crashed", r"ended the program \(line \d+\)"),
        ("while True: pass", "timeout", r"did not finish in time \(line \d+\)"),
    ],
)
def test_a_function_that_does_not_answer_is_told_why(
    with_changes: Judge, body: str, status: str, said: str
) -> None:
    changes = f"def squared_error(p, t):\n    {body}\n"
    card = with_changes("ex1", changes, only="squared_error")
    assert function(card, "squared_error").status == status
    assert lost(card) == {"squared_error": 1.0}
    message = check(card, "squared_error.value").message
    assert re.search(said, message)
    line = solution("ex1").count("\n") + 4
    assert f"line {line}" in message or "line" not in message


ODDITIES = """
import numpy as np

calls = []
ODDITIES = [
    None, True, 3, -1.0, float("nan"), float("inf"), 10**30, "", "x", b"", 1j, print, range(3),
    [], [[1.0], []], (1.0,), (None, None), ((), 1.0), [np.ones(2), [1.0]],
    {}, {"W": None}, {"W": 1.0, "b": "", "scale": {}}, np.float32(1), np.array([1], "u1"),
    np.ones(0), np.ones((3, 3)), np.nan * np.ones(3), np.full(3, 1e308), np.array(["a"]),
]
"""


BY_ARGUMENT = "ODDITIES[hash(repr(a)) % len(ODDITIES)]"
BY_CALL = "ODDITIES[len(calls) % len(ODDITIES)]"
OVERFLOW = "np.full(9, 1e308)"
PARTLY_NAN = "np.where(np.asarray(a[0]) > 0, np.nan, 0.5)"


@pytest.mark.parametrize(
    ("exercise", "answers"),
    [
        *((exercise, answers) for exercise in EXERCISES for answers in (BY_ARGUMENT, BY_CALL)),
        *((exercise, OVERFLOW) for exercise in ("ex2", "ex3")),
        ("ex3", PARTLY_NAN),
    ],
)
def test_whatever_functions_answer_the_judge_finds_words(
    scorecard: Judge, exercise: str, answers: str
) -> None:
    """No answer, however odd, makes a law or the comparison itself stumble."""
    source = ODDITIES
    for f in COURSE.exercise(exercise).functions:
        source += f"def {f.name}(*a):\n    calls.append(1)\n    return {answers}\n"
    card = scorecard(exercise, source)
    assert card.score < 10.0
    assert json.loads(card.dumps())["schema"] == "course-result/1"
    for f in card.functions:
        for c in f.checks:
            assert c.message or c.status == "passed"


# -- files --------------------------------------------------------------------------------------


def test_a_function_that_python_cannot_read_costs_only_itself(scorecard: Judge) -> None:
    source = solution("ex1").replace("return 2 * x * y", "return 2 * x *")
    card = scorecard("ex1", source)
    assert lost(card) == {"partial_x": 1.0}
    broken = function(card, "partial_x")
    line = source[: source.index("return 2 * x *\n")].count("\n") + 1
    assert broken.status == "error"
    assert f"(line {line}: invalid syntax)" in broken.message
    assert not card.remarks


def test_a_misspelt_function_is_missing_and_recognized(scorecard: Judge) -> None:
    card = scorecard("ex3", solution("ex3").replace("over_paths", "over_path"))
    missing = function(card, "over_paths")
    assert (missing.status, missing.location.line) == ("missing", None)
    assert "Is over_path meant to be it?" in missing.message
    assert lost(card) == {"over_paths": 2.0}


def test_a_function_of_the_exercise_is_not_taken_for_another_one(scorecard: Judge) -> None:
    card = scorecard("ex3", solution("ex3").replace("along_path", "product_of_all"))
    assert "There is no function along_path" in function(card, "along_path").message
    assert "over_paths" not in function(card, "along_path").message


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("content", "suffix"),
    [(b"", ".py"), (b"  \n", ".py"), (b"\x89PNG\r\n\x1a\n\0", ".py"), (b"", ".ipynb"),
     (b"{", ".ipynb"), (b"[]", ".ipynb"), (b'{"cells": []}', ".ipynb"), (b"%PDF", ".pdf")],
)  # fmt: skip
def test_a_file_that_cannot_be_opened_has_no_points_and_a_reason(
    scorecard: Judge, content: bytes, suffix: str, language: Language
) -> None:
    card = scorecard("ex3", content, suffix, language=language)
    assert (card.score, card.max_score) == (0.0, 10.0)
    assert {f.status for f in card.functions} == {"missing"}
    assert all(f.message for f in card.functions)
    (reason,) = card.remarks
    assert reason.startswith(f"ex3{suffix}")
    assert re.search("[ぁ-ん]", reason) or language == "en"


def test_a_text_that_is_no_python_has_no_points_and_few_remarks(scorecard: Judge) -> None:
    card = scorecard("ex3", "Dear teacher,\nI could not do it.\nI am sorry.\n" * 30)
    assert card.score == 0.0
    assert {f.status for f in card.functions} == {"missing"}
    assert "Python cannot read line 1: invalid syntax" in card.remarks[0]
    assert len(card.remarks) < 10


def test_statements_that_fail_are_remarked_and_cost_nothing(scorecard: Judge) -> None:
    card = scorecard("ex3", f"print('hello')\nprint(undefined)\n{solution('ex3')}")
    assert card.full_marks
    assert card.remarks == (
        "line 2 stopped with: NameError: name 'undefined' is not defined. The rest was read.",
        "Your code printed: hello",
    )


def notebook(*cells: str) -> str:
    made = [
        {
            "cell_type": "markdown" if text.startswith("# ") else "code",
            "metadata": {},
            "source": text.splitlines(keepends=True),
        }
        for text in cells
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made})


def test_a_notebook_counts_in_whatever_order_it_was_written(scorecard: Judge) -> None:
    imports, *functions = re.split(r"\n\n\n(?=def )", solution("ex3"))
    cells = [
        "# My answers",
        "%matplotlib inline\n!pip install torch\nimport matplotlib.pyplot as plt",
        *reversed(functions),
        "sigmoid?\nplt.plot(np.arange(3))",
        "%%bash\nrm -rf everything",
        "%%time\n" + imports,
    ]
    card = scorecard("ex3", notebook(*cells), ".ipynb")
    # The plot comes before the import of numpy: as the notebook stands, it does not run.
    assert card.full_marks
    assert [remark.partition(" stopped")[0] for remark in card.remarks] == ["cell 9, line 2"]
    places = {f.name: (f.location.cell, f.location.line) for f in card.functions}
    names = re.findall(r"^def (\w+)", solution("ex3"), re.M)
    assert places == {name: (3 + n, 1) for n, name in enumerate(reversed(names))}


def test_the_last_definition_in_a_notebook_counts(scorecard: Judge) -> None:
    wrong = "\n\n\ndef along_path(local_derivatives):\n\n    return f(0)"
    card = scorecard("ex3", notebook("# ex3", solution("ex3"), wrong), ".ipynb")
    assert set(lost(card)) == {"along_path"}
    found = function(card, "along_path")
    assert (found.location.cell, found.location.line) == (3, 4)
    assert "stopped at cell 3, line 6: NameError" in found.checks[0].message
    card = scorecard("ex3", notebook("# ex3", wrong, solution("ex3")), ".ipynb")
    assert card.full_marks


# -- secrets and seeds --------------------------------------------------------------------------

# Each tries to carry an input out of the room by another way.
TALKATIVE = {
    "wrong value": "return 2 * x",
    "exception": "raise ValueError(f'leak {x!r}')",
    "exception made up": "raise type(f'leak{int(abs(v(x)) * 1e9)}', (Exception,), {})",
    "exception of NumPy": "return np.ones(3) @ np.ones(int(1e3 + 1e3 * abs(v(x)))) + np.zeros(x)",
    "print": "print('leak', x); return x",
    "print at exit": "import os; print('leak', x, flush=True); os._exit(0)",
    "text": "return f'leak {x!r}'",
    "text that is nearly a number": "return f'{v(x)!r} leak'",
    "keys": "return {f'leak {x!r}': 1.0}",
    "type": "return type(f'leak{int(abs(v(x)) * 1e9)}', (), {})()",
    "warning": "import warnings; warnings.warn(f'leak {x!r}'); return x",
}


def secrets(function: str) -> set[str]:
    """How the numbers of the secret inputs begin when they are written, or written in billionths.

    Multiples of 1/1024 are left out: such numbers may be anybody's.
    """
    drawn = corpus.load(COURSE.exercise("ex3").folder, SECRET)
    samples = [s for task in drawn.tasks[function] for s in task.samples]
    flat = np.concatenate([np.ravel(np.asarray(v, float)) for s in samples for v in s.values()])
    sums = [float(np.sum(v)) for s in samples for v in s.values()]
    numbers = [abs(float(n)) for n in (*flat, *sums) if abs(n) > 0.1 and n * 1024 % 1]
    return {repr(n)[:9] for n in numbers} | {str(int(n * 1e9)) for n in numbers}


@pytest.mark.parametrize("way", TALKATIVE)
def test_a_secret_seed_never_reveals_an_input(with_changes: Judge, way: str) -> None:
    source = f"def v(x): return float(np.sum(x))\ndef sigmoid(x):\n    {TALKATIVE[way]}\n"
    card = with_changes("ex3", source, seed=SECRET, only="sigmoid", advise=True)
    assert function(card, "sigmoid").score == 0.0
    everything = card.dumps()
    assert SECRET not in everything
    assert len(secrets("sigmoid")) > 50
    assert not [number for number in secrets("sigmoid") if number in everything]


def test_without_advice_a_secret_seed_shows_no_number_at_all(with_changes: Judge) -> None:
    changes = "def sigmoid(x): return np.tanh(x)\ndef chain(df, g, dg, x): raise ValueError(x)\n"
    card = with_changes("ex3", changes, seed=SECRET)
    assert set(lost(card)) == {"sigmoid", "chain"}
    assert all(c.counterexample is None for f in card.functions for c in f.checks)
    assert check(card, "chain.outer_times_inner").message.endswith(": ValueError: …")
    said = re.sub(r"line \d+|\[[\d, ]+\]", "", messages(card))
    assert said and not re.search(r"\d", said)


def test_with_the_public_seed_the_same_is_shown(with_changes: Judge) -> None:
    card = with_changes(
        "ex3", "def sigmoid(x):\n    print('x', x)\n    raise ValueError(f'at {x}')"
    )
    assert "ValueError: at" in messages(card)
    assert card.remarks[0].startswith("Your code printed: x")
    assert check(card, "sigmoid.value").counterexample is not None


@pytest.mark.parametrize("seed", [PUBLIC, SECRET])
def test_the_same_submission_and_seed_give_the_same_bytes(with_changes: Judge, seed: str) -> None:
    """Right, wrong, raising, printing, dying, handing back what it was given: all of it again."""
    changes = (
        "import os\n"
        "def squared_error(p, t): print(p); return p - t\n"
        "def mean_squared_error(p, t): return {'a': object()}\n"
        "def partial_x(x, y): return 1 / 0\n"
        "def partial_y(x, y): os._exit(1)\n"
        "def hold_others_fixed(f, point, index, value): return f\n"
        "def partial_numeric(f, point, index, step=1e-5): return {'f': [f]}\n"
    )
    once, again = (with_changes("ex1", changes, seed=seed, advise=True).dumps() for _ in range(2))
    assert once == again
    assert "object at 0x" not in once


@pytest.mark.parametrize("exercise", EXERCISES)
def test_another_seed_gives_right_programs_the_same_score(scorecard: Judge, exercise: str) -> None:
    """One alternative of every function at once, judged on inputs that nobody has seen."""
    chosen = {p.function: p for p in programs.alternatives(exercise, REFERENCE)}
    source = "\n\n".join([solution(exercise), *(p.source for p in chosen.values())])
    digests = set()
    for seed in (PUBLIC, SECRET):
        card = scorecard(exercise, source, seed=seed)
        assert card.score == 10.0, lost(card)
        digests.add((card.provenance.corpus, card.provenance.seed))
        assert card.provenance.seed == PUBLIC or seed not in card.provenance.seed
    assert len(digests) == 2


def test_hard_coded_answers_do_not_survive_another_seed(with_changes: Judge) -> None:
    """A table of everything that the public check asks earns nothing officially."""
    drawn = corpus.load(COURSE.exercise("ex1").folder, PUBLIC)
    asked = {
        (float(s["prediction"]), float(s["target"]))
        for task in drawn.tasks["squared_error"]
        for s in task.samples
    }
    pairs = {*asked, *((t, p) for p, t in asked)}
    table = {pair: (pair[0] - pair[1]) ** 2 for pair in pairs}
    changes = f"T = {table!r}\ndef squared_error(p, t): return T.get((p, t), 0.0)\n"
    assert with_changes("ex1", changes).full_marks
    assert lost(with_changes("ex1", changes, seed=SECRET)) == {"squared_error": 1.0}


def test_sums_agree_and_scores_are_finite(with_changes: Judge) -> None:
    card = with_changes("ex3", "def sigmoid(x):\n    e = np.exp(x)\n    return e / (1 + e)\n")
    plain = card.to_json()
    checks = [c for f in plain["functions"] for c in f["checks"]]
    for parts in (checks, plain["functions"], plain["concepts"].values()):
        for key in ("score", "max_score"):
            total = sum(part[key] for part in parts)
            assert math.isfinite(total)
            assert total == pytest.approx(plain[key], abs=1e-6)
