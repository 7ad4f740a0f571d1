"""The corpus of an exercise: the inputs everybody is judged on, and what is right on them.

It is drawn once, from the ladder and from Hypothesis, by a seed: ``public`` for the checks that
students run, the instructor's secret for official marks.  Together with the reference's answers and
their tolerances it is kept under the hash of everything that it depends on, so a check that finds
it in the cache imports neither Hypothesis nor asks the engine anything.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from grader import cache
from grader.authoring import (
    Asked,
    Check,
    FunctionChecks,
    functions_of,
    law_steps,
    recorded,
)
from grader.compare import Expected, Near, accepted, compare, widened
from grader.errors import ConfigurationError
from grader.inputs import LADDER, SMALL_SHAPES, Input, chosen_sizes, joint_strategy, live_arguments
from grader.packing import pack, unpack
from reference.finite_difference import Estimate
from reference.rounding import Ambiguous, Bounded, exact, rounded_input

FORMAT = 3
_JUDGING, _EXAMPLES = "corpus", "examples"
# How many inputs Hypothesis adds where a check has an input space of its own.
DRAWN_FOR_ONE_CHECK = 12
# How many small samples of every shape are there to choose an example from.
SMALL_SAMPLES = 6
# On how many inputs a function is asked a second time.
PURITY_SAMPLES = 8

Sample = dict[str, Any]
Leaf = Callable[[Any], Any]
Draw = Callable[[Mapping[str, Input], int, str], list[Sample]]


@dataclass(frozen=True, slots=True)
class Task:
    """One check on its inputs: ``expected[i]`` belongs to ``samples[i]``.

    For a law it is the tolerance between its two sides; None where the law only requires.
    """

    check: Check
    inputs: Mapping[str, Input]
    samples: Sequence[Sample]
    expected: Sequence[Expected | None]
    shared: bool
    """Are these the function's own inputs, on which it is asked once for all such checks?"""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All tasks of an exercise by function, and the hash under which they are kept."""

    functions: Mapping[str, FunctionChecks]
    tasks: Mapping[str, Sequence[Task]]
    digest: str
    hypothesis: str
    memory: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """For whoever asks these inputs again and again: what need not be worked out twice."""

    @property
    def drivers(self) -> dict[str, str]:
        """By function, the source of what asks it on the student's side."""
        through = {name: function.through for name, function in self.functions.items()}
        if not any(through.values()):
            return {}
        from inspect import getsource
        from textwrap import dedent

        return {name: dedent(getsource(drive)) for name, drive in through.items() if drive}


def load(folder: Path, seed: str) -> Corpus:
    """The corpus of the exercise in ``folder`` (its checks.py) for a seed, cached."""
    return _load(folder, seed, _JUDGING)


def load_examples(folder: Path) -> Corpus:
    """Small public inputs with nice numbers for every check: examples to show to a person.

    Nobody is judged on them; they are drawn when the first check fails.
    """
    return _load(folder, "public", _EXAMPLES)


def _load(folder: Path, seed: str, kind: str) -> Corpus:
    if not (folder / "checks.py").is_file():
        raise ConfigurationError("an exercise has no checks", where=str(folder / "checks.py"))
    return _loaded(folder, seed, kind, _digest(folder, seed))


def kept_under(folder: Path, seed: str) -> list[str]:
    """The keys in the cache of all that judging by this seed, and explaining, takes."""
    public = _digest(folder, "public")
    return [
        *dict.fromkeys(f"{_JUDGING}-{digest}" for digest in (_digest(folder, seed), public)),
        f"{_EXAMPLES}-{public}",
    ]


def forget() -> None:
    """Read or draw every corpus anew: the cache's folder has changed."""
    _loaded.cache_clear()


