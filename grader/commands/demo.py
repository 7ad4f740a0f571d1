"""`course demo`: a made-up class, handed out, handed in, graded and exported: the whole tour."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from grader import course, gradebook, workspace
from grader.batch import made_up, scorecards
from grader.commands import FINE, lang_option, language_asked, quoted, show, talk
from grader.commands.grade import graded, prepared, results_of
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.i18n import translator
from grader.report.export import table
from grader.report.terminal import Terminal, terminal_for
from grader.usage import Argument, Command
from reference.catalogue import Language, Text

DEFAULT_FOLDER = "backprop-demo"
EXERCISE = "ex3"


@click.pass_context
def demo(context: click.Context, folder: str | None, lang: str | None) -> int:
    terminal = terminal_for(sys.stdout, language_asked(context, lang))
    talker = terminal_for(sys.stderr, terminal.language)
    whole = course.load()
    exercise = whole.exercise(EXERCISE)
    place = _new(Path(folder or DEFAULT_FOLDER), talker)
    released = _released(whole, exercise, place, talker)
    _ = translator(terminal.language)
    everybody = made_up.hand_in(place, whole, exercise, released)
    talk(
        _("{count} made-up people have handed in {exercise}: submitted/").format(
            count=len(everybody), exercise=EXERCISE
        ),
        talker,
    )
    here = Path.cwd()
    batch, roster = prepared(whole, exercise, place, results_of(place, EXERCISE), terminal.language)
    os.chdir(place)
    try:
        code = graded(batch, roster, terminal)
        _exported(batch.results, roster)
        _page(whole, batch.results, terminal.language)
    finally:
        os.chdir(here)
    show(_next(workspace.shown(place, here), released is not None, terminal), terminal)
    return code or FINE


def describe(language: Language) -> Command:
    _ = translator(language)
    return Command(
        "demo",
        demo,
        language,
        summary=_("For instructors: a made-up class of 30, graded from start to end."),
        about=_(
            "Makes a folder in which an exercise is handed out, handed in by 30 made-up people, "
            "graded into nbgrader's gradebook, reported and exported. It takes about a minute."
        ),
        example=f"course demo\ncourse demo {DEFAULT_FOLDER}",
        params=[
            Argument(
                "folder",
                metavar="DIR",
                required=False,
                about=_("the folder to make; {folder} if you do not say").format(
                    folder=DEFAULT_FOLDER
                ),
            ),
            lang_option(language),
        ],
    )


def _new(folder: Path, terminal: Terminal) -> Path:
    """An empty folder.  Raises UsageError where something is there already."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(
                Text("this folder is not empty", "このフォルダーは空ではありません"),
                where=str(folder),
                remedy=Text("name another: course demo DIR", "別の名前を: course demo フォルダー"),
            )
    except OSError as error:
        _ = translator(terminal.language)
        raise UsageError(
            _("this folder cannot be made ({reason})").format(reason=error.strerror),
            where=str(folder),
            remedy=_("name another: course demo DIR"),
        ) from error
    return folder.resolve()


def _released(
    whole: Course, exercise: Exercise, place: Path, terminal: Terminal
) -> dict[str, Any] | None:
    """The release notebook, made by nbgrader; None where that is not installed."""
    _ = translator(terminal.language)
    try:
        gradebook.need_nbgrader()
    except UsageError:
        sentence = _(
            "nbgrader is not installed: the class hands in .py files, and there is no gradebook "
            "(pip install -e '.[nbgrader]')."
        )
        talk(terminal.wrapped(sentence), terminal)
        return None
    from grader.gradebook import release
    from grader.gradebook.recording import due

    release.prepare(whole, place, terminal.language)
    made = release.release(whole, exercise, place, terminal.language)
    due(whole, exercise, place, made_up.DUE)
    shown = made.release.relative_to(place).as_posix()
    talk(_("Handed out: {path}").format(path=shown), terminal)
    notebook: dict[str, Any] = json.loads(made.release.read_text(encoding="utf-8"))
    return notebook


def _exported(results: Path, roster: dict[str, Any]) -> None:
    text = table.render(table.rows(scorecards(results), roster))
    Path("marks.csv").write_text(text, encoding="utf-8", newline="")


def _page(whole: Course, results: Path, language: Language) -> None:
    from grader.commands.report import page

    Path("report.html").write_text(page(whole, [results], language), encoding="utf-8", newline="\n")


def _next(place: str, notebooks: bool, terminal: Terminal) -> str:
    _ = translator(terminal.language)
    name = EXERCISE
    steps = [
        (_("the class, in a browser"), f"{place}/report.html"),
        (_("the marks, in a spreadsheet"), f"{place}/marks.csv"),
    ]
    if notebooks:
        steps += [
            (_("a student's page"), f"{place}/feedback/k26001/{name}/{name}.html"),
            (_("marking by hand"), f"cd {quoted(place)} && jupyter lab"),
        ]
    lines = ["", terminal.wrapped(_("That was the whole tour. To look at, in {folder}:").format(
        folder=place))]  # fmt: skip
    for what, where in steps:
        lines += [f"  {what}", f"    {terminal.paint(where, 'cyan')}"]
    lines += [
        terminal.wrapped(_("Change something in submitted/ and grade again; only that is judged:")),
        f"    {terminal.paint(f'cd {quoted(place)} && course grade {name}', 'cyan')}",
    ]
    return "\n".join(lines) + "\n"
