"""`course read`: the lesson, in the terminal."""

from __future__ import annotations

import os
import sys

import click

from grader import course
from grader.commands import FINE, exercise_argument, lang_option, show, terminal_of
from grader.i18n import translator
from grader.report import lesson
from grader.usage import Command
from reference.catalogue import Language


@click.pass_context
def read(context: click.Context, exercise: str, lang: str | None) -> int:
    terminal = terminal_of(context, lang)
    text = lesson.text_of(course.load().exercise(exercise), terminal.language)
    shown = lesson.render(text, terminal)
    if sys.stdout.isatty() and shown.count("\n") >= _height():
        click.echo_via_pager(shown, color=None if terminal.colour else False)  # None: if it can
    else:
        show(shown, terminal)
    return FINE


def describe(language: Language) -> Command:
    _ = translator(language)
    return Command(
        "read",
        read,
        language,
        summary=_("Read the lesson of an exercise, here in the terminal."),
        example="course read ex1",
        params=[exercise_argument(language), lang_option(language)],
    )


def _height() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return 24
