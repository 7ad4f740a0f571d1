"""How ex10 is judged: your own engine (automatic differentiation).

Each operator by itself is compared with the reference engine.  How whole expressions hand notes
back is compared with the student's own local derivatives, taken one operator at a time: a wrong
operator is paid for once.  Sharing is judged where the same expression without sharing is right.
"""

import numpy as np

from grader import (
    Function,
    agrees,
    array,
    cost,
    definition,
    integer,
    law,
    made,
    purity,
    real,
    reference,
    require,
)
from reference import expressions
from reference.expressions import as_python, differentiated, handed_back, operations, unfolded
from reference.rounding import Bounded, value_of

# How many lines of a student's code may run before a graph of a few hundred values is given up, and
# how many times as many for twice as many values: 2 if work is in proportion, 4 if each value is
# compared with every other.
PATIENCE = 200_000
GROWTH = 2.6


def replay(Value, program, patience=0, lenient=False):
    """Run a program with the student's class; the data and the gradient of every value.

    For a large program: how it ended, and how many lines and calls it took, if there is patience to
    count them.  Comparing values, or their ids, counts too, also where a list does it.  If lenient,
    an operator that is not written yet is no error, but the answer.
    """
    import operator
    import sys

    class NotWrittenYet(Exception):
        pass

    class OutOfPatience(BaseException):
        pass

    class Identity(int):
        __hash__ = int.__hash__

        def __eq__(self, other):
            return int.__eq__(self, other)

    binary = {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
        "**": operator.pow,
    }
    values = {}
    work = 0

    def do(name, op, operands):
        if op == "repeat":
            times, steps = operands
            for _ in range(times):
                run(steps)
        elif op == "Value":
            values[name] = Value(*operands)
        elif op == "grad":
            values[name].grad = operands[0]
        elif op == "backward":
            values[name].backward()
        else:
            operands = [values[x] if isinstance(x, str) else x for x in operands]
            if len(operands) == 2:
                values[name] = binary[op](*operands)
            else:
                values[name] = -operands[0] if op == "-" else getattr(operands[0], op)()

    def run(steps):
        for name, op, *operands in steps:
            try:
                do(name, op, operands)
            except NotImplementedError as error:
                if op == "Value":  # nothing is written yet; else something is
                    raise
                raise NotWrittenYet(op).with_traceback(error.__traceback__) from None

    def same(self, other):
        return True if self is other else NotImplemented

    def watch(frame, event, argument):
        nonlocal work
        work += 1
        if work > patience:
            raise OutOfPatience
        return None if frame.f_code.co_filename == here else watch

    if not any(op == "repeat" for _, op, *_ in program):
        try:
            run(program)
        except NotWrittenYet as missing:
            if not lenient:
                raise
            return {"unwritten": str(missing)}
        data = {f"{name}.data": value.data for name, value in values.items()}
        return data | {f"{name}.grad": value.grad for name, value in values.items()}

    here = run.__code__.co_filename
    home = vars(sys.modules[Value.__module__])
    compares = patience and Value.__eq__ is object.__eq__
    identifies = patience and "id" not in home
    ended = ""
    try:
        if compares:
            Value.__eq__ = same
        if identifies:
            home["id"] = lambda x: Identity(id(x))
        if patience:
            sys.settrace(watch)
        run(program)
    except (RecursionError, MemoryError, OutOfPatience) as error:
        ended = type(error).__name__
    finally:
        sys.settrace(None)
        if compares:
            del Value.__eq__
        if identifies:
            del home["id"]
    return {"ended": ended, "work": work}


# -- programs -------------------------------------------------------------------------------------


def expression(factory, **parts):
    """A program made from drawn parts, shown to a person as Python."""
    return made(factory, shown=as_python, **parts)


def two_operands(op):
    return lambda x, y: [
        ["a", "Value", x],
        ["b", "Value", y],
        ["c", op, "a", "b"],
        ["c", "backward"],
    ]


def one_operand(op):
    return lambda x: [["a", "Value", x], ["b", op, "a"], ["b", "backward"]]


def power(x, exponent):
    """x to a small whole power; of |x|, if the exponent is halves."""
    exponent = exponent / 2 if exponent % 2 else exponent // 2
    x = (x if isinstance(exponent, int) else abs(x)) or 1.5
    return [["a", "Value", x], ["b", "**", "a", exponent], ["b", "backward"]]


