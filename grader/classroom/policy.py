"""From results to grades: one pure function, and everything is computed from it.

It knows no file, no database and no clock.  The same results, overrides and
policies give the same grades, in whatever order they come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Literal, NamedTuple

import msgspec

from grader.classroom.late import Due, Dues, Lateness, lateness, moment
from grader.model import Policies

State = Literal[
    "graded", "missing", "pending", "broken", "unavailable", "overridden", "not_set"
]  # fmt: skip
RowStatus = Literal["complete", "missing", "pending", "broken"]

COUNTED: frozenset[State] = frozenset({"graded", "missing", "overridden"})
"""States that count in a total; the others are held against no one."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a policy reads of one result of a submission, or of one without any.

    `result` numbers results in the order of judging; `status` is None where
    nothing has been judged yet; `run` is the one that judged it.
    """

    student: str
    exercise: str
    submission: int
    name: str = ""
    submitted_at: str | None = None
    late: bool | None = None
    attempt: int | None = None
    result: int = 0
    run: int = 0
    status: str | None = None
    score: float = 0.0
    max_score: float = 0.0
    stale: bool = False


class Setting(NamedTuple):
    """What a policy must know of an exercise of the course."""

    points: float
    unit: str = ""
    title: str = ""


class Override(msgspec.Struct, frozen=True):
    """A person's decision; None as points withdraws the ones before."""

    id: int
    student: str
    exercise: str
    points: float | None
    reason: str = ""
    at: str = ""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """What one student has for one exercise.

    `points` is what counts, of `out_of`; `share` what judging gave, from 0 to 1,
    before lateness and caps, None where nothing was judged.
    """

    exercise: str
    state: State
    points: float = 0.0
    out_of: float = 0.0
    share: float | None = None
    score: float | None = None
    max_score: float | None = None
    lateness: Lateness = Lateness("no_due")
    capped: bool = False
    optional: bool = False
    dropped: bool = False
    reason: str = ""
    stale: bool = False
    submission: int | None = None
    result: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it is part of the total."""
        return self.state in COUNTED and not self.dropped


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One student: a cell for each exercise, and what they come to."""

    student: str
    name: str
    cells: dict[str, Cell]
    total: float
    out_of: float
    percent: float | None
    passed: bool | None
    status: RowStatus


class Grades(msgspec.Struct, frozen=True, kw_only=True):
    """The grades of a class; rows in order of student.

    `notes` are sentences for the instructor about what is not plain to see.
    """

    exercises: tuple[str, ...]
    settings: dict[str, Setting]
    rows: tuple[Row, ...]
    policies: Policies
    notes: tuple[str, ...]


def grades(
    results: Iterable[Result],
    settings: Mapping[str, Setting],
    policies: Policies,
    *,
    overrides: Iterable[Override] = (),
    dues: Dues | None = None,
    students: Mapping[str, str] | None = None,
    keeps_best: Collection[int] = (),
    pass_mark: float = 0.8,
) -> Grades:
    """Compute everybody's grades.

    Parameters
    ----------
    results : iterable of Result
        Every result that there is, the older ones of a submission too.
    settings : mapping
        The course's exercises, in its order.
    overrides : iterable of Override
    dues : Dues, optional
        Replaces the policies' due dates where it names the same exercise.
    students : mapping, optional
        Names by id, of people who may have handed in nothing.
    keeps_best : collection of int
        Runs that were told never to lower a score.
    pass_mark : float
        The course's, where the policies name none.

    Returns
    -------
    Grades
        No cell is above its exercise's cap (a person's override aside) or below
        0, no total above the cap of all.
    """
    of_pair, names, strange = _by_pair(results, settings)
    for student, name in (students or {}).items():
        names.setdefault(student, name)
    decided = _decisions(overrides)
    for student, _ in decided:
        names.setdefault(student, student)
    which = _exercises(settings, policies, {exercise for _, exercise in of_pair})
    dates = _dues(policies, dues)
    rows = []
    for student in sorted(names):
        cells = {}
        for exercise in which:
            tries = _in_force(of_pair.get((student, exercise), []), keeps_best)
            cell = _cell(exercise, settings[exercise], tries, policies,
                         dates.of(student, exercise))  # fmt: skip
            decision = decided.get((student, exercise))
            if decision is not None:
                cell = _overridden(cell, decision)
            cells[exercise] = cell
        cells = _dropped(cells, settings, policies)
        rows.append(_row(student, names[student], cells, policies, pass_mark))
    notes = (
        *_notes(which, rows, policies, strange, settings),
        *_unused(decided, which),
    )
    chosen = {exercise: settings[exercise] for exercise in which}
    return Grades(
        exercises=which, settings=chosen, rows=tuple(rows), policies=policies,
        notes=notes,
    )  # fmt: skip


