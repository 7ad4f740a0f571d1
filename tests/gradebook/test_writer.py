"""`course grade` into nbgrader's gradebook: marks arrive, and what people entered stays."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from classroom import NEEDS_NBGRADER, NEEDS_WALLS, ROOT, Classroom, cells, settings, text

from grader import course
from grader.batch import scorecards
from grader.errors import ConfigurationError, GraderFault, UsageError

pytestmark = [NEEDS_NBGRADER, NEEDS_WALLS]

EX = "ex3"
SOLUTION = (ROOT / "reference" / "solutions" / "ex3.py").read_text(encoding="utf-8")
WRONG = f"{SOLUTION}\n\ndef sigmoid(x):\n    return 0.0\n"

# Everything in the gradebook that means something, without its random ids.
_ALL = """
select student.id, student.last_name, submission.timestamp, sheet.late_submission_penalty,
       sheet.flagged, cell.name, grade.auto_score, grade.manual_score, grade.extra_credit,
       grade.needs_manual_grade, null, null
from submitted_notebook sheet
join submitted_assignment submission on sheet.assignment_id = submission.id
join student on submission.student_id = student.id
join grade on grade.notebook_id = sheet.id
join base_cell cell on grade.cell_id = cell.id
union all
select student.id, '', '', 0, 0, cell.name, 0, 0, 0, 0,
       comment.auto_comment, comment.manual_comment
from submitted_notebook sheet
join submitted_assignment submission on sheet.assignment_id = submission.id
join student on submission.student_id = student.id
join comment on comment.notebook_id = sheet.id
join base_cell cell on comment.cell_id = cell.id
"""


def everything(room: Classroom) -> list[tuple[Any, ...]]:
    return sorted(room.query(_ALL), key=repr)


def grade(room: Classroom, *options: str) -> str:
    done = room.run("course", "grade", EX, *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def fill(room: Classroom) -> None:
    """A small class, one of each kind."""
    room.hand_in("right", EX, room.solved(EX), timestamp="2026-05-01 19:00:00 +0900")
    room.hand_in("script", EX, WRONG, name=f"{EX}.py", timestamp="2026-05-03 10:00:00 UTC")
    room.hand_in("untouched", EX, room.notebook("release", EX))
    room.hand_in("broken", EX, "{")
    (room.folder / "students.csv").write_text(
        "id,first_name,last_name,email,language\nright,結衣,佐藤,yui@example.org,ja\n"
        'script,Al,"O\'Neill, Jr.",al@example.org,\n',
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A class that is graded; the tests work on copies."""
    room = Classroom(tmp_path_factory.mktemp("class"))
    room.released(EX)
    fill(room)
    grade(room)
    return room


@pytest.fixture
def room(original: Classroom, tmp_path: Path) -> Classroom:
    copied = object.__new__(Classroom)
    copied.folder = tmp_path / "class"
    shutil.copytree(original.folder, copied.folder)
    return copied


def results(room: Classroom) -> list[dict[str, Any]]:
    return list(scorecards(room.folder / "results" / f"{EX}.jsonl"))


def record(room: Classroom, url: str | None = None, patience: float = 1.0) -> None:
    from grader.gradebook.database import url_of
    from grader.gradebook.recording import Record
    from grader.gradebook.recording import record as recorded

    whole = course.load(room.folder)
    place = url or url_of(room.folder, None)
    where = Record(whole, whole.exercise(EX), room.folder, place, patience=patience)
    recorded(where, results(room))


# -- what arrives ---------------------------------------------------------------------------------


def test_the_gradebook_says_what_the_scorecards_say(original: Classroom) -> None:
    found = original.scores(EX)
    for card in results(original):
        student = card["submission"]["student"]
        for function in card["functions"]:
            for concept in {check["concept"] for check in function["checks"]}:
                assert found[student][f"{function['name']}--{concept}"] == function["score"]
    assert {name: original.total(name, EX) for name in found} == {
        "right": 10.0,
        "script": 9.0,
        "untouched": 0.0,
        "broken": 0.0,
    }