def with_number(*order):
    """One operator between a value and a plain number, in this order."""

    def program(x, number, whole, which):
        number = whole or away(number)
        operands = {"value": "a", "number": number}
        return [
            ["a", "Value", away(x)],
            ["b", "+-*/"[which], *(operands[what] for what in order)],
            ["b", "backward"],
        ]

    return program


def away(x):
    """x, or a number of the same sign that can be divided by."""
    return x if abs(x) >= 0.25 else 0.25 if x >= 0 else -0.25


def one_value_twice(x, which):
    """The same value as both operands of one operator."""
    return [["a", "Value", away(x)], ["b", "+-*/"[which], "a", "a"], ["b", "backward"]]


def two_results(x, y, z, first, second):
    """Two results of one operator each, which share the value a."""
    return [
        ["a", "Value", away(x)],
        ["b", "Value", away(y)],
        ["c", "Value", away(z)],
        ["d", "+-*/"[first], "a", "b"],
        ["e", "+-*/"[second], "c", "a"],
        ["d", "backward"],
        ["e", "backward"],
    ]


PAIR = {"x": real(within=10), "y": real(within=10)}
WITH_NUMBER = {
    "x": real(),
    "number": real(),
    "whole": integer(-1, 3),
    "which": integer(0, 3),
}
LEAVES = array("n", within=2, least=2)
SEED = integer(0, 2**31)


# -- asking the student's class -------------------------------------------------------------------


def as_it_is(program):
    return program


def started_by_hand(program):
    """The same, each result being given its note of 1 before it hands it back."""
    ready = []
    for step in program:
        ready += [[step[0], "grad", 1.0], step] if step[1] == "backward" else [step]
    return ready


def side_by_side(programs):
    """Several programs as one: the names of the first end in 0, of the second in 1, …"""
    return [
        [f"{name}{number}", op, *(f"{x}{number}" if isinstance(x, str) else x for x in operands)]
        for number, program in enumerate(programs)
        for name, op, *operands in program
    ]


def primed(student):
    """How programs are to be started so that notes are handed back at all.

    Whether backward() starts from 1 by itself is for the operators' checks to say.
    """
    plain = [two_operands(op)(2.0, 3.0) for op in "+*"]
    by_hand = [started_by_hand(program) for program in plain]
    heard = yield student.Value(side_by_side(plain + by_hand))
    by_itself = any(heard[f"c{number}.grad"] for number in (0, 1))
    numbers = (0, 1) if by_itself else (2, 3)
    require(
        any(heard[f"{name}{number}.grad"] for number in numbers for name in "ab"),
        en="backward() hands nothing back: after c = a + b and c.backward(), a.grad is still 0.",
        ja="backward() から何も伝わってきません。"
        "c = a + b のあと c.backward() をしても、a.grad が 0 のままです。",
    )
    return as_it_is if by_itself else started_by_hand


def alone(step, answer):
    """One operator on values of its own, with the numbers that it had in an expression."""
    _, op, *operands = step
    program, own = [], []
    for name, operand in zip("ab", operands, strict=False):
        if isinstance(operand, str):
            data = answer[f"{operand}.data"]
            program.append([name, "Value", data if isinstance(data, Bounded) else float(data)])
        own.append(name if isinstance(operand, str) else operand)
    return [*program, ["c", op, *own], ["c", "backward"]]


def composed(student, program):
    """What a program's values get, and the student's own local derivatives at every operator.

    No derivatives, if one of the operators is not written yet: that is paid for already.
    """
    start = yield from primed(student)
    answer = yield student.Value(start(program), 0, True)
    if "unwritten" in answer:
        return answer, None
    steps = operations(program)
    told = yield student.Value(side_by_side([start(alone(step, answer)) for step in steps]))
    slopes = []
    for number, step in enumerate(steps):
        names = [name for name, x in zip("ab", step[2:], strict=False) if isinstance(x, str)]
        note = told[f"c{number}.grad"] or 1.0
        slopes += [told[f"{name}{number}.grad"] / note for name in names]
    return answer, slopes


def by_chain_rule(program, slopes, note):
    """What every value should get, from the local derivatives and the note of the result."""
    notes = handed_back(program, slopes, note)
    return {f"{name}.grad": notes[name] for name in sorted(notes)}


def composes(program, answer, slopes):
    """Do the values get what the student's own local derivatives hand back to them?"""
    result = f"{program[-1][0]}.grad"
    numbers = np.array([float(value_of(slope)) for slope in slopes])
    got = {key: value_of(x) for key, x in answer.items() if key.endswith(".grad")}
    return agrees(got, lambda s, note: by_chain_rule(program, s, note), numbers, answer[result])


