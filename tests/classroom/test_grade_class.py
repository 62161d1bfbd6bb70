"""A generated class, some of it hostile: everybody gets the verdict that is theirs."""

from __future__ import annotations

from pathlib import Path

from benchmarks.classes import HANGING, HOSTILE, hand_in, made
from grader.course import Course
from tests.classroom import runs
from tests.conftest import TOY, Learn

HARM = len(HOSTILE) * 2


def test_every_verdict_of_a_class_with_vandals_is_right(
    tmp_path: Path, toy_copy: Path
) -> None:
    exercise = Course(TOY).exercise("ex01")
    everybody = made(exercise, 5 * HARM, seed=7, hostile=0.2)
    expected = hand_in(tmp_path / "class", exercise, everybody)
    kinds = {one.kind for one in expected.values()}
    assert kinds >= {"right", "wrong", *HANGING, *HOSTILE}

    out = tmp_path / "out"
    ran = Learn(toy_copy)("grade", tmp_path / "class", "--out", out, "--jobs", "2")
    assert ran.code == 0, ran.err
    verdicts = {who: status == "passed" for who, status in runs.statuses(out).items()}
    assert verdicts == {who: one.passes for who, one in expected.items()}


def test_a_class_is_the_same_for_the_same_seed_and_no_file_is_there_twice() -> None:
    exercise = Course(TOY).exercise("ex01")
    once = list(made(exercise, 200, seed=1))
    assert once == list(made(exercise, 200, seed=1))
    assert once != list(made(exercise, 200, seed=2))
    assert len({one.source for one in once}) == 200
    assert sum(one.passes for one in once) >= 98
