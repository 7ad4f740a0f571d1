"""Asking a submission's functions, and comparing what they answer with the corpus.

One trial asks everything in as few batches as possible: first every input and every law's first
question, then what the laws want to know next.  Nothing here speaks to a person: an
:class:`Outcome` says what happened, :mod:`grader.explain` finds the words.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from math import prod
from typing import Any, TypeAlias

import numpy as np

from grader.authoring import Asked, Broken, Recorder, law_steps
from grader.compare import (
    Compared,
    Exactly,
    Expected,
    Mismatch,
    Near,
    Together,
    agree,
    compare,
    describe,
    is_single,
    numbers,
    same,
)
from grader.corpus import Corpus, Task
from grader.drawing import Sample
from grader.inputs import live_arguments, shown_arguments
from grader.isolation import Answer, Call, Ended, Raised, Returned, Session
from grader.result import Diagnosis, FunctionStatus
from reference.catalogue import Text

# What laws calculate with are a few numbers.  Answers that broadcast to more than this are refused
# before they could fill the grader's memory.
LARGEST = 100_000

Law: TypeAlias = Generator[Any, Any, Any]
Key: TypeAlias = tuple[str, str]
Substitutes: TypeAlias = Mapping[str, Callable[..., Any]]
Questions: TypeAlias = Mapping[tuple[str, int], Call]


@dataclass(slots=True)
class Failure:
    """What happened on one input on which a check failed."""

    number: int
    got: Any = None
    mismatch: Mismatch | None = None
    stopped: Raised | Ended | None = None
    reason: Text | None = None
    sides: tuple[Any, Any] | None = None
    changed: tuple[int, ...] = ()
    second: Any = None


@dataclass(slots=True)
class Outcome:
    """A check and the inputs on which it failed, the smallest first.

    ``example``: are these public examples, which may be shown to anybody?
    """

    task: Task
    failures: list[Failure] = field(default_factory=list)
    single: bool = False
    example: bool = False

    @property
    def passed(self) -> bool:
        return not self.failures

    @property
    def stopped(self) -> Raised | Ended | None:
        """An exception or a death, if that is why the smallest input failed."""
        return self.failures[0].stopped if self.failures else None

    @property
    def not_written(self) -> bool:
        return isinstance(self.stopped, Raised) and self.stopped.type == "NotImplementedError"

    @property
    def breakdown(self) -> FunctionStatus | None:
        """The function's status when it did not even answer."""
        match self.stopped:
            case Raised():
                return "error"
            case Ended(verdict="timeout" | "cpu-limit"):
                return "timeout"
            case Ended():
                return "crashed"
        return None


@dataclass(frozen=True, slots=True)
class Advice:
    """What a person is told besides the marks.

    By check, the same check failing on examples; by function, the mistake that explains it.
    """

    examples: Mapping[Key, Outcome] = field(default_factory=dict)
    diagnoses: Mapping[str, Diagnosis] = field(default_factory=dict)


