"""Answers made of nothing but what the functions that were handed over say about the arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from grader.compare import numbers
from grader.diagnosis import Candidate, Evidence, behaves_like
from grader.diagnosis.parts import at
from grader.result import Diagnosis
from reference.catalogue import Language

Term = Callable[[Evidence], Any]


def candidates(evidence: Sequence[Evidence], language: Language) -> Iterator[Candidate]:
    """f(x), f(g(x)), products of two of these, and the right answer compared with them."""
    first = evidence[0].arguments
    functions = [name for name, value in first.items() if callable(value)]
    values = [n for n, v in first.items() if not callable(v) and numbers(v) is not None]

    def candidate(name: str, en: str, ja: str, term: Term) -> Candidate:
        return Candidate(Diagnosis(name, "relation", behaves_like(en, ja, language)), term)

    terms = dict(_terms(functions, values))
    for shown, term in terms.items():
        yield candidate("called", shown, f"{shown} を返すか", term)
    for shown, term in terms.items():
        yield candidate(
            "change-from",
            f"the right answer minus {shown}",
            f"正しい答えから {shown} を引いたか",
            _minus(term),
        )
        yield candidate(
            "plus-called",
            f"the right answer plus {shown}",
            f"正しい答えに {shown} を足したか",
            _plus(term),
        )
    several = list(terms.items())
    for i, (one_shown, left) in enumerate(several):
        for other_shown, right in several[i:]:
            yield candidate(
                "called-product",
                f"{one_shown} times {other_shown}",
                f"{one_shown} に {other_shown} を掛けたか",
                _joined(np.multiply, left, right),
            )
    for one_shown, left in several:
        for other_shown, right in several:
            if other_shown != one_shown:
                yield candidate(
                    "called-quotient",
                    f"{one_shown} divided by {other_shown}",
                    f"{one_shown} を {other_shown} で割ったか",
                    _joined(np.divide, left, right),
                )


def _terms(functions: Sequence[str], values: Sequence[str]) -> Iterator[tuple[str, Term]]:
    for f in functions:
        for x in values:
            yield f"{f}({x})", _asked(f, x)
            for g in functions if len(functions) > 1 else ():
                yield f"{f}({g}({x}))", _asked(f, g, x)


def _asked(f: str, *inner: str) -> Term:
    """f of an argument, or of what another function says about one."""

    def term(one: Evidence) -> Any:
        *functions, name = inner
        value = one.arguments[name]
        for function in functions:
            value = one.arguments[function](value)
        return one.arguments[f](value)

    return term


def _minus(term: Term) -> Term:
    return lambda one: at(one.right, ()) - term(one)


def _plus(term: Term) -> Term:
    return lambda one: at(one.right, ()) + term(one)


def _joined(operation: Callable[[Any, Any], Any], left: Term, right: Term) -> Term:
    return lambda one: operation(left(one), right(one))
