"""Whatever lies in submitted/, everybody is on the list, and nothing is followed out of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from classes import EXERCISE, SOLUTION, hand_in, notebook

from grader.batch.finding import Work, students, works
from grader.errors import SubmissionError, UsageError
from grader.submission import Submission


def work(folder: Path, student: str = "a", **languages: str) -> Work:
    return next(works(folder, EXERCISE, [student], "en", languages))  # type: ignore[arg-type]


def reason(folder: Path, student: str = "a") -> str:
    content = work(folder, student).content
    assert isinstance(content, SubmissionError)
    assert content.text("ja") != content.text("en")
    return content.text()


def test_everybody_with_a_folder_for_the_exercise_is_on_the_list(tmp_path: Path) -> None:
    for name in ("b", "a", "名前", ".hidden"):
        hand_in(tmp_path, name, SOLUTION)
    (tmp_path / "submitted" / "another" / "ex1").mkdir(parents=True)
    assert students(tmp_path, EXERCISE) == ["a", "b", "名前"]


def test_nobody_is_an_error_that_says_where_work_is_looked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"STUDENT/ex3/ex3\.ipynb"):
        students(tmp_path, EXERCISE)


def test_a_script_is_found_under_its_path_from_the_folder(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", SOLUTION)
    found = work(tmp_path)
    assert found.path == "submitted/a/ex3/ex3.py"
    assert isinstance(found.content, Submission)
    assert found.content.path == "ex3.py"  # what others with the same code are told as well
    assert found.remarks == ()


def test_of_two_files_the_notebook_counts_whichever_is_newer(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", notebook(SOLUTION), "ex3.ipynb")
    os.utime(hand_in(tmp_path, "a", SOLUTION), (2e9, 2e9))
    found = work(tmp_path)
    assert found.path.endswith("ex3.ipynb")
    assert found.remarks == ("Both ex3.ipynb and ex3.py were handed in; ex3.ipynb counts.",)


def test_a_single_renamed_file_is_taken_and_that_is_said(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", notebook(SOLUTION), "ex3 (1).ipynb")
    hand_in(tmp_path, "a", "", "notes.txt")
    found = work(tmp_path)
    assert isinstance(found.content, Submission)
    assert found.remarks == ("There is no ex3.ipynb; ex3 (1).ipynb was taken for it.",)


def test_several_strange_files_are_not_chosen_from(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", SOLUTION, "one.py")
    hand_in(tmp_path, "a", SOLUTION, "two.py")
    assert "only one.py, two.py" in reason(tmp_path)


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "submitted/a/ex3").mkdir(parents=True)
    assert "the folder is empty" in reason(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_links_are_not_followed(tmp_path: Path) -> None:
    hand_in(tmp_path, "honest", SOLUTION)
    place = tmp_path / "submitted/a/ex3"
    place.mkdir(parents=True)
    (place / "ex3.py").symlink_to(tmp_path / "submitted/honest/ex3/ex3.py")
    (tmp_path / "submitted/b").mkdir()
    (tmp_path / "submitted/b/ex3").symlink_to(tmp_path / "submitted/honest/ex3")
    assert "symbolic link" in reason(tmp_path)
    assert "symbolic link" in reason(tmp_path, "b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    place = tmp_path / "submitted/a/ex3"
    place.mkdir(parents=True)
    os.mkfifo(place / "ex3.py")
    assert "not an ordinary file" in reason(tmp_path)


def test_a_huge_file(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", "x = 1\n" * 200_000)
    assert "more than 1 MB" in reason(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_without_permission(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", SOLUTION).chmod(0)
    assert "cannot be opened" in reason(tmp_path)


def test_identical_code_has_the_same_key_in_one_language_only(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", notebook(SOLUTION, note=1), "ex3.ipynb")
    hand_in(tmp_path, "b", notebook(SOLUTION, note=2), "ex3.ipynb")
    hand_in(tmp_path, "c", notebook(SOLUTION + "#"), "ex3.ipynb")
    assert work(tmp_path, "a").key == work(tmp_path, "b").key
    assert work(tmp_path, "a").key != work(tmp_path, "b", b="ja").key
    assert work(tmp_path, "a").key != work(tmp_path, "c").key


def test_a_notebook_says_in_which_language_it_was_handed_out(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", notebook(SOLUTION, course={"language": "ja"}), "ex3.ipynb")
    assert work(tmp_path).language == "ja"
    assert work(tmp_path, a="en").language == "en"  # unless one knows better
