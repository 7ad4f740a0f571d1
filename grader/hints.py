"""Hint ladders: where to look, what kind of mistake it is, a worked analogue; one step at a time.

A function that behaves like a known mistake has that mistake's ladder; any other has a general one
(the exercise's ``hints.yaml``).  Which steps a person has seen is kept beside their answer, and is
nobody else's business: it never touches a mark.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course import Exercise
from grader.diagnosis.known import misconceptions
from grader.errors import ConfigurationError
from grader.result import FunctionResult
from reference.catalogue import Text

STEPS = 3
_SEEN = ".hints.json"


@dataclass(frozen=True, slots=True)
class Ladder:
    """Three hints; ``id`` names the mistake that they are about, "" for a general ladder."""

    id: str
    steps: tuple[Text, ...]


def ladder(exercise: Exercise, result: FunctionResult) -> Ladder:
    """The ladder for what is wrong now."""
    for check in result.checks:
        if check.diagnosis is not None and check.diagnosis.source == "misconception":
            for program in misconceptions(exercise.name).get(result.name, []):
                if program.id == check.diagnosis.id and program.misconception is not None:
                    return Ladder(program.id, program.misconception.hints)
    return Ladder("", general(exercise)[result.name])


def general(exercise: Exercise) -> dict[str, tuple[Text, ...]]:
    """The general ladders of an exercise by function.

    Raises ConfigurationError unless every function has one of three steps in both languages.
    """
    import yaml

    path = exercise.folder / "hints.yaml"
    where = f"exercises/{exercise.name}/hints.yaml"
    try:
        known = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(
            f"there are no hints ({error.strerror})",
            where=where,
            remedy="write three hints for every function",
        ) from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"this is no YAML ({error})", where=where) from error
    found = {}
    for function in exercise.functions:
        steps: Any = known.get(function.name) if isinstance(known, dict) else None
        if not _is_ladder(steps):
            raise ConfigurationError(
                f"{function.name} needs a list of {STEPS} hints, each with `en` and `ja`",
                where=where,
                remedy="where to look, what kind of mistake, a worked analogue",
            )
        found[function.name] = tuple(Text(_line(s["en"]), _line(s["ja"])) for s in steps)
    return found


def _is_ladder(steps: Any) -> bool:
    return (
        isinstance(steps, list)
        and len(steps) == STEPS
        and all(
            isinstance(step, dict)
            and all(isinstance(step.get(k), str) and step[k].strip() for k in ("en", "ja"))
            for step in steps
        )
    )


def _line(text: str) -> str:
    return " ".join(text.split())


# -- what a person has seen -----------------------------------------------------------------------


def climb(answer: Path, function: str, found: Ladder) -> Sequence[Text]:
    """One step up: all hints that the person has seen now, the new one last.

    ``answer``: the file that was judged.  At the top there is nothing new.
    """
    path = answer.parent / _SEEN
    seen = _read(path)
    key = f"{answer.name}:{function}:{found.id}"
    steps = min(seen.get(key, 0) + 1, len(found.steps))
    seen[key] = steps
    unfinished = path.with_name(f"{_SEEN}.{os.getpid()}")
    try:
        unfinished.write_text(json.dumps(seen, indent=1) + "\n", encoding="utf-8")
        os.replace(unfinished, path)
    except OSError:  # a folder that cannot be written forgets
        with contextlib.suppress(OSError):
            unfinished.unlink()
    return found.steps[:steps]


def _read(path: Path) -> dict[str, int]:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {k: v for k, v in known.items() if type(v) is int and 0 <= v <= STEPS}
