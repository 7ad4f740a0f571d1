"""The corpus: everybody's inputs and what is right on them, drawn once and kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader import cache, corpus, course, drawing
from grader.authoring import FunctionChecks
from grader.compare import Exactly, Expected, Near, compare, same
from grader.corpus import Corpus, Task
from grader.errors import ConfigurationError
from grader.expected import right_answer
from grader.inputs import LADDER, array, chosen_sizes, live_arguments, real
from grader.judge import PUBLIC
from grader.packing import pack, unpack

REPOSITORY = Path(__file__).parent.parent
COURSE = course.load(REPOSITORY)
EXERCISES = [exercise.name for exercise in COURSE.exercises]
# An exercise that is drawn in a moment.
TINY = '''
from grader import Function, array, finite_difference, law, real, reference
from reference.engine import grad
from reference import finite_difference as numeric


class double(Function):
    x = real() | array("n", least=0)
    drawn = 5

    @reference(ja="2 倍になる。")
    def value(x):
        """It is twice x."""
        return 2 * x

    @law(ja="奇関数である。")
    def odd(student, x):
        """It is odd."""
        return (yield student.double(-x), student.double(x))
'''


def load(exercise: str, seed: str = PUBLIC) -> Corpus:
    return corpus.load(COURSE.exercise(exercise).folder, seed)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The folder of a small exercise."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "checks.py").write_text(TINY, "utf-8")
    return folder


def tasks(drawn: Corpus) -> Iterator[tuple[FunctionChecks, Task]]:
    for name, function in drawn.functions.items():
        for task in drawn.tasks[name]:
            yield function, task


def leaves(value: Any) -> Iterator[Any]:
    """The numbers and arrays in a sample or an expected answer."""
    match value:
        case Near():
            yield from (value.value, value.tolerance, value.tolerance32)
        case Exactly():
            yield from leaves(value.value)
        case dict():
            for part in value.values():
                yield from leaves(part)
        case tuple() | list():
            for part in value:
                yield from leaves(part)
        case None:
            pass
        case _:
            yield value


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache for this test alone."""
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    corpus.forget()
    yield tmp_path / "cache"
    corpus.forget()


def kept(drawn: Corpus) -> bytes:
    data = cache.read(f"corpus-{drawn.digest}")
    assert data is not None
    return data


# -- the same for everybody ---------------------------------------------------------------------


def test_two_builds_are_the_same_bytes(own_cache: Path, tiny: Path) -> None:
    once = kept(corpus.load(tiny, PUBLIC))
    shutil.rmtree(own_cache)
    corpus.forget()
    assert kept(corpus.load(tiny, PUBLIC)) == once