class Trial:
    """All judged checks of some functions, tried on one submission."""

    def __init__(self, corpus: Corpus, functions: Iterable[str]) -> None:
        self.corpus = corpus
        self.names = list(functions)
        self.outcomes: dict[tuple[str, str], Outcome] = {}
        self.single_precision: list[str] = []

    def run(
        self, session: Session, substitutes: Mapping[str, Callable[..., Any]] | None = None
    ) -> None:
        """Ask the session's functions, with ``substitutes`` in the place of some of them."""
        with np.errstate(all="ignore"):  # whatever numbers the answers are
            self._run(session, substitutes or {})

    def _run(self, session: Session, substitutes: Substitutes) -> None:
        tasks = [(name, task) for name in self.names for task in self.corpus.tasks[name]]
        values, again = self._questions(tasks)
        laws = [
            _RunningLaw(task, number, self.corpus.memory)
            for _, task in tasks
            if task.check.is_law
            for number in range(len(task.samples))
        ]
        batch = [*values.values(), *again.values(), *(call for law in laws for call in law.asks)]
        answers = iter(session.ask(batch, substitutes))
        first = {key: next(answers) for key in values}
        second = {key: next(answers) for key in again}
        for law in laws:
            law.hear([next(answers) for _ in law.asks])
        while waiting := [law for law in laws if law.asks]:
            heard = iter(session.ask([c for law in waiting for c in law.asks], substitutes))
            for law in waiting:
                law.hear([next(heard) for _ in law.asks])
        for name, task in tasks:
            if task.check.is_law:
                outcome = _judge_law(task, [law for law in laws if law.task is task])
            elif task.check.body is None:
                outcome = _judge_purity(name, task, first, second)
            else:
                mine = [first[name, id(sample)] for sample in task.samples]
                right = self._all_right(task, mine)
                outcome = Outcome(task) if right else _judge_values(task, mine)
            outcome.failures.sort(key=lambda failure: _size(task, failure.number))
            self.outcomes[name, task.check.name] = outcome
            if outcome.single and name not in self.single_precision:
                self.single_precision.append(name)

    def _questions(self, tasks: Sequence[tuple[str, Task]]) -> tuple[Questions, Questions]:
        """By function and sample the calls of all values; and those that are made once more."""
        memory, key = self.corpus.memory, ("questions", *(id(task) for _, task in tasks))
        if key not in memory:
            values = {
                (name, id(sample)): self._call(name, task, sample)
                for name, task in tasks
                if not task.check.is_law
                for sample in task.samples
            }
            again = {
                (name, id(sample)): values[name, id(sample)]
                for name, task in tasks
                if task.check.body is None
                for sample in task.samples
            }
            memory[key] = values, again
        known: tuple[Questions, Questions] = memory[key]
        return known

    def _all_right(self, task: Task, answers: Sequence[Answer]) -> bool:
        memory, key = self.corpus.memory, ("together", id(task))
        if key not in memory:
            memory[key] = Together(task.expected, task.check.part)
        together: Together = memory[key]
        values = [answer.value for answer in answers if isinstance(answer, Returned)]
        return len(values) == len(answers) and together.all_right(values)

    def _call(self, function: str, task: Task, sample: Sample) -> Call:
        """The call on a sample, the same for all submissions: no callable in it remembers."""
        memory, key = self.corpus.memory, (function, id(sample))
        known: Call | None = memory.get(key)
        if known is None:
            arguments = live_arguments(task.inputs, sample, lambda value: value)
            sent = (
                admitting(value, name) if callable(value) else value
                for name, value in arguments.items()
            )
            memory[key] = known = Call(function, tuple(sent))
        return known


# -- asking -------------------------------------------------------------------------------------


