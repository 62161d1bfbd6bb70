"""The threat model, `learn doctor` and the tests say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.model import LEVELS
from grader.sandbox.promises import PROMISES
from tests.attacks.judging import ATTACKS
from tests.attacks.promised import AREAS, NAMED, promise_of

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "threat-model.md").read_text("utf-8")
IDS = {promise.id for promise in PROMISES}


def table(first: str) -> list[list[str]]:
    """The cells of the table whose head begins with these, the head's first."""
    _, begin, after = PAGE.partition(f"\n| {first} |")
    head, _, *rows = (begin + after).strip().split("\n\n")[0].splitlines()
    return [[c.strip() for c in row.strip("| ").split(" | ")] for row in (head, *rows)]


def named(text: str) -> list[str]:
    return re.findall(r"`(test_\w+)`", text)


def every_test() -> set[str]:
    found = {f"test_cannot_{attack.name}" for attack in ATTACKS}
    for file in TESTS.rglob("test_*.py"):
        found |= set(re.findall(r"^def (test_\w+)\(", file.read_text("utf-8"), re.M))
    return found


PROMISED = table("promise | full | strong | basic")[1:]


def test_the_table_has_every_promise_in_the_same_words_and_order():
    assert [row[0] for row in PROMISED] == [promise.sentence for promise in PROMISES]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda p: p.id)
def test_the_columns_say_where_a_promise_is_made(promise):
    (row,) = [row for row in PROMISED if row[0] == promise.sentence]

    made = ["yes" if promise.is_made_at(level) else "no" for level in LEVELS]
    assert row[1:4] == made


@pytest.mark.parametrize("row", PROMISED, ids=lambda row: row[0])
def test_every_promise_is_held_by_tests(row):
    assert named(row[4])


def test_every_test_that_the_page_names_exists():
    assert set(named(PAGE)) - every_test() == set()


def test_an_attack_stands_beside_the_promise_that_it_tries_to_break():
    sentences = {promise.id: promise.sentence for promise in PROMISES}
    on = {f"test_cannot_{a.name}": sentences[promise_of(a)] for a in ATTACKS}

    misplaced = {
        (test, row[0])
        for row in PROMISED
        for test in named(row[4])
        if test in on and on[test] != row[0]
    }
    assert misplaced == set()


def test_no_attack_is_without_a_promise():
    without = {
        f"{attack.area}/{attack.name}"
        for attack in ATTACKS
        if promise_of(attack) not in IDS
    }

    assert without == set(), (
        "add `Promise: id` to its docstring, or its folder to AREAS"
    )


def test_what_attacks_are_said_to_be_on_are_promises():
    assert {*AREAS.values(), *NAMED} <= IDS


def test_no_attack_is_said_to_be_on_two_promises():
    names = [name for names in NAMED.values() for name in names.split()]

    assert len(set(names)) == len(names)


def test_every_attack_that_is_said_to_be_on_a_promise_exists():
    named = {name for names in NAMED.values() for name in names.split()}

    assert named - {attack.name for attack in ATTACKS} == set()
