"""When work was handed in: timestamp.txt, read as it was meant.

nbgrader 0.9 takes "10:00:00 +0900" for a quarter of an hour east of Greenwich and "10:00:00 JST"
for UTC, and says nothing; a course in Japan would mark everybody late, or nobody.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from logging import Logger
from pathlib import Path
from typing import Final

import dateutil.parser
from dateutil.tz import gettz
from nbgrader.utils import parse_utc

_ZONED: Final = re.compile(r"(?P<time>.*\d)\s*(?P<zone>Z|[+-]\d\d(?::?\d\d)?|[A-Za-z][\w/+-]*)$")
_OFFSETS: Final = {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "JST": "+09:00"}


def utc(written: str) -> datetime | None:
    """The time in UTC, without a zone of its own, as the gradebook keeps it.

    None for what names no zone, or one that is unknown.  Raises ValueError for what is no time.
    """
    found = _ZONED.fullmatch(written.strip())
    # "2026-11-01" ends like an offset of minus one hour: only a time of day has a zone.
    if found is None or ":" not in found["time"]:
        dateutil.parser.parse(written)
        return None
    time: datetime = dateutil.parser.parse(found["time"])
    zone = found["zone"]
    zone = _OFFSETS.get(zone, zone)
    if zone[0] in "+-":
        time = dateutil.parser.parse(f"{time.replace(tzinfo=None).isoformat()}{zone}")
    elif (known := gettz(zone)) is not None:
        time = time.replace(tzinfo=known)
    else:
        return None
    return time.astimezone(UTC).replace(tzinfo=None)


def settle(folder: Path, log: Logger) -> datetime | None:
    """The time in ``timestamp.txt``, if there is one that says its zone.

    One that nbgrader would misread is written anew, in UTC: formgrader reads the file, too.
    """
    path = folder / "timestamp.txt"
    try:
        written = path.read_text(encoding="utf-8").strip()
        meant = utc(written) if written else None
    except (OSError, ValueError):  # there is none; or nbgrader complains of it
        return None
    if meant is None:
        if written:
            log.warning(
                "%s names no time zone that is known (%r): it is taken for UTC. Write it like "
                "2026-11-01 10:00:00 UTC, or 2026-11-01 19:00:00+09:00",
                path,
                written,
            )
        return None
    if parse_utc(written) != meant:
        log.warning("%s: %r is %s UTC, and is written so from now on", path, written, meant)
        unfinished = path.with_name(f".timestamp.{os.getpid()}.part")
        try:
            unfinished.write_text(f"{meant} UTC\n", encoding="utf-8", newline="\n")
            os.replace(unfinished, path)
        except OSError as error:
            log.warning("%s cannot be written (%s); formgrader will misread it", path, error)
    return meant
