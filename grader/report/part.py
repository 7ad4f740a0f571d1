"""One part of a scorecard, as plain text: what a function earned in a concept, and why.

It stands below the notebook cell that holds these points.
"""

from __future__ import annotations

from dataclasses import replace

from grader.course import Course
from grader.i18n import translator
from grader.report.terminal import Terminal
from grader.report.text import details, mark, out_of
from grader.result import FunctionResult, FunctionStatus, Scorecard, points
from reference.catalogue import Language


def score_of(function: FunctionResult, concept: str) -> tuple[float, float]:
    """The points of a function in a concept, and how many there are."""
    checks = [check for check in function.checks if check.concept == concept]
    return points(sum(c.score for c in checks)), points(sum(c.max_score for c in checks))


def render(
    scorecard: Scorecard, course: Course, name: str, concept: str, language: Language
) -> str:
    """The part in the words of the terminal report; remarks on the file stand with its first."""
    terminal = Terminal(language)
    _ = translator(language)
    function = next(function for function in scorecard.functions if function.name == name)
    score, most = score_of(function, concept)
    head = _("{mark}  {function} · {concept}  {points}").format(
        mark=mark(_status(function, score, most), terminal),
        function=name,
        concept=course.concepts[concept][language],
        points=out_of(score, most),
    )
    here = replace(function, checks=tuple(c for c in function.checks if c.concept == concept))
    lines = [head]
    if score < most or any(check.status == "carried" for check in here.checks):
        lines += details(replace(scorecard, functions=(here,)), course, terminal)
        waiting = [check for check in here.checks if check.status == "skipped"]
        if waiting and not any(check.status == "failed" for check in here.checks):
            lines += [
                terminal.wrapped(text, 6)
                for text in dict.fromkeys(c.message for c in waiting if c.message)
            ]
    if scorecard.functions[0].name == name and here.checks[0] is function.checks[0]:
        lines += [terminal.wrapped(f"• {remark}", 0, 2) for remark in scorecard.remarks]
    return "\n".join(lines) + "\n"


def _status(function: FunctionResult, score: float, most: float) -> FunctionStatus:
    if score == most:
        return "passed"
    if score:
        return "partial"
    return "failed" if function.status in ("passed", "partial") else function.status
