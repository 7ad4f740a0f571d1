"""A session with real workers: whatever one function does, it costs that function and no other."""

from __future__ import annotations

import os
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.compare import same
from grader.isolation import (
    Answer,
    Call,
    Cell,
    Ended,
    Limits,
    Loaded,
    Place,
    Problem,
    Raised,
    Returned,
    Session,
)
from grader.isolation.process import KEPT_OUTPUT

# Enough patience for a busy machine, and little enough to be waited for several times.
LIMITS = Limits(call_seconds=1.0, load_seconds=3.0, total_seconds=60.0, callbacks=200)


def cell(source: str, number: int | None = None, name: str = "ex.py") -> Cell:
    return Cell(textwrap.dedent(source), number, 1, name)


def call(function: str, *arguments: Any) -> Call:
    return Call(function, arguments)


def ask(source: str, *calls: Call, limits: Limits = LIMITS) -> tuple[Loaded, list[Answer]]:
    """What a submission is, and what it answers."""
    with Session([cell(source)], limits=limits) as session:
        return session.load(), session.ask(calls)


def loaded(*cells: Cell | str, limits: Limits = LIMITS) -> Loaded:
    given = [cell(c) if isinstance(c, str) else c for c in cells]
    with Session(given, limits=limits) as session:
        return session.load()


def returned(answer: Answer) -> Any:
    assert isinstance(answer, Returned), answer
    return answer.value


# -- functions that do what they should not -----------------------------------------------------

# Every function takes a callable.  The line marked # * is where it stops.
PREAMBLE = """
    import os
    import signal
    import sys
    import time

    import numpy as np

    def right(x):
        print("half of it is", x / 2)
        return 2 * x

    class Anything:
        pass

    class AlwaysEqual:
        __hash__ = None
        def __eq__(self, other):
            return True
        def __ne__(self, other):
            return False

    class LyingArray(np.ndarray):
        def __eq__(self, other):
            return True
        def __sub__(self, other):
            return np.zeros(3)
        def __array_finalize__(self, source):
            pass
        def tobytes(self, order="C"):
            return bytes(24)
        def tolist(self):
            return [0.0, 0.0, 0.0]
"""
HOSTILE = {
    "hangs": """
        while True: pass  # *
    """,
    "hangs_and_catches_everything": """
        while True:
            try:
                time.sleep(60)
            except BaseException:
                pass
    """,
    "ignores_the_alarm": """
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        while True:
            pass
    """,
    "exits_at_once": "os._exit(0)",
    "exits": "sys.exit('that is all')  # *",
    "interrupts": "raise KeyboardInterrupt  # *",
    "kills_itself": "os.kill(os.getpid(), signal.SIGKILL)",
    "aborts": "os.abort()",
    "recurses": "return recurses(f) + 1.0  # *",
    "takes_memory": "return len(bytearray(10 << 30))  # *",
    "takes_memory_for_an_array": "return np.ones(10 << 27)  # *",
    "prints_a_gigabyte": """
        for _ in range(1000):
            sys.stdout.write("x" * 1_000_000)
        return 1.0
    """,
    "prints_escapes": "print('\\x1b[2J\\x07owned\\x9b31m'); return 1.0",
    "raises": "raise ValueError('\\x1b[31mno\\x00' + 1000 * 'x')  # *",
    "raises_what_cannot_be_shown": """
        class Mute(Exception):
            def __str__(self):
                raise RuntimeError
            __repr__ = __str__
        raise Mute  # *
    """,
    "raises_deep_inside": """
        def inside():
            return np.linalg.inv(np.zeros((2, 2)))  # *
        return inside()
    """,
    "returns_an_object": "return Anything()",
    "returns_a_class": "return Anything",
    "returns_a_set": "return {1.0, 2.0}",
    "returns_bytes": "return b'1.0'",
    "returns_text": "return '1.0'",
    "returns_none": "return None",
    "returns_a_ragged_list": "return [[1.0], [1.0, 2.0]]",
    "returns_an_array_of_objects": "return np.array([Anything(), 1.0])",
    "returns_many_items": "return [0.0] * 480_000",
    "returns_many_bytes": "return np.zeros(10_000_000)",
    "returns_a_deep_list": """
        answer = []
        for _ in range(100):
            answer = [answer]
        return answer
    """,
    "returns_a_circle": """
        answer = []
        answer.append(answer)
        return answer
    """,
    "returns_a_number_of_100_digits": "return 10**100",
    "returns_what_is_always_equal": "return AlwaysEqual()",
    "returns_an_array_that_lies": "return np.array([5.0, 6.0, 7.0]).view(LyingArray)",
    "returns_what_it_was_given": "return f",
    "closes_its_streams": """
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            stream.close()
        return 1.0
    """,
    "replaces_its_streams": """
        sys.stdout, sys.stderr = Anything(), None
        return 1.0
    """,
    "closes_every_file": "os.closerange(0, 64); return 1.0",
    "writes_into_every_file": """
        for number in range(3, 64):
            try:
                os.write(number, b"\\x02\\0\\0\\0hi")
            except OSError:
                pass
        return 1.0
    """,
    "asks_without_end": """
        while True:
            f(1.0)
    """,
    "asks_nonsense": "return f('one')  # *",
    "asks_with_nothing": "return f()  # *",
    "asks_with_too_much": "return f(1.0, 2.0, 3.0)  # *",
    "asks_by_name": "return f(x=1.0)  # *",
    "asks_with_a_set": "return f({1.0})  # *",
    "asks_with_gigantic_arrays": "return f(np.zeros(10_000_000))",
    "imports_the_answers": "import reference.solutions  # *",
    "imports_the_checks": "import exercises  # *",
    "looks_for_the_grader": """
        import grader
        names = {name.split(".")[0] for name, module in list(sys.modules.items()) if module}
        real = [n for n in names if getattr(sys.modules.get(n), "__file__", None)]
        return sorted(set(real) & {"grader", "reference", "exercises", "hypothesis", "pytest"})
    """,
    "looks_into_frames": """
        names, frame = [], sys._getframe()
        while frame:
            names += [*frame.f_locals, *frame.f_globals]
            frame = frame.f_back
        return [n for n in names if n in ("expected", "corpus", "task", "score", "Expected")]
    """,
    "looks_into_the_environment": "return sorted(os.environ)",
}


