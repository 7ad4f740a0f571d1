"""What marks depend on besides the submission: with the same basis, nothing need be judged again.

Most of it is in every scorecard's provenance.  The rest (the course's own files, the grader's, the
walls and the language) stands beside it, in the line's field ``batch``.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np

import reference
from grader import corpus
from grader.course import Course, Exercise

Change = Literal["submission", "language", "course", "grader", "seed", "python", "walls"]
# In the order in which one of them is named, if there are several.
CHANGES: Final[tuple[Change, ...]] = (
    *("submission", "grader", "course", "seed", "python", "walls", "language"),
)


@dataclass(frozen=True, slots=True)
class Basis:
    """Digests of what marks depend on."""

    course: str
    grader: str
    seed: str
    python: str
    walls: str

    def change(self, card: dict[str, Any]) -> Change | None:
        """What has changed since this scorecard was made, if anything."""
        then = card.get("batch")
        if not isinstance(then, dict):
            return "grader"
        now = asdict(self)
        return next((name for name in CHANGES if name in now and then.get(name) != now[name]), None)


def basis(course: Course, exercise: Exercise, seed: str, *, strict: bool) -> Basis:
    """The basis of a batch that begins now."""
    truth = course.root / "reference"
    taught = [
        course.root / "course.yaml",
        exercise.folder / "checks.py",
        truth / "misconceptions" / f"{exercise.name}.py",
    ]
    code = [*code_that_judges(), *sorted(Path(reference.__path__[0]).glob("*.py"))]
    drawn = corpus.load(exercise.folder, seed)  # draws it, if nobody has yet
    versions = f"{platform.python_version()} {np.__version__} {drawn.hypothesis}"
    return Basis(
        course=_digest(taught),
        grader=_digest(code),
        seed="sha256:" + hashlib.sha256(seed.encode()).hexdigest()[:16],
        python=versions,
        walls="strict" if strict else "none",
    )


def code_that_judges() -> list[Path]:
    """The grader's own files on which scorecards depend."""
    here = Path(__file__).parent.parent
    code = sorted(path for path in here.rglob("*.py") if _judges(path.relative_to(here)))
    return code + sorted(here.rglob("*.mo"))


def _judges(path: Path) -> bool:
    """Does what this file of the grader says change a scorecard?"""
    return path.parts[0] not in ("report", "gradebook", "commands", "_course")


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        try:
            data = path.read_bytes()
        except FileNotFoundError:  # an installed package has no misconceptions
            data = b""
        digest.update(f"{path.name} {len(data)}\0".encode() + data)
    return "sha256:" + digest.hexdigest()[:16]
