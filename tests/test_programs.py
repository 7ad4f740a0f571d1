"""Known programs become submissions: functions and classes, put after the model solution's own."""

from pathlib import Path

import pytest

from grader import programs
from grader.errors import ConfigurationError

ALTERNATIVES = '''
"""ex1: right answers, written differently."""

import math

from reference.catalogue import misconception


class double:
    def plus(x):
        return x + x


class Counter:
    class of_slots:
        """with slots"""

        __slots__ = ("n",)

    class a_bit_more(Counter):
        def start(self):
            return 1
'''


@pytest.fixture
def reference(tmp_path):
    for name in ("alternatives", "solutions", "misconceptions"):
        (tmp_path / name).mkdir()
    (tmp_path / "alternatives" / "ex1.py").write_text(ALTERNATIVES)
    (tmp_path / "solutions" / "ex1.py").write_text("class Counter:\n    n = 0\n")
    return tmp_path


def run(source):
    names = {}
    exec(source, names)
    return names


def test_functions_and_classes_take_the_name_of_their_group(reference):
    plus, slots, more = programs.alternatives("ex1", reference)
    assert [(p.function, p.id) for p in (plus, slots, more)] == [
        ("double", "plus"),
        ("Counter", "of_slots"),
        ("Counter", "a_bit_more"),
    ]
    assert run(plus.source)["double"](4) == 8
    assert run(slots.source)["Counter"].__slots__ == ("n",)
    assert "reference" not in plus.source and "import math" in plus.source


def test_a_class_may_build_on_the_solutions_own(reference):
    *_, more = programs.alternatives("ex1", reference)
    submission = programs.submission(programs.solution("ex1", reference), more)
    counter = run(submission.cells[0].source)["Counter"]
    assert (counter.__name__, counter.n, counter().start()) == ("Counter", 0, 1)


def test_a_misconception_must_say_what_is_misunderstood(reference):
    (reference / "misconceptions" / "ex1.py").write_text("class double:\n    def f(x): ...\n")
    with pytest.raises(ConfigurationError, match="not marked"):
        list(programs.misconceptions("ex1", Path(reference)))
