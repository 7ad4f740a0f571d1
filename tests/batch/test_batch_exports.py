"""Marks for other systems: pure functions of scorecards, checked against what those systems say."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import Any

import pytest
import scorecards as by_hand

from grader.batch.reading import scorecard
from grader.batch.roster import Student
from grader.errors import UsageError
from grader.report.export import canvas, classroom50, gradescope, lines, moodle, table
from grader.result import Scorecard

ROSTER = {
    "k1": Student("k1", "結衣", "佐藤", "yui@example.org", "101", "ja"),
    "k2": Student("k2", 'Al "Ace"', "O'Neill, Jr.", "al@example.org", "102"),
}


def card(student: str, made: Scorecard, exercise: str = "ex1") -> dict[str, Any]:
    data = made.to_json()
    data["exercise"] = exercise
    data["submission"]["student"] = student
    return data


@pytest.fixture
def cards() -> list[dict[str, Any]]:
    return [
        card("k1", by_hand.partial("ja")),
        card("k2", by_hand.passed("en")),
        card("k3", by_hand.unreadable("en")),
    ]


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def test_a_scorecard_survives_its_json(cards: list[dict[str, Any]]) -> None:
    for data in cards:
        assert scorecard(json.loads(json.dumps(data))).to_json() == data


# -- csv ------------------------------------------------------------------------------------------


def test_csv_has_a_row_per_student_and_concept(cards: list[dict[str, Any]]) -> None:
    found = rows(table.render(table.rows(cards, ROSTER)))
    assert found[0] == list(table.HEADER)
    assert found[1] == ["k1", "佐藤", "結衣", "yui@example.org", "ex1", "chain-rule", "4", "9"]
    assert found[2][5:] == ["cost", "0", "1"]
    assert found[3][1:3] == ["O'Neill, Jr.", 'Al "Ace"']
    assert [row[0] for row in found[1:]] == ["k1", "k1", "k2", "k2", "k3"]


@pytest.mark.parametrize("nasty", ["=1+1", "+1;x", "@x", "-x", '=HYPERLINK("http://x")', "\tx"])
def test_no_cell_is_a_formula(nasty: str) -> None:
    assert rows(lines([[nasty, 1.5]])) == [[f"'{nasty}", "1.5"]]


@pytest.mark.parametrize("text", ['a,"b"\nc', "名前", "-1.5", "", "O'Neill"])
def test_other_cells_come_back_as_they_were(text: str) -> None:
    assert rows(lines([[text, "x"]])) == [[text, "x"]]


# -- canvas ---------------------------------------------------------------------------------------


def test_canvas_finds_its_columns_and_the_points_possible(cards: list[dict[str, Any]]) -> None:
    found = rows(canvas.render(cards, by_hand.COURSE, ROSTER))
    assert "Student" in found[0][0] and "ID" in found[0][1] and "Section" in found[0][4]
    assert found[0][5] == "ex1: Passing notes"
    assert "Points Possible" in found[1][0] and found[1][5] == "10"
    assert found[3] == ['O\'Neill, Jr., Al "Ace"', "102", "k2", "al@example.org", "", "10"]


TEMPLATE = """\
Student,ID,SIS User ID,SIS Login ID,Section,Quiz (7),ex1: Passing notes (12345),Current Score
    Points Possible,,,,,5,10,(read only)
"佐藤, 結衣",101,,,A,3,,50
"O'Neill, Al",,,al@example.org,B,"4,5",2,60
"Somebody, Else",999,zz,zz,B,1,,10
"""


def test_a_canvas_template_is_filled_in_and_otherwise_left_alone(
    cards: list[dict[str, Any]],
) -> None:
    made = canvas.filled(cards, ROSTER, TEMPLATE, "grades.csv")
    before, after = rows(TEMPLATE), rows(made.text)
    assert [row[6] for row in after] == ["ex1: Passing notes (12345)", "10", "4", "10", ""]
    assert [row[:6] + row[7:] for row in after] == [row[:6] + row[7:] for row in before]
    assert made.missing == ("k3",)


def test_a_canvas_template_with_semicolons_and_no_column_of_ours(
    cards: list[dict[str, Any]],
) -> None:
    template = TEMPLATE.replace("ex1: Passing notes (12345)", "ex10 (5)").replace('"4,5"', "4.5")
    template = "\ufeff" + "\n".join(
        ";".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows(template)
    )
    found = rows(canvas.filled(cards, ROSTER, template, "grades.csv").text, ";")
    assert found[0][-1] == "ex1"
    assert [row[-1] for row in found[1:]] == ["10", "4", "10", ""]
    assert found[0][6] == "ex10 (5)" and found[2][6] == ""


def test_what_canvas_has_not_exported_is_refused(cards: list[dict[str, Any]]) -> None:
    with pytest.raises(UsageError, match=r"grades\.csv.*Canvas"):
        canvas.filled(cards, ROSTER, "a,b,c,d\n", "grades.csv")


# -- moodle ---------------------------------------------------------------------------------------


def test_moodle_gets_percentages_and_feedback_beside_each(cards: list[dict[str, Any]]) -> None:
    both = [*cards, card("k1", by_hand.passed("ja"), "ex2")]
    found = rows(moodle.render(both, by_hand.COURSE, ROSTER, "ja"))
    assert found[0] == ["username", "idnumber", "email", "ex1", "ex1 feedback", "ex2",
                        "ex2 feedback"]  # fmt: skip
    assert found[1][:5] == ["k1", "101", "yui@example.org", "40", "連鎖律 4 / 9; 計算量 0 / 1"]
    assert found[2][5:] == ["", ""]  # no grade: nothing is overwritten
    assert all(float(row[3]) <= 100 for row in found[1:])


# -- one file per submission ----------------------------------------------------------------------


def test_gradescope_results(cards: list[dict[str, Any]]) -> None:
    for data in cards:
        results = json.loads(gradescope.render(data))
        assert math.isclose(results["score"], sum(test["score"] for test in results["tests"]))
        for test in results["tests"]:
            assert test["status"] == ("passed" if test["score"] else "failed")
            assert test["tags"] and set(test["tags"]) <= {"chain-rule", "cost"}
        assert results["extra_data"]["scorecard"] == data


def test_classroom50_points_are_whole_and_add_up(cards: list[dict[str, Any]]) -> None:
    third = card("k4", by_hand.passed("en"))
    third["functions"][0]["checks"] *= 3
    for check in third["functions"][0]["checks"]:
        check["max_score"] = check["score"] = 1.0 / 3
    for data in [*cards, third]:
        result = json.loads(
            classroom50.render(data, {"CLASSROOM": "c", "SUBMISSION_TAG": "t"}, "2026-01-01")
        )
        assert result["schema"] == "classroom50/result/v1"
        assert (result["classroom"], result["submission"], result["datetime"]) == (
            "c", "t", "2026-01-01"
        )  # fmt: skip
        tests = result["tests"]
        assert all(isinstance(test["score"], int) for test in tests)
        assert result["score"] == sum(test["score"] for test in tests)
        assert result["max-score"] == sum(test["max-score"] for test in tests)
    assert json.loads(classroom50.render(cards[0], {}, ""))["max-score"] == 1000
