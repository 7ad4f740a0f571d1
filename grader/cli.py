"""The ``course`` command line: its commands by name, each loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from grader.commands import lang_option, language_asked
from grader.i18n import language_from, translator
from grader.usage import Command, Group
from reference.catalogue import Language

# In the order in which a person needs them; each is a module of grader.commands.
COMMANDS = (
    "start",
    "read",
    "check",
    "hint",
    "reset",
    "release",
    "grade",
    "report",
    "export",
    "demo",
    "validate",
    "new",
    "doctor",
)


class CommandLine(Group):
    """``course`` and its commands, in one language."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"grader.commands.{cmd_name}")
        command: Command = module.describe(language_asked(ctx, ctx.params.get("lang")))
        return command


def command_line(language: Language) -> CommandLine:
    """The whole command line."""
    _ = translator(language)
    return CommandLine(
        "course",
        _alone,
        language,
        summary=_("Learn how machines learn, and have your work checked as you go."),
        about=_("Alone, `course` says where you stand and what to do next."),
        example="course\ncourse check ex1",
        params=[lang_option(language)],
        invoke_without_command=True,
    )


@click.pass_context
def _alone(context: click.Context, lang: str | None) -> Any:
    if context.invoked_subcommand is not None:
        return None
    from grader.commands import overview

    return overview.overview(context, lang)


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language asked for with --lang, or else of the environment."""
    wanted = ""
    for word, following in zip(arguments, (*arguments[1:], ""), strict=False):
        if word == "--lang":
            wanted = following
        elif word.startswith("--lang="):
            wanted = word.removeprefix("--lang=")
    if wanted in ("en", "ja"):
        return "ja" if wanted == "ja" else "en"
    return language_from(environment)
