"""`course release`: what students get, what instructors keep, and what nbgrader thinks of it."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from classroom import NEEDS_NBGRADER, ROOT, Cell, Classroom, cells, settings, text

from grader import course

pytestmark = NEEDS_NBGRADER

EXERCISES = [exercise.name for exercise in course.load(ROOT).exercises]


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    room = Classroom(tmp_path_factory.mktemp("class") / "course")
    done = room.run("course", "release", "--all", "--lang", "en")
    assert done.returncode == 0, done.stderr
    return room


def is_graded(cell: Cell) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("grade"))


def functions(source: str) -> dict[str, str]:
    """Every top-level function and class of a Python text, as one writes it without comments."""
    return {
        node.name: ast.unparse(node)
        for node in ast.parse(source).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }


@pytest.mark.parametrize("name", EXERCISES)
def test_students_get_the_stubs(classroom: Classroom, name: str) -> None:
    stub = functions((ROOT / "exercises" / name / f"{name}.py").read_text(encoding="utf-8"))
    there = {}
    for cell in classroom.notebook("release", name)["cells"]:
        if cell["cell_type"] == "code" and not is_graded(cell):
            there |= functions(text(cell))
    assert there == stub


@pytest.mark.parametrize("name", EXERCISES)
def test_nothing_of_the_solution_is_handed_out(classroom: Classroom, name: str) -> None:
    released = (classroom.folder / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    source = classroom.notebook("source", name)
    assert "SOLUTION" not in released
    assert "### BEGIN SOLUTION" in "".join(text(cell) for cell in source["cells"])
    assert not list((classroom.folder / "release").rglob(".course-seed"))


@pytest.mark.parametrize("name", EXERCISES)
def test_one_locked_cell_per_function_and_concept(classroom: Classroom, name: str) -> None:
    exercise = course.load(ROOT).exercise(name)
    expected = {
        f"{function.name}--{concept}": points
        for function in exercise.functions
        for concept, points in function.points.items()
    }
    found = {}
    for grade_id, cell in cells(classroom.notebook("release", name)):
        if settings(cell)["grade"]:
            assert settings(cell)["locked"] and not cell["metadata"]["editable"]
            assert re.fullmatch(r"[A-Za-z0-9_-]+", grade_id)
            found[grade_id] = settings(cell)["points"]
    assert found == expected
    in_gradebook = classroom.query(
        "select base_cell.name, max_score from grade_cells"
        " join base_cell on grade_cells.id = base_cell.id"
        " join notebook on base_cell.notebook_id = notebook.id where notebook.name = ?",
        name,
    )
    assert dict(in_gradebook) == expected


@pytest.mark.parametrize("name", EXERCISES)
def test_the_solution_passes_the_examples_and_the_stub_none(
    classroom: Classroom, name: str
) -> None:
    """The cells that hold marks are code that runs with NumPy alone."""
    for step in ("source", "release"):
        there: dict[str, object] = {}
        for cell in classroom.notebook(step, name)["cells"]:
            if cell["cell_type"] != "code":
                continue
            code = compile(text(cell), f"{name} {cell['id']}", "exec")
            if step == "source" or not is_graded(cell):
                exec(code, there)
                continue
            with pytest.raises((NotImplementedError, AssertionError)):
                exec(code, there)


def test_the_lesson_is_all_there_with_its_figures(classroom: Classroom) -> None:
    lesson = (ROOT / "exercises/ex3/README.md").read_text(encoding="utf-8")
    notebook = classroom.notebook("release", "ex3")
    told = "\n".join(text(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    for line in lesson.splitlines():
        if line.strip() and not line.startswith("!["):
            assert line.strip() in told
    assert told.count('src="data:image/svg+xml;base64,') == lesson.count("![") > 0
    assert "](figures" not in told


def test_the_same_course_gives_the_same_bytes(classroom: Classroom) -> None:
    paths = [classroom.folder / step / "ex3" / "ex3.ipynb" for step in ("source", "release")]
    before = [path.read_bytes() for path in paths]
    classroom.released("ex3")
    assert [path.read_bytes() for path in paths] == before
    identities = [cell["id"] for cell in classroom.notebook("release", "ex3")["cells"]]
    assert len(set(identities)) == len(identities)


def test_nbgrader_makes_the_same_release_of_it(classroom: Classroom) -> None:
    """With nbgrader's own command, as the button in formgrader does."""
    before = classroom.notebook("release", "ex2")
    done = classroom.run("nbgrader", "generate_assignment", "ex2", "--force")
    assert done.returncode == 0, done.stderr
    assert classroom.notebook("release", "ex2") == before


