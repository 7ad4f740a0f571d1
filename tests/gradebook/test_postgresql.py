"""PostgreSQL as gradebook: a real server, started for these tests."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from classroom import _SCORES, NEEDS_NBGRADER, NEEDS_WALLS, ROOT, Classroom

from grader import course, programs
from grader.errors import GraderFault


def program(name: str) -> str:
    """A program of PostgreSQL's server, which Debian keeps apart; "" without it."""
    apart = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return shutil.which(name) or (apart[-1] if apart else "")


pytestmark = [
    NEEDS_NBGRADER,
    NEEDS_WALLS,
    pytest.mark.skipif(
        not program("initdb") or not program("pg_ctl"),
        reason="PostgreSQL is not installed: apt install postgresql",
    ),
    pytest.mark.skipif(
        find_spec("psycopg") is None,
        reason="psycopg is not installed: pip install -e '.[postgresql]'",
    ),
    pytest.mark.filterwarnings("default"),  # nbgrader's and alembic's own
]
EXERCISE = "ex3"


class Server:
    """A server in a folder of its own, reached by a socket there; never as root."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self.url = f"postgresql+psycopg://grader@/postgres?host={self.folder}"
        self.user: dict[str, Any] = {}
        if os.geteuid() == 0:
            import pwd

            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self.user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self._run(program("initdb"), "-D", self._data, "-U", "grader", "-A", "trust",
                  "-E", "UTF8", "--no-locale", "--no-sync")  # fmt: skip

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off"
        self._run(program("pg_ctl"), "-D", self._data, "-w", "-o", options,
                  "-l", str(self.folder / "log"), "start")  # fmt: skip

    def stop(self) -> None:
        self._run(program("pg_ctl"), "-D", self._data, "-w", "-m", "immediate", "stop")

    def end(self) -> None:
        try:
            if (self.folder / "data" / "postmaster.pid").exists():
                self.stop()
        finally:
            shutil.rmtree(self.folder)

    def query(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(f"host={self.folder} user=grader dbname=postgres") as database:
            return list(database.execute(sql.replace("?", "%s"), values))

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, *command: str) -> None:
        log = self.folder / "commands.log"
        with log.open("ab") as file:  # the server keeps what it inherits open
            done = subprocess.run(command, cwd="/", stdout=file, stderr=file, **self.user)
        assert done.returncode == 0, log.read_text(encoding="utf-8", errors="replace")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = Server()
    try:
        made.start()
        yield made
    finally:
        made.end()


@pytest.fixture(scope="module")
def graded(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A class whose marks are in a SQLite gradebook and in a PostgreSQL one."""
    room = Classroom(tmp_path_factory.mktemp("course"))
    right = programs.solution(EXERCISE, ROOT / "reference")
    for number in range(4):
        wrong = "\n\ndef sigmoid(x):\n    return 0.0\n" if number % 3 == 1 else ""
        room.hand_in(
            f"学生{number}",
            EXERCISE,
            f"{right}\n\n# {number}\n{wrong}",
            name=f"{EXERCISE}.py",
            timestamp=f"2026-05-1{number} 12:00:00 UTC\n",
        )
    for options in ([], ["--gradebook", server.url]):
        done = room.run("course", "grade", EXERCISE, *options)
        assert done.returncode == 0, done.stdout + done.stderr
    assert server.url.split("?")[0] in done.stdout
    return room


def rows(server: Server) -> list[list[tuple[Any, ...]]]:
    tables = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment")
    return [sorted(server.query(f"select * from {table}"), key=repr) for table in tables]


def test_the_marks_are_those_of_the_file(server: Server, graded: Classroom) -> None:
    here = [(s, n, score, bool(m)) for s, n, score, m in graded.query(_SCORES, EXERCISE)]
    there = [(s, n, score, bool(m)) for s, n, score, m in server.query(_SCORES, EXERCISE)]
    assert sorted(there) == sorted(here)
    assert len({student for student, *_ in there}) == 4
    assert {score for _, name, score, _ in there if name.startswith("sigmoid--")} == {0.0, 1.0}
    when = "select student_id, timestamp from submitted_assignment"
    assert {(s, str(t)) for s, t in server.query(when)} == {
        (s, str(t).partition(".")[0]) for s, t in graded.query(when)
    }


def test_grading_again_changes_nothing(server: Server, graded: Classroom) -> None:
    before = rows(server)
    done = graded.run("course", "grade", EXERCISE, "--gradebook", server.url)
    assert done.returncode == 0, done.stderr
    assert rows(server) == before


def test_what_an_instructor_has_entered_stays(server: Server, graded: Classroom) -> None:
    import psycopg

    with psycopg.connect(f"host={server.folder} user=grader dbname=postgres") as database:
        database.execute("update grade set manual_score = 0.5, extra_credit = 0.25")
    before = rows(server)
    path = graded.folder / "submitted" / "学生0" / EXERCISE / f"{EXERCISE}.py"
    path.write_text("def sigmoid(x):\n    return None\n", encoding="utf-8")
    done = graded.run("course", "grade", EXERCISE, "--gradebook", server.url)
    assert done.returncode == 0, done.stderr
    assert rows(server) != before  # the automatic scores are others
    kept = server.query("select distinct manual_score, extra_credit from grade")
    assert kept == [(0.5, 0.25)]


def test_a_server_that_is_restarted_is_waited_for(server: Server, graded: Classroom) -> None:
    from grader.gradebook import database

    whole = course.load(ROOT)

    def count(gradebook: Any) -> int:
        return len(gradebook.students)

    server.stop()
    with pytest.raises(GraderFault, match="all marks are in the results file") as caught:
        database.patiently(server.url, count, whole, patience=0.5)
    assert "give the same command again" in str(caught.value)
    starting = threading.Timer(1.0, server.start)
    starting.start()
    try:
        assert database.patiently(server.url, count, whole, patience=30.0) == 4
    finally:
        starting.join()


def test_the_server_is_nobodys_business() -> None:
    """A password in the address is not shown."""
    from grader.gradebook import database

    assert "secret" not in database.shown("postgresql+psycopg://grader:secret@server/marks")