def source_of(hostile: dict[str, str]) -> str:
    functions = [
        f"def {name}(f):\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n"
        for name, body in hostile.items()
    ]
    return "\n".join([textwrap.dedent(PREAMBLE), *functions])


def line_of(source: str, name: str) -> int | None:
    """The number of the line marked # * in this function."""
    lines = source.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"def {name}("))
    for number, line in enumerate(lines[start + 1 :], start + 2):
        if line.startswith("def "):
            break
        if line.endswith("# *"):
            return number
    return None


class Confrontation:
    """All hostile functions in one file, asked in one session, each between two good ones."""

    def __init__(self) -> None:
        self.source = source_of(HOSTILE)
        calls = [call("right", 0.0)]
        for number, name in enumerate(HOSTILE, start=1):
            calls += [call(name, lambda x: x + 1.0), call("right", float(number))]
        with Session([cell(self.source)], limits=LIMITS) as session:
            self.loaded = session.load()
            self.answers = session.ask(calls)
            self.printed = session.printed

    def __getitem__(self, name: str) -> Answer:
        return self.answers[1 + 2 * list(HOSTILE).index(name)]

    def line(self, name: str) -> int | None:
        return line_of(self.source, name)


@pytest.fixture(scope="module")
def confrontation() -> Iterator[Confrontation]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_SEED", "secret")
        yield Confrontation()


def test_all_of_them_are_defined(confrontation: Confrontation) -> None:
    assert set(HOSTILE) | {"right"} <= set(confrontation.loaded.defined)
    assert not confrontation.loaded.problems


