"""Examples after the marks: small, public, and never a secret input, whatever a submission does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import corpus, course, feedback, programs
from grader.inputs import shown_arguments
from grader.judge import judge
from grader.report.terminal import Terminal
from grader.report.text import render
from grader.result import CheckResult, Counterexample, Scorecard
from grader.submission import read

REPOSITORY = Path(__file__).parent.parent
REFERENCE = REPOSITORY / "reference"
COURSE = course.load(REPOSITORY)
SECRET = "known to nobody else"

Judge = Callable[..., Scorecard]


@pytest.fixture
def with_changes(tmp_path: Path) -> Judge:
    """``with_changes("ex3", source)``: the model solution, some functions written once more."""

    def judged(exercise: str, changes: str, **options: Any) -> Scorecard:
        path = tmp_path / f"{exercise}.py"
        path.write_text(f"{programs.solution(exercise, REFERENCE)}\n\n{changes}\n", "utf-8")
        return judge(COURSE, COURSE.exercise(exercise), read(path, path.name), **options)

    return judged


def failures(card: Scorecard) -> list[CheckResult]:
    return [c for f in card.functions for c in f.checks if c.status == "failed"]


def examples(card: Scorecard) -> list[Counterexample]:
    return [c.counterexample for c in failures(card) if c.counterexample is not None]


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    else:
        yield value


def numbers(value: Any) -> list[float]:
    return [leaf for leaf in leaves(value) if isinstance(leaf, (int, float))]


WRONG = {
    "ex2": "def total_differential(g, c): return np.sum(g) * np.sum(c)",
    "ex4": "def update(weight, gradient, learning_rate): return weight + gradient",
    "ex6": "def linear_forward(X, W, b): return X @ W - b",
}


@pytest.mark.parametrize("exercise", WRONG)
def test_examples_are_small_and_made_of_nice_numbers(with_changes: Judge, exercise: str) -> None:
    card = with_changes(exercise, WRONG[exercise])
    shown = examples(card)
    assert shown
    for example in shown:
        given = numbers(example.arguments)
        assert len(given) <= 24
        assert all(len(f"{abs(number):g}") <= 4 and abs(number) <= 100 for number in given)


def test_the_smallest_input_that_fails_is_shown(with_changes: Judge) -> None:
    (example, *_) = examples(
        with_changes("ex3", "def along_path(d): return np.prod(d) + (len(d) > 1)")
    )
    assert len(example.arguments["local_derivatives"]) == 2


def test_what_fails_on_large_inputs_alone_is_shrunk_to_one(with_changes: Judge) -> None:
    """No small example fails: Hypothesis looks for the smallest large one."""
    wrong = "def turn_direction(g): return np.where(np.abs(g) > 50, 0.0, -np.sign(g))"
    for seed in ("public", SECRET):
        shown = examples(with_changes("ex2", wrong, seed=seed))
        assert shown
        (gradient,) = (e.arguments["gradient"] for e in shown[:1])
        assert len(gradient) <= 3
        assert max(map(abs, gradient)) > 50
        assert shown[0].expected != shown[0].got


def test_the_budget_for_shrinking_is_kept(
    with_changes: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All failures of a submission share it, and it is one of tries: the clock plays no part."""
    tried: list[str] = []
    original = feedback._tried

    def counted(small: Any, name: str, *arguments: Any) -> Any:
        tried.append(name)
        return original(small, name, *arguments)

    monkeypatch.setattr(feedback, "_tried", counted)
    wrong = (
        "def turn_direction(g): return np.where(np.abs(g) > 99.9, 0.0, -np.sign(g))\n"
        "def predicted_loss(l, g, c): return l + g @ c + (len(g) > 7)\n"
    )
    with_changes("ex2", wrong)
    assert 0 < len(tried) <= feedback.SHRINK_TRIES


HYPOTHESIS = """
import json, sys
from grader import course, corpus
from grader.judge import judge
from grader.submission import read
from pathlib import Path
whole = course.load(Path(sys.argv[1]))
path = Path(sys.argv[2])
card = judge(whole, whole.exercise("ex3"), read(path, path.name))
json.dump([card.full_marks, "hypothesis" in sys.modules], sys.stdout)
"""


