"""When work was handed in."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

import pytest
from classroom import NEEDS_NBGRADER

pytestmark = NEEDS_NBGRADER

TEN = datetime(2026, 11, 1, 10)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-01 10:00:00 UTC", TEN),
        ("2026-11-01T10:00:00Z", TEN),
        ("2026-11-01 19:00:00 JST", TEN),
        ("2026-11-01 19:00:00 +0900", TEN),
        ("2026-11-01 19:00:00+09:00", TEN),
        ("2026-11-01T19:00+09", TEN),
        ("2026-11-01 19:00:00 Asia/Tokyo", TEN),
        ("2026-11-01 05:00:00 -0500", TEN),
        ("2026-11-01 10:00:00.250000 UTC\n", TEN.replace(microsecond=250_000)),
        ("2026-11-01 10:00:00", None),
        ("2026-11-01", None),
        ("2026-11-01 10:00:00 Nowhere/AtAll", None),
    ],
)
def test_read_as_it_was_meant(written: str, meant: datetime | None) -> None:
    from grader.gradebook.times import utc

    assert utc(written) == meant


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("2026-11-01 19:00:00 JST", "2026-11-01 10:00:00 UTC\n"),
        ("2026-11-01 19:00:00 +0900", "2026-11-01 10:00:00 UTC\n"),
        ("2026-11-01 19:00:00 Asia/Tokyo", "2026-11-01 19:00:00 Asia/Tokyo"),
        ("2026-11-01 10:00:00 UTC", "2026-11-01 10:00:00 UTC"),
        ("yesterday, I think", "yesterday, I think"),
        ("", ""),
    ],
)
def test_only_what_nbgrader_would_misread_is_written_anew(
    tmp_path: Path, written: str, left: str
) -> None:
    from grader.gradebook.times import settle

    path = tmp_path / "timestamp.txt"
    path.write_text(written, encoding="utf-8")
    meant = settle(tmp_path, logging.getLogger("times"))
    assert meant == (TEN if written.startswith("2026") else None)
    assert path.read_text(encoding="utf-8") == left
    assert [file.name for file in tmp_path.iterdir()] == ["timestamp.txt"]