def test_the_functions_around_them_are_answered_right(confrontation: Confrontation) -> None:
    around = [returned(answer) for answer in confrontation.answers[::2]]
    assert around == [2.0 * number for number in range(len(HOSTILE) + 1)]


@pytest.mark.parametrize(
    ("name", "verdicts"),
    [
        ("hangs", {"timeout"}),
        ("hangs_and_catches_everything", {"timeout"}),
        ("ignores_the_alarm", {"timeout"}),
        ("asks_without_end", {"timeout"}),
        ("exits_at_once", {"exited"}),
        ("exits", {"exited"}),
        ("interrupts", {"exited"}),
        # Behind a wall of system calls, signals are forbidden.
        ("kills_itself", {"killed", "forbidden"}),
        ("aborts", {"crashed", "forbidden"}),
        ("closes_every_file", {"exited", "protocol"}),
        ("writes_into_every_file", {"protocol"}),
        ("returns_many_items", {"protocol"}),
        ("returns_many_bytes", {"protocol"}),
        ("asks_with_gigantic_arrays", {"protocol"}),
    ],
)
def test_what_ends_the_worker_has_a_verdict(
    confrontation: Confrontation, name: str, verdicts: set[str]
) -> None:
    answer = confrontation[name]
    assert isinstance(answer, Ended)
    assert answer.verdict in verdicts
    if line := confrontation.line(name):
        assert answer.line == line


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("recurses", "RecursionError"),
        ("takes_memory", "MemoryError"),
        ("takes_memory_for_an_array", "MemoryError"),
        ("raises", "ValueError"),
        ("raises_what_cannot_be_shown", "Mute"),
        ("raises_deep_inside", "LinAlgError"),
        ("asks_nonsense", "TypeError"),
        ("asks_with_nothing", "TypeError"),
        ("asks_with_too_much", "TypeError"),
        ("asks_by_name", "TypeError"),
        ("asks_with_a_set", "TypeError"),
        ("imports_the_answers", "ModuleNotFoundError"),
        ("imports_the_checks", "ModuleNotFoundError"),
    ],
)
def test_an_exception_is_told_with_its_line(
    confrontation: Confrontation, name: str, kind: str
) -> None:
    answer = confrontation[name]
    assert isinstance(answer, Raised), answer
    assert answer.type.replace("_Array", "") == kind  # NumPy has a MemoryError of its own
    assert (answer.line, answer.cell) == (confrontation.line(name), None)
    assert f'"ex.py", line {answer.line}' in answer.traceback or name.endswith("shown")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("returns_an_object", "Anything"),
        ("returns_a_class", "type"),
        ("returns_a_set", "set"),
        ("returns_bytes", "bytes"),
        ("returns_what_is_always_equal", "AlwaysEqual"),
        ("returns_an_array_of_objects", "object"),
        ("returns_a_deep_list", "deep"),
    ],
)
def test_what_is_not_data_does_not_come_back(
    confrontation: Confrontation, name: str, kind: str
) -> None:
    answer = confrontation[name]
    assert isinstance(answer, Raised)
    assert answer.type == "Unsendable"
    assert kind in answer.message


def test_a_circle_has_no_end_and_is_not_followed(confrontation: Confrontation) -> None:
    answer = confrontation["returns_a_circle"]
    assert isinstance(answer, Raised)
    assert answer.type in ("RecursionError", "Unsendable")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("returns_text", "1.0"),
        ("returns_none", None),
        ("returns_a_ragged_list", [[1.0], [1.0, 2.0]]),
        ("returns_a_number_of_100_digits", 1e100),
        ("returns_an_array_that_lies", np.array([5.0, 6.0, 7.0])),
        ("prints_escapes", 1.0),
        ("closes_its_streams", 1.0),
        ("replaces_its_streams", 1.0),
        ("looks_for_the_grader", []),
        ("looks_into_frames", []),
    ],
)
def test_data_comes_back_as_it_is(confrontation: Confrontation, name: str, value: Any) -> None:
    assert same(returned(confrontation[name]), value)


