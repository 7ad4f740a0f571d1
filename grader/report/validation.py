"""The report of ``course validate`` as text: a table for authors, in English."""

from __future__ import annotations

from collections.abc import Iterator

from grader.course import Course
from grader.validate import Report


def render(report: Report, course: Course) -> str:
    return "\n".join(_lines(report, course)) + "\n"


def _lines(report: Report, course: Course) -> Iterator[str]:
    yield f"{'exercise':<24}{'solution':>10}{'stub':>8}"
    for name, score in report.solutions.items():
        yield f"{name:<24}{score:>7g}/10{report.stubs[name]:>5g}/10"
    yield ""
    yield f"{'concept':<24}{'right':>7}{'rejected':>10}{'wrong':>7}{'accepted':>10}"
    for concept in course.concepts:
        tally = report.concepts.get(concept)
        if tally is not None:
            yield (
                f"{concept:<24}{tally.right:>7}{tally.rejected:>10}"
                f"{tally.wrong:>7}{tally.accepted:>10}"
            )
    yield ""
    for fault in report.faults:
        yield f"- {fault}"
    yield (
        f"{report.judged} known programs judged: the course is right."
        if report.right
        else f"{report.judged} known programs judged, {len(report.faults)} faults."
    )
