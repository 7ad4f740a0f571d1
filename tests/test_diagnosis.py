"""Naming the mistake: what each vocabulary recognises, and that nothing is claimed wrongly."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import corpus, course, expected, programs
from grader.authoring import FunctionChecks
from grader.compare import accepted
from grader.corpus import Corpus
from grader.diagnosis import Behaviour, Evidence, diagnosed, is_wrong, known
from grader.diagnosis.trace import MOST_LINES, trace
from grader.feedback import diagnoses
from grader.isolation import Cell, Session
from grader.mutants import mutants
from grader.programs import Program
from grader.result import Diagnosis
from reference.catalogue import Language
from reference.rounding import exact

REPOSITORY = Path(__file__).parent.parent
REFERENCE = REPOSITORY / "reference"
COURSE = course.load(REPOSITORY)
LANGUAGES: tuple[Language, ...] = ("en", "ja")


def loaded(exercise: str, seed: str = "public") -> Corpus:
    return corpus.load(COURSE.exercise(exercise).folder, seed)


def behaviour(drawn: Corpus, program: Program) -> Iterator[Evidence]:
    """What a program of our own does on the inputs of a corpus."""
    run = known.runner(program, drawn.functions)
    function = drawn.functions[program.function]
    for sample, right in corpus.defined(drawn, program.function, 40):
        blank = Evidence(corpus.live(function.inputs, sample), right, Behaviour(None))
        yield Evidence(corpus.live(function.inputs, sample), right, run(blank))


def written(exercise: str, source: str) -> Program:
    (name,) = (node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    return Program(exercise, name, "written", f"import numpy as np\n\n{source}\n")


def found(exercise: str, source: str, language: Language = "en") -> Diagnosis | None:
    """The diagnosis of a function, without the written misconceptions."""
    drawn, program = loaded(exercise), written(exercise, source)
    solution = programs.solution(exercise, REFERENCE)
    function = drawn.functions[program.function]
    candidate = diagnosed(function, list(behaviour(drawn, program)), [], language, solution)
    return None if candidate is None else candidate.diagnosis


def of_a_student(
    exercise: str, name: str, function: str, language: Language = "en"
) -> Diagnosis | None:
    """The diagnosis of the model solution with one function written once more, in a real worker."""
    source = f"{programs.solution(exercise, REFERENCE)}\n\n{function}\n"
    with Session([Cell(source, None, 1, f"{exercise}.py")]) as session:
        session.load()
        wanted = COURSE.exercise(exercise)
        return diagnoses(wanted, [name], {}, session, language, secret=False).get(name)


# -- what the vocabularies name -------------------------------------------------------------------

NETWORK = """\
def network_gradients(parameters, X, T):
    A = X @ parameters["W1"] + parameters["b1"]
    H = np.tanh(A)
    dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
    dA = dY @ parameters["W2"].T * {slope}
    return {{"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}}
"""


@pytest.mark.parametrize(
    ("exercise", "source", "vocabulary", "said"),
    [
        ("ex2", "def total_differential(g, c): return 3 * (g @ c)",
         "relation", "3 times the right answer"),
        ("ex4", "def update(w, g, r): return w + r * g",
         "relation", "in the wrong direction"),
        ("ex4", "def descend(f, s, r, n):\n  rows = [s]\n  for _ in range(n):\n"
                "    rows.append(rows[-1] - r * f(rows[-1]))\n  return rows[-1]",
         "relation", "only the last element or row"),
        ("ex6", "def linear_backward(dY, X, W): return dY @ W.T, X.T @ dY, dY.mean(axis=0)",
         "relation", "divided by len(dY) (in part [2] of the answer)"),
        ("ex4", "def step_together(w, b, f, r):\n  dw, db = f(w, b)\n  return b - r*db, w - r*dw",
         "relation", "opposite order"),
        ("ex3", "def chain(df, g, dg, x): return g(dg(x))",
         "relation", "inner(inner_derivative(x))"),
        ("ex1", "def hold_others_fixed(f, p, i, v):\n  q = p.copy()\n  q[i] = v\n"
                "  return f(q) - f(p)",
         "relation", "the right answer minus f(point)"),
        ("ex6", "def linear_forward(X, W, b): return np.abs(X) @ W + b",
         "input", "with X taken without its sign"),
        ("ex4", "def update(w, g, r): return w - r * g / np.linalg.norm(g)",
         "input", "with gradient scaled to length 1"),
        ("ex1", "def partial_numeric(f, p, i, step=1e-5):\n  e = np.arange(len(p)) == i\n"
                "  return (f(p + 1e-5 * e) - f(p - 1e-5 * e)) / 2e-5",
         "input", "whatever step is"),
        ("ex3", "def over_paths(paths):\n"
                "  return min((np.prod(p) for p in paths), default=0.0)",
         "input", "the smallest of the right answers for each element of paths alone"),
        ("ex1", "def mean_squared_error(p, t): return (p - t) ** 2",
         "input", "for each element of predictions (and targets) alone, side by side"),
        ("ex3", "def along_path(d): return 1.0 if len(d) == 1 else np.prod(d)",
         "input", "wrong where local_derivatives has a single element"),
        ("ex3", "def sigmoid(x):\n  s = np.exp(-abs(x))\n"
                "  return 1 / (1 + s) if x >= 0 else s / (1 + s)",
         "input", "wrong where x holds more than one number"),
        ("ex8", NETWORK.format(slope="(1 - A**2)"), "graph", "the formula for the derivative of"),
        ("ex8", NETWORK.format(slope="H * (1 - H)"), "graph", "slope of the sigmoid"),
        ("ex8", NETWORK.format(slope="1"), "graph", "without the local derivative of tanh"),
        ("ex6", "def linear_forward(X, W, b): return X @ (W + b)",
         "graph", "with its brackets elsewhere"),
        ("ex1", "def mean_squared_error(p, t): return np.mean(p - t) ** 2",
         "graph", "taken of a part only"),
        ("ex2", "def gradient_numeric(f, p, step=1e-5):\n"
                "  return np.array([(f(p + step * e) - f(p)) / step for e in np.eye(len(p))])",
         "graph", "a difference to one side only, (f(x + h) − f(x)) / h"),
        ("ex1", "def partial_x(x, y): return x**2 + 3",
         "graph", "with respect to another argument"),
        ("ex3", "def sigmoid_derivative(x):\n  s = lambda u: 1 / (1 + np.exp(-u))\n"
                "  return (s(x + 0.01) - s(x)) / 0.01",
         "graph", "measured by a step of 0.01 to one side"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(exercise: str, source: str, vocabulary: str, said: str) -> None:
    english, japanese = (found(exercise, source, language) for language in LANGUAGES)
    assert english is not None and japanese is not None
    assert said in english.text
    assert (english.source, japanese.source) == (vocabulary, vocabulary)
    assert english.id == japanese.id
    assert japanese.text.endswith("。") and english.text.endswith(".")
    assert english.text.startswith(("This behaves like ", "Right elsewhere, but wrong where "))


def test_a_written_misconception_speaks_first() -> None:
    said = of_a_student("ex3", "sigmoid_derivative", "def sigmoid_derivative(x): return sigmoid(x)")
    assert said is not None
    assert said.source == "misconception"
    assert said.text.startswith("You return the sigmoid itself.")


def test_what_is_like_no_known_mistake_is_not_named() -> None:
    assert found("ex1", "def partial_x(x, y): return 2 * x * y - 3 * np.sin(x)") is None
    assert found("ex6", "def relu(X): return np.cos(X) * X.sum()") is None
    assert found("ex3", "def along_path(d): return None") is None


def test_a_single_lucky_input_is_not_enough() -> None:
    """Twice the right answer almost everywhere, but not everywhere, is not twice the answer."""
    source = (
        "def total_differential(g, c):\n"
        "    right = g @ c\n"
        "    return 2 * right if len(g) < 6 else 3 * right\n"
    )
    assert found("ex2", source) is None


# -- nothing is claimed wrongly -------------------------------------------------------------------


def wrong_programs(exercise: str) -> Iterator[tuple[Program, list[Program]]]:
    """All misconceptions of an exercise, and every eleventh mutant, with the known ones."""
    solution = programs.solution(exercise, REFERENCE)
    vocabulary = known.misconceptions(exercise)
    for name in (f.name for f in COURSE.exercise(exercise).functions):
        for program in vocabulary[name]:
            yield program, vocabulary[name]
        for mutant in list(mutants(solution, name))[::11]:
            source = f"import numpy as np\n\n{mutant.source}\n"
            yield Program(exercise, name, mutant.edit, source), vocabulary[name]


@pytest.mark.parametrize("exercise", ["ex3", "ex6"])
def test_every_claim_holds_on_inputs_of_another_seed(exercise: str) -> None:
    public, fresh = loaded(exercise), loaded(exercise, "held out")
    solution = programs.solution(exercise, REFERENCE)
    named = total = 0
    for program, vocabulary in wrong_programs(exercise):
        evidence = list(behaviour(public, program))
        if not any(map(is_wrong, evidence)):
            continue
        function = public.functions[program.function]
        for without in dict.fromkeys(("", program.id)):
            candidates = known.candidates(vocabulary, public.functions, "en")
            claim = diagnosed(function, evidence, candidates, "en", solution, without=without)
            if program in vocabulary and not without:
                assert claim is not None, f"{program.function}.{program.id}"
            total += 1
            if claim is not None:
                named += 1
                unconfirmed = [e for e in behaviour(fresh, program) if not claim.foresees(e)]
                assert not unconfirmed, f"{program.id}: {claim.diagnosis.text}"
    assert named > 0.7 * total


@pytest.mark.parametrize("exercise", ["ex3", "ex6"])
def test_right_programs_have_no_mistake(exercise: str) -> None:
    drawn, solution = loaded(exercise), programs.solution(exercise, REFERENCE)
    vocabulary = known.misconceptions(exercise)
    for program in programs.alternatives(exercise, REFERENCE):
        evidence = list(behaviour(drawn, program))
        candidates = known.candidates(vocabulary[program.function], drawn.functions, "en")
        function = drawn.functions[program.function]
        assert diagnosed(function, evidence, candidates, "en", solution) is None, program.id


# -- how an answer is found -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exercise", "name", "what"),
    [("ex2", "gradient_numeric", "calls"), ("ex1", "partial_numeric", "changed")],
)
def test_a_right_answer_found_in_a_wrong_way_is_named(exercise: str, name: str, what: str) -> None:
    """Asking too often, and changing what one was given, are mistakes with names of their own."""
    drawn, named = loaded(exercise), 0
    for program in known.misconceptions(exercise)[name]:
        evidence = list(behaviour(drawn, program))
        if any(map(is_wrong, evidence)):
            continue
        if what == "changed" and not any(one.did.changed for one in evidence):
            continue
        said = of_a_student(exercise, name, program.source)
        assert said is not None and said.id == program.id
        named += 1
    assert named


def test_a_known_mistake_that_prints_does_not_print_here(capfd: pytest.CaptureFixture[str]) -> None:
    (program,) = (
        p for p in known.misconceptions("ex2")["gradient_numeric"] if p.id == "asked_again_to_print"
    )
    said = of_a_student("ex2", "gradient_numeric", program.source)
    assert said is not None and said.id == program.id
    assert capfd.readouterr() == ("", "")


# -- the way to a derivative ----------------------------------------------------------------------


def way(
    exercise: str, name: str, arguments: dict[str, Any], got: Any, language: Language = "en"
) -> list[str]:
    drawn = loaded(exercise)
    function: FunctionChecks = drawn.functions[name]
    assert function.definition is not None
    right = expected.call(function.definition, {k: exact(v) for k, v in arguments.items()})
    return trace(function, arguments, got, accepted(right, right), language).splitlines()


def test_the_way_names_values_and_notes_and_where_the_answer_leaves_it() -> None:
    neuron = {"w": np.array([0.5, 2.0]), "b": -0.5, "x": np.array([1.0, -0.5]), "target": 1.0}
    note = 2 * (1 / (1 + np.exp(1.0)) - 1)
    first, second, met = way("ex3", "neuron_gradient", neuron, (note * neuron["x"], note))
    assert first == "v1 = sum(w·x) + b = −1; the note that arrives: −0.2875"
    assert second == "v2 = sigmoid(v1) = 0.2689, slope 0.1966; the note that arrives: −1.462"
    assert met == "Your answer [1] is the note that arrives at v2."
    assert len(way("ex3", "neuron_gradient", neuron, (7.0 * neuron["x"], 7.0))) == 2
    japanese = way("ex3", "neuron_gradient", neuron, (note * neuron["x"], note), "ja")
    assert japanese[-1] == "あなたの答え[1]は、v2 に届くメモです。"


def test_the_way_is_not_shown_where_there_is_nothing_to_say() -> None:
    assert way("ex3", "sigmoid_derivative", {"x": 3.0}, 5.0) == []
    assert way("ex3", "sigmoid_derivative", {"x": 3.0}, 0.9525741268224334) == [
        "v1 = sigmoid(x) = 0.9526, slope 0.04518; the note that arrives: 1",
        "Your answer is v1 itself.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("exercise", ["ex3", "ex6", "ex8"])
def test_the_way_is_short(exercise: str, language: Language) -> None:
    small = corpus.load_examples(COURSE.exercise(exercise).folder)
    for name, function in small.functions.items():
        for task in small.tasks[name]:
            if task.check is function.definition:
                for sample, right in zip(task.samples, task.expected, strict=True):
                    arguments = corpus.live(task.inputs, sample)
                    assert right is not None
                    lines = trace(function, arguments, 0.5, right, language).splitlines()
                    assert len(lines) <= MOST_LINES