def test_a_function_of_ours_comes_back_as_its_name(confrontation: Confrontation) -> None:
    answer = confrontation["returns_what_it_was_given"]
    assert returned(answer).name == "<lambda>"


def test_a_gigabyte_of_output_is_cut(confrontation: Confrontation) -> None:
    answer = confrontation["prints_a_gigabyte"]
    # How long it takes, and whether it is ended, is for the machine to say; not what is kept.
    assert isinstance(answer, Returned) or answer.verdict in {"output-limit", "timeout"}  # type: ignore[union-attr]
    assert 0 < len(confrontation.printed) <= KEPT_OUTPUT


def test_what_comes_from_the_code_cannot_steer_a_terminal(confrontation: Confrontation) -> None:
    raised = confrontation["raises"]
    assert isinstance(raised, Raised)
    assert len(raised.message) <= 500
    for text in (confrontation.printed, raised.message, raised.traceback):
        assert all(c.isprintable() or c in "\n\t" for c in text)


def test_the_environment_holds_nothing_of_the_course(confrontation: Confrontation) -> None:
    there = returned(confrontation["looks_into_the_environment"])
    assert not [name for name in there if "COURSE" in name or "PYTEST" in name]


def test_no_process_is_left_behind() -> None:
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    if not children.exists():
        pytest.skip("looks into /proc")
    before = children.read_text().split()
    ask("def f(x): return x\ndef g(x): x.exit()", call("f", 1.0), call("g", 1.0))
    assert children.read_text().split() == before


def test_what_was_printed_is_kept_also_of_a_worker_that_ended() -> None:
    with Session(
        [cell("import os\ndef f(x):\n    print('so far', x, flush=True)\n    os._exit(0)")],
        limits=LIMITS,
    ) as session:
        session.load()
        session.ask([call("f", 1.5)])
    assert "so far 1.5" in session.printed


# -- time ---------------------------------------------------------------------------------------


def test_a_function_that_ended_its_worker_is_not_asked_again() -> None:
    source = "def hangs(x):\n    while True: pass\ndef right(x): return x"
    calls = [call(name, float(n)) for n in range(5) for name in ("hangs", "right")]
    started = time.monotonic()
    _, answers = ask(source, *calls)
    assert time.monotonic() - started < 4
    assert [returned(a) for a in answers[1::2]] == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert {a.verdict for a in answers[::2] if isinstance(a, Ended)} == {"timeout"}


def test_all_functions_together_have_a_time_too() -> None:
    names = [f"f{number}" for number in range(20)]
    source = "".join(f"def {name}():\n    while True: pass\n" for name in names)
    limits = Limits(call_seconds=0.4, total_seconds=1.0)
    started = time.monotonic()
    _, answers = ask(source, *map(call, names), limits=limits)
    assert time.monotonic() - started < 5
    assert len(answers) == 20
    assert all(isinstance(a, Ended) and a.verdict == "timeout" for a in answers)


# -- functions of ours that are handed out ------------------------------------------------------


def test_a_given_callable_is_asked_and_answers() -> None:
    source = """
        def derivative(f, x):
            return (f(x + 0.5) - f(x - 0.5)) / 1.0
        def name_of(f):
            return f.__name__
        def composed(f, g, x):
            return g(f, x)
        def careful(f):
            try:
                return f(0.0)
            except ValueError as error:
                return str(error)
        def curious(f):
            return f({"a": (1.0, [2.0, np.ones(2)])}, None, True, 3)
        import numpy as np
    """
    heard: list[tuple[Any, ...]] = []

    def square(x: Any) -> Any:
        return x * x

    def listens(*arguments: Any) -> None:
        heard.append(arguments)

    _, answers = ask(
        source,
        call("derivative", square, 3.0),
        call("derivative", square, np.array([1.0, 2.0])),
        call("name_of", square),
        call("composed", square, lambda f, x: f(x) + 1, 3.0),
        call("careful", lambda x: 1 / x),
        call("curious", listens),
    )
    assert [str(returned(a)) for a in answers] == [
        "6.0", "[2. 4.]", "square", "10.0", "float division by zero", "None",
    ]  # fmt: skip
    ((first, *rest),) = heard
    assert same(first, {"a": (1.0, [2.0, np.ones(2)])})
    assert rest == [None, True, 3]


