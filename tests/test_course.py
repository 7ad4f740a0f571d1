"""course.yaml: what it says, and how its mistakes are told; the cache; errors that help."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import cache, course
from grader.course import Course
from grader.errors import ConfigurationError, CourseError, UsageError, suggest
from reference.catalogue import Text

ROOT = Path(__file__).parent.parent

SMALL = """\
id: small
version: "1.0"
title: {en: Small, ja: 小さい}
languages: [en, ja]
concepts:
  loss: {en: Loss, ja: 損失}
  cost: {en: Cost, ja: 計算量}
exercises:
  ex1:
    title: {en: One, ja: 一}
    functions:
      f: {loss: 6.5, cost: 1}
      g: {cost: 2.5}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of one exercise, and a cache of its own."""
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "root" / "exercises" / "ex1"
    folder.mkdir(parents=True)
    for name in ("ex1.py", "checks.py"):
        (folder / name).write_text("")
    return written(tmp_path / "root", SMALL)


def written(root: Path, text: str | bytes) -> Path:
    data = text.encode() if isinstance(text, str) else text
    (root / "course.yaml").write_bytes(data)
    return root


def mistakes(root: Path, text: str | bytes) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        course.load(written(root, text))
    return str(caught.value).split("\n")


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


# -- what it says ---------------------------------------------------------------------------------


def test_a_course_is_read(root: Path) -> None:
    whole = course.load(root)
    assert (whole.id, whole.version, whole.title) == ("small", "1.0", Text("Small", "小さい"))
    assert whole.languages == ("en", "ja")
    assert whole.concepts == {"loss": Text("Loss", "損失"), "cost": Text("Cost", "計算量")}
    exercise = whole.exercise("ex1")
    assert (exercise.title.ja, exercise.folder) == ("一", root / "exercises" / "ex1")
    first, second = exercise.functions
    assert (first.name, first.main_concept, first.max_score) == ("f", "loss", 7.5)
    assert dict(second.points) == {"cost": 2.5}
    assert exercise.max_score == 10.0
    assert pickle.loads(pickle.dumps(whole)) == whole


# The order and the points that are promised to students and instructors.
PROMISED = {
    "ex1": "squared_error mean_squared_error squared_error_partial partial_x partial_y "
    "hold_others_fixed partial_numeric",
    "ex2": "gradient_numeric total_differential predicted_loss culprit turn_direction",
    "ex3": "sigmoid sigmoid_derivative chain along_path over_paths neuron_gradient",
    "ex4": "update update_all step_together descend",
}


def test_the_course_itself_is_as_promised() -> None:
    whole = course.load(ROOT)
    assert whole.id == "backprop"
    assert len(whole.concepts) == 12
    assert [exercise.max_score for exercise in whole.exercises] == [10.0] * len(whole.exercises)
    for name, functions in PROMISED.items():
        assert [f.name for f in whole.exercise(name).functions] == functions.split()
    split = {
        function.name: dict(function.points)
        for exercise in whole.exercises
        for function in exercise.functions
        if exercise.name in PROMISED and len(function.points) > 1
    }
    assert split == {
        "partial_numeric": {"partial-derivative": 2, "cost": 1},
        "gradient_numeric": {"partial-derivative": 2, "cost": 1},
        "step_together": {"update-rule": 1, "partial-derivative": 1},
    }


def test_an_unknown_name_is_answered_with_those_that_exist(root: Path) -> None:
    whole = course.load(root)
    with pytest.raises(UsageError) as caught:
        whole.exercise("EX1")
    assert "did you mean ex1? There are: ex1" in caught.value.text("en")
    assert "ex1 のことですか。" in caught.value.text("ja")
    with pytest.raises(UsageError, match="no function 'h'; There are: f, g"):
        whole.exercise("ex1").function("h")


# -- where it is ----------------------------------------------------------------------------------


def test_the_course_is_the_repository_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    monkeypatch.delenv("COURSE_ROOT", raising=False)
    assert course.course_root() == ROOT
    monkeypatch.setenv("COURSE_ROOT", str(root))
    assert course.load().id == "small"
    monkeypatch.chdir(root)
    monkeypatch.setenv("COURSE_ROOT", ".")
    assert course.course_root() == root


def test_an_installation_has_a_copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("COURSE_ROOT", raising=False)
    monkeypatch.setattr(course, "__file__", str(tmp_path / "grader" / "course.py"))
    assert course.course_root() == tmp_path / "grader" / "_course"


def test_a_folder_without_a_course_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        course.load(tmp_path)
    for language in ("en", "ja"):
        assert str(tmp_path) in caught.value.text(language)
        assert "COURSE_ROOT" in caught.value.text(language)


# -- mistakes -------------------------------------------------------------------------------------


@pytest.fixture(params=["C", "Python"], ids="libyaml-{}".format)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without libyaml: the same words at the same places."""
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: small\n", "", "1:1: the course has no 'id'; add `id:`"),
        ("id: small", "id: Small Course", "1:5: 'Small Course' cannot be the course's id"),
        ("id: small", "id: [a]", "1:5: the course's id must be a text"),
        ("id: small", "id:", "1:4: the course's id is empty"),
        ('"1.0"', "1.0", '2:10: the course\'s version must be a text; write it in quotes: "1.0"'),
        ("version:", "verison:", "2:1: the course has no field 'verison'; did you mean 'version'?"),
        ("version:", "id:", "2:1: 'id' is here twice (first on line 1); keep one of them"),
        (", ja: 小さい", "", "3:8: the course's title has no 'ja'; add `ja:`"),
        ("ja: 小さい", "ja: ''", "3:24: the course's title in ja is empty"),
        ("ja: 小さい", "ja: yes", "3:24: the course's title in ja must be a text"),
        ("{en: Small, ja: 小さい}", "Small", "3:8: the course's title must be a mapping"),
        ("[en, ja]", "[en]", "4:12: languages has no 'ja'; add ja"),
        ("[en, ja]", "[en, ja, ne]", "4:21: there is no language 'ne'"),
        ("[en, ja]", "[en, ja, en]", "4:21: 'en' is here twice"),
        ("[en, ja]", "en", "4:12: languages must be a list; write [en, ja]"),
        ("  loss: {", "  Loss: {", "6:3: 'Loss' cannot be a concept's id; use lower-case words"),
        ("cost: 1", "costs: 1", "12:22: there is no concept 'costs'; did you mean 'cost'?"),
        ("cost: 1", "training: 1", "12:22: there is no concept 'training'; there are loss, cost"),
        ("loss: 6.5, cost", "cost: 6.5, cost", "12:22: 'cost' is here twice (first on line 12)"),
        ("cost: 2.5", "cost: 0", "13:17: '0' are no points; write a number above 0"),
        ("cost: 2.5", "cost: -2.5", "13:17: '-2.5' are no points"),
        ("cost: 2.5", "cost: .nan", "13:17: '.nan' are no points"),
        ("cost: 2.5", "cost: .inf", "13:17: '.inf' are no points"),
        ("cost: 2.5", "cost: '2.5'", "13:17: '2.5' are no points"),
        ("cost: 2.5", "cost: true", "13:17: 'true' are no points"),
        ("cost: 2.5", "cost: 0x10", "13:17: '0x10' are no points"),
        ("cost: 2.5", "cost: [2]", "13:17: these are no points"),
        ("cost: 2.5", "cost: 2", "9:3: the points of ex1 add up to 9.5, not 10; give or take"),
        ("{cost: 2.5}", "2.5", "13:10: the points of g must be a mapping"),
        ("{cost: 2.5}", "{}", "13:10: the points of g: nothing is here; add at least one"),
        ("g:", "g h:", "13:7: 'g h' cannot be a function's name; use a Python identifier"),
        ("g:", "class:", "13:7: 'class' cannot be a function's name"),
        ("g:", "f:", "13:7: 'f' is here twice (first on line 12)"),
        ("g:", "? [f, g]\n      :", "13:9: this cannot be a key; write a name before the colon"),
        ("ex1:", "../ex1:", "9:3: '../ex1' cannot be an exercise's name"),
        (
            "ex1:",
            "ex2:",
            "9:3: there is no folder exercises/ex2; take it out here: `course new ex2`",
        ),
        ("    title: {en: One, ja: 一}\n", "", "10:5: ex1 has no 'title'"),
        ("functions:", "function:", "11:5: ex1 has no field 'function'; did you mean 'functions'?"),
        ("f: {loss", "\tf: {loss", "12:7: "),
        ("title: {en: Small", "title: {en: {Small", "4:1: while parsing a flow mapping (line 3) "),
        ("en: Small", "en: *small", "3:13: found undefined alias"),
        ("en: Small", "en: Small\x07", "3:18: the character U+0007 cannot stand in YAML"),
    ],
)
def test_a_mistake_is_told_at_its_place(root: Path, old: str, new: str, told: str) -> None:
    found = mistakes(root, changed(old, new))
    assert [m for m in found if m.startswith(f"course.yaml:{told}")], found
    assert all(re.match(r"course\.yaml:\d+:\d+: .+; .+", mistake) for mistake in found), found


