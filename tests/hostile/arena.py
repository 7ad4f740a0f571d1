"""Where submissions attack: one fork server, and around it everything that an attack could want.

The attacker is told all of it: paths, process numbers, ports, a process of its own user that it
might kill.  What counts is what is seen from outside afterwards.
"""

from __future__ import annotations

import ast
import contextlib
import os
import secrets
import select
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from grader import corpus, course, expected, programs
from grader.isolation import Limits, Worker
from grader.isolation.forkserver import ForkServer
from grader.judge import PUBLIC, judge
from grader.result import Scorecard
from grader.submission import read

Start = Callable[[Limits], Worker]

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
COURSE = course.load(REPOSITORY)
EXERCISE = COURSE.exercise("ex3")
NAMES = [function.name for function in EXERCISE.functions]
SOLUTION = REPOSITORY / "reference" / "solutions" / "ex3.py"
SEED = "known to nobody"
LIMITS = Limits(
    call_seconds=0.6,
    load_seconds=1.5,
    total_seconds=3.0,
    cpu_seconds=5,
    memory=32 << 20,
    output=4 << 20,
    callbacks=500,
)

# What is too long to stand in an attack's file.
LONG = {
    "BRACKETS": "(" * 100_000,
    "DIGITS": "9" * 900_000,
    "SUM": "+".join(["1"] * 400_000),
}


@dataclass
class Fight:
    """One judged attack, and what was seen of it."""

    card: Scorecard
    attacked: list[str]
    printed: str
    marks: list[str] = field(default_factory=list)

    @property
    def scores(self) -> dict[str, float]:
        return {f.name: f.score for f in self.card.functions}

    @property
    def statuses(self) -> dict[str, str]:
        return {f.name: f.status for f in self.card.functions}


