"""Where alone the answers are wrong: an observation about inputs, not a cause.

"Wrong only where x is empty" is said when on all inputs the answer is wrong exactly where that
holds, and there are enough inputs of both kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from grader.compare import numbers
from grader.diagnosis import WRONG, Candidate, Evidence, is_wrong
from grader.diagnosis.parts import at, rebuilt
from grader.result import Diagnosis
from reference.catalogue import Language, Text

_WRONG_ONES, _RIGHT_ONES = 3, 6  # the fewest inputs of each kind

Holds = Callable[[Any], Any]


def _sizes(x: Any) -> Any:
    return np.sort(np.abs(np.ravel(x)))


# (English, Japanese, when it holds) for a list or an array
_OF_A_LISTING: tuple[tuple[str, str, Holds], ...] = (
    ("{0} is empty", "{0} が空", lambda x: len(x) == 0),
    ("{0} has a single element", "{0} の要素が 1 個だけ", lambda x: len(x) == 1),
)
_OF_A_LIST: tuple[tuple[str, str, Holds], ...] = (
    (
        "{0} contains something empty",
        "{0} の中に空のものがある",
        lambda x: any(len(part) == 0 for part in x),
    ),
)
_OF_NUMBERS: tuple[tuple[str, str, Holds], ...] = (
    ("{0} contains a 0", "{0} に 0 が含まれる", lambda x: np.any(x == 0)),
    ("{0} contains a negative number", "{0} に負の数が含まれる", lambda x: np.any(x < 0)),
    ("{0} is 0 throughout", "{0} がすべて 0", lambda x: np.size(x) > 0 and not np.any(x)),
    (
        "two elements of {0} have the same size",
        "{0} に絶対値の等しい成分がある",
        lambda x: np.any(np.diff(_sizes(x)) == 0),
    ),
    (
        "two elements of {0} share the largest size",
        "{0} に絶対値が最大の成分が二つ以上ある",
        lambda x: np.size(x) > 1 and _sizes(x)[-1] == _sizes(x)[-2],
    ),
)
_OF_A_NUMBER: tuple[tuple[str, str, Holds], ...] = (
    ("{0} is 0", "{0} が 0", lambda x: x == 0),
    ("{0} is negative", "{0} が負", lambda x: x < 0),
    ("{0} is positive", "{0} が正", lambda x: x > 0),
)
# Where both single numbers and arrays are meant.
_MIXED: tuple[tuple[str, str, Holds], ...] = (
    (
        "{0} is an array, not a single number",
        "{0} が一つの数ではなく配列",
        lambda x: np.ndim(x) > 0,
    ),
    ("{0} is a single number", "{0} が一つの数", lambda x: np.ndim(x) == 0),
    ("{0} has rows and columns", "{0} に行と列がある", lambda x: np.ndim(x) == 2),
    (
        "{0} holds more than one number",
        "{0} に数が二つ以上入っている",
        lambda x: np.size(x) > 1,
    ),
)


def candidates(evidence: Sequence[Evidence], language: Language) -> Iterator[Candidate]:
    """Every condition that separates the wrong answers from the right ones."""
    wrong = [is_wrong(one) for one in evidence]
    if sum(wrong) < _WRONG_ONES or len(wrong) - sum(wrong) < _RIGHT_ONES:
        return
    for en, ja, holds in _conditions(evidence):
        text = Text(
            f"Right elsewhere, but wrong where {en}.",
            f"ほかでは正しく、{ja}ときだけ間違っています。",
        )
        diagnosis = Diagnosis("only-where", "input", text[language])
        yield Candidate(diagnosis, _telling(holds), observation=True)


def _telling(holds: Callable[[Evidence], Any]) -> Callable[[Evidence], Any]:
    return lambda one: WRONG if bool(holds(one)) else rebuilt(one.right, lambda _, value: value)


def _conditions(
    evidence: Sequence[Evidence],
) -> Iterator[tuple[str, str, Callable[[Evidence], Any]]]:
    first = evidence[0]
    for name, value in first.arguments.items():
        if callable(value) or isinstance(value, dict):
            continue
        if isinstance(value, list):
            tables = [_OF_A_LISTING, _OF_A_LIST]
        elif len({np.ndim(one.arguments[name]) > 0 for one in evidence}) > 1:
            tables = [_MIXED, _OF_NUMBERS]
        elif np.ndim(value):
            tables = [_OF_A_LISTING, _OF_NUMBERS]
        else:
            tables = [_OF_A_NUMBER]
        for table in tables:
            for en, ja, holds in table:
                yield en.format(name), ja.format(name), _of_the_argument(name, holds)
    if numbers(at(first.right, ())) is not None and np.ndim(at(first.right, ())) == 0:
        for en, ja, holds in _OF_A_NUMBER[:2]:  # almost every answer may have to be positive
            yield en.format("the right answer"), ja.format("正しい答え"), _of_the_answer(holds)


def _of_the_argument(name: str, holds: Holds) -> Callable[[Evidence], Any]:
    return lambda one: holds(one.arguments[name])


def _of_the_answer(holds: Holds) -> Callable[[Evidence], Any]:
    return lambda one: holds(at(one.right, ()))
