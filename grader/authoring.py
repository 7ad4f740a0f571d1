"""What an exercise's checks.py is written in.

A class per function of the exercise.  Its inputs are class attributes, named and ordered like the
parameters of the student's function; its checks are the methods.  The docstring of a check is the
sentence that a student reads, ``ja`` is the same sentence in Japanese::

    class sigmoid_derivative(Function):
        x = real(within=30) | array("n", within=30)

        @reference(ja="エンジンが求めた σ'(x) と一致する。")
        def equals_engine(x):
            \"\"\"It is the derivative that the reference engine finds.\"\"\"
            return derivative(sigmoid)(x)

        @law(ja="σ' は偶関数である。")
        def is_even(student, x):
            \"\"\"σ'(−x) = σ'(x).\"\"\"
            return (yield student.sigmoid_derivative(x), student.sigmoid_derivative(-x))

``reference`` and ``finite_difference`` checks return what is right; the student's function is asked
on the same inputs.  A ``law`` yields what it asks the student (one call, or several at once), is
given the answers, and returns two things that must be equal; or it says ``require(…)``.

How far from the right answer an answer may be is never written down: every check is run once over
arithmetic that follows rounding errors (:mod:`reference.rounding`), laws on the reference's own
answers, and what comes out is the tolerance.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import ModuleType
from typing import Any

from grader.compare import accepted, compare
from grader.inputs import Input
from grader.result import Kind
from reference.catalogue import Text
from reference.rounding import exact, rounded_input, value_of

Body = Callable[..., Any]

# How the points of a function and concept are shared among its checks, unless a check says so.
WEIGHTS: dict[Kind, float] = {
    "reference": 6.0,
    "finite-difference": 2.0,
    "property": 1.0,
    "contract": 1.0,
    "cost": 6.0,
}
LAW_SAMPLES = 16
CO_GENERATOR = 0x20  # inspect.CO_GENERATOR, without the cost of importing inspect


@dataclass(frozen=True, slots=True)
class Asked:
    """A call that a law wants the student's function to answer."""

    function: str
    arguments: tuple[Any, ...]


class Student:
    """``student.chain(f, x)`` is the wish to call the student's ``chain``, for a law to yield."""

    def __getattr__(self, function: str) -> Callable[..., Asked]:
        return partial(_ask, function)


def _ask(function: str, *arguments: Any) -> Asked:
    return Asked(function, arguments)


class Broken(Exception):
    """A law does not hold, for a reason that the law itself can tell."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def require(holds: bool, *, en: str, ja: str) -> None:
    """Say in a law what must hold, and the sentence for a student for whom it does not."""
    if not holds:
        raise Broken(Text(en, ja))


def agrees(answer: Any, compute: Callable[..., Any], *arguments: Any) -> bool:
    """In a law: is the answer what ``compute(*arguments)`` gives, but for rounding?

    For long trajectories, which are judged step by step, each from where the student's code really
    stood.  Single precision will do.
    """
    here = [value_of(argument) for argument in arguments]
    right = accepted(*(compute(*map(leaf, here)) for leaf in (exact, rounded_input)))
    return compare(value_of(answer), right).mismatch is None


class Recorder:
    """A callable handed to a student's function, which remembers how it was asked.

    ``calls``: the arguments of every call; ``results``: what was returned.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.calls: list[tuple[Any, ...]] = []
        self.results: list[Any] = []

    def __call__(self, *arguments: Any) -> Any:
        self.calls.append(arguments)
        result = self.function(*arguments)
        self.results.append(result)
        return result


