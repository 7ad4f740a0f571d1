"""`course validate`: is the course itself right?"""

from __future__ import annotations

import json

import click

from grader import course
from grader import validate as validation
from grader.commands import FINE, POINTS_MISSING, format_option, show, show_data, terminal_of
from grader.commands.progress import Progress
from grader.i18n import translator
from grader.report import validation as report
from grader.usage import Argument, Command
from reference.catalogue import Language


@click.pass_context
def validate(context: click.Context, exercises: tuple[str, ...], format: str) -> int:
    terminal = terminal_of(context)
    whole = course.load()
    wanted = [whole.exercise(name) for name in exercises] or whole.exercises
    bar = Progress(translator(terminal.language)("judging"), 0, terminal)

    def progress(done: int, total: int) -> None:
        if bar.moving:  # only for a person who watches
            bar.show(done, total=total)

    try:
        found = validation.run(whole, wanted, progress=progress)
    finally:
        bar.over()
    if format == "json":
        show_data(json.dumps(found.to_json(), indent=2, ensure_ascii=False) + "\n")
    else:
        show(report.render(found, terminal), terminal)
    return FINE if found.right else POINTS_MISSING


def describe(language: Language) -> Command:
    _ = translator(language)
    return Command(
        "validate",
        validate,
        language,
        summary=_("For authors: is the course itself right?"),
        about=_(
            "Known right programs must get full marks, known wrong ones must lose points of "
            "exactly their function and concept. Texts, hints and figures must be there in both "
            "languages, and no file may be astray."
        ),
        example="course validate\ncourse validate ex3",
        params=[
            Argument(
                "exercises",
                metavar="EX…",
                required=False,
                nargs=-1,
                about=_("which exercises; all, if you name none"),
            ),
            format_option(language, "text", "json"),
        ],
    )
