"""`course` alone: where a person stands, and what to do next."""

from __future__ import annotations

from pathlib import Path

import click

from grader import course, workspace
from grader.commands import FINE, judged, show, terminal_of
from grader.course import Exercise
from grader.report import overview as report
from grader.result import Scorecard


def overview(context: click.Context, lang: str | None) -> int:
    terminal = terminal_of(context, lang)
    whole, here = course.load(), Path.cwd()

    def judge(exercise: Exercise, path: Path) -> Scorecard:
        return judged(whole, exercise, path, terminal.language)

    standings = [workspace.standing(whole, exercise, here, judge) for exercise in whole.exercises]
    show(report.render(standings, whole, terminal), terminal)
    return FINE
