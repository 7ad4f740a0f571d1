"""Opening a student's work: what is read, what is refused, and what is said about it."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import submission
from grader.errors import SubmissionError, UsageError
from grader.isolation import Place
from grader.submission import find, first_line_of, read

CODE = "def f(x):\n    return x\n"


def notebook(*sources: str | Sequence[str], version: int = 4) -> bytes:
    """A notebook as Jupyter saves it; a source that begins with # is a heading in Markdown."""
    cells: list[dict[str, Any]] = []
    for source in sources:
        kind = "markdown" if "".join(source).startswith("# ") else "code"
        field = "input" if version == 3 and kind == "code" else "source"
        cells.append({"cell_type": kind, "metadata": {}, field: source})
    if version == 3:
        return json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode()
    return json.dumps({"nbformat": 4, "cells": cells}).encode()


def cells_of(tmp_path: Path, data: bytes) -> list[tuple[int | None, str]]:
    path = tmp_path / "ex1.ipynb"
    path.write_bytes(data)
    return [(cell.number, cell.source) for cell in read(path).cells]


def refused(path: Path) -> SubmissionError:
    with pytest.raises(SubmissionError) as caught:
        read(path, path.name)
    error = caught.value
    assert error.where is not None and error.where.startswith(path.name)
    for language in ("en", "ja"):
        assert error.text(language)
    assert error.text("en") != error.text("ja") and error.remedy
    return error


# -- scripts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "source"),
    [
        (CODE.encode(), CODE),
        (b"\xef\xbb\xbf" + CODE.encode(), CODE),
        (CODE.replace("\n", "\r\n").encode(), CODE),
        (CODE.replace("\n", "\r").encode(), CODE),
        ("σ = '和'\n".encode(), "σ = '和'\n"),
        ("# coding: cp932\nx = '表'\n".encode("cp932"), "# coding: cp932\nx = '表'\n"),
        ("\n# -*- coding: euc-jp -*-\n#和".encode("euc-jp"), "\n# -*- coding: euc-jp -*-\n#和"),
        ("# vim: fileencoding=Latin-1\n#é".encode("latin-1"), "# vim: fileencoding=Latin-1\n#é"),
        ("# coding: utf-8-unix\n#和".encode(), "# coding: utf-8-unix\n#和"),
        # A cookie below code is only a comment.
        ("x = 1\n# coding: cp932\n#和".encode(), "x = 1\n# coding: cp932\n#和"),
        # A byte order mark says UTF-8, whatever else is declared.
        ("\ufeff# coding: cp932\n#和".encode(), "# coding: cp932\n#和"),
    ],
)
def test_a_script_is_read_as_it_declares_itself(tmp_path: Path, data: bytes, source: str) -> None:
    path = tmp_path / "ex1.py"
    path.write_bytes(data)
    (cell,) = read(path).cells
    assert (cell.source, cell.number, cell.first_line, cell.name) == (source, None, 1, "ex1.py")


def test_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ex1.PY"
    path.write_bytes(b"x = 1\r\n")
    opened = read(path, "shown/ex1.PY")
    assert opened.path == "shown/ex1.PY"
    assert opened.sha256 == "eccc39336aa8fb60a3dd2e3eb2c56a0f2759b67df27ac8a27a48f22dd691fb34"


