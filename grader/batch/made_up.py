"""A made-up class, for trying everything out: thirty people with right, wrong and broken work.

Who writes what is drawn by a fixed seed from the exercise's known programs: its solution, the
alternatives and the misconceptions.  Some stop half-way; a few hand in late, or something broken.
"""

from __future__ import annotations

import ast
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from grader import programs
from grader.batch.roster import ROSTER
from grader.course import Course, Exercise

DUE: Final = datetime(2026, 5, 15, 14, 59, 59, tzinfo=UTC)
_SEED: Final = "made up"

# Given name, family name, language; each writes the name as the person does.
PEOPLE: Final = tuple(
    tuple(line.split())
    for line in """
    結衣 佐藤 ja|Aoife Brennan en|陽翔 鈴木 ja|Lucas Oliveira en|さくら 高橋 ja|Priya Raman en
    蓮 田中 ja|Emma Lindqvist en|美咲 伊藤 ja|Kwame Mensah en|大翔 渡辺 ja|Sofia Rossi en
    葵 山本 ja|Noah Weber en|湊 中村 ja|Zeynep Aydın en|凛 小林 ja|Mateo García en
    悠真 加藤 ja|Chloé Dubois en|陽菜 吉田 ja|Ivan Petrov en|颯太 山田 ja|Grace O'Neill en
    楓 佐々木 ja|Minh Nguyễn en|朝陽 山口 ja|Leila Haddad en|翔子 松本 ja|Oluwaseun Adeyemi en
    """.strip()
    .replace("\n", "|")
    .split("|")
)

_ENDLESS: Final = "while True:\n    pass"
_CRASH: Final = "import ctypes\nctypes.string_at(0)"


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up student, and the work handed in: a text by function, or None where it is left."""

    id: str
    given: str
    family: str
    language: str
    answers: Mapping[str, str | None]
    notebook: bool
    handed_in: datetime
    damage: str = ""


def people(course: Course, exercise: Exercise) -> list[Person]:
    """The class.  Raises ConfigurationError without the repository's known programs."""
    reference, random_ = course.root / "reference", random.Random(_SEED)
    pieces = _Pieces(programs.solution(exercise.name, reference), exercise)
    right = _by_function(programs.alternatives(exercise.name, reference))
    wrong = _by_function(programs.misconceptions(exercise.name, reference))
    found: list[Person] = []
    for number, (given, family, language) in enumerate(PEOPLE, start=1):
        skill = random_.choice((1.0, 0.95, 0.85, 0.7, 0.5))
        written = random_.choice((1.0, 1.0, 1.0, 0.5))  # the share that is written at all
        answers: dict[str, str | None] = {}
        for place, function in enumerate(exercise.functions):
            name = function.name
            sources = right if random_.random() < skill else wrong
            mine = random_.choice([pieces.function(name), *sources.get(name, [])])
            if sources is wrong and wrong.get(name):
                mine = random_.choice(wrong[name])
            answers[name] = mine if place < written * len(exercise.functions) else None
        when = DUE - timedelta(minutes=random_.randrange(5, 6 * 24 * 60))
        if number % 10 == 4:
            when = DUE + timedelta(minutes=random_.randrange(20, 2000))
        notebook = number % 7 != 0
        found.append(Person(f"k26{number:03d}", given, family, language, answers, notebook, when))
    return [_twisted(person, number, found, exercise) for number, person in enumerate(found)]


def _twisted(
    person: Person, number: int, everybody: Sequence[Person], exercise: Exercise
) -> Person:
    """What happens in every class to somebody."""
    from dataclasses import replace

    first, second = exercise.functions[0].name, exercise.functions[-1].name
    if len(exercise.functions) > 1:
        second = exercise.functions[1].name
    match number:
        case 8:  # never comes back
            broken = _with_body(person.answers[second] or everybody[0].answers[second], _ENDLESS)
            return replace(person, answers={**person.answers, second: broken})
        case 12:  # takes Python down with it
            broken = _with_body(person.answers[first] or everybody[0].answers[first], _CRASH)
            return replace(person, answers={**person.answers, first: broken})
        case 16:  # the work of a friend
            return replace(person, answers=everybody[15].answers, notebook=everybody[15].notebook)
        case 21:  # cut off by a full disk
            return replace(person, damage="torn")
        case 23:  # the wrong file
            return replace(person, damage="absent")
        case 26:  # saved in a hurry
            return replace(person, damage="syntax", notebook=False)
        case 28:  # downloaded twice
            return replace(person, damage="renamed")
    return person