def recorded(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The same arguments, every callable among them with a memory of its own."""
    return {
        name: Recorder(value) if callable(value) else value for name, value in arguments.items()
    }


@dataclass(frozen=True, slots=True)
class Check:
    """One check as the author wrote it; ``name`` and the defaults come from its place."""

    kind: Kind
    body: Body | None
    text: Text
    name: str = ""
    concept: str | None = None
    share: float | None = None
    needs: tuple[str, ...] | None = None
    inputs: Mapping[str, Input] | None = None
    samples: int | None = None
    part: int | str | None = None
    judged: bool = True

    @property
    def is_law(self) -> bool:
        """Does the body ask the student itself (a generator), or say what is right?"""
        return self.body is not None and bool(self.body.__code__.co_flags & CO_GENERATOR)

    @property
    def weight(self) -> float:
        """Its weight among the checks of the same function and concept."""
        return WEIGHTS[self.kind] if self.share is None else self.share

    @property
    def parameters(self) -> tuple[str, ...]:
        """Which of the inputs the body wants to know."""
        assert self.body is not None
        code = self.body.__code__
        return code.co_varnames[int(self.is_law) : code.co_argcount]


def _decorator(kind: Kind, ja: str, judged: bool = True, **options: Any) -> Callable[[Body], Check]:
    names = {"concept", "needs", "part", "samples", "share"}
    settings = {name: value for name, value in options.items() if name in names}
    inputs = {name: value for name, value in options.items() if name not in names}
    for name, value in inputs.items():
        if not isinstance(value, Input):
            raise TypeError(f"{name}={value!r}: neither an option of a check nor an input")

    def decorate(body: Body) -> Check:
        if not body.__doc__:
            raise TypeError(f"{body.__qualname__} needs a docstring: the sentence a student reads")
        en = " ".join(body.__doc__.split())
        return Check(kind, body, Text(en, ja), inputs=inputs or None, judged=judged, **settings)

    return decorate


def reference(*, ja: str, **options: Any) -> Callable[[Body], Check]:
    """The body returns the right answer, computed with the reference engine.

    Options of every check: ``concept`` (default: the function's main concept), ``share`` (its
    weight when points are shared), ``needs`` (names of checks that must have passed for this one
    to count; default: none for references, the references of the same concept for all others),
    ``samples`` (how many inputs), and inputs by name, where it wants others than the function's.
    Where the answer is a tuple or a dict, ``part`` (a position or a key) is all that this check
    looks at; the body returns the whole nevertheless.
    """
    return _decorator("reference", ja, **options)


def definition(*, ja: str = "", **options: Any) -> Callable[[Body], Check]:
    """What a right function returns, known to laws and to functions that build on it, not judged.

    For functions that are judged by laws alone (a long trajectory is judged step by step).
    """
    return _decorator("reference", ja, judged=False, **options)


def finite_difference(*, ja: str, **options: Any) -> Callable[[Body], Check]:
    """The body returns an :class:`reference.finite_difference.Estimate`, which knows its error."""
    return _decorator("finite-difference", ja, **options)


def law(*, ja: str, **options: Any) -> Callable[[Body], Check]:
    """A property that must hold between answers of the student's functions."""
    options.setdefault("samples", LAW_SAMPLES)
    return _decorator("property", ja, **options)


def contract(*, ja: str, **options: Any) -> Callable[[Body], Check]:
    """A law about how the function behaves, not what it returns."""
    options.setdefault("samples", LAW_SAMPLES)
    return _decorator("contract", ja, **options)


def cost(*, ja: str, **options: Any) -> Callable[[Body], Check]:
    """A law about how often the function asks the callables that it was given."""
    options.setdefault("samples", LAW_SAMPLES)
    return _decorator("cost", ja, **options)


PURE = Check(
    "contract",
    None,
    Text(
        "Your function leaves its arguments alone and gives the same answer when asked again.",
        "引数を書き換えず、同じ引数には同じ答えを返す。",
    ),
    name="pure",
)


class Function:
    """Base of the classes that describe the functions of an exercise.

    ``drawn``: how many inputs Hypothesis adds to the ladder.  ``pure``: the check that arguments
    stay as they are and answers repeat; every function has it, a class may give it other weight.
    ``through``: for what cannot be called with data (a class): a function of the course that is
    sent to the student's side and called there with the student's own as first argument, then the
    inputs; what it returns is the answer.  It must be written alone, without names from outside.
    """

    drawn: int = 40
    pure: Check = PURE
    through: Callable[..., Any] | None = None


def purity(share: float | None = None, *, en: str = "", ja: str = "") -> Check:
    """The purity check with a share, or with a sentence, of its own."""
    return replace(PURE, share=share, text=Text(en, ja) if en else PURE.text)


@dataclass(frozen=True, slots=True)
class FunctionChecks:
    """Everything that is checked about one function."""

    name: str
    inputs: Mapping[str, Input]
    checks: tuple[Check, ...]
    drawn: int
    through: Callable[..., Any] | None = None

    @property
    def definition(self) -> Check | None:
        """The check whose body is what a right function returns: the first reference."""
        return next((check for check in self.checks if check.kind == "reference"), None)

    @property
    def judged(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.judged)

    def inputs_of(self, check: Check) -> Mapping[str, Input]:
        return {**self.inputs, **(check.inputs or {})}


def functions_of(module: ModuleType) -> Iterator[FunctionChecks]:
    """The function classes of a checks module, in the order in which they are written."""
    for name, value in vars(module).items():
        if isinstance(value, type) and issubclass(value, Function) and value is not Function:
            members = vars(value)
            checks = [
                replace(check, name=key)
                for key, check in members.items()
                if isinstance(check, Check) and key != "pure"
            ]
            yield FunctionChecks(
                name,
                {key: space for key, space in members.items() if isinstance(space, Input)},
                (*checks, value.pure),
                value.drawn,
                members.get("through"),
            )


def law_steps(check: Check, arguments: Mapping[str, Any]) -> Generator[Any, Any, Any]:
    """The body of a law, ready to be asked what it wants to know."""
    assert check.body is not None
    steps: Generator[Any, Any, Any] = check.body(
        Student(), **{name: arguments[name] for name in check.parameters}
    )
    return steps