@pytest.mark.parametrize(
    ("name", "data", "where", "said"),
    [
        ("ex1.py", b"", "", "this file is empty"),
        ("ex1.py", b"\n  \n", "", "this file is empty"),
        ("ex1.py", b"\xef\xbb\xbf", "", "there is no code"),
        ("ex1.py", b"x = 1\ny = '\x95\x5c'\n", ":2:6", "byte 0x95 is not UTF-8"),
        ("ex1.py", b"# coding: ascii\n#\xe9", ":2:2", "byte 0xE9 is not ASCII"),
        ("ex1.py", b"#!/usr/bin/python\n# coding: klingon\n", ":2", "unknown encoding 'klingon'"),
        ("ex1.py", b"# coding: punycode\n", ":1", "unknown encoding 'punycode'"),
        ("ex1.py", b"# coding: undefined\n", ":1", "unknown encoding 'undefined'"),
        ("ex1.py", b"# coding: rot13\n", ":1", "unknown encoding 'rot13'"),
        ("ex1.py", "x = 1".encode("utf-16"), "", "UTF-16"),
        ("ex1.py", b"x = 1\ny\0\n", ":2", "null character"),
        ("ex1.py", b"#" * (submission.MAX_CODE + 1), "", "more than 1 MB"),
        ("ex1.ipynb", b"", "", "this file is empty"),
        ("ex1.ipynb", b'{"cells": [\n  {,}]}', ":2:4", "damaged"),
        ("ex1.ipynb", b'{"cells": "\x95"}', ":1:12", "byte 0x95"),
        ("ex1.ipynb", b'{"cells": []}', "", "no code"),
        ("ex1.ipynb", b"[1, 2]", "", "not a Jupyter notebook"),
        ("ex1.ipynb", b"null", "", "not a Jupyter notebook"),
        ("ex1.ipynb", b'{"cells": {}}', "", "not a Jupyter notebook"),
        ("ex1.ipynb", b'{"cells": [1]}', "", "not a Jupyter notebook"),
        ("ex1.ipynb", b'{"worksheets": [{"cells": null}]}', "", "not a Jupyter notebook"),
        ("ex1.ipynb", b"[" * 1_000_000, "", "not a Jupyter notebook"),
        ("ex1.ipynb", b"9" * 10_000, "", "not a Jupyter notebook"),
        ("ex1.ipynb", notebook("%%bash\nls"), "", "no code"),
        ("ex1.ipynb", notebook("x = 1", "y\n\0"), "[2]:2", "null character"),
        ("ex1.ipynb", notebook("x = '\ud83d'"), "[1]:1", "half a character"),
        ("ex1.ipynb", notebook("#" * submission.MAX_CODE, "x = 1"), "", "more than 1 MB"),
        ("ex1.ipynb", b" " * (submission.MAX_NOTEBOOK + 1), "", "more than 20 MB"),
        ("ex1.ipynb.txt", CODE.encode(), "", "neither a .py nor an .ipynb"),
    ],
    ids=lambda value: repr(value)[:30] if isinstance(value, (str, bytes)) else None,
)
def test_what_cannot_be_read_is_refused_with_the_place(
    tmp_path: Path, name: str, data: bytes, where: str, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    error = refused(path)
    assert said in str(error)
    assert error.where == name + where


def test_a_cell_whose_source_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ex1.ipynb"
    path.write_text('{"cells": [{"cell_type": "raw"}, {"cell_type": "code", "source": [1]}]}')
    assert refused(path).where == "ex1.ipynb[2]"


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ex1.py").mkdir()
    assert "this is a folder" in str(refused(tmp_path / "ex1.py"))
    assert "there is no such file" in str(refused(tmp_path / "ex2.py"))


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="no O_NOFOLLOW on this system")
def test_a_link_is_not_followed_and_a_pipe_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text("x = 1")
    (tmp_path / "ex1.py").symlink_to(tmp_path / "secret.py")
    assert "symbolic link" in str(refused(tmp_path / "ex1.py"))
    os.mkfifo(tmp_path / "ex2.py")
    assert "not an ordinary file" in str(refused(tmp_path / "ex2.py"))


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text on this system")
def test_a_name_that_is_no_text_can_still_be_shown(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"ex1\xff.py")
    try:
        path.write_text(CODE)
    except OSError:
        pytest.skip("this file system only takes names that are text")
    opened = read(path)
    opened.path.encode()
    assert opened.cells[0].name == "ex1?.py"


# -- notebooks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("source", [CODE, CODE.splitlines(True)], ids=["text", "lines"])
def test_cells_are_numbered_as_they_stand(
    tmp_path: Path, version: int, source: str | list[str]
) -> None:
    data = notebook("# A heading", source, "", "x = 1\r\n", version=version)
    assert cells_of(tmp_path, data) == [(2, CODE), (4, "x = 1\n")]


