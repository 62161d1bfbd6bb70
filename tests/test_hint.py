"""Hints: the ladder that helps now, rung by rung, counted and never withheld in vain."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import jsonschema
import pytest

from grader.store import Database, Hints, schema

ROOT = Path(__file__).parent.parent
STUB = Path("exercises/ex01_double/double.py")

TWO_FUNCTIONS = """\
functions: {first: {}, second: {}}
classes: {Third: {methods: {run: {}}}}
hints:
  Third: [t1, t2, t3]
  second: [s1, s2, s3]
  first: [f1, f2, f3]
"""
CHECKS = """
    def test_second(submission):
        close(submission.second(1.0), 1.0)

    def test_first(submission):
        close(submission.first(1.0), 1.0)
"""


def text(ran) -> str:
    """The hint itself: what stands between the blank lines."""
    assert ran.code == 0, ran.err
    return "\n".join(ran.out.split("\n\n")[1:-1])


def asking(here, attempts: int) -> None:
    file = here.folder / "exercises/course.yaml"
    file.write_text(f"{file.read_text()}\nattempts_between_hints: {attempts}\n")


def attempt(here, source: str) -> None:
    (here.folder / STUB).write_text(source)
    here("check", "ex01")


@pytest.fixture
def made(make_exercise, here):
    """An exercise of two functions and a class, with `learn` run in its course."""
    exercise = make_exercise(CHECKS, None, spec=TWO_FUNCTIONS, reference=False)
    root = exercise.folder.parent.parent

    def hint(*args: str):
        return here("--course", root, "hint", "ex07", *args)

    def check(source: str):
        exercise.stub.write_text(source)
        return here("--course", root, "check", "ex07")

    return hint, check


# -- which hint ------------------------------------------------------------------------


def test_each_call_shows_the_next_rung_and_then_the_last_again(here):
    rungs = [
        "What does one entry of the result depend on?",
        "NumPy multiplies every entry of an array at once.",
        "return 2 * np.asarray(x)",
    ]
    ran = [here("hint", "ex01") for _ in range(4)]

    assert [text(r) for r in ran] == [*rungs, rungs[-1]]
    heads = [r.out.splitlines()[0] for r in ran]
    assert heads[0] == "ex01  Hint 1 of 3, for `double`"
    assert heads[3] == "ex01  Hint 3 of 3, for `double` (the last one, again)"
    assert "2 more hints are there for `double`." in ran[0].out
    assert "One more hint is there for `double`." in ran[1].out
    for last in ran[2:]:
        assert "These were all 3 hints for `double`. What else helps:" in last.out
        for command in ("show ex01", "check ex01", "solution ex01 --give-up"):
            assert f"learn {command}\n" in last.out


def test_how_many_were_used_is_shown_and_costs_nothing(here):
    for _ in range(2):
        here("hint", "ex01")
    here("hint", "ex01", "--level", "1")

    assert "[2 hints]" in here("list").out
    (first, *_) = here("list", "--json").objects
    assert (first["hints"], first["score"]) == (2, 0.0)


def test_a_rung_that_was_shown_can_be_asked_for_and_none_be_jumped(here):
    here("hint", "ex01")

    again = here("hint", "ex01", "--level", "1")
    following = here("hint", "ex01", "--level", "2")
    beyond = here("hint", "ex02", "--level", "2")
    none_such = here("hint", "ex01", "--level", "4")

    assert text(again).startswith("What does one entry")
    assert text(following).startswith("NumPy multiplies")
    assert (beyond.code, beyond.out) == (2, "")
    assert "hint 2 builds on hint 1, which you have not seen yet" in beyond.err
    assert (none_such.code, none_such.out) == (2, "")
    assert "there are 3 hints for `double`" in none_such.err


def test_the_function_that_fails_first_is_helped_first(made):
    hint, check = made
    right = "def first(x): return x\ndef second(x): return x\n"
    check(right.replace("second(x): return x", "second(x): return -x"))
    assert text(hint()) == "s1"
    check(right.replace("first(x): return x", "first(x): return -x"))
    assert text(hint()) == "f1"


def test_before_any_check_the_ladders_come_in_the_exercises_order(made):
    hint, _ = made

    assert [text(hint()) for _ in range(10)] == [
        "f1", "f2", "f3", "s1", "s2", "s3", "t1", "t2", "t3", "t3",
    ]  # fmt: skip


def test_a_ladder_at_its_end_names_another(made):
    hint, check = made
    check("def first(x): return x\n")
    for _ in range(3):
        hint()

    ran = hint()

    assert text(ran) == "s3"
    assert "hint ex07 --for first\n" in ran.out


@pytest.mark.parametrize("name", ["Third", "Third.run", "Third()", " Third "])
def test_a_function_or_class_can_be_named(made, name):
    hint, _ = made

    assert text(hint("--for", name)) == "t1"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("secnod", "did you mean second?"),
        ("\x1b[31m", "there are: first, second, Third"),
    ],
)
def test_an_unknown_name_gets_the_known_ones(made, name, said):
    hint, _ = made
    ran = hint("--for", name)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "\x1b" not in ran.err


def test_an_exercise_without_hints_says_so(make_exercise, here):
    exercise = make_exercise(CHECKS, None, reference=False)

    ran = here("--course", exercise.folder.parent.parent, "hint", "ex07")

    assert (ran.code, ran.out) == (2, "")
    assert "ex07 has no hints" in ran.err


# -- attempts in between -----------------------------------------------------------------


def test_a_course_may_ask_for_attempts_before_the_next_rung(here):
    asking(here, 2)
    assert here("hint", "ex01").code == 0

    refused = here("hint", "ex01")
    assert (refused.code, refused.out) == (2, "")
    assert (
        "after 2 more attempts; one that changes nothing does not count" in refused.err
    )

    attempt(here, "def double(x): return x\n")
    assert "after one more attempt;" in here("hint", "ex01").err
    attempt(here, "def double(x): return x * x\n")
    assert here("hint", "ex01").code == 0
    assert "after 2 more attempts;" in here("hint", "ex01").err


@pytest.mark.parametrize(
    "change", [lambda s: s, lambda s: s + "\n\n", lambda s: f"{s} "]
)
def test_an_attempt_that_changes_nothing_does_not_count(here, change):
    asking(here, 1)
    here("hint", "ex01")

    attempt(here, change((here.folder / STUB).read_text()))
    assert here("hint", "ex01").code == 2
    attempt(here, "def double(x): return x\n")
    assert here("hint", "ex01").code == 0
    attempt(here, "def double(x):   return x\n\n")
    assert here("hint", "ex01").code == 2


def test_a_hint_that_was_shown_needs_no_attempt_and_starts_no_wait(here):
    asking(here, 1)
    here("hint", "ex01")
    attempt(here, "def double(x): return x\n")

    assert here("hint", "ex01", "--level", "1").code == 0
    assert here("hint", "ex01", "--level", "2").code == 0
    assert here("hint", "ex01", "--level", "3").code == 2
    assert here("hint", "ex02").code == 0  # each exercise's first is free


# -- how it is written ---------------------------------------------------------------------


def test_json_fits_its_schema(here):
    schema = json.loads((ROOT / "docs/schemas/learn.hint.schema.json").read_text())

    objects = [here("hint", "ex01", "--json").objects[0] for _ in range(4)]

    for one in objects:
        jsonschema.validate(one, schema)
    assert [(o["level"], o["new"]) for o in objects] == [
        (1, True), (2, True), (3, True), (3, False),
    ]  # fmt: skip


def test_a_hostile_hint_reaches_no_terminal(here):
    spec = here.folder / "exercises/ex01_double/exercise.yaml"
    spec.write_text(spec.read_text().replace("What does", r'"\e[31m\u202eWhat does')
                    .replace("depend on?", 'depend on?"'))  # fmt: skip

    ran = here("--color", "never", "hint", "ex01")

    assert "\x1b" not in ran.out
    assert "\\x1b[31m\\u202eWhat does" in ran.out


@pytest.mark.parametrize("columns", [80, 40])
def test_on_a_terminal(learn, golden, columns):
    first = learn.on_a_terminal("--color", "never", "hint", "ex01", columns=columns)
    learn("hint", "ex01")
    last = learn.on_a_terminal("--color", "never", "hint", "ex01", columns=columns)

    assert all(len(row) <= columns for row in (first.out + last.out).splitlines())
    golden(f"hint.{columns}.screen.txt", f"{first.out}\n---\n{last.out}")


def test_plain_is_ascii_and_one_sentence_a_line(learn, golden):
    golden("hint.txt", learn.on_a_terminal("--plain", "hint", "ex01", columns=40).out)


# -- when it cannot be kept ------------------------------------------------------------------


def test_help_is_not_withheld_where_it_cannot_be_recorded(learn, unprivileged):
    learn("hint", "ex01")
    for place in (learn.folder, learn.folder / ".learn"):
        place.chmod(0o555)
    try:
        ran = learn("hint", "ex01", preexec_fn=unprivileged)
    finally:
        for place in (learn.folder, learn.folder / ".learn"):
            place.chmod(0o755)

    assert text(ran).startswith("NumPy multiplies")
    assert "not recorded, so the next hint is this one again" in ran.err
    assert Hints(Database(learn.folder / ".learn/progress.db")).counts() == {"ex01": 1}


def test_progress_of_a_newer_learn_is_left_alone_and_the_first_hint_shown(here):
    here("hint", "ex01")
    file = here.folder / ".learn/progress.db"
    db = sqlite3.connect(file)
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    before = file.read_bytes()

    ran = here("hint", "ex01")

    assert text(ran).startswith("What does one entry")
    assert "without your progress: progress was written by a newer learn" in ran.err
    assert file.read_bytes() == before
