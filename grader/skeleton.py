"""The files of a new exercise: a tiny one that works, and marks where the author goes on.

Adding an exercise is one folder under exercises/, one file in each of reference/'s three folders,
and one entry in course.yaml.  Nothing that exists is ever overwritten, and if anything cannot be
written, nothing is.
"""

from __future__ import annotations

import contextlib
import keyword
import os
import re
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

from grader.course import Course, load
from grader.errors import ConfigurationError, UsageError
from reference.catalogue import Text

if TYPE_CHECKING:
    from yaml.nodes import Node

_COURSE: Final = "course.yaml"


def create(course: Course, name: str) -> list[Path]:
    """Write the files of the exercise, and its entry into course.yaml; all their paths.

    Raises UsageError if there is such an exercise, or a file where one should be made;
    ConfigurationError if course.yaml has no place for an entry.
    """
    _free_name(course, name)
    if not (course.root / "reference" / "solutions").is_dir():
        raise UsageError(
            Text(
                "this installation holds no answers, so it cannot hold new ones",
                "ここは解答を含まないインストール環境なので、新しい課題を加えられません",
            ),
            where=str(course.root),
            remedy=Text(
                "work in the course's repository: git clone it, and `pip install -e .` there",
                "コースのリポジトリーを git clone し、そこで `pip install -e .` してください",
            ),
        )
    files = {course.root / path: text for path, text in _files(course, name).items()}
    there = [path.relative_to(course.root).as_posix() for path in files if path.exists()]
    if there:
        raise UsageError(
            Text("this is already there", "すでにあります"),
            where=", ".join(there),
            remedy=Text(
                "nothing was written; move it away, or choose another name",
                "何も書き込んでいません。よそへ移すか、別の名前を選んでください",
            ),
        )
    path = course.root / _COURSE
    before = path.read_bytes()
    after = with_entry(before, _ENTRY.substitute(_words(course, name)))
    made: list[Path] = []
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            with open(file, "x", encoding="utf-8", newline="\n") as stream:
                made.append(file)
                stream.write(text)
        _replace(path, after)
        load(course.root)  # says so if the entry does not fit
    except (OSError, ConfigurationError) as error:
        _undo(made, path, before)
        if isinstance(error, ConfigurationError):
            raise
        raise UsageError(
            Text(f"this cannot be written ({error.strerror})", f"書き込めません({error.strerror})"),
            where=str(error.filename or path),
            remedy=Text(
                "nothing was made; make room, or ask for the right to write there",
                "何も作っていません。空き容量と、書き込みの権限を確かめてください",
            ),
        ) from error
    return [*made, path]


def _free_name(course: Course, name: str) -> None:
    if any(exercise.name == name for exercise in course.exercises):
        free = _next(course)
        raise UsageError(
            Text(f"there is an exercise {name} already", f"課題 {name} はすでにあります"),
            remedy=Text(
                f"the next free name is {free}: course new {free}",
                f"次に空いている名前は {free} です: course new {free}",
            ),
        )
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        free = _next(course)
        raise UsageError(
            Text(
                f"{name!r} cannot be the name of an exercise", f"{name!r} は課題の名前になりません"
            ),
            remedy=Text(
                f"use lower-case letters and digits: course new {free}",
                f"英小文字と数字を使ってください: course new {free}",
            ),
        )


def _next(course: Course) -> str:
    numbers = [int(e.name[2:]) for e in course.exercises if re.fullmatch(r"ex\d+", e.name)]
    return f"ex{max(numbers, default=0) + 1}"


def _undo(made: list[Path], path: Path, before: bytes) -> None:
    for file in made:
        file.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # it is not empty: it was there before
            file.parent.rmdir()
    if path.read_bytes() != before:
        _replace(path, before)


def _replace(path: Path, data: bytes) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_bytes(data)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


# -- course.yaml ----------------------------------------------------------------------------------


def with_entry(data: bytes, entry: str) -> bytes:
    """course.yaml with one more exercise after the last; all else, comments too, as it was.

    Raises ConfigurationError if the exercises are not written as a block, one below the other.
    """
    import yaml
    from yaml.nodes import MappingNode

    text = data.decode("utf-8-sig")
    root: Any = yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    exercises = next((v for k, v in root.value if k.value == "exercises"), None)
    if not isinstance(exercises, MappingNode) or exercises.flow_style or not exercises.value:
        raise ConfigurationError(
            Text(
                "there is no place for a new exercise",
                "新しい課題を書き加える場所がありません",
            ),
            where=_COURSE,
            remedy=Text(
                "write the exercises one below the other, each on lines of its own",
                "exercises: の下に、課題を一つずつ行を分けて書いてください",
            ),
        )
    last = _last_line(exercises)
    end = "\r\n" if b"\r\n" in data else "\n"
    lines = text.splitlines()
    margin = " " * exercises.value[0][0].start_mark.column
    added = [margin + line if line else "" for line in entry.splitlines()]
    lines[last + 1 : last + 1] = ["", *added]
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + (end.join(lines) + end).encode()


def _last_line(node: Node) -> int:
    """The line on which the last thing in a node stands: a block's own end lies beyond comments."""
    from yaml.nodes import CollectionNode

    if isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    line: int = node.end_mark.line
    return line