def test_marks_are_those_of_nbgraders_own_command(room: Classroom) -> None:
    ours = room.scores(EX)
    done = room.graded(EX, "--force")
    assert "Traceback" not in done.stdout
    assert {s: room.scores(EX)[s] for s in ("right", "untouched", "broken")} == {
        s: ours[s] for s in ("right", "untouched", "broken")
    }


def test_times_are_utc_and_people_have_their_names(original: Classroom) -> None:
    query = (
        "select student.id, first_name, last_name, timestamp from submitted_assignment s "
        "join student on student.id = s.student_id order by 1"
    )
    assert original.query(query) == [
        ("broken", None, None, None),
        ("right", "結衣", "佐藤", "2026-05-01 10:00:00.000000"),
        ("script", "Al", "O'Neill, Jr.", "2026-05-03 10:00:00.000000"),
        ("untouched", None, None, None),
    ]


def test_who_wrote_nothing_is_told_so(original: Classroom) -> None:
    silent = original.query(
        "select distinct student.id from comment join submitted_notebook n "
        "on n.id = comment.notebook_id join submitted_assignment s on s.id = n.assignment_id "
        "join student on student.id = s.student_id where auto_comment = 'No response.' order by 1"
    )
    assert silent == [("broken",), ("untouched",)]


def test_formgrader_finds_a_notebook_with_marks_in_its_cells(original: Classroom) -> None:
    import nbformat

    scores = original.scores(EX)
    for student in scores:
        path = original.folder / "autograded" / student / EX / f"{EX}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        marked = {}
        for name, cell in cells(json.loads(path.read_text(encoding="utf-8"))):
            if settings(cell)["grade"]:
                marked[name] = float(text(cell["outputs"][-1]["data"], "text/plain"))
        assert marked == scores[student]


def test_a_script_becomes_a_notebook_with_all_of_its_text(original: Classroom) -> None:
    path = original.folder / "autograded" / "script" / EX / f"{EX}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    shown = "\n".join(
        text(cell)
        for cell in notebook["cells"]
        if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("grade")
    )
    assert [line for line in shown.splitlines() if line.strip()] == [
        line for line in WRONG.splitlines() if line.strip()
    ]
    solutions = [name for name, cell in cells(notebook) if settings(cell)["solution"]]
    assert len(solutions) == len(set(solutions)) == 6
    last = next(text(cell) for name, cell in cells(notebook) if name == "sigmoid")
    assert "return 0.0" in last  # the one that counts


def test_everybody_has_a_page_in_their_own_language(original: Classroom) -> None:
    pages = {
        name: (original.folder / "feedback" / name / EX / f"{EX}.html").read_text("utf-8")
        for name in ("right", "script", "untouched", "broken")
    }
    assert '<html lang="ja">' in pages["right"] and "佐藤結衣" in pages["right"]
    assert '<html lang="en">' in pages["script"] and "O&#x27;Neill" not in pages["script"]
    assert "this notebook is damaged" in pages["broken"]


def test_marks_by_concept_come_from_the_gradebook_alone(original: Classroom) -> None:
    done = original.run(
        *("nbgrader", "export", "--exporter=grader.gradebook.exporters.ConceptExporter"),
        *("--to", "concepts.csv"),
    )
    assert done.returncode == 0, done.stderr
    with (original.folder / "concepts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["student"], r["last_name"], r["concept"], r["score"]) for r in rows] == [
        ("broken", "", "chain-rule", "0"),
        ("right", "佐藤", "chain-rule", "10"),
        ("script", "O'Neill, Jr.", "chain-rule", "9"),
        ("untouched", "", "chain-rule", "0"),
    ]
    ours = original.run("course", "export", "csv", EX)
    theirs = original.run("course", "export", "csv", EX, "--from-gradebook")
    assert ours.stdout == theirs.stdout == (original.folder / "concepts.csv").read_text("utf-8")