@lru_cache(maxsize=64)  # for batches, which judge many submissions on the same corpus
def _loaded(folder: Path, seed: str, kind: str, digest: str) -> Corpus:
    module = _checks_module(folder, digest)
    functions = {function.name: function for function in functions_of(module)}
    kept = cache.read(f"{kind}-{digest}")
    stored = unpack(kept) if kept is not None else None
    if stored is None:
        draw_samples = draw if kind == _JUDGING else draw_small
        stored = _build(functions, f"{seed}/{folder.name}", draw_samples)
        cache.write(f"{kind}-{digest}", pack(stored))
    tasks = {
        name: [_task(functions[name], record, stored["samples"][name]) for record in records]
        for name, records in stored["tasks"].items()
    }
    return Corpus(functions, tasks, digest, stored["hypothesis"])


def _task(function: FunctionChecks, record: dict[str, Any], samples: dict[str, Any]) -> Task:
    check = next(check for check in function.checks if check.name == record["check"])
    chosen = samples[record["samples"]]
    return Task(
        check,
        function.inputs_of(check),
        [chosen[number] for number in record["numbers"]],
        record["expected"],
        record["samples"] == "",
    )


def task_on(
    functions: Mapping[str, FunctionChecks],
    function: FunctionChecks,
    check: Check,
    samples: Sequence[Sample],
) -> Task:
    """A check on other inputs; those on which the reference is ambiguous are left out."""
    numbers, expected = _answers(functions, function, check, samples)
    chosen = [samples[number] for number in numbers]
    return Task(check, function.inputs_of(check), chosen, expected, shared=False)


# -- building -----------------------------------------------------------------------------------


def _build(
    functions: Mapping[str, FunctionChecks], seed: str, draw_samples: Draw
) -> dict[str, Any]:
    samples: dict[str, dict[str, list[Sample]]] = {}
    tasks: dict[str, list[dict[str, Any]]] = {}
    for name, function in functions.items():
        samples[name] = {"": draw_samples(function.inputs, function.drawn, f"{seed}/{name}")}
        tasks[name] = []
        for check in function.judged:
            if check.inputs:
                samples[name][check.name] = draw_samples(
                    function.inputs_of(check), DRAWN_FOR_ONE_CHECK, f"{seed}/{name}/{check.name}"
                )
            group = check.name if check.inputs else ""
            numbers, expected = _answers(functions, function, check, samples[name][group])
            if draw_samples is draw and not numbers:
                raise _no_usable_input(name, check)
            tasks[name].append(
                {
                    "check": check.name,
                    "samples": group,
                    "numbers": numbers,
                    "expected": expected,
                }
            )
    version = _hypothesis_version() if draw_samples is draw else ""
    return {"samples": samples, "tasks": tasks, "hypothesis": version}


def _hypothesis_version() -> str:
    import hypothesis

    return str(hypothesis.__version__)


def _no_usable_input(function: str, check: Check) -> ConfigurationError:
    assert check.body is not None
    return ConfigurationError(
        f"the check {function}.{check.name} has no usable input",
        where=check.body.__code__.co_filename,
        remedy="the reference is ambiguous on every input drawn; change the inputs",
    )


def draw_small(inputs: Mapping[str, Input], drawn: int, seed: str) -> list[Sample]:
    """A few small samples made of numbers that a person likes, for the same seed the same ones."""
    rng = np.random.default_rng(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]))
    return [
        {name: space.sample("small", sizes, rng) for name, space in inputs.items()}
        for shape in SMALL_SHAPES
        for sizes in [chosen_sizes(inputs, shape)]
        for _ in range(SMALL_SAMPLES)
    ]


