"""What is right on an input, and how far from it an answer may be.

Every reference is run on arithmetic that follows its rounding errors; a numerical derivative knows
its own error; a law is run on the reference's acceptable answers, and how far its two sides may be
apart is what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.authoring import Asked, Check, FunctionChecks, law_steps, recorded
from grader.compare import Expected, Near, accepted, compare, widened
from grader.drawing import Sample
from grader.errors import ConfigurationError
from grader.inputs import Input, live_arguments
from reference.finite_difference import Estimate
from reference.rounding import Ambiguous, Bounded, exact, rounded_input

# On how many inputs a function is asked a second time.
PURITY_SAMPLES = 8


def answers(
    functions: Mapping[str, FunctionChecks],
    function: FunctionChecks,
    check: Check,
    samples: Sequence[Sample],
) -> tuple[list[int], list[Expected | None]]:
    """Which samples a check uses, and what is right on each.

    Samples on which the reference itself is ambiguous (a kink closer than rounding can tell) or
    not smooth enough for a numerical derivative are left out.
    """
    if check.body is None:  # purity: any sample will do
        few = min(PURITY_SAMPLES, len(samples))
        return list(range(few)), [None] * few
    numbers: list[int] = []
    expected: list[Expected | None] = []
    limit = check.samples or len(samples)
    for number, sample in enumerate(samples):
        if len(numbers) == limit:
            break
        try:
            right = _right(functions, function, check, sample)
        except Ambiguous:
            continue
        if right != "rough":
            numbers.append(number)
            expected.append(right)
    return numbers, expected


def _right(
    functions: Mapping[str, FunctionChecks],
    function: FunctionChecks,
    check: Check,
    sample: Sample,
) -> Any:
    inputs = function.inputs_of(check)
    if check.is_law:
        return _law_tolerance(functions, check, inputs, sample)
    if check.kind == "finite-difference":
        arguments = live_arguments(inputs, sample, lambda value: value)
        estimates = call(check, arguments)
        if not all(estimate.smooth for estimate in _estimates(estimates)):
            return "rough"
        definition = function.definition
        slope = accepted_estimate(estimates)
        if definition is None:
            return slope
        # What is right must lie well within the bound, or the input says nothing about a program.
        right = call(definition, live_arguments(inputs, sample, lambda value: value))
        if compare(right, accepted_estimate(estimates, share=0.5)).mismatch is not None:
            return "rough"
        return widened(slope, of_reference(definition, inputs, sample))
    return of_reference(check, inputs, sample)


def of_reference(check: Check, inputs: Mapping[str, Input], sample: Sample) -> Expected:
    return accepted(
        *(call(check, live_arguments(inputs, sample, leaf)) for leaf in (_exact, _rounded))
    )


def call(check: Check, arguments: Mapping[str, Any]) -> Any:
    """The body of a check that is no law, on those of these arguments that it wants to know."""
    assert check.body is not None
    return check.body(**{name: arguments[name] for name in check.parameters if name in arguments})


def _exact(value: Any) -> Any:
    return exact(value) if _is_real(value) else value


def _rounded(value: Any) -> Any:
    return rounded_input(value) if _is_real(value) else value


def _is_real(value: Any) -> bool:
    return isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")


def accepted_estimate(estimates: Any, share: float = 1.0) -> Expected:
    """A numerical derivative as an expected answer: (a share of) its error bound is tolerated."""
    if isinstance(estimates, tuple):
        return tuple(accepted_estimate(part, share) for part in estimates)
    if isinstance(estimates, dict):
        return {key: accepted_estimate(part, share) for key, part in estimates.items()}
    value, error = np.asarray(estimates.value, float), np.asarray(estimates.error, float)
    return Near(value, share * error, share * error)


def _estimates(tree: Any) -> Iterator[Estimate]:
    if isinstance(tree, tuple | list):
        for part in tree:
            yield from _estimates(part)
    elif isinstance(tree, dict):
        yield from _estimates(list(tree.values()))
    else:
        yield tree


def _law_tolerance(
    functions: Mapping[str, FunctionChecks],
    check: Check,
    inputs: Mapping[str, Input],
    sample: Sample,
) -> Expected | None:
    """How far the two sides of a law may be apart when every answer is acceptable."""
    sides = [
        _run_law(functions, check, recorded(live_arguments(inputs, sample, leaf)))
        for leaf in (_exact, _rounded)
    ]
    if sides[0] is None or sides[1] is None:
        return None
    (left, right), (left32, right32) = sides[0], sides[1]
    return widened(accepted(right, right32), accepted(left, left32))


def ask(functions: Mapping[str, FunctionChecks], asked: Asked) -> Any:
    """What a right program answers: the definition of the function on these arguments."""
    function = functions[asked.function]
    definition = function.definition
    if definition is None:
        raise ConfigurationError(
            f"a law asks {asked.function}, which has neither a reference nor a definition",
            where=f"class {asked.function} in checks.py",
            remedy="add a @definition to it",
        )
    named = dict(zip(function.inputs, asked.arguments, strict=False))
    return call(definition, named)


def right_answer(functions: Mapping[str, FunctionChecks], name: str) -> Callable[..., Any]:
    """The function as it should be, to stand in for a student's wrong one."""
    return lambda *arguments: ask(functions, Asked(name, arguments))


def _acceptable(answer: Any) -> Any:
    """A right answer with the error that an accepted one may have."""
    if isinstance(answer, dict):
        return {key: _acceptable(value) for key, value in answer.items()}
    if isinstance(answer, tuple | list):
        return tuple(map(_acceptable, answer))
    if isinstance(answer, Bounded):
        return Bounded(answer.value, answer.error + np.abs(answer.value))
    return answer


def _run_law(
    functions: Mapping[str, FunctionChecks], check: Check, arguments: Mapping[str, Any]
) -> tuple[Any, Any] | None:
    """Run a law on acceptable answers; its two sides, or None if it only requires."""
    steps = law_steps(check, arguments)
    try:
        asked = next(steps)
        while True:
            if isinstance(asked, tuple):
                asked = steps.send(tuple(_acceptable(ask(functions, one)) for one in asked))
            else:
                asked = steps.send(_acceptable(ask(functions, asked)))
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
