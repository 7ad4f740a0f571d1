"""Submissions that attack the grader: each is judged like any other, and looked at from outside.

What an attack tries, and what would be the mark of its success, says its file in attacks/.  The
marks are looked for in :class:`Arena`; here is what the scorecard must say, and that nobody else
notices: right after every attack an honest submission gets full marks from the same fork server.
"""

from __future__ import annotations

import ast
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("there are walls on Linux only", allow_module_level=True)

from arena import HERE, LIMITS, NAMES, Arena, Fight, public_answers

from grader.isolation import Worker
from grader.judge import PUBLIC

ATTACKS = sorted((HERE / "attacks").glob("*.py"))
HONEST = sorted((HERE / "honest").glob("*.py"))
X86 = platform.machine() == "x86_64"  # attacks that call by number use the numbers of x86_64

# What each attacked function is told.  Who does not stand here has "failed": it went on, and gave
# an answer that is wrong.
ENDS = {
    "timeout": """
        loop_pure loop_that_catches_everything loop_in_c sleeps_before_every_answer parser_power
        asks_without_end asks_slowly_without_end unfinished_frame exhausts_the_processor_limit
        recursion
    """,
    "error": """
        asks_the_internet becomes_another_program forks imports_the_solution lying_number
        lying_object memory_list memory_numpy memory_text object_array parser_digits parser_large
        poisons_the_next reads_the_solution receives_descriptors steers_the_terminal
        tells_secret_inputs threads uncountable_answer
    """,
    "crashed": """
        asks_with_large_arrays bad_instruction becomes_root closes_its_connection every_descriptor
        exits_at_once exits_like_a_broken_worker exits_politely floods_the_screen foreign_calls
        forged_answer forged_changes forged_line forged_many_answers forged_ready forged_rubbish
        item_bomb keys
        kills_everybody_of_its_user kills_its_group kills_itself kills_the_parent
        memory_while_catching mounts namespaces nested_reply oversized_answers oversized_frame
        page_faults pickle_bomb programs_in_the_kernel ring_of_requests segfault shapes_of_nothing
        signals_by_queue_and_pidfd stops_itself traces_others widens_landlock
        writes_memory_of_others x32_calls
    """,
}
STATUS = {name: status for status, names in ENDS.items() for name in names.split()}
# Where how it ends is for the machine to say: which limit, or which alarm, comes first.
ANY = {
    *("recursion", "memory_while_catching", "memory_text", "memory_numpy", "memory_list"),
    "alarms",
}

# Attacks that take others of their own functions along.
LOSE = {
    "begins_without_end": set(NAMES),  # the file cannot be read at all
    "sleeps_before_every_answer": set(NAMES),  # no time is left for the others
    "patches_numpy": {"sigmoid_derivative", "neuron_gradient"},
    "patches_builtins": {"sigmoid_derivative", "neuron_gradient"},
    "poisons_the_next": {"sigmoid_derivative", "neuron_gradient"},
    "uncountable_answer": set(),
}
OTHER_LIMITS = {
    "begins_without_end": replace(LIMITS, total_seconds=0.5),
    "exhausts_the_processor_limit": replace(
        LIMITS, cpu_seconds=1, call_seconds=20.0, total_seconds=20.0
    ),
}


@pytest.fixture(scope="module")
def arena() -> Iterator[Arena]:
    with Arena() as made:
        assert made.honest().full_marks
        yield made


def fight(arena: Arena, attack: Path) -> Fight:
    known = {"table": public_answers()} if "target.table" in attack.read_text() else {}
    return arena.fight(attack, limits=OTHER_LIMITS.get(attack.stem, LIMITS), **known)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda path: path.stem)
def test_an_attack_gains_nothing_and_nobody_notices(arena: Arena, attack: Path) -> None:
    started = time.monotonic()
    fought = fight(arena, attack)
    taken = time.monotonic() - started

    assert not fought.marks
    assert {name: fought.scores[name] for name in fought.attacked} == dict.fromkeys(
        fought.attacked, 0.0
    )
    untouched = [n for n in NAMES if n not in fought.attacked]
    lost = {name for name in untouched if fought.statuses[name] != "passed"}
    assert lost <= LOSE.get(attack.stem, set())
    if X86 and attack.stem not in ANY:
        wanted = STATUS.get(attack.stem, "failed")
        assert {fought.statuses[name] for name in fought.attacked} <= {wanted}
    assert taken < 60

    assert arena.honest().full_marks


def test_every_attack_says_what_it_tries_and_what_its_mark_would_be() -> None:
    assert len(ATTACKS) >= 40
    said = {path.stem: ast.get_docstring(ast.parse(path.read_text())) or "" for path in ATTACKS}
    assert not [name for name, text in said.items() if "\nMark: " not in text]
    assert len(set(said.values())) == len(said)
    assert not {*STATUS, *ANY, *LOSE, *OTHER_LIMITS} - set(said)


def test_answers_learnt_by_heart_are_right_only_where_they_were_learnt(arena: Arena) -> None:
    attack = HERE / "attacks" / "table_of_public_answers.py"
    public = arena.fight(attack, seed=PUBLIC, table=public_answers())
    assert public.scores["sigmoid"] > 0  # the table is good
    secret = arena.fight(attack, table=public_answers())
    assert secret.scores["sigmoid"] == 0


def test_the_marks_are_found_where_there_are_no_walls() -> None:
    """The counter-check: without walls, attacks leave the marks that are looked for."""
    names = ["reads_other_work", "stat_probes", "connects", "subprocesses", "writes_files"]
    with Arena() as bare:
        for name in names:
            attack = HERE / "attacks" / f"{name}.py"
            fought = bare.fight(attack, start=lambda limits: Worker.start(limits, walls=False))
            assert [mark for mark in fought.marks if "the walls" not in mark], name
            bare.forget()


@pytest.mark.parametrize("path", HONEST, ids=lambda path: path.stem)
def test_an_honest_file_with_many_modules_has_full_marks(arena: Arena, path: Path) -> None:
    card, _ = arena.judged(path.read_text())
    assert card.full_marks, [
        (f.name, f.status, [c.message for c in f.checks]) for f in card.functions
    ]
    assert not [remark for remark in card.remarks if "stopped with" in remark]
    assert card.walled


def test_there_are_ten_honest_files() -> None:
    assert len(HONEST) >= 10
