"""Where a learner is: each exercise's state, and the one next action with its reason."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from grader.course import (
    Course,
    exercise_files,
    fingerprint,
    points_here,
    untouched_stub,
)
from grader.errors import LearnError
from grader.frameworks import missing
from grader.mastery import Mastery, mastery, of_answers, of_checks
from grader.model import Exercise, Status
from grader.store import (
    Database,
    ExerciseProgress,
    Hints,
    Progress,
    Quizzes,
    Versions,
)
from grader.store.versions import digest
from grader.submission import read_submission


class State(enum.StrEnum):
    """How far one exercise is, in words."""

    NOT_STARTED = "not started"
    EDITED = "edited"
    IN_PROGRESS = "in progress"
    DONE = "done"
    OUTDATED = "check again"
    UNAVAILABLE = "unavailable"


class Standing(NamedTuple):
    """Where a learner is with one exercise."""

    exercise: Exercise
    state: State
    attempts: int
    best: float
    out_of: float
    hints: int
    gave_up: bool
    edited: bool
    """Whether the file has changed since it was last judged."""
    touched: float
    """When it was last edited or, if not edited since, judged; seconds."""
    untouched: bool
    """Whether the file is the stub as the course has it."""
    missing: tuple[str, ...] = ()
    """Frameworks that it needs and that are not installed here."""

    @property
    def done(self) -> bool:
        """Whether every check passed at some time."""
        return self.state in (State.DONE, State.OUTDATED)


class Action(NamedTuple):
    """The one thing to do next, and why."""

    kind: Literal["check", "edit", "start", "recheck"]
    standing: Standing
    reason: str


def standings(course: Course, database: Database) -> list[Standing]:
    """Give every exercise's standing, in the course's learning order.

    Raises
    ------
    StoreError
        When progress cannot be read.
    """
    progress = Progress(database).exercises()
    hints = Hints(database).counts()
    gave_up = Versions(database).given_up()
    return [
        _standing(e, progress.get(e.id), hints.get(e.id, 0), e.id in gave_up)
        for e in course.exercises()
    ]


def unknown(course: Course) -> list[Standing]:
    """Give every exercise as not started, for when progress cannot be read."""
    return [_standing(e, None, 0, False) for e in course.exercises()]


def available(standings: Iterable[Standing]) -> list[Standing]:
    """Leave out what cannot be done here: it counts against no one."""
    return [s for s in standings if s.state is not State.UNAVAILABLE]


def _standing(
    exercise: Exercise, mine: ExerciseProgress | None, hints: int, gave_up: bool
) -> Standing:
    standing = _as_if_all_is_here(exercise, mine, hints, gave_up)
    absent = missing(exercise.spec)
    if not absent:
        return standing
    state = State.DONE if standing.done else State.UNAVAILABLE
    return standing._replace(state=state, missing=absent)


def _as_if_all_is_here(
    exercise: Exercise, mine: ExerciseProgress | None, hints: int, gave_up: bool
) -> Standing:
    content = _content(exercise)
    if mine is None:
        untouched = untouched_stub(exercise)
        edited = None not in (content, untouched) and content != untouched
        state = State.EDITED if edited else State.NOT_STARTED
        touched = _edited_at(exercise) if edited else 0.0
        points = points_here(exercise)
        return Standing(
            exercise, state, 0, 0.0, points, hints, gave_up, edited, touched,
            content == untouched,
        )  # fmt: skip
    state = State.DONE if mine.passed else State.IN_PROGRESS
    judged = fingerprint(exercise_files(exercise))
    if mine.last_status == Status.PASSED and mine.last_exercise_sha256 != judged:
        state = State.OUTDATED
    edited = content is not None and digest(content) != mine.last_source
    at = datetime.datetime.fromisoformat(mine.last_at).timestamp()
    touched = _edited_at(exercise) if edited else at
    return Standing(
        exercise, state, mine.attempts, mine.best, mine.out_of, hints, gave_up,
        edited, touched, content is not None and content == untouched_stub(exercise),
    )  # fmt: skip


def _content(exercise: Exercise) -> bytes | None:
    try:
        return read_submission(exercise.stub)
    except LearnError:
        return None


def _edited_at(exercise: Exercise) -> float:
    try:
        return exercise.stub.stat().st_mtime
    except OSError:
        return 0.0


def next_action(standings: list[Standing]) -> Action | None:
    """Choose the one next action; None when every exercise is done.

    What was begun comes first, the latest first; then what the done exercises
    lead to, in the course's order.  It is advice: any exercise may be done.
    """
    begun = [s for s in standings if s.state in (State.IN_PROGRESS, State.EDITED)]
    if begun:
        return _go_on(max(begun, key=lambda s: s.touched))
    done = {s.exercise.id for s in standings if s.done}
    fresh = [s for s in standings if s.state is State.NOT_STARTED]
    ready = [s for s in fresh if set(s.exercise.spec.needs) <= done]
    if fresh:
        chosen = (ready or fresh)[0]
        return Action("start", chosen, _why_now(chosen, done, standings))
    outdated = [s for s in standings if s.state is State.OUTDATED]
    if outdated:
        reason = "its checks have changed since you passed them"
        return Action("recheck", outdated[0], reason)
    return None


def _go_on(standing: Standing) -> Action:
    if standing.state is State.EDITED:
        return Action("check", standing, "you have edited it and not checked it yet")
    if standing.untouched and not standing.best:
        return Action("start", standing, "its file is still the stub")
    points = f"you are at {standing.best:g} of {standing.out_of:g} points after "
    points += f"{standing.attempts} attempt{'s' if standing.attempts > 1 else ''}"
    if standing.edited:
        return Action("check", standing, f"{points} and have edited the file since")
    return Action("edit", standing, points)


def _why_now(chosen: Standing, done: set[str], standings: list[Standing]) -> str:
    needs = [id for id in chosen.exercise.spec.needs if id in done]
    leads_to = [
        s.exercise.id
        for s in standings
        if chosen.exercise.id in s.exercise.spec.needs and not s.done
    ]
    if not done:
        return "it is the first of the course"
    reason = f"it builds on {_and(needs)}" if needs else "it is the next of the course"
    if leads_to:
        reason += (
            f", and {_and(leads_to)} build{'s' if len(leads_to) == 1 else ''} on it"
        )
    return reason


def _and(ids: list[str]) -> str:
    *most, last = ids
    return f"{', '.join(most)} and {last}" if most else last


def concepts(
    course: Course,
    database: Database,
    asked: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, Mastery]:
    """Say how well each concept is known, by the evidence in the store.

    Parameters
    ----------
    asked : mapping of str to tuple of str, optional
        The concepts of each question of the quizzes; answers to them count, too.
    """
    taught = {e.id: e.spec.concepts for e in course.exercises()}
    evidence = of_checks(Progress(database).latest_checks(), taught)
    answers = {
        item: (f"quiz {a.quiz}", a.points / a.max_points)
        for item, a in (Quizzes(database).latest() if asked else {}).items()
        if a.max_points > 0
    }
    return mastery(evidence + of_answers(answers, asked or {}))
