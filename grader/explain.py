"""Finding the words: outcomes become sentences that a student can act on.

Every sentence says what happened and, where that is not the same, what to do.  Nothing is decided
here, and nothing is revealed that must stay secret: with ``reveal`` off (official marks, secret
inputs) neither an input nor an answer to it is shown, nor any text that the student's code could
have made of them while it ran.
"""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np

from grader.authoring import FunctionChecks
from grader.compare import Exactly, Expected, Mismatch, Near, describe
from grader.corpus import live
from grader.errors import suggest
from grader.evaluate import Failure, Outcome
from grader.i18n import translator
from grader.inputs import shown_arguments
from grader.isolation import Ended, Loaded, Problem, Raised
from grader.isolation.replies import clean
from grader.isolation.wire import Handle
from grader.result import Counterexample, FunctionStatus
from grader.submission import Submission
from reference.catalogue import Language

SHOWN_LINES, SHOWN_CHARACTERS = 3, 2000
# How many places of a file that Python cannot read; an essay has one in every line.
SHOWN_PROBLEMS = 5
HIDDEN = "…"


class Explainer:
    """Speaks one language about one submission."""

    def __init__(self, submission: Submission | None, language: Language, reveal: bool) -> None:
        self.submission = submission
        self.language = language
        self.reveal = reveal
        self._ = translator(language)

    def about(self, outcome: Outcome) -> Explainer:
        """Who speaks about an outcome: on public examples, everything may be said."""
        if self.reveal or not outcome.example:
            return self
        return Explainer(self.submission, self.language, reveal=True)

    # -- the function as a whole

    def absent(
        self, name: str, loaded: Loaded, others: Collection[str]
    ) -> tuple[FunctionStatus, str]:
        """Why a function was not judged: not written yet, not there, or not readable.

        ``others``: the functions of the exercise, which are meant to be themselves.
        """
        _ = self._
        if name in loaded.todo:
            return "todo", self.todo()
        for problem in loaded.problems:
            if problem.kind == "syntax" and name in problem.names:
                return "error", _(
                    "Python cannot read this function ({place}: {message}). "
                    "Correct that line and check again."
                ).format(place=self.place(problem.line, problem.cell), message=problem.message)
        similar = suggest(name, [known for known in loaded.defined if known not in others])
        if similar:
            return "missing", _(
                "There is no function {name} in your file. Is {similar} meant to be it?"
            ).format(name=name, similar=similar)
        return "missing", _(
            "There is no function {name} in your file. `course reset` gives you the stub again."
        ).format(name=name)

    def todo(self) -> str:
        return self._("Not written yet.")

    def unreadable(self) -> str:
        return self._("Your work could not be opened.")

    def place(self, line: int | None, cell: int | None) -> str:
        _ = self._
        if line is None:
            return _("your code")
        if cell is not None:
            return _("cell {cell}, line {line}").format(cell=cell, line=line)
        return _("line {line}").format(line=line)

    # -- one check

    def check(self, status: str, outcome: Outcome | None) -> str:
        """The message of a check with this status; the outcome if it failed."""
        _ = self._
        if status == "carried":
            return _("Right, once an earlier function of yours is right. It costs nothing here.")
        if status == "skipped":
            return _("Counts once the answers are right.")
        if outcome is None:
            return ""
        return self.about(outcome).failure(outcome)

    def failure(self, outcome: Outcome) -> str:
        """What is wrong, on the smallest input on which it is."""
        _, failure = self._, outcome.failures[0]
        if failure.stopped is not None:
            return self.stopped(failure.stopped)
        if failure.reason is not None:
            return failure.reason[self.language]
        if failure.changed:
            name = list(outcome.task.inputs)[failure.changed[0]]
            return _(
                "Your function changes its argument {name}. Make a new value and leave the "
                "argument as it is."
            ).format(name=name)
        if failure.mismatch is None:
            return _("Asked the same thing twice, your function gives two different answers.")
        return self.mismatch(failure, outcome)

    def stopped(self, stopped: Raised | Ended) -> str:
        """Why there was no answer at all."""
        _ = self._
        place = self.place(stopped.line, stopped.cell if isinstance(stopped, Raised) else None)
        if isinstance(stopped, Raised):
            if stopped.type == "Unsendable":
                return _(
                    "Your function returns something that is not made of numbers ({message})."
                ).format(message=stopped.message if self.reveal else HIDDEN)
            if stopped.type in ("MemoryError", "_ArrayMemoryError"):  # Python's and NumPy's
                return _("Your function needs too much memory ({place}).").format(place=place)
            if stopped.type == "RecursionError":
                return _(
                    "Your function calls itself without end ({place}): RecursionError."
                ).format(place=place)
            secret = not self.reveal
            known = not secret or hasattr(builtins, stopped.type)
            return _("Your function stopped at {place}: {type}: {message}").format(
                place=place,
                type=stopped.type if known else "Exception",
                message=HIDDEN if secret else stopped.message,
            )
        return {
            "timeout": _(
                "Your function did not finish in time ({place}). Is there a loop that never ends?"
            ),
            "cpu-limit": _(
                "Your function did not finish in time ({place}). Is there a loop that never ends?"
            ),
            "memory": _("Your function needs too much memory ({place})."),
            "crashed": _("Your function made Python itself crash ({place})."),
            "exited": _("Your function ended the program ({place}) instead of returning."),
            "forbidden": _("Your function tried something that exercises may not do ({place})."),
            "output-limit": _("Your function printed far too much ({place})."),
            "protocol": _("Your function's answer could not be read ({place})."),
        }.get(stopped.verdict, _("Your function was ended from outside ({place}).")).format(
            place=place
        )

    def mismatch(self, failure: Failure, outcome: Outcome) -> str:
        """Why an answer is wrong."""
        _, mismatch = self._, failure.mismatch
        assert mismatch is not None
        part = self.part(mismatch)
        match mismatch.kind:
            case "shape":
                got, expected = mismatch.detail.split(": ")[-1].split("/")
                sentence = (
                    _("The numbers are right, but {part} has shape {got} instead of {expected}.")
                    if mismatch.detail.startswith("right numbers")
                    else _("{part} has the shape {got}; it should have {expected}.")
                )
                return sentence.format(part=part, got=got, expected=expected)
            case "type" if mismatch.detail == "None":
                return _("Your function returns None. Is a `return` missing?")
            case "type":
                return _("{part} is of the wrong type: {what}.").format(
                    part=part, what=self.kind(failure, mismatch)
                )
            case "index":
                return _("{part} should be a whole number (int), not {what}.").format(
                    part=part, what=mismatch.detail
                )
            case "not-finite":
                return _("{part} contains inf or nan.").format(part=part)
            case "count":
                got, expected = mismatch.detail.split("/")
                if got == "None":
                    return _("Your function returns None. Is a `return` missing?")
                return _("Your function should return {expected} values, not {got}.").format(
                    expected=expected, got=got if got.isdigit() else "1"
                )
            case "keys":
                return _("The dictionary has the wrong keys: {keys}.").format(
                    keys=clean(mismatch.detail) if self.reveal else HIDDEN
                )
        if not self.reveal:
            return _("{part} is wrong on at least one input.").format(part=part)
        expected = self.expected(failure, outcome)
        left, right = _at(failure.got, mismatch), _at(_values(expected), mismatch)
        return _("{part} is {got}; right is {expected}.").format(
            part=part, got=_short(left, right), expected=_short(right, left)
        )

    def part(self, mismatch: Mismatch) -> str:
        """Which part of the answer is meant, down to the element."""
        _ = self._
        path = "".join(f"[{step!r}]" for step in mismatch.part)
        if mismatch.place:
            path += "[" + ", ".join(map(str, mismatch.place)) + "]"
        return _("The answer{path}").format(path=path)

    def kind(self, failure: Failure, mismatch: Mismatch) -> str:
        """What kind of thing the answer is, where it is of the wrong one."""
        answer = _at(failure.got, mismatch)
        if isinstance(answer, Handle):
            return "function"
        return clean(mismatch.detail) if self.reveal else describe(answer)

    def expected(self, failure: Failure, outcome: Outcome) -> Any:
        if failure.sides is not None:
            return failure.sides[1]
        return outcome.task.expected[failure.number]

    def counterexample(
        self, outcome: Outcome, way: FunctionChecks | None = None
    ) -> Counterexample | None:
        """The smallest input on which the check failed, if it may be shown.

        ``way``: the function's checks, to show what happens on the way to the right answer.
        """
        failure = outcome.failures[0]
        if not self.about(outcome).reveal:
            return None
        task = outcome.task
        arguments = _json(shown_arguments(task.inputs, task.samples[failure.number]))
        if failure.stopped is not None or failure.mismatch is None:
            got = failure.got if failure.second is None else failure.second
            return Counterexample(arguments, None, _json(got))
        expected = self.expected(failure, outcome)
        note = self.way(failure, outcome, way) if way and failure.sides is None else ""
        return Counterexample(arguments, _json(_values(expected)), _json(failure.got), note or None)

    def way(self, failure: Failure, outcome: Outcome, function: FunctionChecks) -> str:
        """Values and notes on the way to the right answer, where it leads through the engine."""
        from grader.diagnosis.trace import trace

        task = outcome.task
        sample = task.samples[failure.number]
        return trace(
            function,
            live(task.inputs, sample),
            failure.got,
            self.expected(failure, outcome),
            self.language,
        )

    # -- the file as a whole

    def remarks(
        self, loaded: Loaded, printed: str, single: Sequence[str], names: Collection[str]
    ) -> list[str]:
        """What else is worth knowing; none of it costs points.

        ``names``: the functions that are told about anyway.
        """
        return list(self._remarks(loaded, printed, single, names))

    def _remarks(
        self, loaded: Loaded, printed: str, single: Sequence[str], names: Collection[str]
    ) -> Iterator[str]:
        _ = self._
        # Of a function that cannot be read, it is said where the function is.
        problems = [
            p for p in loaded.problems if p.kind != "syntax" or not set(p.names) & set(names)
        ]
        for problem in problems[:SHOWN_PROBLEMS]:
            yield self.problem(problem)
        if len(problems) > SHOWN_PROBLEMS:
            yield HIDDEN
        for name in single:
            yield _("{name} is right, in single precision (float32).").format(name=name)
        lines = printed.splitlines()
        if lines and not self.reveal:
            yield _("Your code printed: {text}").format(text=HIDDEN)
        elif lines:
            yield _("Your code printed: {text}").format(
                text=" / ".join(lines[:SHOWN_LINES]) + (" …" if len(lines) > SHOWN_LINES else "")
            )

    def problem(self, problem: Problem) -> str:
        _ = self._
        place = self.place(problem.line, problem.cell)
        if problem.kind == "syntax":
            return _("Python cannot read {place}: {message}. The rest was read.").format(
                place=place, message=problem.message
            )
        return _("{place} stopped with: {message}. The rest was read.").format(
            place=place, message=problem.message
        )


