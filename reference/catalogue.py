"""How the catalogues of right and wrong programs are written down.

``alternatives/exN.py`` and ``misconceptions/exN.py`` hold one class per exercise function; every
method of such a class is one complete program for that function.  Where students write a class,
the programs are classes inside that class.  A misconception also says, in both languages, what a
person who writes it has misunderstood, and how to help them one step at a time.  Nothing here knows
how programs are judged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Language = Literal["en", "ja"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in the two languages of the course."""

    en: str
    ja: str

    def __getitem__(self, language: Language) -> str:
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Misconception:
    """A known mistake: whose points it costs, what was misunderstood, and three hints.

    The hints go from *where to look* over *what kind of mistake it is* to a *worked analogue*,
    and never contain the answer.
    """

    concept: str
    text: Text
    hints: tuple[Text, Text, Text]
    program: Callable[..., Any]


def misconception(
    concept: str, *, en: str, ja: str, hints: Sequence[tuple[str, str]]
) -> Callable[[Callable[..., Any]], Misconception]:
    """Mark a wrong program as the misconception it embodies.

    Raises ValueError unless there are exactly three hints, each an (English, Japanese) pair.
    """
    if len(hints) != 3:
        raise ValueError(f"a hint ladder has three steps, this one has {len(hints)}")
    first, second, third = (Text(*pair) for pair in hints)

    def mark(program: Callable[..., Any]) -> Misconception:
        return Misconception(concept, Text(en, ja), (first, second, third), program)

    return mark
