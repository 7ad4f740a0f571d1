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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from grader import cache
from grader.authoring import Check, FunctionChecks, functions_of
from grader.compare import Expected
from grader.drawing import Sample, draw, draw_small
from grader.errors import ConfigurationError
from grader.expected import answers, of_reference
from grader.inputs import Input, live_arguments
from grader.packing import pack, unpack
from reference.rounding import Ambiguous

FORMAT = 3
_JUDGING, _EXAMPLES = "corpus", "examples"
# How many inputs Hypothesis adds where a check has an input space of its own.
DRAWN_FOR_ONE_CHECK = 12

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
    numbers, expected = answers(functions, function, check, samples)
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
            numbers, expected = answers(functions, function, check, samples[name][group])
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
            found.append((sample, of_reference(definition, shared[0].inputs, sample)))
    return found


# -- keeping ------------------------------------------------------------------------------------


def _digest(folder: Path, seed: str) -> str:
    """The hash of everything that inputs and expected answers depend on."""
    here = Path(__file__).parent
    truth = Path(sys.modules["reference"].__path__[0])
    files = [folder / "checks.py"]
    files += [
        here / f"{name}.py"
        for name in ("authoring", "compare", "corpus", "drawing", "expected", "inputs")
    ]
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
