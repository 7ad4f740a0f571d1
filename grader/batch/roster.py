"""students.csv: who is who, as `nbgrader db student import` reads it, and in which language.

The columns are ``id`` and, as far as one has them, ``first_name``, ``last_name``, ``email``,
``lms_user_id`` and ``language`` (en or ja).  The file may be missing: then students are their ids.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import ConfigurationError
from reference.catalogue import Language, Text

ROSTER = "students.csv"
_FIELDS = ("first_name", "last_name", "email", "lms_user_id")


@dataclass(frozen=True, slots=True)
class Student:
    """A person as the gradebook knows one; what is not known is empty."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    language: Language | None = None

    @property
    def name(self) -> str:
        """The name as one writes it: in Japanese the family name first, without a space."""
        parts = [self.first_name, self.last_name]
        if any("぀" <= character <= "鿿" for part in parts for character in part):
            return "".join(reversed(parts))
        return " ".join(part for part in parts if part)


def read_roster(folder: Path) -> Mapping[str, Student]:
    """The students by id.  Raises ConfigurationError, with the line, for a file that is wrong."""
    path = folder / ROSTER
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            Text("this file cannot be read as UTF-8", "UTF-8 として読めません"), where=str(path)
        ) from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if "id" not in (rows.fieldnames or ()):
        raise ConfigurationError(
            Text("the list of students has no column `id`", "学生の一覧に `id` の列がありません"),
            where=f"{path}:1",
            remedy=Text(
                "the first line names the columns: id,first_name,last_name,email,language",
                "1 行目に列の名前を書いてください: id,first_name,last_name,email,language",
            ),
        )
    found: dict[str, Student] = {}
    for row in rows:
        number = (row["id"] or "").strip()
        if not number:
            continue
        known = {field: (row.get(field) or "").strip() for field in _FIELDS}
        match (row.get("language") or "").strip():
            case "":
                language: Language | None = None
            case "en":
                language = "en"
            case "ja":
                language = "ja"
            case other:
                raise ConfigurationError(
                    Text(f"there is no language {other!r}", f"言語 {other!r} はありません"),
                    where=f"{path}:{rows.line_num}",
                    remedy=Text("write en or ja", "en か ja と書いてください"),
                )
        found[number] = Student(number, **known, language=language)
    return found
