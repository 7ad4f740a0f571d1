"""The acceptance criterion: right answers are accepted, wrong ones are not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.compare import Exactly, Near, Together, accepted, compare, is_single, same
from reference.engine import derivative, sigmoid
from reference.rounding import exact, rounded_input

finite = st.floats(-30, 30)


def expected(body, x):
    return accepted(body(exact(x)), body(rounded_input(x)))


@given(arrays(np.float64, st.integers(1, 5), elements=finite, fill=st.nothing()))
def test_every_textbook_form_of_the_sigmoid_derivative_is_accepted(x):
    right = expected(derivative(sigmoid), x)
    s = 1 / (1 + np.exp(-x))
    for answer in (
        s * (1 - s),
        s - s**2,
        np.exp(-x) / (1 + np.exp(-x)) ** 2,
        1 / (np.exp(x / 2) + np.exp(-x / 2)) ** 2,
        [float(v) for v in s * (1 - s)],
    ):
        assert compare(answer, right).mismatch is None
        assert not compare(answer, right).single


@given(st.floats(-30, 30), st.sampled_from([1e-9, -1e-9, 1e-12]))
def test_an_error_far_above_rounding_is_never_accepted(x, error):
    right = expected(derivative(sigmoid), x)
    s = 1 / (1 + np.exp(-x))
    assert compare(float(s * (1 - s) + error), right).mismatch is not None or abs(error) < 1e-11


def test_zero_is_not_accepted_for_a_small_gradient():
    right = accepted(exact(3e-12), rounded_input(3e-12))
    outcome = compare(0.0, right)
    assert outcome.mismatch is not None and outcome.mismatch.kind == "value"


def test_single_precision_is_accepted_and_said():
    x = np.array([0.3, -1.7, 2.9])
    right = expected(derivative(sigmoid), x)
    s = 1 / (1 + np.exp(-x.astype(np.float32)))
    answer = s * (1 - s)
    outcome = compare(answer, right)
    assert outcome.mismatch is None and outcome.single
    assert is_single(answer) and not is_single(1 / (1 + np.exp(-x)))


RIGHT = accepted(exact(np.array([1.0, 2.0, 3.0])), rounded_input(np.array([1.0, 2.0, 3.0])))
SCALAR = accepted(exact(2.5), rounded_input(2.5))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (np.array([[1.0], [2.0], [3.0]]), "shape"),
        (np.array([1.0, 2.0]), "shape"),
        ([1.0, 2.0, float("nan")], "not-finite"),
        ([1.0, 2.0, float("inf")], "not-finite"),
        ([1.0, 2.0, 4.0], "value"),
        (None, "type"),
        ("1 2 3", "type"),
        ({"a": 1.0}, "type"),
        ([[1.0, 2.0], [3.0]], "type"),
        (np.array([1j, 2j, 3j]), "type"),
    ],
)
def test_what_is_wrong_with_an_answer_is_told_apart(answer, kind):
    mismatch = compare(answer, RIGHT).mismatch
    assert mismatch is not None and mismatch.kind == kind


def test_right_numbers_in_another_shape_are_called_that():
    mismatch = compare(np.array([[1.0, 2.0, 3.0]]).T, RIGHT).mismatch
    assert mismatch is not None and mismatch.detail == "right numbers: (3, 1)/(3,)"
    mismatch = compare(np.array([[1.0, 9.0, 3.0]]).T, RIGHT).mismatch
    assert mismatch is not None and mismatch.detail == "(3, 1)/(3,)"


@pytest.mark.parametrize(
    "answer", [2.5, np.float64(2.5), np.array(2.5), np.array([2.5]), np.array([[2.5]]), [2.5]]
)
def test_a_scalar_may_come_as_one_element(answer):
    assert compare(answer, SCALAR).mismatch is None


def test_the_first_wrong_element_is_named():
    right = accepted((exact(np.zeros((2, 3))),), (exact(np.zeros((2, 3))),))
    answer = np.zeros((2, 3))
    answer[1, 2] = 1.0
    mismatch = compare((answer,), right).mismatch
    assert mismatch is not None
    assert (mismatch.part, mismatch.place) == ((0,), (1, 2))


def test_tuples_and_lists_are_alike_and_counted():
    right = accepted((exact(1.0), exact(2.0)), (exact(1.0), exact(2.0)))
    assert compare([1.0, 2.0], right).mismatch is None
    for answer in (1.0, (1.0,), (1.0, 2.0, 3.0)):
        mismatch = compare(answer, right).mismatch
        assert mismatch is not None and mismatch.kind == "count"


def test_dictionaries_need_the_right_keys():
    right = accepted({"w": exact(1.0)}, {"w": exact(1.0)})
    assert compare({"w": 1.0}, right).mismatch is None
    mismatch = compare({"W": 1.0}, right).mismatch
    assert mismatch is not None and mismatch.kind == "keys"


@pytest.mark.parametrize(
    ("answer", "ok"),
    [
        (2, True),
        (np.array(2), True),
        (np.array([2]), True),
        (2.0, False),
        (True, False),
        (3, False),
    ],
)
def test_an_index_is_an_integer(answer, ok):
    assert (compare(answer, Exactly(2)).mismatch is None) is ok


def test_a_reference_that_is_not_finite_is_an_error_of_the_course():
    with pytest.raises(ValueError, match="not finite"):
        accepted(float("inf"), float("inf"))


def test_same_is_bit_for_bit():
    nan = float("nan")
    assert same(nan, nan) and same(np.array([nan]), np.array([nan]))
    assert same((1.0, [2.0]), (1.0, [2.0])) and same({"a": 1}, {"a": 1})
    assert not same(1.0, 1) and not same(np.zeros(2), np.zeros((2, 1)))
    assert not same(1.0, np.nextafter(1.0, 2)) and not same([1.0], (1.0,))


def test_tolerances_are_arrays_of_the_values_shape():
    assert isinstance(RIGHT, Near)
    assert RIGHT.value.shape == RIGHT.tolerance.shape == RIGHT.tolerance32.shape == (3,)


# -- many answers in one go ---------------------------------------------------------------------


def near(value):
    return accepted(exact(value), rounded_input(value))


leaf = finite | arrays(np.float64, st.integers(0, 3), elements=finite, fill=st.nothing())
tree = st.recursive(
    leaf,
    lambda inner: st.tuples(inner, inner) | st.fixed_dictionaries({"w": inner, "b": inner}),
    max_leaves=4,
)


def expecting(value):
    if isinstance(value, tuple):
        return tuple(map(expecting, value))
    if isinstance(value, dict):
        return {key: expecting(part) for key, part in value.items()}
    return near(value)


def a_little_off(value, offset):
    """The value, with one number of it moved, or None if there is none in it."""
    if isinstance(value, float):
        return value + offset
    if isinstance(value, np.ndarray):
        return np.append(value[:-1], value[-1] + offset) if value.size else None
    parts = list(value.values() if isinstance(value, dict) else value)
    for number, part in enumerate(parts):
        moved = a_little_off(part, offset)
        if moved is not None:
            parts[number] = moved
            return dict(zip(value, parts, strict=True)) if isinstance(value, dict) else (*parts,)
    return None


@given(st.lists(tree, max_size=4), st.data())
def test_together_they_are_right_exactly_when_each_is(values, data):
    right = [expecting(value) for value in values]
    together = Together(right)
    assert together.all_right(values)
    if not values:
        return
    number = data.draw(st.integers(0, len(values) - 1))
    for offset in (1e-6, np.nan, np.inf):
        wrong = a_little_off(values[number], offset)
        if wrong is not None:
            assert not together.all_right([*values[:number], wrong, *values[number + 1 :]])
            assert compare(wrong, right[number]).mismatch is not None
    for odd in (None, "x", [1.0, [2.0]], np.zeros((9, 9)), values[number : number + 1]):
        assert not together.all_right([*values[:number], odd, *values[number + 1 :]])


@given(finite, finite)
def test_together_only_one_part_counts_as_it_does_alone(x, y):
    right = [(near(x), near(y))] * 2
    assert Together(right, 0).all_right([(x, y + 1), [x, None]])
    assert not Together(right, 1).all_right([(x, y), (x, y + 1)])
    assert not Together(right, 0).all_right([(x, y), (x,)])


def test_what_has_no_rounding_is_never_compared_together():
    assert not Together([Exactly(3)]).all_right([3])
    assert not Together([(SCALAR, Exactly(True))]).all_right([(2.5, True)])
    assert not Together([None]).all_right([None])


def test_single_precision_is_left_to_be_found_out():
    answer = np.array([1.0, 2.0, 3.0]) * (1 + 1e-7)
    assert not Together([RIGHT]).all_right([answer])
    assert not Together([RIGHT]).all_right([answer.astype(np.float32)])
