"""A scorecard of answers that are drawn: walks, rows of numbers, curves; and a hostile one."""

from __future__ import annotations

from typing import Any

from scorecards import check, function, scorecard

from grader.result import Counterexample, Diagnosis, Scorecard
from reference.catalogue import Language
from reference.landscapes import bowl_slopes

HOSTILE = '</pre></svg><script>alert("x")</script><img src=x onerror=alert(1)>&amp;\x1b[31m\u202e'


def slopes(b: list[float], m: list[float]) -> str:
    """The landscape as a counterexample shows it."""
    return str(bowl_slopes.__doc__).format(b=b, centre=m)


def walk(start: list[float], b: list[float], m: list[float], rate: float, steps: int) -> Any:
    path = [start]
    for _ in range(steps):
        path.append([x - rate * s * (x - c) for x, s, c in zip(path[-1], b, m, strict=True)])
    return path


def _walk_example(size: int, wrong: Any = None) -> Counterexample:
    start, b, m = [4.0, 3.0, -2.0][:size], [0.3, 1.5, 1.0][:size], [-1.0, 0.5, 1.0][:size]
    arguments = {"gradient_of": slopes(b, m), "start": start, "learning_rate": 0.5, "steps": 5}
    got = walk(start, [0.4, 0.4, 0.4][:size], m, 0.5, 5) if wrong is None else wrong
    return Counterexample(arguments, walk(start, b, m, 0.5, 5), got)


def _until_example() -> Counterexample:
    start, b, m = [3.0, -1.0], [0.5, 1.0], [0.0, 1.0]
    arguments = {
        "gradient_of": slopes(b, m), "start": start, "learning_rate": 0.5, "tolerance": 0.5,
        "max_steps": 8,
    }  # fmt: skip
    ends = [walk(start, b, m, 0.5, steps)[-1] for steps in (4, 7)]
    return Counterexample(arguments, [ends[0], 4], [ends[1], 7])


LOSSES = [0.9 * 0.8**i + 0.05 for i in range(21)]
EXAMPLES: dict[str, Counterexample] = {
    "plane": _walk_example(2),
    "line": _walk_example(1),
    "space": _walk_example(3),
    "diverging": _walk_example(2, walk([4.0, 3.0], [0.3, 9.0], [-1.0, 0.5], 0.5, 5)),
    "until": _until_example(),
    "bars": Counterexample(
        {"X": [[1.0, 2.0]], "scale": 0.5},
        {"W": [[1.5, -2.0], [0.0, 3.25]], "b": [0.5, "inf"]},
        {"W": [[1.5, 2.0], [0.0, 3.250004]], "b": [0.5, -1.0]},
    ),
    "losses": Counterexample(
        {"epochs": 20, "learning_rate": 0.1},
        [{"W": [[0.5]]}, LOSSES],
        [{"W": [[0.5]]}, LOSSES[:4] + [0.45 + 0.02 * (-1) ** i for i in range(17)]],
    ),
}


def pictured(language: Language) -> Scorecard:
    """Every kind of picture, each on a function of its own."""
    return scorecard(
        *(
            function(
                name,
                "failed",
                10 * i,
                check(language, f"{name}.value", "failed", 1.0, counterexample=example),
            )
            for i, (name, example) in enumerate(EXAMPLES.items(), start=1)
        )
    )


def hostile(language: Language) -> Scorecard:
    """Whatever a student's code can say is markup."""
    example = Counterexample(
        {"f": HOSTILE, HOSTILE: [1.0, 2.0]},
        {HOSTILE: [1.0, 2.0]},
        {HOSTILE: [1.0, 3.0], "x": HOSTILE},
        HOSTILE,
    )
    failed = check(
        language,
        "sigmoid.value",
        "failed",
        1.0,
        message=HOSTILE,
        counterexample=example,
        diagnosis=Diagnosis("x", "relation", HOSTILE),
    )
    return scorecard(function("sigmoid", "error", 10, failed, message=HOSTILE), remarks=(HOSTILE,))
