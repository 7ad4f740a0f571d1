"""nbgrader's database, opened patiently: what is locked or away for a moment is asked again.

With SQLite anybody who looks at the gradebook may lock it for a while; a server may be restarted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from nbgrader.api import Gradebook
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

from grader.course import Course
from grader.errors import GraderFault, UsageError
from grader.gradebook import config, tools_on_path
from reference.catalogue import Text

Result = TypeVar("Result")

# How long a database may be locked or away: longer than anybody waits in formgrader.
PATIENCE: Final = 60.0
_FIRST, _LONGEST = 0.25, 8.0


def url_of(folder: Path, given: str | None) -> str:
    """The gradebook's address: what was given, what nbgrader's configuration says, or SQLite."""
    said = given or config.load(folder).get("CourseDirectory", {}).get("db_url")
    if isinstance(said, str) and said:
        return said if "://" in said else f"sqlite:///{os.path.abspath(said)}"
    return f"sqlite:///{(folder / 'gradebook.db').resolve()}"


def shown(url: str) -> str:
    """The address without its password."""
    try:
        return str(make_url(url).render_as_string(hide_password=True))
    except ArgumentError:
        return "?"


def patiently(
    url: str, do: Callable[[Gradebook], Result], course: Course, patience: float = PATIENCE
) -> Result:
    """Do something with the gradebook, in one transaction that ``do`` commits.

    Where the database is locked, away, or was changed at the same time, all of it is done again.
    Raises GraderFault when that has gone on for too long, UsageError for an address that is none.
    """
    tools_on_path()
    until, pause = time.monotonic() + patience, _FIRST
    while True:
        try:
            with Gradebook(url, course_id=course.id) as gradebook:
                try:
                    return do(gradebook)
                except BaseException:
                    gradebook.db.rollback()
                    raise
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise _no_address(url, error) from error
        except (DBAPIError, IntegrityError) as error:
            if time.monotonic() + pause > until:
                raise _unavailable(url, error) from error
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST)


def _no_address(url: str, error: Exception) -> UsageError:
    lacking = error.name if isinstance(error, ModuleNotFoundError) else None
    what = f"{lacking} is not installed" if lacking else ""
    return UsageError(
        Text(
            f"this gradebook cannot be opened ({what or 'no address of a database'})",
            f"この成績簿は開けません({what or 'データベースの URL ではありません'})",
        ),
        where=shown(url),
        remedy=f"pip install {lacking}"
        if lacking
        else Text(
            "write sqlite:///gradebook.db or postgresql://user:password@server/name",
            "sqlite:///gradebook.db や postgresql://user:password@server/name と書いてください",
        ),
    )


def _unavailable(url: str, error: DBAPIError) -> GraderFault:
    why = str(error.orig).strip().splitlines()[0] if error.orig else type(error).__name__
    return GraderFault(
        Text(
            f"the gradebook cannot be written ({why}); all marks are in the results file",
            f"成績簿に書き込めません({why})。点数はすべて結果ファイルに入っています",
        ),
        where=shown(url),
        remedy=Text(
            "see to it that the database can be reached and is not locked, and give the same "
            "command again: nothing is judged twice",
            "データベースに接続でき、ロックされていないことを確かめてから、同じコマンドを実行して"
            "ください。採点のやりなおしにはなりません",
        ),
    )
