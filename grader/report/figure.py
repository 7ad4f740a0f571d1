"""What all pictures of a failure share: the caption with its key, and two lines over one axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import zip_longest

from grader.i18n import Translate, translator
from grader.report import plot
from grader.report.answers import same
from grader.report.markup import Markup, el
from grader.report.plot import Frame, Point
from reference.catalogue import Language


def figure(drawn: Markup, caption: str, _: Translate) -> Markup:
    key = [
        el("span", "", class_="key right", aria_hidden="true"),
        _("expected"),
        el("span", "", class_="key yours", aria_hidden="true"),
        _("got"),
    ]
    return el("figure", drawn, el("figcaption", el("span", *key, class_="legend"), " ", caption))


def sentences(language: Language, *said: str | None) -> str:
    """One after the other; in Japanese without a space between them."""
    return ("" if language == "ja" else " ").join(sentence for sentence in said if sentence)


def parting(right: Sequence[object], yours: Sequence[object]) -> int:
    """The first place at which two rows are not the same."""
    pairs = enumerate(zip_longest(right, yours))
    return next((i for i, (a, b) in pairs if not same(a, b)), len(right))


def lines(
    right: Sequence[float],
    yours: Sequence[float],
    labels: tuple[str, str],
    caption: str,
    language: Language,
    floor: float | None = None,
) -> Markup:
    """Two lines, the first place at which they part, and a dotted line at the height of a floor."""
    _ = translator(language)
    known = [*right, *([] if floor is None else [floor])]
    most = max(len(right), len(yours)) - 1
    into = plot.frame((0.0, float(max(most, 1))), plot.extent(known, yours), counted=True)
    points, got = (list(enumerate(map(float, row))) for row in (right, yours))
    first, ground = parting(right, yours), None
    if floor is not None:
        ground = el("path", class_="floor", d=f"M0 {into.at((0, floor))[1]:.1f}h{into.width:.1f}")
    caption = sentences(language, caption, leaving(got, into, _))
    drawn = into.drawn(
        ground,
        plot.line(points, into, "right"),
        plot.line(got, into, "yours"),
        plot.ring(got[first], into) if first < len(got) else None,
        labels=labels,
        alt=caption,
    )
    return figure(drawn, caption, _)


def leaving(points: Sequence[Point], into: Frame, _: Translate) -> str | None:
    """What is said of a line that does not stay inside the frame."""
    if all(map(into.holds, points)):
        return None
    if all(math.isfinite(value) for point in points for value in point):
        return _("Yours leaves the picture.")
    return _("Yours leaves the picture and reaches inf or nan.")
