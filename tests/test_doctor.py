"""`learn doctor` says of every promise whether it is made here and whether it holds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from grader.cli import doctor
from grader.judge import selftest as of_judge
from grader.model import LEVELS, Protection
from grader.sandbox import selftest
from grader.sandbox.promises import PROMISES

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs/schemas/learn.doctor.schema.json").read_text())

# The doctor on a machine whose kernel refuses a wall.
REFUSED = """
import sys
sys.path.insert(0, {root!r})
from tests.sandbox.denied import deny
deny({layer!r})
sys.argv = ["learn", *{arguments!r}]
import grader.__main__
"""


def doctor_without(layer: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = REFUSED.format(root=str(ROOT), layer=layer, arguments=arguments)
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        timeout=60, env={"COLUMNS": "40", "PYTHONUTF8": "1"},
    )  # fmt: skip


def held() -> dict[str, tuple[str, bool]]:
    return {promise.id: (promise.id, True) for promise in PROMISES}


# -- each promise is attacked -----------------------------------------------------------


def test_every_promise_is_attacked_on_the_spot():
    _, attacks = doctor._attack()

    assert {id for id, _ in attacks.values()} == {promise.id for promise in PROMISES}


def test_an_attack_on_the_judge_that_succeeds_is_noticed(sandbox, monkeypatch):
    honest = {"answer honestly": "def triple(x):\n    return 3 * x\n"}
    monkeypatch.setattr(of_judge, "_CHEATS", honest)

    attacks = of_judge.attack_the_judge(sandbox)

    assert attacks["answer honestly"] == ("earn", False)
    assert attacks["be taken for a fault of ours"] == ("stop_the_run", False)


def test_a_secret_that_comes_out_is_noticed(sandbox, monkeypatch):
    monkeypatch.setattr(of_judge, "SECRET", "1")  # part of any judgement

    assert of_judge.attack_the_judge(sandbox)["read the judgements"][1] is False


# -- what is said of it -----------------------------------------------------------------


@pytest.mark.parametrize("level", LEVELS)
def test_every_promise_is_made_broken_or_not_made(level):
    said = doctor._promises(Protection(level), held())

    made = [p.sentence for p in PROMISES if p.is_made_at(level)]
    assert list(said["promises"]) == [p.sentence for p in PROMISES]
    assert said["not_promised"] == [p for p in said["promises"] if p not in made]
    assert said["broken"] == {}


def test_full_and_strong_promise_the_same_and_basic_less():
    full, strong, basic = (
        {p.id for p in PROMISES if p.is_made_at(level)} for level in LEVELS
    )

    assert full == strong > basic
    assert {"earn", "overrun"} <= basic


def test_a_broken_promise_names_what_got_through_and_one_that_is_not_made_does_not():
    attacks = held() | {"a": ("read_files", False), "b": ("earn", False)}

    at_full = doctor._promises(Protection("full"), attacks)["broken"]
    at_basic = doctor._promises(Protection("basic"), attacks)["broken"]

    earn, read = (p.sentence for p in PROMISES if p.id in ("earn", "read_files"))
    assert at_full == {earn: ["b"], read: ["a"]}
    assert at_basic == {earn: ["b"]}


def test_a_broken_promise_is_said_last_and_exits_with_3(here, monkeypatch):
    attacks = held() | {"read a file": ("read_files", False)}
    monkeypatch.setattr(doctor, "_attack", lambda: (Protection("strong"), attacks))

    ran = here("doctor")

    assert ran.code == 3
    assert "  BROKEN   submitted code cannot read a file; it could: read a file" in (
        ran.out
    )
    assert "a promise does not hold here" in ran.out.splitlines()[-1]


@pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux facilities")
def test_without_walls_it_says_what_is_not_promised_and_whom_to_trust():
    ran = doctor_without("seccomp", "--plain", "doctor")

    lines = ran.stdout.splitlines()
    assert ran.returncode == 0, ran.stderr
    assert [line[:11] for line in lines if line.endswith("cannot read a file")] == [
        "  not here "
    ]
    assert "  held     submitted code cannot run on when its time is up" in lines
    assert "check only code that you trust" in ran.stdout
    assert "BROKEN" not in ran.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux facilities")
def test_with_fewer_walls_every_promise_is_made_and_held():
    ran = doctor_without("landlock", "doctor", "--json")

    facts = json.loads(ran.stdout)
    jsonschema.validate(facts, SCHEMA)
    assert ran.returncode == 0, ran.stderr
    assert facts["level"] == "strong"
    assert facts["missing"][0].startswith("landlock: ")
    assert all(facts["promises"].values())
    assert facts["not_promised"] == []


@pytest.mark.parametrize(("level", "columns"), [("basic", 20), ("strong", 40)])
def test_no_row_is_wider_than_the_terminal(here, monkeypatch, level, columns):
    attacks = held() | {"a" * 30: ("earn", False)}
    protection = Protection(level, ("namespaces: [Errno 1] not permitted",))
    monkeypatch.setattr(doctor, "_attack", lambda: (protection, attacks))

    monkeypatch.setenv("COLUMNS", str(columns))

    ran = here("--color", "always", "doctor")

    assert max(map(len, ran.out.splitlines())) <= columns


@pytest.mark.parametrize(
    ("reason", "fix"),
    [
        ("namespaces: [Errno 1] not permitted", "nothing to do"),
        ("namespaces: no fork server here", "needs Linux"),
        ("landlock: [Errno 38] not implemented", "5.13"),
        ("seccomp: [Errno 38] not implemented", "emulation"),
        ("rlimits: [Errno 1] not permitted", "needs Linux"),
    ],
)
def test_a_missing_wall_comes_with_what_can_be_done(here, monkeypatch, reason, fix):
    monkeypatch.setattr(
        doctor, "_attack", lambda: (Protection("basic", (reason,)), held())
    )

    lines = here("--plain", "doctor").out.splitlines()

    at = lines.index(f"  missing  {reason}")
    assert fix in lines[at + 1]


def test_the_self_tests_attacks_are_on_promises_that_exist():
    known = {promise.id for promise in PROMISES}

    assert {attack.promise for attack in selftest.ATTACKS} <= known
    assert len({attack.name for attack in selftest.ATTACKS}) == len(selftest.ATTACKS)
