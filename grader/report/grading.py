"""What a batch has done, for the instructor's terminal: numbers, and where to look next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from grader.batch import SetAside, Summary
from grader.batch.basis import Change
from grader.batch.tally import Tally
from grader.course import Course
from grader.i18n import translator
from grader.report.terminal import Terminal, columns, pad

_BAR: Final = 20
_NAMED: Final = 10  # students that are named


def render(
    summary: Summary, tally: Tally, course: Course, places: Mapping[str, str], terminal: Terminal
) -> str:
    """``places``: what there is to look at, by what it is."""
    return "\n".join(_lines(summary, tally, course, places, terminal)) + "\n"


def _lines(
    summary: Summary, tally: Tally, course: Course, places: Mapping[str, str], terminal: Terminal
) -> Iterator[str]:
    _ = translator(terminal.language)
    title = f"{tally.exercise}  {course.exercise(tally.exercise).title[terminal.language]}"
    yield terminal.wrapped(terminal.paint(title, "bold"))
    between = "" if terminal.language == "ja" else " "
    yield terminal.wrapped(between.join(_sentences(summary, terminal)), 2)
    if tally.count:
        yield ""
        yield from _averages(tally, course, terminal)
    if not tally.walled:
        yield ""
        yield terminal.wrapped(
            terminal.paint(_("Judged without walls: do not use these marks officially."), "yellow")
        )
    if unread := [entry for entry in tally.entries if entry.note]:
        yield ""
        yield terminal.wrapped(_("Could not be read (no points, and the reason on their page):"))
        yield from _named([(entry.student, entry.note) for entry in unread], terminal)
    if summary.set_aside:
        yield ""
        yield from _set_aside(summary.set_aside, tally.exercise, terminal)
    yield ""
    yield terminal.wrapped(_("Where to look next:"))
    size = max(columns(what) for what in places)
    beside = all(size + 4 + columns(place) <= terminal.width for place in places.values())
    for what, place in places.items():
        shown = terminal.paint(place, "cyan")
        yield f"  {pad(what, size)}  {shown}" if beside else f"  {what}\n    {shown}"


def _sentences(summary: Summary, terminal: Terminal) -> Iterator[str]:
    _ = translator(terminal.language)
    graded = summary.total - len(summary.set_aside)
    yield _("{count} of {total} submissions are graded.").format(count=graded, total=summary.total)
    if summary.kept:
        yield _("Graded before and unchanged: {count}.").format(count=summary.kept)
    if summary.shared:
        yield _("Same code as another, and judged with it: {count}.").format(count=summary.shared)
    for change, count in sorted(summary.changed.items()):
        yield _("{reason} Judged again: {count}.").format(
            reason=_why(change, terminal), count=count
        )
    if summary.again:
        yield _("Out of time or crashed, so judged once more, alone: {count}.").format(
            count=summary.again
        )
    if summary.gone:
        yield _("Not in submitted/ any more, so taken out: {count}.").format(count=summary.gone)


def _why(change: Change, terminal: Terminal) -> str:
    _ = translator(terminal.language)
    return {
        "submission": _("Work was handed in again."),
        "course": _("The course has changed."),
        "grader": _("The grader has changed."),
        "seed": _("The secret seed has changed."),
        "python": _("Python, NumPy or Hypothesis has another version."),
        "walls": _("The demanded walls have changed."),
        "language": _("The language of feedback has changed."),
    }[change]


def _averages(tally: Tally, course: Course, terminal: Terminal) -> Iterator[str]:
    _ = translator(terminal.language)
    rows = [
        (course.concepts[name][terminal.language], part.score / tally.count, part.max_score)
        for name, part in tally.concepts.items()
    ]
    rows.append((_("Mean"), tally.mean, tally.max_score))
    size = max(columns(name) for name, _mean, _most in rows)
    fits = 2 + size + 2 + _BAR + 14 <= terminal.width
    for name, mean, most in rows:
        bar = terminal.bar(mean / most if most else 0.0, _BAR) + "  " if fits else ""
        yield f"  {pad(name, size)}  {bar}{mean:5.2f} / {most:g}"


def _named(rows: Sequence[tuple[str, str]], terminal: Terminal) -> Iterator[str]:
    _ = translator(terminal.language)
    for student, why in rows[:_NAMED]:
        yield terminal.wrapped(f"{student}  {why}", 2, 4)
    if len(rows) > _NAMED:
        yield "  " + _("… and {count} more").format(count=len(rows) - _NAMED)


def _set_aside(rows: Sequence[SetAside], exercise: str, terminal: Terminal) -> Iterator[str]:
    _ = translator(terminal.language)
    said = _("Set aside: not judged, and not the students' fault:")
    yield terminal.wrapped(terminal.paint(said, "bold", "red"))
    yield from _named([(entry.student, entry.why(terminal.language)) for entry in rows], terminal)
    yield terminal.wrapped(_("To try these again, and nothing else:"))
    yield f"  {terminal.paint(f'course grade {exercise}', 'cyan')}"
