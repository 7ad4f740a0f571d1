"""results.jsonl: never torn, never lost, never written by two at the same time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from classes import ROOT

from grader.batch.journal import Journal, scorecards
from grader.errors import GraderFault, UsageError


def card(student: str) -> bytes:
    what = {"path": "", "sha256": "", "student": student}
    return json.dumps({"schema": "course-result/1", "submission": what}).encode()


def test_lines_come_back_in_order(tmp_path: Path) -> None:
    with Journal(tmp_path / "new" / "results.jsonl") as journal:
        places = [journal.append(card(name)) for name in "ab"]
        assert [line for _, line in journal.lines()] == [card("a") + b"\n", card("b") + b"\n"]
        assert journal.read(places[1]) == card("b") + b"\n"


def test_a_torn_last_line_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    path.write_bytes(card("a") + b"\n" + card("b")[:20])
    assert [c["submission"]["student"] for c in scorecards(path)] == ["a"]
    with Journal(path) as journal:
        assert len(list(journal.lines())) == 1
        journal.append(card("c"))
    assert path.read_bytes() == card("a") + b"\n" + card("c") + b"\n"


def test_lines_are_kept_in_another_order_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    with Journal(path) as journal:
        first, second = journal.append(card("b")), journal.append(card("a"))
        now = journal.keep_only([second, first])
        assert [journal.read(place) for place in now] == [card("a") + b"\n", card("b") + b"\n"]
        journal.append(card("c"))
    assert [c["submission"]["student"] for c in scorecards(path)] == ["a", "b", "c"]
    assert [p.name for p in tmp_path.iterdir()] == ["results.jsonl"]


def test_starting_over_puts_the_old_results_aside(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    path.write_bytes(card("a") + b"\n")
    with Journal(path) as journal:
        journal.start_over()
    assert path.read_bytes() == b""
    assert path.with_name("results.jsonl.previous").read_bytes() == card("a") + b"\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no locks there")
def test_two_batches_do_not_write_one_file(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    with Journal(path), pytest.raises(UsageError, match="another `course grade`"):
        Journal(path).__enter__()
    with Journal(path):
        pass


FULL = """
import resource, sys
from pathlib import Path
from grader.batch.journal import Journal
from grader.errors import GraderFault
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
with Journal(Path(sys.argv[1])) as journal:
    try:
        for number in range(1000):
            journal.append(b'{"line": %d, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}' % number)
    except GraderFault as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on file sizes")
def test_on_a_full_disk_every_line_that_is_there_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], cwd=ROOT, capture_output=True, text=True
    )
    assert "make room and give the same command again" in done.stdout, done.stderr
    lines = path.read_bytes().splitlines(keepends=True)
    assert len(lines) > 10
    assert [json.loads(line)["line"] for line in lines] == list(range(len(lines)))
    assert all(line.endswith(b"\n") for line in lines)


def test_results_that_are_none_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    path.write_bytes(card("a") + b"\n[]\n")
    with pytest.raises(UsageError, match=r"results\.jsonl:2"):
        list(scorecards(path))
    with pytest.raises(UsageError, match="course grade"):
        list(scorecards(tmp_path / "none.jsonl"))


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GraderFault, match="results cannot be written"):
        Journal(tmp_path / "file" / "results.jsonl").__enter__()
