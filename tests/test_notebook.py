"""`%check` and `grader.check` inside a notebook: what is judged, and what is shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from grader.errors import UsageError
from grader.notebook import check, needed

ROOT = Path(__file__).parent.parent


def test_only_what_the_functions_need_is_kept_and_lines_stay() -> None:
    cells = [
        "",
        "%matplotlib inline\nimport numpy as np\nlosses = train_for_hours()",
        "scale = 2\nprint('hello')\nother = losses[-1]",
        "def helper(x):\n    return scale * x\n\ndef unused(x):\n    return other",
        "# a comment\n\ndef sigmoid(x):\n    return helper(np.exp(x))",
    ]
    assert needed(cells, {"sigmoid"}) == [
        "",
        "\nimport numpy as np\n",
        "scale = 2\n\n",
        "def helper(x):\n    return scale * x\n\n\n",
        "\n\ndef sigmoid(x):\n    return helper(np.exp(x))",
    ]


def test_the_last_definition_counts_in_the_order_in_which_cells_were_run() -> None:
    old, new = "def sigmoid(x):\n    return 1", "def sigmoid(x):\n    return 2"
    assert needed(["", new, old], {"sigmoid"}) == ["", "\n", old]


def test_a_cell_that_could_not_be_run_defines_nothing() -> None:
    assert needed(["", "def sigmoid(x:", "k = 1"], {"sigmoid"}) == ["", "", ""]


def test_what_is_nearly_called_so_is_kept_so_that_it_can_be_named() -> None:
    cell = "def sigmoid_(x):\n    return x\n\ndef helper(x):\n    return x\nsigmoids = 1"
    kept = "def sigmoid_(x):\n    return x\n\n\n\n"
    assert needed(["", cell], {"sigmoid"}) == ["", kept]
    both = f"{cell}\ndef sigmoid(x):\n    return 1"
    assert "sigmoid_" not in needed(["", both], {"sigmoid"})[1]


def test_decorated_functions_keep_their_decorators() -> None:
    cell = "from functools import cache\n@cache\ndef sigmoid(x):\n    return x"
    assert needed(["", cell], {"sigmoid"}) == ["", cell]


def test_a_cell_magic_with_python_below_it_counts() -> None:
    cell = "%%check ex3\ndef sigmoid(x):\n    return x"
    assert needed(["", cell], {"sigmoid"}) == ["", "\ndef sigmoid(x):\n    return x"]


def test_outside_a_notebook_it_says_what_to_do() -> None:
    with pytest.raises(UsageError, match="course check ex3"):
        check("ex3")


@pytest.fixture(scope="module")
def outputs() -> list[list[Any]]:
    """What a real notebook shows under each of its cells."""
    nbformat = pytest.importorskip("nbformat", reason="Jupyter is not installed: extra nbgrader")
    nbclient = pytest.importorskip("nbclient", reason="Jupyter is not installed: extra nbgrader")
    pytest.importorskip("ipykernel", reason="Jupyter is not installed: extra nbgrader")
    cells = [
        "%load_ext grader\nimport numpy as np",
        "def sigmoid(x):\n    e = np.exp(-np.abs(x))\n"
        "    return np.where(np.asarray(x) >= 0, 1 / (1 + e), e / (1 + e))",
        "%check ex3 sigmoid",
        "def sigmoid(x):\n    return 2",
        "import grader\nresult = grader.check('ex3', lang='ja')\nresult",
        "print(result.score, result.max_score)",
        "%%check ex3 along_path\ndef along_path(local_derivatives):\n"
        "    return np.prod(local_derivatives)",
        "%check ex33",
        "%check",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        nbclient.NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    return [cell.outputs for cell in notebook.cells]


def plain(shown: list[Any]) -> str:
    return "".join(o.get("text") or o["data"]["text/plain"] for o in shown)


def test_the_result_is_shown_under_the_cell(outputs: list[list[Any]]) -> None:
    (right,) = outputs[2]
    assert "✓ ok  sigmoid  1 / 1" in right["data"]["text/plain"]
    assert "<iframe" in right["data"]["text/html"] and "srcdoc=" in right["data"]["text/html"]


def test_the_functions_are_judged_as_they_are_defined_now(outputs: list[list[Any]]) -> None:
    (wrong,) = outputs[4]
    text = wrong["data"]["text/plain"]
    assert "× 不正解" in text and "%check ex3" in text
    assert (
        'lang="ja"' in wrong["data"]["text/html"] or "lang=&quot;ja" in wrong["data"]["text/html"]
    )
    assert plain(outputs[5]).split() == ["0.0", "10.0"]


def test_a_cell_is_run_and_checked_by_its_magic(outputs: list[list[Any]]) -> None:
    assert "✓ ok  along_path  1 / 1" in plain(outputs[6])


def test_mistakes_in_what_was_typed_are_answered_without_a_traceback(
    outputs: list[list[Any]],
) -> None:
    assert "did you mean ex3?" in plain(outputs[7])
    assert "%check ex3" in plain(outputs[8])
