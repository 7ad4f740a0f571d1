"""What a batch does with verdicts, whoever judges: here an executor without processes."""

from __future__ import annotations

import json
import random
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from classes import EXERCISE, SOLUTION, Inline, batch, cards, digest, hand_in, notebook, wrong

from grader.batch import Setting, Summary, Task, Verdict, run
from reference.catalogue import Text

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls need Linux")


class Watched:
    """Starts an :class:`Inline`, and keeps it to be looked at."""

    def __init__(self, **options: Any) -> None:
        self.options, self.inline = options, None

    def __call__(self, setting: Setting, jobs: int | None) -> Inline:
        self.inline = Inline(setting, jobs, **self.options)
        return self.inline

    @property
    def judged(self) -> int:
        return len(self.inline.judged) if self.inline else 0


def grade(folder: Path, **changes: Any) -> tuple[Summary, Watched]:
    fresh, options = changes.pop("fresh", False), changes.pop("options", {})
    watched = Watched(**options)
    return run(batch(folder, **changes), fresh=fresh, start=watched), watched


def test_every_student_gets_a_scorecard_sorted_by_name(tmp_path: Path) -> None:
    hand_in(tmp_path, "b", SOLUTION)
    hand_in(tmp_path, "a", wrong("sigmoid"))
    hand_in(tmp_path, "c", "")
    summary, _ = grade(tmp_path)
    found = cards(tmp_path)
    assert list(found) == ["a", "b", "c"]
    assert [found[name]["score"] for name in "abc"] == [9.0, 10.0, 0.0]
    assert found["b"]["submission"]["path"] == "submitted/b/ex3/ex3.py"
    assert found["b"]["isolation"]["level"] == "walled"
    assert found["b"]["provenance"]["seed"].startswith("sha256:")
    assert found["c"]["remarks"] == ["ex3.py: this file is empty; save your work and check again"]
    assert (summary.total, summary.done, summary.judged, summary.unreadable) == (3, 3, 2, 1)


def test_identical_code_is_judged_once_and_everybody_has_an_own_copy(tmp_path: Path) -> None:
    for name in "abc":
        hand_in(tmp_path, name, notebook(wrong("chain"), by=name), "ex3.ipynb")
    hand_in(tmp_path, "d", notebook(wrong("chain")), "ex3.ipynb")
    hand_in(tmp_path, "d", "", "ex3.py")
    summary, watched = grade(tmp_path)
    assert watched.judged == summary.judged == 1
    assert summary.shared == 3
    found = cards(tmp_path)
    assert len({card["submission"]["sha256"] for card in found.values()}) == 4
    for name, card in found.items():
        text = json.dumps(card)
        assert f"submitted/{name}/" in text
        assert not [other for other in found if other != name and f"submitted/{other}/" in text]
    assert [len(card["remarks"]) for card in found.values()] == [0, 0, 0, 1]
    assert len({json.dumps(card["functions"]) for card in found.values()}) == 1