def test_hypothesis_is_loaded_only_if_no_small_example_fails(tmp_path: Path) -> None:
    path = tmp_path / "ex3.py"
    wanted = COURSE.exercise("ex3")
    corpus.load(wanted.folder, "public")  # drawn: now it is in the cache
    corpus.load_examples(wanted.folder)

    def loads(change: str) -> bool:
        path.write_text(programs.solution("ex3", REFERENCE) + f"\n\n{change}\n", "utf-8")
        done = subprocess.run(
            [sys.executable, "-c", HYPOTHESIS, str(REPOSITORY), str(path)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            check=True,
        )
        full, loaded = json.loads(done.stdout)
        assert not full
        return bool(loaded)

    assert not loads("def along_path(d): return np.sum(d)")
    assert loads("def along_path(d): return np.prod(d) * (1 if len(d) < 9 else 2)")


def test_the_same_file_is_told_the_same_to_the_byte(with_changes: Judge) -> None:
    wrong = (
        "def sigmoid_derivative(x): return sigmoid(x)\n"
        "def over_paths(paths): return sum((sum(p) for p in paths), 0.0)\n"
    )
    for seed in ("public", SECRET):
        first, second = (with_changes("ex3", wrong, seed=seed).dumps() for _ in range(2))
        assert first == second
        assert json.loads(first)["functions"][1]["checks"][0]["diagnosis"]["text"]


# -- official marks -------------------------------------------------------------------------------


def secret_numbers(exercise: str) -> set[float]:
    """All numbers of the secret inputs that no public input has, to six digits."""
    wanted = COURSE.exercise(exercise)

    def of(drawn: corpus.Corpus) -> set[float]:
        return {
            round(float(x), 6)
            for tasks in drawn.tasks.values()
            for task in tasks
            for sample in task.samples
            for value in shown_arguments(task.inputs, sample).values()
            for x in np.ravel(np.asarray(value if not isinstance(value, dict) else [], object))
            if isinstance(x, (int, float))
        }

    public = of(corpus.load(wanted.folder, "public")) | of(corpus.load_examples(wanted.folder))
    return of(corpus.load(wanted.folder, SECRET)) - public


# Every function that remembers what it was asked, tells it, and answers with an old input.
REMEMBERING = """
memory = []

def update(weight, gradient, learning_rate):
    memory.append(weight)
    print("overheard", weight, gradient)
    return memory[0] if np.shape(memory[0]) == np.shape(weight) else memory[-1] * 0 + len(memory)
"""


def test_no_secret_input_appears_in_official_feedback(with_changes: Judge) -> None:
    """Examples come from a worker that has never seen a secret input: nothing can be remembered."""
    card = with_changes("ex4", REMEMBERING, seed=SECRET)
    shown = examples(card)
    assert shown
    told = json.loads(card.dumps())
    secret = secret_numbers("ex4")
    assert len(secret) > 100
    everything = {round(float(x), 6) for x in numbers(told)}
    assert not everything & secret
    text = " ".join(leaf for leaf in leaves(told) if isinstance(leaf, str))
    assert "overheard" not in text
    assert not any(f"{number:.6g}" in text for number in secret if len(f"{number:.6g}") > 5)


def test_official_feedback_explains_as_much(with_changes: Judge) -> None:
    wrong = "def sigmoid_derivative(x): return sigmoid(x)"
    public, official = (with_changes("ex3", wrong, seed=seed) for seed in ("public", SECRET))
    for card in (public, official):
        first = failures(card)[0]
        assert first.diagnosis is not None
        assert first.counterexample is not None
        assert first.counterexample.note is not None
        assert "v1 itself" in first.counterexample.note
    assert failures(public)[0].diagnosis == failures(official)[0].diagnosis
    lines = [line.strip() for line in render(official, COURSE, Terminal()).splitlines()]
    place = lines.index("On the way:")
    assert lines[place + 1].startswith("v1 = sigmoid(x) = ")
    assert lines[place + 2] == "Your answer is v1 itself."


def test_a_function_that_ends_its_worker_has_no_example(with_changes: Judge) -> None:
    card = with_changes("ex4", "def update(w, g, r):\n    import os\n    os._exit(3)", seed=SECRET)
    (first, *_) = failures(card)
    assert "ended the program" in first.message
    assert first.diagnosis is None
