"""`course new`: the files of a new exercise, and what to do with them."""

from __future__ import annotations

from pathlib import Path

import click

from grader import course, skeleton, workspace
from grader.commands import FINE, lang_option, show, terminal_of
from grader.i18n import translator
from grader.usage import Argument, Command
from reference.catalogue import Language


@click.pass_context
def new(context: click.Context, exercise: str, lang: str | None) -> int:
    terminal = terminal_of(context, lang)
    _ = translator(terminal.language)
    made = skeleton.create(course.load(), exercise)
    *files, listed = (workspace.shown(path, Path.cwd()) for path in made)
    lines = [
        _("{exercise} is there, with one small function as an example:").format(exercise=exercise),
        *(f"  {file}" for file in files),
        terminal.wrapped(_("and an entry in {file}.").format(file=listed)),
        "",
        _("What is still to write is listed by:"),
        f"  course validate {exercise}",
        terminal.wrapped(_("How it is written is explained in docs/authoring.md.")),
    ]
    show("\n".join(lines) + "\n", terminal)
    return FINE


def describe(language: Language) -> Command:
    _ = translator(language)
    return Command(
        "new",
        new,
        language,
        summary=_("For authors: the files of a new exercise."),
        about=_(
            "Writes a small exercise that works, to be replaced by yours. Nothing that exists is "
            "overwritten."
        ),
        example="course new ex11",
        params=[
            Argument("exercise", metavar="EX", about=_("the name of the new exercise")),
            lang_option(language),
        ],
    )
