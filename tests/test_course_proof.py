"""The real course proves itself: the one slow test; `-m "not course"` leaves it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import Course
from grader.lint import lint
from grader.proof import junk_exceptions, milestone_problems, portrait_problems, prove

ROOT = Path(__file__).parent.parent
COURSE = Course(ROOT)

pytestmark = pytest.mark.course


@pytest.fixture(scope="module")
def proofs():
    """What was proved so far, by exercise."""
    return {}


@pytest.mark.parametrize("id", COURSE.folders)
def test_the_grader_is_right(id, sandbox, proofs):
    """Right is passed, the stub is not, wrong is named, junk gets nothing."""
    proofs[id] = proof = prove(COURSE.exercise(id), sandbox)

    assert proof.problems == ()
    assert proof.right >= 3
    assert len(proof.seeds) >= 3
    assert {row.named for row in proof.wrong} == {
        (row.misconception,) for row in proof.wrong
    }


def test_little_junk_is_excused(proofs):
    assert junk_exceptions(proofs.values()) == []


def test_its_files_have_no_problem():
    assert lint(COURSE) == []


def test_every_milestone_runs_on_every_right_submission(sandbox):
    assert milestone_problems(COURSE, sandbox) == []


def test_every_portrait_is_drawn_from_every_right_submission(sandbox):
    assert portrait_problems(COURSE, sandbox) == []
