"""Milestones: a learner's own passing code runs, once it is reached, and is confined."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
import yaml

from grader.course import Course
from grader.lint import lint
from grader.milestones import MAX_TEXT
from grader.proof import milestone_problems

FILE = Path("exercises/milestones.yaml")


def solve(root: Path, id: str) -> None:
    exercise = Course(root).exercise(id)
    exercise.stub.write_text(exercise.solution.read_text())


def change(root: Path, **fields: object) -> None:
    """Change the toy course's one milestone, or the first of its runs."""
    data = yaml.safe_load((root / FILE).read_text())
    (milestone,) = data["milestones"]
    for name, value in fields.items():
        part = milestone["runs"][0] if name in ("program", "exercise") else milestone
        part[name] = value
    (root / FILE).write_text(yaml.safe_dump(data))


@pytest.fixture
def reached(learn):
    """A workspace in which everything that the milestone needs is passed."""
    for id in ("ex01", "ex03"):
        solve(learn.folder, id)
        assert learn("check", id).code == 0
    return learn


def test_is_shown_once_when_it_is_reached_and_again_when_asked(learn):
    solve(learn.folder, "ex01")
    assert learn("check", "ex01").code == 0
    assert "Milestone" not in learn().out
    refused = learn("milestone", "doubling_twice")
    assert (refused.code, refused.out) == (2, "")
    assert "is not reached yet" in refused.err
    solve(learn.folder, "ex03")
    assert learn("check", "ex03").code == 0

    first, second = learn(), learn()

    assert "Milestone: what doubling twice does" in first.out
    assert "  2.5 -> 5" in first.out
    assert "  3 becomes 12" in first.out
    assert "Milestone" not in second.out
    assert "3 becomes 12" in learn("milestone", "doubling_twice").out
    listed = learn("milestone").out
    assert listed == "doubling_twice  reached  what doubling twice does\n"


def test_what_runs_is_the_file_that_passed_not_what_became_of_it(reached):
    stub = Course(reached.folder).exercise("ex01").stub
    stub.write_text("def double(x):\n    return x * 100\n")
    reached("check", "ex01")

    assert "2.5 -> 5" in reached("milestone", "doubling_twice").out


def test_an_unknown_one_is_said(learn):
    ran = learn("milestone", "moon_landing")

    assert (ran.code, ran.out) == (2, "")
    assert "there is no milestone 'moon_landing'" in ran.err


def test_a_course_without_any_says_so(learn):
    (learn.folder / FILE).unlink()

    assert "This course has no milestones." in learn("milestone").out
    assert learn().code == 0


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("def milestone():\n    return 1 / 0", "ZeroDivisionError"),
        ("def milestone():\n    return 3", "expected a string, got an int"),
        ("x = 1", "milestone"),
        ("def milestone(:", "invalid syntax"),
        ("import os\nos._exit(0)", "could not be run"),
        ("def milestone():\n    return open('/etc/passwd').read()", "asked for a file"),
        ("import sqlite3", "sqlite3"),
    ],
)
def test_a_program_that_cannot_run_is_said_and_the_rest_goes_on(reached, program, said):
    change(reached.folder, program=program)

    ran = reached("milestone", "doubling_twice")

    assert ran.code == 0
    assert "Your code could not do this: " in ran.out
    assert said in " ".join(ran.out.split())
    assert "root:" not in ran.out
    assert "3 becomes 12" in ran.out


def test_what_it_prints_is_shown_literally_and_no_longer_than_a_page(reached):
    hostile = "def milestone():\n    return '\\x1b[31mred\\x07\\u202e' + 'x' * 10**6"
    change(
        reached.folder, program=hostile, before="a\x1b[31mb".replace("\x1b", "\\x1b")
    )

    ran = reached("milestone", "doubling_twice")

    assert ran.code == 0
    assert not set(ran.out) & {"\x1b", "\x07", "\u202e"}
    assert len(ran.out) < MAX_TEXT + 1000


def test_one_that_cannot_be_kept_as_shown_is_shown_again(reached, unprivileged):
    place = reached.folder / ".learn"
    place.chmod(0o555)
    try:
        shown = [reached(preexec_fn=unprivileged) for _ in range(2)]
    finally:
        place.chmod(0o755)

    assert [one.code for one in shown] == [0, 0]
    assert all("Milestone" in one.out for one in shown)


# -- for authors ---------------------------------------------------------------------


def test_the_toy_one_has_no_problem(toy, sandbox):
    assert lint(toy) == []
    assert milestone_problems(toy, sandbox) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"needs": ["ex01", "ex99"]}, "needs: there is no exercise 'ex99'"),
        ({"exercise": "ex02"}, "it runs ex02, which it does not need"),
        ({"needs": []}, "it needs no exercise, or runs nothing"),
        ({"titel": "x"}, "unknown field `titel`"),
    ],
)
def test_lint_finds_what_is_wrong_with_it(toy_copy, fields, problem):
    change(toy_copy, **fields)

    assert any(problem in found for found in lint(Course(toy_copy)))


def test_two_of_one_id_are_a_problem(toy_copy):
    data = yaml.safe_load((toy_copy / FILE).read_text())
    data["milestones"] *= 2
    (toy_copy / FILE).write_text(yaml.safe_dump(data))

    (found,) = lint(Course(toy_copy))
    assert found == "milestones.yaml: doubling_twice: another milestone has this id"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("return 'x' * 39", "39 columns wide"),
        ("return ''", "0 columns wide"),
        ("raise ValueError('no')", "ValueError"),
    ],
)
def test_proving_runs_it_on_every_right_submission(toy_copy, sandbox, body, problem):
    change(toy_copy, program=textwrap.dedent(f"def milestone():\n    {body}\n"))

    found = milestone_problems(Course(toy_copy), sandbox)

    assert len(found) >= 3  # the reference and two other right ones
    assert all(problem in one for one in found)


def test_prove_says_so(learn):
    change(learn.folder, program="def milestone():\n    return ''\n")

    ran = learn("dev", "prove")

    assert ran.code == 1
    assert "milestones.yaml: doubling_twice" in ran.out
