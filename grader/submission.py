"""A student's work: a .py file or a notebook, opened and read, never executed here.

A notebook's code counts whatever cell it is in and in whatever order.  Lines that only IPython
understands (``%matplotlib inline``, ``!pip install``, ``?help``) are blanked, so line numbers stay.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import SubmissionError, UsageError
from grader.isolation import Cell
from reference.catalogue import Text

MAX_CODE = 1 << 20
MAX_NOTEBOOK = 20 << 20

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_MAGIC = re.compile(r"^(\s*)(?:[%!?]|[\w.]+\s*=\s*[%!]|[\w.]+\?{1,2}\s*$)")
# Cell magics that wrap Python; the cells of all others are not Python at all.
_WRAPPING = ("%%time", "%%timeit", "%%capture", "%%prun", "%%check")


@dataclass(frozen=True, slots=True)
class Submission:
    """The source of one submission: one cell for a .py file, the code cells of a notebook."""

    path: str
    sha256: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The file that is meant, and others that might have been."""

    path: Path
    others: tuple[Path, ...] = ()


def read(path: Path, shown: str | None = None) -> Submission:
    """Open a .py or .ipynb; ``shown`` is the path as a person knows it.

    Raises SubmissionError, in both languages, for what is not a file of at most 1 MB of UTF-8
    Python text or a notebook.
    """
    shown = shown or str(path)
    notebook = path.suffix.lower() == ".ipynb"
    data = _bytes(path, shown, MAX_NOTEBOOK if notebook else MAX_CODE)
    if notebook:
        cells = _notebook(data, path.name, shown)
    else:
        cells = (Cell(_text(data, shown), None, 1, path.name),)
    if not any(cell.source.strip() for cell in cells):
        raise SubmissionError(
            Text("there is no code in this file", "このファイルにはコードがありません"),
            where=shown,
            remedy=Text("save your work and check again", "保存してから、もう一度確認してください"),
        )
    return Submission(shown, hashlib.sha256(data).hexdigest(), cells)


def _bytes(path: Path, shown: str, limit: int) -> bytes:
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise SubmissionError(
            Text(
                f"this file cannot be opened ({error.strerror})",
                f"このファイルを開けません({error.strerror})",
            ),
            where=shown,
            remedy=Text("name a .py or .ipynb file", ".py か .ipynb のファイルを指定してください"),
        ) from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise SubmissionError(
                Text("this is not an ordinary file", "これは通常のファイルではありません"),
                where=shown,
                remedy=Text(
                    "name a .py or .ipynb file", ".py か .ipynb のファイルを指定してください"
                ),
            )
        data = file.read(limit + 1)
    if len(data) > limit:
        raise SubmissionError(
            Text(
                f"this file has more than {limit >> 20} MB",
                f"このファイルは {limit >> 20} MB を超えています",
            ),
            where=shown,
            remedy=Text(
                "clear the outputs, and keep data out of the file",
                "出力を消し、データをファイルに含めないでください",
            ),
        )
    return data


