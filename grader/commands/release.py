"""`course release`: the notebooks of an exercise, for nbgrader and for students."""

from __future__ import annotations

from pathlib import Path

import click

from grader import course, gradebook, workspace
from grader.commands import (
    FINE,
    exercise_argument,
    lang_option,
    show,
    talk,
    terminal_of,
)
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.i18n import translator
from grader.report.terminal import Terminal
from grader.usage import Argument, Command
from reference.catalogue import Language


@click.pass_context
def release(context: click.Context, exercise: str | None, all: bool, lang: str | None) -> int:
    terminal = terminal_of(context, lang)
    whole = course.load()
    wanted = _wanted(whole, exercise, all, terminal.language)
    gradebook.need_nbgrader()
    from grader.gradebook import release as notebooks

    _ = translator(terminal.language)
    folder, here = whole.root, Path.cwd()
    prepared = notebooks.prepare(whole, folder, terminal.language)
    shown = workspace.shown(prepared.path, here)
    if prepared.written:
        talk(
            terminal.wrapped(_("{path} tells nbgrader how to grade.").format(path=shown)), terminal
        )
    elif prepared.lacking:
        _lacks(shown, prepared.lacking, terminal)
    for one in wanted:
        made = notebooks.release(whole, one, folder, terminal.language)
        if made.kept:
            sentence = _(
                "{path} has been changed by hand and stays as it is; the release is made from it. "
                "Delete it to have it written anew."
            ).format(path=workspace.shown(made.source, here))
            talk(terminal.wrapped(sentence), terminal)
        sentence = _("{exercise}: for students {release}, with the solution {source}").format(
            exercise=one.name,
            release=workspace.shown(made.release, here),
            source=workspace.shown(made.source, here),
        )
        show(terminal.wrapped(sentence) + "\n", terminal)
    sentence = _("Next: hand it out, put what comes back into {folder}, and run")
    submitted = f"submitted/STUDENT/{wanted[0].name}/{wanted[0].name}.ipynb"
    talk(terminal.wrapped(sentence.format(folder=submitted)), terminal)
    talk(f"  nbgrader autograde {wanted[0].name}", terminal)
    return FINE


def _wanted(whole: Course, name: str | None, all: bool, language: Language) -> tuple[Exercise, ...]:
    _ = translator(language)
    if all and name:
        raise UsageError(
            _("name an exercise or say --all, not both"), remedy="course release --all"
        )
    if all:
        return whole.exercises
    if name:
        return (whole.exercise(name),)
    raise UsageError(
        _("which exercise?"),
        remedy=_("name one, or all of them: {command}").format(command="course release --all"),
    )


def _lacks(path: str, lines: list[str], terminal: Terminal) -> None:
    _ = translator(terminal.language)
    sentence = _("{path} is yours and stays as it is. To grade this course it must also say:")
    talk(terminal.wrapped(sentence.format(path=path)), terminal)
    talk("\n".join(f"  {line}" for text in lines for line in text.splitlines()), terminal)


def describe(language: Language) -> Command:
    _ = translator(language)
    exercise = exercise_argument(language)
    return Command(
        "release",
        release,
        language,
        summary=_("For instructors: the notebooks of an exercise, to hand out and to grade."),
        about=_(
            "Writes nbgrader's source notebook beside course.yaml and has nbgrader make the "
            "students' version of it. What you changed by hand is never overwritten."
        ),
        example="course release ex3\ncourse release --all --lang ja",
        params=[
            Argument("exercise", metavar="EX", required=False, about=exercise.about),
            click.Option(["--all"], is_flag=True, help=_("Every exercise of the course.")),
            lang_option(language),
        ],
    )
