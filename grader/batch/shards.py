"""A batch in shards, for machines that know nothing of each other: array jobs on a cluster.

Who is in which shard follows from the name alone, so it is the same on every machine and in every
run, whoever else hands in.  Each shard has results of its own; the last step brings them together,
and is an ordinary batch that has nothing left to judge.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.batch.journal import Journal, parsed, scorecards
from grader.errors import UsageError
from reference.catalogue import Text


@dataclass(frozen=True, slots=True)
class Shard:
    """The shard with this ``number``, from 1, ``of`` so many."""

    number: int
    of: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """``2/8``.  Raises UsageError for anything else."""
        found = re.fullmatch(r"([0-9]+)/([0-9]+)", text)
        if found is None or not 1 <= int(found[1]) <= int(found[2]):
            raise UsageError(
                Text(f"there is no shard {text!r}", f"分割 {text!r} はありません"),
                remedy=Text(
                    "write the second of eight as --shard 2/8, counting from 1",
                    "8 つに分けた 2 番めなら --shard 2/8 と、1 から数えて書いてください",
                ),
            )
        return cls(int(found[1]), int(found[2]))

    def has(self, student: str) -> bool:
        digest = hashlib.sha256(student.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8]) % self.of == self.number - 1

    def results(self, path: Path) -> Path:
        """Where this shard's results are, if those of all are in ``path``."""
        return path.with_name(f"{path.stem}-{self.number}-of-{self.of}{path.suffix}")

    def pattern(self, path: Path) -> str:
        """The files of all shards, as a shell finds them."""
        return str(path.with_name(f"{path.stem}-*-of-{self.of}{path.suffix}"))


def merge(into: Path, files: Iterable[Path], exercise: str) -> int:
    """Append the scorecards of these results files to another; how many there were.

    Whoever has several ends with the last one.  A file that is no results file, or is of another
    exercise, is refused before anything is written.  Raises UsageError.
    """
    known = list(dict.fromkeys(files))
    for path in known:
        for card in scorecards(path):
            if card["exercise"] != exercise:
                raise UsageError(
                    Text(
                        f"these are results of {card['exercise']}, not of {exercise}",
                        f"これは {exercise} ではなく {card['exercise']} の採点結果です",
                    ),
                    where=str(path),
                    remedy=Text(
                        f"name files that `course grade {exercise} --shard` has written",
                        f"`course grade {exercise} --shard` が書いたファイルを指定してください",
                    ),
                )
    count = 0
    with Journal(into) as journal:
        for _place, _line in journal.lines():
            pass  # what a stopped machine left of a last line is cut off
        for path in known:
            with open(path, "rb") as file:
                for line in file:
                    if line.endswith(b"\n") and parsed(line) is not None:
                        journal.append(line.rstrip(b"\n"))
                        count += 1
    return count
