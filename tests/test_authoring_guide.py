"""docs/authoring.md, followed literally by somebody who copies what it shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
TUTORIAL = ROOT / "docs" / "tutorial"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
SCREENS = [text for kind, text in BLOCKS if kind == "console" and text.startswith("$ course")]


def author(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What an author's shell does in the copy of the repository."""
    course = f'course() {{ "{sys.executable}" -m grader "$@"; }}\n'
    kept = {name: os.environ[name] for name in ("PATH", "COURSE_CACHE")}
    return subprocess.run(
        ["bash", "-c", course + command],
        cwd=folder,
        env=kept
        | {"PYTHONPATH": str(ROOT), "COURSE_ROOT": str(folder)}
        | {"PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
    )


class Done(NamedTuple):
    """The copy, and what every `course` command of the guide printed there, in order."""

    folder: Path
    printed: list[tuple[str, subprocess.CompletedProcess[str]]]

    def last(self, command: str) -> subprocess.CompletedProcess[str]:
        return [done for words, done in self.printed if words.startswith(command)][-1]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """Every command of the guide in its order, and its two edits by hand."""
    folder = tmp_path_factory.mktemp("repository")
    shutil.copy(ROOT / "course.yaml", folder)
    for name in ("exercises", "reference", "docs/tutorial"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    printed = []
    for kind, text in BLOCKS:
        if kind == "yaml" and "title:" in text:  # "replace the entry"
            path = folder / "course.yaml"
            before, _entry = path.read_text(encoding="utf-8").split("  ex11:\n")
            path.write_text(before + text, encoding="utf-8")
        for command in text.splitlines() if kind == "sh" else ():
            done = author(command, folder)
            if command.startswith("course "):
                printed.append((command, done))
            else:
                assert done.returncode == 0, done.stderr
    return Done(folder, printed)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the guide's commands need a shell")
class TestFollowedLiterally:
    def test_what_the_guide_shows_is_what_happens(self, followed: Done) -> None:
        said = [(f"$ {command}\n{done.stdout}", done.stderr) for command, done in followed.printed]
        assert len(SCREENS) == 3
        for screen in SCREENS:
            assert (screen, "") in said

    def test_a_new_exercise_is_to_do(self, followed: Done) -> None:
        first = next(done for command, done in followed.printed if command == "course check ex11")
        assert "to do  slope  0 / 10" in first.stdout
        assert "✗" not in first.stdout

    def test_everything_is_right_at_the_end(self, followed: Done) -> None:
        proof = followed.last("course validate")
        assert (proof.returncode, proof.stderr) == (0, "")
        assert "✓ 39 programs judged as they should be" in proof.stdout

    def test_the_solution_has_full_marks(self, followed: Done) -> None:
        assert "10 / 10" in followed.last("course check ex11 ").stdout

    def test_every_file_of_the_tutorial_was_used(self, followed: Done) -> None:
        for path in TUTORIAL.rglob("*"):
            inside = path.relative_to(TUTORIAL)
            if path.is_file() and inside.parts[0] in ("exercises", "reference"):
                there = (followed.folder / inside).read_text(encoding="utf-8")
                assert path.read_text(encoding="utf-8") in there, inside

    def test_the_rest_of_the_course_is_untouched(self, followed: Done) -> None:
        whole = (followed.folder / "course.yaml").read_text(encoding="utf-8")
        assert whole.startswith((ROOT / "course.yaml").read_text(encoding="utf-8"))
        for path in (ROOT / "exercises").glob("*/*.*"):
            copied = followed.folder / path.relative_to(ROOT)
            assert copied.read_bytes() == path.read_bytes()


# -- what stands in the guide ---------------------------------------------------------------------


def _real_files() -> str:
    files = [*TUTORIAL.rglob("*.py"), *TUTORIAL.rglob("*.yaml")]
    files += (ROOT / "exercises").glob("*/checks.py")
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_everything_shown_is_taken_from_a_real_file() -> None:
    real = _real_files()
    shown = [text for kind, text in BLOCKS if kind in ("python", "yaml")]
    assert len(shown) > 5
    for text in shown:
        for piece in re.split(r"\n\n+", text.strip("\n")):
            assert piece in real, piece


def test_every_name_an_author_can_use_is_explained() -> None:
    from grader import __all__

    assert not set(__all__) - set(re.findall(r"\w+", GUIDE))


def test_links_lead_somewhere() -> None:
    prose = re.sub(r"^```.*?^```$|`[^`]*`", "", GUIDE, flags=re.DOTALL | re.MULTILINE)
    targets = re.findall(r"\]\(([^)#]+)\)", prose)
    assert len(targets) > 2
    for target in targets:
        assert (ROOT / "docs" / target).exists(), target


def test_the_entry_is_that_of_the_tutorial() -> None:
    entry = (TUTORIAL / "entry.yaml").read_text(encoding="utf-8")
    assert entry in [text for kind, text in BLOCKS if kind == "yaml"]
