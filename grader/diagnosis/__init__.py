"""Which known mistake does this answer behave like?

Several vocabularies are tried: the exercise's own misconceptions, which say most; relations to the
right answer; the reference with one input replaced, asked piece by piece, with one backward rule of
its graph broken, or with one edit of its formula; and, where nothing explains it, on which kind of
input alone it is wrong.  A candidate is named only if it reproduces what the student's function did
on *all* inputs, and differs from the right answer on enough of them to tell.  A wrong diagnosis is
worse than none.

The inputs are public ones, and the student's function is asked on them for this purpose only.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.authoring import FunctionChecks
from grader.compare import Exactly, Expected, Near, compare, numbers, same
from grader.result import Diagnosis
from reference.catalogue import Language, Text

# How much more than the acceptance criterion lets a *right* program lose may a wrong one lose.
_SLACK = 16.0
_RELATIVE = 1e-11
# On how many inputs a candidate must differ from the right answer: a third of the 32 on which a
# mistake has to be confirmed, or of those that there are.
_CONFIRMED, _TELLING_SHARE = 32, 1 / 3

# Where a mistake makes a program stop on most inputs: on how many others it must be seen at least.
_ANSWERED = 8

NOTHING = object()  # what a candidate predicts where it does not apply
WRONG = object()  # that an answer is wrong, whatever it is


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
    anything where it does not apply.  ``raises``: it stands for a program, which may stop with an
    exception like the student's own.  ``observation``: it says only where the answers are wrong,
    and has made sure itself that there are enough of them.  ``edit``: the edit of a formula, as
    :mod:`grader.mutants` names it.
    """

    diagnosis: Diagnosis
    predict: Callable[[Evidence], Any]
    raises: bool = False
    observation: bool = False
    edit: str = ""

    def foresight(self, one: Evidence) -> Any:
        """What it predicts; NOTHING where it does not apply."""
        try:
            with np.errstate(all="ignore"):
                return self.predict(one)
        except Exception as error:  # a formula with an edit may fail in any way
            return Behaviour(None, raised=type(error).__name__) if self.raises else NOTHING

    def foresees(self, one: Evidence) -> bool:
        """Does the function do what this predicts?"""
        foreseen = self.foresight(one)
        if foreseen is WRONG:
            return is_wrong(one)
        if isinstance(foreseen, Behaviour):
            return _same_behaviour(one, foreseen)
        return (
            foreseen is not NOTHING
            and not one.did.raised
            and alike(one.did.value, foreseen, one.right)
        )


def diagnose(
    function: FunctionChecks,
    evidence: Sequence[Evidence],
    misconceptions: Iterable[Candidate],
    language: Language,
    solution: str = "",
) -> Diagnosis | None:
    """The mistake that explains all the evidence, or None.

    ``solution``: the exercise's model solution, a second formula to look for mistakes in.
    """
    found = diagnosed(function, evidence, misconceptions, language, solution)
    return None if found is None else found.diagnosis


def diagnosed(
    function: FunctionChecks,
    evidence: Sequence[Evidence],
    misconceptions: Iterable[Candidate],
    language: Language,
    solution: str = "",
    *,
    without: str = "",
) -> Candidate | None:
    """As :func:`diagnose`, but the candidate itself.

    ``without`` leaves one misconception or one edit out, to measure what is recognised without
    knowing it.
    """
    # On an input that was answered rightly, many a candidate is right as well.
    evidence = sorted(evidence, key=lambda one: not is_wrong(one))
    for candidate in misconceptions:
        if candidate.diagnosis.id != without and _precisely(candidate, evidence):
            return candidate
    if not evidence or not is_wrong(evidence[0]):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of NumPy, about what the mistakes do
        for candidate in _generated(function, evidence, language, solution):
            if (not without or candidate.edit != without) and _explains(candidate, evidence):
                return candidate
    return None