# -- what is written ------------------------------------------------------------------------------


def _files(course: Course, name: str) -> dict[str, str]:
    words = _words(course, name)
    templates = {
        f"exercises/{name}/README.md": _LESSON,
        f"exercises/{name}/README.ja.md": _LESSON_JA,
        f"exercises/{name}/{name}.py": _STUB,
        f"exercises/{name}/checks.py": _CHECKS,
        f"exercises/{name}/hints.yaml": _HINTS,
        f"reference/solutions/{name}.py": _SOLUTION,
        f"reference/alternatives/{name}.py": _ALTERNATIVES,
        f"reference/misconceptions/{name}.py": _MISCONCEPTIONS,
    }
    return {path: template.substitute(words) for path, template in templates.items()}


def _words(course: Course, name: str) -> dict[str, str]:
    return {"ex": name, "concept": next(iter(course.concepts))}


_ENTRY = Template("""\
$ex:
  title: {en: "TODO: a title of a few words", ja: "TODO: 短い題名"}
  functions:
    slope: {$concept: 10}
""")

_LESSON = Template("""\
# $ex · A title of a few words

TODO: one sentence: what will the reader be able to do at the end?

TODO: the story: what happens, and a worked example with numbers that can be checked by hand.

## What you write

Open `$ex.py`. One function waits there:

- `slope`: how steep f(x) = x² is at x.

TODO: what every function must satisfy, with an example; never how it is computed.

## Off you go

    course check $ex
""")

_LESSON_JA = Template("""\
# $ex · 短い題名

TODO: この演習を終えると何ができるようになるのかを、一文で。

TODO: お話と、手で確かめられる数を使った例。

## 書くもの

`$ex.py` を開いてください。関数が一つ待っています。

- `slope`: f(x) = x² の、点 x での傾き。

TODO: それぞれの関数が満たすべきことと例を書く。求め方は書かない。

## さあ、始めましょう

    course check $ex
""")

_STUB = Template('''\
"""$ex

Write the function below, then run `course check $ex`. The lesson is `course read $ex`.

下の関数を書いたら `course check $ex` を実行してください。解説は `course read $ex --lang ja` です。
"""

import numpy as np


def slope(x):
    """How steep f(x) = x² is at x.

    f(x) = x² の、点 x での傾き。

    x        a number
    returns  a number
    """
    raise NotImplementedError
''')

_CHECKS = Template('''\
"""How $ex is judged.  What can be used here, and how, is explained in docs/authoring.md."""

from grader import Function, finite_difference, law, real, reference
from reference import finite_difference as numeric
from reference.engine import derivative


def square(x):
    return x**2


class slope(Function):
    x = real()

    @reference(ja="エンジンが求めた微分と一致する。")
    def equals_engine(x):
        """It is the derivative that the reference engine finds."""
        return derivative(square)(x)

    @finite_difference(ja="x をほんの少し動かして測った傾きと一致する。")
    def equals_measured(x):
        """It is the slope that one measures by moving x a little."""
        return numeric.derivative(square, x)

    @law(ja="x の符号を変えると、傾きの符号も変わる。")
    def odd(student, x):
        """At −x it is the opposite of what it is at x."""
        there, back = yield student.slope(x), student.slope(-x)
        return back, -there
''')

_HINTS = Template("""\
# General hints of $ex: what `course hint $ex FUNCTION` says when no known mistake was recognised.
# Three steps: where to look, what kind of thing to think about, a worked analogue from another
# problem.  None of them contains the answer.
# $ex の一般的なヒント。どの間違いとも見分けがつかなかったとき、`course hint $ex 関数名` が
# ここから順に示します。

slope:
  - en: "TODO: where to look"
    ja: "TODO: どこを見るか"
  - en: "TODO: what kind of thing to think about"
    ja: "TODO: どんなことを考えるか"
  - en: "TODO: a worked analogue from another problem"
    ja: "TODO: 別の問題での、似た例"
""")

_SOLUTION = Template('''\
"""$ex: the model solution."""


def slope(x):
    return 2 * x
''')

_ALTERNATIVES = Template('''\
"""$ex: right answers, written differently."""


class slope:
    def sum_of_two(x):
        """x·1 + 1·x, by the product rule"""
        return x + x
''')

_MISCONCEPTIONS = Template('''\
"""$ex: wrong answers, one misunderstanding each."""

from reference.catalogue import misconception


class slope:
    @misconception(
        "$concept",
        en="You return the height at x, not how steep it is there.",
        ja="返しているのは点 x での高さです。傾きではありません。",
        hints=[
            (
                "Try x = 0. How high is the valley there, and how steep?",
                "x = 0 で試してください。そこの高さと傾きは、それぞれいくつですか。",
            ),
            (
                "A height and a slope are two things: one says where you are, one where it goes.",
                "高さと傾きは別のものです。一方は居場所を、もう一方は進み方を表します。",
            ),
            (
                "A train is 300 km from home and goes 80 km/h. The 300 says nothing about the 80.",
                "電車が家から 300 km の所を時速 80 km で走っています。300 から 80 は分かりません。",
            ),
        ],
    )
    def height(x):
        return x**2
''')