def draw(inputs: Mapping[str, Input], drawn: int, seed: str) -> list[Sample]:
    """The ladder, then ``drawn`` samples from Hypothesis; the same ones for the same seed."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
    rng = np.random.default_rng(number)
    samples = []
    for regime, shape in LADDER:
        sizes = chosen_sizes(inputs, shape)
        samples.append({key: space.sample(regime, sizes, rng) for key, space in inputs.items()})
    return samples + _hypothesis(inputs, drawn, number)


def _hypothesis(inputs: Mapping[str, Input], count: int, seed: int) -> list[Sample]:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis.configuration import set_hypothesis_home_dir

    set_hypothesis_home_dir(cache.cache_dir() / "hypothesis")  # not into the student's folder
    drawn: list[Sample] = []

    @seeded(seed)
    @settings(
        backend=_backend(),
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(joint_strategy(inputs))
    def collect(sample: Sample) -> None:
        drawn.append(sample)

    collect()
    return drawn


def _backend() -> str:
    """Hypothesis without its habit of trying constants from whatever code happens to be loaded.

    The same seed must give the same inputs in every process, whatever else was imported there.
    """
    try:
        from hypothesis.internal.conjecture.providers import (
            AVAILABLE_PROVIDERS,
            HypothesisProvider,
        )
    except ImportError:  # an older Hypothesis, which has no such habit
        return "hypothesis"

    class Independent(HypothesisProvider):
        def _maybe_draw_constant(self, *_: Any, **__: Any) -> None:
            return None

    AVAILABLE_PROVIDERS.setdefault("course", Independent)
    return "course"


def _answers(
    functions: Mapping[str, FunctionChecks],
    function: FunctionChecks,
    check: Check,
    samples: Sequence[Sample],
) -> tuple[list[int], list[Expected | None]]:
    """Which samples a check uses, and what is right on each.

    Samples on which the reference itself is ambiguous (a kink closer than rounding can tell) or
    not smooth enough for a numerical derivative are left out.
    """
    if check.body is None:  # purity: any sample will do
        few = min(PURITY_SAMPLES, len(samples))
        return list(range(few)), [None] * few
    numbers: list[int] = []
    expected: list[Expected | None] = []
    limit = check.samples or len(samples)
    for number, sample in enumerate(samples):
        if len(numbers) == limit:
            break
        try:
            right = _right(functions, function, check, sample)
        except Ambiguous:
            continue
        if right != "rough":
            numbers.append(number)
            expected.append(right)
    return numbers, expected


def _right(
    functions: Mapping[str, FunctionChecks],
    function: FunctionChecks,
    check: Check,
    sample: Sample,
) -> Any:
    inputs = function.inputs_of(check)
    if check.is_law:
        return _law_tolerance(functions, check, inputs, sample)
    if check.kind == "finite-difference":
        arguments = live_arguments(inputs, sample, lambda value: value)
        estimates = call(check, arguments)
        if not all(estimate.smooth for estimate in _estimates(estimates)):
            return "rough"
        definition = function.definition
        slope = accepted_estimate(estimates)
        if definition is None:
            return slope
        # What is right must lie well within the bound, or the input says nothing about a program.
        right = call(definition, live_arguments(inputs, sample, lambda value: value))
        if compare(right, accepted_estimate(estimates, share=0.5)).mismatch is not None:
            return "rough"
        return widened(slope, _reference(definition, inputs, sample))
    return _reference(check, inputs, sample)


def _reference(check: Check, inputs: Mapping[str, Input], sample: Sample) -> Expected:
    return accepted(
        *(call(check, live_arguments(inputs, sample, leaf)) for leaf in (_exact, _rounded))
    )


def call(check: Check, arguments: Mapping[str, Any]) -> Any:
    """The body of a check that is no law, on those of these arguments that it wants to know."""
    assert check.body is not None
    return check.body(**{name: arguments[name] for name in check.parameters if name in arguments})


def _exact(value: Any) -> Any:
    return exact(value) if _is_real(value) else value


def _rounded(value: Any) -> Any:
    return rounded_input(value) if _is_real(value) else value


def _is_real(value: Any) -> bool:
    return isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")


def accepted_estimate(estimates: Any, share: float = 1.0) -> Expected:
    """A numerical derivative as an expected answer: (a share of) its error bound is tolerated."""
    if isinstance(estimates, tuple):
        return tuple(accepted_estimate(part, share) for part in estimates)
    if isinstance(estimates, dict):
        return {key: accepted_estimate(part, share) for key, part in estimates.items()}
    value, error = np.asarray(estimates.value, float), np.asarray(estimates.error, float)
    return Near(value, share * error, share * error)


def _estimates(tree: Any) -> Iterator[Estimate]:
    if isinstance(tree, tuple | list):
        for part in tree:
            yield from _estimates(part)
    elif isinstance(tree, dict):
        yield from _estimates(list(tree.values()))
    else:
        yield tree


def _law_tolerance(
    functions: Mapping[str, FunctionChecks],
    check: Check,
    inputs: Mapping[str, Input],
    sample: Sample,
) -> Expected | None:
    """How far the two sides of a law may be apart when every answer is acceptable."""
    sides = [
        _run_law(functions, check, recorded(live_arguments(inputs, sample, leaf)))
        for leaf in (_exact, _rounded)
    ]
    if sides[0] is None or sides[1] is None:
        return None
    (left, right), (left32, right32) = sides[0], sides[1]
    return widened(accepted(right, right32), accepted(left, left32))


def live(inputs: Mapping[str, Input], sample: Sample) -> dict[str, Any]:
    """The arguments that a sample stands for, as a program of one's own is given them."""
    return live_arguments(inputs, sample, lambda value: value)


