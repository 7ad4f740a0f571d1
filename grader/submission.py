"""A student's work: a .py file or a notebook, opened and read, never executed or parsed here.

A notebook's code counts whatever cell it is in and in whatever order.  A cell's number is its place
in the notebook, from 1, Markdown cells included: what one counts on the screen, unlike ``In [7]``,
which changes with every run.  What only IPython understands (``%matplotlib inline``, ``!pip``,
``np.sum?``) is blanked line by line, so that line numbers stay.
"""

from __future__ import annotations

import codecs
import errno
import hashlib
import json
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import SubmissionError, UsageError
from reference.catalogue import Text

if TYPE_CHECKING:  # at run time it is imported where it is needed: it brings NumPy with it
    from grader.isolation import Cell, Place

MAX_CODE = 1 << 20
MAX_NOTEBOOK = 20 << 20

# PEP 263: a comment in the first line, or in the second if the first is blank or a comment.
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_NO_CODE = re.compile(rb"[ \t\f]*(#|$)")
# Codecs of text that contains ASCII as it is.  Others are refused: some of them take quadratic
# time, or are no encodings of text.
_CODECS = re.compile(r"utf-8|ascii|iso8859|cp\d|shift_jis|euc_|iso2022_|gb|big5|koi8|mac-")

_FOLDER = Text("this is a folder", "これはフォルダーです")
_NOT_ORDINARY = Text("this is not an ordinary file", "これは通常のファイルではありません")
_NAME_ANOTHER = Text("name a .py or .ipynb file", ".py か .ipynb のファイルを指定してください")
_SAVE = Text("save your work and check again", "保存してから、もう一度確認してください")
_SAVE_AGAIN = Text(
    "save it again from Jupyter, as .ipynb", "Jupyter から .ipynb でもう一度保存してください"
)
_SAVE_AS_UTF8 = Text(
    "save the file as UTF-8 in your editor", "エディターで UTF-8 を選んで保存しなおしてください"
)