def _text(data: bytes, shown: str) -> str:
    """Source text: UTF-8, or what a coding cookie in the first two lines says."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    encoding = "utf-8"
    for line in data.splitlines()[:2]:
        cookie = _COOKIE.match(line)
        if cookie:
            encoding = cookie[1].decode("ascii")
            break
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise SubmissionError(
            Text(f"unknown encoding {encoding!r}", f"文字コード {encoding!r} は使えません"),
            where=f"{shown}:1",
            remedy=_SAVE_AS_UTF8,
        ) from error
    except UnicodeDecodeError as error:
        line_number = data.count(b"\n", 0, error.start) + 1
        raise SubmissionError(
            Text(
                f"this line is not {encoding.upper()} text",
                f"この行は {encoding.upper()} の文字ではありません",
            ),
            where=f"{shown}:{line_number}",
            remedy=_SAVE_AS_UTF8,
        ) from error
    if "\0" in text:
        raise SubmissionError(
            Text("there are null bytes in this file", "このファイルにはヌル文字があります"),
            where=f"{shown}:{text.count(chr(10), 0, text.index(chr(0))) + 1}",
            remedy=_SAVE_AS_UTF8,
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


_SAVE_AS_UTF8 = Text(
    "save the file as UTF-8 in your editor", "エディターで UTF-8 を選んで保存しなおしてください"
)


def _notebook(data: bytes, name: str, shown: str) -> tuple[Cell, ...]:
    text = _text(data, shown) if data.strip() else "{}"
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        raise SubmissionError(
            Text(
                f"this notebook is damaged ({error.msg})",
                f"このノートブックは壊れています({error.msg})",
            ),
            where=f"{shown}:{error.lineno}:{error.colno}",
            remedy=Text("save it again from Jupyter", "Jupyter からもう一度保存してください"),
        ) from error
    except RecursionError as error:
        raise _no_notebook(shown) from error
    cells = []
    for number, cell in enumerate(_cells(notebook, shown), start=1):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            source = cell.get("source", cell.get("input", ""))
            if isinstance(source, list) and all(isinstance(line, str) for line in source):
                source = "".join(source)
            if not isinstance(source, str):
                raise _no_notebook(shown)
            cells.append(Cell(_without_magics(source), number, 1, f"{name}[{number}]"))
    if sum(len(cell.source) for cell in cells) > MAX_CODE:
        raise SubmissionError(
            Text("there is more than 1 MB of code", "コードが 1 MB を超えています"),
            where=shown,
            remedy=Text("keep data out of the notebook", "データを含めないでください"),
        )
    return tuple(cells)


def _cells(notebook: Any, shown: str) -> list[Any]:
    """The cells of nbformat 4, or of the worksheets of nbformat 3."""
    if isinstance(notebook, dict):
        if isinstance(notebook.get("cells"), list):
            return list(notebook["cells"])
        sheets = notebook.get("worksheets")
        if isinstance(sheets, list) and all(isinstance(sheet, dict) for sheet in sheets):
            return [cell for sheet in sheets for cell in sheet.get("cells", [])]
    raise _no_notebook(shown)


def _no_notebook(shown: str) -> SubmissionError:
    return SubmissionError(
        Text("this is not a Jupyter notebook", "これは Jupyter のノートブックではありません"),
        where=shown,
        remedy=Text("save it from Jupyter as .ipynb", "Jupyter から .ipynb で保存してください"),
    )


def _without_magics(source: str) -> str:
    """The cell with everything that only IPython understands blanked."""
    source = source.replace("\r\n", "\n")
    first = next((line for line in source.split("\n") if line.strip()), "")
    if first.startswith("%%") and not first.startswith(_WRAPPING):
        return ""
    lines = []
    for line in source.split("\n"):
        magic = _MAGIC.match(line)
        lines.append(f"{magic[1]}pass" if magic else line)
    return "\n".join(lines)


def find(exercise: str, here: Path) -> Found:
    """The file a person means by ``course check exN``: in this folder, in exN/, or exercises/exN/.

    Of a .py file and a notebook the newer one is meant.  Raises UsageError if there is none.
    """
    folders = (here, here / exercise, here / "exercises" / exercise)
    for folder in folders:
        there = [
            p for p in (folder / f"{exercise}.py", folder / f"{exercise}.ipynb") if p.is_file()
        ]
        if there:
            newest, *others = sorted(there, key=lambda path: -path.stat().st_mtime_ns)
            return Found(newest, tuple(others))
    raise UsageError(
        Text(
            f"there is no {exercise}.py or {exercise}.ipynb here, nor in {exercise}/",
            f"ここにも {exercise}/ にも、{exercise}.py や {exercise}.ipynb がありません",
        ),
        where=str(here),
        remedy=Text(
            "`course start` makes a folder to work in; or name your file: "
            f"`course check {exercise} FILE`",
            "`course start` で作業フォルダーを作るか、"
            f"`course check {exercise} ファイル名` と指定してください",
        ),
    )
