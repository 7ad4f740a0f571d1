"""A worker that says anything at all: every frame is believed to be what it may be, or refused.

The frames below are what a hostile submission could write itself.  No worker is needed to write
them: what reads them must never break down, and what it makes of them has the promised types.
"""

from __future__ import annotations

import json
import math
import signal
import threading
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.isolation import Call, Cell, Ended, Limits, Raised, Returned, Session, replies, wire
from grader.isolation.process import Death, Worker

LINES = {None: 10, 3: 4}
LIMITS = Limits(call_seconds=0.5, load_seconds=0.5, total_seconds=2.0, callbacks=50)

texts = st.sampled_from(["", "x", "\x1b[2J", "σ\u202e", "syntax", "OutOfTime", "y" * 2000])
numbers = st.one_of(
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.booleans(),
    st.none(),
    st.sampled_from([np.zeros(3), np.array(1), np.zeros((0, 2)), np.array([1j])]),
)
handles = st.builds(wire.Handle, st.integers(0, 5), texts)
values = st.recursive(
    numbers | texts | handles,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=12,
)
# Nearly right ones get further.
loaded = st.fixed_dictionaries(
    {
        "defined": st.dictionaries(texts, st.tuples(numbers, numbers) | values, max_size=3)
        | values,
        "todo": st.lists(texts | values, max_size=3) | values,
        "problems": st.lists(
            st.tuples(texts, numbers, numbers, texts, st.lists(texts | values, max_size=2))
            | values,
            max_size=3,
        )
        | values,
    }
)
raised = st.fixed_dictionaries(
    {"type": texts, "message": texts, "line": numbers, "cell": numbers, "traceback": texts}
)
answers = st.tuples(values, st.lists(numbers, max_size=3))


def sent(value: Any) -> Any:
    """The value after it has crossed the wire."""
    return wire.parse(wire.frame(0, value)[wire.HEADER :])[1]


def is_shown(text: str) -> bool:
    return len(text) <= 4000 and all(c.isprintable() or c in "\n\t" for c in text)


def is_place(line: Any, cell: Any) -> bool:
    return type(line) is int and cell in LINES and 0 < line <= LINES[cell] + 1


@given(st.sampled_from(range(14)), loaded | values)
def test_what_is_loaded_is_text_and_places_of_the_file(kind: int, value: Any) -> None:
    try:
        read = replies.loaded(kind, sent(value), LINES)
    except Death as death:
        assert death.verdict == "protocol"
        return
    assert all(is_place(place.line, place.cell) for place in read.defined.values())
    assert all(is_place(problem.line, problem.cell) for problem in read.problems)
    said = [*read.defined, *read.todo]
    said += [text for p in read.problems for text in (p.kind, p.message, *p.names)]
    assert all(map(is_shown, said))


@given(st.sampled_from(range(14)), raised | answers | values)
def test_an_answer_is_one_of_three(kind: int, value: Any) -> None:
    try:
        read = replies.answer(kind, sent(value), 2, LINES)
    except Death as death:
        assert death.verdict in ("protocol", "timeout", "exited")
        assert death.line is None or is_place(death.line, death.cell)
        return
    if isinstance(read, Raised):
        assert is_shown(read.type) and is_shown(read.message) and is_shown(read.traceback)
        assert read.line is None or is_place(read.line, read.cell)
    else:
        assert isinstance(read, Returned)
        assert all(type(n) is int and n in (0, 1) for n in read.changed)


def complaining(*arguments: Any) -> Any:
    """A function of the course that is not made for what it is asked."""
    first = arguments[0]
    if callable(first):
        return first(*arguments[1:])
    return first + 1


@given(st.tuples(st.integers(0, 4), st.lists(values, max_size=3)) | values)
def test_a_question_is_answered_or_refused_whatever_it_is(value: Any) -> None:
    asked = [value[0], *value[1]] if _is_question(value) else value
    try:
        mine = {1: complaining, 2: lambda *_: object()}
        body = replies.told(sent(asked), mine, time.monotonic() + 1.0)
    except Death as death:
        assert death.verdict == "protocol"
    else:
        assert wire.parse(body[wire.HEADER :])[0] in (wire.TOLD, wire.REFUSED)


def _is_question(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], list)


def test_whatever_comes_back_can_be_sent_on_as_an_argument() -> None:
    """A law asks with what it was answered; that must not be where the grader breaks down."""
    value: Any = 1.0
    while True:
        value = [value]
        alone = wire.frame(wire.ANSWER, value)[wire.HEADER :]
        among_others = wire.frame(wire.ANSWERS, [value, 2.0])[wire.HEADER :]
        try:
            wire.reply(alone)
        except wire.WireError:
            with pytest.raises(wire.WireError):
                wire.reply(among_others)
            break
        wire.reply(among_others)
        asked = wire.frame(wire.CALLS, [False, "f", [Call("f", ({"one": value},)).encoded()]])
        assert wire.parse(asked[wire.HEADER :])[1] == [False, "f", [[{"one": value}]]]
    assert value != [1.0]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs an alarm clock")