def test_functions_of_ours_stand_in_for_those_of_the_submission() -> None:
    source = """
        import os
        def base(x):
            os._exit(0)
        def above(x):
            return base(x) + 1
    """
    with Session([cell(source)], limits=LIMITS) as session:
        session.load()
        (alone,) = session.ask([call("above", 1.0)])
        (helped,) = session.ask([call("above", 1.0)], {"base": lambda x: 10 * x})
        (again,) = session.ask([call("above", 1.0)])
    assert isinstance(alone, Ended) and alone == again
    assert returned(helped) == 11.0


# -- arguments ----------------------------------------------------------------------------------


def test_what_a_function_changes_is_noticed_and_reaches_no_other_call() -> None:
    source = """
        def leaves(array, listing, mapping, number):
            array = array + 1
            number += 1
            return array
        def changes_array(array, listing, mapping, number):
            array += 1
            return array
        def changes_list(array, listing, mapping, number):
            listing[0][0] = 7.0
        def clears_list(array, listing, mapping, number):
            listing.clear()
        def changes_mapping(array, listing, mapping, number):
            mapping["b"] = mapping.pop("a")
        def reorders_mapping(array, listing, mapping, number):
            mapping["a"] = mapping.pop("a")
        def reshapes(array, listing, mapping, number):
            array.shape = (2, 1)
        def spreads_nan(array, listing, mapping, number):
            array[0] = -array[0]
    """
    names = ["leaves", "changes_array", "changes_list", "clears_list", "changes_mapping"]
    names += ["reorders_mapping", "reshapes", "spreads_nan", "leaves"]
    arguments = (np.array([0.0, np.nan]), [np.ones(1)], {"a": 1.0, "c": 2.0}, float("nan"))
    _, answers = ask(source, *(call(name, *arguments) for name in names))
    changed = [answer.changed for answer in answers if isinstance(answer, Returned)]
    assert changed == [(), (0,), (1,), (1,), (2,), (2,), (0,), (0,), ()]
    assert same(returned(answers[-1]), np.array([1.0, np.nan]))
    assert same(arguments[0], np.array([0.0, np.nan]))


# -- what stands in the file --------------------------------------------------------------------


def test_a_function_that_cannot_be_read_costs_only_itself() -> None:
    found, answers = ask(
        """\
        def first(x):
            return x

        def broken(x):
            return x +

        def last(x):
            return 2 * x
        """,
        call("first", 1.0),
        call("last", 1.0),
    )
    assert [returned(a) for a in answers] == [1.0, 2.0]
    assert set(found.defined) == {"first", "last"}
    (problem,) = found.problems
    assert (problem.kind, problem.line, problem.names) == ("syntax", 5, ("broken",))


def test_a_broken_definition_further_down_hides_the_one_above() -> None:
    found = loaded("def f(x):\n    return x\ndef f(x):\n    return (x\n")
    assert "f" not in found.defined
    assert found.problems[0].names == ("f",)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("while True: pass", "OutOfTime"),
        ("raise SystemExit", "SystemExit"),
        ("import sys; sys.exit(1)", "SystemExit"),
        ("import os; os._exit(0)", ""),
        ("import os; os.abort()", ""),
        ("undefined", "NameError"),
        ("assert f(1.0) == 2.0", "AssertionError"),
        ("input('your name? ')", "EOFError"),
        ("import torch", "torch"),
        ("x = [0] * 10**10", "MemoryError"),
        ("def g(x): return g(x)\ng(1)", "RecursionError"),
    ],
)
def test_a_statement_that_fails_keeps_nothing_from_being_read(statement: str, said: str) -> None:
    source = f"def f(x):\n    return x\n{statement}\ndef h(x):\n    return f(x) + 1\n"
    found, (answer,) = ask(source, call("h", 1.0))
    assert returned(answer) == 2.0
    (problem,) = found.problems
    assert (problem.kind, problem.cell) == ("statement", None)
    assert 3 <= (problem.line or 0) <= 4
    assert said in problem.message


