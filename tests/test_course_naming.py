"""The real mistake is named: for strangers' code, and without reference/.

`tests/independent/` holds wrong submissions by someone who had not seen the
hidden graders; each says in its first line which misconceptions it holds.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course import Course
from grader.frameworks import missing, needs
from grader.judge import Judge
from grader.model import Exercise, Judgement, Status
from grader.mutation import prove_mutants
from grader.sandbox.host import Sandbox
from tests.full import some

ROOT = Path(__file__).parent.parent
COURSE = Course.find(ROOT)
EXERCISES = COURSE.exercises()

pytestmark = pytest.mark.course


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(COURSE.file.imports) as shared:
        yield shared


def must_be_here(exercise: Exercise) -> None:
    """Skip what needs a framework that is not installed."""
    absent = missing(exercise.spec)
    if absent:
        pytest.skip(f"not proved here: {needs(absent)}")


def independent(exercise: Exercise) -> list[Path]:
    return sorted((ROOT / "tests" / "independent" / exercise.slug).glob("*.py"))


def held_by(file: Path) -> set[str]:
    match = re.search(r"Holds: ([a-z0-9_, ]+)", file.read_text("utf-8"))
    assert match, file
    return {name.strip() for name in match[1].split(",")}


def named_by(judgement: Judgement) -> set[str]:
    return {m.id for m in judgement.misconceptions}


@pytest.mark.parametrize("exercise", some(EXERCISES, 4), ids=lambda e: e.id)
def test_strangers_mistakes_are_named_and_never_wrongly(exercise, sandbox):
    must_be_here(exercise)
    judge = Judge(exercise, sandbox)
    files = independent(exercise)

    right = 0
    for file in files:
        judgement = judge.judge(file.read_bytes())
        named, held = named_by(judgement), held_by(file)
        assert judgement.status is Status.FAILED, file.name
        assert named <= held, file.name
        several = [set(c.candidates) for c in judgement.checks if c.candidates]
        assert all(names & held for names in several), file.name
        right += bool(several)

    assert len(files) >= 10
    assert right >= 0.85 * len(files), f"{right} of {len(files)}"


@pytest.mark.parametrize("exercise", some(EXERCISES, 6), ids=lambda e: e.id)
def test_most_mistakes_are_named_without_reference(exercise, sandbox, tmp_path):
    must_be_here(exercise)
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    kit = Course.find(tmp_path).exercise(exercise.id)
    judge = Judge(kit, sandbox, COURSE.file.seed)
    wrong = exercise.submissions("wrong")

    named = 0
    for file in wrong:
        found = named_by(judge.judge(file.read_bytes()))
        assert found <= {file.stem}
        named += found == {file.stem}

    assert kit.reference is None
    assert named >= 0.6 * len(wrong), f"{named} of {len(wrong)}"


# An author proves an exercise's own (`learn dev prove EX --mutants`).
@pytest.mark.parametrize("exercise", some(EXERCISES, 20, 2), ids=lambda e: e.id)
def test_small_mistakes_in_the_reference_are_all_noticed(exercise, sandbox):
    must_be_here(exercise)
    made = prove_mutants(exercise, sandbox, probes=300)

    assert made.problems == ()
    assert made.survivors == ()
    assert made.mutants >= 20
    assert made.score >= 0.98