def test_the_cells_that_nbgrader_marks_are_no_answer(tmp_path: Path) -> None:
    """They hold tests.  Of copies only the last one is a test; the others are anybody's cells."""

    def cell(source: str, **settings: object) -> dict[str, object]:
        metadata = {"nbgrader": {"grade_id": "a--b", **settings}}
        return {"cell_type": "code", "metadata": metadata, "source": source}

    cells = [
        cell("copied = 1", grade=True, solution=False),
        cell("answer = 1", grade=False, solution=True, grade_id="a"),
        cell("both = 1", grade=True, solution=True, grade_id="c"),
        cell("test = 1", grade=True, solution=False),
    ]
    expected = [(1, "copied = 1"), (2, "answer = 1"), (3, "both = 1")]
    assert cells_of(tmp_path, json.dumps({"cells": cells}).encode()) == expected


def test_other_than_code_and_markdown_is_passed_over(tmp_path: Path) -> None:
    cells = [{"cell_type": "raw", "source": "no"}, {}, {"cell_type": "code", "source": "x"}]
    assert cells_of(tmp_path, json.dumps({"cells": cells}).encode()) == [(3, "x")]


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install a \\\n    b \\\n    c\nx = 1", "pass\n\n\nx = 1"),
        ("pip install numpy\nx = 1", "pass\nx = 1"),
        ("?np.sum\nnp.sum??\nif x:\n  x[0].y?\nx = 1", "pass\npass\nif x:\n  pass\nx = 1"),
        ("files = !ls 'a\nd[0], e = %who\nx = 1", "pass\npass\nx = 1"),
        ("if x:\n    %time f()\nx = 1", "if x:\n    pass\nx = 1"),
        ("%%time\nx = 1", "\nx = 1"),
        ("\n%%capture out\n\n%%timeit -n 3\nx = 1", "\n\n\n\nx = 1"),
        ("%%timezone\nx = 1", ""),
        ("%%bash\nx = 1", ""),
        ("%%capture\n%%html\n<b>", ""),
        ("%%\nx = 1", ""),
        ("%%time", ""),
        ("  x = 1\n  y = '''\na'''", "x = 1\ny = '''\na'''"),
    ],
)
def test_what_only_ipython_understands_is_blanked(tmp_path: Path, cell: str, python: str) -> None:
    (_, source), _ = cells_of(tmp_path, notebook(cell, "y = 2"))
    assert source == python
    ast.parse(source)


@pytest.mark.parametrize(
    "cell",
    [
        "y = (a\n     % b\n     != c)",
        "y = a \\\n  % b",
        'def f():\n    """\n    %d of them\n    !\n    what?\n    x = !ls\n    """\n    return 1',
        "s = 'a\\\n%b\\\n?'",
        "s = '''it's\n% (\n''' % ()\nt = \"'''\"",
        "y = 1  # is it?\n# what?\nx = 'why?'",
        "a = b != c\nprint(f'{a=!r}', 'x = !ls')",
        "a %= 2",
        "pip = 1\npip\npip in [1]",
        "r = r'\\'\ns = r'''\\'''",
        "x = [\n  '''a]''',\n  # ]\n  b\n  % c]",
    ],
)
def test_what_is_python_stays(tmp_path: Path, cell: str) -> None:
    assert cells_of(tmp_path, notebook(cell)) == [(1, cell)]


def sources() -> Iterator[str]:
    """Python that people have really written: that of this repository."""
    root = Path(__file__).parent.parent
    for folder in ("grader", "reference", "tests"):
        for path in sorted((root / folder).rglob("*.py")):
            yield path.read_text(encoding="utf-8")


def test_no_line_of_real_python_is_taken_for_ipythons(tmp_path: Path) -> None:
    programs = [source for source in sources() if source.strip()]
    for program in programs:
        assert cells_of(tmp_path, notebook(program)) == [(1, program)]
    assert len(programs) > 20


PIECES = {
    name: f'def {name}(x):\n    """% of {name}?"""\n    return (x\n            % {number})\n'
    for number, name in enumerate("abcdef", start=2)
}
NOISE = st.sampled_from(["", "# Heading", "%matplotlib inline", "!ls 'it", "f?", "%%bash\nrm x"])