def got_and_right(program, answer, slopes):
    """The two sides of a law; the same, if they differ by no more than rounding.

    With slopes that are wrong already, rounding may be larger than it would be with right ones.
    """
    if slopes is None:
        return None
    right = by_chain_rule(program, slopes, answer[f"{program[-1][0]}.grad"])
    got = {key: answer[key] for key in right}
    return got, got if composes(program, answer, slopes) else right


def worked(student, program):
    """How much work a program makes, and twice and four times as large ones."""
    sizes = [expressions.longer(program, factor) for factor in (1, 2, 4)]
    answers = yield tuple(student.Value(size, PATIENCE) for size in sizes)
    values = expressions.steps_of(sizes[-1])
    require(
        not any(answer["ended"] == "RecursionError" for answer in answers),
        en=f"On {values} values your class already runs out of nested calls (RecursionError).",
        ja=f"値が {values} 個しかないのに、"
        "呼び出しの入れ子が深くなりすぎています(RecursionError)。",
    )
    require(
        not any(answer["ended"] for answer in answers),
        en=f"For only {values} values your class takes more than {PATIENCE} steps: it seems to go "
        "through the same values again and again, once for every way that leads to them.",
        ja=f"値が {values} 個しかないのに、{PATIENCE} ステップを超えても終わりません。"
        "同じ値を、そこへ至る道の数だけ何度もたどり直しているようです。",
    )
    small, middle, large = (answer["work"] for answer in answers)
    require(
        middle <= GROWTH * small and large <= GROWTH * middle,
        en=f"Twice as many values take {max(middle / small, large / middle):.1f} times as many "
        "steps. Is a list searched for every value? Work must grow like the number of values.",
        ja=f"値の個数が 2 倍になると、ステップ数が {max(middle / small, large / middle):.1f} 倍に"
        "なります。値ごとにリスト全体を探していませんか。手間は値の個数に比例する程度に収めます。",
    )


# -- the class ------------------------------------------------------------------------------------


