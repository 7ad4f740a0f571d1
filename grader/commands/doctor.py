"""`course doctor`: what is installed, which isolation layers stand, what to do about the others."""

from __future__ import annotations

import click

from grader import doctor as examination
from grader.commands import FINE, POINTS_MISSING, lang_option, show, terminal_of
from grader.i18n import translator
from grader.report import doctor as report
from grader.usage import Command
from reference.catalogue import Language


@click.pass_context
def doctor(context: click.Context, lang: str | None) -> int:
    terminal = terminal_of(context, lang)
    found = examination.examine()
    show(report.render(found, terminal), terminal)
    return FINE if found.strict else POINTS_MISSING


def describe(language: Language) -> Command:
    _ = translator(language)
    return Command(
        "doctor",
        doctor,
        language,
        summary=_("What is installed here, and how well submissions are kept in."),
        about=_(
            "Every layer of isolation is tried. The exit code is 0 if marks can be given here."
        ),
        example="course doctor",
        params=[lang_option(language)],
    )
