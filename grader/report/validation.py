"""What `course validate` found: false accepts and rejects by concept, and all faults."""

from __future__ import annotations

from collections.abc import Iterator

from grader.report.terminal import Terminal, columns, pad
from grader.validate import Report, Tally


def render(report: Report, terminal: Terminal) -> str:
    return "\n".join(_lines(report, terminal)) + "\n"


def _lines(report: Report, terminal: Terminal) -> Iterator[str]:
    head = ("concept", "right", "rejected", "wrong", "accepted")
    rows = [(concept, *_counts(tally)) for concept, tally in report.concepts.items()]
    whole = Tally()
    for tally in report.concepts.values():
        whole.right += tally.right
        whole.rejected += tally.rejected
        whole.wrong += tally.wrong
        whole.accepted += tally.accepted
    rows.append(("all", *_counts(whole)))
    widths = [max(columns(row[i]) for row in (head, *rows)) for i in range(len(head))]
    for number, row in enumerate((head, *rows)):
        name, *counts = (
            cell.rjust(width) if i else pad(cell, width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        line = "  ".join((name, *counts))
        yield terminal.paint(line, "bold") if number == 0 else line
    yield ""
    for exercise, score in report.solutions.items():
        stub = report.stubs.get(exercise, 0.0)
        yield f"{exercise}: the solution has {score:g} points, the stub {stub:g}"
    yield ""
    if report.right:
        symbol = terminal.either("✓", "+")
        yield terminal.paint(f"{symbol} {report.judged} programs judged as they should be", "green")
        return
    symbol = terminal.either("✗", "x")
    yield terminal.paint(f"{symbol} {len(report.faults)} faults", "red")
    for fault in report.faults:
        yield terminal.wrapped(fault, 2, 4)


def _counts(tally: Tally) -> tuple[str, ...]:
    return tuple(map(str, (tally.right, tally.rejected, tally.wrong, tally.accepted)))
