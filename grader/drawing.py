"""Drawing the inputs of a corpus: the ladder and what Hypothesis adds, or small ones to show.

The same seed gives the same inputs in every process and on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader import cache
from grader.inputs import LADDER, SMALL_SHAPES, Input, chosen_sizes, joint_strategy

# How many small samples of every shape are there to choose an example from.
SMALL_SAMPLES = 6

Sample = dict[str, Any]


def draw_small(inputs: Mapping[str, Input], drawn: int, seed: str) -> list[Sample]:
    """A few small samples made of numbers that a person likes, for the same seed the same ones."""
    rng = np.random.default_rng(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]))
    return [
        {name: space.sample("small", sizes, rng) for name, space in inputs.items()}
        for shape in SMALL_SHAPES
        for sizes in [chosen_sizes(inputs, shape)]
        for _ in range(SMALL_SAMPLES)
    ]


def draw(inputs: Mapping[str, Input], drawn: int, seed: str) -> list[Sample]:
    """The ladder, then ``drawn`` samples from Hypothesis; the same ones for the same seed."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
    rng = np.random.default_rng(number)
    samples = []
    for regime, shape in LADDER:
        sizes = chosen_sizes(inputs, shape)
        samples.append({key: space.sample(regime, sizes, rng) for key, space in inputs.items()})
    return samples + _hypothesis(inputs, drawn, number)


def _hypothesis(inputs: Mapping[str, Input], count: int, seed: int) -> list[Sample]:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis.configuration import set_hypothesis_home_dir

    set_hypothesis_home_dir(cache.cache_dir() / "hypothesis")  # not into the student's folder
    drawn: list[Sample] = []

    @seeded(seed)
    @settings(
        backend=_backend(),
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(joint_strategy(inputs))
    def collect(sample: Sample) -> None:
        drawn.append(sample)

    collect()
    return drawn


def _backend() -> str:
    """Hypothesis without its habit of trying constants from whatever code happens to be loaded.

    The same seed must give the same inputs in every process, whatever else was imported there.
    """
    try:
        from hypothesis.internal.conjecture.providers import (
            AVAILABLE_PROVIDERS,
            HypothesisProvider,
        )
    except ImportError:  # an older Hypothesis, which has no such habit
        return "hypothesis"

    class Independent(HypothesisProvider):
        def _maybe_draw_constant(self, *_: Any, **__: Any) -> None:
            return None

    AVAILABLE_PROVIDERS.setdefault("course", Independent)
    return "course"