@pytest.mark.parametrize(
    "definition",
    [
        "def g(x=os._exit(0)): pass",
        "@os._exit\ndef g(x): pass",
        "class G: os._exit(0)",
    ],
)
def test_a_definition_that_ends_the_worker_costs_only_itself(definition: str) -> None:
    source = f"import os\ndef f(x):\n    return os.path.join('a', x)\n{definition}\n"
    found, (answer,) = ask(source, call("f", "b"))
    assert returned(answer) == "a/b"
    (problem,) = found.problems
    assert problem.line is not None and problem.line >= 4


def test_a_file_that_ends_every_worker_defines_nothing() -> None:
    source = "import os\n" + "os._exit(0)\n" * 20 + "def f(x): return x\n"
    found = loaded(source)
    assert not found.defined
    assert [problem.message for problem in found.problems] == ["exited"]


def test_what_is_not_written_yet_is_known() -> None:
    found = loaded(
        '''
        def stub(x):
            """The derivative."""
            raise NotImplementedError
        def dots(x): ...
        def only_said(x):
            """The derivative."""
        def passes(x):
            pass
        def begun(x):
            y = 2 * x
            raise NotImplementedError
        def later(x):
            raise NotImplementedError
        def later(x):
            return x
        '''
    )
    assert found.todo == {"stub", "dots", "only_said", "passes"}
    assert {"begun", "later"} <= set(found.defined)


def test_places_are_those_of_the_last_definition() -> None:
    found = loaded("def f(x):\n    return 0\n\n\ndef f(x):\n    return 1\n\ng = lambda x: f(x)\n")
    assert found.defined == {"f": Place(5, None), "g": Place(8, None)}


def test_cells_are_read_in_the_order_of_the_notebook() -> None:
    cells = [
        cell("result = f(1.0)", 2, "ex.ipynb[2]"),  # run before there was an f
        cell("def f(x):\n    return g(x)", 4, "ex.ipynb[4]"),
        cell("def g(x):\n    return 2 * x +\n", 5, "ex.ipynb[5]"),
        cell("def g(x):\n\n    return 1 / x", 9, "ex.ipynb[9]"),
    ]
    with Session(cells, limits=LIMITS) as session:
        found = session.load()
        right, wrong = session.ask([call("f", 2.0), call("f", 0.0)])
    assert found.defined == {"f": Place(1, 4), "g": Place(1, 9)}
    assert [(p.kind, p.cell, p.line) for p in found.problems] == [
        ("statement", 2, 1),
        ("syntax", 5, 2),
    ]
    assert returned(right) == 0.5
    assert isinstance(wrong, Raised)
    assert (wrong.type, wrong.line, wrong.cell) == ("ZeroDivisionError", 3, 9)


def test_the_line_of_a_failing_statement_is_in_the_cell_that_is_named() -> None:
    cells = [
        cell("def f(x):\n\n\n    return 1 / x", 1, "ex.ipynb[1]"),
        cell("f(0.0)", 2, "ex.ipynb[2]"),
    ]
    (problem,) = loaded(*cells).problems
    assert (problem.cell, problem.line) in {(1, 4), (2, 1)}
    assert problem.message == "ZeroDivisionError: float division by zero"


def test_a_file_that_is_no_python_at_all_defines_nothing() -> None:
    essay = "Dear teacher,\nI could not do it.\n" * 3000
    found = loaded(essay, limits=Limits())
    assert not found.defined
    assert found.problems and found.problems[0].kind == "syntax"


