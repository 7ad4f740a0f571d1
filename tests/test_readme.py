"""What the READMEs show is what happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.ja.md")


def blocks(readme: str, kind: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def shown(command: str, folder: Path) -> str:
    """What a `course …` command prints there."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", *command.split()[1:]],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "COURSE_CACHE": os.environ["COURSE_CACHE"]}
        | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


@pytest.mark.parametrize("readme", READMES)
def test_the_output_shown_is_the_output(readme: str, tmp_path: Path) -> None:
    answer = next(block for block in blocks(readme, "python") if "def sigmoid(x)" in block)
    (tmp_path / "ex3.py").write_text(answer, encoding="utf-8")
    compared = 0
    for block in blocks(readme, "console"):
        command, _, expected = block.partition("\n")
        if expected:
            folder = ROOT if "pip install" in command else tmp_path
            assert shown(command.split("&&")[-1].strip(" $"), folder) == expected
            compared += 1
    assert compared == 2


def test_the_checks_shown_are_those_of_the_exercise() -> None:
    real = (ROOT / "exercises" / "ex3" / "checks.py").read_text(encoding="utf-8")
    for readme in READMES:
        example = next(block for block in blocks(readme, "python") if "(Function)" in block)
        for method in re.split(r"\n\n(?=    @)", example)[1:]:
            assert method.strip() in real


@pytest.mark.parametrize("readme", READMES)
def test_every_link_leads_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)]+)\)", text) if not t.startswith("http")]
    assert targets and all((ROOT / target).exists() for target in targets)


def test_both_readmes_tell_the_same_story() -> None:
    english, japanese = (re.findall(r"^(#+|- |```)", (ROOT / r).read_text(), re.M) for r in READMES)
    assert english == japanese
