"""A student's folder: made, looked over, mended, and never damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader import course, workspace
from grader.commands import judged
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.result import Scorecard
from grader.submission import Found

REPOSITORY = Path(__file__).parent.parent
SOLUTIONS = REPOSITORY / "reference" / "solutions"


@pytest.fixture(scope="module")
def whole() -> Course:
    return course.load()


# -- start --------------------------------------------------------------------------------------


def test_start_hands_out_what_a_student_needs_and_nothing_else(
    whole: Course, tmp_path: Path
) -> None:
    started = workspace.start(whole, tmp_path / "backprop")
    assert not started.kept
    for exercise in whole.exercises:
        folder = tmp_path / "backprop" / exercise.name
        assert (folder / f"{exercise.name}.py").read_bytes() == workspace.stub(exercise)
        assert not (folder / "checks.py").exists()
        allowed = {f"{exercise.name}.py", "README.md", "README.ja.md", "figures"}
        assert {path.name for path in folder.iterdir()} <= allowed
        for figure in (exercise.folder / "figures").glob("*"):
            assert (folder / "figures" / figure.name).read_bytes() == figure.read_bytes()


def test_start_never_overwrites(whole: Course, tmp_path: Path) -> None:
    name = whole.exercises[0].name
    work = tmp_path / name / f"{name}.py"
    work.parent.mkdir()
    work.write_text("my work\n")
    first = workspace.start(whole, tmp_path)
    assert first.kept == (Path(name) / f"{name}.py",)
    second = workspace.start(whole, tmp_path)
    assert work.read_text() == "my work\n"
    assert not second.made
    assert set(second.kept) == {*first.made, *first.kept}


def test_start_says_where_it_cannot_write(whole: Course, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(UsageError) as caught:
        workspace.start(whole, tmp_path / "taken")
    assert "taken" in caught.value.text("en")
    assert "書き込めません" in caught.value.text("ja")


# -- reset --------------------------------------------------------------------------------------


def test_reset_keeps_every_version_of_the_work(whole: Course, tmp_path: Path) -> None:
    exercise = whole.exercises[0]
    path = tmp_path / f"{exercise.name}.py"
    for number in (1, 2, 3):
        path.write_text(f"version {number}\n")
        backup = workspace.reset(exercise, path)
        assert backup.name == f"{exercise.name}.py.bak-{number}"
        assert path.read_bytes() == workspace.stub(exercise)
    assert [backup.read_text() for backup in sorted(tmp_path.glob("*.bak-*"))] == [
        "version 1\n",
        "version 2\n",
        "version 3\n",
    ]
    assert len(list(tmp_path.iterdir())) == 4  # nothing half-written is left


def test_a_notebook_is_not_reset(whole: Course, tmp_path: Path) -> None:
    exercise = whole.exercises[0]
    with pytest.raises(UsageError, match="notebook"):
        workspace.resettable(exercise, Found(tmp_path / f"{exercise.name}.ipynb"))


# -- finding ------------------------------------------------------------------------------------


def test_from_one_exercise_its_neighbours_are_found(whole: Course, tmp_path: Path) -> None:
    workspace.start(whole, tmp_path)
    first, second = (exercise.name for exercise in whole.exercises[:2])
    found = workspace.locate(whole, second, tmp_path / first)
    assert found.path == tmp_path / second / f"{second}.py"
    assert workspace.shown(found.path, tmp_path / first) == os.path.join(
        "..", second, f"{second}.py"
    )


def test_no_work_is_said_with_what_to_do(whole: Course, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="course start"):
        workspace.locate(whole, whole.exercises[0].name, tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="here is no"):
        workspace.named(Path("ex3.py"))
    (tmp_path / "ex3_mine.py").touch()
    with pytest.raises(UsageError, match=r"did you mean ex3_mine\.py\? Here are: ex3_mine\.py"):
        workspace.named(Path("ex3_mime.py"))
    with pytest.raises(UsageError, match="this is a folder"):
        workspace.named(tmp_path)


# -- where you stand ----------------------------------------------------------------------------


class CountingJudge:
    """The judge, and what it was asked to judge."""

    def __init__(self, whole: Course) -> None:
        self.whole = whole
        self.asked: list[str] = []

    def __call__(self, exercise: Exercise, path: Path) -> Scorecard:
        self.asked.append(exercise.name)
        return judged(self.whole, exercise, path, "en")


def test_work_is_judged_once_until_it_changes(whole: Course, tmp_path: Path) -> None:
    exercise = whole.exercises[0]
    judge = CountingJudge(whole)

    def standing() -> workspace.Standing:
        return workspace.standing(whole, exercise, tmp_path, judge)

    nothing = standing()
    assert (nothing.path, nothing.score, nothing.begun) == (None, 0.0, False)

    workspace.start(whole, tmp_path)
    fresh = standing()
    assert (fresh.score, fresh.next, fresh.begun) == (0.0, exercise.functions[0].name, False)
    assert not judge.asked

    work = tmp_path / exercise.name / f"{exercise.name}.py"
    mine = f"\n# {tmp_path}\n".encode()  # what nobody else has had judged
    work.write_bytes((SOLUTIONS / f"{exercise.name}.py").read_bytes() + mine)
    done = standing()
    assert (done.score, done.next, done.begun) == (exercise.max_score, None, True)
    assert standing() == done
    assert judge.asked == [exercise.name]

    work.write_bytes(workspace.stub(exercise) + mine)
    changed = standing()
    assert (changed.score, changed.begun) == (0.0, False)
    assert judge.asked == [exercise.name] * 2


def test_a_damaged_memory_is_no_memory(whole: Course, tmp_path: Path, one_cache: Path) -> None:
    exercise = whole.exercises[0]
    work = tmp_path / f"{exercise.name}.py"
    work.write_bytes(workspace.stub(exercise) + b"\n# mine\n")
    judge = CountingJudge(whole)
    before = workspace.standing(whole, exercise, tmp_path, judge)
    for kept in one_cache.glob("standing-*"):
        kept.write_bytes(b'{"not": "this"')
    judge.asked.clear()
    assert workspace.standing(whole, exercise, tmp_path, judge) == before
    assert judge.asked == [exercise.name]
