"""Expressions as data: what they say in Python, on the engine, and by the chain rule by hand."""

import numpy as np
import pytest

from reference.expressions import (
    as_python,
    chain,
    differentiated,
    handed_back,
    is_large,
    ladder,
    longer,
    operations,
    shared,
    steps_of,
    tree,
    unfolded,
)
from reference.rounding import exact

LEAVES = [1.5, -0.5, 2.0, 0.0, -1.25]


def used(program):
    """How often every value is used."""
    operands = [x for step in operations(program) for x in step[2:] if isinstance(x, str)]
    return {step[0]: operands.count(step[0]) for step in program if step[1] != "backward"}


def test_a_program_reads_as_python():
    program = [
        ["a", "Value", 1.5],
        ["b", "-", 2, "a"],
        ["c", "-", "b"],
        ["d", "**", "c", -1],
        ["e", "tanh", "d"],
        ["e", "grad", 1.0],
        ["e", "backward"],
    ]
    assert as_python(program).splitlines() == [
        "a = Value(1.5)",
        "b = 2 - a",
        "c = -b",
        "d = c ** -1",
        "e = d.tanh()",
        "e.grad = 1.0",
        "e.backward()",
    ]
    assert as_python(chain(3)).splitlines()[3:] == [
        "for _ in range(3):",
        "    x = x * w",
        "    x = x + z",
        "x.backward()",
    ]


def test_the_engine_differentiates_a_program():
    program = [
        ["a", "Value", 3.0],
        ["b", "Value", 2.0],
        ["c", "*", "a", "b"],
        ["d", "-", "c", "a"],
        ["d", "backward"],
    ]
    assert differentiated(program) == {
        **{"a.data": 3.0, "b.data": 2.0, "c.data": 6.0, "d.data": 3.0},
        **{"a.grad": 1.0, "b.grad": 3.0, "c.grad": 1.0, "d.grad": 1.0},
    }
    bounded = differentiated([["a", "Value", exact(3.0)], ["b", "exp", "a"], ["b", "backward"]])
    assert float(bounded["a.grad"]) == np.exp(3.0)
    assert bounded["a.grad"].error > 0


def test_gradients_add_up_over_results():
    program = [
        ["a", "Value", 3.0],
        ["b", "*", "a", 2.0],
        ["c", "*", "a", 5.0],
        ["b", "backward"],
        ["c", "backward"],
    ]
    assert differentiated(program)["a.grad"] == 7.0


@pytest.mark.parametrize("seed", range(40))
def test_in_a_tree_every_value_is_used_once(seed):
    program = tree(LEAVES, seed)
    *inner, result = used(program).values()
    assert set(inner) == {1} and result == 0
    assert all(np.isfinite(x) for x in differentiated(program).values())
    if seed % 4 == 0:
        assert {step[1] for step in operations(program)} <= {"+", "*"}


@pytest.mark.parametrize("seed", range(40))
def test_sharing_can_be_unfolded(seed):
    program = shared(LEAVES, seed)
    assert max(used(program).values()) > 1
    alone = unfolded(program)
    *inner, result = used(alone).values()
    assert set(inner) == {1} and result == 0
    one, other = differentiated(program), differentiated(alone)
    last, factor = program[-1][0], alone[-3]
    assert other[f"{alone[-2][0]}.data"] == one[f"{last}.data"] * factor[2]
    for letter, leaf in zip("abcde", LEAVES, strict=True):
        copies = sum(
            other[f"{name}.grad"] for name, op, *rest in alone if op == "Value" and rest == [leaf]
        )
        assert copies == pytest.approx(factor[2] * one[f"{letter}.grad"], rel=1e-12, abs=1e-12)


def test_notes_by_hand_are_the_engines():
    program = [
        ["a", "Value", 3.0],
        ["b", "**", "a", 2],
        ["c", "*", "b", "a"],
        ["c", "backward"],
    ]
    notes = handed_back(program, [6.0, 3.0, 9.0], 1.0)
    assert notes == {"c": 1.0, "b": 3.0, "a": 27.0}
    assert differentiated(program)["a.grad"] == 27.0


def test_large_programs_grow_in_proportion():
    for program in (chain(50), ladder(32)):
        assert is_large(program) and not is_large(tree(LEAVES, 1))
        loop = steps_of(program) - 4
        assert steps_of(longer(program, 4)) - 4 == 4 * loop
    assert steps_of(longer(chain(50), 100)) == 10_004
