"""The scorecard as JUnit XML: valid by the schema, with the numbers that servers add up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pictured import hostile, pictured
from scorecards import ALL, CLOSED, COURSE, check, function, partial, scorecard

from grader.cli import command_line
from grader.report.junit import render
from grader.result import Scorecard
from reference.catalogue import Language

LANGUAGES: tuple[Language, ...] = ("en", "ja")
EVERY: dict[str, Callable[[Language], Scorecard]] = {
    **ALL,
    "pictured": pictured,
    "hostile": hostile,
}
SCHEMA = xmlschema.XMLSchema10(Path(__file__).parent / "schemas" / "xunit2.xsd")

every_report = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in EVERY for language in LANGUAGES]
)


def parsed(card: Scorecard, language: Language = "en") -> ElementTree.Element:
    source = render(card, COURSE, language)
    SCHEMA.validate(source)
    return ElementTree.fromstring(source)


@every_report
def test_whole_report(name: str, language: Language, golden: Callable[[str, str], None]) -> None:
    golden(f"junit/{name}-{language}.xml", render(EVERY[name](language), COURSE, language))


@every_report
def test_the_report_is_valid_and_its_sums_agree(name: str, language: Language) -> None:
    card = EVERY[name](language)
    root = parsed(card, language)
    for group in (root, *root):
        cases = group.findall(".//testcase")
        assert int(group.attrib["tests"]) == len(cases)
        assert int(group.attrib["failures"]) == len(group.findall(".//failure"))
        assert group.attrib["errors"] == "0"
        if group is not root:
            assert int(group.attrib["skipped"]) == len(group.findall(".//skipped"))
    earned = sum(
        float(p.attrib["value"]) for p in root.iter("property") if p.get("name") == "score"
    )
    assert earned == pytest.approx(card.score, abs=1e-5)


def test_the_schema_refuses_what_servers_would_not_read() -> None:
    """It is a schema: an unknown attribute, an unknown element, a time that is none."""
    good = render(partial("en"), COURSE, "en")
    assert SCHEMA.is_valid(good)
    for bad in (
        good.replace("<testcase ", '<testcase line="3" ', 1),
        good.replace("<failure ", "<fault ").replace("</failure>", "</fault>"),
        good.replace('time="0"', 'time="soon"', 1),
        good.replace(' failures="', ' mistakes="'),
        good.replace("</testcase>", "<properties/></testcase>", 1),
    ):
        assert bad != good
        assert not SCHEMA.is_valid(bad)


def cases(card: Scorecard) -> dict[str, ElementTree.Element]:
    found = {case.attrib["name"].split(":")[0]: case for case in parsed(card).iter("testcase")}
    assert len(found) == sum(len(function.checks) for function in card.functions)
    return found


def test_every_check_is_a_case_with_its_concept_as_the_class() -> None:
    found = cases(partial("en"))
    assert found["outer_product.value"].attrib["classname"] == "ex1.chain-rule"
    assert found["outer_product.calls"].attrib["classname"] == "ex1.cost"
    assert found["sigmoid.value"].attrib["name"] == (
        "sigmoid.value: It is what the reference engine finds."
    )


def test_a_failure_says_why_where_and_on_which_input() -> None:
    failure = cases(partial("en"))["outer_product.value"].find("failure")
    assert failure is not None
    assert failure.attrib == {"type": "reference", "message": "The answer[1, 0] is 5; right is 4."}
    lines = str(failure.text).splitlines()
    assert lines[0] == "ex1/ex1.py:20"
    assert "→ This behaves like the transpose." in lines
    assert "X = [[1.0, 2.0]," in lines
    assert any(line.startswith("expected: [[1.0,") for line in lines)


def test_carried_has_passed_and_says_so() -> None:
    case = cases(partial("en"))["over_paths.value"]
    assert [child.tag for child in case] == ["system-out"]


def test_not_written_yet_is_skipped_and_not_there_is_a_failure() -> None:
    todo = parsed(ALL["todo"]("en"))
    assert todo.attrib["failures"] == "0"
    assert {s.attrib["message"] for s in todo.iter("skipped")} == {"Not written yet."}
    unreadable = parsed(ALL["unreadable"]("en"))
    assert unreadable.attrib["failures"] == unreadable.attrib["tests"]
    kinds = {failure.attrib["type"] for failure in unreadable.iter("failure")}
    assert kinds == {"missing"}
    assert "Your work could not be opened." in str(next(unreadable.iter("failure")).text)
    assert [said.text for said in unreadable.iter("system-out")] == [CLOSED["en"]]


@given(st.text(), st.text())
def test_no_text_makes_it_invalid(message: str, shown: str) -> None:
    failed = check("en", "sigmoid.value", "failed", 1.0, message=message)
    skipped = check("en", "chain.value", "skipped", 1.0, message=shown)
    parsed(
        scorecard(
            function("sigmoid", "failed", 1, failed), function("chain", "crashed", None, skipped)
        )
    )


def test_the_command_writes_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, neutral: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ex3.py").write_text("def sigmoid(x):\n    return 0.5\n")
    words = ["check", "ex3", "--function", "sigmoid", "--format", "junit", "--output", "r.xml"]
    done = CliRunner().invoke(command_line("en"), words)
    assert done.exit_code == 1, done.output
    source = (tmp_path / "r.xml").read_text(encoding="utf-8")
    SCHEMA.validate(source)
    assert 'type="reference"' in source
