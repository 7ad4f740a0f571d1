"""The commands: they parse, call and print, nothing else.

Data goes to standard output, talk to standard error.  Exit codes: 0 fine (full marks), 1 points are
missing or something is to be fixed, 2 usage, configuration, or a fault of the grader itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from grader import __version__
from grader.errors import CourseError, SubmissionError, UsageError, suggest
from grader.i18n import language_from, translator
from reference.catalogue import Language

if TYPE_CHECKING:
    from grader.course import Course, Exercise
    from grader.isolation import Worker
    from grader.report.text import Style
    from grader.result import Scorecard

F = TypeVar("F", bound=Callable[..., Any])

MISSING_POINTS, TROUBLE = 1, 2


class _Commands(click.Group):
    """A group that guesses what was meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            meant = suggest(args[0], self.list_commands(ctx)) if args else None
            if meant:
                error.message += f" Did you mean {meant!r}?"
            raise


def _language(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Language:
    if value is not None:
        return "ja" if value == "ja" else "en"
    chosen = os.environ.get("COURSE_LANG")
    return language_from({"LANG": chosen} if chosen else os.environ)


def lang_option(command: F) -> F:
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["en", "ja"]),
        callback=_language,
        help="Language; by default that of your system.",
    )(command)


def told(command: F) -> F:
    """Errors of ours become one clear sentence and exit code 2."""

    def run(*arguments: Any, **options: Any) -> Any:
        try:
            return command(*arguments, **options)
        except CourseError as error:
            _stop(error, options.get("language", "en"))

    return update_wrapper(run, command)  # type: ignore[return-value]


def _stop(error: CourseError, language: Language) -> NoReturn:
    click.echo(translator(language)("Error: {text}").format(text=error.text(language)), err=True)
    sys.exit(TROUBLE)


@click.group(cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="course")
@lang_option
@click.pass_context
@told
def course(ctx: click.Context, language: Language) -> None:
    """How machines learn: partial derivatives, the chain rule, backpropagation.

    Alone, it shows where you stand.  Example: course check ex3
    """
    _speak_utf8()
    if ctx.invoked_subcommand is None:
        _where_you_stand(language)


