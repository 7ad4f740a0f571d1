"""Input spaces: the ladder's regimes and Hypothesis draw from the same description."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.inputs import (
    LADDER,
    array,
    chosen_sizes,
    companion,
    index,
    integer,
    integers,
    joint_strategy,
    listing,
    live_arguments,
    made,
    mapping,
    real,
    shown_arguments,
)
from grader.inputs import given as given_callable


def line(a, b):
    """x ↦ {a}·x + {b}"""
    return lambda x: a * x + b


def slope(a, b):
    """x ↦ {a}"""
    return lambda x: a


def gram(a):
    return a @ a.T


SPACES = {
    "w": array("n", within=5),
    "x": array("n", "m", low=0.0, high=2.0),
    "i": index("n"),
    "k": integer(0, 3),
    "t": real(0.5, 1),
    "either": real() | array("m"),
    "paths": listing(array("k", least=0)),
    "both": mapping(u=array("n"), v=real(), shuffled=True),
    "f": given_callable(line, a=real(), b=real()),
    "g": companion(slope, of="f"),
    "labels": integers("n", below="m"),
    "gram": made(gram, a=array("n", "m")),
}


def check(sample):
    w, x = sample["w"], sample["x"]
    assert w.dtype == x.dtype == np.float64
    assert len(w) == len(x) == len(sample["both"]["u"])
    assert np.abs(w).max() <= 5 and x.min() >= 0 and x.max() <= 2
    assert 0 <= sample["i"] < len(w) and 0 <= sample["k"] <= 3 and 0.5 <= sample["t"] <= 1
    assert isinstance(sample["either"], float) or sample["either"].shape == x.shape[1:]
    assert all(path.ndim == 1 for path in sample["paths"])
    assert set(sample["both"]) == {"u", "v"}
    assert sample["labels"].dtype == np.int64 and sample["labels"].shape == w.shape
    assert sample["labels"].min() >= 0 and sample["labels"].max() < x.shape[1]
    computed = live_arguments(SPACES, sample, lambda value: value)["gram"]
    assert np.array_equal(computed, computed.T) and len(computed) == len(w)
    assert shown_arguments(SPACES, sample)["gram"] == computed.tolist()


@pytest.mark.parametrize(("regime", "shape"), LADDER)
def test_every_rung_of_the_ladder_is_inside_the_space(regime, shape):
    rng = np.random.default_rng(7)
    sizes = chosen_sizes(SPACES, shape)
    for _ in range(20):
        check({name: space.sample(regime, sizes, rng) for name, space in SPACES.items()})


@given(joint_strategy(SPACES))
@settings(max_examples=50)
def test_hypothesis_draws_from_the_same_space(sample):
    check(sample)


def test_sizes_differ_unless_they_are_meant_to_be_equal():
    assert chosen_sizes(SPACES, "distinct") == {"n": 3, "m": 4}
    assert chosen_sizes(SPACES, "square") == {"n": 3, "m": 3}
    assert chosen_sizes(SPACES, "single")["n"] == 1
    assert chosen_sizes(SPACES, "long")["n"] == 9
    assert chosen_sizes(SPACES, "empty")["n"] == 1  # one user of n allows no less
    assert chosen_sizes({"a": array("k", least=0)}, "empty") == {"k": 0}


def test_callables_are_made_from_their_numbers_and_shown():
    sample = {"f": {"a": 2.0, "b": -1.0}, "g": {}}
    spaces = {name: SPACES[name] for name in ("f", "g")}
    live = live_arguments(spaces, sample, lambda value: pytest.fail("numbers inside are exact"))
    assert live["f"](3.0) == 5.0 and live["g"](3.0) == 2.0
    assert shown_arguments(spaces, sample) == {"f": "x ↦ 2.0·x + -1.0", "g": "x ↦ 2.0"}


def test_leaves_are_wrapped_wherever_they_are():
    spaces = {"p": listing(real()), "d": mapping(u=real()), "i": index("n")}
    sample = {"p": [1.0, 2.0], "d": {"u": 3.0}, "i": 1}
    assert live_arguments(spaces, sample, lambda v: -v) == {
        "p": [-1.0, -2.0],
        "d": {"u": -3.0},
        "i": 1,
    }


@given(st.sampled_from(["dyadic", "normal", "large", "edge", "positive", "mixed", "ties"]))
def test_a_positive_interval_is_respected(regime):
    rng = np.random.default_rng(0)
    values = array("n", low=0.25, high=0.75).sample(regime, {"n": 50}, rng)
    assert ((values >= 0.25) & (values <= 0.75)).all()


def test_an_empty_interval_is_refused():
    with pytest.raises(ValueError, match="low < high"):
        real(2, 1)
