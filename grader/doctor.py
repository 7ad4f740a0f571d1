"""What this machine can do: what is installed, and which isolation layers stand, by trying them."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
from dataclasses import dataclass

from grader.errors import CourseError
from grader.isolation import Worker
from grader.isolation.confine import FURTHER, STRICT, walled
from grader.isolation.forkserver import ForkServer

# What is asked for by name, and which extra brings it (none: the course itself).
_PACKAGES = {
    "numpy": "",
    "click": "",
    "hypothesis": "",
    "PyYAML": "",
    "nbgrader": "nbgrader",
    "distributed": "cluster",
}


@dataclass(frozen=True, slots=True)
class Package:
    """A package and its version, None if it is not installed; ``extra`` would bring it."""

    name: str
    version: str | None
    extra: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found.  ``local``: the layers of `course check`; ``official``: those of batches.

    ``trouble`` says why there is no official worker at all, if so.
    """

    system: str
    python: str
    packages: tuple[Package, ...]
    local: tuple[str, ...]
    official: tuple[str, ...]
    trouble: CourseError | None
    root: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """What official grading demands and this machine has not."""
        return tuple(layer for layer in STRICT if layer not in self.official)

    @property
    def further(self) -> tuple[str, ...]:
        """Further layers that this machine could have."""
        return tuple(layer for layer in FURTHER if layer not in self.official)

    @property
    def strict(self) -> bool:
        """Can official grading be done here?"""
        return not self.missing

    @property
    def walled(self) -> bool:
        """Does `course check` keep a hostile file in?"""
        return walled(self.local)


def examine() -> Examination:
    """Look at this machine.  Every layer is tried in a real worker."""
    official: tuple[str, ...] = ()
    trouble: CourseError | None = None
    for box in (True, False):  # with bubblewrap around it, if that can be had
        try:
            official = _official(box)
            trouble = None
            break
        except (CourseError, OSError) as error:
            trouble = error if isinstance(error, CourseError) else CourseError(str(error))
    return Examination(
        f"{platform.system()} {platform.release()} ({platform.machine()})",
        platform.python_version(),
        tuple(Package(name, _version(name), extra) for name, extra in _PACKAGES.items()),
        _local(),
        official,
        trouble,
        sys.platform != "win32" and os.geteuid() == 0,
    )


def _official(box: bool) -> tuple[str, ...]:
    with ForkServer(demand=(), box=box) as server:
        worker = server.start_worker()
        worker.end()
        return worker.layers


def _local() -> tuple[str, ...]:
    worker = Worker.start()
    try:
        worker.wait_until_ready()
    except CourseError:
        return ()
    worker.end()
    return worker.layers


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
