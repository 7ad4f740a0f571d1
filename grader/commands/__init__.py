"""One file per command: what it does with parsed arguments, and ``describe``, its arguments.

A command imports what it needs; which command is asked for decides what is imported at all.  Here
is what several of them share.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from grader.errors import SubmissionError
from grader.i18n import translator
from grader.report.terminal import Terminal, terminal_for
from grader.usage import Argument, Command
from reference.catalogue import Language

if TYPE_CHECKING:
    from grader.course import Course, Exercise
    from grader.isolation import Worker
    from grader.result import Scorecard

FINE: Final = 0
POINTS_MISSING: Final = 1


def exercise_argument(language: Language) -> Argument:
    _ = translator(language)
    return Argument("exercise", metavar="EX", about=_("the exercise, such as ex3"))


def lang_option(language: Language) -> click.Option:
    _ = translator(language)
    return click.Option(
        ["--lang"], type=click.Choice(["en", "ja"]), help=_("The language, English or Japanese.")
    )


def format_option(language: Language, *formats: str) -> click.Option:
    """``--format``; the first one is what is taken if nothing is said."""
    _ = translator(language)
    return click.Option(
        ["--format"],
        type=click.Choice(formats),
        default=formats[0],
        help=_("How to say it: for people, or for programs."),
    )


def language_asked(context: click.Context, lang: str | None = None) -> Language:
    """The language of --lang, or else of the command line."""
    if lang is not None:
        return "ja" if lang == "ja" else "en"
    command = context.command
    return command.language if isinstance(command, Command) else "en"


def terminal_of(context: click.Context, lang: str | None = None) -> Terminal:
    """What stdout can show."""
    return terminal_for(sys.stdout, language_asked(context, lang))


def show(text: str, terminal: Terminal) -> None:
    """Print what was asked for."""
    click.echo(text, nl=False, file=sys.stdout, color=terminal.colour)


def show_data(text: str) -> None:
    """Print what programs read, in UTF-8 whatever the console is."""
    click.echo(text.encode(), nl=False)


def talk(text: str, terminal: Terminal) -> None:
    """Say something beside it, on stderr."""
    click.echo(text, file=sys.stderr, color=terminal.colour)


def quoted(path: str) -> str:
    """The path as one word of a command to copy."""
    return f'"{path}"' if " " in path else path


def judged(
    course: Course,
    exercise: Exercise,
    path: Path,
    language: Language,
    only: str | None = None,
    worker: Worker | None = None,
) -> Scorecard:
    """The scorecard of a file; one that cannot be read has no points, and says why."""
    from grader import submission, workspace
    from grader.judge import judge, unreadable

    shown = workspace.shown(path, Path.cwd())
    try:
        work = submission.read(path.resolve(), shown)
    except SubmissionError as error:
        return unreadable(course, exercise, shown, error, language)
    return judge(course, exercise, work, language=language, worker=worker, only=only)
