"""Which known mistake does this answer behave like?

Five vocabularies are tried: the exercise's own misconceptions, which say most; relations to the
right answer; the reference with one input replaced, with one backward rule of its graph broken, or
with one edit of its formula.  A candidate is named only if it reproduces what the student's
function did on *all* inputs, and differs from the right answer on enough of them to tell.  A wrong
diagnosis is worse than none.

The inputs are public ones, and the student's function is asked on them for this purpose only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.authoring import FunctionChecks
from grader.compare import Exactly, Expected, Near, compare, numbers
from grader.result import Diagnosis
from reference.catalogue import Language, Text

# How much more than the acceptance criterion lets a *right* program lose may a wrong one lose.
_SLACK = 16.0
_RELATIVE = 1e-11
# On how many inputs a candidate must differ from the right answer: a third, or this many.
_TELLING_SHARE = 1 / 3


_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a function did on one input.

    ``raised``: the name of an exception; ``changed``: positions of arguments that it modified;
    ``calls``: how often it asked each callable it was given.
    """

    value: Any
    raised: str | None = None
    changed: tuple[int, ...] = ()
    calls: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One input: the arguments by name, the right answer, and what the student's function did."""

    arguments: Mapping[str, Any]
    right: Expected
    did: Behaviour


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mistake that can be tried: what a program with it does on some arguments.

    ``predict`` gives the value, or for a misconception the whole :class:`Behaviour`; it may raise
    anything where it does not apply.
    """

    diagnosis: Diagnosis
    predict: Callable[[Evidence], Any]

    def foresight(self, one: Evidence) -> Any:
        """What it predicts; nothing where it does not apply."""
        try:
            with np.errstate(all="ignore"):
                return self.predict(one)
        except Exception:  # a formula with an edit may fail in any way
            return _NOTHING

    def foresees(self, one: Evidence) -> bool:
        """Does the function do what this predicts?"""
        foreseen = self.foresight(one)
        if isinstance(foreseen, Behaviour):
            return _same_behaviour(one, foreseen)
        return not one.did.raised and alike(one.did.value, foreseen, one.right)


def diagnose(
    function: FunctionChecks,
    evidence: Sequence[Evidence],
    misconceptions: Iterable[Candidate],
    language: Language,
) -> Diagnosis | None:
    """The mistake that explains all the evidence, or None."""
    found = diagnosed(function, evidence, misconceptions, language)
    return None if found is None else found.diagnosis


def diagnosed(
    function: FunctionChecks,
    evidence: Sequence[Evidence],
    misconceptions: Iterable[Candidate],
    language: Language,
    *,
    without: str = "",
) -> Candidate | None:
    """As :func:`diagnose`, but the candidate itself.

    ``without`` leaves one misconception out, to measure what is recognised without knowing it.
    """
    if not evidence:
        return None
    for candidate in misconceptions:
        if candidate.diagnosis.id != without and _precisely(candidate, evidence):
            return candidate
    if any(one.did.raised for one in evidence):
        return None
    for candidate in _generated(function, evidence, language):
        if _explains(candidate, evidence):
            return candidate
    return None


def _generated(
    function: FunctionChecks, evidence: Sequence[Evidence], language: Language
) -> Iterator[Candidate]:
    from grader.diagnosis import broken_formulas, broken_rules, relations, replaced_inputs

    yield from relations.candidates(evidence, language)
    if function.definition is not None:
        yield from replaced_inputs.candidates(function, evidence, language)
        yield from broken_rules.candidates(function, evidence, language)
        yield from broken_formulas.candidates(function, language)


def _precisely(candidate: Candidate, evidence: Sequence[Evidence]) -> bool:
    telling = 0
    for one in evidence:
        foreseen: Behaviour = candidate.predict(one)
        if not _same_behaviour(one, foreseen):
            return False
        telling += bool(
            foreseen.raised
            or foreseen.changed
            or _asks_more(one, foreseen)
            or differs(foreseen.value, one.right)
        )
    return telling > 0


def _same_behaviour(one: Evidence, foreseen: Behaviour) -> bool:
    did = one.did
    if foreseen.raised or did.raised:
        return foreseen.raised == did.raised
    return (
        foreseen.changed == did.changed
        and foreseen.calls == did.calls
        and alike(did.value, foreseen.value, one.right)
    )


def _asks_more(one: Evidence, foreseen: Behaviour) -> bool:
    """Right in value, but not in how it is found: that is what a misconception about cost is."""
    return bool(foreseen.calls) and not differs(foreseen.value, one.right)


def _explains(candidate: Candidate, evidence: Sequence[Evidence]) -> bool:
    telling = 0
    for one in evidence:
        foreseen = candidate.foresight(one)
        if foreseen is _NOTHING or not alike(one.did.value, foreseen, one.right):
            return False
        telling += differs(foreseen, one.right)
    return telling >= max(1, _TELLING_SHARE * len(evidence))


def differs(value: Any, right: Expected) -> bool:
    """Is this value not accepted as right?"""
    return compare(value, right).mismatch is not None


def alike(got: Any, foreseen: Any, right: Expected) -> bool:
    """Are two answers the same but for rounding?  ``right`` gives the structure and the scale."""
    if isinstance(right, tuple):
        return (
            _is_listing(got, len(right))
            and _is_listing(foreseen, len(right))
            and all(map(alike, got, foreseen, right))
        )
    if isinstance(right, dict):
        return (
            isinstance(got, dict)
            and isinstance(foreseen, dict)
            and got.keys() == foreseen.keys()
            and all(alike(got[key], foreseen[key], right.get(key, Exactly(None))) for key in got)
        )
    left, other = numbers(got), numbers(foreseen)
    if left is None or other is None:
        return type(got) is type(foreseen) and (got is None or bool(np.all(got == foreseen)))
    if left.shape != other.shape:
        return left.size == other.size == 1 and alike(left.item(), other.item(), right)
    if isinstance(right, Exactly):
        return bool(np.array_equal(left, other))
    tolerance = float(np.max(right.tolerance, initial=0.0)) if isinstance(right, Near) else 0.0
    with np.errstate(all="ignore"):
        size = np.maximum(np.abs(left), np.abs(other))
        close = np.abs(left - other) <= _SLACK * tolerance + _RELATIVE * size
        same = (left == other) | (np.isnan(left) & np.isnan(other))
    return bool(np.all(close | same))


def _is_listing(value: Any, length: int) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim > 0 and len(value) == length
    return isinstance(value, (tuple, list)) and len(value) == length


def behaves_like(en: str, ja: str, language: Language) -> str:
    """The sentence for a student."""
    return Text(f"This behaves like {en}.", f"{ja}のようにふるまっています。")[language]
