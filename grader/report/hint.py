"""One more hint, below those that were given before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.i18n import translator
from grader.report.terminal import Terminal
from grader.report.text import out_of
from grader.result import FunctionResult
from reference.catalogue import Text


def render(
    result: FunctionResult, steps: Sequence[Text], most: int, again: str, terminal: Terminal
) -> str:
    """``steps``: the hints so far, of ``most``; ``again``: the command for the next one."""
    return "\n".join(_lines(result, steps, most, again, terminal)) + "\n"


def right(result: FunctionResult, terminal: Terminal) -> str:
    """There is nothing to help with."""
    _ = translator(terminal.language)
    sentence = _("{name} is right ({points}): you need no hint.").format(
        name=result.name, points=out_of(result.score, result.max_score)
    )
    return terminal.wrapped(sentence) + "\n"


def _lines(
    result: FunctionResult, steps: Sequence[Text], most: int, again: str, terminal: Terminal
) -> Iterator[str]:
    _ = translator(terminal.language)
    for number, step in enumerate(steps, start=1):
        title = _("{name}, hint {number} of {most}").format(
            name=result.name, number=number, most=most
        )
        newest = number == len(steps)
        yield terminal.paint(title, "bold") if newest else terminal.paint(title, "dim")
        yield terminal.wrapped(step[terminal.language], 2)
        yield ""
    if len(steps) < most:
        yield terminal.wrapped(_("If that is not enough, the next one is one step nearer:"))
    else:
        yield terminal.wrapped(_("That was the last hint. The lesson has the whole story:"))
    yield f"  {terminal.paint(again, 'cyan')}"
