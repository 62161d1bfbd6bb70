"""Every promise holds for root and for others, and with any layer missing.

Every attack is judged as an ordinary user at `full`.  On each other kind of machine
some are, each on one of them; all on each with ``LEARN_FULL=1``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest

from grader.judge import Judge
from grader.model import at_least
from grader.sandbox.host import Sandbox
from tests.attacks import table
from tests.attacks.conditions import CONDITIONS, RESTS_ON, falls
from tests.attacks.judging import (
    ATTACKS,
    DOES_IT,
    PATIENT,
    SOLUTION,
    STUB,
    Attack,
    breaches,
    write_course,
)
from tests.attacks.matrix import ME, WHO, NotHere, Ran, judge_on
from tests.full import FULL, some
from tests.sandbox.test_levels import ROOT

NAMES = [attack.name for attack in ATTACKS]
LESSER = [(c, who) for c in CONDITIONS if c != "full" for who in WHO]

CASES = [
    pytest.param(
        condition,
        who,
        id=f"{condition}-{who}",
        marks=pytest.mark.skipif(
            who == "root" and not ROOT, reason="the tests do not run as root"
        ),
    )
    for condition in CONDITIONS
    for who in WHO
]


def chosen(condition: str, who: str) -> list[str]:
    """Which attacks are judged there."""
    if condition == "full" and who != ME:
        return NAMES  # as this user `test_cannot.py` judges them all
    place = LESSER.index((condition, who)) if (condition, who) in LESSER else 0
    return some(NAMES, 2 * len(LESSER), 2 * place)


@functools.cache
def ran(condition: str, who: str) -> Ran:
    try:
        return judge_on(condition, who, chosen(condition, who))
    except NotHere as why:
        pytest.skip(str(why))


@functools.cache
def lacks(who: str) -> set[str]:
    """What this machine has not got anyway."""
    return missing(ran("full", who))


def missing(run: Ran) -> set[str]:
    return {said.partition(":")[0] for said in run.machine["missing"]}


@pytest.mark.parametrize(("condition", "who"), CASES)
def test_the_level_is_what_the_machine_gives(condition, who):
    expected = CONDITIONS[condition]
    run = ran(condition, who)

    assert missing(run) == expected.missing | lacks(who)
    if not lacks(who):
        assert run.machine["level"] == expected.level
    assert {line["level"] for line in run.attacks.values()} == {run.machine["level"]}
    assert (run.machine["uid"] == 0) is (who == "root")


@pytest.mark.parametrize(("condition", "who"), CASES)
def test_no_attack_does_there_what_is_not_known_of_it(condition, who):
    run = ran(condition, who)
    if run.machine["level"] not in at_least("strong") and lacks(who):
        pytest.skip(f"nothing is promised here: {run.machine['missing']}")

    assert set(run.attacks) == set(chosen(condition, who))
    assert run.surprises(condition) == {}


@pytest.mark.parametrize(("condition", "who"), CASES)
def test_the_right_solution_gets_its_points_there(condition, who):
    run = ran(condition, who)

    assert run.machine["score"] == 10
    assert {line["after"] for line in run.attacks.values()} == {10}


@pytest.mark.parametrize(("condition", "who"), CASES)
def test_nothing_is_left_behind_there(condition, who):
    left = ran(condition, who).left

    assert left == {"processes": False, "descriptors": [], "files": []}


# -- the tables ----------------------------------------------------------------------


def test_each_lesser_machine_judges_attacks_of_its_own():
    judged = [chosen(condition, who) for condition, who in LESSER]
    together = {name for names in judged for name in names}

    assert len(together) >= len(NAMES) // 2
    assert FULL or sum(map(len, judged)) == len(together)
    assert not FULL or all(set(names) == set(NAMES) for names in judged)


def test_where_something_is_promised_no_attack_is_known_to_succeed():
    for name, condition in CONDITIONS.items():
        known = [attack for attack in NAMES if falls(attack, condition)]
        assert not known or condition.level not in at_least("strong"), name


def test_only_attacks_that_there_are_rest_on_one_layer():
    assert {name for names in RESTS_ON.values() for name in names} <= set(NAMES)
    assert set(RESTS_ON) <= {layer for c in CONDITIONS.values() for layer in c.refused}


def test_the_document_names_every_attack_and_its_promise():
    written = table.DOCUMENT.read_text("utf-8")

    assert written == table.render(), "python -m tests.attacks.table writes it anew"


# -- the judges can tell ---------------------------------------------------------------


@pytest.fixture(scope="module")
def judge(tmp_path_factory) -> Iterator[Judge]:
    course = write_course(tmp_path_factory.mktemp("secrets"))
    with Sandbox() as sandbox:
        made = Judge(course.exercise("ex01"), sandbox)
        yield made
        made.engine.close()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def scale(x):\n    return 3 * x + 1\n", "it gains points"),
        ("def total(x):\n    raise BufferError\n", DOES_IT),
        (
            "def scale(x):\n    print(2891769.75)\n",
            "it carries a hidden value out",
        ),
    ],
)
def test_an_attack_that_succeeds_is_noticed(judge, source, said):
    attack = Attack("made", "made", "Cannot be missed.", 0, source.encode())
    after = judge.judge(SOLUTION.encode(), limits=PATIENT)

    assert breaches(attack, judge.judge(attack.source), after) == [said]


def test_a_submission_after_it_that_loses_points_is_noticed(judge):
    attack = Attack("made", "made", "Cannot be missed.", 0, STUB.encode())
    result = judge.judge(attack.source)

    assert breaches(attack, result, result) == ["it harms the next submission"]
