"""`course hint`: one step further, and no more."""

from __future__ import annotations

from pathlib import Path

import click

from grader import course, hints, workspace
from grader.commands import (
    FINE,
    exercise_argument,
    judged,
    lang_option,
    quoted,
    show,
    terminal_of,
)
from grader.i18n import translator
from grader.report import hint as report
from grader.usage import Argument, Command
from reference.catalogue import Language


@click.pass_context
def hint(
    context: click.Context, exercise: str, function: str, file: str | None, lang: str | None
) -> int:
    terminal = terminal_of(context, lang)
    whole, here = course.load(), Path.cwd()
    wanted = whole.exercise(exercise)
    name = wanted.function(function).name
    path = workspace.named(Path(file)) if file else workspace.locate(whole, wanted.name, here).path
    scorecard = judged(whole, wanted, path, terminal.language)
    result = next(f for f in scorecard.functions if f.name == name)
    if result.status == "passed":
        show(report.right(result, terminal), terminal)
        return FINE
    ladder = hints.ladder(wanted, result)
    steps = hints.climb(path, name, ladder)
    again = f"course hint {wanted.name} {name}" + (f" {quoted(file)}" if file else "")
    if len(steps) == len(ladder.steps):
        again = f"course read {wanted.name}"
    show(report.render(result, steps, len(ladder.steps), again, terminal), terminal)
    return FINE


def describe(language: Language) -> Command:
    _ = translator(language)
    return Command(
        "hint",
        hint,
        language,
        summary=_("Get one hint for a function that is not right yet."),
        about=_(
            "First where to look, then what kind of mistake it is, then a similar problem worked "
            "out. Hints cost no points."
        ),
        example="course hint ex3 chain",
        params=[
            exercise_argument(language),
            Argument("function", metavar="FUNCTION", about=_("the function, such as chain")),
            Argument(
                "file",
                metavar="FILE",
                required=False,
                about=_("your work, if it is not exN.py or exN.ipynb here or in exN/"),
            ),
            lang_option(language),
        ],
    )