def _speak_utf8() -> None:
    """Never fail to print: a terminal that lacks a character gets an escape in its place."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@course.command()
@click.argument("exercise")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@lang_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write there.")
@click.option("--function", "only", help="Check one function only.")
@click.pass_obj
@told
def check(
    worker: Worker | None,
    exercise: str,
    file: Path | None,
    language: Language,
    form: str,
    output: Path | None,
    only: str | None,
) -> None:
    """Check your work on an exercise.

    FILE is exN.py or exN.ipynb; by default the one in this folder, in exN/ or in exercises/exN/.

    Example: course check ex3
    """
    from grader.course import load

    whole = load()
    wanted = whole.exercise(exercise)
    if only is not None:
        wanted.function(only)
    card = _judged(whole, wanted, file, language, worker, only)
    if form == "json":
        text = card.dumps(indent=1) + "\n"
    else:
        from grader.report.text import render

        style = _style(sys.stdout if output is None else None)
        text = render(card, wanted.title, dict(whole.concepts), language, style)
    if output is None:
        click.echo(text, nl=False, color=True)
    else:
        output.write_text(text, encoding="utf-8")
    sys.exit(0 if card.full_marks else MISSING_POINTS)


def _judged(
    course: Course,
    exercise: Exercise,
    file: Path | None,
    language: Language,
    worker: Worker | None,
    only: str | None = None,
) -> Scorecard:
    from grader.submission import find, read

    _ = translator(language)
    if file is None:
        found = find(exercise.name, Path.cwd())
        file = found.path
        if found.others:
            names = ", ".join(path.name for path in found.others)
            click.echo(
                _("Checking {file}, which is newer than {others}.").format(
                    file=file.name, others=names
                ),
                err=True,
            )
    elif not file.exists():
        raise UsageError(
            _("there is no such file"),
            where=str(file),
            remedy=_("name the file that you want to check, or none to look for it"),
        )
    from grader.judge import judge, unreadable

    shown = os.path.relpath(file) if file.is_absolute() else str(file)
    try:
        submission = read(file, shown)
    except SubmissionError as error:
        return unreadable(course, exercise, shown, error, language)
    return judge(course, exercise, submission, language=language, worker=worker, only=only)


def _style(stream: Any) -> Style:
    """What the terminal can do: NO_COLOR, FORCE_COLOR, CI and a missing terminal are honoured."""
    from grader.report.text import Style

    if stream is None:
        return Style()
    environment = os.environ
    if environment.get("NO_COLOR"):
        colour = False
    elif environment.get("FORCE_COLOR"):
        colour = True
    else:
        quiet = environment.get("TERM") == "dumb" or environment.get("CI")
        colour = stream.isatty() and not quiet
    try:
        "✓◐✗○△×".encode(getattr(stream, "encoding", None) or "ascii")
        unicode = True
    except UnicodeEncodeError:
        unicode = False
    width = 80
    if stream.isatty() or environment.get("COLUMNS"):
        from shutil import get_terminal_size

        width = max(40, min(100, get_terminal_size().columns))
    return Style(width, colour, unicode)


def _where_you_stand(language: Language) -> None:
    """Every exercise with its points, and what to do next."""
    from grader.course import load
    from grader.progress import standing

    _ = translator(language)
    whole = load()
    click.echo(whole.title[language])
    click.echo()
    following = None
    for exercise in whole.exercises:
        score = standing(whole, exercise, Path.cwd())
        most = exercise.max_score
        points = _("not here") if score is None else f"{score:5.4g} / {most:g}"
        click.echo(f"  {exercise.name:<5} {points:<12}  {exercise.title[language]}")
        if following is None and (score is None or score < exercise.max_score):
            following = exercise.name, score
    click.echo()
    if following is None:
        click.echo(_("Full marks. Well done!"))
    elif following[1] is None:
        click.echo(_("Next: `course start` makes a folder with everything to work on."))
    else:
        click.echo(
            _("Next: `course read {exercise}` is the lesson, `course check {exercise}`").format(
                exercise=following[0]
            )
            + _(" checks your work.")
        )


@course.command()
@click.argument("folder", default="backprop", type=click.Path(path_type=Path))
@lang_option
@told
def start(folder: Path, language: Language) -> None:
    """Make a folder to work in: lessons, stubs and figures.

    Nothing that is there is overwritten.  Example: course start mywork
    """
    from grader import workspace
    from grader.course import load

    _ = translator(language)
    whole = load()
    files = list(workspace.start(whole, folder))
    kept = [path for path, fresh in files if not fresh]
    click.echo(
        _("{count} files are in {folder}.").format(count=len(files) - len(kept), folder=folder)
        if not kept
        else _("{count} new files are in {folder}; {kept} were there and stay as they are.").format(
            count=len(files) - len(kept), folder=folder, kept=len(kept)
        )
    )
    click.echo(_("Next:"))
    click.echo(f"  cd {folder}")
    click.echo(f"  course check {whole.exercises[0].name}")


@course.command()
@click.argument("exercise")
@lang_option
@told
def read(exercise: str, language: Language) -> None:
    """Read the lesson of an exercise, here in the terminal.

    Example: course read ex3 --lang ja
    """
    from grader.course import load
    from grader.report.lesson import render

    wanted = load().exercise(exercise)
    path = wanted.folder / ("README.ja.md" if language == "ja" else "README.md")
    text = render(path.read_text(encoding="utf-8"), _style(sys.stdout))
    if sys.stdout.isatty():
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False, color=True)


@course.command()
@click.argument("exercise")
@click.option("--yes", is_flag=True, help="Do not ask.")
@lang_option
@told
def reset(exercise: str, yes: bool, language: Language) -> None:
    """Put the stub back, keeping a copy of your work.

    Example: course reset ex3
    """
    from grader import workspace
    from grader.course import load
    from grader.submission import find

    _ = translator(language)
    wanted = load().exercise(exercise)
    work = find(wanted.name, Path.cwd()).path
    if not yes:
        click.confirm(_("Put the stub in the place of {file}?").format(file=work), abort=True)
    backup = workspace.reset(wanted, work)
    if backup is not None:
        click.echo(_("Your work is kept in {file}.").format(file=backup))
    click.echo(_("{file} is the stub again.").format(file=work))


@course.command()
@click.argument("exercises", nargs=-1)
@lang_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@told
def validate(exercises: tuple[str, ...], language: Language, form: str) -> None:
    """Is the course itself right?  For authors and CI.

    Judges the solutions, the stubs, and all known right and wrong programs.
    Example: course validate ex3
    """
    from grader import validate as validation
    from grader.course import load
    from grader.report import validation as report

    whole = load()
    wanted = [whole.exercise(name) for name in exercises] or list(whole.exercises)
    result = validation.run(whole, wanted, progress=_progress())
    if form == "json":
        import json

        click.echo(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
    else:
        click.echo(report.render(result, whole), nl=False)
    sys.exit(0 if result.right else MISSING_POINTS)


def _progress() -> Callable[[int, int], None] | None:
    """A counter on standard error, when a person is watching."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        click.echo(f"\r{done} / {total}", nl=False, err=True)
        click.echo(end, nl=False, err=True)

    return show
