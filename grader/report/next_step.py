"""What to do next: the first function that is not right, and the commands for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from grader.course import Course
from grader.i18n import Translate, translator
from grader.result import Location, Scorecard
from reference.catalogue import Language


class Step(NamedTuple):
    """A sentence, and the command to copy that belongs to it."""

    sentence: str
    command: str | None = None
    joy: bool = False


def place(location: Location, _: Translate) -> str:
    """Where a function is, in the form that terminals and editors make a link of."""
    if location.cell is not None:
        return _("{file}, cell {cell}, line {line}").format(
            file=location.file, cell=location.cell, line=location.line
        )
    return location.file if location.line is None else f"{location.file}:{location.line}"


def unreadable(scorecard: Scorecard) -> bool:
    """Could the file not be read?  Then every function is missing for one and the same reason."""
    (status, _message), *others = {(f.status, f.message) for f in scorecard.functions}
    return status == "missing" and not others and len(scorecard.functions) > 1


def next_steps(
    scorecard: Scorecard,
    course: Course,
    language: Language,
    file: str = "",
    *,
    notebook: bool = False,
) -> Iterator[Step]:
    """One thing to do, and what helps with it.

    ``file``: the student's file as it was named on the command line, if it was.  ``notebook``: the
    commands are for a cell of a notebook, which is judged as it is, without being saved.
    """
    _, name = translator(language), scorecard.exercise
    shell = "!" if notebook else ""
    again = f"%check {name}" if notebook else f"course check {name} {file}".rstrip()
    first = next((f for f in scorecard.functions if f.status != "passed"), None)
    if first is None:
        yield from _joy(scorecard, course, language, again, shell)
        return
    if unreadable(scorecard) and not notebook:
        yield Step(_("Next: put that right, save the file, and run"), again)
        return
    if all(function.status == "todo" for function in scorecard.functions):
        yield Step(
            _("Nothing is written yet: this is where everybody begins. The lesson is here:"),
            f"{shell}course read {name}",
        )
    if notebook:
        sentence = _("Next: correct {name}, run its cell, and run")
        if first.status in ("todo", "missing"):
            sentence = _("Next: write {name} in a cell, run it, and run")
    else:
        sentence = {
            "todo": _("Next: write {name} ({place}), save the file, and run"),
            "missing": _("Next: add {name} to {place}, save the file, and run"),
        }.get(first.status, _("Next: correct {name} ({place}), save the file, and run"))
    yield Step(sentence.format(name=first.name, place=place(first.location, _)), again)
    if first.status not in ("todo", "missing") and not notebook:
        hint = f"course hint {name} {first.name} {file}".rstrip()
        yield Step(_("Stuck? One hint at a time:"), hint)


def _joy(
    scorecard: Scorecard, course: Course, language: Language, again: str, shell: str
) -> Iterator[Step]:
    _, name = translator(language), scorecard.exercise
    functions = scorecard.functions
    if len(functions) < len(course.exercise(name).functions):
        yield Step(_("{name} is right. The whole exercise:").format(name=functions[0].name), again)
        return
    yield Step(_("Everything in {exercise} is right. Well done!").format(exercise=name), joy=True)
    names = [exercise.name for exercise in course.exercises]
    later = names[names.index(name) + 1 :]
    if later:
        yield Step(_("Next:"), f"{shell}course read {later[0]}")
    else:
        yield Step(_("That was the last exercise of the course."))
