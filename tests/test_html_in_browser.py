"""The page in a real browser: nothing is fetched, nothing complains, everybody can read it.

axe-core looks for what keeps people out: too little contrast, names that are missing, parts that no
keyboard reaches.  Where no Chromium is installed these tests are skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from browser import Browser, installed
from pictured import hostile, pictured
from scorecards import COURSE, partial, passed, todo, unreadable

from grader.report.html import render
from grader.result import Scorecard
from reference.catalogue import Language

PAGES: dict[str, Callable[[Language], Scorecard]] = {
    "passed": passed,
    "partial": partial,
    "todo": todo,
    "unreadable": unreadable,
    "pictured": pictured,
    "hostile": hostile,
}
WIDTHS = (320, 1000)
AXE = """
axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(
  rule => rule.id + ": " + rule.nodes.map(node => node.html).join(" | ")))
"""

pytestmark = pytest.mark.skipif(
    installed() is None or find_spec("axe_core_python") is None,
    reason="needs Chromium (apt install chromium) and axe-core-python",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="module")
def axe() -> str:
    spec = find_spec("axe_core_python")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(
    scope="module",
    params=[(name, language) for name in PAGES for language in ("en", "ja")],
    ids="-".join,
)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    name, language = request.param
    path = tmp_path_factory.mktemp("pages") / f"{name}-{language}.html"
    path.write_text(render(PAGES[name](language), COURSE, language), encoding="utf-8")
    return path


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_read_it(browser: Browser, page: Path, axe: str, dark: bool) -> None:
    for width in WIDTHS:
        browser.open(page, dark=dark, width=width)
        browser.evaluate(axe)
        assert browser.evaluate(AXE) == []


def test_nothing_is_fetched_and_nothing_complains(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.requests == [page.as_uri()]
    assert browser.complaints == []
    assert browser.evaluate("document.scripts.length + document.images.length") == 0


def test_no_page_is_wider_than_its_window(browser: Browser, page: Path) -> None:
    for width in (320, 380, 700, 1000):
        browser.open(page, width=width)
        assert browser.evaluate("document.documentElement.scrollWidth") == width


def test_dark_is_dark_and_paper_is_white(browser: Browser, page: Path) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    browser.open(page, dark=False)
    assert browser.evaluate(colour) == "rgb(244, 241, 234)"
    browser.open(page, dark=True)
    assert browser.evaluate(colour) == "rgb(18, 21, 26)"
    browser.open(page, dark=True, media="print")
    assert browser.evaluate(colour) == "rgb(255, 255, 255)"


def test_it_can_be_printed(browser: Browser, page: Path, tmp_path: Path) -> None:
    browser.open(page)
    browser.print(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_the_policy_stops_what_the_page_does_not_have(browser: Browser, tmp_path: Path) -> None:
    """Even if markup of a student's came through, no script of it would run."""
    source = render(passed("en"), COURSE, "en")
    attack = '<script>document.title = "mine"</script><img src="file:///x" onerror="y()">'
    page = tmp_path / "attacked.html"
    page.write_text(source.replace("<main>", f"<main>{attack}"), encoding="utf-8")
    browser.open(page)
    assert browser.evaluate("document.title") != "mine"
    assert browser.complaints


def test_the_accessibility_check_finds_what_is_wrong(
    browser: Browser, tmp_path: Path, axe: str
) -> None:
    """It does look: pale words, a picture without words, and it says so."""
    bad = tmp_path / "bad.html"
    bad.write_text('<html><body><p style="color:#ccc">pale</p><img src=""></body></html>')
    browser.open(bad)
    browser.evaluate(axe)
    found = {violation.split(":")[0] for violation in browser.evaluate(AXE)}
    assert {"color-contrast", "html-has-lang", "image-alt"} <= found