def in_another_process(exercise: str, **environment: str) -> str:
    """Load a corpus as a command does that has imported nothing else; is Hypothesis there?"""
    script = (
        "import sys; from pathlib import Path; from grader import corpus;"
        "corpus.load(Path(sys.argv[1]), 'public'); print('hypothesis' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(COURSE.exercise(exercise).folder)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_another_process_builds_the_same_bytes(own_cache: Path) -> None:
    """What else is imported, how sets are ordered, how Hypothesis is set up: nothing of it counts.

    (Hypothesis likes to try constants that it finds in whatever code is loaded.)
    """
    drawn = load("ex4")
    elsewhere = own_cache.with_name("elsewhere")
    in_another_process("ex4", COURSE_CACHE=str(elsewhere), PYTHONHASHSEED="12345", CI="1")
    assert (elsewhere / f"corpus-{drawn.digest}").read_bytes() == kept(drawn)


def test_nothing_is_written_where_a_person_works(
    own_cache: Path, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    corpus.load(tiny, PUBLIC)
    assert not list(work.iterdir())


def test_another_seed_gives_other_inputs_and_the_same_checks(own_cache: Path, tiny: Path) -> None:
    public, secret = corpus.load(tiny, PUBLIC), corpus.load(tiny, "secret")
    assert public.digest != secret.digest
    for (_, left), (_, right) in zip(tasks(public), tasks(secret), strict=True):
        assert left.check.name == right.check.name
        assert not same(list(left.samples), list(right.samples))
    assert b"secret" not in kept(secret)


def test_two_exercises_with_the_same_checks_have_each_its_own_inputs(
    own_cache: Path, tiny: Path
) -> None:
    other = tiny.with_name("other")
    shutil.copytree(tiny, other)
    left, right = (corpus.load(folder, PUBLIC) for folder in (tiny, other))
    assert left.digest != right.digest
    assert not same(list(left.tasks["double"][0].samples), list(right.tasks["double"][0].samples))


# -- kept ---------------------------------------------------------------------------------------


def test_what_is_kept_is_what_was_drawn(own_cache: Path) -> None:
    drawn, again = load("ex4"), load("ex4")
    for (_, left), (_, right) in zip(tasks(drawn), tasks(again), strict=True):
        assert same(list(left.samples), list(right.samples))
        assert pack({"": list(left.expected)}) == pack({"": list(right.expected)})


def test_what_is_kept_is_read_without_hypothesis(own_cache: Path) -> None:
    assert in_another_process("ex4") == "True"
    assert in_another_process("ex4") == "False"


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "seven bytes": lambda data: data[:7],
    "half": lambda data: data[: len(data) // 2],
    "one byte less": lambda data: data[:-1],
    "one byte more": lambda data: data + b"\0",
    "zeros": lambda data: bytes(len(data)),
    "brackets": lambda data: data[:40] + b"[" * 100_000,
    "one bit of the text": lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
    "one bit of a number": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_cache_is_drawn_anew(
    own_cache: Path, tiny: Path, damage: Callable[[bytes], bytes]
) -> None:
    drawn = corpus.load(tiny, PUBLIC)
    whole = kept(drawn)
    (own_cache / f"corpus-{drawn.digest}").write_bytes(damage(whole))
    corpus.forget()
    again = corpus.load(tiny, PUBLIC)
    assert kept(again) == whole
    assert list(again.functions) == list(drawn.functions)


def test_a_cache_that_cannot_be_written_is_done_without(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file" / "cache"))
    assert list(corpus.load(tiny, PUBLIC).functions) == ["double"]


def test_changed_checks_are_drawn_anew(own_cache: Path, tiny: Path) -> None:
    before = corpus.load(tiny, PUBLIC)
    (tiny / "checks.py").write_text(TINY.replace("drawn = 5", "drawn = 6"), "utf-8")
    after = corpus.load(tiny, PUBLIC)
    assert after.digest != before.digest
    assert len(after.tasks["double"][0].samples) == len(before.tasks["double"][0].samples) + 1


def test_an_exercise_without_checks_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no checks"):
        corpus.load(tmp_path, PUBLIC)


def test_a_check_without_any_usable_input_is_said(own_cache: Path, tiny: Path) -> None:
    rough = '''

    @finite_difference(ja="傾き。")
    def slope(x):
        """It is a slope that nobody can measure."""
        return numeric.derivative(lambda v: float(int(1e9 * v * v) % 7), 1.0 + 0.0 * np.sum(x))
'''
    (tiny / "checks.py").write_text("import numpy as np\n" + TINY + rough, "utf-8")
    with pytest.raises(ConfigurationError, match=r"double\.slope has no usable input"):
        corpus.load(tiny, PUBLIC)


# -- what is in it ------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_number_is_finite(exercise: str) -> None:
    for function, task in tasks(load(exercise)):
        for value in (*leaves(list(task.samples)), *leaves(list(task.expected))):
            assert np.isfinite(value).all(), f"{function.name}.{task.check.name}"
        for near in (e for e in task.expected if isinstance(e, Near)):
            assert np.all(near.tolerance >= 0)
            assert np.all(near.tolerance32 >= near.tolerance)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_reference_is_accepted_by_every_check_of_values(exercise: str) -> None:
    """So what the engine finds and what finite differences measure agree within their bounds."""
    drawn = load(exercise)
    for function, task in tasks(drawn):
        if task.check.is_law or task.check.body is None:
            continue
        right = right_answer(drawn.functions, function.name)
        for sample, expected in zip(task.samples, task.expected, strict=True):
            assert expected is not None
            arguments = live_arguments(task.inputs, sample, lambda value: value)
            answer = right(*arguments.values())
            answer = answer.item() if isinstance(answer, np.generic) else answer
            outcome = compare(answer, expected)
            assert outcome.mismatch is None, f"{function.name}.{task.check.name}: {sample}"
            assert not outcome.single


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_slope_is_measured_exactly_enough_to_tell_a_wrong_one(exercise: str) -> None:
    """The bound of a finite difference is small beside the slope on most inputs."""
    for function, task in tasks(load(exercise)):
        if task.check.kind != "finite-difference":
            continue
        wrong = [compare(_slightly_wrong(e), e).mismatch is not None for e in task.expected]
        assert sum(wrong) > len(wrong) / 2, f"{function.name}.{task.check.name}"


def _slightly_wrong(expected: Expected | None) -> Any:
    match expected:
        case Near():
            return 1.001 * expected.value
        case tuple():
            return tuple(map(_slightly_wrong, expected))
        case dict():
            return {key: _slightly_wrong(value) for key, value in expected.items()}
    return expected


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_function_is_checked_in_several_ways(exercise: str) -> None:
    drawn = load(exercise)
    assert set(drawn.functions) == {f.name for f in COURSE.exercise(exercise).functions}
    for name, function in drawn.functions.items():
        assert len(function.judged) >= 3, name
        assert len({check.kind for check in function.judged}) >= 2, name
        assert {t.check.name for t in drawn.tasks[name]} == {c.name for c in function.judged}
        assert function.definition is not None, f"{name} cannot be put in for a wrong one"
        for task in drawn.tasks[name]:
            assert len(task.samples) == len(task.expected) >= 1, f"{name}.{task.check.name}"
        assert max(len(task.samples) for task in drawn.tasks[name]) >= 5, name


# -- the ladder ---------------------------------------------------------------------------------

MATRIX = {"a": array("n", "m", within=30), "b": array("n", within=30), "x": real(within=30)}


def rungs(regime: str) -> list[dict[str, Any]]:
    samples = drawing.draw(MATRIX, 1, "seed")[: len(LADDER)]
    return [s for s, (numbers, _) in zip(samples, LADDER, strict=True) if numbers == regime]


def test_every_rung_of_the_ladder_has_its_sizes() -> None:
    samples = drawing.draw(MATRIX, 1, "seed")[: len(LADDER)]
    shapes = set()
    for sample, (_, sizes) in zip(samples, LADDER, strict=True):
        wanted = chosen_sizes(MATRIX, sizes)
        assert sample["a"].shape == (wanted["n"], wanted["m"])
        assert sample["b"].shape == (wanted["n"],)
        assert isinstance(sample["x"], float)
        shapes.add(sample["a"].shape)
    assert any(n != m for n, m in shapes)
    assert any(n == m > 1 for n, m in shapes)
    assert any(n == 1 for n, _ in shapes)
    assert any(n >= 9 for n, _ in shapes)


def test_every_rung_of_the_ladder_has_its_numbers() -> None:
    arrays = {name: [s["a"] for s in rungs(name)] for name, _ in LADDER}
    values = {name: np.concatenate([a.ravel() for a in found]) for name, found in arrays.items()}
    assert all((4 * a == np.round(4 * a)).all() for a in arrays["dyadic"])
    assert 0 < (values["zeros"] == 0).sum() < values["zeros"].size
    assert np.abs(values["large"]).max() > 15
    assert (np.abs(values["edge"]) == 30).all()
    assert 0 < np.abs(values["tiny"]).max() < 0.01
    sizes = np.abs(values["mixed"])
    assert sizes.max() / sizes.min() > 1e3
    assert (values["negative"] < 0).all()
    assert (values["positive"] > 0).all()
    assert len(set(values["ties"])) < values["ties"].size


def test_empty_arrays_are_drawn_only_where_they_are_allowed() -> None:
    allowed = {"a": array("n", least=0)}
    for inputs, empty in ((allowed, True), ({"a": array("n")}, False)):
        drawn = drawing.draw(inputs, 30, "seed")
        assert any(sample["a"].size == 0 for sample in drawn) is empty


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_ladder_comes_first_in_every_function(exercise: str) -> None:
    for name, function in load(exercise).functions.items():
        seed = f"{PUBLIC}/{exercise}/{name}"
        ladder = drawing.draw(function.inputs, 1, seed)[: len(LADDER)]
        task = next(t for t in load(exercise).tasks[name] if t.check.body is None)
        assert same(list(task.samples), ladder[: len(task.samples)])


def test_hypothesis_adds_as_many_inputs_as_were_wished() -> None:
    drawn = drawing.draw(MATRIX, 25, "seed")
    assert len(drawn) == len(LADDER) + 25
    assert not same(drawn[len(LADDER)], drawn[len(LADDER) + 1])


# -- packing ------------------------------------------------------------------------------------

names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=5)
arrays = st.sampled_from(["<f8", ">f8", "<i8", ">i4", "|b1", "<f4"]).flatmap(
    lambda code: hnp.arrays(code, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
)
floats = hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=2, max_side=3))
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
packable = st.recursive(
    scalars | arrays | st.builds(Near, floats, floats, floats) | st.builds(Exactly, scalars),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(names, inner, max_size=3)
    ),
    max_leaves=10,
)


def identical(left: Any, right: Any) -> bool:
    match left:
        case Near():
            return isinstance(right, Near) and all(map(identical, leaves(left), leaves(right)))
        case Exactly():
            return isinstance(right, Exactly) and same(left.value, right.value)
        case dict():
            return list(left) == list(right) and all(identical(left[k], right[k]) for k in left)
        case list() | tuple():
            return (
                type(left) is type(right)
                and len(left) == len(right)
                and all(map(identical, left, right))
            )
        case np.ndarray():
            left = left.astype(left.dtype.newbyteorder("<"))
    return same(left, right)


@given(st.dictionaries(names, packable, max_size=4))
def test_what_is_packed_is_unpacked_to_the_last_bit(stored: dict[str, Any]) -> None:
    unpacked = unpack(pack(stored))
    assert unpacked is not None
    assert identical(stored, unpacked)
    assert pack(unpacked) == pack(stored)


@given(st.dictionaries(names, packable, max_size=2), st.data())
def test_changed_bytes_are_never_taken_for_a_corpus(
    stored: dict[str, Any], data: st.DataObject
) -> None:
    whole = bytearray(pack(stored))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    assert unpack(bytes(whole)) is None
    assert unpack(bytes(whole[:place])) is None


def test_arrays_from_the_cache_cannot_be_written_to() -> None:
    unpacked = unpack(pack({"a": np.ones(3)}))
    assert unpacked is not None
    with pytest.raises(ValueError):
        unpacked["a"][0] = 2.0
