"""Whole scorecards and whole screens, from real submissions that are kept as files.

What depends on the machine and not on the work is left out of the comparison: versions, the hash
of the corpus, and the walls that stand here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import course
from grader.judge import judge
from grader.report.terminal import Terminal
from grader.report.text import render
from grader.result import Scorecard
from grader.submission import read
from reference.catalogue import Language

SUBMISSIONS = Path(__file__).parent / "golden" / "submissions"
COURSE = course.load(Path(__file__).parent.parent)
OF_THE_MACHINE = ("grader", "corpus", "python", "numpy", "hypothesis")

Golden = Callable[[str, str], None]


def judged(name: str, language: Language) -> Scorecard:
    path = SUBMISSIONS / name
    return judge(COURSE, COURSE.exercise(path.stem), read(path, name), language=language)


@pytest.mark.parametrize(
    ("name", "language"),
    [("ex1.ipynb", "en"), ("ex3.py", "en"), ("ex3.py", "ja"), ("ex4.py", "en")],
)
def test_whole_scorecard(name: str, language: Language, golden: Golden) -> None:
    plain = judged(name, language).to_json()
    plain["isolation"] = "*"
    plain["provenance"] |= dict.fromkeys(OF_THE_MACHINE, "*")
    text = json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
    golden(f"scorecards/{Path(name).stem}-{language}.json", text)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_whole_screen(language: Language, golden: Golden) -> None:
    screen = render(judged("ex3.py", language), COURSE, Terminal(language))
    golden(f"scorecards/ex3-{language}.txt", screen)