class Arena:
    """Use it in a ``with`` statement."""

    def __init__(self) -> None:
        self.server = ForkServer()
        # Open to everybody: the walls must hold where file permissions do not.
        self.folder = Path(tempfile.mkdtemp())
        self.folder.chmod(0o777)
        self.token = secrets.token_hex(8)
        self.other = self.folder / "taro.py"
        self.other.write_text(f"# {self.token}\n")
        self.other.chmod(0o666)
        (self.folder / "pointer").symlink_to(self.token)
        self.environment = secrets.token_hex(8)
        os.environ["COURSE_SECRET_OF_THE_TESTS"] = self.environment
        self.secrets = secret_numbers()
        self.listeners = self._listeners()
        user = {} if self.server.user is None else {"user": self.server.user}
        self.victim = subprocess.Popen(
            ["sleep", "1000"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **user
        )
        self.server.start_worker().end()
        self.zygote = self._zygote()
        self.before = self._files()

    def __enter__(self) -> Arena:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.close()
        self.victim.kill()
        self.victim.wait()
        for listener in self.listeners:
            listener.close()
        os.environ.pop("COURSE_SECRET_OF_THE_TESTS", None)
        shutil.rmtree(self.folder)

    def _listeners(self) -> list[socket.socket]:
        self.abstract = f"arena-{self.token}"
        stream = socket.create_server(("127.0.0.1", 0))
        self.port = stream.getsockname()[1]
        made = [stream]
        if socket.has_ipv6:
            with contextlib.suppress(OSError):
                made.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        datagrams.bind(("127.0.0.1", 0))
        self.datagrams = datagrams.getsockname()[1]
        made.append(datagrams)
        for name in (str(self.folder / "socket"), "\0" + self.abstract):
            local = socket.socket(socket.AF_UNIX)
            local.bind(name)
            local.listen()
            made.append(local)
        (self.folder / "socket").chmod(0o777)
        return made

    def _zygote(self) -> int:
        assert self.server._server is not None
        return self.server._server.pid

    def _files(self) -> dict[str, tuple[int, ...]]:
        found = {}
        for path in sorted(self.folder.rglob("*")):
            about = path.lstat()
            found[str(path)] = (about.st_mode, about.st_size, about.st_mtime_ns, about.st_nlink)
        return found

    # -- fighting

    def target(self, **more: Any) -> str:
        """The first line of every attack: what it may know."""
        known = {
            "folder": str(self.folder),
            "other": str(self.other),
            "link": str(self.folder / "pointer"),
            "solution": str(SOLUTION),
            "repository": str(REPOSITORY),
            "packages": str(Path(course.__file__).parent.parent),
            "grader": os.getpid(),
            "server": self.zygote,
            "victim": self.victim.pid,
            "port": self.port,
            "datagrams": self.datagrams,
            "socket": str(self.folder / "socket"),
            "abstract": self.abstract,
            **more,
        }
        given = ", ".join(f"{name}={value!r}" for name, value in known.items())
        return f"from types import SimpleNamespace; target = SimpleNamespace({given})\n"

    def compose(self, attack: Path, **more: Any) -> tuple[str, list[str]]:
        """The attack, then the honest functions that it does not write itself."""
        text = attack.read_text()
        attacked = [n for n in _defined(text) if n in NAMES]
        for word, long in LONG.items():
            text = text.replace(word, long)
        rest = "\n\n".join(
            c for n, c in _defined((HERE / "others.py").read_text()).items() if n not in attacked
        )
        return f"{self.target(**more)}\n{text}\n\nimport numpy as np\n\n{rest}\n", attacked

    def fight(
        self,
        attack: Path,
        *,
        seed: str = SEED,
        limits: Limits = LIMITS,
        start: Start | None = None,
        **more: Any,
    ) -> Fight:
        """Judge an attack, and look for its marks."""
        text, attacked = self.compose(attack, **more)
        memory = Memory()
        card, printed = self.judged(text, seed, limits, start)
        marks = self._marks(card, printed)
        if memory.taken() > 200 << 20:
            marks.append(f"the grader took {memory.taken() >> 20} MB")
        return Fight(card, attacked, printed, marks)

    def judged(
        self,
        text: str,
        seed: str = SEED,
        limits: Limits = LIMITS,
        start: Start | None = None,
    ) -> tuple[Scorecard, str]:
        """The scorecard of a file with this content, and all that its workers printed."""
        workers: list[Worker] = []

        def started(wanted: Limits) -> Worker:
            workers.append((start or self.server.start_worker)(wanted))
            return workers[-1]

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "ex3.py"
            path.write_text(text)
            submission = read(path, "ex3.py")
        card = judge(COURSE, EXERCISE, submission, seed=seed, start=started, limits=limits)
        return card, "".join(worker.output for worker in workers)

    def honest(self) -> Scorecard:
        """The scorecard of the model solution."""
        return self.judged(programs.solution("ex3", REPOSITORY / "reference"))[0]

    def forget(self) -> None:
        """Take the state of things as given from now on."""
        while ready := select.select(self.listeners, [], [], 0)[0]:
            for listener in ready:
                if listener.type == socket.SOCK_DGRAM:
                    listener.recv(1000)
                else:
                    listener.accept()[0].close()
        self.before = self._files()

    # -- looking

    def _marks(self, card: Scorecard, printed: str) -> list[str]:
        marks = []
        told = printed + card.dumps()
        for what, secret in {
            "the attack says so": "LEAKED",
            "the work of another student": self.token,
            "the grader's environment": self.environment,
            "the model solution": "exp only ever sees",
        }.items():
            if secret in told:
                marks.append(f"{what}: …{told[told.index(secret) :][:200]}")
        if inputs := [number for number in self.secrets if number in told]:
            marks.append(f"secret inputs: {inputs}")
        odd = [text for text in _texts(card.to_json()) if not text.replace("\n", "").isprintable()]
        marks += [f"control characters: {text!r}" for text in odd]
        if (files := self._files()) != self.before:
            marks.append(f"files: {set(files.items()) ^ set(self.before.items())}")
        if ready := select.select(self.listeners, [], [], 0)[0]:
            marks.append(f"connections: {ready}")
        if self.victim.poll() is not None or _state(self.victim.pid) not in "SR":
            marks.append("another process of its user was killed, stopped or traced")
        if self._zygote() != self.zygote or _state(self.zygote) not in "SR":
            marks.append("the fork server is not the one it was")
        if children := Path(f"/proc/{self.zygote}/task/{self.zygote}/children").read_text():
            marks.append(f"processes are left: {children}")
        if alive := [pid for pid in self._of_the_user() if pid != self.victim.pid]:
            marks.append(f"processes of the user are left: {alive}")
        if not card.walled or {"sealed", "seccomp"} - set(card.isolation):
            marks.append(f"the walls are said not to stand: {card.isolation}")
        if "invisible" in card.isolation:
            marks.append("a layer that is none")
        if not 0 <= card.score <= card.max_score:
            marks.append(f"a score of {card.score}")
        lines = [f.location.line for f in card.functions if f.location.line is not None]
        if any(line > 1_000 for line in lines) or "4611686" in told:
            marks.append("a line that is not there")
        return marks

    def _of_the_user(self) -> list[int]:
        if self.server.user is None:
            return []
        found = []
        for entry in os.scandir("/proc"):
            if entry.name.isdigit():
                try:
                    if entry.stat().st_uid == self.server.user or _uid(entry) == self.server.user:
                        found.append(int(entry.name))
                except OSError:  # it has just ended
                    pass
        return found


class Memory:
    """How much more memory than now this process has had since."""

    def __init__(self) -> None:
        Path("/proc/self/clear_refs").write_text("5")  # forget the highest
        self.now = _memory("VmRSS")

    def taken(self) -> int:
        return _memory("VmHWM") - self.now


def _memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith(name))


def _uid(entry: os.DirEntry[str]) -> int:
    status = Path(entry.path, "status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("Uid:"))


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "gone"


def _defined(text: str) -> dict[str, str]:
    """The functions at the top level of a text, with their source."""
    return {
        statement.name: ast.get_source_segment(text, statement) or ""
        for statement in ast.parse(text).body
        if isinstance(statement, ast.FunctionDef)
    }


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def public_answers() -> dict[bytes, Any]:
    """What somebody who has seen every public check knows about sigmoid by heart."""
    drawn = corpus.load(EXERCISE.folder, PUBLIC)
    right = expected.right_answer(drawn.functions, "sigmoid")
    table = {}
    for task in drawn.tasks["sigmoid"]:
        for sample in task.samples:
            for x in (sample["x"], -sample["x"]):
                answer = np.asarray(right(x))
                table[np.asarray(x).tobytes()] = (answer.shape, answer.ravel().tolist())
    return table


def secret_numbers() -> set[str]:
    """The numbers of the secret inputs to sigmoid that nobody could guess."""
    numbers = [
        {
            repr(number)
            for task in corpus.load(EXERCISE.folder, seed).tasks["sigmoid"]
            for sample in task.samples
            for number in np.ravel(sample["x"]).tolist()
        }
        for seed in (SEED, PUBLIC)
    ]
    return {number for number in numbers[0] - numbers[1] if len(number) > 12}
