"""Judge again what an exercise that has changed makes out of date, and say who moves.

Nothing is taken away: the new results are added, and which one counts is computed.
A dry run does all of it in a copy of the gradebook.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from grader.classroom.frames import Setup
from grader.classroom.grade_rows import Cell, Row
from grader.classroom.gradebook import NAME, Gradebook
from grader.classroom.gradebook_rows import Pending, ResultRow, Work
from grader.classroom.grades_files import write_grades
from grader.classroom.grading import held
from grader.classroom.judging import Progress, Tell, judge
from grader.classroom.pool import Pool
from grader.classroom.standing import Standing, current_hashes, last_seed
from grader.classroom.unit import Unit
from grader.course import Course
from grader.model import CheckResult, Judgement, Level, at_least

Move = Literal["up", "down", "kept", "same"]


class Options(NamedTuple):
    """How to judge again.

    Attributes
    ----------
    dry_run : bool
        Leave the gradebook and the grades as they are.
    keep_best : bool
        Let no score become lower.
    least : {"full", "strong", "basic"}
        The protection below which nothing is judged.
    """

    dry_run: bool = False
    keep_best: bool = False
    jobs: int = 1
    least: Level = "strong"
    exercises: tuple[str, ...] = ()
    cache: Path | None = None


class CheckMove(msgspec.Struct, frozen=True):
    """A check with another verdict than before; None where there was or is none."""

    id: str
    claim: str
    before: str | None
    after: str | None
    points: float


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What judging again did to one student's exercise.

    `before` and `after` are the points that count; ``kept`` means that the new score
    is lower and does not count.
    """

    student: str
    name: str
    exercise: str
    move: Move
    before: float | None
    after: float | None
    out_of: float
    overridden: bool
    checks: tuple[CheckMove, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a regrade came to; changes in order of student and exercise."""

    run: int | None
    judged: int
    changes: tuple[Change, ...]
    broken: dict[str, int]
    total_before: float
    total_after: float
    notes: tuple[str, ...]

    def count(self, move: Move) -> int:
        """Count the changes of one kind."""
        return sum(change.move == move for change in self.changes)


def regrade(course: Course, folder: Path, options: Options, tell: Tell) -> Report:
    """Judge again what is out of date in the gradebook of a folder.

    Raises
    ------
    LearnError
        When the gradebook cannot be used.
    BrokenError
        When submissions cannot be confined as well as is asked for.
    KeyboardInterrupt
        From outside; what was judged is kept, and the same command goes on.
    """
    tell(Progress("starting"))
    with contextlib.ExitStack() as stack:
        book = stack.enter_context(Gradebook(folder / NAME))
        if options.dry_run:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            book.copy_to(scratch / NAME)
            book = stack.enter_context(Gradebook(scratch / NAME))
        else:
            stack.enter_context(held(folder))
        before = _Seen.of(Standing(book, course))
        run, judged, faults = _judge(book, course, options, tell)
        standing = Standing(book, course)
        changes, after = _compare(before, standing, book, run)
        notes = standing.notes()
        if not options.dry_run and run is not None:
            tell(Progress("writing", judged, judged))
            notes = write_grades(book, course, folder)
        return Report(
            run=None if options.dry_run else run,
            judged=judged,
            changes=tuple(changes),
            broken=faults,
            total_before=before.total,
            total_after=after,
            notes=tuple(notes),
        )


def stale(book: Gradebook, course: Course, options: Options) -> list[Work]:
    """List what is to be judged again: what was judged, and not as it would be now.

    That is results of another version of the exercise, and broken ones: the fault
    was ours and may be mended.
    """
    current = current_hashes(course)
    wanted = set(options.exercises or current) & set(current)
    levels = at_least(options.least)
    fresh: dict[Work, bool] = {}
    for row in book.history(current, last_seed(book, course)):
        if row.exercise not in wanted or not row.result:
            continue
        if row.status == "unavailable":
            continue  # never judged: that is for `grade`
        key = Work(row.exercise, row.submission_sha256)
        now = not row.stale and row.status != "broken" and row.level in levels
        fresh[key] = fresh.get(key, False) or now
    return [key for key, now in fresh.items() if not now]


def _judge(
    book: Gradebook, course: Course, options: Options, tell: Tell
) -> tuple[int | None, int, dict[str, int]]:
    """Judge what is stale into the gradebook; no run where nothing is."""
    waiting = stale(book, course, options)
    if not waiting:
        return None, 0, {}
    exercises = {e.id: e for e in course.exercises()}
    seed = last_seed(book, course)

    def limit_s(unit: Unit) -> float:
        return exercises[unit.exercise].spec.limits.submission_s

    cache = None if options.cache is None else str(options.cache)
    setup = Setup(str(course.root), options.least, cache)
    pending = Pending(lambda: iter(waiting), len(waiting))
    with Pool(options.jobs, setup, limit_s) as pool:
        pool.probe()
        noted = {"keep_best": options.keep_best, "jobs": options.jobs}
        run = book.begin_run("regrade", seed, noted)
        try:
            judged = judge(book, run, pending, seed, exercises, pool, tell)
        except BaseException:
            book.end_run(run, "interrupted")
            raise
        book.end_run(run, "done")
    return run, judged, _broken(book, run)


def _broken(book: Gradebook, run: int) -> dict[str, int]:
    """Count by exercise what a run could not judge."""
    found = {
        Work(row.exercise, row.submission_sha256)
        for row in book.history({}, 0)
        if row.run == run and row.status == "broken"
    }
    return dict(sorted(Counter(work.exercise for work in found).items()))


# -- who moves, and why --------------------------------------------------------------


class _Seen(NamedTuple):
    """What stood before: cells by student and exercise, and the sum of the totals."""

    cells: dict[tuple[str, str], Cell]
    total: float

    @staticmethod
    def of(standing: Standing) -> _Seen:
        cells: dict[tuple[str, str], Cell] = {}
        total = 0.0
        for row, _ in standing.rows():
            total += row.total
            cells |= {(row.student, id): cell for id, cell in row.cells.items()}
        return _Seen(cells, round(total, 6))


def _compare(
    before: _Seen, standing: Standing, book: Gradebook, run: int | None
) -> tuple[list[Change], float]:
    changes, total = [], 0.0
    for row, _ in standing.rows():
        total += row.total
        newest = _newest(standing, row, run)
        for exercise, cell in row.cells.items():
            was = before.cells.get((row.student, exercise))
            if was is not None:
                change = _change(row, was, cell, newest, book)
                changes += [change] if change is not None else []
    return changes, round(total, 6)


def _newest(standing: Standing, row: Row, run: int | None) -> dict[int, ResultRow]:
    """Give this run's result of each submission that counts, whether it stands or not."""
    if run is None:
        return {}
    return {r.submission: r for r in standing.results(row.student) if r.run == run}


def _change(
    row: Row, was: Cell, now: Cell, newest: dict[int, ResultRow], book: Gradebook
) -> Change | None:
    """Say what changed in one cell; None for nothing."""
    new = newest.get(was.submission or 0) or newest.get(now.submission or 0)
    before, after = _points(was), _points(now)
    idle = new is None or new.status == "broken"  # what broke changes nothing
    if idle and before == after:
        return None
    result = new.result if new is not None else now.result
    checks = _moves(_checks(book, was.result), _checks(book, result))
    if before == after and not checks:
        return None
    # Where the best is kept, what stands is no longer out of date.
    kept = now.result == was.result and was.stale and not now.stale
    move: Move = "kept" if kept else "same"
    if before != after:
        move = "up" if (after or 0.0) > (before or 0.0) else "down"
    return Change(
        student=row.student,
        name=row.name,
        exercise=now.exercise,
        move=move,
        before=before,
        after=after,
        out_of=now.out_of,
        overridden=now.state == "overridden",
        checks=checks,
    )


def _points(cell: Cell) -> float | None:
    return cell.points if cell.counts or cell.dropped else None


def _checks(book: Gradebook, result: int | None) -> dict[str, CheckResult]:
    if not result:
        return {}
    judgement = msgspec.json.decode(book.body(result), type=Judgement)
    return {check.id: check for check in judgement.checks}


def _moves(
    before: dict[str, CheckResult], after: dict[str, CheckResult]
) -> tuple[CheckMove, ...]:
    """Compare by id, in the order of the checks as they are now."""
    moves = []
    for id in [*after, *(id for id in before if id not in after)]:
        old, new = before.get(id), after.get(id)
        gained = (new.points if new else 0.0) - (old.points if old else 0.0)
        if old is None or new is None or old.verdict != new.verdict or gained:
            either = new or old
            assert either is not None
            moves.append(
                CheckMove(
                    id,
                    either.claim,
                    None if old is None else old.verdict.value,
                    None if new is None else new.verdict.value,
                    round(gained, 6),
                )
            )
    return tuple(moves)
