"""Mutants: the model solution with one edit, whatever it is written in."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

from grader import course, programs
from grader.errors import ConfigurationError
from grader.mutants import equivalent, mutants

REPOSITORY = Path(__file__).parent.parent
REFERENCE = REPOSITORY / "reference"
COURSE = course.load(REPOSITORY)
EXERCISES = [exercise.name for exercise in COURSE.exercises]


def edits(body: str, parameters: str = "x, y") -> dict[str, str]:
    """By edit, the text of the function after its first line."""
    source = f"def f({parameters}):\n{body}"
    return {m.edit: m.source.partition("\n")[2].strip() for m in mutants(source, "f")}


@pytest.mark.parametrize(
    ("body", "edit", "after"),
    [
        ("    return x + y", "x + y → x - y", "return x - y"),
        ("    return x - y", "x - y → y - x", "return y - x"),
        ("    return x * y", "x * y → x", "return x"),
        ("    return x / y", "x / y → x * y", "return x * y"),
        ("    return x ** 2", "2 → 3", "return x ** 3"),
        ("    return -x", "-x → x", "return x"),
        ("    return x @ y.T", "y.T → y", "return x @ y"),
        ("    return x < y", "x < y → x <= y", "return x <= y"),
        ("    return np.mean(x)", "np.mean → np.sum", "return np.sum(x)"),
        ("    return abs(x)", "abs(x) → x", "return x"),
        ("    return g(x, y)", "g(x, y) → g(y, x)", "return g(y, x)"),
        ("    return x.sum(axis=0)", "x.sum(axis=0) → x.sum()", "return x.sum()"),
        ("    return x, y", "(x, y) → (y, x)", "return (y, x)"),
        ("    return x[0]", "x[0] → x", "return x"),
        ("    x += y\n    return x", "x += y → x = y", "x = y\n    return x"),
        ("    x += y\n    return x", "x += y → (nothing)", "return x"),
        ("    g(x)\n    return y", "g(x) → x", "x\n    return y"),
        ("    for i in x:\n        y += i\n    return y",
         "for i in x: y += i → for i in x: y += i break",
         "for i in x:\n        y += i\n        break\n    return y"),
        ("    if x:\n        y = 1\n    return y", "if x: y = 1 → (nothing)", "return y"),
        ("    if x:\n        y += 1\n    return y", "y += 1 → (nothing)",
         "if x:\n        pass\n    return y"),
    ],
)  # fmt: skip
def test_an_edit(body: str, edit: str, after: str) -> None:
    assert edits(body)[edit] == after


def test_the_same_edit_in_several_places_is_counted() -> None:
    assert {"x + y → x - y", "x + y → x - y (place 2)"} <= set(
        edits("    return (x + y) * (x + y)")
    )


@pytest.mark.parametrize("exercise", EXERCISES)
def test_mutants_of_the_solutions_differ_from_them_and_from_each_other(exercise: str) -> None:
    solution = programs.solution(exercise, REFERENCE)
    functions = {
        node.name: ast.unparse(node)
        for node in ast.parse(solution).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }
    for function in COURSE.exercise(exercise).functions:
        made = list(mutants(solution, function.name))
        assert made
        assert {m.function for m in made} == {function.name}
        assert len({m.edit for m in made}) == len(made)
        assert len({m.source for m in made} | {functions[function.name]}) == len(made) + 1
        for mutant in made:
            compile(mutant.source, mutant.edit, "exec")
            assert mutant.said.en and mutant.said.ja


def test_making_mutants_is_repeatable_and_leaves_nothing_edited() -> None:
    solution = programs.solution("ex8", REFERENCE)
    first, again = (list(mutants(solution, "network_gradients")) for _ in range(2))
    assert first == again
    half = mutants(solution, "network_gradients")
    next(half)
    half.close()
    assert list(mutants(solution, "network_gradients")) == first


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_edit_recorded_as_equivalent_still_exists_and_has_a_reason(exercise: str) -> None:
    solution = programs.solution(exercise, REFERENCE)
    for (function, edit), reason in equivalent(REFERENCE, exercise).items():
        assert edit in {m.edit for m in mutants(solution, function)}, f"{function}: {edit}"
        assert len(reason.split()) > 3


def test_equivalents_are_read_from_the_file_beside_the_solutions(tmp_path: Path) -> None:
    assert equivalent(tmp_path, "ex1") == {}
    (tmp_path / "one").mkdir()
    text = yaml.safe_dump({"ex1": {"f": {"x + y → x - y": "y is 0"}}, "ex2": None})
    (tmp_path / "one" / "equivalent.yaml").write_text(text, encoding="utf-8")
    assert equivalent(tmp_path / "one", "ex1") == {("f", "x + y → x - y"): "y is 0"}
    assert equivalent(tmp_path / "one", "ex2") == {}
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "equivalent.yaml").write_text("ex1: [", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="YAML"):
        equivalent(tmp_path / "two", "ex1")
