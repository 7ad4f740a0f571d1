"""`course check --watch`, as a person uses it: in a terminal, with an editor beside it."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="needs terminals of POSIX")

REPOSITORY = Path(__file__).parent.parent
SOLUTION = (REPOSITORY / "reference" / "solutions" / "ex1.py").read_text(encoding="utf-8")
WRONG = SOLUTION.replace("return (prediction - target) ** 2", "return prediction - target")
PATIENCE = 30.0
CLEAR = "\x1b[H\x1b[2J\x1b[3J"
WATCHING = "Watching ex1.py; Ctrl-C ends it."


class Watch:
    """A running `course check ex1 --watch` on a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self.master, slave = pty.openpty()
        environment = {k: v for k, v in os.environ.items() if k not in ("CI", "NO_COLOR")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grader", "check", "ex1", "--watch"],
            cwd=folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env=environment | {"PYTHONPATH": str(REPOSITORY), "LANG": "C.UTF-8", "TERM": "xterm"},
        )
        os.close(slave)
        self.seen = ""

    def until(self, *words: str) -> str:
        """What is on the screen since the last time, once all the words are."""
        end = time.monotonic() + PATIENCE
        while not all(word in _plain(self.seen) for word in words):
            if time.monotonic() > end or not self._read(0.1):
                assert time.monotonic() <= end, f"no {words} in {self.seen!r}"
        shown, self.seen = self.seen, ""
        return shown

    def quiet(self, seconds: float) -> str:
        """What appears in so many seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(0.05)
        shown, self.seen = self.seen, ""
        return shown

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:  # the other end is closed
            return False
        self.seen += data.decode()
        return bool(data)

    def end(self) -> int:
        """Ctrl-C; the exit code."""
        os.kill(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)


def running() -> dict[int, int]:
    """All processes that run (and are not only waited for), each with its parent."""
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    )
    rows = (line.split() for line in listing.stdout.splitlines())
    return {int(pid): int(parent) for pid, parent, state in rows if "Z" not in state}


def descendants(root: int) -> set[int]:
    """A process and everything that it started."""
    known, found = running(), {root}
    while more := {pid for pid, parent in known.items() if parent in found} - found:
        found |= more
    return found


def _plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*[mHJ]", "", text).replace("\r\n", "\n")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str | None], Watch]]:
    """``start(text)``: a watch on an ex1.py with this text."""
    started: list[Watch] = []

    def begin(text: str | None) -> Watch:
        if text is not None:
            (tmp_path / "ex1.py").write_text(text, encoding="utf-8")
        started.append(Watch(tmp_path))
        return started[-1]

    yield begin
    for watch in started:
        if watch.process.poll() is None:
            watch.process.kill()
            watch.process.wait()
        os.close(watch.master)


def test_every_save_is_judged_again_in_the_same_place(
    start: Callable[[str | None], Watch], tmp_path: Path
) -> None:
    watch = start(WRONG)
    path = tmp_path / "ex1.py"
    first = watch.until("9 / 10", WATCHING)
    assert first.count(CLEAR) == 1
    assert "squared_error" in first

    path.write_text(SOLUTION, encoding="utf-8")
    second = watch.until("Everything in ex1 is right.", WATCHING)
    assert second.count(CLEAR) == 1  # the old result is gone from the screen

    another = tmp_path / "ex1.py~"  # as many editors save: a new file takes the old one's name
    another.write_text(WRONG, encoding="utf-8")
    os.replace(another, path)
    assert "9 / 10" in _plain(watch.until("Total", WATCHING))

    path.unlink()
    assert watch.quiet(0.5) == ""  # gone for a moment: there is nothing to say
    path.write_text(SOLUTION, encoding="utf-8")
    watch.until("Everything in ex1 is right.", WATCHING)

    assert watch.quiet(0.5) == ""  # no save, no judging
    assert watch.end() == 0


def test_a_file_that_cannot_be_read_by_python_does_not_end_it(
    start: Callable[[str | None], Watch], tmp_path: Path
) -> None:
    watch = start(SOLUTION.replace("def partial_x(x, y):", "def partial_x(x, y:"))
    watch.until("Python cannot read", WATCHING)
    (tmp_path / "ex1.py").write_bytes(b"\xff\xfe\x00")
    watch.until(WATCHING)
    (tmp_path / "ex1.py").write_text(WRONG, encoding="utf-8")
    watch.until("9 / 10", WATCHING)
    assert watch.end() == 1


def test_ctrl_c_ends_it_with_the_last_result_and_leaves_nothing_behind(
    start: Callable[[str | None], Watch],
) -> None:
    watch = start(WRONG)
    watch.until("9 / 10", WATCHING)
    time.sleep(0.3)  # the worker for the next save is there by now
    started = descendants(watch.process.pid)
    assert len(started) > 1
    assert watch.end() == 1
    end = time.monotonic() + 5
    while started & set(running()) and time.monotonic() < end:
        time.sleep(0.05)
    assert not started & set(running())
    rest = _plain(watch.quiet(0.1))
    assert "Traceback" not in rest and "KeyboardInterrupt" not in rest


def test_without_a_screen_nothing_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "ex1.py").write_text(SOLUTION, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "check", "ex1", "--watch"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "LANG": "C.UTF-8"},
    )
    assert process.stdout is not None and process.stderr is not None
    said = ""
    while "Watching" not in said:
        said += process.stderr.readline()
    process.send_signal(signal.SIGINT)
    shown, rest = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Everything in ex1 is right." in shown
    assert "\x1b" not in shown + said + rest
    assert "Traceback" not in rest
