"""One public example of a function, as code that needs nothing but NumPy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from grader import corpus
from grader.compare import Exactly, Near
from grader.corpus import Corpus
from grader.inputs import live_arguments

_CANDIDATES: Final = 18
_MOST: Final = 12  # numbers in one example
_CLOSE: Final = "rtol=1e-6, atol=1e-9"


def example_of(small: Corpus, name: str) -> str | None:
    """Code that asks the function once and stops if the answer is wrong.

    None for functions of functions and for classes, whose inputs cannot be written down shortly,
    and where there are several right answers.
    """
    checks = small.functions[name]
    if checks.through is not None or checks.definition is None or not checks.definition.judged:
        return None
    best: tuple[tuple[bool, int, bool, int], str, Any] | None = None
    for sample, right in corpus.defined(small, name, _CANDIDATES):
        arguments = live_arguments(checks.inputs, sample, lambda value: value)
        try:
            asked = ", ".join(_code(value) for value in arguments.values())
        except TypeError:  # a callable
            return None
        answer = _values(right)
        given, numbers = list(_numbers(list(arguments.values()))), list(_numbers(answer))
        if numbers and max(len(given), len(numbers)) <= _MOST:
            copied = any(list(_numbers(value)) == numbers for value in arguments.values())
            worth = not copied, min(3, len(set(numbers) - {0.0})), all(given), -len(given)
            if best is None or worth > best[0]:
                best = worth, f"{name}({asked})", answer
    if best is None:
        return None
    _worth, call, answer = best
    return "\n".join(["import numpy as np", "", f"answer = {call}", *_compared(answer)])


def _compared(right: Any) -> list[str]:
    if isinstance(right, bool):
        return [f"assert bool(answer) is {right}, answer"]
    if isinstance(right, int):
        return [f"assert answer == {right}, answer"]
    return [
        f"right = {_code(right)}",
        *(
            f"np.testing.assert_allclose(answer{place}, right{place}, {_CLOSE})"
            for place in _places(right)
        ),
    ]


def _places(right: Any, here: str = "") -> Iterator[str]:
    """Where in an answer its numbers and arrays are: ``[0]["W"]``."""
    match right:
        case dict():
            for key, part in right.items():
                yield from _places(part, f"{here}[{_code(key)}]")
        case tuple():
            for number, part in enumerate(right):
                yield from _places(part, f"{here}[{number}]")
        case _:
            yield here


def _values(right: Any) -> Any:
    match right:
        case Near() | Exactly():
            return right.value
        case tuple() | list():
            return tuple(map(_values, right))
        case dict():
            return {key: _values(value) for key, value in right.items()}
    return right


def _numbers(value: Any) -> Iterator[float]:
    match value:
        case np.ndarray() | np.generic() | float() | int():
            yield from (float(number) for number in np.asarray(value).ravel())
        case tuple() | list():
            for part in value:
                yield from _numbers(part)
        case dict():
            yield from _numbers(list(value.values()))


def _code(value: Any) -> str:
    """A value as Python.  Raises TypeError for what has no such form."""
    match value:
        case np.ndarray() if value.ndim:
            return f"np.array({value.tolist()!r})"
        case np.ndarray() | np.generic():
            return _code(value.item())
        case str():
            return json.dumps(value, ensure_ascii=False)
        case bool() | int() | float():
            return repr(value)
        case list():
            return "[" + ", ".join(map(_code, value)) + "]"
        case tuple():
            return "(" + ", ".join(map(_code, value)) + ("," if len(value) == 1 else "") + ")"
        case dict():
            return "{" + ", ".join(f"{_code(k)}: {_code(v)}" for k, v in value.items()) + "}"
    raise TypeError(f"{type(value).__name__} cannot be written down")