def _values(expected: Expected | Any) -> Any:
    match expected:
        case Near():
            return expected.value
        case Exactly():
            return expected.value
        case tuple():
            return tuple(map(_values, expected))
        case dict():
            return {key: _values(value) for key, value in expected.items()}
    return expected


def _at(answer: Any, mismatch: Mismatch) -> Any:
    for step in mismatch.part:
        answer = answer[step]
    if mismatch.place is not None:
        answer = np.asarray(answer)[mismatch.place]
    return answer


def _short(value: Any, other: Any) -> str:
    """A number with as many digits as it takes to tell it from the other."""
    array = np.asarray(value)
    if array.size != 1 or array.dtype.kind not in "iuf":
        return str(value)
    number, rival = array.item(), np.asarray(other)
    for digits in (4, 6, 9, 12, 17):
        text = f"{number:.{digits}g}"
        if rival.size != 1 or rival.dtype.kind not in "iuf" or f"{rival.item():.{digits}g}" != text:
            return text
    return repr(number)


def _json(value: Any) -> Any:
    """A value as JSON: arrays as lists, and what JSON has no number for as text."""
    match value:
        case np.ndarray() | np.generic():
            return _json(value.tolist())
        case dict():
            return {clean(str(key)): _json(part) for key, part in value.items()}
        case tuple() | list():
            return [_json(part) for part in value]
        case float() if not np.isfinite(value):
            return str(value)
        case None | bool() | int() | float():
            return value
        case Handle():  # a function of the course, handed back
            return value.name
    return clean(str(value), SHOWN_CHARACTERS)
