"""The secret seed: made once, by whoever comes first, and kept from everybody else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.errors import ConfigurationError, GraderFault
from grader.seed import SEED_FILE, secret_seed

ROOT = Path(__file__).parent.parent
POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions of files are those of POSIX")


def test_made_once(tmp_path: Path) -> None:
    seed = secret_seed(tmp_path)
    assert re.fullmatch("[0-9a-f]{64}", seed)
    assert secret_seed(tmp_path) == seed
    assert [path.name for path in tmp_path.iterdir()] == [SEED_FILE]


def test_every_course_has_its_own(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.mkdir()
    assert len({secret_seed(folder) for folder in folders}) == 3


@POSIX
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        seed = secret_seed(tmp_path)
    finally:
        os.umask(before)
    path = tmp_path / SEED_FILE
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)  # as an archive or a copy leaves it
    assert secret_seed(tmp_path) == seed
    assert path.stat().st_mode & 0o777 == 0o600


def test_many_at_once_get_the_same_one(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from grader.seed import secret_seed\n"
        "time.sleep(max(0, float(sys.argv[2]) - time.time()))\n"
        "print(secret_seed(Path(sys.argv[1])))"
    )
    at = str(time.time() + 2)
    racing = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), at],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    seeds = {process.communicate()[0] for process in racing}
    assert len(seeds) == 1 and seeds != {""}
    assert [path.name for path in tmp_path.iterdir()] == [SEED_FILE]


@pytest.mark.parametrize("damage", ["", "short\n", "g" * 64, "ab" * 33, "\0" * 64])
def test_a_damaged_one_is_never_replaced(tmp_path: Path, damage: str) -> None:
    path = tmp_path / SEED_FILE
    path.write_text(damage, encoding="ascii")
    with pytest.raises(ConfigurationError) as caught:
        secret_seed(tmp_path)
    assert path.read_text(encoding="ascii") == damage
    for language in ("en", "ja"):
        said = caught.value.text(language)  # type: ignore[arg-type]
        assert SEED_FILE in said
        assert not damage.strip() or damage.strip() not in said


@POSIX
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("ab" * 32, encoding="ascii")
    (tmp_path / SEED_FILE).symlink_to(elsewhere)
    with pytest.raises(GraderFault):
        secret_seed(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GraderFault) as caught:
        secret_seed(tmp_path / "nowhere")
    assert SEED_FILE in str(caught.value)


def test_it_is_no_part_of_what_is_handed_out() -> None:
    """Neither committed nor packed: the wheel takes what git does not ignore."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"{SEED_FILE}*" in ignored