def defined(corpus: Corpus, name: str, most: int) -> list[tuple[Sample, Expected]]:
    """Inputs of a function with what its definition says is right; none if it has no definition.

    The first ones have dimensions that all differ.
    """
    definition = corpus.functions[name].definition
    shared = [task for task in corpus.tasks[name] if task.shared]
    if definition is None or not shared:
        return []
    for task in shared:
        if task.check is definition:
            known = zip(task.samples[:most], task.expected[:most], strict=True)
            return [(sample, right) for sample, right in known if right is not None]
    found: list[tuple[Sample, Expected]] = []
    for sample in shared[0].samples[:most]:
        with contextlib.suppress(Ambiguous):
            found.append((sample, _reference(definition, shared[0].inputs, sample)))
    return found


def ask(functions: Mapping[str, FunctionChecks], asked: Asked) -> Any:
    """What a right program answers: the definition of the function on these arguments."""
    function = functions[asked.function]
    definition = function.definition
    if definition is None:
        raise ConfigurationError(
            f"a law asks {asked.function}, which has neither a reference nor a definition",
            where=f"class {asked.function} in checks.py",
            remedy="add a @definition to it",
        )
    named = dict(zip(function.inputs, asked.arguments, strict=False))
    return call(definition, named)


def right_answer(functions: Mapping[str, FunctionChecks], name: str) -> Callable[..., Any]:
    """The function as it should be, to stand in for a student's wrong one."""
    return lambda *arguments: ask(functions, Asked(name, arguments))


def _acceptable(answer: Any) -> Any:
    """A right answer with the error that an accepted one may have."""
    if isinstance(answer, dict):
        return {key: _acceptable(value) for key, value in answer.items()}
    if isinstance(answer, tuple | list):
        return tuple(map(_acceptable, answer))
    if isinstance(answer, Bounded):
        return Bounded(answer.value, answer.error + np.abs(answer.value))
    return answer


def _run_law(
    functions: Mapping[str, FunctionChecks], check: Check, arguments: Mapping[str, Any]
) -> tuple[Any, Any] | None:
    """Run a law on acceptable answers; its two sides, or None if it only requires."""
    steps = law_steps(check, arguments)
    try:
        asked = next(steps)
        while True:
            if isinstance(asked, tuple):
                asked = steps.send(tuple(_acceptable(ask(functions, one)) for one in asked))
            else:
                asked = steps.send(_acceptable(ask(functions, asked)))
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]


# -- keeping ------------------------------------------------------------------------------------


def _digest(folder: Path, seed: str) -> str:
    """The hash of everything that inputs and expected answers depend on."""
    here = Path(__file__).parent
    truth = Path(sys.modules["reference"].__path__[0])
    files = [folder / "checks.py"]
    files += [here / f"{name}.py" for name in ("authoring", "compare", "corpus", "inputs")]
    files += sorted(truth.glob("*.py"))
    basis = f"{FORMAT} {seed}/{folder.name} {np.__version__} {sys.version_info[:2]}"
    digest = hashlib.sha256(basis.encode())
    for file in files:
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def _checks_module(folder: Path, digest: str) -> ModuleType:
    path = folder / "checks.py"
    spec = spec_from_file_location(f"checks_{folder.name}_{digest[:8]}", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
