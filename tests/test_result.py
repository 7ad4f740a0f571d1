"""The scorecard: what is written can be read again, and sums agree."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from scorecards import ALL

from grader.result import Scorecard, points


@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_what_is_written_is_read_again(made: Callable[[str], Scorecard]) -> None:
    card = made("ja")
    assert Scorecard.from_json(json.loads(card.dumps())) == card


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "no course-result/1"),
        ({"schema": "course-result/2"}, "course-result/2"),
        ({"schema": "course-result/1"}, "no complete"),
        ({"schema": "course-result/1", "course": []}, "no complete"),
    ],
)
def test_what_is_no_scorecard_is_said(data: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Scorecard.from_json(data)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_points_are_finite(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        points(value)
