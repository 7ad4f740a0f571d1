"""`course export`: the marks, as other systems read them."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from grader import course, gradebook, workspace
from grader.batch import scorecards
from grader.batch.roster import Student, read_roster
from grader.commands import FINE, POINTS_MISSING, lang_option, language_asked, show_data, talk
from grader.commands.grade import class_folder, results_of
from grader.course import Course
from grader.errors import UsageError
from grader.i18n import translator
from grader.report.export import canvas, classroom50, gradescope, moodle, table
from grader.report.terminal import Terminal, terminal_for
from grader.usage import Argument, Command
from reference.catalogue import Language

FORMATS = ("csv", "canvas", "moodle", "gradescope", "classroom50")
_EACH = {"gradescope": "results.json", "classroom50": "result.json"}  # one file per submission


@click.pass_context
def export(
    context: click.Context,
    format: str,
    exercises: tuple[str, ...],
    output: str | None,
    results: str | None,
    template: str | None,
    from_gradebook: bool,
    url: str | None,
    bom: bool,
    lang: str | None,
) -> int:
    talker = terminal_for(sys.stderr, language_asked(context, lang))
    language, _ = talker.language, translator(talker.language)
    if format not in FORMATS:
        raise UsageError(
            _("there is no format {word!r}").format(word=format),
            remedy=_("There are: {names}").format(names=", ".join(FORMATS)),
        )
    whole = course.load()
    names = [whole.exercise(name).name for name in exercises]
    folder = class_folder(whole)
    if from_gradebook or url:
        if format != "csv":
            raise UsageError(
                _("only csv can be made from the gradebook"),
                remedy=_("for example: {command}").format(
                    command="course export csv --from-gradebook"
                ),
            )
        return _put(_from_gradebook(whole, folder, url, names), output, bom, talker)
    roster = read_roster(folder)
    cards = _Cards(_files(whole, folder, names, results))
    if format in _EACH:
        return _each(cards, format, Path(output or format), talker)
    if format == "canvas" and template:
        filled = canvas.filled(cards, roster, _read(template, _), template)
        for student in filled.missing:
            talk(_("{student} is not in {file}").format(student=student, file=template), talker)
        _put(filled.text, output, bom, talker)
        return POINTS_MISSING if filled.missing else FINE
    return _put(_table(format, cards, whole, roster, language), output, bom, talker)


def describe(language: Language) -> Command:
    _ = translator(language)
    return Command(
        "export",
        export,
        language,
        summary=_("For instructors: the marks, as other systems read them."),
        about=_(
            "csv has one row per student and concept. canvas and moodle are files to import there; "
            "gradescope and classroom50 are one file per submission."
        ),
        example="course export csv ex3 --output marks.csv\n"
        "course export canvas --template grades.csv --output filled.csv",
        params=[
            Argument("format", metavar="FORMAT", about=", ".join(FORMATS)),
            Argument(
                "exercises",
                metavar="EX…",
                required=False,
                nargs=-1,
                about=_("which exercises; all that are graded, if you name none"),
            ),
            click.Option(
                ["--output"],
                metavar="FILE",
                help=_("Where to write; a folder, for one file per submission."),
            ),
            click.Option(
                ["--results"],
                metavar="FILE.jsonl",
                help=_("The scorecards; results/EX.jsonl if you do not say."),
            ),
            click.Option(
                ["--template"],
                metavar="FILE.csv",
                help=_("Fill in this file, which Canvas has exported."),
            ),
            click.Option(
                ["--from-gradebook"],
                is_flag=True,
                help=_("Take the marks from nbgrader's gradebook, with manual scores (csv only)."),
            ),
            click.Option(
                ["--gradebook", "url"],
                metavar="URL",
                help=_("nbgrader's database, if it is not the one that is configured."),
            ),
            click.Option(
                ["--bom"], is_flag=True, help=_("Begin with a byte order mark, as Excel wants it.")
            ),
            lang_option(language),
        ],
    )


class _Cards:
    """The scorecards of several results files, as often as they are asked for."""

    def __init__(self, files: list[Path]) -> None:
        self.files = files

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for file in self.files:
            yield from scorecards(file)


def _files(whole: Course, folder: Path, names: list[str], results: str | None) -> list[Path]:
    """Raises UsageError if nothing has been graded."""
    if results:
        return [Path(results)]
    if names:
        return [results_of(folder, name) for name in names]
    found = [path for e in whole.exercises if (path := results_of(folder, e.name)).is_file()]
    return found or [results_of(folder, whole.exercises[0].name)]  # which says that it is missing


def _table(
    format: str,
    cards: _Cards,
    whole: Course,
    roster: Mapping[str, Student],
    language: Language,
) -> str:
    match format:
        case "canvas":
            return canvas.render(cards, whole, roster)
        case "moodle":
            return moodle.render(cards, whole, roster, language)
    return table.render(table.rows(cards, roster))


def _from_gradebook(whole: Course, folder: Path, url: str | None, names: list[str]) -> str:
    gradebook.need_nbgrader()
    from grader.gradebook.database import patiently, url_of
    from grader.gradebook.exporters import rows

    place = url_of(folder, url)
    found = patiently(place, lambda opened: list(rows(opened, assignments=names)), whole)
    return table.render(found)


def _each(cards: _Cards, format: str, folder: Path, terminal: Terminal) -> int:
    """One file per submission: folder/EX/STUDENT/result.json."""
    _ = translator(terminal.language)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    count = 0
    for card in cards:
        text = (
            gradescope.render(card)
            if format == "gradescope"
            else classroom50.render(card, os.environ, now)
        )
        student = card["submission"]["student"]
        path = folder / card["exercise"] / student / _EACH[format]
        _write(path, text.encode(), terminal)
        count += 1
    shown = workspace.shown(folder, Path.cwd())
    talk(_("{count} files written to {path}").format(count=count, path=shown), terminal)
    return FINE


def _put(text: str, output: str | None, bom: bool, terminal: Terminal) -> int:
    text = ("\ufeff" if bom else "") + text
    if output is None:
        show_data(text)
        return FINE
    _write(Path(output), text.encode(), terminal)
    talk(translator(terminal.language)("Written to {path}").format(path=output), terminal)
    return FINE


def _write(path: Path, data: bytes, terminal: Terminal) -> None:
    _ = translator(terminal.language)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(data)
        os.replace(unfinished, path)
    except OSError as error:
        raise UsageError(
            _("this file cannot be written ({reason})").format(reason=error.strerror),
            where=str(path),
            remedy=_("name another: --output FILE"),
        ) from error


def _read(file: str, _: Any) -> str:
    try:
        return Path(file).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            _("this file cannot be read as UTF-8"),
            where=file,
            remedy=_("name a file that Canvas has exported"),
        ) from error
