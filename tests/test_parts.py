"""What a check may look at less than the whole answer: one part of it, one step of a walk."""

import numpy as np
import pytest

from grader import agrees
from grader.authoring import reference
from grader.compare import accepted, compare
from reference.rounding import exact, rounded_input

X = np.array([[0.1, 0.2], [0.3, 0.4]])


def expected(compute):
    return accepted(compute(exact(X)), compute(rounded_input(X)))


def test_a_check_can_look_at_one_part_of_a_tuple():
    right = expected(lambda x: (x + 1.0, 3.0 * x, x.sum(axis=0)))
    answer = (X + 1, 3 * X, X.sum(axis=1))
    assert compare(answer, right, 0).mismatch is None
    assert compare(answer, right, 1).mismatch is None
    assert compare(answer, right, 2).mismatch.part == (2,)
    assert compare(answer, right).mismatch.part == (2,)


def test_a_check_can_look_at_one_key_of_a_dict():
    right = expected(lambda x: {"W": 2.0 * x, "b": x[0]})
    answer = {"b": X[0], "W": X}
    assert compare(answer, right, "b").mismatch is None
    assert compare(answer, right, "W").mismatch.part == ("W",)


@pytest.mark.parametrize("answer", [(X + 1, 3 * X), None, 3.0])
def test_without_all_its_parts_no_part_of_an_answer_is_right(answer):
    right = expected(lambda x: (x + 1.0, 3.0 * x, x.sum(axis=0)))
    for part in range(3):
        assert compare(answer, right, part).mismatch.kind == "count"


def test_the_part_is_an_option_of_a_reference():
    @reference(part=1, ja="dW は正しい。")
    def second(x):
        """dW is right."""
        return x, x

    assert second.part == 1


def step(point):
    return point - 0.1 * (point - 3.0)


def test_a_step_agrees_but_for_rounding():
    assert agrees(0.9 * X + 0.3, step, X)
    assert not agrees(0.9 * X + 0.3 + 1e-13, step, X)
    assert not agrees(X + 0.1 * (X - 3), step, X)


def test_a_step_in_single_precision_agrees_too():
    single = X.astype(np.float32)
    assert agrees(single - np.float32(0.1) * (single - np.float32(3)), step, single)


def test_a_step_of_another_shape_does_not_agree():
    assert not agrees(step(X)[0], step, X)
    assert not agrees(None, step, X)


def test_steps_agree_over_numbers_that_know_their_error():
    here = exact(X) * 0.7
    assert agrees(step(here), step, here)
