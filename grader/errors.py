"""What can go wrong, as one tree.

    CourseError            says what happened, where, and what to do about it
    ├── UsageError         a command was asked for something that does not exist
    ├── ConfigurationError course.yaml or an exercise's files are not as they must be
    ├── SubmissionError    a student's work cannot be opened or read as Python
    └── GraderFault        the grader or its machine failed; never the student's fault

What a student's code does is not an error of ours: it is a value in the scorecard.
"""

from __future__ import annotations

from collections.abc import Iterable

from reference.catalogue import Language, Text


class CourseError(Exception):
    """``what`` happened, ``where``, and the ``remedy``; texts may come in both languages."""

    def __init__(
        self, what: str | Text, where: str | None = None, remedy: str | Text | None = None
    ) -> None:
        super().__init__(what, where, remedy)
        self.what, self.where, self.remedy = what, where, remedy

    def text(self, language: Language = "en") -> str:
        """``where: what; remedy`` in a language."""
        sentence = f"{self.where}: " if self.where else ""
        sentence += _in(self.what, language)
        if self.remedy:
            sentence += ("。" if language == "ja" else "; ") + _in(self.remedy, language)
        return sentence

    def __str__(self) -> str:
        return self.text()


class UsageError(CourseError):
    """A command was asked for something that does not exist."""


class ConfigurationError(CourseError):
    """course.yaml or an exercise's files are not as they must be."""


class SubmissionError(CourseError):
    """A student's work cannot be opened or read."""


class GraderFault(CourseError):
    """The grader or its machine failed."""


def _in(text: str | Text, language: Language) -> str:
    return text[language] if isinstance(text, Text) else text


def suggest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None if none is near, or several are equally near."""
    from difflib import SequenceMatcher, get_close_matches

    by_folded = {name.casefold(): name for name in known}
    folded = word.casefold()
    close = get_close_matches(folded, by_folded, n=2, cutoff=0.6)
    if len(close) == 2:
        first, second = (SequenceMatcher(None, name, folded).ratio() for name in close)
        if first == second:
            return None
    return by_folded[close[0]] if close else None
