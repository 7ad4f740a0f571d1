"""`course check`: judge an exercise; say what is right, and what to do about what is not."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader import course, workspace
from grader.commands import (
    FINE,
    POINTS_MISSING,
    exercise_argument,
    format_option,
    judged,
    lang_option,
    language_asked,
    quoted,
    show,
    show_data,
    talk,
)
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.i18n import translator
from grader.isolation import Worker
from grader.report import text
from grader.report.terminal import Terminal, terminal_for
from grader.result import Scorecard
from grader.usage import Argument, Command
from reference.catalogue import Language


@click.pass_context
def check(
    context: click.Context,
    exercise: str,
    file: str | None,
    lang: str | None,
    format: str,
    output: str | None,
    function: str | None,
    watch: bool,
) -> int:
    asked = language_asked(context, lang)
    screen = terminal_for(sys.stdout, asked)
    terminal = Terminal(asked) if output else screen  # a file can show everything, in 80 columns
    whole = course.load()
    wanted = whole.exercise(exercise)
    only = wanted.function(function).name if function else None
    path = workspace.named(Path(file)) if file else _found(whole, wanted, screen)

    def once(worker: Worker | None) -> int:
        scorecard = judged(whole, wanted, path, terminal.language, only, worker)
        if only is None:
            workspace.remember(whole, wanted, scorecard)
        report = _report(scorecard, whole, format, terminal, quoted(file) if file else "")
        if output:
            _write(output, report, screen)
        elif format == "text":
            show(report, terminal)
        else:
            show_data(report)
        return FINE if scorecard.full_marks else POINTS_MISSING

    if not watch:
        return once(context.obj)
    from grader.commands import watch as watching

    live = sys.stdout.isatty() and not output
    return watching.watch(path, once, context.obj, terminal, live)


def _report(
    scorecard: Scorecard, course: Course, format: str, terminal: Terminal, file: str
) -> str:
    match format:
        case "json":
            return scorecard.dumps(indent=2) + "\n"
        case "html":
            from grader.report import html

            return html.render(scorecard, course, terminal.language, file)
        case "junit":
            from grader.report import junit

            return junit.render(scorecard, course, terminal.language)
    return text.render(scorecard, course, terminal, file)


def describe(language: Language) -> Command:
    _ = translator(language)
    return Command(
        "check",
        check,
        language,
        summary=_("Check your work on an exercise."),
        about=_(
            "The exit code is 0 at full marks, 1 if points are missing, 2 if nothing could be "
            "checked."
        ),
        example="course check ex3\ncourse check ex3 my_answer.ipynb --function sigmoid",
        params=[
            exercise_argument(language),
            Argument(
                "file",
                metavar="FILE",
                required=False,
                about=_("your work, if it is not exN.py or exN.ipynb here or in exN/"),
            ),
            lang_option(language),
            format_option(language, "text", "json", "html", "junit"),
            click.Option(["--output"], metavar="FILE", help=_("Write it to a file.")),
            click.Option(["--function"], metavar="NAME", help=_("Check only this function.")),
            click.Option(["--watch"], is_flag=True, help=_("Check again whenever you save.")),
        ],
    )


def _found(course: Course, exercise: Exercise, terminal: Terminal) -> Path:
    """The file that is meant; where there are several, say which one that is."""
    here = Path.cwd()
    found = workspace.locate(course, exercise.name, here)
    if found.others:
        sentence = translator(terminal.language)("Checking {path}, which is newer than {others}.")
        others = ", ".join(workspace.shown(path, here) for path in found.others)
        sentence = sentence.format(path=workspace.shown(found.path, here), others=others)
        talk(terminal.wrapped(sentence), terminal)
    return found.path


def _write(output: str, report: str, terminal: Terminal) -> None:
    _ = translator(terminal.language)
    try:
        Path(output).write_text(report, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(
            _("this file cannot be written ({reason})").format(reason=error.strerror),
            where=output,
            remedy=_("name another: --output FILE"),
        ) from error
    talk(_("Written to {path}").format(path=output), terminal)
