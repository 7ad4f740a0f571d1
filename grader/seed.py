"""The secret seed of a course: what official inputs are drawn from, known to graders only.

It is made once, by whoever needs it first, and lies beside course.yaml in a file that only its
owner can read.  It is never printed, and no part of what is handed out.  With another seed the
inputs are others, so the file belongs into the instructors' backup.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
from pathlib import Path
from typing import Final

from grader.errors import ConfigurationError, GraderFault
from reference.catalogue import Text

SEED_FILE: Final = ".course-seed"
_BYTES: Final = 32


def secret_seed(folder: Path) -> str:
    """The seed kept in ``folder``: 64 hexadecimal digits, the same ones for everybody who asks.

    Raises ConfigurationError if the file is damaged or not an ordinary file, GraderFault if it
    can be neither read nor made.
    """
    path = folder / SEED_FILE
    try:
        if (seed := _read(path)) is None:
            _make(path)
            seed = _read(path)
    except OSError as error:
        raise GraderFault(
            Text(
                f"the course's secret seed cannot be read or made ({error.strerror})",
                f"コースの秘密のシードを読むことも作ることもできません({error.strerror})",
            ),
            where=str(path),
            remedy=Text(
                "grade with the account that owns the course's folder",
                "コースのフォルダーの所有者のアカウントで採点してください",
            ),
        ) from error
    assert seed is not None
    if not re.fullmatch(rf"[0-9a-f]{{{2 * _BYTES}}}", seed):
        raise _damaged(path)
    return seed


def _read(path: Path) -> str | None:
    """What is in the file, made readable by its owner only; None if there is no such file."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        return None
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise _damaged(path)
        if os.name == "posix" and mode & 0o077:
            os.fchmod(descriptor, 0o600)
        return os.read(descriptor, 1024).decode("ascii", "replace").strip()
    finally:
        os.close(descriptor)


def _make(path: Path) -> None:
    """A new seed, there as a whole or not at all; if somebody else was faster, theirs stays."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(8)}.part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "w", encoding="ascii", newline="\n") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            if os.name == "posix":
                os.link(unfinished, path)  # unlike a renaming, it never replaces anything
            else:
                os.rename(unfinished, path)  # on Windows neither does this
    finally:
        with contextlib.suppress(FileNotFoundError):
            unfinished.unlink()


def _damaged(path: Path) -> ConfigurationError:
    return ConfigurationError(
        Text("this is not a seed of the course", "これはコースのシードではありません"),
        where=str(path),
        remedy=Text(
            "restore the file from your backup; without it, delete it: a new seed is made, and "
            "everybody is judged on other inputs",
            "バックアップからファイルを戻してください。なければ削除すると新しいシードが作られ、"
            "全員が別の入力で採点されます",
        ),
    )
