"""Answers put together in another way: from what is right for each piece of the input alone.

Where arguments have the same length (examples, coordinates, paths), the right function is asked
about one element after another, and about the first few; a mistake takes the last of these
answers, adds up their sizes, gives them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from grader.authoring import Check, FunctionChecks
from grader.diagnosis import Candidate, Evidence, behaves_like
from grader.expected import call
from grader.result import Diagnosis
from reference.catalogue import Language

_MOST = 50  # pieces of one input


def _by_size(parts: list[Any]) -> Any:
    return max(parts, key=abs)


# (id, English, Japanese, how the answers for the single pieces are put together)
_TOGETHER: tuple[tuple[str, str, str, Callable[[list[Any]], Any]], ...] = (
    ("added", "the sum of the right answers for each {0} alone",
     "{1}ごとの正しい答えを合計したか", lambda parts: sum(parts)),
    ("multiplied", "the product of the right answers for each {0} alone",
     "{1}ごとの正しい答えを掛け合わせたか", lambda parts: np.prod(parts, axis=0)),
    ("averaged", "the mean of the right answers for each {0} alone",
     "{1}ごとの正しい答えを平均したか", lambda parts: np.mean(parts, axis=0)),
    ("sizes-added", "the sum of the sizes of the right answers for each {0} alone",
     "{1}ごとの正しい答えの絶対値を合計したか", lambda parts: sum(map(abs, parts))),
    ("sizes-multiplied", "the product of the sizes of the right answers for each {0} alone",
     "{1}ごとの正しい答えの絶対値を掛け合わせたか", lambda parts: np.prod(np.abs(parts), axis=0)),
    ("squares-added", "the sum of the squares of the right answers for each {0} alone",
     "{1}ごとの正しい答えの 2 乗を合計したか", lambda parts: sum(part * part for part in parts)),
    ("largest", "the largest of the right answers for each {0} alone",
     "{1}ごとの正しい答えの最大か", lambda parts: np.max(parts)),
    ("smallest", "the smallest of the right answers for each {0} alone",
     "{1}ごとの正しい答えの最小か", lambda parts: np.min(parts)),
    ("largest-by-size", "the right answer for the one {0} for which it is largest by size",
     "正しい答えの絶対値がいちばん大きい{1}だけの答えか", _by_size),
    ("each", "the right answers for each {0} alone, side by side",
     "{1}ごとの正しい答えを並べたか", lambda parts: np.array(parts)),
    ("rooted-mean", "the root of the mean of the squares of the right answers for each {0} alone",
     "{1}ごとの正しい答えの 2 乗平均の平方根か",
     lambda parts: np.sqrt(np.mean(np.square(parts), axis=0))),
)  # fmt: skip

# (id, English, Japanese, the pieces on which the right function is asked)
_SOME: tuple[tuple[str, str, str, Callable[[int], slice]], ...] = (
    ("first", "the right answer for the first {0} alone",
     "最初の{1}だけで求めた答えか", lambda n: slice(0, 1)),
    ("last", "the right answer for the last {0} alone",
     "最後の{1}だけで求めた答えか", lambda n: slice(max(0, n - 1), n)),
    ("without-first", "the right answer without the first {0}",
     "最初の{1}を除いて求めた答えか", lambda n: slice(1, n)),
    ("without-last", "the right answer without the last {0}",
     "最後の{1}を除いて求めた答えか", lambda n: slice(0, max(0, n - 1))),
)  # fmt: skip

# (id, English, Japanese, the pieces on which it is asked for each place, of how many)
_ALONG: tuple[tuple[str, str, str, Callable[[int, int], slice]], ...] = (
    ("so-far", "the right answers for the first {0}, the first two and so on",
     "前から 1 個、2 個、…の{1}で求めた答えを並べたか", lambda i, n: slice(0, i + 1)),
    ("from-here-on", "the right answers for all from each {0} on",
     "それぞれの{1}から後ろ全部で求めた答えを並べたか", lambda i, n: slice(i, n)),
)  # fmt: skip


def candidates(
    function: FunctionChecks, evidence: Sequence[Evidence], language: Language
) -> Iterator[Candidate]:
    """The right answers for pieces of the input, put together in every way."""
    definition = function.definition
    assert definition is not None
    for names in _groups(evidence):
        pieces = _Pieces(definition, names)
        for name, en, ja, run in pieces.mistakes():
            shown = behaves_like(en.format(*pieces.said), ja.format(*pieces.said), language)
            yield Candidate(Diagnosis(f"pieces-{name}", "input", shown), run)


class _Pieces:
    """Arguments of the same length, cut together."""

    def __init__(self, definition: Check, names: Sequence[str]) -> None:
        self.definition, self.names = definition, names
        first, *others = names
        self.said = (
            f"element of {first}" + (f" (and {', '.join(others)})" if others else ""),
            first + (f"(と {'、'.join(others)})" if others else "") + " の要素",
        )
        self._known: dict[int, tuple[Evidence, list[Any]]] = {}

    def mistakes(self) -> Iterator[tuple[str, str, str, Callable[[Evidence], Any]]]:
        for name, en, ja, part in _SOME:
            yield name, en, ja, partial(self._some, part)
            ja = ja.replace("答えか", "答えを、全体の個数で割ったか")
            en = f"{en}, divided by the number of all"
            yield f"{name}-of-all", en, ja, partial(self._share, part)
        for name, en, ja, together in _TOGETHER:
            yield name, en, ja, partial(self._together, together)
        for name, en, ja, ahead in _ALONG:
            yield name, en, ja, partial(self._along, ahead)

    def _size(self, one: Evidence) -> int:
        return len(one.arguments[self.names[0]])

    def _asked(self, one: Evidence, part: slice) -> Any:
        """What is right for a part of the input alone."""
        cut = {name: one.arguments[name][part] for name in self.names}
        return call(self.definition, {**one.arguments, **cut})

    def _some(self, part: Callable[[int], slice], one: Evidence) -> Any:
        return self._asked(one, part(self._size(one)))

    def _share(self, part: Callable[[int], slice], one: Evidence) -> Any:
        return self._some(part, one) / self._size(one)

    def _together(self, together: Callable[[list[Any]], Any], one: Evidence) -> Any:
        if id(one) not in self._known:  # with the evidence itself, or its id could be reused
            parts = [self._asked(one, slice(i, i + 1)) for i in self._places(one)]
            self._known[id(one)] = one, parts
        parts = self._known[id(one)][1]
        # Of no pieces at all, no mistake can make anything else than what is right for nothing.
        return together(parts) if parts else call(self.definition, one.arguments)

    def _along(self, ahead: Callable[[int, int], slice], one: Evidence) -> Any:
        size = self._size(one)
        return np.array([self._asked(one, ahead(i, size)) for i in self._places(one)])

    def _places(self, one: Evidence) -> range:
        if self._size(one) > _MOST:
            raise ValueError("too many pieces")
        return range(self._size(one))


def _groups(evidence: Sequence[Evidence]) -> Iterator[tuple[str, ...]]:
    """Arguments that have the same length on every input."""
    lengths: dict[tuple[int, ...], list[str]] = {}
    for name in evidence[0].arguments:
        values = [one.arguments[name] for one in evidence]
        if all(isinstance(v, list) or (isinstance(v, np.ndarray) and v.ndim) for v in values):
            lengths.setdefault(tuple(map(len, values)), []).append(name)
    for names in lengths.values():
        yield tuple(names)
