"""`nbgrader autograde`, the real command: a class hands in what classes hand in."""

from __future__ import annotations

import copy
import csv
import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from classroom import (
    NEEDS_NBGRADER,
    NEEDS_WALLS,
    ROOT,
    Cell,
    Classroom,
    Notebook,
    cells,
    settings,
    text,
    without,
)

from grader import programs

pytestmark = [NEEDS_NBGRADER, NEEDS_WALLS]

FULL = {
    "sigmoid--chain-rule": 1.0,
    "sigmoid_derivative--chain-rule": 2.0,
    "chain--chain-rule": 2.0,
    "along_path--chain-rule": 1.0,
    "over_paths--chain-rule": 2.0,
    "neuron_gradient--chain-rule": 2.0,
}
NOTHING = dict.fromkeys(FULL, 0.0)

OUTER_ONLY = "def sigmoid_derivative(x):\n    return sigmoid(x)\n"
NOISY = """import sys, warnings
def chain(outer_derivative, inner, inner_derivative, x):
    print("here I am")
    print("and here", file=sys.stderr)
    warnings.warn("take care")
    return outer_derivative(inner(x)) * inner_derivative(x)
"""
EQUAL_TO_ALL = """class Right(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    def __abs__(self): return 0.0
    def __repr__(self): return "nan"
def sigmoid(x): return Right()
"""
LOOP = "def sigmoid_derivative(x):\n    while True: pass\n"
EXIT = "import os\ndef chain(*anything):\n    os._exit(0)\n"
SPY = """import glob, os
def along_path(path):
    for pattern in ("/**/.course-seed", "/**/solutions/ex3.py", "/**/gradebook.db"):
        for found in glob.glob(pattern, recursive=True):
            raise RuntimeError(open(found).read())
    for name in (".course-seed", "gradebook.db", "reference/solutions/ex3.py"):
        raise RuntimeError(open(os.path.join({folder!r}, name)).read())
"""
FORMATTER = """from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.ast_node_interactivity = "none"
print(2.0)
2.0
"""


def fresh(notebook: Notebook, source: str) -> Notebook:
    """The notebook with one more cell at its end."""
    notebook = copy.deepcopy(notebook)
    cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    notebook["cells"].append({**cell, "id": "one-more", "source": source})
    return notebook


def changed(notebook: Notebook, name: str, **values: object) -> Notebook:
    """The notebook with a cell of nbgrader's changed."""
    notebook = copy.deepcopy(notebook)
    dict(cells(notebook))[name].update(values)
    return notebook


def hand_in(room: Classroom) -> None:
    """Everything that is handed in, by the name of who does so."""
    stub, right = room.notebook("release", "ex3"), room.solved("ex3")

    def put(student: str, work: Notebook | str, **more: str) -> None:
        room.hand_in(student, "ex3", work, **more)

    put("right", right)
    put("untouched", stub)
    put("mixed", room.solved("ex3", sigmoid_derivative=OUTER_ONLY))
    put("noisy", room.solved("ex3", chain=NOISY))
    put("no-tests", without(right, *FULL))
    put("half-gone", without(right, "chain", "chain--chain-rule"))
    put("own-cells", fresh(without(right, *FULL, *[n.split("--")[0] for n in FULL]), solution()))

    edited = copy.deepcopy(stub)
    for name, cell in cells(edited):
        if name in FULL:
            cell["source"] = f"print('{name} is right')\n{settings(cell)['points']}"
            cell["outputs"] = [result(settings(cell)["points"])]
    put("edited-tests", edited)

    promoted = copy.deepcopy(stub)
    for _name, cell in cells(promoted):
        settings(cell).update(points=100, grade=True, solution=False, locked=False)
    put("promoted", promoted)

    stranger = copy.deepcopy(right)
    for name, cell in cells(stranger):
        settings(cell)["grade_id"] = f"my-{name}"
    put("renamed-cells", stranger)

    twice = copy.deepcopy(right)
    copied = {name: copy.deepcopy(cell) for name, cell in cells(right)}
    wrong = {**copied["chain"], "source": "def chain(*anything):\n    return 0.0\n"}
    twice["cells"] = [copied["sigmoid--chain-rule"], wrong, *twice["cells"]]
    put("copied-cells", twice)

    put("hostile", room.solved("ex3", sigmoid=EQUAL_TO_ALL, sigmoid_derivative=LOOP, chain=EXIT))
    put("spy", room.solved("ex3", along_path=SPY.format(folder=str(room.folder))))
    put("formatter", fresh(stub, FORMATTER))

    r = copy.deepcopy(stub)
    r["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    r["metadata"]["language_info"] = {"name": "R"}
    for name, cell in cells(r):
        cell["source"] = text(cell) if name in FULL else "chain <- function(f, g, dg, x) f(g(x))"
    put("writes-r", r)

    invalid = copy.deepcopy(right)
    for cell in invalid["cells"]:
        cell.pop("outputs", None)
        cell["id"] = "always the same"
    put("invalid", invalid)

    put("torn", json.dumps(right)[:2000])
    put("empty", "")
    put("no-notebook", '["cells"]')
    put("wrong-name", right, name="ex3 (1).ipynb")
    put("in-japan", right, timestamp="2026-11-01 19:00:00 JST")
    put("in-london", right, timestamp="2026-11-01 10:00:00 UTC")
    put("somewhere", right, timestamp="2026-11-01 10:00:00")


def solution() -> str:
    return (ROOT / "reference" / "solutions" / "ex3.py").read_text(encoding="utf-8")


def result(value: object) -> Cell:
    return {
        "output_type": "execute_result",
        "data": {"text/plain": str(value)},
        "metadata": {},
        "execution_count": 1,
    }


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "timestamp.txt"
    }


