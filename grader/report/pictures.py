"""The picture of a failure, where a picture says more than the numbers do.

Everything is made from the counterexample's JSON alone: numbers, lists, dictionaries, text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grader.i18n import translator
from grader.report import walks
from grader.report.answers import Row, leaves, long_rows, same
from grader.report.bars import MOST, Leaf, bars
from grader.report.figure import figure, lines, parting, sentences
from grader.report.markup import Markup
from grader.result import Counterexample
from reference.catalogue import Language

_LONG: Final = 13  # from here on numbers in a row are drawn as a curve; losses always are
_CURVES: Final = 2  # not more than these


def pictures(example: Counterexample, language: Language) -> Iterator[Markup]:
    """The figures that belong to a counterexample; often none."""
    if example.expected is None:
        return
    found = walks.walks(example)
    if found is not None:
        yield walks.draw(found, language)
        return
    losses = "epochs" in example.arguments
    curves = list(long_rows(example.expected, example.got, 2 if losses else _LONG))
    if curves:
        for right, yours in curves[:_CURVES]:
            yield _curve(right, yours, language, losses=losses)
        return
    yield from _bars(example, language)


def _curve(right: Row, yours: Row, language: Language, *, losses: bool) -> Markup:
    _ = translator(language)
    if len(right) == len(yours):
        caption = _("The two curves part at [{place}].").format(place=parting(right, yours))
    else:
        caption = _("Your curve has {got} points, the right one {expected}.").format(
            got=len(yours), expected=len(right)
        )
    labels = (_("epoch"), _("loss")) if losses else (_("index"), "")
    return lines(right, yours, labels, caption, language)


def _bars(example: Counterexample, language: Language) -> Iterator[Markup]:
    """Number by number, where both answers have the same ones and there is more than one."""
    _ = translator(language)
    expected, got = list(leaves(example.expected)), list(leaves(example.got))
    if [place for place, _value in expected] != [place for place, _value in got]:
        return
    found = [
        Leaf(place, right, yours, same(right, yours))
        for (place, right), (_place, yours) in zip(expected, got, strict=True)
        if right is not None and yours is not None
    ]
    wrong = sum(not leaf.same for leaf in found)
    if not wrong or len(found) < 2:
        return
    caption = _("{wrong} of {all} numbers differ (≠).").format(wrong=wrong, all=len(found))
    if len(found) > MOST:
        caption = sentences(language, caption, _("{count} of them are shown.").format(count=MOST))
    yield figure(bars(found, caption), caption, _)
