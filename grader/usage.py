"""How the command line speaks: help texts and usage errors, in the person's language.

click parses; what it would say itself (in English, laid out for English) is said here instead.
A mistake in what was typed is always answered by what exists and what was probably meant.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

import click

from grader.errors import CourseError, GraderFault, UsageError, suggest
from grader.i18n import translator
from grader.report.terminal import Terminal, columns, never_fail, pad, terminal_for
from reference.catalogue import Language

INTERRUPTED = 130  # what shells report for a program that Ctrl-C ended
_FAULT = 2


class Argument(click.Argument):
    """An argument with a word of explanation."""

    def __init__(self, name: str, *, metavar: str, about: str, **options: Any) -> None:
        super().__init__([name], metavar=metavar, **options)
        self.about = about


class Command(click.Command):
    """A command that explains itself: what it does, an example, its arguments and options."""

    def __init__(
        self,
        name: str,
        callback: Callable[..., Any],
        language: Language,
        *,
        summary: str,
        example: str,
        about: str = "",
        params: Sequence[click.Parameter] = (),
        **settings: Any,
    ) -> None:
        _ = translator(language)
        shown = click.Option(
            ["--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help=_("Show this text."),
        )
        super().__init__(
            name, callback=callback, params=[*params, shown], add_help_option=False, **settings
        )
        self.language = language
        self.summary, self.example, self.about = summary, example, about

    allow_extra_args = True  # so that too many words are answered here

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            raise _explained(error, self, ctx.command_path) from error
        if rest and not isinstance(self, click.Group):
            raise _too_many(rest, self)
        return rest

    def get_help(self, ctx: click.Context) -> str:
        return "\n".join(self.help_lines(ctx, terminal_for(sys.stdout, self.language)))

    def help_lines(self, ctx: click.Context, terminal: Terminal) -> Iterator[str]:
        _ = translator(self.language)
        pieces = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
        yield terminal.wrapped(_("Usage: {command}").format(command=pieces), 0, 4)
        for text in (self.summary, self.about):
            if text:
                yield ""
                yield terminal.wrapped(text)
        yield ""
        yield _("Example:")
        yield from (f"  {line}" for line in self.example.splitlines())
        arguments = [p for p in self.params if isinstance(p, Argument)]
        yield from _table(_("Arguments:"), [(str(p.metavar), p.about) for p in arguments], terminal)
        options = [p for p in self.params if isinstance(p, click.Option)]
        yield from _table(_("Options:"), [_option(p) for p in options], terminal)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        _ = translator(self.language)
        arguments = [
            str(p.metavar) if p.required else f"[{p.metavar}]"
            for p in self.params
            if isinstance(p, Argument)
        ]
        return [_("[OPTIONS]"), *arguments]


class Group(Command, click.Group):
    """The ``course`` command itself, and the one place where errors become words and exit codes."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[COMMAND]"]

    def help_lines(self, ctx: click.Context, terminal: Terminal) -> Iterator[str]:
        yield from super().help_lines(ctx, terminal)
        names = self.list_commands(ctx)
        commands = [c for n in names if isinstance(c := self.get_command(ctx, n), Command)]
        title = translator(self.language)("Commands:")
        yield from _table(title, [(str(c.name), c.summary) for c in commands], terminal)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            raise _unknown_command(args[0], known, self.language)
        return super().resolve_command(ctx, args)

    def run(self, arguments: Sequence[str], **settings: Any) -> int:
        """Run one command line; 0, 1 or 2 (130 for Ctrl-C).

        Every error is one or two lines on stderr; a traceback is only for faults of the grader.
        """
        never_fail(sys.stdout)
        never_fail(sys.stderr)
        try:
            code = super().main(arguments, "course", standalone_mode=False, **settings)
        except CourseError as error:
            tell(error, self.language)
        except click.ClickException as error:
            tell(UsageError(error.format_message()), self.language)
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except Exception:
            import traceback

            traceback.print_exc()
            tell(_own_fault(self.language), self.language)
        else:
            return int(code or 0)
        return _FAULT

    def main(self, args: Sequence[str] | None = None, *_: Any, **settings: Any) -> NoReturn:
        """As :meth:`run`, but exits."""
        settings = {key: settings[key] for key in settings if key == "obj"}
        sys.exit(self.run(sys.argv[1:] if args is None else args, **settings))


