"""Where a learner is, and the one next action, from what is kept and what is on disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from grader.course import Course
from grader.judge import Judge
from grader.mastery import Evidence, Level, mastery, of_checks
from grader.overview import State, concepts, next_action, standings
from grader.store import Database, Hints, Progress, Versions

RIGHT = {"ex01": "double", "ex02": "counter"}


class Learner:
    """Edits and checks the files of a copy of the toy course."""

    def __init__(self, root: Path, sandbox) -> None:
        self.root, self.sandbox = root, sandbox
        self.database = Database(root / ".learn" / "progress.db")
        self.clock = 2e9  # later than every check, so that the order is known

    @property
    def course(self) -> Course:
        return Course(self.root)

    def edit(self, id: str, text: str) -> None:
        stub = self.course.exercise(id).stub
        stub.write_text(text)
        self.clock += 1
        os.utime(stub, (self.clock, self.clock))

    def check(self, id: str) -> None:
        exercise = self.course.exercise(id)
        source = exercise.stub.read_bytes()
        judgement = Judge(exercise, self.sandbox).judge(source)
        Progress(self.database).record(judgement, source)

    def solve(self, id: str) -> None:
        self.edit(id, self.course.exercise(id).solution.read_text())
        self.check(id)

    def standings(self):
        return standings(self.course, self.database)

    def states(self) -> list[State]:
        return [s.state for s in self.standings()]

    def next(self):
        action = next_action(self.standings())
        return action and (action.kind, action.standing.exercise.id, action.reason)


@pytest.fixture
def learner(toy_copy, sandbox):
    return Learner(toy_copy, sandbox)


def test_begins_with_the_first(learner):
    assert set(learner.states()) == {State.NOT_STARTED}
    assert learner.next() == ("start", "ex01", "it is the first of the course")


def test_what_was_edited_and_never_checked_is_to_be_checked(learner):
    learner.edit("ex02", "x = 1\n")

    assert learner.states() == [State.NOT_STARTED, State.EDITED, State.NOT_STARTED]
    assert learner.next() == (
        "check", "ex02", "you have edited it and not checked it yet",
    )  # fmt: skip


def test_what_was_begun_is_gone_on_with(learner):
    learner.edit("ex02", "x = 1\n")
    learner.check("ex02")

    assert learner.next() == (
        "edit", "ex02", "you are at 0 of 5 points after 1 attempt",
    )  # fmt: skip
    learner.edit("ex02", "x = 2\n")
    assert learner.next() == (
        "check", "ex02",
        "you are at 0 of 5 points after 1 attempt and have edited the file since",
    )  # fmt: skip


def test_of_two_that_were_begun_the_one_last_touched_comes_first(learner):
    for id in ("ex02", "ex01"):
        learner.edit(id, "x = 1\n")
        learner.check(id)
    assert learner.next()[1] == "ex01"

    learner.edit("ex02", "x = 2\n")

    assert learner.next()[:2] == ("check", "ex02")


def test_what_builds_on_done_exercises_says_so(learner):
    learner.solve("ex01")

    kind, id, reason = learner.next()

    needs = learner.course.exercise("ex02").spec.needs
    assert (kind, id) == ("start", "ex02")
    assert ("builds on ex01" in reason) == ("ex01" in needs)


def test_all_done_leaves_nothing_to_do(learner):
    for id in ("ex01", "ex02", "ex03"):
        learner.solve(id)

    assert set(learner.states()) == {State.DONE}
    assert learner.next() is None


def test_a_done_exercise_whose_checks_have_changed_is_to_be_checked_again(learner):
    for id in ("ex01", "ex02", "ex03"):
        learner.solve(id)
    checks = learner.course.exercise("ex02").public_checks
    checks.write_text(checks.read_text() + "\n# stricter\n")

    assert learner.states() == [State.DONE, State.OUTDATED, State.DONE]
    assert learner.next()[:2] == ("recheck", "ex02")


def test_breaking_a_done_exercise_leaves_it_done_and_says_that_it_was_edited(learner):
    learner.solve("ex01")
    learner.edit("ex01", "x = 1\n")

    first = learner.standings()[0]

    assert (first.state, first.edited, first.best) == (State.DONE, True, 8.0)


def test_help_stands_beside_the_score_and_does_not_change_it(learner):
    learner.solve("ex01")
    Hints(learner.database).record("ex01", "double", 1)
    Hints(learner.database).record("ex01", "double", 1)
    Versions(learner.database).solution_seen("ex01", gave_up=True)

    first = learner.standings()[0]

    assert (first.hints, first.gave_up, first.best) == (1, True, 8.0)


def test_a_missing_file_is_not_an_edit(learner):
    learner.course.exercise("ex01").stub.unlink()

    assert learner.states()[0] is State.NOT_STARTED


def test_what_happened_since_a_visit(learner):
    progress = Progress(learner.database)
    assert progress.visited() is None
    learner.edit("ex01", "x = 1\n")
    learner.check("ex01")
    progress.visit()
    _, attempt = progress.visited()
    assert progress.since(attempt) == []

    learner.solve("ex01")
    learner.check("ex02")

    one, two = progress.since(attempt)
    assert (one.exercise, one.attempts, one.before, one.best) == ("ex01", 1, 0.0, 8.0)
    assert (one.newly_passed, two.newly_passed) == (True, False)


# -- mastery ------------------------------------------------------------------------


def test_the_latest_attempts_checks_are_the_evidence_of_a_concept(learner):
    learner.solve("ex01")

    mine = concepts(learner.course, learner.database)["doubling"]

    assert mine.level is Level.MASTERED
    assert (mine.right, mine.sources) == (mine.seen, ("ex01",))
    learner.edit("ex01", "x = 1\n")
    learner.check("ex01")
    mine = concepts(learner.course, learner.database)["doubling"]
    assert (mine.level, mine.right) == (Level.STRUGGLING, 0.0)


@pytest.mark.parametrize(
    ("rights", "level"),
    [
        ([1, 1], Level.UNKNOWN),
        ([0, 0], Level.UNKNOWN),
        ([1, 1, 1], Level.MASTERED),
        ([1, 1, 0], Level.PARTLY),
        ([1, 0, 0], Level.STRUGGLING),
        ([1, 0.5, 0.5], Level.PARTLY),
    ],
)
def test_a_level_follows_from_the_share_that_is_right(rights, level):
    seen = mastery(Evidence("c", f"s{i}", r) for i, r in enumerate(rights))

    assert (seen["c"].level, seen["c"].seen) == (level, len(rights))


def test_a_check_is_evidence_of_each_concept_of_its_exercise():
    found = of_checks({"ex01": (2, 3)}, {"ex01": ("a", "b"), "ex02": ("c",)})

    assert sorted((e.concept, e.right) for e in found) == [
        ("a", 0), ("a", 1), ("a", 1), ("b", 0), ("b", 1), ("b", 1),
    ]  # fmt: skip


def test_points_do_not_shrink_when_only_public_checks_are_at_hand(toy_copy, sandbox):
    """What an exercise is out of before the first check is what it is out of after."""
    shutil.rmtree(toy_copy / "reference")
    learner = Learner(toy_copy, sandbox)
    before = [s.out_of for s in learner.standings()]

    for id in ("ex01", "ex02", "ex03"):
        learner.check(id)

    assert [s.out_of for s in learner.standings()] == before
    assert sum(before) < sum(e.spec.points for e in learner.course.exercises())


def test_an_untouched_stub_that_was_checked_is_to_be_begun(learner):
    learner.check("ex02")

    assert learner.next() == ("start", "ex02", "its file is still the stub")