def _with_body(source: str | None, body: str) -> str:
    """The function with another body: its first line, and what comes instead."""
    lines = (source or "").splitlines()
    first = next((n for n, line in enumerate(lines) if line.startswith("def ")), None)
    if first is None:  # a class: the whole file does it
        return f"{source}\n\n\n{body}"
    while not lines[first].rstrip().endswith(":"):
        first += 1
    head = [line for line in lines[: first + 1] if line.strip()]
    return "\n".join([*head, *(f"    {line}" for line in body.splitlines())])


def hand_in(
    folder: Path, course: Course, exercise: Exercise, released: Mapping[str, Any] | None
) -> list[Person]:
    """Write submitted/ and the list of students.

    ``released``: the release notebook in which people write their answers; without it, everybody
    hands in a .py file.
    """
    everybody = people(course, exercise)
    solution = programs.solution(exercise.name, course.root / "reference")
    pieces = _Pieces(solution, exercise)
    stubs = _Pieces((exercise.folder / f"{exercise.name}.py").read_text("utf-8"), exercise)
    lines = ["id,last_name,first_name,email,language"]
    for person in everybody:
        lines.append(f"{person.id},{person.family},{person.given},{person.id}@example.org,"
                     f"{person.language}")  # fmt: skip
        place = folder / "submitted" / person.id / exercise.name
        place.mkdir(parents=True)
        if released is not None and person.notebook:
            name, text = f"{exercise.name}.ipynb", _notebook(released, person, pieces.others)
        else:
            name, text = f"{exercise.name}.py", _script(person, pieces.others, stubs)
        _damaged(place, name, text, person.damage)
        stamp = f"{person.handed_in:%Y-%m-%d %H:%M:%S} UTC\n"
        (place / "timestamp.txt").write_text(stamp, encoding="utf-8")
    (folder / ROSTER).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return everybody


def _damaged(place: Path, name: str, text: str, damage: str) -> None:
    match damage:
        case "torn":
            text = text[: len(text) // 2] if name.endswith(".ipynb") else "\0" + text
        case "absent":
            name, text = "notes.txt", "I could not find my notebook any more, sorry!\n"
        case "syntax":
            text += "\n\ndef\n"
        case "renamed":
            name = name.replace(".", " (1).")
    (place / name).write_text(text, encoding="utf-8", newline="\n")


def _script(person: Person, others: str, stubs: _Pieces) -> str:
    parts = [others]
    parts += [text or stubs.function(name) for name, text in person.answers.items()]
    return "\n\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _notebook(released: Mapping[str, Any], person: Person, others: str) -> str:
    notebook = json.loads(json.dumps(released))
    cells = notebook["cells"]
    for cell in cells:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if cell["metadata"].get("nbgrader", {}).get("solution") and person.answers.get(name):
            cell["source"] = (person.answers[name] or "").strip("\n").splitlines(keepends=True)
    first = next(n for n, c in enumerate(cells) if c["cell_type"] == "code")
    own: dict[str, Any] = {"cell_type": "code", "execution_count": None, "id": "own-imports"}
    own |= {"metadata": {}, "outputs": [], "source": others.splitlines(keepends=True)}
    cells.insert(first, own)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


class _Pieces:
    """A file of the course in pieces: its functions, and everything else."""

    def __init__(self, text: str, exercise: Exercise) -> None:
        names = {function.name for function in exercise.functions}
        lines = text.splitlines()
        self._functions: dict[str, str] = {}
        rest = []
        for number, node in enumerate(ast.parse(text).body):
            source = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            name = getattr(node, "name", "")
            if name in names:
                self._functions[name] = source
            elif not (number == 0 and isinstance(node, ast.Expr)):
                rest.append(source)
        self.others = "\n".join(rest)

    def function(self, name: str) -> str:
        return self._functions[name]


def _by_function(known: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for program in known:
        found.setdefault(program.function, []).append(program.source)
    return found
