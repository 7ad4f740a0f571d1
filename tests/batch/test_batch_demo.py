"""The made-up class, and the commands around a batch, as an instructor meets them."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from classes import COURSE, EXERCISE, SOLUTION, course_command, hand_in, own_course

from grader.batch.made_up import people

needs_walls = pytest.mark.skipif(sys.platform != "linux", reason="the walls need Linux")


def test_the_class_is_the_same_every_time_and_of_both_scripts() -> None:
    everybody = people(COURSE, COURSE.exercise(EXERCISE))
    assert everybody == people(COURSE, COURSE.exercise(EXERCISE))
    assert len(everybody) == 30
    assert {person.language for person in everybody} == {"en", "ja"}
    assert len({(person.given, person.family) for person in everybody}) == 30
    assert sum(not person.notebook for person in everybody) >= 3
    assert {person.damage for person in everybody} >= {"torn", "absent", "syntax", "renamed"}


@pytest.mark.parametrize("exercise", [e.name for e in COURSE.exercises])
def test_a_class_can_be_made_up_of_every_exercise(exercise: str, tmp_path: Path) -> None:
    from grader.batch.made_up import hand_in as all_hand_in

    wanted = COURSE.exercise(exercise)
    if not (COURSE.root / "reference" / "misconceptions" / f"{exercise}.py").is_file():
        pytest.skip("its known programs are not written")
    all_hand_in(tmp_path, COURSE, wanted, None)
    assert len(list((tmp_path / "submitted").iterdir())) == 30


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_course(tmp_path_factory.mktemp("demo") / "root")


@needs_walls
def test_the_whole_tour(root: Path, tmp_path: Path) -> None:
    done = course_command(root, tmp_path, "demo", "tour")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "30 of 30 submissions are graded" in done.stdout
    tour = tmp_path / "tour"
    found = [json.loads(x) for x in (tour / "results/ex3.jsonl").read_text("utf-8").splitlines()]
    scores = [card["score"] for card in found]
    assert max(scores) == 10.0 and min(scores) == 0.0 and len(set(scores)) > 5
    statuses = {f["status"] for card in found for f in card["functions"]}
    assert statuses >= {"passed", "failed", "todo", "timeout", "crashed", "missing"}
    remarks = [remark for card in found for remark in card["remarks"]]
    assert any("ex3.ipynb がないので" in remark or "taken for it" in remark for remark in remarks)
    assert (tour / "marks.csv").read_text("utf-8").count("\n") == 31
    assert "<html" in (tour / "report.html").read_text("utf-8")
    if find_spec("nbgrader"):
        assert (tour / "gradebook.db").is_file()
        assert len(list(tour.glob("feedback/*/ex3/ex3.html"))) == 30
        assert len(list(tour.glob("autograded/*/ex3/ex3.ipynb"))) == 30
    else:
        assert "nbgrader is not installed" in " ".join(done.stderr.split())
    again = course_command(root, tmp_path, "demo", "tour")
    assert again.returncode == 2
    assert "not empty" in again.stderr


@needs_walls
def test_commands_before_anything_is_graded_say_what_to_do(root: Path, tmp_path: Path) -> None:
    for words in (("report",), ("export", "csv"), ("report", EXERCISE)):
        done = course_command(root, tmp_path, *words)
        assert done.returncode == 2
        assert "course grade EX" in done.stderr
    done = course_command(root, tmp_path, "grade", EXERCISE)
    assert done.returncode == 2
    assert "nothing has been handed in" in " ".join(done.stderr.split())
    done = course_command(root, tmp_path, "export", "pdf")
    assert done.returncode == 2
    assert "gradescope" in done.stderr
    done = course_command(root, tmp_path, "grade", EXERCISE, "--fresh", "--resume")
    assert done.returncode == 2


@needs_walls
def test_exports_are_written_where_they_are_wanted(root: Path, tmp_path: Path) -> None:
    hand_in(tmp_path, "a", SOLUTION)
    (tmp_path / "students.csv").write_text("id,last_name\na,名前\n", encoding="utf-8")
    assert course_command(root, tmp_path, "grade", EXERCISE, "--jobs", "1").returncode == 0
    done = course_command(root, tmp_path, "export", "csv", EXERCISE)
    assert done.stdout.splitlines()[1] == "a,名前,,,ex3,chain-rule,10,10"
    done = course_command(root, tmp_path, "export", "csv", "--bom", "--output", "marks.csv")
    assert (tmp_path / "marks.csv").read_bytes().startswith(b"\xef\xbb\xbfstudent,")
    done = course_command(root, tmp_path, "export", "gradescope", "--output", "out")
    results = json.loads((tmp_path / "out/ex3/a/results.json").read_text("utf-8"))
    assert (done.returncode, results["score"]) == (0, 10.0)
    (tmp_path / "grades.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,ex3 (1)\nx,,a,,,\n", encoding="utf-8"
    )
    done = course_command(root, tmp_path, "export", "canvas", "--template", "grades.csv")
    assert done.stdout.splitlines()[1] == "x,,a,,,10"
