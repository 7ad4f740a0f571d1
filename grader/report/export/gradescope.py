"""Gradescope: results.json, what an autograder leaves behind for one submission."""

from __future__ import annotations

import json
from typing import Any


def render(card: dict[str, Any]) -> str:
    """One test per check, tagged with its concept; the whole scorecard goes along."""
    tests = [
        _test(check, function, f"{i}.{j}")
        for i, function in enumerate(card["functions"], start=1)
        for j, check in enumerate(function["checks"], start=1)
    ]
    results = {
        "score": card["score"],
        "output": "\n".join(card["remarks"]),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {"scorecard": card},
    }
    return json.dumps(results, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _test(check: dict[str, Any], function: dict[str, Any], number: str) -> dict[str, Any]:
    earned = check["status"] in ("passed", "carried")
    said = [check["title"], check["message"] or ("" if earned else function["message"])]
    if check["diagnosis"]:
        said.append(check["diagnosis"]["text"])
    return {
        "name": f"{function['name']}: {check['concept']}",
        "number": number,
        "score": check["score"],
        "max_score": check["max_score"],
        "status": "passed" if earned else "failed",
        "output": "\n".join(line for line in said if line),
        "tags": [check["concept"]],
        "visibility": "visible",
    }