# -- what stays -----------------------------------------------------------------------------------


def test_writing_again_changes_nothing(room: Classroom) -> None:
    before, ids = everything(room), room.query("select id from grade order by 1")
    record(room)
    assert everything(room) == before
    assert room.query("select id from grade order by 1") == ids


def test_what_instructors_entered_survives_a_regrade(room: Classroom) -> None:
    with sqlite3.connect(room.folder / "gradebook.db") as database:
        database.execute(
            "update grade set manual_score = 0.5, extra_credit = 0.25 where cell_id = "
            "(select id from base_cell where name = 'sigmoid--chain-rule')"
        )
        database.execute("update comment set manual_comment = 'Come and see me.'")
        database.execute("update submitted_notebook set late_submission_penalty = 1.5, flagged = 1")
        database.execute("update submitted_assignment set extension = '1970-01-02 00:00:00'")
    database.close()
    room.hand_in("script", EX, SOLUTION, name=f"{EX}.py")
    grade(room, "--fresh")
    found = room.query(
        "select distinct manual_score, extra_credit, needs_manual_grade from grade where "
        "manual_score is not null"
    )
    assert found == [(0.5, 0.25, 1)]
    assert room.query("select distinct manual_comment from comment") == [("Come and see me.",)]
    assert room.query("select distinct late_submission_penalty, flagged from submitted_notebook") \
        == [(1.5, 1)]  # fmt: skip
    assert room.query("select count(*) from submitted_assignment where extension is null") == [(0,)]
    assert room.query("select auto_score from grade where manual_score is not null "
                      "order by 1") == [(0.0,), (0.0,), (1.0,), (1.0,)]  # fmt: skip