def test_the_same_work_is_not_judged_again(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", SOLUTION)
    hand_in(tmp_path, "b", "")
    grade(tmp_path)
    before = digest(tmp_path / "results.jsonl")
    summary, watched = grade(tmp_path)
    assert (watched.judged, summary.kept, summary.done) == (0, 2, 2)
    assert digest(tmp_path / "results.jsonl") == before


@pytest.mark.parametrize(
    ("why", "changes"),
    [("seed", {"seed": "another"}), ("walls", {"strict": False}), ("language", {"language": "ja"})],
)
def test_another_basis_judges_again_and_says_why(
    tmp_path: Path, why: str, changes: dict[str, Any]
) -> None:
    hand_in(tmp_path, "a", SOLUTION)
    grade(tmp_path)
    summary, watched = grade(tmp_path, **changes)
    assert dict(summary.changed) == {why: 1}
    assert watched.judged == 1


def test_a_changed_course_or_grader_judges_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(tmp_path, "a", SOLUTION)
    grade(tmp_path)
    path = tmp_path / "results.jsonl"
    for part in ("course", "grader", "python"):
        card = json.loads(path.read_text(encoding="utf-8"))
        card["batch"][part] = "of another time"
        path.write_text(json.dumps(card) + "\n", encoding="utf-8")
        summary, _ = grade(tmp_path)
        assert dict(summary.changed) == {part: 1}


def test_only_who_hands_in_again_is_judged_again(tmp_path: Path) -> None:
    for number in range(3):
        hand_in(tmp_path, f"s{number}", f"{SOLUTION}\n# {number}")
    grade(tmp_path)
    hand_in(tmp_path, "s1", wrong("sigmoid"))
    summary, watched = grade(tmp_path)
    assert (watched.judged, summary.kept, dict(summary.changed)) == (1, 2, {"submission": 1})
    assert [card["score"] for card in cards(tmp_path).values()] == [10.0, 9.0, 10.0]


def test_who_withdraws_is_taken_out(tmp_path: Path) -> None:
    path = hand_in(tmp_path, "a", SOLUTION)
    hand_in(tmp_path, "b", SOLUTION)
    grade(tmp_path)
    path.unlink()
    path.parent.rmdir()
    summary, _ = grade(tmp_path)
    assert list(cards(tmp_path)) == ["b"]
    assert summary.gone == 1


def test_fresh_judges_everybody_and_ends_the_same(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", SOLUTION)
    hand_in(tmp_path, "b", wrong("sigmoid"))
    grade(tmp_path)
    before = digest(tmp_path / "results.jsonl")
    _, watched = grade(tmp_path, fresh=True)
    assert watched.judged == 2
    assert digest(tmp_path / "results.jsonl") == before
    assert digest(tmp_path / "results.jsonl.previous") == before


def test_the_order_of_verdicts_does_not_show(tmp_path: Path) -> None:
    for number in random.Random(1).sample(range(100), 8):
        hand_in(tmp_path, f"s{number:02d}", f"{SOLUTION}\n# {number}")
    grade(tmp_path, jobs=4)
    before = digest(tmp_path / "results.jsonl")
    grade(tmp_path, jobs=4, fresh=True, options={"newest_first": True})
    assert digest(tmp_path / "results.jsonl") == before


def _at_first(status: str, task: Task, verdict: Verdict, time: int) -> Verdict:
    """A machine so busy that the first judgement of some work ends badly."""
    card = json.loads(verdict.scorecard or "")
    if time == 1 and "# busy" in task.cells[0].source:
        card["functions"][0]["status"] = status
        card["functions"][0]["score"] = 0.0
    return Verdict(task.key, json.dumps(card, ensure_ascii=False))


@pytest.mark.parametrize("status", ["timeout", "crashed"])
def test_a_doubtful_verdict_counts_only_if_it_is_the_same_alone(
    tmp_path: Path, status: str
) -> None:
    for name in ("a", "b"):
        hand_in(tmp_path, name, f"{SOLUTION}\n# busy\n")
    hand_in(tmp_path, "c", SOLUTION)
    summary, watched = grade(tmp_path, options={"twist": partial(_at_first, status)})
    assert {card["score"] for card in cards(tmp_path).values()} == {10.0}
    assert (summary.again, watched.judged, summary.shared) == (1, 3, 1)


def test_a_real_endless_loop_stays_one(tmp_path: Path) -> None:
    loop = f"{SOLUTION}\n\ndef neuron_gradient(*arguments):\n    while True:\n        pass\n"
    hand_in(tmp_path, "a", loop)
    summary, _ = grade(tmp_path)
    last = cards(tmp_path)["a"]["functions"][-1]
    assert (last["status"], last["score"], summary.again) == ("timeout", 0.0, 1)


def _faulty(task: Task, verdict: Verdict, _time: int) -> Verdict:
    return (
        Verdict(task.key, None, Text("it is on fire", "燃えています"))
        if "# x" in str(task)
        else verdict
    )


def test_what_we_cannot_judge_is_set_aside_and_tried_the_next_time(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", f"{SOLUTION}\n# x\n")
    hand_in(tmp_path, "b", SOLUTION)
    summary, _ = grade(tmp_path, options={"twist": _faulty})
    assert [(s.student, s.why("en")) for s in summary.set_aside] == [("a", "it is on fire")]
    assert list(cards(tmp_path)) == ["b"]
    summary, _ = grade(tmp_path)
    assert (summary.judged, summary.kept, summary.set_aside) == (1, 1, [])
    assert list(cards(tmp_path)) == ["a", "b"]


def test_without_walls_every_scorecard_says_so(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", SOLUTION)
    grade(tmp_path, strict=False)
    card = cards(tmp_path)["a"]
    assert card["isolation"]["level"] == "process"
    assert "--unsafe-no-sandbox" in card["remarks"][-1]


def test_each_in_their_own_language(tmp_path: Path) -> None:
    for name in ("a", "b"):
        hand_in(tmp_path, name, wrong("sigmoid"))
    grade(tmp_path, languages={"b": "ja"})
    titles = [card["functions"][0]["checks"][0]["title"] for card in cards(tmp_path).values()]
    japanese = [any("\u3040" <= letter <= "\u9fff" for letter in title) for title in titles]
    assert japanese == [False, True]


def test_other_results_in_the_file_are_not_mistaken_for_ours(tmp_path: Path) -> None:
    hand_in(tmp_path, "a", SOLUTION)
    grade(tmp_path)
    path = tmp_path / "results.jsonl"
    card = json.loads(path.read_text(encoding="utf-8"))
    card["exercise"] = "ex1"
    path.write_text(json.dumps(card) + "\nrubbish\n", encoding="utf-8")
    _, watched = grade(tmp_path)
    assert watched.judged == 1
    assert cards(tmp_path)["a"]["exercise"] == EXERCISE
