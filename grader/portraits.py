"""Draw pictures from a learner's own code, once it has passed, and keep their numbers.

A portrait is data of the course: texts, and a program that runs after the learner's
passing file, in the same confined worker that judged it.  Its numbers are kept beside
the attempts, so that a report only has to draw them.  What goes wrong here is kept as
such; it never changes what was judged.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from grader.course import Course
from grader.errors import LearnError
from grader.model import Contract, Exercise, Limits, Portrait
from grader.pictures import MAX_LENGTH, Data, NoPicture, fit
from grader.store import Database, Versions
from grader.store.portraits import Kept, Key, Portraits
from grader.store.versions import digest

if TYPE_CHECKING:
    from grader.sandbox.host import Sandbox

ENTRY = "portrait"
LIMITS = Limits(call_s=5.0, submission_s=8.0, output_kib=16, returned_mib=1)
BUDGET_S = 5.0
"""After so long no other portrait is begun while a learner waits."""
MAX_TRIES = 2
"""A portrait that failed is tried once more: a busy machine may have been the reason."""
_ANYTHING, _AXES = Contract(kind="any"), Contract(kind="axes")


class Undrawable(Exception):
    """A learner's code gave no picture; the text says why."""


class Wanted(NamedTuple):
    """A portrait that is to be drawn from a kept file."""

    portrait: Portrait
    key: Key


class Drawn(NamedTuple):
    """A portrait with the numbers that a learner's file gave, or why there are none."""

    portrait: Portrait
    source_sha256: str
    at: str
    data: Data | None
    problem: str


# -- what there is, and what is missing ----------------------------------------------


def drawn(course: Course, database: Database) -> list[Drawn]:
    """Give what is kept of the course's portraits, in the course's order.

    A portrait is there once its exercise was passed and it was tried.  Whatever the
    database holds, `data` is what `grader.pictures.fit` lets through.

    Raises
    ------
    CourseError
        When ``portraits.yaml`` is wrong.
    StoreError
        When progress cannot be read.
    """
    portraits = {p.id: p for p in course.portraits()}
    if not portraits:
        return []
    store = Portraits(database)
    wanted = _keys(portraits.values(), store.passed())
    return [_read(portraits[kept.key.portrait], kept) for kept in store.newest(wanted)]


def missing(course: Course, database: Database) -> list[Wanted]:
    """Give the portraits of the newest passing files that are to be drawn.

    Raises
    ------
    CourseError
        When ``portraits.yaml`` is wrong.
    StoreError
        When progress cannot be read.
    """
    portraits = course.portraits()
    passed = Portraits(database).passed() if portraits else {}
    return _untried(portraits, passed, database)


def missing_of(
    course: Course, database: Database, exercise: str, source: bytes
) -> list[Wanted]:
    """Give the portraits of one exercise that are to be drawn from one file.

    Raises
    ------
    CourseError
        When ``portraits.yaml`` is wrong.
    StoreError
        When progress cannot be read.
    """
    portraits = [p for p in course.portraits() if p.exercise == exercise]
    return _untried(portraits, {exercise: digest(source)}, database)


def _untried(
    portraits: Iterable[Portrait], sources: dict[str, str], database: Database
) -> list[Wanted]:
    wanted = {p.id: p for p in portraits if p.exercise in sources}
    if not wanted:
        return []
    keys = _keys(wanted.values(), sources)
    tries = Portraits(database).tries(keys)
    found = []
    for key in keys:
        count, worked = tries.get(key, (0, False))
        if not worked and count < MAX_TRIES:
            found.append(Wanted(wanted[key.portrait], key))
    return found


def _keys(portraits: Iterable[Portrait], sources: dict[str, str]) -> list[Key]:
    return [
        Key(p.id, sources[p.exercise], _digest(p))
        for p in portraits
        if p.exercise in sources
    ]


def _digest(portrait: Portrait) -> str:
    """Hash what the numbers depend on, the learner's file aside."""
    parts = portrait.kind, *portrait.log, portrait.program
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _read(portrait: Portrait, kept: Kept) -> Drawn:
    data, problem = None, kept.problem
    if not problem:
        try:
            value = msgspec.json.decode(kept.data)
            data = fit(portrait.kind, value, portrait.log)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            problem = "its numbers are not in the progress file as they were"
    return Drawn(portrait, kept.key.source, kept.at, data, problem)


# -- drawing -------------------------------------------------------------------------


