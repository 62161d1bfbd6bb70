"""One cell of the grades: which attempt counts, and what it is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import msgspec

from grader.classroom.grade_rows import Cell, Result, Setting, State
from grader.classroom.gradebook_rows import Override
from grader.classroom.late import Due, lateness, moment
from grader.model import Policies


def points_of(exercise: str, setting: Setting, policies: Policies) -> float:
    """Give what an exercise is worth under these policies."""
    return policies.points.get(exercise, setting.points)


def rounded(points: float) -> float:
    """Round as far as adding up may differ in another order."""
    return round(points, 6) + 0.0  # no -0.0


def in_force(results: list[Result], keeps_best: Collection[int]) -> list[Result]:
    """Choose the one result of each submission that stands.

    The newest does, one of the exercise as it is now before any other.  But one that
    is broken or unavailable never takes the place of one with a verdict, and one of a
    run that keeps the best never that of a better: that one is not stale then.
    """
    of_submission: dict[int, list[Result]] = defaultdict(list)
    for result in results:
        of_submission[result.submission].append(result)
    chosen = []
    for submission in sorted(of_submission):
        first, *later = sorted(
            of_submission[submission],
            key=lambda r: (not r.stale, r.result, r.status or ""),
        )
        stands = first
        for result in later:
            lower = result.run in keeps_best and share(result) < share(stands)
            if not _judged(stands) or (_judged(result) and not lower):
                stands = result
            elif lower and _judged(result):
                stands = msgspec.structs.replace(stands, stale=result.stale)
        chosen.append(stands)
    return chosen


def _judged(result: Result) -> bool:
    return result.status in ("passed", "failed")


def share(result: Result) -> float:
    """Give what a result is worth, from 0 to 1; -1 for one without a verdict."""
    if not _judged(result):
        return -1.0
    if result.max_score <= 0:
        return 1.0 if result.status == "passed" else 0.0
    return min(1.0, max(0.0, result.score / result.max_score))


def cell_of(
    exercise: str,
    setting: Setting,
    tries: list[Result],
    policies: Policies,
    due: Due | None,
) -> Cell:
    """Make a student's cell of the results that stand, one for each attempt."""
    optional = exercise in policies.optional
    out_of = points_of(exercise, setting, policies)
    cells = [_graded(r, exercise, out_of, policies, due, optional) for r in tries]
    if not cells:
        state: State = "not_set" if optional else "missing"
        return Cell(exercise=exercise, state=state, out_of=out_of, optional=optional)
    return (_best if policies.attempt == "best" else _latest)(cells, tries)


def _best(cells: list[Cell], tries: list[Result]) -> Cell:
    """Take the one with most points; of equals the one that was there first."""

    def worth(pair: tuple[Cell, Result]) -> tuple[float, float, int]:
        cell, result = pair
        points = cell.points if cell.state == "graded" else -1.0
        return points, -cell.lateness.by_s, -result.submission

    return max(zip(cells, tries, strict=True), key=worth)[0]


def _latest(cells: list[Cell], tries: list[Result]) -> Cell:
    """Take the one handed in last, by what all of them tell: number, time, order.

    Of those that the last run found: what it did not find any more was replaced.
    """
    last = max(result.seen for result in tries)
    current = [i for i, result in enumerate(tries) if result.seen == last]
    times = [moment(r.submitted_at) for r in tries]
    timed = all(times[i] is not None for i in current)

    def when(index: int) -> tuple[int, float, int]:
        time = times[index]
        return (
            tries[index].attempt or 0,  # a first attempt often has no number
            time.timestamp() if timed and time is not None else 0.0,
            tries[index].submission,
        )

    return cells[max(current, key=when)]


def _graded(
    result: Result,
    exercise: str,
    out_of: float,
    policies: Policies,
    due: Due | None,
    optional: bool,
) -> Cell:
    late = lateness(due, moment(result.submitted_at), result.late, policies.late)
    state = _state(result)
    got = share(result) if state == "graded" else None
    highest = out_of * policies.caps.get(exercise, 1.0)
    kept = out_of * (got or 0.0) * (1.0 - late.penalty)
    return Cell(
        exercise=exercise,
        state=state,
        points=rounded(max(0.0, min(kept, highest))),
        out_of=out_of,
        share=got,
        score=result.score if got is not None else None,
        max_score=result.max_score if got is not None else None,
        lateness=late,
        capped=kept > highest,
        optional=optional,
        stale=result.stale,
        submission=result.submission,
        result=result.result,
    )


def _state(result: Result) -> State:
    if result.status is None:
        return "pending"
    if result.status == "broken":
        return "broken"
    if result.status == "unavailable":
        return "unavailable"
    return "graded"


def overridden(cell: Cell, decision: Override) -> Cell:
    """Put a person's decision in place: no lateness, no cap, nothing stale."""
    assert decision.points is not None
    return msgspec.structs.replace(
        cell,
        state="overridden",
        points=rounded(max(0.0, decision.points)),
        reason=decision.reason,
        lateness=cell.lateness._replace(penalty=0.0),
        capped=False,
        stale=False,
    )
