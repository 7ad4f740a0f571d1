"""formgrader in a real browser: the marks are where instructors look for them.

The server listens on the loopback interface only, and is ended by its process number.  Where
$COURSE_SCREENSHOTS names a folder, pictures of the pages are left there for people who look.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, installed
from classroom import NEEDS_NBGRADER, NEEDS_WALLS, Classroom

pytestmark = [
    NEEDS_NBGRADER,
    NEEDS_WALLS,
    pytest.mark.skipif(installed() is None, reason="no Chromium here: apt install chromium"),
]

SECONDS = 90.0
WRONG = "def sigmoid_derivative(x):\n    return sigmoid(x)\n"


class Server:
    """A Jupyter server in the class's folder."""

    def __init__(self, room: Classroom) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.token = secrets.token_hex(16)
        self.address = f"http://127.0.0.1:{port}"
        self.log = (room.folder / "server.log").open("wb")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root"),
                *("--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={self.token}"),
                f"--ServerApp.root_dir={room.folder}",
            ],
            cwd=room.folder,
            env=room.environment(),
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
        )

    def wait(self) -> None:
        until = time.monotonic() + SECONDS
        while True:
            assert self.process.poll() is None, "the server has ended"
            assert time.monotonic() < until, "the server does not answer"
            try:
                urllib.request.urlopen(f"{self.address}/api?token={self.token}").close()
                return
            except OSError:
                time.sleep(0.2)

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


class Formgrader:
    """The pages as a person sees them."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser, self.server = browser, server

    def open(self, page: str) -> None:
        mark = "&" if "?" in page else "?"
        address = f"{self.server.address}{page}{mark}token={self.server.token}"
        self.browser.send("Page.navigate", url=address)

    def wait_for(self, pattern: str) -> str:
        """The page's text, once something is in it: tables are filled in by scripts."""
        until = time.monotonic() + SECONDS
        while True:
            text = str(self.browser.evaluate("document.body ? document.body.innerText : ''"))
            if re.search(pattern, text):
                return text
            assert time.monotonic() < until, f"{pattern!r} is not in:\n{text}"
            time.sleep(0.2)

    def picture(self, name: str) -> None:
        folder = os.environ.get("COURSE_SCREENSHOTS")
        if folder:
            self.browser.screenshot(Path(folder) / f"formgrader-{name}.png")


@pytest.fixture(scope="module")
def room(released: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    room = released.copied(tmp_path_factory.mktemp("course"))
    room.hand_in("hana", "ex3", room.solved("ex3"))
    room.hand_in("kenji", "ex3", room.solved("ex3", sigmoid_derivative=WRONG))
    room.hand_in("rain", "ex3", "{")
    assert room.graded("ex3").returncode == 0
    return room


@pytest.fixture(scope="module")
def formgrader(room: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Formgrader]:
    server = Server(room)
    try:
        server.wait()
        with Browser(tmp_path_factory.mktemp("browser")) as browser:
            browser.send(
                "Emulation.setDeviceMetricsOverride",
                **{"width": 1200, "height": 900, "deviceScaleFactor": 1, "mobile": False},
            )
            yield Formgrader(browser, server)
    finally:
        server.close()


def test_the_assignment_and_its_points(formgrader: Formgrader) -> None:
    formgrader.open("/formgrader/manage_assignments")
    formgrader.wait_for(r"ex3[\s\S]*\b3\b")
    formgrader.picture("assignments")


def test_every_student_has_a_score(formgrader: Formgrader) -> None:
    formgrader.open("/formgrader/manage_submissions/ex3")
    text = formgrader.wait_for(r"rain")
    for student, score in (("hana", 10), ("kenji", 8), ("rain", 0)):
        assert re.search(rf"{student}\b[^\n]*graded[^\n]*\b{score} / 10", text)
    formgrader.picture("submissions")


def test_marks_and_feedback_of_one_submission(formgrader: Formgrader, room: Classroom) -> None:
    ((submission,),) = room.query(
        "select submitted_notebook.id from submitted_notebook join submitted_assignment"
        " on submitted_notebook.assignment_id = submitted_assignment.id where student_id = 'kenji'"
    )
    formgrader.open(f"/formgrader/submissions/{submission}")
    text = formgrader.wait_for(r"sigmoid_derivative · Chain rule  0 / 2")
    assert "It is the derivative that the reference engine finds." in text
    assert "return sigmoid(x)" in text
    script = (
        "Object.fromEntries([...document.querySelectorAll('.score')].map(box => "
        "[box.closest('.nbgrader_cell').querySelector('.name code')?.innerText"
        " ?? box.id, box.placeholder]))"
    )
    until = time.monotonic() + SECONDS
    while "" in (scores := formgrader.browser.evaluate(script)).values() or not scores:
        assert time.monotonic() < until, scores
        time.sleep(0.2)
    assert sorted(map(float, scores.values())) == [0.0, 1.0, 1.0, 2.0, 2.0, 2.0]
    formgrader.picture("submission")


def test_its_button_grades_again(formgrader: Formgrader, room: Classroom) -> None:
    """nbgrader then runs inside the notebook server."""
    room.hand_in("kenji", "ex3", room.solved("ex3"))
    formgrader.open("/formgrader/manage_submissions/ex3")
    formgrader.wait_for("kenji")
    formgrader.browser.evaluate(
        "[...document.querySelectorAll('tr')].find(row => row.innerText.includes('kenji'))"
        ".querySelector('.autograde a').click()"
    )
    formgrader.wait_for(r"Success[\s\S]*kenji")
    formgrader.picture("graded-again")
    assert room.total("kenji", "ex3") == 10.0
