"""A small cache of files, in the place where the system keeps caches.

Whatever is in it can be made again: a cache that cannot be read or written is as good as empty.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

LIMIT = 64 << 20


def cache_dir() -> Path:
    """$COURSE_CACHE, or the user's cache directory of this system."""
    chosen = os.environ.get("COURSE_CACHE")
    if chosen:
        return Path(chosen)
    home = Path(os.path.expanduser("~"))
    if not home.is_absolute():  # nobody's home: a folder named "~" is in nobody's interest
        home = Path(os.devnull)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", ""))
        if not base.is_absolute():  # as the XDG specification asks
            base = home / ".cache"
    return base / "backprop-course"


def read(key: str) -> bytes | None:
    """What is kept under the key, or None."""
    try:
        return (cache_dir() / key).read_bytes()
    except OSError:
        return None


def write(key: str, data: bytes) -> None:
    """Keep data under the key, all of it or nothing; the oldest entries make room.

    Data of more than ``LIMIT`` bytes is not kept.  Any number of processes and threads may write
    at the same time: what is read is always what one of them wrote.
    """
    if len(data) > LIMIT:
        return
    folder = cache_dir()
    unfinished = folder / f"{key}.{os.urandom(8).hex()}.part"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_room(folder, len(data))
        try:
            unfinished.write_bytes(data)
            os.replace(unfinished, folder / key)
        except OSError:
            unfinished.unlink()


def _make_room(folder: Path, size: int) -> None:
    entries = []
    for entry in os.scandir(folder):
        with contextlib.suppress(OSError):  # another process may have removed it just now
            if entry.is_file():
                entries.append((entry, entry.stat()))
    total = size + sum(status.st_size for _, status in entries)
    for entry, status in sorted(entries, key=lambda pair: pair[1].st_mtime):
        if total <= LIMIT:
            break
        with contextlib.suppress(OSError):
            os.unlink(entry.path)
        total -= status.st_size