@pytest.mark.parametrize("steps", [10**18, 1e300])
def test_a_function_of_the_course_is_not_kept_busy_for_ever(steps: float) -> None:
    def descends(most: float) -> float:
        taken = 0.0
        while taken < most:
            taken += 1.0
        return taken

    started = time.monotonic()
    first = replies.STANDING
    body = replies.told([first, steps], {first: descends}, started + 0.2)
    assert time.monotonic() - started < 2
    kind, value = wire.parse(body[wire.HEADER :])
    assert kind == wire.REFUSED and "too long" in value[1]


def test_outside_the_main_thread_questions_are_answered_too() -> None:
    answered = []
    asking = threading.Thread(
        target=lambda: answered.append(
            replies.told([replies.STANDING, 2.0], {replies.STANDING: math.sqrt}, math.inf)
        )
    )
    asking.start()
    asking.join()
    assert wire.parse(answered[0][wire.HEADER :]) == (wire.TOLD, math.sqrt(2.0))


# -- whole sessions -----------------------------------------------------------------------------


def asked(source: str, *calls: Call) -> list[Any]:
    with Session([Cell(source, None, 1, "ex.py")], limits=LIMITS, start=Worker.start) as session:
        session.load()
        return session.ask(calls)


def test_a_call_cannot_ask_what_was_given_to_another() -> None:
    """Whose calls are counted would otherwise be asked by another name."""
    source = """
kept = []
def keeps(f):
    kept.append(f)
    return f(1.0)
def uses(f):
    return kept[0](2.0)
def passes(f):
    return f(kept[0])
def own(f):
    return f(3.0)
"""
    counted: list[Any] = []

    def first(x: Any) -> Any:
        counted.append(x)
        return x

    one, two, three, four = asked(
        source,
        Call("keeps", (first,)),
        Call("uses", (lambda x: x,)),
        Call("passes", (lambda x: x,)),
        Call("own", (lambda x: 10 * x,)),
    )
    assert isinstance(one, Returned) and one.value == 1.0
    assert isinstance(two, Raised) and isinstance(three, Raised)
    assert "not given to this call" in two.message
    assert isinstance(four, Returned) and four.value == 30.0
    assert counted == [1.0]


def test_slow_answers_together_have_a_time_too() -> None:
    source = "import time\ndef f(x):\n    time.sleep(0.3)\n    return x\n"
    started = time.monotonic()
    got = asked(source, *(Call("f", (float(n),)) for n in range(200)))
    assert time.monotonic() - started < 6
    assert isinstance(got[0], Returned)
    assert isinstance(got[-1], Ended) and got[-1].verdict == "timeout"


def test_slow_questions_have_no_more_time_than_their_call() -> None:
    source = """
import time
def f(g):
    while True:
        try:
            time.sleep(0.3)
            g(1.0)
        except BaseException:
            pass
"""
    started = time.monotonic()
    (got,) = asked(source, Call("f", (lambda x: x,)))
    assert time.monotonic() - started < 6
    assert isinstance(got, Ended) and got.verdict == "timeout"


def test_all_replies_of_a_worker_together_have_a_size() -> None:
    source = "import numpy as np\ndef f(x):\n    return np.zeros(400_000)\n"
    got = asked(source, *(Call("f", (float(n),)) for n in range(30)))
    kept = sum(answer.value.nbytes for answer in got if isinstance(answer, Returned))
    assert 0 < kept <= LIMITS.replies
    assert isinstance(got[-1], Ended) and got[-1].verdict == "protocol"


def test_a_scorecard_of_lies_is_data() -> None:
    """Lies about the file itself end up in no scorecard as anything but numbers and texts."""
    source = """
import os, struct
inf = b"F" + struct.pack("<d", float("inf"))
def text(t): return b"S" + struct.pack("<I", len(t)) + t
def many(tag, *parts): return tag + struct.pack("<I", len(parts)) + b"".join(parts)
body = b"\\2D" + struct.pack("<I", 3) + text(b"defined") + b"D" + struct.pack("<I", 1)
body += text(b"f") + many(b"L", inf, inf) + text(b"todo") + many(b"L")
body += text(b"problems") + many(b"L")
os.write(3, struct.pack("<I", len(body)) + body)
def f(x): return x
"""
    with Session([Cell(source, None, 1, "ex.py")], limits=LIMITS) as session:
        found = session.load()
        json.dumps([[place.line, place.cell] for place in found.defined.values()])