@st.composite
def split_functions(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """The functions in some order, and the same order spread over cells with noise between."""
    order = draw(st.permutations(sorted(PIECES)))
    cells, cell = [], ""
    for name in order:
        cell += PIECES[name]
        if draw(st.booleans()):
            cells += [cell, draw(NOISE)]
            cell = ""
    return order, [*cells, cell]


@given(split_functions(), st.sampled_from([3, 4]), st.booleans())
def test_however_functions_are_split_into_cells_they_are_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    split: tuple[list[str], list[str]],
    version: int,
    as_lines: bool,
) -> None:
    order, cells = split
    saved = [cell.splitlines(True) if as_lines else cell for cell in cells]
    path = tmp_path_factory.getbasetemp() / "split.ipynb"
    path.write_bytes(notebook(*saved, version=version))
    opened = read(path)
    found = [
        ast.get_source_segment(cell.source, node)
        for cell in opened.cells
        for node in ast.parse(cell.source).body
        if isinstance(node, ast.FunctionDef)
    ]
    assert found == [PIECES[name].rstrip() for name in order]
    for name in order:
        place = first_line_of(opened, name)
        assert place is not None and place.cell is not None
        assert cells[place.cell - 1].split("\n")[place.line - 1] == f"def {name}(x):"


@given(st.text(st.sampled_from("ab \n\\'\"#%!?=()[]f"), max_size=60))
def test_lines_never_move_and_python_never_changes(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.ipynb"
    path.write_bytes(notebook("x = 1\n" + text))
    (cell,) = read(path).cells
    assert cell.source.count("\n") == text.count("\n") + 1
    with contextlib.suppress(SyntaxError, ValueError):
        compile("x = 1\n" + text, "any", "exec", dont_inherit=True)
        assert cell.source == "x = 1\n" + text


# -- places ---------------------------------------------------------------------------------------


def test_the_last_definition_is_the_one_that_counts(tmp_path: Path) -> None:
    path = tmp_path / "ex1.ipynb"
    path.write_bytes(
        notebook("def f(): 1", "# text", "x = 1\n\ndef f(): 2\nclass V: 3", "def f_2(): 4")
    )
    opened = read(path)
    assert first_line_of(opened, "f") == Place(3, 3)
    assert first_line_of(opened, "V") == Place(4, 3)
    assert first_line_of(opened, "g") is None


# -- finding --------------------------------------------------------------------------------------


def made(path: Path, age: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CODE)
    os.utime(path, (1_000_000 - age, 1_000_000 - age))
    return path


@pytest.mark.parametrize("place", ["ex3.py", "ex3/ex3.ipynb", "exercises/ex3/ex3.py"])
def test_work_is_found_where_people_keep_it(tmp_path: Path, place: str) -> None:
    made(tmp_path / "ex4.py", age=0)
    path = made(tmp_path / place, age=9)
    assert find("ex3", tmp_path) == submission.Found(path)


def test_the_newest_is_meant_and_the_others_are_told(tmp_path: Path) -> None:
    oldest = made(tmp_path / "ex3.py", age=9)
    older = made(tmp_path / "exercises" / "ex3" / "ex3.py", age=5)
    newest = made(tmp_path / "ex3" / "ex3.ipynb", age=1)
    assert find("ex3", tmp_path) == submission.Found(newest, (older, oldest))


def test_of_equally_old_files_the_nearest_is_meant(tmp_path: Path) -> None:
    far, near = made(tmp_path / "ex3" / "ex3.py", age=1), made(tmp_path / "ex3.py", age=1)
    assert find("ex3", tmp_path) == submission.Found(near, (far,))


def test_a_search_without_result_says_where_it_looked(tmp_path: Path) -> None:
    (tmp_path / "ex3.py").mkdir()
    with pytest.raises(UsageError) as caught:
        find("ex3", tmp_path)
    for language in ("en", "ja"):
        said = caught.value.text(language)
        for word in (str(tmp_path), "ex3.ipynb", "ex3/", "exercises/ex3/", "course start"):
            assert word in said


def test_opening_brings_in_neither_numpy_nor_a_parser() -> None:
    script = "import sys, grader.submission; print({'numpy', 'ast', 'yaml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "numpy" not in done.stdout and "yaml" not in done.stdout, done.stderr