def points_of(exercise: str, setting: Setting, policies: Policies) -> float:
    """Give what an exercise is worth under these policies."""
    return policies.points.get(exercise, setting.points)


def _by_pair(
    results: Iterable[Result], settings: Mapping[str, Setting]
) -> tuple[dict[tuple[str, str], list[Result]], dict[str, str], set[str]]:
    """Sort results by student and exercise; also give names, and unknown exercises."""
    of_pair: dict[tuple[str, str], list[Result]] = defaultdict(list)
    named: dict[str, tuple[int, int, str]] = {}
    strange: set[str] = set()
    for row in results:
        newest = (row.submission, row.result, row.name)
        named[row.student] = max(named.get(row.student, newest), newest)
        if row.exercise in settings:
            of_pair[row.student, row.exercise].append(row)
        else:
            strange.add(row.exercise)
    return of_pair, {s: name for s, (_, _, name) in named.items()}, strange


def _decisions(overrides: Iterable[Override]) -> dict[tuple[str, str], Override]:
    """Keep the newest decision for each student and exercise, unless it withdraws."""
    newest: dict[tuple[str, str], Override] = {}
    for override in overrides:
        key = override.student, override.exercise
        if key not in newest or override.id > newest[key].id:
            newest[key] = override
    return {key: o for key, o in newest.items() if o.points is not None}


def _exercises(
    settings: Mapping[str, Setting], policies: Policies, handed_in: set[str]
) -> tuple[str, ...]:
    named = {*policies.required, *policies.optional}
    wanted = named if policies.required else named | handed_in
    return tuple(exercise for exercise in settings if exercise in wanted)


def _dues(policies: Policies, dues: Dues | None) -> Dues:
    if dues is None:
        return Dues(policies.due)
    return Dues({**policies.due, **dues.by_exercise}, dues.extensions)


# -- one cell ----------------------------------------------------------------------


def _in_force(results: list[Result], keeps_best: Collection[int]) -> list[Result]:
    """Choose the one result of each submission that stands.

    The newest does, but one that is broken or unavailable never takes the place of
    one with a verdict, and one of a run that keeps the best never that of a better.
    """
    of_submission: dict[int, list[Result]] = defaultdict(list)
    for result in results:
        of_submission[result.submission].append(result)
    chosen = []
    for submission in sorted(of_submission):
        first, *later = sorted(
            of_submission[submission], key=lambda r: (r.result, r.status or "")
        )
        stands = first
        for result in later:
            lower = result.run in keeps_best and share(result) < share(stands)
            if not _judged(stands) or (_judged(result) and not lower):
                stands = result
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


def _cell(
    exercise: str,
    setting: Setting,
    tries: list[Result],
    policies: Policies,
    due: Due | None,
) -> Cell:
    optional = exercise in policies.optional
    out_of = points_of(exercise, setting, policies)
    cells = [_graded(r, exercise, out_of, policies, due, optional) for r in tries]
    if not cells:
        state: State = "not_set" if optional else "missing"
        return Cell(exercise=exercise, state=state, out_of=out_of, optional=optional)
    return _chosen(policies.attempt)(cells, tries)


def _chosen(attempt: str) -> Callable[[list[Cell], list[Result]], Cell]:
    return _best if attempt == "best" else _latest


def _best(cells: list[Cell], tries: list[Result]) -> Cell:
    """Take the one with most points; of equals the one that was there first."""

    def worth(pair: tuple[Cell, Result]) -> tuple[float, float, int]:
        cell, result = pair
        points = cell.points if cell.state == "graded" else -1.0
        return points, -cell.lateness.by_s, -result.submission

    return max(zip(cells, tries, strict=True), key=worth)[0]


def _latest(cells: list[Cell], tries: list[Result]) -> Cell:
    """Take the one handed in last, by what all of them tell: number, time, order."""
    numbered = all(r.attempt is not None for r in tries)
    times = [moment(r.submitted_at) for r in tries]
    timed = all(time is not None for time in times)

    def when(index: int) -> tuple[int, float, int]:
        time = times[index]
        return (
            (tries[index].attempt or 0) if numbered else 0,
            time.timestamp() if timed and time is not None else 0.0,
            tries[index].submission,
        )

    return cells[max(range(len(cells)), key=when)]


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
        points=_rounded(max(0.0, min(kept, highest))),
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


