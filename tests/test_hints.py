"""Hints: one step at a time, remembered beside the answer, and never the answer itself."""

from __future__ import annotations

import ast
import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader import course, hints, programs
from grader.cli import command_line
from grader.diagnosis import known
from grader.errors import ConfigurationError
from grader.hints import STEPS, Ladder, climb, general, ladder
from grader.result import CheckResult, Diagnosis, FunctionResult, Location
from reference.catalogue import Language, Text

REPOSITORY = Path(__file__).parent.parent
REFERENCE = REPOSITORY / "reference"
COURSE = course.load(REPOSITORY)
EXERCISES = [exercise.name for exercise in COURSE.exercises]
LANGUAGES: tuple[Language, ...] = ("en", "ja")
NO_ROOT = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs permissions of POSIX")

ANSWER = """\
import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-np.abs(x)))

def sigmoid_derivative(x):
    return np.cos(x) * 7

def chain(outer_derivative, inner, inner_derivative, x):
    return outer_derivative(x) * inner_derivative(x)
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, neutral: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ex3.py").write_text(ANSWER)
    return tmp_path


def asked(*arguments: str, language: Language = "en") -> str:
    result = CliRunner().invoke(command_line(language), ["hint", *arguments])
    assert (result.exit_code, result.stderr) == (0, "")
    return str(result.stdout)


def plain(text: Text | str, language: Language = "en") -> str:
    """Without white space, which is where lines are broken."""
    return "".join((text if isinstance(text, str) else text[language]).split())


def failed(name: str, diagnosis: Diagnosis | None) -> FunctionResult:
    check = CheckResult(
        f"{name}.x", "", "reference", "chain-rule", 1.0, "failed", diagnosis=diagnosis
    )
    return FunctionResult(name, "failed", Location("ex3.py"), (check,))


def mistake(exercise: str, name: str, id: str) -> programs.Program:
    (found,) = (p for p in known.misconceptions(exercise)[name] if p.id == id)
    return found


# -- which ladder ---------------------------------------------------------------------------------


def test_a_known_mistake_has_a_ladder_of_its_own() -> None:
    exercise = COURSE.exercise("ex3")
    program = mistake("ex3", "chain", "divided")
    assert program.misconception is not None
    found = ladder(exercise, failed("chain", Diagnosis("divided", "misconception", "")))
    assert found == Ladder("divided", program.misconception.hints)


@pytest.mark.parametrize(
    "diagnosis",
    [None, Diagnosis("negated", "relation", ""), Diagnosis("gone", "misconception", "")],
)
def test_any_other_mistake_has_the_ladder_of_the_function(diagnosis: Diagnosis | None) -> None:
    exercise = COURSE.exercise("ex3")
    found = ladder(exercise, failed("chain", diagnosis))
    assert found == Ladder("", general(exercise)["chain"])


# -- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ladder_of_the_diagnosed_mistake_is_climbed(here: Path, language: Language) -> None:
    program = mistake("ex3", "sigmoid", "left_half_mirrored")
    assert program.misconception is not None
    steps = [plain(step, language) for step in program.misconception.hints]
    for number in range(1, STEPS + 1):
        said = plain(asked("ex3", "sigmoid", language=language))
        assert all(step in said for step in steps[:number])
        assert not any(step in said for step in steps[number:])
        assert ("coursereadex3" in said) == (number == STEPS)
        assert ("coursehintex3sigmoid" in said) == (number < STEPS)
    assert plain(asked("ex3", "sigmoid", language=language)) == said  # there is nothing above


def test_an_unknown_mistake_climbs_the_general_ladder(here: Path) -> None:
    first, second, _third = general(COURSE.exercise("ex3"))["sigmoid_derivative"]
    assert plain(first) in plain(asked("ex3", "sigmoid_derivative"))
    said = plain(asked("ex3", "sigmoid_derivative"))
    assert plain(first) in said and plain(second) in said


def test_a_right_function_needs_no_hint(here: Path) -> None:
    (here / "ex3.py").write_bytes((REFERENCE / "solutions" / "ex3.py").read_bytes())
    assert "chain is right (2 / 2): you need no hint." in asked("ex3", "chain")
    assert not (here / ".hints.json").exists()


def test_steps_are_remembered_by_file_function_and_mistake(here: Path) -> None:
    asked("ex3", "sigmoid")
    asked("ex3", "sigmoid")
    assert "hint 1 of 3" in asked("ex3", "chain")
    (here / "another.py").write_text(ANSWER)
    said = asked("ex3", "sigmoid", "another.py")
    assert "hint 1 of 3" in said and "hint 2 of 3" not in said
    assert "course hint ex3 sigmoid another.py" in said
    assert json.loads((here / ".hints.json").read_text()) == {
        "ex3.py:sigmoid:left_half_mirrored": 2,
        "ex3.py:chain:outer_at_x": 1,
        "another.py:sigmoid:left_half_mirrored": 1,
    }
    # Another mistake in the same function begins at its own first step.
    (here / "ex3.py").write_text(ANSWER.replace("1 / (1 + np.exp(-np.abs(x)))", "np.cos(x)"))
    assert "hint 2 of 3" not in asked("ex3", "sigmoid")


# -- what is remembered ---------------------------------------------------------------------------

STAIRS = Ladder("", (Text("one", "一"), Text("two", "二"), Text("three", "三")))


@pytest.mark.parametrize(
    "damaged",
    [b"", b"{", b"[]", b"3", b"\xff\xfe", b'{"ex3.py:f:": "2"}', b'{"ex3.py:f:": -1}',
     b'{"ex3.py:f:": 9}', b'{"ex3.py:f:": true}', b'{"ex3.py:f:": 1.5}'],
)  # fmt: skip
def test_a_damaged_memory_begins_anew(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / ".hints.json").write_bytes(damaged)
    assert len(climb(tmp_path / "ex3.py", "f", STAIRS)) == 1
    assert len(climb(tmp_path / "ex3.py", "f", STAIRS)) == 2


def test_what_is_whole_in_a_damaged_memory_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".hints.json").write_text('{"ex3.py:f:": 1, "ex3.py:g:": null}')
    assert len(climb(tmp_path / "ex3.py", "f", STAIRS)) == 2
    assert len(climb(tmp_path / "ex3.py", "g", STAIRS)) == 1


def test_a_folder_that_cannot_be_written_forgets(tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / ".hints.json").mkdir()  # root may write anywhere, but not over a folder
    for _ in range(2):
        assert len(climb(folder / "ex3.py", "f", STAIRS)) == 1
    assert not [path for path in folder.iterdir() if path.is_file()]


@NO_ROOT
def test_a_folder_without_permission_forgets(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    tmp_path.chmod(0o500)
    try:
        assert len(climb(tmp_path / "ex3.py", "f", STAIRS)) == 1
        assert len(climb(tmp_path / "ex3.py", "f", STAIRS)) == 1
    finally:
        tmp_path.chmod(0o700)


# -- the hints themselves -------------------------------------------------------------------------


def all_steps(exercise: str, function: str) -> list[Text]:
    steps = list(general(COURSE.exercise(exercise))[function])
    for program in known.misconceptions(exercise).get(function, []):
        assert program.misconception is not None
        steps += program.misconception.hints
    return steps


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_function_has_a_general_ladder_in_both_languages(exercise: str) -> None:
    wanted = COURSE.exercise(exercise)
    ladders = general(wanted)
    assert list(ladders) == [f.name for f in wanted.functions]
    for steps in ladders.values():
        assert len(steps) == STEPS == len({step.en for step in steps})
        for step in steps:
            assert re.search("[a-z]", step.en) and not re.search("[ぁ-ん]", step.en)
            assert re.search("[ぁ-んァ-ン一-龯]", step.ja)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_hint_contains_what_the_model_solution_returns(exercise: str) -> None:
    """Neither as it is written there, nor without its spaces or its np."""
    tree = ast.parse(programs.solution(exercise, REFERENCE))
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        returned = [n.value for n in ast.walk(node) if isinstance(n, ast.Return) and n.value]
        answers = {plain(ast.unparse(value)) for value in returned}
        answers = {a.replace("np.", "") for a in answers} | answers
        for step in all_steps(exercise, node.name) if _is_asked_for(exercise, node.name) else []:
            for language in LANGUAGES:
                text = plain(step, language).replace("·", "*")
                assert not [a for a in answers if len(a) > 8 and a in text], step[language]


def _is_asked_for(exercise: str, function: str) -> bool:
    return function in [f.name for f in COURSE.exercise(exercise).functions]


@pytest.mark.parametrize(
    "broken",
    [None, "chain: [", "sigmoid: []", "- 1", "sigmoid:\n- {en: a, ja: b}\n- {en: a}\n- {en: a}"],
)
def test_hints_that_are_not_complete_are_a_fault_of_the_course(
    tmp_path: Path, broken: str | None
) -> None:
    wanted = COURSE.exercise("ex3")
    here = course.Exercise(wanted.name, wanted.title, wanted.functions, tmp_path)
    if broken is not None:
        (tmp_path / "hints.yaml").write_text(broken)
    with pytest.raises(ConfigurationError, match=r"hints|YAML"):
        hints.general(here)
