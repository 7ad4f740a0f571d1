"""`course report`: the class, as one page."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import click

from grader import course, workspace
from grader.batch import scorecards
from grader.batch.roster import read_roster
from grader.batch.tally import tally
from grader.commands import FINE, lang_option, language_asked, talk
from grader.commands.grade import class_folder, results_of
from grader.course import Course
from grader.diagnosis.known import misconceptions
from grader.errors import UsageError
from grader.i18n import translator
from grader.report import class_page
from grader.report.terminal import terminal_for
from grader.usage import Argument, Command
from reference.catalogue import Language


@click.pass_context
def report(
    context: click.Context, exercise: str | None, output: str | None, lang: str | None
) -> int:
    language = language_asked(context, lang)
    talker = terminal_for(sys.stderr, language)
    _ = translator(talker.language)
    whole = course.load()
    folder = class_folder(whole)
    names = [whole.exercise(exercise).name] if exercise else [e.name for e in whole.exercises]
    there = [path for name in names if (path := results_of(folder, name)).is_file()]
    path = Path(output) if output else folder / "report.html"
    text = page(whole, there or [results_of(folder, names[0])], language, path.parent)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        os.replace(unfinished, path)
    except OSError as error:
        raise UsageError(
            _("this file cannot be written ({reason})").format(reason=error.strerror),
            where=str(path),
            remedy=_("name another: --output FILE"),
        ) from error
    talk(_("Written to {path}").format(path=workspace.shown(path, Path.cwd())), talker)
    return FINE


def describe(language: Language) -> Command:
    _ = translator(language)
    return Command(
        "report",
        report,
        language,
        summary=_("For instructors: the class, as one page for a browser."),
        about=_(
            "The distribution of points, concepts, functions, the most frequent "
            "misunderstandings, and how everybody did. It names students, so it is not for them."
        ),
        example="course report\ncourse report ex3 --output ex3.html",
        params=[
            Argument(
                "exercise",
                metavar="EX",
                required=False,
                about=_("the exercise; all that are graded, if you name none"),
            ),
            click.Option(
                ["--output"],
                metavar="FILE",
                help=_("Where to write; report.html in the class's folder if you do not say."),
            ),
            lang_option(language),
        ],
    )


def page(
    whole: Course, results: Sequence[Path], language: Language, beside: Path | None = None
) -> str:
    """The page of these results files; links to students' pages lead there from ``beside``."""
    folder = results[0].parent.parent
    start = beside or folder
    roster = read_roster(folder)
    tallies = [tally(path.stem, scorecards(path)) for path in results]
    pages = {}
    for counted in tallies:
        for entry in counted.entries:
            name = counted.exercise
            own = folder / "feedback" / entry.student / name / f"{name}.html"
            if own.is_file():
                link = os.path.relpath(own, start).replace(os.sep, "/")
                pages[name, entry.student] = quote(link)
    mistakes = {
        (program.function, program.id): program.misconception.text[language]
        for counted in tallies
        for programs in misconceptions(counted.exercise).values()
        for program in programs
        if program.misconception is not None
    }
    return class_page.render(tallies, whole, roster, language, pages, mistakes)