def test_nbgrader_validates_it(classroom: Classroom) -> None:
    """What the Validate button says: a stub is not done, and a solution is."""
    told = {}
    for step in ("source", "release"):
        done = classroom.run("nbgrader", "validate", f"{step}/ex3/ex3.ipynb")
        told[step] = " ".join(done.stdout.split())
    assert "Success! Your notebook passes all the tests." in told["source"]
    assert "VALIDATION FAILED ON 6 CELL(S)!" in told["release"]


def test_japanese(tmp_path: Path) -> None:
    room = Classroom(tmp_path)
    done = room.run("course", "release", "ex1", "--lang", "ja")
    assert done.returncode == 0, done.stderr
    assert "学生に配るのは" in done.stdout
    notebook = room.notebook("release", "ex1")
    assert notebook["metadata"]["course"]["language"] == "ja"
    lesson = (ROOT / "exercises/ex1/README.ja.md").read_text(encoding="utf-8")
    assert text(notebook["cells"][0]).startswith(lesson.splitlines()[0])
    marks = dict(cells(notebook))["partial_numeric--cost"]
    assert "配点: 1" in text(marks)


def test_what_was_changed_by_hand_stays(released: Classroom, tmp_path: Path) -> None:
    room = released.copied(tmp_path)
    source = tmp_path / "source/ex3/ex3.ipynb"
    notebook = room.notebook("source", "ex3")
    question = {
        "cell_type": "markdown",
        "id": "own",
        "metadata": {
            "nbgrader": {
                "schema_version": 3,
                "grade": True,
                "solution": True,
                "locked": False,
                "task": False,
                "grade_id": "in-your-own-words",
                "points": 5,
            }
        },
        "source": "Why backwards?",
    }
    notebook["cells"].append(question)
    source.write_text(json.dumps(notebook), encoding="utf-8")
    changed = source.read_bytes()
    done = room.run("course", "release", "ex3")
    assert done.returncode == 0
    assert "has been changed by hand" in " ".join(done.stderr.split())
    assert source.read_bytes() == changed
    assert "in-your-own-words" in dict(cells(room.notebook("release", "ex3")))


def test_an_instructors_configuration_is_never_overwritten(tmp_path: Path) -> None:
    room = Classroom(tmp_path)
    own = "c = get_config()\nc.CourseDirectory.course_id = 'mine'\n"
    (tmp_path / "nbgrader_config.py").write_text(own, encoding="utf-8")
    done = room.run("course", "release", "ex3")
    assert done.returncode == 0
    assert (tmp_path / "nbgrader_config.py").read_text(encoding="utf-8") == own
    said = done.stderr[done.stderr.index("  c.") : done.stderr.index("Next:")]
    lines = [line.removeprefix("  ") for line in said.splitlines()]
    (tmp_path / "nbgrader_config.py").write_text(own + "\n".join(lines), encoding="utf-8")
    again = room.run("course", "release", "ex3")
    assert again.returncode == 0
    assert "  c." not in again.stderr


def test_an_instructors_configuration_that_stops(tmp_path: Path) -> None:
    room = Classroom(tmp_path)
    (tmp_path / "nbgrader_config.py").write_text("1 / 0\n", encoding="utf-8")
    done = room.run("course", "release", "ex3")
    assert done.returncode == 2
    said = "".join(done.stderr.split())  # a long path is broken across lines
    assert "nbgrader_config.py" in said and "ZeroDivisionError" in said
    assert "Traceback" not in done.stderr


def test_which_exercise(tmp_path: Path) -> None:
    room = Classroom(tmp_path)
    for command in (("release",), ("release", "ex3", "--all"), ("release", "ex33")):
        done = room.run("course", *command)
        assert done.returncode == 2
        assert "→" in done.stderr
    assert not (tmp_path / "source").exists()