def admitting(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A callable of the course, made safe to be asked anything by a student's code.

    ``name`` is what that code knows it by.  Arguments must be real numbers; the exception that says
    so is raised in the student's code.
    """

    def ask(*arguments: Any) -> Any:
        real = [a if type(a) is float else _admitted(a) for a in arguments]
        with np.errstate(all="ignore"):
            result = function(*real)
        return result if type(result) is float else _plain(result)

    ask.__name__ = name
    return ask


def _admitted(argument: Any) -> Any:
    if callable(argument):  # a callable of ours, handed on
        return argument
    if isinstance(argument, (tuple, list, dict)) and not argument:
        return argument
    array = numbers(argument)
    if array is not None and array.ndim == 0:
        whole = np.asarray(argument).dtype.kind in "iu"  # a number of steps, an index
        return int(argument) if whole else float(array)
    if array is not None:
        return array
    if isinstance(argument, (tuple, list)):
        return type(argument)(map(_admitted, argument))
    if isinstance(argument, dict):
        return {key: _admitted(value) for key, value in argument.items()}
    raise TypeError(f"expected a number or an array of numbers, not {describe(argument)}")


def _plain(result: Any) -> Any:
    if isinstance(result, (tuple, list)):
        return tuple(map(_plain, result))
    if isinstance(result, dict):
        return {key: _plain(value) for key, value in result.items()}
    if isinstance(result, np.ndarray | np.generic) and result.ndim == 0:
        return result.item()
    if isinstance(result, int) and abs(result) >= 2**63:
        return float(result)
    return result


class _RunningLaw:
    """A law on one input, between what it has asked and what it has been answered."""

    def __init__(self, task: Task, number: int, memory: dict[Any, Any]) -> None:
        self.task, self.number, self.memory = task, number, memory
        self.asks: list[Call] = []
        self.heard: list[Any] = []
        self.failure: Failure | None = None
        self.sides: tuple[Any, Any] | None = None
        key = "arguments", id(task), number
        if key not in memory:
            memory[key] = live_arguments(task.inputs, task.samples[number], lambda value: value)
        arguments = memory[key]
        # The student's code is given the recorder's admitting side, the law sees the recorder.
        self.recorders = {
            name: Recorder(value) for name, value in arguments.items() if callable(value)
        }
        self.steps: Law = law_steps(task.check, {**arguments, **self.recorders})
        self.several = False
        self._advance(None)

    def hear(self, answers: Sequence[Answer]) -> None:
        """Go on with the answers to what was asked."""
        if not self.asks:
            return
        self.asks = []
        stopped = next((a for a in answers if not isinstance(a, Returned)), None)
        if stopped is not None:
            assert isinstance(stopped, (Raised, Ended))
            self.failure = Failure(self.number, stopped=stopped)
            return
        values = [_numeric(answer.value) for answer in answers if isinstance(answer, Returned)]
        self.heard += values
        if _extent(self.heard) > LARGEST:
            mismatch = Mismatch("type", detail=f"{describe(values[0])}, too large")
            self.failure = Failure(self.number, got=values[0], mismatch=mismatch)
            return
        self._advance(tuple(values) if self.several else values[0])

    def _advance(self, answer: Any) -> None:
        try:
            asked = self.steps.send(answer)
            # A law may want nothing at all on some inputs: an empty list of paths.
            while asked == ():
                asked = self.steps.send(())
        except StopIteration as end:
            self.sides = None if end.value is None else tuple(end.value)
        except Broken as broken:
            # Of several answers, none is the one that is wrong.
            got = self.heard[0] if len(self.heard) == 1 else None
            self.failure = Failure(self.number, got=got, reason=broken.reason)
        except (
            *(TypeError, ValueError, LookupError, ArithmeticError, AttributeError),
            MemoryError,
        ) as trouble:
            if not self.heard:
                raise  # a mistake in the law itself
            # The answers have not the form that the law calculates with.
            mismatch = Mismatch("type", detail=f"{describe(self.heard[0])} ({trouble})")
            self.failure = Failure(self.number, got=self.heard[0], mismatch=mismatch)
        else:
            self.several = isinstance(asked, tuple)
            self.asks = self._calls(asked if isinstance(asked, tuple) else (asked,))

    def _calls(self, wanted: tuple[Asked, ...]) -> list[Call]:
        """What is wanted as calls; the first ones are the same for everybody, but for recorders."""
        key = "first", id(self.task), self.number
        first = not self.heard and not self.recorders
        if first and key in self.memory:
            known: list[Call] = self.memory[key]
            return known
        calls = [Call(one.function, tuple(map(self._sent, one.arguments))) for one in wanted]
        if first:
            self.memory[key] = calls
        return calls

    def _sent(self, argument: Any) -> Any:
        for name, recorder in self.recorders.items():
            if argument is recorder:
                return admitting(recorder, name)
        return argument


def _extent(answers: Sequence[Any]) -> int:
    """How many numbers there are at most in whatever arithmetic makes of these answers."""
    if all([type(answer) is float for answer in answers]):
        return 1
    shapes = list(_shapes(answers))
    axes = zip_longest(*(reversed(shape) for shape in shapes), fillvalue=1)
    return max(prod(max(axis) for axis in axes), *(prod(shape) ** 2 >> 10 for shape in shapes), 0)


def _shapes(answer: Any) -> Iterator[tuple[int, ...]]:
    if isinstance(answer, dict):
        answer = tuple(answer.values())
    if isinstance(answer, (tuple, list)):
        for part in answer:
            yield from _shapes(part)
    elif isinstance(answer, (str, np.ndarray)):
        yield np.shape(answer) or (len(str(answer)) if isinstance(answer, str) else 1,)


def _numeric(answer: Any) -> Any:
    """An answer for a law to calculate with: lists of numbers as arrays."""
    if isinstance(answer, dict):
        return {key: _numeric(value) for key, value in answer.items()}
    if isinstance(answer, tuple):
        return tuple(map(_numeric, answer))
    if isinstance(answer, list):
        array = numbers(answer)
        return array if array is not None else [_numeric(value) for value in answer]
    return answer


# -- comparing ----------------------------------------------------------------------------------


def _judge_values(task: Task, answers: Sequence[Answer]) -> Outcome:
    outcome = Outcome(task)
    compared: list[Compared] = []
    for number, (answer, expected) in enumerate(zip(answers, task.expected, strict=True)):
        if not isinstance(answer, Returned):
            outcome.failures.append(Failure(number, stopped=answer))
            continue
        assert expected is not None
        result = compare(answer.value, expected, task.check.part)
        compared.append(result)
        if result.mismatch is not None:
            outcome.failures.append(Failure(number, got=answer.value, mismatch=result.mismatch))
        elif result.single:
            outcome.single = True
    # Errors of the size of single precision are excused only by single precision throughout.
    if outcome.single and not all(is_single(a.value) for a in answers if isinstance(a, Returned)):
        outcome.single = False
        for number, (answer, expected) in enumerate(zip(answers, task.expected, strict=True)):
            if not isinstance(answer, Returned) or expected is None:
                continue
            if compare(answer.value, expected, task.check.part).single:
                outcome.failures.append(
                    Failure(number, got=answer.value, mismatch=Mismatch("value"))
                )
    return outcome


def _judge_law(task: Task, laws: Sequence[_RunningLaw]) -> Outcome:
    outcome = Outcome(task)
    for law in laws:
        if law.failure is not None:
            outcome.failures.append(law.failure)
        elif law.sides is not None:
            left, right = law.sides
            expected = task.expected[law.number]
            assert expected is not None
            if agree(left, right, expected):
                continue
            single = all(map(is_single, law.heard))
            result = compare(left, around(right, expected), single=single)
            if result.mismatch is not None:
                outcome.failures.append(
                    Failure(law.number, got=left, mismatch=result.mismatch, sides=(left, right))
                )
            outcome.single |= result.single
    return outcome


def around(right: Any, expected: Expected) -> Expected:
    """The tolerances of a law, around the right side that came out for this student.

    A side that has not even the form of a right one cannot be what the other is measured by.
    """
    match expected:
        case Near():
            value = numbers(right)
            if (
                value is None
                or value.shape != np.shape(expected.value)
                or not np.isfinite(value).all()
            ):
                return expected
            return Near(value, expected.tolerance, expected.tolerance32)
        case tuple():
            if not isinstance(right, (tuple, list)) or len(right) != len(expected):
                return expected
            return tuple(map(around, right, expected))
        case dict():
            if not isinstance(right, dict) or right.keys() != expected.keys():
                return expected
            return {key: around(right[key], part) for key, part in expected.items()}
        case Exactly():
            if isinstance(right, np.ndarray) and right.size == 1:
                right = right.reshape(()).item()
            return Exactly(right) if type(right) is type(expected.value) else expected


def _judge_purity(
    name: str,
    task: Task,
    first: Mapping[tuple[str, int], Answer],
    second: Mapping[tuple[str, int], Answer],
) -> Outcome:
    outcome = Outcome(task)
    for number, sample in enumerate(task.samples):
        once, twice = first.get((name, id(sample))), second[name, id(sample)]
        if not isinstance(once, Returned):
            if once is not None:
                outcome.failures.append(Failure(number, stopped=once))
        elif not isinstance(twice, Returned):
            outcome.failures.append(Failure(number, stopped=twice))
        elif once.changed or twice.changed:
            outcome.failures.append(
                Failure(number, got=once.value, changed=once.changed or twice.changed)
            )
        elif not same(once.value, twice.value):
            outcome.failures.append(Failure(number, got=once.value, second=twice.value))
    return outcome


def _size(task: Task, number: int) -> int:
    """How much a person has to read to take this input in."""
    return len(str(shown_arguments(task.inputs, task.samples[number])))