def _generated(
    function: FunctionChecks, evidence: Sequence[Evidence], language: Language, solution: str
) -> Iterator[Candidate]:
    from grader.diagnosis import (
        broken_formulas,
        broken_rules,
        called,
        only_where,
        pieces,
        relations,
        replaced_inputs,
    )

    answered = [one for one in evidence if not one.did.raised]
    if len(answered) == len(evidence):
        yield from relations.candidates(evidence, language)
        yield from called.candidates(evidence, language)
    if function.definition is not None:
        if answered and is_wrong(answered[0]):
            if not _is_yes_or_no(evidence):  # which says too little to tell many inputs apart
                yield from replaced_inputs.candidates(function, evidence, language)
                yield from pieces.candidates(function, evidence, language)
            yield from broken_rules.candidates(function, answered, language)
            yield from broken_formulas.candidates(function, language, solution)
        yield from only_where.candidates(evidence, language)


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
    """Does it foresee everything, and is it told from a right program by enough inputs?"""
    telling = answered = 0
    for one in evidence:
        if not candidate.foresees(one):
            return False
        if one.did.raised:
            telling += 1
        elif not candidate.observation and differs(candidate.foresight(one), one.right):
            telling += 1
            answered += 1
    if candidate.observation:
        return True
    return answered >= min(_ANSWERED, len(evidence)) and telling >= _TELLING_SHARE * min(
        _CONFIRMED, len(evidence)
    )


def _is_yes_or_no(evidence: Sequence[Evidence]) -> bool:
    return all(isinstance(e.right, Exactly) and isinstance(e.right.value, bool) for e in evidence)


def is_wrong(one: Evidence) -> bool:
    """Is there something wrong with the answer?"""
    return one.did.raised is not None or differs(one.did.value, one.right)


def differs(value: Any, right: Expected) -> bool:
    """Is this value not accepted as right?"""
    return compare(value, right).mismatch is not None


def alike(got: Any, foreseen: Any, right: Expected) -> bool:
    """Are two answers the same but for rounding?  ``right`` gives the structure and the scale."""
    if isinstance(right, (tuple, dict)):
        return _alike_in_parts(got, foreseen, right)
    left, other = numbers(got), numbers(foreseen)
    if left is None or other is None:
        return type(got) is type(foreseen) and same(got, foreseen)
    if left.shape != other.shape:
        return left.size == other.size == 1 and alike(left.item(), other.item(), right)
    if isinstance(right, Exactly):
        return bool(np.array_equal(left, other))
    tolerance = float(np.max(right.tolerance, initial=0.0)) if isinstance(right, Near) else 0.0
    with np.errstate(all="ignore"):
        size = np.maximum(np.abs(left), np.abs(other))
        close = np.abs(left - other) <= _SLACK * tolerance + _RELATIVE * size
        equal = (left == other) | (np.isnan(left) & np.isnan(other))
    return bool(np.all(close | equal))


def _alike_in_parts(got: Any, foreseen: Any, right: tuple[Any, ...] | dict[str, Any]) -> bool:
    if isinstance(foreseen, dict):
        known = right if isinstance(right, dict) else {}
        return (
            isinstance(got, dict)
            and got.keys() == foreseen.keys()
            and all(alike(got[key], foreseen[key], known.get(key, Exactly(None))) for key in got)
        )
    parts = list(right.values()) if isinstance(right, dict) else list(right)
    if isinstance(foreseen, (tuple, list)):
        if not _is_listing(got, len(foreseen)):
            return False
        known_parts = parts if len(parts) == len(foreseen) else [_coarsest(parts)] * len(foreseen)
        return all(map(alike, got, foreseen, known_parts))
    return got is not None and alike(got, foreseen, _coarsest(parts))


def _coarsest(parts: Sequence[Any]) -> Near:
    """The largest tolerance of all parts, for what is not the part that it should be."""
    tolerances = [np.max(part.tolerance, initial=0.0) for part in parts if isinstance(part, Near)]
    coarsest = np.asarray(max(tolerances, default=0.0))
    return Near(np.zeros(()), coarsest, coarsest)


def _is_listing(value: Any, length: int) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim > 0 and len(value) == length
    return isinstance(value, (tuple, list)) and len(value) == length


def behaves_like(en: str, ja: str, language: Language) -> str:
    """The sentence for a student."""
    return Text(f"This behaves like {en}.", f"{ja}のようにふるまっています。")[language]
