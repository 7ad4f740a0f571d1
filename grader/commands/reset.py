"""`course reset`: an exercise from the beginning, the work kept as a backup."""

from __future__ import annotations

from pathlib import Path

import click

from grader import course, workspace
from grader.commands import (
    FINE,
    POINTS_MISSING,
    exercise_argument,
    lang_option,
    show,
    talk,
    terminal_of,
)
from grader.i18n import translator
from grader.usage import Command
from reference.catalogue import Language


@click.pass_context
def reset(context: click.Context, exercise: str, yes: bool, lang: str | None) -> int:
    terminal = terminal_of(context, lang)
    _ = translator(terminal.language)
    whole, here = course.load(), Path.cwd()
    wanted = whole.exercise(exercise)
    path = workspace.resettable(wanted, workspace.locate(whole, exercise, here))
    shown = workspace.shown(path, here)
    if path.read_bytes() == workspace.stub(wanted):
        sentence = _("{path} is as it was handed out: there is nothing to do.")
        show(terminal.wrapped(sentence.format(path=shown)) + "\n", terminal)
        return FINE
    question = _("Start {path} again from the beginning? Your work is kept as a backup.")
    if not yes and not _agreed(terminal.wrapped(question.format(path=shown))):
        talk(_("Nothing was changed."), terminal)
        return POINTS_MISSING
    backup = workspace.reset(wanted, path)
    done = _("{path} is as it was handed out again. Your work is in {backup}.")
    done = done.format(path=shown, backup=workspace.shown(backup, here))
    show(terminal.wrapped(done) + "\n", terminal)
    return FINE


def _agreed(question: str) -> bool:
    try:
        return click.confirm(question, err=True)
    except click.Abort:  # Ctrl-C, or nobody there to answer
        click.echo(err=True)
        return False


def describe(language: Language) -> Command:
    _ = translator(language)
    return Command(
        "reset",
        reset,
        language,
        summary=_("Start an exercise again; your work is kept as a backup."),
        example="course reset ex3",
        params=[
            exercise_argument(language),
            click.Option(["--yes"], is_flag=True, help=_("Do not ask.")),
            lang_option(language),
        ],
    )