@pytest.mark.usefixtures("parser")
def test_all_mistakes_are_told_at_once_and_in_order(root: Path) -> None:
    text = (
        SMALL.replace(", ja: 小さい", "").replace("cost: 1", "cots: 1").replace("ja: 一", "de: 1")
    )
    text += "  ex2:\n    title: {en: Two, ja: 二}\n    functions: {h: {loss: 3}}\nmore: 1\n"
    assert mistakes(root, text) == [
        "course.yaml:3:8: the course's title has no 'ja'; add `ja:`",
        "course.yaml:10:12: the title of ex1 has no 'ja'; add `ja:`",
        "course.yaml:10:22: the title of ex1 has no field 'de'; there are en, ja",
        "course.yaml:12:22: there is no concept 'cots'; did you mean 'cost'?",
        "course.yaml:14:3: the points of ex2 add up to 3, not 10; give or take points "
        "until they do",
        "course.yaml:14:3: there is no folder exercises/ex2; take it out here: "
        "`course new ex2` makes both",
        "course.yaml:17:1: the course has no field 'more'; there are id, version, title, "
        "languages, concepts, exercises",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1: the file is empty"),
        ("# nothing\n", "1:1: the file is empty"),
        ("- id", "1:1: the course must be a mapping"),
        (
            "a: 1\n--- b",
            "2:1: expected a single document in the stream (line 1) but found another document",
        ),
        (SMALL.encode("cp932"), "3:24: byte 0x8f is not UTF-8; save the file as UTF-8"),
    ],
)
def test_what_is_no_course_at_all_is_told(root: Path, text: str | bytes, told: str) -> None:
    (found,) = mistakes(root, text)
    assert found.startswith(f"course.yaml:{told}")


