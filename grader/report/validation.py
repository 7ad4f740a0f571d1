"""What `course validate` found: false accepts and rejects by concept, mutants, and all faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.report.terminal import Terminal, columns, pad
from grader.validate import Mutants, Report, Tally


def render(report: Report, terminal: Terminal) -> str:
    return "\n".join(_lines(report, terminal)) + "\n"


def _lines(report: Report, terminal: Terminal) -> Iterator[str]:
    if report.judged:
        yield from _table(_by_concept(report), terminal)
        yield ""
        yield from _table(_by_exercise(report), terminal)
        yield ""
    if report.right:
        symbol = terminal.either("✓", "+")
        yield terminal.paint(f"{symbol} {report.judged} programs judged as they should be", "green")
        return
    symbol = terminal.either("✗", "x")
    plural = "" if len(report.faults) == 1 else "s"
    yield terminal.paint(f"{symbol} {len(report.faults)} fault{plural}", "red")
    for fault in report.faults:
        yield terminal.wrapped(fault, 2, 4)


def _by_concept(report: Report) -> list[tuple[str, ...]]:
    """Known programs of each concept: right ones that lost points, wrong ones that lost none."""
    rows: list[tuple[str, ...]] = [("concept", "right", "rejected", "wrong", "accepted")]
    whole = Tally()
    for concept, tally in report.concepts.items():
        rows.append((concept, *_counts(tally)))
        whole.right += tally.right
        whole.rejected += tally.rejected
        whole.wrong += tally.wrong
        whole.accepted += tally.accepted
    return [*rows, ("all", *_counts(whole))]


def _counts(tally: Tally) -> tuple[str, ...]:
    return tuple(map(str, (tally.right, tally.rejected, tally.wrong, tally.accepted)))


def _by_exercise(report: Report) -> list[tuple[str, ...]]:
    """Points of the solution and the stub, and the programs that prove them."""
    rows: list[tuple[str, ...]] = [
        ("exercise", "solution", "stub", "right", "wrong", "mutants", "killed", "equivalent"),
    ]
    for name, score in report.solutions.items():
        mutants = report.mutants.get(name, Mutants())
        counts = (
            report.alternatives.get(name, 0),
            report.misconceptions.get(name, 0),
            mutants.made,
            mutants.killed,
            mutants.equivalent,
        )
        stub = report.stubs.get(name, 0.0)
        rows.append((name, f"{score:g}", f"{stub:g}", *map(str, counts)))
    return rows


def _table(rows: Sequence[tuple[str, ...]], terminal: Terminal) -> Iterator[str]:
    widths = [max(columns(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = (
            cell.rjust(width) if i else pad(cell, width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        line = "  ".join(cells)
        yield terminal.paint(line, "bold") if number == 0 else line
