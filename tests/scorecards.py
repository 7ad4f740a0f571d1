"""Scorecards written by hand, for tests of everything downstream of the judge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader.course import Course, Exercise, Function
from grader.result import (
    CheckResult,
    CheckStatus,
    Counterexample,
    Diagnosis,
    FunctionResult,
    FunctionStatus,
    Location,
    Provenance,
    Scorecard,
)
from reference.catalogue import Language, Text

COURSE = Course(
    "small",
    "1",
    Text("A small course", "小さな講座"),
    {"chain-rule": Text("Chain rule", "連鎖律"), "cost": Text("Cost of it", "計算量")},
    (
        Exercise(
            "ex1",
            Text("Passing notes", "メモを手渡す"),
            (
                Function("sigmoid", {"chain-rule": 3.0}),
                Function("outer_product", {"chain-rule": 2.0, "cost": 1.0}),
                Function("chain", {"chain-rule": 2.0}),
                Function("over_paths", {"chain-rule": 2.0}),
            ),
            Path("ex1"),
        ),
        Exercise(
            "ex2",
            Text("Downhill", "坂を下る"),
            (Function("update", {"chain-rule": 10.0}),),
            Path("ex2"),
        ),
    ),
    Path(),
)

SENTENCES = {
    "value": Text("It is what the reference engine finds.", "エンジンの答えと一致する。"),
    "calls": Text("It asks f at most 2n times.", "f を呼ぶのは 2n 回まで。"),
    "even": Text("σ′(−x) = σ′(x).", "σ′(−x) = σ′(x)。"),
}
WRONG = Text("The answer[1, 0] is 5; right is 4.", "答え[1, 0]は 5 ですが、正しくは 4 です。")
LATE = Text(
    "Your function did not finish in time (line 31).", "関数が時間内に終わりませんでした(31 行目)。"
)
CARRIED = Text(
    "Right, once an earlier function of yours is right.", "前の関数が正しければ、これも正解です。"
)
TRANSPOSED = Text("This behaves like the transpose.", "転置したものになっています。")
CLOSED = Text("ex1.py: this file cannot be opened", "ex1.py: このファイルを開けません")
UNREAD = Text("Your work could not be opened.", "答案を開けませんでした。")


def check(
    language: Language, name: str, status: CheckStatus, worth: float, **more: Any
) -> CheckResult:
    concept = more.pop("concept", "chain-rule")
    function, _, sentence = name.partition(".")
    title = SENTENCES[sentence][language]
    return CheckResult(f"{function}.{sentence}", title, "reference", concept, worth, status, **more)


def function(
    name: str, status: FunctionStatus, line: int | None, *checks: CheckResult, message: str = ""
) -> FunctionResult:
    return FunctionResult(name, status, Location("ex1/ex1.py", line), checks, message)


def scorecard(*functions: FunctionResult, remarks: tuple[str, ...] = ()) -> Scorecard:
    return Scorecard(
        "small",
        "1",
        "ex1",
        "ex1/ex1.py",
        "0" * 64,
        functions,
        ("rlimits",),
        Provenance("0", "sha256:0", "public", "3.11.0", "2.0.0", "6.0.0"),
        remarks,
    )


def passed(language: Language) -> Scorecard:
    return scorecard(
        function("sigmoid", "passed", 10, check(language, "sigmoid.value", "passed", 3.0)),
        function(
            "outer_product",
            "passed",
            20,
            check(language, "outer_product.value", "passed", 2.0),
            check(language, "outer_product.calls", "passed", 1.0, concept="cost"),
        ),
        function("chain", "passed", 30, check(language, "chain.value", "passed", 2.0)),
        function("over_paths", "passed", 40, check(language, "over_paths.value", "passed", 2.0)),
    )


def partial(language: Language) -> Scorecard:
    matrix = Counterexample(
        {"X": [[1.0, 2.0], [3.0, 4.0]], "f": "f(x) = 3·x₀²"},
        [[1.0, 2.0], [4.0, -0.123456789]],
        [[1.0, 2.0], [5.0, -0.123456999]],
        "n = 2",
    )
    scalar = Counterexample({"x": 3.0}, 0.045176659730912, 0.9525741268224334)
    return scorecard(
        function(
            "sigmoid",
            "partial",
            10,
            check(language, "sigmoid.value", "passed", 2.0),
            check(language, "sigmoid.even", "failed", 1.0, counterexample=scalar),
        ),
        function(
            "outer_product",
            "failed",
            20,
            check(
                language,
                "outer_product.value",
                "failed",
                2.0,
                message=WRONG[language],
                counterexample=matrix,
                diagnosis=Diagnosis("transposed", "misconception", TRANSPOSED[language]),
            ),
            check(language, "outer_product.calls", "skipped", 1.0, concept="cost"),
        ),
        function(
            "chain",
            "timeout",
            30,
            check(language, "chain.value", "failed", 2.0, message=LATE[language]),
        ),
        function(
            "over_paths",
            "passed",
            40,
            check(language, "over_paths.value", "carried", 2.0, message=CARRIED[language]),
        ),
        remarks=("Your code printed: 1 / 2 / 3 …",),
    )


def untouched(language: Language, status: FunctionStatus, message: str) -> Scorecard:
    lines = {f.name: 10 * i for i, f in enumerate(COURSE.exercises[0].functions, start=1)}
    return scorecard(
        *(
            function(
                f.name,
                status,
                lines[f.name] if status == "todo" else None,
                check(language, f"{f.name}.value", "skipped", f.max_score),
                message=message,
            )
            for f in COURSE.exercises[0].functions
        ),
        remarks=() if status == "todo" else (CLOSED[language],),
    )


def todo(language: Language) -> Scorecard:
    return untouched(language, "todo", "Not written yet.")


def unreadable(language: Language) -> Scorecard:
    return untouched(language, "missing", UNREAD[language])


ALL = {"passed": passed, "partial": partial, "todo": todo, "unreadable": unreadable}
