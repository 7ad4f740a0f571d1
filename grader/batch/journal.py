"""results.jsonl: one scorecard per line, and from which lines a batch goes on.

Lines are only ever appended while a batch runs, each by one write, and brought to the disk in small
groups: whenever the machine stops, all of it can be read but perhaps the last line.  At the end the
lines are sorted by student into a new file that takes the place of the old one in one step.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from grader.errors import GraderFault, UsageError
from reference.catalogue import Text

_GROUP, _SECONDS = 32, 0.5  # lines, and time, after which what was written is brought to the disk
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

Place = tuple[int, int]
"""Where a line is: its first byte, and how many there are."""


class Journal:
    """The results of one exercise, open for one batch at a time; use it in a ``with`` statement."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None
        self._end = 0
        self._unsynced = 0
        self._synced = time.monotonic()

    def __enter__(self) -> Journal:
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._sync()
            self._file.close()
            self._file = None

    def lines(self) -> Iterator[tuple[Place, bytes]]:
        """All complete lines; what a stopped machine left of the last one is cut off."""
        file = self._opened
        file.seek(0)
        at = 0
        for line in file:
            if not line.endswith(b"\n"):
                self._truncate(at)
                return
            yield (at, len(line)), line
            at += len(line)
        self._end = at

    def read(self, place: Place) -> bytes:
        return os.pread(self._opened.fileno(), place[1], place[0])

    def append(self, line: bytes) -> Place:
        """Add a line.  Raises GraderFault if it cannot be written; nothing of it is left then."""
        start, data = self._end, line + b"\n"
        try:
            if os.write(self._opened.fileno(), data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self._end += len(data)
            self._unsynced += 1
            if self._unsynced >= _GROUP or time.monotonic() - self._synced > _SECONDS:
                self._sync()
        except OSError as error:
            with contextlib.suppress(OSError):
                self._truncate(start)
            raise self._cannot(error) from error
        return start, len(data)

    def start_over(self) -> None:
        """Put what is there aside as ``….previous``, and begin with nothing."""
        if self._end or os.fstat(self._opened.fileno()).st_size:
            os.replace(self.path, self.path.with_name(f"{self.path.name}.previous"))
            self._opened.close()
            self._open()

    def keep_only(self, places: list[Place]) -> list[Place]:
        """A new file with these lines in this order, put in the place of the old one in one step.

        Where they are now.
        """
        unfinished = self.path.with_name(f".{self.path.name}.part")  # ours: it is locked
        new: list[Place] = []
        try:
            with open(unfinished, "wb") as file:
                for place in places:
                    new.append((file.tell(), place[1]))
                    file.write(self.read(place))
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, self.path)
        except OSError as error:
            with contextlib.suppress(OSError):
                unfinished.unlink()
            raise self._cannot(error) from error
        self._opened.close()
        self._open()
        return new

    # -- the file

    @property
    def _opened(self) -> BinaryIO:
        assert self._file is not None, "the journal is not open"
        return self._file

    def _open(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            while True:
                flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0)
                file = open(os.open(self.path, flags, 0o600), "rb")  # noqa: SIM115
                try:
                    _lock(file, self.path)
                    if os.path.samestat(os.fstat(file.fileno()), os.stat(self.path)):
                        break
                except BaseException:
                    file.close()
                    raise
                file.close()  # somebody has just put another in its place
        except OSError as error:
            raise self._cannot(error) from error
        self._file, self._end = file, os.fstat(file.fileno()).st_size
        self._unsynced, self._synced = 0, time.monotonic()

    def _truncate(self, size: int) -> None:
        os.ftruncate(self._opened.fileno(), size)
        self._end = size

    def _sync(self) -> None:
        os.fsync(self._opened.fileno())
        self._unsynced, self._synced = 0, time.monotonic()

    def _cannot(self, error: OSError) -> GraderFault:
        why = error.strerror or str(error)
        if error.errno in _FULL:
            remedy = Text(
                "make room and give the same command again: it goes on from what is written",
                "空きを作ってから同じコマンドを実行すると、書き込み済みのところから続けます",
            )
        else:
            remedy = Text(
                "name another file: --results FILE.jsonl",
                "ほかのファイルを指定してください: --results FILE.jsonl",
            )
        return GraderFault(
            Text(f"results cannot be written ({why})", f"採点結果を書き込めません({why})"),
            where=str(self.path),
            remedy=remedy,
        )


def scorecards(path: Path) -> Iterator[dict[str, Any]]:
    """The scorecards of a results file, one at a time, as plain data.

    Raises UsageError if there is no such file, or it holds something else.
    """
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.endswith(b"\n"):
                    return  # torn: the batch was stopped here
                card = parsed(line)
                if card is None:
                    raise UsageError(
                        Text("this is no scorecard", "採点結果ではありません"),
                        where=f"{path}:{number}",
                        remedy=Text(
                            "name a file that `course grade` has written",
                            "`course grade` が書いたファイルを指定してください",
                        ),
                    )
                yield card
    except OSError as error:
        raise UsageError(
            Text("there are no results here", "採点結果がありません"),
            where=str(path),
            remedy=Text("`course grade EX` makes them", "`course grade EX` で作れます"),
        ) from error


def parsed(line: bytes) -> dict[str, Any] | None:
    """A line's scorecard; None if it is none, or belongs to nobody."""
    try:
        card = json.loads(line)
    except ValueError:
        return None
    match card:
        case {"schema": "course-result/1", "submission": {"student": str()}}:
            return dict(card)
    return None


def _lock(file: BinaryIO, path: Path) -> None:
    """Raises UsageError if another batch has this file open."""
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(
            Text("another `course grade` is writing here", "別の `course grade` が書き込み中です"),
            where=str(path),
            remedy=Text("wait until it is done, or stop it", "終わるまで待つか、止めてください"),
        ) from error
    except OSError:  # a file system without locks
        return
