"""The exercise's misconceptions, as programs that can be tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

import reference
from grader import programs
from grader.authoring import FunctionChecks, Recorder
from grader.compare import same
from grader.diagnosis import Behaviour, Candidate, Evidence
from grader.errors import ConfigurationError
from grader.expected import right_answer
from grader.programs import Program
from grader.result import Diagnosis
from reference.catalogue import Language


def misconceptions(exercise: str) -> Mapping[str, list[Program]]:
    """The known mistakes of an exercise by function; none where the catalogue is not installed."""
    folder = Path(reference.__path__[0])
    if not (folder / "misconceptions" / f"{exercise}.py").is_file():
        return {}
    found: dict[str, list[Program]] = {}
    for program in programs.misconceptions(exercise, folder):
        found.setdefault(program.function, []).append(program)
    return found


def solution(exercise: str) -> str:
    """The model solution of an exercise; empty where it is not installed."""
    try:
        return programs.solution(exercise, Path(reference.__path__[0]))
    except ConfigurationError:
        return ""


def candidates(
    known: list[Program],
    functions: Mapping[str, FunctionChecks],
    language: Language,
) -> Iterator[Candidate]:
    """The programs, each beside right versions of the exercise's other functions."""
    for program in known:
        assert program.misconception is not None
        text = program.misconception.text[language]
        run = runner(program, functions)
        yield Candidate(Diagnosis(program.id, "misconception", text), run)


def runner(
    program: Program, functions: Mapping[str, FunctionChecks]
) -> Callable[[Evidence], Behaviour]:
    """The program as something that can be tried, beside right versions of the other functions.

    It runs in this process: for programs of our own only.
    """
    names: dict[str, Any] = {
        name: right_answer(functions, name)
        for name, function in functions.items()
        if function.definition is not None
    }
    through = functions[program.function].through
    source = program.source
    if through:  # a class, which may build on the model solution's own
        whole = programs.solution(program.exercise, Path(reference.__path__[0]))
        source = programs.submission(whole, program).cells[0].source
    exec(compile(source, program.id, "exec"), names)
    target = names[program.function]

    def run(one: Evidence) -> Behaviour:
        sent = list(one.arguments.values())
        own = [Recorder(value) if callable(value) else copied(value) for value in sent]
        try:
            with np.errstate(all="ignore"), redirect_stdout(StringIO()):
                value = through(target, *own) if through else target(*own)
        except Exception as error:
            return Behaviour(None, raised=type(error).__name__)
        changed = tuple(i for i, value_sent in enumerate(sent) if not _same(value_sent, own[i]))
        calls = tuple(len(r.calls) for r in own if isinstance(r, Recorder))
        return Behaviour(value, None, changed, calls)

    return run


def copied(value: Any) -> Any:
    """An argument of one's own."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(copied(part) for part in value)
    if isinstance(value, dict):
        return {key: copied(part) for key, part in value.items()}
    return value


def _same(sent: Any, now: Any) -> bool:
    return isinstance(now, Recorder) or same(sent, now)