def test_late_work_costs_what_the_courses_rule_says(room: Classroom) -> None:
    with sqlite3.connect(room.folder / "gradebook.db") as database:
        database.execute("update assignment set duedate = '2026-05-02 00:00:00.000000'")
    database.close()
    record(room)
    query = (
        "select student_id, late_submission_penalty from submitted_notebook n "
        "join submitted_assignment s on s.id = n.assignment_id order by 1"
    )
    assert {penalty for _, penalty in room.query(query)} == {None}
    with (room.folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    record(room)
    assert dict(room.query(query)) == {
        "broken": None,
        "right": None,
        "script": 9.0,
        "untouched": None,
    }


def test_grading_before_releasing_makes_the_same_cells(tmp_path: Path) -> None:
    room = Classroom(tmp_path / "class")
    room.hand_in("script", EX, WRONG, name=f"{EX}.py")
    grade(room)
    assert room.total("script", EX) == 9.0
    assert not (room.folder / "source").exists()
    room.released(EX)  # and a release afterwards finds nothing to complain about
    assert room.total("script", EX) == 9.0


# -- what goes wrong ------------------------------------------------------------------------------


def test_a_locked_database_is_waited_for(room: Classroom) -> None:
    before = everything(room)
    database = sqlite3.connect(room.folder / "gradebook.db", check_same_thread=False)
    database.execute("update grade set auto_score = 0.125")
    database.commit()
    database.execute("begin exclusive")
    unlock = threading.Timer(7, lambda: (database.rollback(), database.close()))
    unlock.start()
    record(room, patience=60)
    unlock.join()
    assert everything(room) == before


def test_a_database_that_stays_locked_is_said_and_nothing_is_lost(room: Classroom) -> None:
    before = everything(room)
    database = sqlite3.connect(room.folder / "gradebook.db")
    database.execute("begin exclusive")
    with pytest.raises(GraderFault, match=r"database is locked.*all marks are in the results"):
        record(room, patience=1)
    database.rollback()
    database.close()
    record(room)
    assert everything(room) == before


def alongside(room: Classroom) -> Any:
    from grader.batch import Batch
    from grader.gradebook.alongside import Alongside

    whole = course.load(room.folder)
    place = room.folder / "results" / f"{EX}.jsonl"
    return Alongside(Batch(whole, whole.exercise(EX), room.folder, place, "seed"), {}, None)


def soon(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until
        time.sleep(0.01)


def files(room: Classroom) -> dict[str, bytes]:
    return {
        str(path.relative_to(room.folder)): path.read_bytes()
        for made in ("autograded", "feedback")
        for path in sorted((room.folder / made).rglob("*.*"))
    }


def test_what_is_recorded_while_others_judge_is_the_same(room: Classroom) -> None:
    record(room)  # without the names in students.csv
    before, written = everything(room), files(room)
    for made in ("autograded", "feedback"):
        shutil.rmtree(room.folder / made)
    database = sqlite3.connect(room.folder / "gradebook.db")
    database.execute("update grade set auto_score = 0.125")
    database.commit()
    database.close()
    recording = alongside(room)
    cards = results(room)
    for card in cards[:3]:
        recording.take(card)
    soon(lambda: len(list(room.folder.glob("feedback/*/*/*.html"))) == 3)
    recording.finish(cards)
    assert everything(room) == before
    assert files(room) == written


def test_a_configuration_that_fails_is_said_when_everybody_is_judged(room: Classroom) -> None:
    recording = alongside(room)
    (room.folder / "nbgrader_config.py").write_text("raise RuntimeError('no')", encoding="utf-8")
    for card in results(room):
        recording.take(card)
    with pytest.raises(ConfigurationError, match="stops with RuntimeError: no"):
        recording.finish(results(room))


def test_a_locked_database_does_not_keep_anybody_from_judging(room: Classroom) -> None:
    before = everything(room)
    database = sqlite3.connect(room.folder / "gradebook.db")
    database.execute("update grade set auto_score = 0.125")
    database.commit()
    database.execute("begin exclusive")
    recording = alongside(room)
    for card in results(room):
        recording.take(card)
    soon(recording._given.empty)  # it has given up at the first one, and lets the others pass
    database.rollback()
    database.close()
    assert everything(room) != before
    recording.finish(results(room))
    assert everything(room) == before


@pytest.mark.parametrize(
    ("url", "error", "said"),
    [
        ("sqlite:////nowhere/at/all/gradebook.db", GraderFault, "unable to open database file"),
        ("nonsense://x", UsageError, "cannot be opened"),
        ("postgresql://me:secret@localhost:1/x", (UsageError, GraderFault), "postgresql"),
    ],
)
def test_a_database_that_is_not_there(room: Classroom, url: str, error: Any, said: str) -> None:
    with pytest.raises(error) as caught:
        record(room, url, patience=0.5)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


def test_points_that_are_not_the_courses_any_more(room: Classroom) -> None:
    with sqlite3.connect(room.folder / "gradebook.db") as database:
        database.execute("update grade_cells set max_score = 7")
    database.close()
    with pytest.raises(ConfigurationError, match="course release ex3"):
        record(room)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_while_recording_it_ends_the_same(room: Classroom) -> None:
    expected = everything(room)
    for made in ("autograded", "feedback"):
        shutil.rmtree(room.folder / made)
    with sqlite3.connect(room.folder / "gradebook.db") as database:
        for table in ("grade", "comment", "submitted_notebook", "submitted_assignment", "student"):
            database.execute(f"delete from {table}")
    database.close()
    chance = random.Random(7)
    for _time in range(2):
        grader = subprocess.Popen(
            [sys.executable, "-m", "grader", "grade", EX],
            cwd=room.folder, env=room.environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while grader.poll() is None and not (room.folder / "autograded").exists():
            time.sleep(0.01)
        time.sleep(0.1 * chance.random())
        if grader.poll() is None:
            os.kill(grader.pid, signal.SIGKILL)
        grader.wait()
        shutil.rmtree(room.folder / "autograded", ignore_errors=True)
    assert "Graded before and unchanged" in grade(room)
    assert everything(room) == expected
    assert (room.folder / "feedback" / "right" / EX / f"{EX}.html").is_file()
    assert not list(room.folder.rglob("*.part"))
