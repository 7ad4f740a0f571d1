"""Small classes for tests: a folder with submitted/, and batches of it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from grader import course, programs
from grader.batch import Batch, Setting, Task, Verdict
from grader.batch.bench import Bench

ROOT = Path(__file__).parent.parent.parent
EXERCISE = "ex3"
COURSE = course.load(ROOT)
SOLUTION = programs.solution(EXERCISE, ROOT / "reference")
STUB = (ROOT / "exercises" / EXERCISE / f"{EXERCISE}.py").read_text(encoding="utf-8")


def wrong(function: str) -> str:
    """The solution with one function wrong in a way that small examples show at once."""
    return f"{SOLUTION}\n\ndef {function}(*arguments):\n    return 0.0\n"


def hand_in(folder: Path, student: str, text: str, name: str = f"{EXERCISE}.py") -> Path:
    path = folder / "submitted" / student / EXERCISE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def notebook(*sources: str, **metadata: Any) -> str:
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": s}
        for s in sources
    ]
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4})


def whole_class(folder: Path, count: int = 12) -> None:
    """Right, wrong and unwritten work, all of it different, and one that cannot be read."""
    kinds = (SOLUTION, STUB, wrong("sigmoid"), SOLUTION)
    for number in range(count):
        hand_in(folder, f"s{number:02d}", f"{kinds[number % 4]}\n# {number}\n")
    hand_in(folder, "unreadable", "\0")


def batch(folder: Path, **changes: Any) -> Batch:
    values: dict[str, Any] = {
        "course": COURSE,
        "exercise": COURSE.exercise(EXERCISE),
        "folder": folder,
        "results": folder / "results.jsonl",
        "seed": "a secret of these tests",
        "jobs": 2,
    }
    return Batch(**(values | changes))


def cards(folder: Path) -> dict[str, dict[str, Any]]:
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {card["submission"]["student"]: card for card in map(json.loads, lines)}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Inline:
    """An executor without processes: it judges in this one, and answers in the order it is told."""

    def __init__(
        self,
        setting: Setting,
        jobs: int | None,
        twist: Callable[[Task, Verdict, int], Verdict] = lambda _task, verdict, _time: verdict,
        newest_first: bool = False,
    ) -> None:
        self.slots = jobs or 1
        self.bench, self.twist, self.newest_first = Bench(setting), twist, newest_first
        self.waiting: deque[Task] = deque()
        self.judged: list[str] = []

    def submit(self, task: Task) -> None:
        self.waiting.append(task)

    def next(self) -> Verdict:
        task = self.waiting.pop() if self.newest_first else self.waiting.popleft()
        self.judged.append(task.key)
        return self.twist(task, self.bench.judge(task), self.judged.count(task.key))

    def close(self) -> None:
        self.bench.__exit__(None, None, None)


# -- real processes -------------------------------------------------------------------------------


def own_course(folder: Path) -> Path:
    """The course and its grader in a folder of their own: with a secret seed of its own, and such
    that nobody changes anything while a test runs."""
    folder.mkdir(exist_ok=True)
    (folder / "course.yaml").write_bytes((ROOT / "course.yaml").read_bytes())
    (folder / "exercises").symlink_to(ROOT / "exercises")
    for name in ("grader", "reference"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / ".course-seed").write_text("5e" * 32 + "\n")
    (folder / ".course-seed").chmod(0o600)
    return folder


def command(root: Path, *words: str) -> tuple[list[str], dict[str, str]]:
    """The words of a `course` command, and the environment it needs."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    environment |= {"COURSE_ROOT": str(root), "PYTHONPATH": str(root), "LANG": "C.UTF-8"}
    return [sys.executable, "-m", "grader", *words], environment


def course_command(
    root: Path, here: Path, *words: str, **more: Any
) -> subprocess.CompletedProcess[str]:
    line, environment = command(root, *words)
    return subprocess.run(
        line, env=environment, cwd=here, capture_output=True, text=True, encoding="utf-8",
        timeout=300, **more,
    )  # fmt: skip


def children(pid: int) -> Iterator[int]:
    """The processes that this one has started, and theirs, as far as they are still there."""
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                yield child
                yield from children(child)
    except OSError:
        return


def role(pid: int) -> str:
    """What a process below a grader is: a judging process, a fork server, or something else.

    "template": what judging processes are forked from.
    """
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        parent = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        above = Path(f"/proc/{parent}/cmdline").read_bytes().decode().split("\0")
    except (OSError, ValueError):
        return "gone"
    if "zygote" in words:
        return "worker" if "zygote" in above else "fork server"
    if any("multiprocessing.forkserver" in word for word in words):
        return "judge" if words == above else "template"
    return "other"


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