def test_windows_and_its_editors_are_welcome(root: Path) -> None:
    expected = course.load(root)
    assert course.load(written(root, "\ufeff" + SMALL.replace("\n", "\r\n"))) == expected


@pytest.mark.parametrize("name", ["ex1.py", "checks.py"])
def test_a_missing_file_is_told_even_if_the_course_is_in_the_cache(root: Path, name: str) -> None:
    course.load(root)
    (root / "exercises" / "ex1" / name).unlink()
    told = f"course.yaml:9:3: there is no file exercises/ex1/{name}; write it, or take ex1 out"
    assert mistakes(root, SMALL) == [told]


@settings(max_examples=300)
@given(
    st.integers(0, len(SMALL)),
    st.integers(0, 12),
    st.text(st.sampled_from("\t\n :-[]{}'\"&*?!|>%#,.aé1\0\x85\ufeff"), max_size=4),
)
def test_whatever_is_done_to_it_it_is_a_course_or_a_mistake_with_a_place(
    tmp_path_factory: pytest.TempPathFactory, at: int, length: int, put: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "damaged"
    root.mkdir(exist_ok=True)
    written(root, SMALL[:at] + put + SMALL[at + length :])
    try:
        whole = course.load(root)
    except ConfigurationError as error:
        assert re.match(r"course\.yaml:\d+:\d+: .", str(error)), error
    else:
        raise AssertionError(f"a course without exercises' folders: {whole}")


# -- the cache ------------------------------------------------------------------------------------


def entry(root: Path) -> Path:
    (found,) = (root.parent / "cache").iterdir()
    return found


def test_the_second_time_the_yaml_library_is_not_even_imported(root: Path) -> None:
    script = (
        "import sys; from grader import course; course.load();"
        "print({'yaml', 'numpy', 'difflib', 'tempfile', 'shutil'} & set(sys.modules))"
    )
    environment = {**os.environ, "COURSE_ROOT": str(root), "PYTHONPATH": str(ROOT)}
    for expected in ("{'yaml'}", "set()"):
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True
        )
        assert done.stdout.strip() == expected, done.stderr


