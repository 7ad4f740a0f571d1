"""What all tests share: Hypothesis profiles, one cache for the session, golden files.

`pytest --update-golden` rewrites the golden files; read the difference before you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("dev", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, max_examples=300)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

GOLDEN = Path(__file__).parent / "golden"
# What decides how the command line speaks; tests say themselves what they want of it.
SPEAKING = [
    *("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "COURSE_LANG", "COURSE_ROOT"),
    *("CI", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "TERM"),
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture(scope="session", autouse=True)
def one_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One cache for the session, unless COURSE_CACHE names one; never the developer's own."""
    if "COURSE_CACHE" in os.environ:
        yield Path(os.environ["COURSE_CACHE"])
        return
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("COURSE_CACHE", str(folder))
        yield folder


@pytest.fixture
def neutral(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says nothing about languages, colours and widths."""
    for name in SPEAKING:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)``: the text is exactly what tests/golden/<name> holds."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare
