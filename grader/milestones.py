"""Let a learner's own code do something worth seeing, once it is right.

A milestone is data of the course: texts, and programs that run after the
learner's passing file, in the same confined worker that judges it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from grader.course import Course
from grader.errors import StoreError
from grader.model import Contract, Exercise, Limits, Milestone, MilestoneRun
from grader.store import Database, Progress, Versions

if TYPE_CHECKING:
    from grader.sandbox.host import Sandbox

ENTRY = "milestone"
LIMITS = Limits(call_s=10.0, submission_s=20.0)
MAX_TEXT = 6000
_TEXT = Contract(kind="string")


class Shown(NamedTuple):
    """What one program of a milestone printed, or why it could not."""

    title: str
    text: str
    worked: bool


def reached(course: Course, database: Database) -> list[Milestone]:
    """Give the milestones whose exercises are all passed, in the course's order.

    Raises
    ------
    StoreError
        When progress cannot be read.
    """
    milestones = course.milestones()
    if not milestones:
        return []
    passed = {id for id, mine in Progress(database).exercises().items() if mine.passed}
    return [m for m in milestones if set(m.needs) <= passed]


def unseen(course: Course, database: Database) -> list[Milestone]:
    """Give the reached milestones that were not shown yet."""
    seen = Progress(database).milestones_seen()
    return [m for m in reached(course, database) if m.id not in seen]


def newly_reached(course: Course, database: Database) -> bool:
    """Whether there is a milestone to be shown; not where that cannot be said."""
    try:
        return bool(unseen(course, database))
    except StoreError:
        return False


def show(
    milestone: Milestone,
    course: Course,
    sandbox: Sandbox,
    source_of: Callable[[str], bytes | None],
) -> list[Shown]:
    """Run a milestone's programs, each after the source of its exercise.

    Parameters
    ----------
    source_of : callable
        Gives the source for an exercise's id; None leaves its programs out.

    Raises
    ------
    BrokenError
        When no worker can be had.
    """
    found = []
    for run in milestone.runs:
        source = source_of(run.exercise)
        if source is not None:
            exercise = course.exercise(run.exercise)
            found.append(_run(run, exercise, source, sandbox, course.file.seed))
    return found


def of_learner(database: Database) -> Callable[[str], bytes | None]:
    """Take the newest source of each exercise that passed every check."""
    return Versions(database).last_passing


def _run(
    run: MilestoneRun, exercise: Exercise, source: bytes, sandbox: Sandbox, seed: int
) -> Shown:
    # Loaded for the few who have reached one: `learn` asks every time.
    from grader.sandbox.after import ProgramFailed, run_after

    try:
        text: str = run_after(
            source,
            run.program,
            ENTRY,
            exercise,
            sandbox,
            returns=_TEXT,
            seed=seed,
            limits=LIMITS,
        )
    except ProgramFailed as failed:
        return Shown(run.title, str(failed), worked=False)
    return Shown(run.title, text[:MAX_TEXT], worked=True)