@dataclass(frozen=True, slots=True)
class Submission:
    """The source of one submission: one cell for a .py file, the code cells of a notebook."""

    path: str
    sha256: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The file that is meant, and older ones that might have been."""

    path: Path
    others: tuple[Path, ...] = ()


# -- finding --------------------------------------------------------------------------------------


def find(exercise: str, here: Path) -> Found:
    """The file a person means by ``course check exN``: the newest exN.py or exN.ipynb in this
    folder, in exN/ and in exercises/exN/.

    Raises UsageError if there is none.
    """
    folders = (here, here / exercise, here / "exercises" / exercise)
    places = [folder / f"{exercise}{suffix}" for folder in folders for suffix in (".py", ".ipynb")]
    there = sorted((path for path in places if path.is_file()), key=_age)
    if there:
        return Found(there[0], tuple(there[1:]))
    raise UsageError(
        Text(
            f"there is no {exercise}.py or {exercise}.ipynb here, in {exercise}/ "
            f"or in exercises/{exercise}/",
            f"ここにも {exercise}/ にも exercises/{exercise}/ にも、"
            f"{exercise}.py や {exercise}.ipynb がありません",
        ),
        where=str(here),
        remedy=Text(
            "`course start` makes a folder to work in; or name your file: "
            f"`course check {exercise} FILE`",
            "`course start` で作業フォルダーを作るか、"
            f"`course check {exercise} ファイル名` と指定してください",
        ),
    )


def _age(path: Path) -> int:
    try:
        return -path.stat().st_mtime_ns
    except OSError:  # it has just been removed
        return 0


def first_line_of(submission: Submission, name: str) -> Place | None:
    """Where the text last defines a function or class at the top level, if it does."""
    from grader.isolation import Place

    definition = re.compile(rf"^(?:(?:async[ \t]+)?def|class)[ \t]+{re.escape(name)}\b", re.M)
    for cell in reversed(submission.cells):
        found = list(definition.finditer(cell.source))
        if found:
            line = cell.first_line + cell.source.count("\n", 0, found[-1].start())
            return Place(line, cell.number)
    return None


# -- opening --------------------------------------------------------------------------------------


def read(path: Path, shown: str | None = None) -> Submission:
    """Open a .py or .ipynb; ``shown`` is the path as a person knows it.

    Raises SubmissionError, in both languages, for anything but a .py file of at most 1 MB of text
    (in UTF-8, or in the encoding it declares) or a notebook with as much code.
    """
    shown, name = _printable(shown or str(path)), _printable(path.name)
    notebook = path.suffix.lower() == ".ipynb"
    if not notebook and path.suffix.lower() != ".py":
        en, ja = "this is neither a .py nor an .ipynb file", ".py でも .ipynb でもないファイルです"
        raise SubmissionError(Text(en, ja), shown, _NAME_ANOTHER)
    data = _bytes(path, shown, MAX_NOTEBOOK if notebook else MAX_CODE)
    if not data.strip():
        raise _empty(shown)
    cells = _notebook(data, name, shown) if notebook else _script(data, name, shown)
    if not any(cell.source.strip() for cell in cells):
        en, ja = "there is no code in this file", "このファイルにはコードがありません"
        raise SubmissionError(Text(en, ja), shown, _SAVE)
    return Submission(shown, hashlib.sha256(data).hexdigest(), cells)


def _bytes(path: Path, shown: str, limit: int) -> bytes:
    """What is in an ordinary file.  Whatever stands there instead is never waited for."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    try:
        descriptor = os.open(path, flags)
        try:
            mode = os.fstat(descriptor).st_mode
            if not stat.S_ISREG(mode):
                what = _FOLDER if stat.S_ISDIR(mode) else _NOT_ORDINARY
                raise SubmissionError(what, shown, _NAME_ANOTHER)
            with open(descriptor, "rb", closefd=False) as file:
                data = file.read(limit + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise SubmissionError(_why(error, path), shown, _NAME_ANOTHER) from error
    if len(data) > limit:
        raise _too_large(limit, shown)
    return data


def _why(error: OSError, path: Path) -> Text:
    match error.errno:
        case errno.ENOENT:
            return Text("there is no such file", "このファイルはありません")
        case errno.ELOOP | errno.EMLINK:
            return Text("this is a symbolic link", "これはシンボリックリンクです")
    if path.is_dir():  # Windows says that permission is denied
        return _FOLDER
    en, ja = "this file cannot be opened", "このファイルを開けません"
    return Text(f"{en} ({error.strerror})", f"{ja}({error.strerror})")


def _empty(shown: str) -> SubmissionError:
    return SubmissionError(Text("this file is empty", "このファイルは空です"), shown, _SAVE)


def _too_large(limit: int, shown: str) -> SubmissionError:
    en, ja = f"more than {limit >> 20} MB", f"{limit >> 20} MB を超えています"
    if limit == MAX_NOTEBOOK:
        what = Text(f"this notebook has {en}", f"このノートブックは {ja}")
        remedy = Text("clear its outputs and save it", "出力を消してから保存してください")
    else:
        what = Text(f"the code has {en}", f"コードが {ja}")
        remedy = Text("keep data out of the code", "データをコードに含めないでください")
    return SubmissionError(what, shown, remedy)


# -- text -----------------------------------------------------------------------------------------


def _script(data: bytes, name: str, shown: str) -> tuple[Cell, ...]:
    from grader.isolation import Cell

    source = _lines(_decoded(data, _encoding(data, shown), shown, _SAVE_AS_UTF8))
    _check_characters(source, shown, _SAVE_AS_UTF8)
    return (Cell(source, None, 1, name),)


def _encoding(data: bytes, shown: str) -> str:
    """UTF-8, or what a coding cookie says, as Python itself would read it (PEP 263)."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    for number, line in enumerate(data[:4096].splitlines()[:2], start=1):
        if cookie := _COOKIE.match(line):
            declared = cookie[1].decode("ascii")
            # Emacs also names the kind of line ends: utf-8-unix.
            encoding = re.sub(r"-(unix|dos|mac)$", "", declared.lower())
            try:
                if _CODECS.match(codecs.lookup(encoding).name):
                    return encoding
            except LookupError:
                pass
            what = Text(f"unknown encoding {declared!r}", f"文字コード {declared!r} は使えません")
            raise SubmissionError(what, f"{shown}:{number}", _SAVE_AS_UTF8)
        if not _NO_CODE.match(line):
            break
    return "utf-8"


def _decoded(data: bytes, encoding: str, shown: str, remedy: Text) -> str:
    """Text.  Nothing is guessed: only a byte order mark says that it is UTF-16."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        what = Text("this file is UTF-16, not UTF-8", "このファイルは UTF-8 ではなく UTF-16 です")
        raise SubmissionError(what, shown, remedy)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before, byte = data[: error.start], f"0x{data[error.start]:02X}"
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        en, ja = f"byte {byte} is not {encoding.upper()}", f"バイト {byte} は {encoding.upper()} "
        what = Text(f"{en} text", f"{ja}の文字ではありません")
        raise SubmissionError(what, f"{shown}:{line}:{column}", remedy) from error


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_characters(source: str, shown: str, remedy: Text) -> None:
    """Raises SubmissionError for what no Python source can hold: null and half characters."""
    if strange := re.search("[\0\ud800-\udfff]", source):
        line = source.count("\n", 0, strange.start()) + 1
        null = Text("there is a null character", "ヌル文字があります")
        half = Text("there is half a character", "壊れた文字があります")
        raise SubmissionError(null if strange[0] == "\0" else half, f"{shown}:{line}", remedy)


def _printable(path: str) -> str:
    """A path without the half characters that stand for bytes that are no text."""
    return path.encode("utf-8", "replace").decode()


# -- notebooks ------------------------------------------------------------------------------------


def notebook_data(path: Path, shown: str) -> bytes:
    """What is in the file of a notebook.  Raises SubmissionError if that cannot or may not be read.

    Where it was the machine that failed, the cause of the error is an OSError.
    """
    return _bytes(path, shown, MAX_NOTEBOOK)


def notebook_json(data: bytes, shown: str) -> dict[str, Any]:
    """A notebook as the JSON that it is; it has cells.  Raises SubmissionError if it is none."""
    if not data.strip():
        raise _empty(shown)
    try:
        notebook = json.loads(_decoded(data, "utf-8", shown, _SAVE_AGAIN))
    except json.JSONDecodeError as error:
        en, ja = "this notebook is damaged", "このノートブックは壊れています"
        what, where = Text(f"{en} ({error.msg})", f"{ja}({error.msg})"), (error.lineno, error.colno)
        raise SubmissionError(what, f"{shown}:{where[0]}:{where[1]}", _SAVE_AGAIN) from error
    except (RecursionError, ValueError) as error:  # nested too deeply; a number of 5000 digits
        raise _no_notebook(shown) from error
    notebook_cells(notebook, shown)
    whole: dict[str, Any] = notebook
    return whole


def _notebook(data: bytes, name: str, shown: str) -> tuple[Cell, ...]:
    from grader.isolation import Cell

    cells, size = [], 0
    all_cells = notebook_cells(notebook_json(data, shown), shown)
    graded = set(_grade_cells(all_cells).values())
    for number, cell in enumerate(all_cells, start=1):
        if cell.get("cell_type") != "code" or number in graded:
            continue
        source = cell.get("source", cell.get("input", ""))
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            raise _no_notebook(f"{shown}[{number}]")
        if source.strip():
            _check_characters(source, f"{shown}[{number}]", _SAVE_AGAIN)
            size += len(source.encode())
            if size > MAX_CODE:
                raise _too_large(MAX_CODE, shown)
            cells.append(Cell(python_of(_lines(source)), number, 1, f"{name}[{number}]"))
    return tuple(cells)


def notebook_cells(notebook: Any, shown: str) -> list[dict[str, Any]]:
    """The cells of nbformat 4, or of the worksheets of nbformat 3."""
    match notebook:
        case {"cells": list() as cells}:
            pass
        case {"worksheets": list() as sheets}:
            inside = [sheet.get("cells") if isinstance(sheet, dict) else None for sheet in sheets]
            cells = [cell for more in inside for cell in (more if isinstance(more, list) else [0])]
        case _:
            raise _no_notebook(shown)
    if not all(isinstance(cell, dict) for cell in cells):
        raise _no_notebook(shown)
    return cells


def _grade_cells(cells: list[dict[str, Any]]) -> dict[str, int]:
    """The numbers of the cells that nbgrader locks to hold marks: nothing in them is an answer.

    Of copies of such a cell only the last one is it, as for nbgrader itself.
    """
    found = {}
    for number, cell in enumerate(cells, start=1):
        match cell.get("metadata"):
            case {"nbgrader": {"grade": True, "grade_id": str(name), **more}}:
                if more.get("solution") is not True:
                    found[name] = number
    return found


def _no_notebook(shown: str) -> SubmissionError:
    what = Text("this is not a Jupyter notebook", "これは Jupyter のノートブックではありません")
    return SubmissionError(what, shown, _SAVE_AGAIN)


# -- what only IPython understands ----------------------------------------------------------------

# Cell magics whose cell is Python; the cells of all others are something else.
_PYTHON_CELLS = {"time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "debug", "check"}
# Where a statement begins, none of these is Python: %magic, !shell, ?help, pip install.
_ESCAPE = re.compile(r"\s*(?:[%!?]|(?:pip3?|conda|mamba|uv)\s+(?:install|uninstall|list|show)\b)")
_ASSIGNED = re.compile(r"=\s*[%!]")  # files = !ls
_LEXEME = re.compile(r"#.*|'''|\"\"\"|['\"()\[\]{}]")


def python_of(source: str) -> str:
    """A cell's Python, in as many lines as before; nothing, if the cell is something else."""
    lines = source.split("\n")
    if not source.strip():
        return source
    first = next(number for number, line in enumerate(lines) if line.strip())
    lines = [line.removeprefix(_margin(lines[first])) for line in lines]  # as IPython does
    while first < len(lines) and lines[first].startswith("%%"):
        magic = re.match(r"%%(\w+)", lines[first])
        if magic is None or magic[1] not in _PYTHON_CELLS:
            return ""
        lines[first] = ""
        first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    quote, depth, continued, shell = "", 0, False, False
    for number, line in enumerate(lines):
        if shell:
            lines[number], shell = "", line.endswith("\\")
            continue
        between = not (quote or depth or continued)
        code, quote_after, depth_after = _scan(line, quote, depth)
        if between and (_ESCAPE.match(line) or _ASSIGNED.search(code) or code.endswith("?")):
            lines[number], shell = f"{_margin(line)}pass", line.endswith("\\")
        else:
            quote, depth, continued = quote_after, depth_after, code.endswith("\\")
    return "\n".join(lines)


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _scan(line: str, quote: str, depth: int) -> tuple[str, str, int]:
    """Read a line that begins inside this string (or none) and at this depth of brackets.

    Returns its code without comment, brackets and what is in strings, and where it leaves off.
    """
    code, at = "", 0
    while True:
        if quote:
            end = re.compile(rf"(?:[^\\]|\\.)*?{quote}").match(line, at)
            if end is None:  # if it cannot go on in the next line, Python will say so
                return code, quote if len(quote) == 3 or line.endswith("\\") else "", depth
            at = end.end()
        found = _LEXEME.search(line, at)
        code += line[at : found.start() if found else len(line)]
        if found is None or found[0].startswith("#"):
            return code.rstrip(), "", depth
        at, quote = found.end(), ""
        if found[0] in "([{":
            depth += 1
        elif found[0] in ")]}":
            depth = max(0, depth - 1)
        else:
            quote = found[0]
            code += "'"
