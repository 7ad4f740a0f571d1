"""The authoring API: what a checks.py may say, and what is made of it."""

from types import ModuleType

import pytest

import grader
from grader import Function, array, cost, law, purity, real, reference, require
from grader.authoring import PURE, Broken, functions_of, law_steps, recorded


def module(**members):
    made = ModuleType("checks")
    vars(made).update(members)
    return made


class double(Function):
    x = real() | array("n")
    scale = real(0, 1)

    @reference(ja="2 倍になる。")
    def value(x):
        """It is twice x."""
        return 2 * x

    @law(ja="和を保つ。", x=real())
    def additive(student, x):
        """Sums stay sums."""
        whole, part = yield student.double(x + x), student.double(x)
        return whole, part + part

    @cost(concept="cost", ja="一度だけ。")
    def once(student, x):
        """It is done once."""
        yield student.double(x)


def test_a_class_becomes_the_checks_of_a_function():
    (found,) = functions_of(module(double=double, other=3, Function=Function))
    assert found.name == "double"
    assert list(found.inputs) == ["x", "scale"]
    assert [check.name for check in found.checks] == ["value", "additive", "once", "pure"]
    assert [check.kind for check in found.checks] == ["reference", "property", "cost", "contract"]
    value, additive, once, pure = found.checks
    assert (value.text.en, value.text.ja) == ("It is twice x.", "2 倍になる。")
    assert (value.is_law, additive.is_law, once.is_law, pure.is_law) == (False, True, True, False)
    assert value.parameters == additive.parameters == ("x",)
    assert once.concept == "cost" and value.concept is None
    assert found.definition is value
    assert list(found.inputs_of(additive)) == ["x", "scale"]
    assert found.inputs_of(additive)["x"] is not found.inputs["x"]


def test_purity_is_checked_without_being_asked_for():
    class half(Function):
        pure = purity(share=4)

    (found,) = functions_of(module(half=half))
    assert found.checks[0].weight == 4
    assert PURE.weight == 1


def test_a_law_asks_and_hears():
    (found,) = functions_of(module(double=double))
    steps = law_steps(found.checks[1], {"x": 1.5, "scale": 1.0})
    first, second = next(steps)
    assert (first.function, first.arguments) == ("double", (3.0,))
    assert (second.function, second.arguments) == ("double", (1.5,))
    with pytest.raises(StopIteration) as end:
        steps.send((6.0, 3.0))
    assert end.value.value == (6.0, 6.0)


def test_a_check_without_a_sentence_is_refused():
    with pytest.raises(TypeError, match="docstring"):

        @reference(ja="…")
        def silent(x):
            return x


def test_an_unknown_option_is_refused():
    with pytest.raises(TypeError, match="neither an option of a check nor an input"):
        law(ja="…", weigth=2)


def test_require_gives_its_reason_in_both_languages():
    require(True, en="never", ja="なし")
    with pytest.raises(Broken) as broken:
        require(False, en="because", ja="なぜなら")
    assert (broken.value.reason.en, broken.value.reason.ja) == ("because", "なぜなら")


def test_callables_are_recorded():
    arguments = recorded({"f": lambda x: x + 1, "x": 2.0})
    assert arguments["f"](3.0) == 4.0
    assert arguments["f"].calls == [(3.0,)] and arguments["f"].results == [4.0]
    assert arguments["x"] == 2.0


def test_the_public_names_are_all_there():
    for name in grader.__all__:
        assert getattr(grader, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'refrence'"):
        grader.refrence  # noqa: B018
