"""Marks for other systems, one small file per format: pure functions from scorecards to text.

    table.py        CSV, one row per student and concept, for people and their spreadsheets
    canvas.py       Canvas gradebook CSV, also by filling in one that Canvas has exported
    moodle.py       Moodle grade import CSV
    gradescope.py   results.json, one per submission
    classroom50.py  result.json (Classroom 50), one per submission

What students control (their texts, names and ids) is data in all of them: quoted, and never a
formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | float | None


def lines(rows: Iterable[Sequence[Cell]], delimiter: str = ",") -> str:
    """Rows as CSV: quoted where that is needed, numbers short, nothing that a sheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    for row in rows:
        writer.writerow([shown(cell) for cell in row])
    return out.getvalue()


def shown(cell: Cell) -> str:
    """One cell, as it stands in a CSV file."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return f"{round(cell, 6):.10g}"
    # A spreadsheet runs what begins like this; with an apostrophe before it, it shows it.
    dangerous = cell[:1] in ("=", "+", "@", "\t", "\r") or (cell[:1] == "-" and len(cell) > 1)
    return f"'{cell}" if dangerous and not _is_number(cell) else cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
