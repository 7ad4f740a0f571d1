"""Who may know whom, and what checking one's work may cost before it begins."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# The rooms of grader/ from the ground floor up.  A room imports only from floors below it, and
# what is on one line belongs together.
FLOORS = (
    ("result", "errors", "i18n", "cache", "compare", "packing", "processes", "processors", "seed"),
    ("isolation", "inputs"),
    ("course", "submission", "authoring"),
    ("drawing",),
    ("expected",),
    ("corpus", "diagnosis", "formulas", "mutants", "programs", "skeleton", "workspace"),
    ("evaluate",),
    ("explain", "feedback"),
    ("marks",),
    ("judge",),
    ("batch", "doctor", "hints", "material", "trusted", "validate"),
    ("report", "gradebook"),
    ("usage", "commands", "cli", "notebook"),
    ("__main__",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# Nothing on the way of `course check` of right work imports these.
TOO_HEAVY = (
    "nbgrader", "nbformat", "pytest", "matplotlib", "sqlalchemy", "dask", "hypothesis", "yaml",
    "babel", "pkg_resources", "importlib.metadata",
)  # fmt: skip


def imports(path: Path, *, lazy: bool = True) -> Iterator[str]:
    """The modules that a file imports (``lazy``: also inside functions), for types apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = path.relative_to(ROOT).parent.parts
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        match node:
            case ast.If(test=ast.Name("TYPE_CHECKING")):
                pending += node.orelse
                continue
            case ast.FunctionDef() | ast.AsyncFunctionDef() if not lazy:
                continue
            case ast.Import():
                yield from (name.name for name in node.names)
            case ast.ImportFrom():
                above = package[: len(package) - node.level + 1] if node.level else ()
                module = ".".join((*above, *(node.module or "").split("."))).strip(".")
                yield from (f"{module}.{name.name}" for name in node.names)
        pending += ast.iter_child_nodes(node)


def room(path: Path) -> str:
    inside = path.relative_to(ROOT / "grader")
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def test_the_reference_knows_nothing_of_the_grader() -> None:
    for path in files("reference"):
        assert not [name for name in imports(path) if name.split(".")[0] == "grader"], path


@pytest.mark.parametrize("path", files("grader"), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_room_imports_only_from_below(path: Path) -> None:
    here = room(path)
    if here == "__init__":  # what authors may use, loaded when it is asked for
        assert not [name for name in imports(path, lazy=False) if name.startswith("grader")]
        return
    assert here in FLOOR, f"say in FLOORS where {here} belongs"
    for name in imports(path):
        if name == "grader" or not name.startswith("grader."):
            continue
        there = name.split(".")[1]
        if there in ("__version__", here):
            continue
        assert there in FLOOR, f"{path}: {name}"
        together = any(here in rooms and there in rooms for rooms in FLOORS)
        assert FLOOR[there] < FLOOR[here] or together, f"{here} imports {there}"


def test_the_worker_knows_only_python_numpy_and_its_neighbours() -> None:
    """What runs a student's code: everything but the trusted end of the line."""
    inside = ("inside", "worker", "zygote", "wire", "stubs")
    walls = ("confine", "landlock", "seccomp", "syscalls")
    for name in (*inside, *walls):
        path = ROOT / "grader" / "isolation" / f"{name}.py"
        for module in imports(path):
            top = module.split(".")[0]
            neighbour = module.startswith("grader.isolation.")
            assert neighbour or top == "numpy" or top in sys.stdlib_module_names, module


def test_only_the_gradebook_knows_nbgrader() -> None:
    for path in files("grader"):
        if room(path) != "gradebook":
            tops = {name.split(".")[0] for name in imports(path)}
            assert not tops & {"nbgrader", "nbformat", "nbconvert"}, path


def test_exercises_know_only_what_authors_may_use() -> None:
    for path in ROOT.glob("exercises/*/checks.py"):
        for name in imports(path):
            top = name.split(".")[0]
            assert name.count(".") == 1 or top != "grader", f"{path}: {name}"
            assert top in ("grader", "reference", "numpy") or top in sys.stdlib_module_names


_LISTED = """
import os, sys
leave = os._exit
def listed(code):
    print(*sys.modules, sep="\\n", file=sys.stderr, flush=True)
    leave(code)
os._exit = listed
from grader.__main__ import main
main()
"""


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """Every module imported by a whole `course check` of right work, the cache being warm."""
    solution = ROOT / "reference" / "solutions" / "ex3.py"
    for _warming in range(2):
        done = subprocess.run(
            [sys.executable, "-c", _LISTED, "check", "ex3", str(solution)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return set(done.stderr.split())


def test_checking_right_work_imports_nothing_heavy(imported: set[str]) -> None:
    assert "grader.judge" in imported
    for module in TOO_HEAVY:
        assert not [m for m in imported if m == module or m.startswith(f"{module}.")], module


def test_checking_imports_no_other_command(imported: set[str]) -> None:
    commands = {m for m in imported if m.startswith("grader.commands.")}
    assert commands == {"grader.commands.check"}


def test_a_head_start_needs_no_numpy() -> None:
    """The worker is started before anything slow is imported."""
    script = (
        "import sys; from grader.isolation import Worker; import grader.errors;"
        "print([m for m in ('numpy', 'click', 'grader.judge') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"