@pytest.mark.parametrize(
    "bomb",
    [
        "(" * 100_000,
        "x = " + "-" * 100_000 + "1",
        "x = " + "+".join(["1"] * 50_000),
        "def g(x):\n" + "".join(" " * n + "if x:\n" for n in range(1, 99)) + " " * 99 + "pass",
        "'" * 99_999,
        "x = '''",
        "\\",
        "é" * 1000 + " = (",
        "lambda: (yield",
        "# coding: klingon",
    ],
    ids=lambda bomb: bomb[:12],
)
def test_source_that_breaks_the_parser_breaks_nothing_else(bomb: str) -> None:
    found, (answer,) = ask(f"def f(x):\n    return x\n{bomb}\n", call("f", 1.0))
    assert returned(answer) == 1.0
    assert all(isinstance(problem, Problem) for problem in found.problems)


def test_modules_of_notebooks_are_there_and_do_nothing() -> None:
    found, (answer,) = ask(
        """
        import matplotlib.pyplot as plt
        from IPython.display import display
        from tqdm import tqdm
        fig, ax = plt.subplots()
        ax.plot([1, 2], [3, 4])
        with plt.style.context("dark"):
            plt.show()
        def f(x):
            plt.plot(x)
            return sum(tqdm([x, x]))
        """,
        call("f", 1.5),
    )
    assert not found.problems
    assert returned(answer) == 3.0


def test_a_death_costs_the_call_that_it_was_in_whatever_was_kept_back() -> None:
    """Answers come many at a time; those that a dead worker still held are asked for again."""
    source = """
        import os
        def f(x):
            return 2 * x
        def g(x):
            if x == 3.0:
                os._exit(0)
            return x
    """
    numbers = [float(n) for n in range(5)]
    calls = [*(call("f", n) for n in numbers), *(call("g", n) for n in numbers)]
    _, answers = ask(source, *calls, call("f", 9.0))
    assert [returned(a) for a in (*answers[:5], answers[-1])] == [0.0, 2.0, 4.0, 6.0, 8.0, 18.0]
    assert [returned(a) for a in answers[5:8]] == [0.0, 1.0, 2.0]
    assert all(isinstance(a, Ended) and a.verdict == "exited" for a in answers[8:10])


def test_what_dies_only_when_it_is_asked_often_is_not_forgiven() -> None:
    source = """
        import os
        asked = 0
        def f(x):
            global asked
            asked += 1
            if asked == 4:
                os._exit(0)
            return x
    """
    _, answers = ask(source, *(call("f", float(n)) for n in range(4)))
    assert [returned(a) for a in answers[:3]] == [0.0, 1.0, 2.0]
    assert isinstance(answers[3], Ended)


def test_a_function_that_was_given_earlier_cannot_be_asked_any_more() -> None:
    source = """
        kept = []
        def f(g, x):
            kept.append(g)
            return kept[0](x)
    """
    calls = [call("f", lambda x: x, 1.0), call("f", lambda x: 10 * x, 1.0)]
    _, (one, two) = ask(source, *calls)
    assert returned(one) == 1.0
    assert isinstance(two, Raised) and "not given to this call" in two.message


def test_long_and_short_answers_keep_their_order() -> None:
    source = """
        import numpy as np
        def f(n):
            if n % 7 == 6:
                raise ValueError(str(n))
            return np.full(n, float(n)) if n % 3 else float(n)
        def g(xs):
            xs[0] = 7.0
            return len(xs)
    """
    calls = [c for n in range(200) for c in (call("f", n), call("g", [0.0] * (n + 1)))]
    _, answers = ask(source, *calls)
    for n in range(200):
        first, second = answers[2 * n : 2 * n + 2]
        if n % 7 == 6:
            assert isinstance(first, Raised) and first.message == str(n)
        else:
            assert same(returned(first), np.full(n, float(n)) if n % 3 else float(n))
        assert returned(second) == n + 1
        assert isinstance(second, Returned) and second.changed == (0,)
