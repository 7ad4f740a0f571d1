"""`course doctor`: what it finds here is true, and what it says fits every machine."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner

from grader.cli import command_line
from grader.doctor import Examination, Package, examine
from grader.errors import CourseError
from grader.isolation import Worker
from grader.isolation.confine import FURTHER, STRICT
from grader.report.doctor import render
from grader.report.terminal import Terminal, columns
from reference.catalogue import Language, Text

LANGUAGES: tuple[Language, ...] = ("en", "ja")

WELL = Examination(
    "Linux 6.8.0 (x86_64)",
    "3.12.3",
    (
        Package("numpy", "2.1.0", ""),
        Package("hypothesis", "6.100.0", ""),
        Package("nbgrader", None, "nbgrader"),
    ),
    STRICT,
    (*STRICT, *FURTHER),
    None,
    False,
)
POOR = replace(
    WELL,
    system="Darwin 23.5.0 (arm64)",
    local=("rlimits",),
    official=("rlimits", "no-new-privileges"),
    trouble=CourseError(
        Text(
            "seccomp cannot be set up on this system", "このシステムでは seccomp を設定できません"
        ),
        remedy=Text("use WSL2 or Linux", "WSL2 か Linux を使ってください"),
    ),
)
SECCOMP_LESS = replace(
    WELL,
    local=tuple(layer for layer in STRICT if layer != "seccomp"),
    official=tuple(layer for layer in (*STRICT, *FURTHER) if layer not in ("seccomp", "box")),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "found"), [("well", WELL), ("poor", POOR), ("without-seccomp", SECCOMP_LESS)]
)
def test_what_is_said(
    name: str, found: Examination, language: Language, golden: Callable[[str, str], None]
) -> None:
    golden(f"text/doctor-{name}-{language}.txt", render(found, Terminal(language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 60, 96])
def test_lines_fit(width: int, language: Language) -> None:
    for line in render(SECCOMP_LESS, Terminal(language, width)).splitlines():
        assert columns(line) <= width or "pip install" in line, line


def test_official_grading_needs_every_strict_layer_and_no_other() -> None:
    assert WELL.strict and WELL.walled and not WELL.missing and not WELL.further
    assert not SECCOMP_LESS.strict
    assert SECCOMP_LESS.missing == ("seccomp",)
    assert SECCOMP_LESS.further == ("box",)
    assert replace(WELL, official=STRICT).strict
    assert not POOR.strict and not POOR.walled


def test_what_is_found_here_is_true() -> None:
    found = examine()
    assert found.python == platform.python_version()
    assert platform.system() in found.system
    assert found.root is (os.geteuid() == 0)
    versions = {package.name: package.version for package in found.packages}
    for name in ("numpy", "click", "hypothesis", "PyYAML"):
        assert versions[name] == importlib.metadata.version(name)
    worker = Worker.start()
    try:
        worker.wait_until_ready()
        assert found.local == worker.layers
    finally:
        worker.end()
    assert set(found.official) <= {*STRICT, *FURTHER}
    assert (found.trouble is None) or not found.official


def test_the_exit_code_says_whether_marks_can_be_given_here() -> None:
    result = CliRunner().invoke(command_line("en"), ["doctor"])
    assert result.stderr == ""
    strict = "Official grading is possible here" in result.stdout
    assert strict is not ("Official grading is refused here" in result.stdout)
    assert result.exit_code == (0 if strict else 1)
