"""What a class did, counted from its scorecards one after the other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Part:
    """A concept or a function: the points of all together, and how many there are each."""

    score: float = 0.0
    max_score: float = 0.0
    statuses: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Entry:
    """One student; ``note``: why nothing could be judged, where that is so."""

    student: str
    score: float
    functions: tuple[str, ...]
    """The status of every function, in the exercise's order."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A diagnosis, in the languages in which students were told, and how many have it."""

    function: str
    id: str
    texts: Mapping[str, str]
    times: int


@dataclass(slots=True)
class Tally:
    """A class in one exercise."""

    exercise: str
    max_score: float = 0.0
    entries: list[Entry] = field(default_factory=list)
    concepts: dict[str, Part] = field(default_factory=dict)
    functions: dict[str, Part] = field(default_factory=dict)
    walled: bool = True
    _seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    _texts: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.entries)

    @property
    def mean(self) -> float:
        return math.fsum(e.score for e in self.entries) / self.count if self.entries else 0.0

    @property
    def median(self) -> float:
        if not self.entries:
            return 0.0
        scores = sorted(entry.score for entry in self.entries)
        middle = len(scores) // 2
        return scores[middle] if len(scores) % 2 else (scores[middle - 1] + scores[middle]) / 2

    @property
    def diagnoses(self) -> list[Seen]:
        """The diagnoses, the most frequent first."""
        ranked = sorted(self._seen.items(), key=lambda item: (-item[1], item[0]))
        return [Seen(*key, self._texts[key], times) for key, times in ranked]

    def add(self, card: dict[str, Any]) -> None:
        """Count one more scorecard."""
        functions = card["functions"]
        unread = all(f["status"] == "missing" for f in functions) and bool(card["remarks"])
        note = card["remarks"][0] if unread else ""
        statuses = tuple(f["status"] for f in functions)
        student = card["submission"]["student"]
        self.entries.append(Entry(student, card["score"], statuses, note))
        self.max_score = card["max_score"]
        language = card.get("batch", {}).get("language", "")
        self.walled &= unread or card["isolation"]["level"] == "walled"
        for name, score in card["concepts"].items():
            part = self.concepts.setdefault(name, Part(max_score=score["max_score"]))
            part.score += score["score"]
        for function in functions:
            part = self.functions.setdefault(
                function["name"], Part(max_score=function["max_score"])
            )
            part.score += function["score"]
            part.statuses[function["status"]] += 1
            for check in function["checks"]:
                if (diagnosis := check["diagnosis"]) is not None:
                    key = function["name"], diagnosis["id"]
                    self._seen[key] += 1
                    self._texts.setdefault(key, {}).setdefault(language, diagnosis["text"])


def tally(exercise: str, cards: Iterable[dict[str, Any]]) -> Tally:
    """Count these scorecards."""
    found = Tally(exercise)
    for card in cards:
        found.add(card)
    return found
