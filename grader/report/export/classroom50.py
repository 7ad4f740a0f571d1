"""Classroom 50: result.json, ``classroom50/result/v1``, for one submission.

Its points are whole numbers: ours are counted in hundredths, so that parts of points remain.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

SCALE: Final = 100
FIELDS: Final = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}


def render(card: dict[str, Any], environment: Mapping[str, str], now: str) -> str:
    """``environment``: where its runner says whose work this is; ``now``: the time, ISO 8601."""
    tests, reached, worth = [], 0.0, 0
    for function in card["functions"]:
        for check in function["checks"]:
            # Rounded so that the whole is exact, however the points are divided.
            reached += check["max_score"]
            most = round(SCALE * reached) - worth
            worth += most
            earned = check["status"] in ("passed", "carried")
            tests.append(
                {
                    "test-name": check["id"],
                    "passed": earned,
                    "score": most if earned else 0,
                    "max-score": most,
                    "concept": check["concept"],
                    "message": check["message"] or function["message"],
                }
            )
    result: dict[str, Any] = {"schema": "classroom50/result/v1"}
    result |= {name: environment.get(variable, "") for name, variable in FIELDS.items()}
    result["assignment"] = result["assignment"] or card["exercise"]
    result["submission"] = result["submission"] or (card["submission"]["student"] or "")
    result |= {
        "datetime": now,
        "score": sum(test["score"] for test in tests),
        "max-score": worth,
        "tests": tests,
        "scorecard": card,
    }
    return json.dumps(result, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
