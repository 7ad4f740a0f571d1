"""`course start`: a folder to work in."""

from __future__ import annotations

from pathlib import Path

import click

from grader import course, workspace
from grader.commands import FINE, lang_option, quoted, show, talk, terminal_of
from grader.i18n import translator
from grader.usage import Argument, Command
from reference.catalogue import Language


@click.pass_context
def start(context: click.Context, folder: str, lang: str | None) -> int:
    terminal = terminal_of(context, lang)
    _ = translator(terminal.language)
    whole = course.load()
    started = workspace.start(whole, Path(folder))
    if started.kept:
        sentence = _("Already there, and left as they are: {names}")
        names = ", ".join(path.as_posix() for path in started.kept)
        talk(terminal.wrapped(sentence.format(names=names), 0, 2), terminal)
    if started.made:
        sentence = _("Lessons and exercises are in {folder}. Now:")
    else:
        sentence = _("There was nothing to add to {folder}. Now:")
    lines = [terminal.wrapped(sentence.format(folder=folder))]
    if started.folder.resolve() != Path.cwd():
        lines.append(f"  cd {quoted(folder)}")
    lines.append(f"  course read {whole.exercises[0].name}")
    show("\n".join(lines) + "\n", terminal)
    return FINE


def describe(language: Language) -> Command:
    _ = translator(language)
    about = _("the folder to make, or to add to; {default} if you name none")
    return Command(
        "start",
        start,
        language,
        summary=_("Make a folder to work in: lessons, exercises, figures."),
        about=_("Files that are there already are never overwritten."),
        example="course start\ncourse start my-course",
        params=[
            Argument(
                "folder",
                metavar="DIR",
                required=False,
                default=workspace.DEFAULT_FOLDER,
                about=about.format(default=workspace.DEFAULT_FOLDER),
            ),
            lang_option(language),
        ],
    )
