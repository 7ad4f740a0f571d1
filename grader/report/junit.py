"""The scorecard as JUnit XML, which CI servers show as a table of tests.

Only what the schema of Jenkins' xUnit plugin ("xunit2") allows, so that everybody can read it: a
suite for each function, with its points as properties, and a test case for each check, with its
concept as the class.  What was not judged is skipped; everything else that earns no point is a
failure, because the schema has no other word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.course import Course
from grader.i18n import translator
from grader.report.markup import plain
from grader.report.next_step import place
from grader.report.values import digits_for, labelled
from grader.result import CheckResult, Counterexample, FunctionResult, Scorecard, points
from reference.catalogue import Language

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Nothing is timed: the same work gives the same bytes.  Some readers add these numbers up.
_TIME: Final = "0"


def render(scorecard: Scorecard, course: Course, language: Language) -> str:
    from xml.etree import ElementTree as tree

    exercise = course.exercise(scorecard.exercise)
    whole = tree.Element("testsuites", name=f"{exercise.name} · {exercise.title[language]}")
    for function in scorecard.functions:
        whole.append(_suite(function, scorecard, language))
    if scorecard.remarks:  # about the whole file; the schema has a place for words in a suite only
        said = tree.SubElement(whole[0], "system-out")
        said.text = plain("\n".join(scorecard.remarks))
    for counted in ("tests", "failures", "errors"):
        whole.set(counted, str(sum(int(suite.get(counted, "0")) for suite in whole)))
    whole.set("time", _TIME)
    tree.indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tree.tostring(whole, encoding="unicode")}\n'


def _suite(function: FunctionResult, card: Scorecard, language: Language) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    suite = Element("testsuite", name=f"{card.exercise}.{function.name}")
    properties = SubElement(suite, "properties")
    for name, value in {
        "status": function.status,
        "score": points(function.score),
        "max_score": points(function.max_score),
        "location": place(function.location, translator(language)),
    }.items():
        shown = f"{value:g}" if isinstance(value, float) else plain(value)
        SubElement(properties, "property", name=name, value=shown)
    cases = [_case(check, function, card, language) for check in function.checks]
    suite.extend(cases)
    outcomes = [child.tag for case in cases for child in case]
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(outcomes.count("failure")))
    suite.set("errors", "0")
    suite.set("skipped", str(outcomes.count("skipped")))
    suite.set("time", _TIME)
    return suite


def _case(
    check: CheckResult, function: FunctionResult, card: Scorecard, language: Language
) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    case = Element(
        "testcase",
        classname=f"{card.exercise}.{check.concept}",
        name=plain(f"{check.id}: {check.title}"),
        time=_TIME,
    )
    # A function that could not be judged at all has failed, unless it is only not written yet.
    broken = function.status in ("missing", "error", "timeout", "crashed")
    not_judged = check.status == "skipped" and broken and bool(function.message)
    message = function.message if not_judged else check.message or function.message
    if check.status == "failed" or not_judged:
        kind = function.status if broken else check.kind
        failure = SubElement(case, "failure", type=kind, message=plain(message or check.title))
        failure.text = plain(_details(check, function, message, language))
    elif check.status == "skipped":
        SubElement(case, "skipped", message=plain(message))
    elif check.message:  # carried: there is something to know about a check that has passed
        SubElement(case, "system-out").text = plain(check.message)
    return case


def _details(check: CheckResult, function: FunctionResult, message: str, language: Language) -> str:
    """What the terminal shows of a failure, and where: many servers show nothing but this."""
    _ = translator(language)
    lines = [place(function.location, _), check.title, message]
    if check.diagnosis is not None:
        lines.append(f"→ {check.diagnosis.text}")
    if check.counterexample is not None:
        lines += _example(check.counterexample, language)
    return "\n".join(line for line in lines if line)


def _example(example: Counterexample, language: Language) -> list[str]:
    _ = translator(language)
    lines: list[str] = []
    for name, value in example.arguments.items():
        lines += labelled(f"{name} =", value)
    if example.expected is not None:
        digits = digits_for(example.expected, example.got)
        lines += labelled(f"{_('expected')}:", example.expected, digits)
        lines += labelled(f"{_('got')}:", example.got, digits)
    elif example.got is not None:
        lines += labelled(f"{_('got')}:", example.got)
    if example.note:
        lines.append(f"({example.note})")
    return lines
