"""The real course proves itself: the one slow test; `-m "not course"` leaves it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import Course
from grader.lint import lint
from grader.proof import (
    SEEDS,
    junk_allowed,
    junk_exceptions,
    milestone_problems,
    portrait_problems,
    prove,
)
from tests.full import FULL

ROOT = Path(__file__).parent.parent
COURSE = Course(ROOT)

pytestmark = pytest.mark.course


def seeds_of(id: str) -> tuple[int, ...]:
    """All seeds where everything is tried, else one, another for the next exercise."""
    return SEEDS if FULL else (SEEDS[int(id.removeprefix("ex")) % len(SEEDS)],)


@pytest.mark.parametrize("id", COURSE.folders)
def test_the_grader_is_right(id, sandbox):
    """Right is passed, the stub is not, wrong is named, junk gets nothing."""
    proof = prove(COURSE.exercise(id), sandbox, seeds_of(id))

    assert proof.problems == ()
    if proof.unproved:
        pytest.skip(f"not proved here: {proof.unproved}")
    assert proof.right >= 3
    assert proof.seeds == seeds_of(id)
    assert {row.named for row in proof.wrong} == {
        (row.misconception,) for row in proof.wrong
    }


def test_little_junk_is_excused():
    assert junk_exceptions(map(junk_allowed, COURSE.exercises())) == []


def test_its_files_have_no_problem():
    assert lint(COURSE) == []


def test_every_milestone_runs_on_every_right_submission(sandbox):
    assert milestone_problems(COURSE, sandbox) == []


def test_every_portrait_is_drawn_from_every_right_submission(sandbox):
    assert portrait_problems(COURSE, sandbox) == []