@pytest.fixture(scope="module")
def graded(released: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    return Graded(released.copied(tmp_path_factory.mktemp("course")))


class Graded:
    """The class after one run of `nbgrader autograde ex3`."""

    def __init__(self, room: Classroom) -> None:
        self.room = room
        hand_in(room)
        before = digests(room.folder / "submitted")
        self.done: subprocess.CompletedProcess[str] = self.room.graded("ex3")
        self.said = self.done.stdout + self.done.stderr
        self.untouched = digests(room.folder / "submitted") == before
        self.scores = self.room.scores("ex3")


SCORES = {
    "right": FULL,
    "untouched": NOTHING,
    "mixed": FULL | {"sigmoid_derivative--chain-rule": 0.0},
    "noisy": FULL,
    "no-tests": FULL,
    "half-gone": FULL | {"chain--chain-rule": 0.0},
    "own-cells": FULL,
    "edited-tests": NOTHING,
    "promoted": NOTHING,
    "renamed-cells": FULL,
    "copied-cells": FULL,
    "spy": FULL | {"along_path--chain-rule": 0.0},
    "formatter": NOTHING,
    "writes-r": NOTHING,
    "invalid": FULL,
    "torn": NOTHING,
    "empty": NOTHING,
    "no-notebook": NOTHING,
    "in-japan": FULL,
}


@pytest.mark.parametrize("student", SCORES)
def test_scores(graded: Graded, student: str) -> None:
    assert graded.scores[student] == SCORES[student]


def test_hostile_functions_cost_their_own_points_only(graded: Graded) -> None:
    lost = ("sigmoid--chain-rule", "sigmoid_derivative--chain-rule", "chain--chain-rule")
    assert graded.scores["hostile"] == FULL | dict.fromkeys(lost, 0.0)


def test_a_notebook_of_another_name_is_reported_and_not_lost(graded: Graded) -> None:
    """nbgrader itself does not look at it; it says so, and the rest of the class is graded."""
    assert graded.done.returncode == 1
    assert "There was an error processing assignment 'ex3' for student 'wrong-name'" in graded.said
    assert graded.scores["wrong-name"] == dict.fromkeys(FULL)
    assert graded.said.count("There was an error processing assignment 'ex3'") == 1


def test_nothing_that_was_handed_in_is_changed(graded: Graded) -> None:
    assert graded.untouched


def test_what_cannot_be_read_is_reported(graded: Graded) -> None:
    for student in ("torn", "empty", "no-notebook"):
        assert f"submitted/{student}/ex3/ex3.ipynb cannot be read" in graded.said
        feedback = graded.room.feedback(student, "ex3")
        assert "could not be opened" in feedback["chain--chain-rule"]
    assert "damaged" in graded.room.feedback("torn", "ex3")["sigmoid--chain-rule"]


def test_feedback_says_what_is_wrong_and_where(graded: Graded) -> None:
    feedback = graded.room.feedback("mixed", "ex3")
    assert feedback["sigmoid--chain-rule"] == "✓ ok  sigmoid · Chain rule  1 / 1\n"
    wrong = feedback["sigmoid_derivative--chain-rule"]
    assert wrong.startswith("✗ no  sigmoid_derivative · Chain rule  0 / 2\n")
    assert "It is the derivative that the reference engine finds." in wrong
    path = graded.room.folder / "autograded/mixed/ex3/ex3.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    number = int(wrong.split("ex3.ipynb, cell ")[1].split(",")[0])
    assert "return sigmoid(x)" in text(notebook["cells"][number - 1])


def test_every_grade_cell_holds_its_score_and_nothing_else(graded: Graded) -> None:
    for student, scores in graded.scores.items():
        path = graded.room.folder / "autograded" / student / "ex3" / "ex3.ipynb"
        if student == "wrong-name":
            assert not path.exists()
            continue
        found = {}
        for name, cell in cells(json.loads(path.read_text(encoding="utf-8"))):
            if name in FULL:
                printed, value = cell["outputs"]
                assert printed["name"] == "stdout"
                found[name] = float("".join(value["data"]["text/plain"]))
        assert found == scores


def test_the_seed_is_a_secret(graded: Graded) -> None:
    path = graded.room.folder / ".course-seed"
    assert path.stat().st_mode & 0o777 == 0o600
    seed = path.read_text(encoding="ascii").strip()
    assert seed not in graded.said
    for step in ("source", "release", "autograded"):
        for file in (graded.room.folder / step).rglob("*"):
            assert not file.is_file() or seed.encode() not in file.read_bytes()


def test_times_are_what_was_meant(graded: Graded) -> None:
    times = dict(
        graded.room.query(
            "select student.id, timestamp from submitted_assignment submission"
            " join student on submission.student_id = student.id"
        )
    )
    for student in ("in-japan", "in-london", "somewhere"):
        assert times[student].startswith("2026-11-01 10:00:00")
    file = graded.room.folder / "submitted/in-japan/ex3/timestamp.txt"
    assert file.read_text(encoding="utf-8") == "2026-11-01 10:00:00 UTC\n"
    assert "submitted/somewhere/ex3/timestamp.txt names no time zone" in graded.said


def test_grading_again_gives_the_same(graded: Graded) -> None:
    students = ("mixed", "spy", "torn")
    before = {student: graded.room.feedback(student, "ex3") for student in students}
    for student in students:
        assert graded.room.graded("ex3", "--force", f"--student={student}").returncode == 0
    assert graded.room.scores("ex3") == graded.scores
    assert {student: graded.room.feedback(student, "ex3") for student in students} == before


def test_a_manual_grade_survives(graded: Graded) -> None:
    select = (
        "grade.id in (select grade.id from grade join submitted_notebook on"
        " grade.notebook_id = submitted_notebook.id join submitted_assignment on"
        " submitted_notebook.assignment_id = submitted_assignment.id"
        " where submitted_assignment.student_id = 'half-gone')"
    )
    graded.room.query(f"update grade set manual_score = 0.5, extra_credit = 0.25 where {select}")
    assert graded.room.graded("ex3", "--force", "--student=half-gone").returncode == 0
    kept = graded.room.query(f"select manual_score, extra_credit from grade where {select}")
    assert kept == [(0.5, 0.25)] * len(FULL)
    graded.room.query(
        f"update grade set manual_score = null, extra_credit = null, needs_manual_grade = 0"
        f" where {select}"
    )


def test_feedback_pages_and_export(graded: Graded) -> None:
    assert graded.room.run("nbgrader", "generate_feedback", "ex3").returncode == 0
    page = (graded.room.folder / "feedback/mixed/ex3/ex3.html").read_text(encoding="utf-8")
    assert "✗ no  sigmoid_derivative · Chain rule  0 / 2" in page
    assert "data:image/svg+xml;base64," in page
    assert "harmful-link" not in page
    assert graded.room.run("nbgrader", "export", "--to", "marks.csv").returncode == 0
    with (graded.room.folder / "marks.csv").open(encoding="utf-8", newline="") as file:
        marks = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    expected = {name: sum(v or 0.0 for v in row.values()) for name, row in graded.scores.items()}
    assert marks == expected


# -- other exercises, other circumstances ---------------------------------------------------------


def test_every_concept_by_itself_in_the_notebooks_language(tmp_path: Path) -> None:
    """A function that is right and too dear loses the points of the cost only."""
    room = Classroom(tmp_path)
    room.released("ex1", "ja")
    dear = next(
        program
        for program in programs.misconceptions("ex1", ROOT / "reference")
        if program.misconception and program.misconception.concept == "cost"
    )
    room.hand_in("dear", "ex1", room.solved("ex1", partial_numeric=dear.source))
    assert room.graded("ex1").returncode == 0
    scores = room.scores("ex1")["dear"]
    assert scores["partial_numeric--partial-derivative"] == 2.0
    assert scores["partial_numeric--cost"] == 0.0
    assert room.total("dear", "ex1") == 9.0
    feedback = room.feedback("dear", "ex1")
    assert (
        "× 不正解" in feedback["partial_numeric--cost"] or "×" in feedback["partial_numeric--cost"]
    )
    assert "微分の計算量" in feedback["partial_numeric--cost"]


def test_a_fault_of_ours_gives_no_marks(released: Classroom, tmp_path: Path) -> None:
    room = released.copied(tmp_path)
    work = room.hand_in("right", "ex3", room.solved("ex3"))
    handed_in = work.read_bytes()
    (tmp_path / ".course-seed").write_text("not a seed\n", encoding="ascii")
    done = room.graded("ex3")
    assert done.returncode == 1
    assert "this is not a seed of the course" in done.stdout + done.stderr
    assert room.scores("ex3")["right"] == dict.fromkeys(FULL)
    assert not (tmp_path / "autograded/right/ex3").exists()
    assert work.read_bytes() == handed_in
    (tmp_path / ".course-seed").unlink()
    assert room.graded("ex3").returncode == 0
    assert room.scores("ex3")["right"] == FULL


def test_points_that_have_changed_since_the_release(released: Classroom, tmp_path: Path) -> None:
    room = released.copied(tmp_path)
    room.hand_in("right", "ex3", room.solved("ex3"))
    path = tmp_path / "course.yaml"
    before = path.read_text(encoding="utf-8")
    after = before.replace("sigmoid: {chain-rule: 1}", "sigmoid: {chain-rule: 2}")
    after = after.replace(
        "sigmoid_derivative: {chain-rule: 2}", "sigmoid_derivative: {chain-rule: 1}"
    )
    assert after != before
    path.write_text(after, encoding="utf-8")
    done = room.graded("ex3")
    assert done.returncode == 1
    assert "`course release ex3` brings the gradebook up to date" in done.stdout + done.stderr
    room.released("ex3")
    assert room.graded("ex3").returncode == 0
    assert room.scores("ex3")["right"] == FULL | {
        "sigmoid--chain-rule": 2.0,
        "sigmoid_derivative--chain-rule": 1.0,
    }


def with_own_cell(room: Classroom, cell: Cell) -> None:
    """Add a cell to the source and release that."""
    notebook = room.notebook("source", "ex3")
    notebook["cells"].append(cell)
    path = room.folder / "source/ex3/ex3.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    room.released("ex3")


def test_what_instructors_mark_by_hand_waits_for_them(released: Classroom, tmp_path: Path) -> None:
    room = released.copied(tmp_path)
    by_hand = {"schema_version": 3, "grade": True, "solution": True, "locked": False, "points": 5}
    question = {
        "cell_type": "markdown",
        "id": "question",
        "metadata": {"nbgrader": {**by_hand, "task": False, "grade_id": "why-backwards"}},
        "source": "Why backwards?",
    }
    with_own_cell(room, question)
    work = changed(room.solved("ex3"), "why-backwards", source="Because there is one dial.")
    room.hand_in("right", "ex3", work)
    assert room.graded("ex3").returncode == 0
    assert room.scores("ex3")["right"] == FULL | {"why-backwards": None}


def test_tests_that_nothing_here_can_judge_are_refused(released: Classroom, tmp_path: Path) -> None:
    room = released.copied(tmp_path)
    test = copy.deepcopy(dict(cells(room.notebook("source", "ex3")))["chain--chain-rule"])
    test |= {"id": "own", "source": "assert chain"}
    settings(test)["grade_id"] = "own-test"
    with_own_cell(room, test)
    room.hand_in("right", "ex3", room.solved("ex3"))
    done = room.graded("ex3")
    assert done.returncode == 1
    assert "nothing in the course can judge the grade cell own-test" in done.stdout + done.stderr
    assert set(room.scores("ex3")["right"].values()) == {None}


def test_a_class_may_move(released: Classroom, tmp_path: Path) -> None:
    """The configuration holds no path; nbgrader may be started from any shell."""
    room = released.copied(tmp_path / "with a space and ünïcode")
    room.hand_in("right", "ex3", room.solved("ex3"))
    assert room.graded("ex3").returncode == 0
    assert room.scores("ex3")["right"] == FULL