@pytest.mark.parametrize(
    "damaged",
    [b"", b"\xff", b"{", b"null", b"[]", b"{}", b'{"id": 1}', b"[" * 100_000],
    ids=lambda data: repr(data[:9]),
)
def test_a_damaged_cache_is_as_good_as_none(root: Path, damaged: bytes) -> None:
    expected = course.load(root)
    entry(root).write_bytes(damaged)
    assert course.load(root) == expected
    assert entry(root).read_bytes() != damaged


def test_a_changed_course_is_read_again(root: Path) -> None:
    course.load(root)
    assert course.load(written(root, SMALL.replace("1.0", "1.1"))).version == "1.1"


def test_the_cache_holds_nothing_of_where_the_course_was(root: Path) -> None:
    course.load(root)
    moved = root.rename(root.parent / "moved")
    assert course.load(moved).exercises[0].folder == moved / "exercises" / "ex1"


def test_mistakes_are_not_cached(root: Path) -> None:
    wrong = changed("cost: 2.5", "cost: 2")
    assert mistakes(root, wrong) == mistakes(root, wrong)


def test_a_place_that_cannot_be_written_is_no_error(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "file").write_text("")
    monkeypatch.setenv("COURSE_CACHE", str(root / "file" / "cache"))
    assert isinstance(course.load(root), Course)
    assert cache.read("course") is None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "a" / "cache"))
    return tmp_path / "a" / "cache"


def test_what_is_kept_is_read_again(folder: Path) -> None:
    assert cache.read("a") is None
    cache.write("a", b"1")
    cache.write("a", b"2")
    assert cache.read("a") == b"2"
    assert [path.name for path in folder.iterdir()] == ["a"]
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_oldest_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LIMIT", 10)
    for age, key in enumerate("dcba"):
        cache.write(key, b"123")
        os.utime(folder / key, (1_000_000 - age, 1_000_000 - age))
    assert sorted(path.name for path in folder.iterdir()) == ["a", "c", "d"]
    cache.write("e", b"1234567")
    assert sorted(path.name for path in folder.iterdir()) == ["d", "e"]
    cache.write("f", b"12345678901")
    assert sorted(path.name for path in folder.iterdir()) == ["d", "e"]


def test_a_write_that_fails_leaves_nothing_behind(folder: Path) -> None:
    (folder / "a").mkdir(parents=True)
    cache.write("a", b"1")
    assert [path.name for path in folder.iterdir()] == ["a"]


@pytest.mark.usefixtures("folder")
def test_many_may_write_at_once() -> None:
    torn: list[bytes | None] = []

    def writer(byte: bytes) -> None:
        for _ in range(30):
            cache.write("a", byte * 100_000)
            kept = cache.read("a")
            if kept is None or len(kept) != 100_000 or len(set(kept)) != 1:
                torn.append(kept)

    threads = [threading.Thread(target=writer, args=(byte,)) for byte in (b"1", b"2", b"3")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not torn


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="another convention")
def test_caches_are_where_the_system_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_CACHE", raising=False)
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/me")
    assert cache.cache_dir() == Path("/var/me/backprop-course")
    for unset in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", unset)
        assert cache.cache_dir() == Path("/home/me/.cache/backprop-course")
    monkeypatch.setenv("HOME", "~")  # nobody's home
    assert cache.cache_dir().is_absolute()
    assert cache.read("a") is None


# -- errors ---------------------------------------------------------------------------------------


def test_an_error_says_what_where_and_what_to_do() -> None:
    error = CourseError(
        Text("it broke", "壊れました"), "ex1.py:3", Text("mend it", "直してください")
    )
    assert str(error) == error.text("en") == "ex1.py:3: it broke; mend it"
    assert error.text("ja") == "ex1.py:3: 壊れました。直してください"
    assert str(CourseError("it broke")) == "it broke"
    assert pickle.loads(pickle.dumps(error)).text("ja") == error.text("ja")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("sigmod", "sigmoid"),
        ("SIGMOID", "sigmoid"),
        ("ex33", "ex3"),
        ("Ex1", "ex1"),
        ("ex9", None),  # as near to ex1 as to ex3
        ("banana", None),
        ("", None),
    ],
)
def test_what_was_probably_meant(word: str, meant: str | None) -> None:
    assert suggest(word, ["ex1", "ex3", "sigmoid", "sigmoid_derivative"]) == meant