class Value(Function):
    program = expression(expressions.shared, leaves=LEAVES, seed=SEED)
    through = replay
    drawn = 4
    pure = purity(
        en="Built once more, the same expression gives the same numbers.",
        ja="同じ式をもう一度組み立てれば、同じ数になる。",
    )

    @definition()
    def engine(program):
        """What the reference engine says about every value of the program."""
        if expressions.is_large(program):
            return {"ended": "", "work": expressions.steps_of(program)}
        return differentiated(program)

    @reference(
        ja="a + b の値と、両側の局所的な微分が正しい。",
        program=expression(two_operands("+"), **PAIR),
    )
    def plus(program):
        """a + b: its value, and the local derivative by either side."""
        return differentiated(program)

    @reference(
        ja="a - b の値と、両側の局所的な微分が正しい。",
        program=expression(two_operands("-"), **PAIR),
    )
    def minus(program):
        """a - b: its value, and the local derivative by either side."""
        return differentiated(program)

    @reference(
        ja="a * b の値と、両側の局所的な微分が正しい。",
        program=expression(two_operands("*"), **PAIR),
    )
    def times(program):
        """a * b: its value, and the local derivative by either side."""
        return differentiated(program)

    @reference(
        ja="a / b の値と、両側の局所的な微分が正しい。",
        program=expression(
            lambda x, y: two_operands("/")(x, away(y)), x=real(within=10), y=real(within=10)
        ),
    )
    def divided_by(program):
        """a / b: its value, and the local derivative by either side."""
        return differentiated(program)

    @reference(
        ja="a ** n の値と、局所的な微分が正しい。",
        program=expression(power, x=real(within=3), exponent=integer(-4, 6)),
    )
    def to_the_power(program):
        """a ** n: its value, and the local derivative."""
        return differentiated(program)

    @reference(
        ja="-a の値と、局所的な微分が正しい。", program=expression(one_operand("-"), x=real())
    )
    def opposite(program):
        """-a: its value, and the local derivative."""
        return differentiated(program)

    @reference(
        ja="a.exp() の値と、局所的な微分が正しい。",
        program=expression(one_operand("exp"), x=real(within=5)),
    )
    def exponential(program):
        """a.exp(): its value, and the local derivative."""
        return differentiated(program)

    @reference(
        ja="a.tanh() の値と、局所的な微分が正しい。",
        program=expression(one_operand("tanh"), x=real(within=5)),
    )
    def hyperbolic_tangent(program):
        """a.tanh(): its value, and the local derivative."""
        return differentiated(program)

    @reference(
        ja="a.relu() の値と、局所的な微分が正しい。",
        program=expression(lambda x: one_operand("relu")(x or 1.5), x=real()),
    )
    def cut_off_below_zero(program):
        """a.relu(): its value, and the local derivative."""
        return differentiated(program)

    @reference(
        ja="右側はただの数でもよい。",
        program=expression(with_number("value", "number"), **WITH_NUMBER),
    )
    def number_on_the_right(program):
        """On the right there may be a plain number."""
        return differentiated(program)

    @reference(
        ja="左側はただの数でもよい。",
        program=expression(with_number("number", "value"), **WITH_NUMBER),
    )
    def number_on_the_left(program):
        """On the left there may be a plain number."""
        return differentiated(program)

    @law(
        concept="chain-rule",
        ja="式全体では、どの値にも、途中の局所的な微分をすべて掛けたものが伝わる。",
        samples=24,
        program=expression(expressions.tree, leaves=LEAVES, seed=SEED),
    )
    def notes_are_multiplied(student, program):
        """In a whole expression every value gets the product of the slopes on the way to it."""
        return got_and_right(program, *(yield from composed(student, program)))

    @law(
        concept="credit-assignment",
        ja="一つの演算の両側に同じ値があれば、両側の分を合わせて受け取る。",
        program=expression(one_value_twice, x=real(), which=integer(0, 3)),
    )
    def both_sides_count(student, program):
        """A value on both sides of one operator collects from both."""
        return got_and_right(program, *(yield from composed(student, program)))

    @law(
        concept="credit-assignment",
        ja="何度も使われる値は、使われたすべての所から受け取り、それから先へ伝える。",
        samples=24,
        share=2,
    )
    def collects_before_handing_on(student, program):
        """A value used in several places collects from all of them, and only then hands on."""
        tree = unfolded(program)
        one_by_one, own = yield from composed(student, tree)
        if own is None or not composes(tree, one_by_one, own):
            return None  # then the chain rule is to blame, and has been
        answer, slopes = yield from composed(student, program)
        return got_and_right(program, answer, slopes)

    @law(
        concept="credit-assignment",
        ja="二つの結果が同じ値を使い、どちらも backward() をすれば、両方の分が足し合わされる。",
        program=expression(
            two_results,
            **{name: real() for name in "xyz"},
            first=integer(0, 3),
            second=integer(0, 3),
        ),
    )
    def results_add_up(student, program):
        """When two results share a value and both run backward(), it collects from both."""
        start = yield from primed(student)
        *steps, first, second = program
        both, one, other = yield tuple(
            student.Value(start([*steps, *last]), 0, True)
            for last in ((first, second), (first,), (second,))
        )
        if "unwritten" in both:
            return None
        keys = [f"{name}.grad" for name in "abc"]
        return {key: both[key] for key in keys}, {key: one[key] + other[key] for key in keys}

    @cost(
        concept="cost",
        ja="一列につながった 10 000 個の値でも、最後まで伝わる。",
        samples=1,
        program=expression(lambda: expressions.chain(50)),
    )
    def deep_chain(student, program):
        """A chain of 10 000 values in a row is no obstacle."""
        yield from primed(student)
        yield from worked(student, program)
        deep = yield student.Value(expressions.longer(program, 100))
        require(
            deep["ended"] != "RecursionError",
            en="On a chain of 10 000 values your class makes one nested call per value, and Python "
            "allows about 1000 (RecursionError). Keep the values that are still to be done in a "
            "list of your own, and work through it in a loop.",
            ja="10 000 個の値が一列につながると、値ごとに呼び出しが一段ずつ深くなります。"
            "Python が許すのは 1000 段ほどです(RecursionError)。"
            "まだ調べていない値を自分のリストに入れておき、ループで処理してください。",
        )
        require(
            not deep["ended"],
            en="On a chain of 10 000 values your class runs out of memory.",
            ja="10 000 個の値が一列につながると、メモリが足りなくなります。",
        )

    @cost(
        concept="cost",
        ja="二通りの道が何度も続いても、手間は値の個数に比例する程度で済む。",
        samples=1,
        program=expression(lambda: expressions.ladder(32)),
    )
    def ladder_of_diamonds(student, program):
        """However often the way forks and joins again, work grows like the number of values."""
        yield from primed(student)
        yield from worked(student, program)
