"""Where a person stands in the whole course, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.course import Course
from grader.i18n import translator
from grader.report.terminal import Terminal, columns, pad
from grader.report.text import mark, out_of
from grader.result import FunctionStatus
from grader.workspace import Standing


def render(standings: Sequence[Standing], course: Course, terminal: Terminal) -> str:
    """Every exercise with its points; ``standings`` in the order of the course."""
    return "\n".join(_lines(standings, course, terminal)) + "\n"


def _lines(standings: Sequence[Standing], course: Course, terminal: Terminal) -> Iterator[str]:
    _ = translator(terminal.language)
    yield terminal.wrapped(terminal.paint(course.title[terminal.language], "bold"))
    yield ""
    if all(standing.path is None for standing in standings):
        yield terminal.wrapped(_("There is no work in this folder yet. A folder to work in:"))
        yield f"  {terminal.paint('course start', 'cyan')}"
        return
    names = max(columns(s.exercise.name) for s in standings)
    marks = max(columns(mark(_status(s), terminal)) for s in standings)
    scores = [out_of(s.score, s.max_score) for s in standings]
    widest = max(map(len, scores))
    titles = max(columns(s.exercise.title[terminal.language]) for s in standings)
    room = terminal.width - (2 + marks + 2 + names + 2 + 2 + widest)
    for standing, score in zip(standings, scores, strict=True):
        shown = pad(mark(_status(standing), terminal), marks)
        head = f"  {shown}  {pad(standing.exercise.name, names)}  "
        title = standing.exercise.title[terminal.language]
        if titles <= room:
            yield f"{head}{pad(title, titles)}  {score.rjust(widest)}"
        else:
            yield f"{head}{score.rjust(widest)}"
            yield terminal.wrapped(title, 4)
    yield ""
    total = out_of(sum(s.score for s in standings), sum(s.max_score for s in standings))
    yield terminal.paint(f"  {_('Total')}  {total}", "bold")
    yield ""
    yield from _next(standings, terminal)


def _status(standing: Standing) -> FunctionStatus:
    if standing.path is None:
        return "missing"
    if standing.next is None:
        return "passed"
    return "partial" if standing.begun else "todo"


def _next(standings: Sequence[Standing], terminal: Terminal) -> Iterator[str]:
    _ = translator(terminal.language)
    waiting = next((s for s in standings if s.next is not None or s.path is None), None)
    if waiting is None:
        joy = _("Every exercise of the course is right. Congratulations!")
        yield terminal.wrapped(terminal.paint(joy, "green", "bold"))
        return
    name = waiting.exercise.name
    if waiting.path is None:
        sentence = _("Next: {exercise} is not in this folder. To get it:").format(exercise=name)
        commands = ["course start ."]
    else:
        sentence = _("Next: {function} in {path}. The lesson, and the check after each change:")
        sentence = sentence.format(function=waiting.next, path=waiting.path)
        commands = [f"course read {name}", f"course check {name}"]
    yield terminal.wrapped(sentence)
    for command in commands:
        yield f"  {terminal.paint(command, 'cyan')}"