def draw(
    portrait: Portrait,
    exercise: Exercise,
    source: bytes,
    sandbox: Sandbox,
    seed: int,
    unwanted: Callable[[], bool] | None = None,
) -> Data:
    """Run a portrait's program after a learner's file.

    Parameters
    ----------
    seed : int
        Of everything random in the worker.
    unwanted : callable, optional
        Asked every few milliseconds whether to stop.

    Returns
    -------
    dict
        As `grader.pictures.fit` gives it.

    Raises
    ------
    Undrawable
        When there is no picture in what came back, or nothing came back.
    ProgramStopped
        When `unwanted` said yes.
    BrokenError
        When no worker can be had.
    """
    # Loaded for the few commands that draw; the others only read.
    from grader.sandbox.after import ProgramFailed, run_after

    try:
        value = run_after(
            source,
            portrait.program,
            ENTRY,
            exercise,
            sandbox,
            returns=_AXES if portrait.kind == "figure" else _ANYTHING,
            seed=seed,
            limits=LIMITS,
            unwanted=unwanted,
        )
        value = _sketched(value) if portrait.kind == "figure" else _plain(value)
        return fit(portrait.kind, value, portrait.log)
    except ProgramFailed as failed:
        raise Undrawable(str(failed)) from None
    except NoPicture as refused:
        text = f"`{ENTRY}` returned no picture: {refused}"
        raise Undrawable(text) from None


def make(
    wanted: Iterable[Wanted],
    course: Course,
    database: Database,
    sandbox: Sandbox,
    *,
    budget_s: float = BUDGET_S,
    unwanted: Callable[[], bool] | None = None,
) -> int:
    """Draw portraits and keep each as soon as it is there, or why it failed.

    Parameters
    ----------
    budget_s : float
        Seconds after which none is begun any more; the one that runs then may take
        as long as `LIMITS` let it.
    unwanted : callable, optional
        Asked every few milliseconds whether to stop; what was running then is left.

    Returns
    -------
    int
        How many are left, to be drawn another time.

    Raises
    ------
    BrokenError
        When no worker can be had.
    StoreError
        When a file cannot be read back, or a portrait cannot be kept.
    """
    from grader.sandbox.after import ProgramStopped

    left = list(wanted)
    store, versions = Portraits(database), Versions(database)
    give_up = time.monotonic() + budget_s
    while left and time.monotonic() < give_up:
        portrait, key = left[0]
        exercise = course.exercise(portrait.exercise)
        source = versions.content(key.source)
        data, problem = "", ""
        try:
            made = draw(portrait, exercise, source, sandbox, course.file.seed, unwanted)
            data = msgspec.json.encode(made).decode()
        except Undrawable as why:
            problem = str(why)
        except ProgramStopped:
            break
        store.record(key, data, problem)
        del left[0]
    return len(left)


def ensure(
    course: Course, database: Database, sandbox: Sandbox, budget_s: float
) -> int:
    """Draw what is missing for the exercises that were passed before.

    Returns
    -------
    int
        How many are left: the next time goes on with them.

    Raises
    ------
    LearnError
        As `missing` and `make` raise it.
    """
    return make(missing(course, database), course, database, sandbox, budget_s=budget_s)


def after_pass(
    passed: Iterable[tuple[str, bytes]],
    course: Course,
    database: Database,
    sandbox: Sandbox,
    unwanted: Callable[[], bool] | None = None,
) -> int:
    """Draw what files that have just passed are missing; whatever happens, say nothing.

    The verdict was given: a portrait that cannot be drawn or kept now is drawn when a
    report is made.

    Parameters
    ----------
    passed : iterable of (str, bytes)
        An exercise's id and the file, both recorded.

    Returns
    -------
    int
        How many are left; 0 too where nothing can be done about them now.
    """
    try:
        wanted = [
            one
            for id, source in passed
            for one in missing_of(course, database, id, source)
        ]
        return make(wanted, course, database, sandbox, unwanted=unwanted)
    except (LearnError, OSError):
        return 0


def _sketched(axes: Any) -> object:
    from grader.sketch import sketch

    return sketch(axes)


def _plain(value: Any) -> object:
    """Turn the arrays in a value from a worker into lists."""
    import numpy as np

    if isinstance(value, (np.ndarray, np.generic)):
        # One without any entries may still claim to have millions of rows.
        longest = max(value.shape, default=0)
        if longest > MAX_LENGTH:
            raise NoPicture(
                f"an array has {longest} entries along an axis; at most {MAX_LENGTH} fit"
            )
        return value.tolist()
    if type(value) is list or type(value) is tuple:
        return [_plain(entry) for entry in value]
    if type(value) is dict:
        return {key: _plain(entry) for key, entry in value.items()}
    return value
