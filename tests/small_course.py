"""A small course that is right in every way, and an author who changes things in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from grader import course, validate
from grader.course import Course
from grader.validate import Report

COURSE_YAML = """\
id: small
version: "1"
title: {en: A small course, ja: 小さな講座}
languages: [en, ja]
concepts:
  doubling: {en: Doubling, ja: 2 倍}
  cost: {en: Cost, ja: 計算量}
exercises:
  ex1:
    title: {en: Twice, ja: 2 倍}
    functions:
      double: {doubling: 4}
      twice: {doubling: 4, cost: 2}
"""
CHECKS = '''\
from grader import Function, array, cost, given, law, real, reference, require


def line(a, b):
    """x ↦ a·x + b, a = {a}, b = {b}"""
    return lambda x: a * x + b


class double(Function):
    x = real() | array("n")
    drawn = 3

    @reference(ja="2 倍になる。")
    def value(x):
        """It is twice x."""
        return 2 * x

    @law(ja="奇関数である。")
    def odd(student, x):
        """double(−x) = −double(x)."""
        there, back = yield student.double(x), student.double(-x)
        return back, -there


class twice(Function):
    f = given(line, a=real(), b=real())
    x = real()
    drawn = 3

    @reference(ja="2·f(x) になる。")
    def value(f, x):
        """It is 2·f(x)."""
        return 2 * f(x)

    @law(ja="f が同じなら同じになる。")
    def same(student, f, x):
        """It depends on f and x alone."""
        return (yield student.twice(f, x), student.twice(f, x))

    @cost(concept="cost", ja="f を呼び出すのは 1 回。")
    def one_call(student, f, x):
        """It asks f once."""
        yield student.twice(f, x)
        require(len(f.calls) == 1, en="Once is enough.", ja="1 回で足ります。")
'''
STUB = '''\
"""Twice."""


def double(x):
    """Twice x.

    x の 2 倍。
    """
    raise NotImplementedError


def twice(f, x):
    """Twice f(x).

    f(x) の 2 倍。
    """
    raise NotImplementedError
'''
HINTS = "".join(
    f"{function}:\n"
    + "".join(
        f'  - en: "{en}"\n    ja: "{ja}"\n'
        for en, ja in (("Try 3.", "3 で試してください。"), ("How often?", "何回ですか。"))
    )
    + '  - en: "Two threes are six."\n    ja: "三つが二つで六つです。"\n'
    for function in ("double", "twice")
)
SOLUTION = """\
def double(x):
    return 2 * x


def twice(f, x):
    return double(f(x))
"""
ALTERNATIVES = """\
import numpy as np


class double:
    def added(x):
        return x + x

    def by_numpy(x):
        return np.multiply(x, 2.0)

    def halved(x):
        return x / 0.5

    def shifted(x):
        return x - (-x)


class twice:
    def product(f, x):
        return 2.0 * f(x)

    def divided(f, x):
        return f(x) / 0.5

    def named(f, x):
        y = f(x)
        return y + y

    def doubled(f, x):
        return double(f(x))
"""


def mistake(name: str, body: str, concept: str = "doubling", en: str = "Wrong.") -> str:
    hints = [("Where?", "どこですか。"), ("What?", "何ですか。"), ("Like this.", "このように。")]
    return (
        f'    @misconception("{concept}", en="{en}", ja="まちがいです。", hints={hints!r})\n'
        f"    def {name}({'x' if 'f(' not in body else 'f, x'}):\n        return {body}\n"
    )


DOUBLE = {"squared": "x * x", "same": "x", "half": "x / 2", "negative": "-2 * x", "three": "3 * x"}
DOUBLE |= {"shifted": "2 * x + 1"}
TWICE = {"once": "f(x)", "inside": "f(2 * x)", "thrice": "3 * f(x)", "shifted": "2 * f(x) + 1"}
TWICE |= {"fourfold": "4 * f(x)"}
MISCONCEPTIONS = (
    "from reference.catalogue import misconception\n\n\n"
    + "class double:\n"
    + "\n".join(mistake(name, body) for name, body in DOUBLE.items())
    + "\n\nclass twice:\n"
    + "\n".join(mistake(name, body) for name, body in TWICE.items())
    + mistake("asked_twice", "f(x) + f(x)", "cost")
)
FILES = {
    "course.yaml": COURSE_YAML,
    "exercises/ex1/checks.py": CHECKS,
    "exercises/ex1/ex1.py": STUB,
    "exercises/ex1/hints.yaml": HINTS,
    "exercises/ex1/README.md": "# Twice\n",
    "exercises/ex1/README.ja.md": "# 2 倍\n",
    "reference/solutions/ex1.py": SOLUTION,
    "reference/alternatives/ex1.py": ALTERNATIVES,
    "reference/misconceptions/ex1.py": MISCONCEPTIONS,
}


Changes: TypeAlias = Sequence[tuple[str, str]] | None


@dataclass
class Author:
    """Writes the small course, with changes, and validates it."""

    root: Path

    def course(self, changes: Mapping[str, Changes]) -> Course:
        """``changes``: by file, texts and what stands there instead; None takes the file away."""
        files: dict[str, str] = dict(FILES)
        for name, change in changes.items():
            for before, after in change or ():
                assert before in files[name]
                files[name] = files[name].replace(before, after)
            if change is None:
                del files[name]
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return course.load(self.root)

    def report(self, **changes: Changes) -> Report:
        """What validation finds; a change is named after its file (``alternatives``, ``stub``)."""
        places = {
            "yaml": "course.yaml",
            "checks": "exercises/ex1/checks.py",
            "stub": "exercises/ex1/ex1.py",
            "lesson": "exercises/ex1/README.md",
            "lesson_ja": "exercises/ex1/README.ja.md",
            "hints": "exercises/ex1/hints.yaml",
            "solution": "reference/solutions/ex1.py",
            "alternatives": "reference/alternatives/ex1.py",
            "misconceptions": "reference/misconceptions/ex1.py",
        }
        small = self.course({places[name]: change for name, change in changes.items()})
        return validate.run(small, small.exercises)