def tell(error: CourseError, language: Language) -> None:
    """Say on stderr what happened, where, and, on a line of its own, what to do."""
    terminal = terminal_for(sys.stderr, language)
    _ = translator(terminal.language)
    apart = CourseError(error.what, error.where)
    sentence = f"{terminal.paint(_('error:'), 'bold', 'red')} {apart.text(terminal.language)}"
    lines = [terminal.wrapped(line) for line in sentence.split("\n")]
    if error.remedy:
        remedy = CourseError(error.remedy).text(terminal.language)
        lines.append(terminal.wrapped(f"{terminal.either('→', '->')} {remedy}", 2, 4))
    click.echo("\n".join(lines), file=sys.stderr, color=terminal.colour)


def _show_help(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), file=sys.stdout, color=ctx.color)
        ctx.exit()


def _option(option: click.Option) -> tuple[str, str]:
    name = ", ".join(option.opts)
    if option.is_flag:
        return name, option.help or ""
    choices = "|".join(option.type.choices) if isinstance(option.type, click.Choice) else None
    return f"{name} {option.metavar or choices or ''}".strip(), option.help or ""


def _table(title: str, rows: Sequence[tuple[str, str]], terminal: Terminal) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield title
    size = max(columns(name) for name, _about in rows)
    for name, about in rows:
        if size + 4 > terminal.width // 2:
            yield f"  {name}"
            yield terminal.wrapped(about, 6)
        else:
            yield f"  {pad(name, size)}  " + terminal.wrapped(about, size + 4).lstrip()


# -- mistakes in what was typed -------------------------------------------------------------------


def _unknown_command(word: str, known: list[str], language: Language) -> UsageError:
    _ = translator(language)
    meant = suggest(word, known)
    if meant is None and word[:2] == "ex":
        meant = f"check {word}"
    did_you_mean = _("did you mean `{command}`?").format(command=f"course {meant}") if meant else ""
    there = _("There are: {names}").format(names=", ".join(known))
    return UsageError(
        _("there is no command {word!r}").format(word=word),
        remedy=_together(did_you_mean, there, language),
    )


def _explained(error: click.UsageError, command: Command, path: str) -> UsageError:
    """What click found wrong, in our words."""
    _ = translator(command.language)
    more = _("`{command} --help` says more").format(command=path)
    match error:
        case click.NoSuchOption(option_name=str(wrong)):
            options = [name for p in command.params for name in p.opts if name.startswith("--")]
            meant = suggest(wrong, options)
            asked = _("did you mean {option}?").format(option=meant) if meant else ""
            there = _("There are: {names}").format(names=", ".join(options))
            what = _("there is no option {option}").format(option=wrong)
            return UsageError(what, remedy=_together(asked, there, command.language))
        case click.MissingParameter(param=Argument() as argument):
            what = _("{name} is missing: {about}").format(
                name=argument.metavar, about=argument.about
            )
            return UsageError(what, remedy=_for_example(command))
        case click.BadParameter(param=click.Option(type=click.Choice() as choice) as option):
            what = _("{option} cannot have this value").format(option=option.opts[0])
            there = _("There are: {names}").format(names=", ".join(map(str, choice.choices)))
            return UsageError(what, remedy=there)
        case click.BadOptionUsage(option_name=str(name)):
            return UsageError(
                _("the option {option} needs a value").format(option=name), remedy=more
            )
    return UsageError(error.format_message(), remedy=more)


def _too_many(words: Sequence[str], command: Command) -> UsageError:
    _ = translator(command.language)
    return UsageError(
        _("too many arguments: {words}").format(words=" ".join(words)),
        remedy=_for_example(command),
    )


def _together(question: str, sentence: str, language: Language) -> str:
    """Two sentences, the first perhaps empty; no space between Japanese ones."""
    return f"{question}{'' if language == 'ja' else ' '}{sentence}".strip()


def _for_example(command: Command) -> str:
    _ = translator(command.language)
    return _("for example: {command}").format(command=command.example.splitlines()[0])


def _own_fault(language: Language) -> GraderFault:
    _ = translator(language)
    return GraderFault(
        _("this is a fault of the grader, not yours"),
        remedy=_("report it together with the lines above"),
    )
