"""start and solution: from one's own passing file; the reference at the right time."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from grader.store import Database, Versions, schema

DOUBLE = Path("exercises/ex01_double/double.py")
TWICE = Path("exercises/ex03_apply_twice/apply_twice.py")
REFERENCE = Path("reference/ex01_double/solution.py")
RIGHT = """\
def double(x):
    if len(x) == 0:
        raise ValueError
    return [2 * entry for entry in x]
"""


def passing(here, source: str = RIGHT) -> None:
    (here.folder / DOUBLE).write_text(source)
    assert here("check", "ex01").code == 0


def newer(root: Path) -> None:
    db = sqlite3.connect(root / ".learn" / "progress.db")
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()


def versions(here) -> Versions:
    return Versions(Database(here.folder / ".learn/progress.db"))


# -- start ------------------------------------------------------------------------------


def test_begins_with_the_last_file_that_passed_whatever_came_after(here):
    passing(here, f"# first\n{RIGHT}")
    passing(here)
    (here.folder / DOUBLE).write_text("# broken since\n")
    here("check", "ex01")

    ran = here("start", "ex03")

    assert ran.code == 0
    assert (here.folder / TWICE).read_text() == RIGHT
    assert "now begins with your last passing ex01" in ran.out
    assert "What ex03 adds: `apply_twice`." in ran.out
    assert ran.out.splitlines()[-1].startswith("Next: `learn show ex03`")


def test_what_the_file_held_is_kept(here):
    passing(here)
    (here.folder / TWICE).write_text("# hours of work\n")

    ran = here("start", "ex03")
    again = here("start", "ex03")

    assert "kept as version 1: `learn undo ex03` gets it back" in ran.out
    assert "is your last passing ex01 already" in again.out
    assert here("undo", "ex03").code == 0
    assert (here.folder / TWICE).read_text() == "# hours of work\n"


def test_before_the_base_has_passed_it_says_what_to_do(here):
    before = (here.folder / TWICE).read_bytes()
    (here.folder / DOUBLE).write_text("def double(x): return x\n")
    here("check", "ex01")

    ran = here("start", "ex03")

    assert (ran.code, ran.out) == (2, "")
    assert "ex03 builds on your ex01, which has not passed yet" in ran.err
    assert "`learn check ex01`" in ran.err
    assert (here.folder / TWICE).read_bytes() == before


def test_an_exercise_with_a_stub_of_its_own_changes_nothing(here):
    before = (here.folder / DOUBLE).read_bytes()

    there = here("start", "ex01")
    assert there.code == 0
    assert "Next: `learn show ex01` is the task" in there.out
    assert (here.folder / DOUBLE).read_bytes() == before

    (here.folder / DOUBLE).unlink()
    gone = here("start", "ex01")
    assert gone.code == 0
    assert "Next: `learn reset ex01` puts it back." in gone.out


def test_where_nothing_can_be_kept_nothing_begins(learn, unprivileged):
    shutil.copy(learn.folder / REFERENCE, learn.folder / DOUBLE)
    learn("check", "ex01")
    mine = b"# hours of work\n"
    (learn.folder / TWICE).write_bytes(mine)
    closed = learn.folder / ".learn"
    closed.chmod(0o555)
    try:
        read_only = learn("start", "ex03", preexec_fn=unprivileged)
    finally:
        closed.chmod(0o755)
    newer(learn.folder)
    refused = learn("start", "ex03")

    for ran in (read_only, refused):
        assert (ran.code, ran.out) == (2, "")
    assert (learn.folder / TWICE).read_bytes() == mine


def test_what_comes_next_is_begun_from_ones_own_file(here):
    passing(here)
    (here.folder / "exercises/ex02_counter/counter.py").write_bytes(
        (here.folder / "reference/ex02_counter/solution.py").read_bytes()
    )
    here("check", "ex02")

    ran = here()

    assert "Next: ex03" in ran.out
    assert "  begin  learn start ex03\n" in ran.out


# -- solution -----------------------------------------------------------------------------


def test_before_a_pass_both_ways_forward_are_said(here):
    ran = here("solution", "ex01")

    assert (ran.code, ran.out) == (2, "")
    assert "`learn hint ex01`" in ran.err
    assert "`learn solution ex01 --give-up`" in ran.err
    assert versions(here).solutions() == {}


def test_after_a_pass_it_is_shown_below_the_learners_code(here):
    passing(here)

    ran = here("solution", "ex01")

    assert ran.code == 0
    mine, _, reference = ran.out.partition("The reference\n")
    assert mine.startswith("Your code\n  def double(x):\n      if len(x) == 0:\n")
    assert "      return 2 * x\n" in reference
    assert versions(here).solutions() == {"ex01": False}
    assert "[solution seen]" not in here("list").out


def test_giving_up_is_recorded_and_need_not_be_said_twice(here):
    assert here("solution", "ex01", "--give-up").code == 0
    assert here("solution", "ex01").code == 0

    assert "[solution seen]" in here("list").out
    assert here("list", "--json").objects[0]["solution_seen"] is True
    assert here("solution", "ex02").code == 2
    passing(here)
    assert here("list", "--json").objects[0]["score"] == 8.0
    assert "solution seen before it passed" in here("history", "ex01").out


def test_without_the_instructors_folder_there_is_no_reference_to_show(here):
    shutil.rmtree(here.folder / "reference")
    passing(here)

    for args in ((), ("--give-up",)):
        ran = here("solution", "ex01", *args)

        assert (ran.code, ran.out) == (2, "")
        assert "stays with whoever teaches the course" in ran.err
    assert versions(here).solutions() == {}


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal(learn, golden, columns):
    """Side by side where there is room, one after the other where not."""
    (learn.folder / DOUBLE).write_text(RIGHT.replace("[2 *", "[\t2 *") + "# \x1b[31m\n")
    env = {"COLUMNS": str(columns)}

    ran = learn.on_a_terminal(
        "--color", "never", "solution", "ex01", "--give-up", columns=columns, env=env
    )

    assert ran.code == 0
    assert all(len(row) <= columns for row in ran.out.splitlines())
    golden(f"solution.{columns}.screen.txt", ran.out)


def test_a_wide_terminal_is_read_line_by_line_where_that_is_wanted(learn):
    ran = learn.on_a_terminal("--plain", "solution", "ex01", "--give-up", columns=160)

    assert ran.code == 0
    assert " | " not in ran.out
    assert ran.out.index("Your code\n") < ran.out.index("The reference\n")


def test_long_lines_are_folded_and_nothing_is_left_out(learn):
    words = " + ".join(f"number_{i}" for i in range(40))
    (learn.folder / DOUBLE).write_text(f"def double(x):\n    return {words}\n")

    ran = learn.on_a_terminal(
        "--color", "never", "solution", "ex01", "--give-up", columns=100,
        env={"COLUMNS": "100"},
    )  # fmt: skip

    assert all(len(row) <= 100 for row in ran.out.splitlines())
    assert all(f"number_{i}" in ran.out for i in range(40))


def test_giving_up_that_cannot_be_recorded_shows_nothing(learn, unprivileged):
    learn.folder.chmod(0o555)
    try:
        ran = learn("solution", "ex01", "--give-up", preexec_fn=unprivileged)
    finally:
        learn.folder.chmod(0o755)

    assert (ran.code, ran.out) == (2, "")
    assert "progress cannot be kept" in ran.err


def test_after_a_pass_it_is_shown_where_it_cannot_be_recorded(learn, unprivileged):
    (learn.folder / DOUBLE).write_text(RIGHT)
    learn("check", "ex01")
    places = (learn.folder, learn.folder / ".learn")
    for place in places:
        place.chmod(0o555)
    try:
        ran = learn("solution", "ex01", preexec_fn=unprivileged)
    finally:
        for place in places:
            place.chmod(0o755)

    assert ran.code == 0
    assert "The reference\n" in ran.out
    assert "not recorded: " in ran.err


def test_a_learners_file_that_is_gone_is_no_obstacle(here):
    (here.folder / DOUBLE).unlink()

    ran = here("solution", "ex01", "--give-up")

    assert ran.code == 0
    assert ran.out.startswith("The reference\n")