def _overridden(cell: Cell, decision: Override) -> Cell:
    """Put a person's decision in place: no lateness, no cap, nothing stale."""
    assert decision.points is not None
    return msgspec.structs.replace(
        cell,
        state="overridden",
        points=_rounded(max(0.0, decision.points)),
        reason=decision.reason,
        lateness=cell.lateness._replace(penalty=0.0),
        capped=False,
        stale=False,
    )


# -- one row -------------------------------------------------------------------------


def _dropped(
    cells: dict[str, Cell], settings: Mapping[str, Setting], policies: Policies
) -> dict[str, Cell]:
    """Leave the lowest out, first in each unit and then in all; one always stays."""
    left = dict(cells)

    def drop(count: int, group: Iterable[str]) -> None:
        candidates = [
            left[e]
            for e in group
            if left[e].counts and not left[e].optional and left[e].out_of > 0
        ]
        candidates.sort(key=lambda c: (c.points / c.out_of, -c.out_of, c.exercise))
        for cell in candidates[: max(0, min(count, len(candidates) - 1))]:
            left[cell.exercise] = msgspec.structs.replace(cell, dropped=True)

    if policies.drop_lowest_per_unit:
        units: dict[str, list[str]] = defaultdict(list)
        for exercise in cells:
            units[settings[exercise].unit].append(exercise)
        for group in units.values():
            drop(policies.drop_lowest_per_unit, group)
    drop(policies.drop_lowest, cells)
    return left


def _row(
    student: str,
    name: str,
    cells: dict[str, Cell],
    policies: Policies,
    pass_mark: float,
) -> Row:
    counted = [cell for cell in cells.values() if cell.counts]
    out_of = _rounded(sum(cell.out_of for cell in counted if not cell.optional))
    total = _rounded(sum(cell.points for cell in counted))
    total = min(total, _rounded(out_of * policies.cap))
    percent = _rounded(100.0 * total / out_of) if out_of > 0 else None
    mark = pass_mark if policies.pass_mark is None else policies.pass_mark
    # A share that is the mark but for rounding reaches it.
    passed = None if percent is None else percent / 100.0 >= mark - 1e-9
    return Row(
        student=student, name=name, cells=cells, total=total, out_of=out_of,
        percent=percent, passed=passed, status=_row_status(cells.values()),
    )  # fmt: skip


def _row_status(cells: Iterable[Cell]) -> RowStatus:
    states = {cell.state for cell in cells if not cell.dropped}
    order: tuple[RowStatus, ...] = ("broken", "pending", "missing")
    return next((state for state in order if state in states), "complete")


def _rounded(points: float) -> float:
    return round(points, 6) + 0.0  # no -0.0


# -- what is not plain to see -----------------------------------------------------------


def _notes(
    which: tuple[str, ...],
    rows: list[Row],
    policies: Policies,
    strange: set[str],
    settings: Mapping[str, Setting],
) -> Iterable[str]:
    for exercise in sorted(strange):
        yield f"{exercise} has results and is no longer in the course: it counts nothing"
    for exercise in sorted(({*policies.required} & {*policies.optional}) & {*settings}):
        yield f"{exercise} is both required and optional: it counts as optional"
    if not policies.required and len(rows) > 1:
        for exercise in which:
            count = sum(row.cells[exercise].state != "missing" for row in rows)
            if exercise not in policies.optional and 2 * count < len(rows):
                yield (
                    f"{exercise} counts for everybody, and {count} of {len(rows)} "
                    "handed it in: name what counts under `required:` in the policies"
                )
    every = [cell for row in rows for cell in row.cells.values()]
    for words, count in (
        ("was handed in at an unknown time: no late penalty",
         sum(c.lateness.kind == "unknown" for c in every)),
        ("is marked late by the LMS, and nobody said when it was due",
         sum(c.lateness.kind == "marked" for c in every)),
        ("is stale: the exercise has changed since; `learn regrade` judges it again",
         sum(c.stale for c in every)),
        ("is broken, which is our fault, and counts against no one",
         sum(c.state == "broken" for c in every)),
    ):  # fmt: skip
        if count:
            yield f"{count} × a submission {words}"


def _unused(
    decided: Mapping[tuple[str, str], Override], which: tuple[str, ...]
) -> Iterable[str]:
    for exercise in sorted({exercise for _, exercise in decided} - {*which}):
        yield (
            f"{exercise} has overrides and does not count: nobody handed it in, and the "
            "policies do not name it"
        )
