"""The whole `course` command: what it says, where it says it, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader import course
from grader.cli import COMMANDS, command_line
from reference.catalogue import Language

REPOSITORY = Path(__file__).parent.parent
SOLUTION = REPOSITORY / "reference" / "solutions" / "ex3.py"
LANGUAGES: tuple[Language, ...] = ("en", "ja")
ON_LINUX = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")

HALF_RIGHT = """\
import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-np.asarray(x, float)))

def sigmoid_derivative(x):
    return sigmoid(sigmoid(x))

def chain(outer_derivative, inner, inner_derivative, x):
    raise NotImplementedError
"""


@pytest.fixture(autouse=True)
def _neutral(neutral: pytest.MonkeyPatch) -> None:
    """Every test says itself what it wants of language, colour and width."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, language: Language = "en", typed: str | None = None) -> Result:
    """The command line in this process."""
    return CliRunner().invoke(command_line(language), list(arguments), input=typed)


def whole_command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it, in a process of its own."""
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        capture_output=True,
        encoding=encoding,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": encoding}
        | environment,
    )


# -- help and mistakes --------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_every_command_has_help_with_an_example(command: str | None, language: Language) -> None:
    result = run(*([command] if command else []), "--help", language=language)
    assert result.exit_code == 0
    assert f"\n  course {command or ''}" in result.stdout
    assert ("Example:" if language == "en" else "例:") in result.stdout
    assert ("Show this text." if language == "en" else "表示します") in result.stdout
    assert result.stderr == ""


MISTAKES = [
    (["chek", "ex3"], ["'chek'", "`course check`", "start, read, check"]),
    (["ex3"], ["'ex3'", "`course check ex3`"]),
    (["--version"], ["--version", "--help"]),
    (["check"], ["EX is missing", "course check ex3"]),
    (["check", "ex33"], ["'ex33'", "did you mean ex3?", "ex1, ex2"]),
    (["check", "ex3", "--formt", "json"], ["--formt", "--format?"]),
    (["check", "ex3", "--format", "yaml"], ["--format", "text, json"]),
    (["check", "ex3", "--lang"], ["--lang", "needs a value"]),
    (["check", "ex3", "--lang", "de"], ["--lang", "en, ja"]),
    (["check", "ex3", "a.py", "b.py"], ["too many", "b.py"]),
    (["check", "ex3", "ex3_mime.py"], ["ex3_mime.py", "did you mean ex3_mine.py?"]),
    (["check", "ex3", "--function", "sigmod"], ["'sigmod'", "did you mean sigmoid?", "chain"]),
    (["check", "ex2"], ["ex2.py", "course start"]),
    (["read", "lesson"], ["'lesson'", "ex1"]),
    (["reset", "ex2"], ["ex2.py", "course start"]),
    (["validate", "ex33"], ["'ex33'", "did you mean ex3?"]),
    (["new"], ["EX", "course new"]),
    (["new", "ex3"], ["ex3", "course new ex"]),
    (["new", "My Exercise"], ["'My Exercise'", "course new ex"]),
    (["start", "ex3_mine.py"], ["ex3_mine.py", "cannot be written"]),
]


@pytest.mark.parametrize(("arguments", "said"), MISTAKES, ids=lambda value: " ".join(value))
def test_a_mistake_is_answered_by_what_was_probably_meant(
    arguments: list[str], said: list[str], here: Path
) -> None:
    (here / "ex3_mine.py").write_text(HALF_RIGHT)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    for words in said:
        assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(("arguments", "said"), MISTAKES, ids=lambda value: " ".join(value))
def test_mistakes_are_answered_in_japanese_too(
    arguments: list[str], said: list[str], here: Path
) -> None:
    (here / "ex3_mine.py").write_text(HALF_RIGHT)
    result = run(*arguments, language="ja")
    assert result.exit_code == 2
    assert result.stderr.startswith("エラー: ")
    assert re.search("[ぁ-ん]", result.stderr)


def test_output_that_cannot_be_written_is_said(here: Path) -> None:
    (here / "ex3.py").write_text(HALF_RIGHT)
    result = run("check", "ex3", "--output", "nowhere/report.txt")
    assert result.exit_code == 2
    assert "nowhere/report.txt" in result.stderr


def test_a_fault_of_the_grader_is_not_the_students(here: Path, neutral: pytest.MonkeyPatch) -> None:
    (here / "course.yaml").write_text("id: [")
    neutral.setenv("COURSE_ROOT", str(here))
    result = run()
    assert result.exit_code == 2
    assert "course.yaml" in result.stderr
    assert "Traceback" not in result.stderr


# -- check --------------------------------------------------------------------------------------


def test_full_marks(here: Path) -> None:
    (here / "ex3.py").write_bytes(SOLUTION.read_bytes())
    done = whole_command("check", "ex3")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Everything in ex3 is right." in done.stdout
    assert "10 / 10" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_half_right(here: Path, language: Language) -> None:
    (here / "ex3.py").write_text(HALF_RIGHT)
    done = whole_command("check", "ex3", "--lang", language)
    assert (done.returncode, done.stderr) == (1, "")
    assert "ex3.py:6" in done.stdout
    assert "\n  course check ex3\n" in done.stdout
    assert done.stdout.endswith("\n  course hint ex3 sigmoid_derivative\n")
    marks = "✓✗·" if language == "en" else "○×・"
    assert all(mark in done.stdout for mark in marks)


def test_untouched_stubs_are_to_do_and_nothing_is_wrong(here: Path) -> None:
    assert run("start", ".").exit_code == 0
    result = run("check", "ex3")
    assert result.exit_code == 1
    functions = course.load().exercise("ex3").functions
    assert result.stdout.count("to do") == len(functions)
    assert "✗" not in result.stdout
    assert "NotImplementedError" not in result.stdout


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\0"])
def test_work_that_cannot_be_read_has_no_points_and_a_reason(here: Path, content: bytes) -> None:
    (here / "ex3.py").write_bytes(content)
    result = run("check", "ex3")
    assert result.exit_code == 1
    assert "0 / 10" in result.stdout
    assert "• ex3.py" in result.stdout
    assert result.stderr == ""


def test_json_is_the_scorecard_and_nothing_else(here: Path) -> None:
    (here / "ex3.py").write_text(HALF_RIGHT)
    done = whole_command("check", "ex3", "--format", "json", "--function", "sigmoid")
    assert done.stderr == ""
    scorecard = json.loads(done.stdout)
    assert scorecard["schema"] == "course-result/1"
    assert [function["name"] for function in scorecard["functions"]] == ["sigmoid"]
    assert scorecard["submission"]["path"] == "ex3.py"
    assert done.returncode == 0


def test_output_goes_to_the_file_and_talk_to_stderr(here: Path) -> None:
    (here / "ex3.py").write_text(HALF_RIGHT)
    result = run("check", "ex3", "--lang", "ja", "--output", "report.txt")
    assert result.stdout == ""
    assert "report.txt" in result.stderr
    assert "部分点" in (report := (here / "report.txt").read_text("utf-8")) or "不正解" in report
    assert "\x1b" not in report


def test_of_two_files_the_newer_is_checked_and_named(here: Path) -> None:
    (here / "ex3.py").write_text(HALF_RIGHT)
    cell = {"cell_type": "code", "source": HALF_RIGHT}
    (here / "ex3.ipynb").write_text(json.dumps({"cells": [cell], "nbformat": 4}))
    os.utime(here / "ex3.py", (1, 1))
    result = run("check", "ex3", "--function", "sigmoid_derivative")
    assert "ex3.ipynb" in result.stderr
    assert "ex3.py" in result.stderr
    assert "ex3.ipynb, cell 1, line 6" in result.stdout


@pytest.mark.parametrize("encoding", ["cp932", "cp1252", "ascii"])
def test_no_console_is_too_old(here: Path, encoding: str) -> None:
    (here / "ex3.py").write_text(HALF_RIGHT)
    done = whole_command("check", "ex3", "--lang", "ja", PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert done.stderr == ""
    assert ("不正解" if encoding == "cp932" else "x no") in done.stdout


# -- the worker is never left behind --------------------------------------------------------------

_WATCHED = """
import ctypes, os, subprocess, sys
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: orphans become ours
done = subprocess.run([sys.executable, "-m", "grader", *sys.argv[1:]], capture_output=True)
print(done.returncode, open(f"/proc/self/task/{os.getpid()}/children").read().split())
"""


@ON_LINUX
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "ex33"],
        ["check"],
        ["check", "--help"],
        ["check", "ex3", "no.py"],
        ["check", "ex3"],
    ],
    ids=" ".join,
)
def test_no_process_is_left_behind(here: Path, arguments: list[str]) -> None:
    (here / "ex3.py").write_text(HALF_RIGHT)
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        check=True,
    )
    assert done.stdout.split(" ", 1)[1].strip() == "[]"


@ON_LINUX
def test_ctrl_c_ends_the_worker_too(here: Path) -> None:
    endless = (
        "def sigmoid(x):\n    while True:\n        try:\n            f()\n        except: pass\n"
    )
    (here / "ex3.py").write_text(endless)
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "check", "ex3"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    workers: list[str] = []
    while not workers and process.poll() is None:
        workers = children.read_text().split()
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    output, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in output + said
    assert workers
    patience = time.monotonic() + 10
    while any(Path("/proc", worker).exists() for worker in workers):
        assert time.monotonic() < patience
        time.sleep(0.01)


# -- where you stand, start, read, reset ----------------------------------------------------------


def test_alone_in_an_empty_folder(here: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert "course start" in result.stdout


def test_alone_says_where_you_stand_and_what_is_next(here: Path) -> None:
    run("start", ".")
    names = [exercise.name for exercise in course.load().exercises]
    fresh = run()
    assert fresh.stdout.count("to do") == len(names)
    assert fresh.stdout.endswith(f"  course read {names[0]}\n  course check {names[0]}\n")
    (here / "ex3" / "ex3.py").write_bytes(SOLUTION.read_bytes())
    later = run()
    assert re.search(r"✓ ok +ex3 .* 10 / 10", later.stdout)
    assert f"10 / {10 * len(names)}" in later.stdout


def test_alone_in_japanese(here: Path) -> None:
    assert "作業フォルダー" in run("--lang", "ja").stdout
    assert "作業フォルダー" in run(language="ja").stdout
    assert "使い方:" in run("--lang", "ja", "check", "--help").stdout


def test_start_says_what_to_do_next(here: Path) -> None:
    result = run("start")
    assert result.exit_code == 0
    assert "  cd backprop\n  course read ex1\n" in result.stdout
    again = run("start")
    assert again.exit_code == 0
    assert "ex1/ex1.py" in again.stderr


def test_read_shows_the_lesson_in_both_languages(here: Path) -> None:
    lesson = course.load().exercise("ex1").folder
    for language, name in (("en", "README.md"), ("ja", "README.ja.md")):
        first = (lesson / name).read_text("utf-8").splitlines()[0].lstrip("# ")
        result = run("read", "ex1", "--lang", language)
        assert result.exit_code == 0
        assert result.stdout.startswith(first)


def test_reset_asks_first_and_keeps_the_work(here: Path) -> None:
    run("start", ".")
    work = here / "ex3" / "ex3.py"
    stub = work.read_bytes()
    assert "nothing to do" in " ".join(run("reset", "ex3").stdout.split())
    work.write_text(HALF_RIGHT)
    for answer in ("n\n", ""):
        refused = run("reset", "ex3", typed=answer)
        assert refused.exit_code == 1
        assert "Nothing was changed." in refused.stderr
        assert work.read_text() == HALF_RIGHT
    agreed = run("reset", "ex3", typed="y\n")
    assert agreed.exit_code == 0
    assert work.read_bytes() == stub
    backup = work.with_name("ex3.py.bak-1")
    assert backup.read_text() == HALF_RIGHT
    assert str(backup.relative_to(here)) in agreed.stdout
    work.write_text(HALF_RIGHT)
    assert run("reset", "ex3", "--yes").exit_code == 0
    assert work.with_name("ex3.py.bak-2").exists()
