"""From results to grades: one pure function, and everything is computed from it.

It knows no file, no database and no clock.  The same results, overrides and
policies give the same grades, in whatever order they come.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from grader.classroom.grade_rows import (
    Cell,
    Grades,
    Result,
    Row,
    RowStatus,
    Setting,
)
from grader.classroom.gradebook_rows import Override
from grader.classroom.late import Dues
from grader.classroom.marking import cell_of, in_force, overridden, rounded
from grader.model import Policies


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
    of_student, names = _by_student(results)
    for student, name in (students or {}).items():
        names.setdefault(student, name)
    handed_in = {r.exercise for some in of_student.values() for r in some}
    scheme = Scheme(
        settings, policies, handed_in, overrides=overrides, dues=dues,
        keeps_best=keeps_best, pass_mark=pass_mark,
    )  # fmt: skip
    for student in scheme.decided_on:
        names.setdefault(student, student)
    tally = Tally(scheme)
    rows = tuple(
        tally.count(scheme.row(student, names[student], of_student.get(student, [])))
        for student in sorted(names)
    )
    return Grades(
        exercises=scheme.exercises, settings=scheme.settings, rows=rows,
        policies=policies, notes=tuple(tally.notes()),
    )  # fmt: skip


class Scheme:
    """Policies, decisions and due dates, ready to make a row of anybody's results.

    Parameters
    ----------
    handed_in : collection of str
        Exercises that anybody handed in: they count where the policies name none.

    Other parameters are those of `grades`.
    """

    def __init__(
        self,
        settings: Mapping[str, Setting],
        policies: Policies,
        handed_in: Collection[str],
        *,
        overrides: Iterable[Override] = (),
        dues: Dues | None = None,
        keeps_best: Collection[int] = (),
        pass_mark: float = 0.8,
    ) -> None:
        self.policies = policies
        self.exercises = _exercises(settings, policies, handed_in)
        self.settings = {exercise: settings[exercise] for exercise in self.exercises}
        self.gone = sorted(set(handed_in) - set(settings))
        self._decided = _decisions(overrides)
        self._dues = _dues(policies, dues)
        self._keeps_best = keeps_best
        mark = policies.pass_mark
        self._pass_mark = pass_mark if mark is None else mark

    @property
    def decided_on(self) -> set[str]:
        """Students on whom a person has decided."""
        return {student for student, _ in self._decided}

    def decision(self, student: str, exercise: str) -> Override | None:
        """Give the person's decision that stands, if there is one."""
        return self._decided.get((student, exercise))

    @property
    def extended(self) -> set[str]:
        """Students who were given more time."""
        return {student for student, _ in self._dues.extensions}

    @property
    def unused(self) -> list[str]:
        """Exercises with decisions that do not count."""
        return sorted({e for _, e in self._decided} - set(self.exercises))

    def row(self, student: str, name: str, results: Iterable[Result]) -> Row:
        """Make one student's row of all their results."""
        tries: dict[str, list[Result]] = defaultdict(list)
        for result in results:
            tries[result.exercise].append(result)
        cells = {}
        for exercise in self.exercises:
            chosen = in_force(tries[exercise], self._keeps_best)
            due = self._dues.of(student, exercise)
            setting = self.settings[exercise]
            cell = cell_of(exercise, setting, chosen, self.policies, due)
            decision = self._decided.get((student, exercise))
            cells[exercise] = cell if decision is None else overridden(cell, decision)
        cells = _dropped(cells, self.settings, self.policies)
        return _row(student, name, cells, self.policies.cap, self._pass_mark)


def _by_student(
    results: Iterable[Result],
) -> tuple[dict[str, list[Result]], dict[str, str]]:
    """Sort results by student; also give the newest name of each."""
    of_student: dict[str, list[Result]] = defaultdict(list)
    named: dict[str, tuple[int, int, str]] = {}
    for row in results:
        newest = (row.submission, row.result, row.name)
        named[row.student] = max(named.get(row.student, newest), newest)
        of_student[row.student].append(row)
    return of_student, {s: name for s, (_, _, name) in named.items()}


def _decisions(overrides: Iterable[Override]) -> dict[tuple[str, str], Override]:
    """Keep the newest decision for each student and exercise, unless it withdraws."""
    newest: dict[tuple[str, str], Override] = {}
    for override in overrides:
        key = override.student, override.exercise
        if key not in newest or override.id > newest[key].id:
            newest[key] = override
    return {key: o for key, o in newest.items() if o.points is not None}


def _exercises(
    settings: Mapping[str, Setting], policies: Policies, handed_in: Collection[str]
) -> tuple[str, ...]:
    named = {*policies.required, *policies.optional}
    wanted = named if policies.required else named | set(handed_in)
    return tuple(exercise for exercise in settings if exercise in wanted)


def _dues(policies: Policies, dues: Dues | None) -> Dues:
    if dues is None:
        return Dues(policies.due)
    return Dues({**policies.due, **dues.by_exercise}, dues.extensions)


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
    student: str, name: str, cells: dict[str, Cell], cap: float, pass_mark: float
) -> Row:
    counted = [cell for cell in cells.values() if cell.counts]
    out_of = rounded(sum(cell.out_of for cell in counted if not cell.optional))
    total = rounded(sum(cell.points for cell in counted))
    total = min(total, rounded(out_of * cap))
    percent = None
    if out_of > 0:
        percent = min(rounded(100.0 * total / out_of), 100.0 * cap)
    # A share that is the mark but for rounding reaches it.
    passed = None if percent is None else percent / 100.0 >= pass_mark - 1e-9
    return Row(
        student=student, name=name, cells=cells, total=total, out_of=out_of,
        percent=percent, passed=passed, status=_row_status(cells.values()),
    )  # fmt: skip


def _row_status(cells: Iterable[Cell]) -> RowStatus:
    states = {cell.state for cell in cells if not cell.dropped}
    order: tuple[RowStatus, ...] = ("broken", "pending", "missing")
    return next((state for state in order if state in states), "complete")


class Tally:
    """Counts while rows are made what the instructor should know of them all."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._rows = 0
        self._students: set[str] = set()
        self._with: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()

    def count(self, row: Row) -> Row:
        """Count a row in, and give it back."""
        self._rows += 1
        self._students.add(row.student)
        for cell in row.cells.values():
            self._with[cell.exercise] += cell.state != "missing"
            self._seen[cell.lateness.kind] += 1
            self._seen["disputed"] += cell.lateness.disputed
            self._seen["stale"] += cell.stale
            self._seen["broken"] += cell.state == "broken"
        return row

    def notes(self) -> Iterator[str]:
        """Say in sentences what is not plain to see."""
        scheme = self._scheme
        for exercise in scheme.gone:
            yield f"{exercise} is no longer in the course: its results count nothing"
        for exercise in scheme.unused:
            yield (
                f"{exercise} has overrides and does not count: nobody handed it in, and "
                "the policies do not name it"
            )
        yield from self._rarely_handed_in()
        yield from self._extended_for_nobody()
        for key, words in _WORDS.items():
            if self._seen[key]:
                yield f"{self._seen[key]} × a submission {words}"

    def _extended_for_nobody(self) -> Iterator[str]:
        unknown = sorted(self._scheme.extended - self._students)
        if unknown:
            # Notes are seen by those who are not to know who is who.
            hidden = self._scheme.policies.anonymous
            shown = f": {', '.join(map(repr, unknown[:_SHOWN]))}" * (not hidden)
            yield (
                f"extensions name {len(unknown)} of whom nothing was found; ids are as "
                f"in grades.csv{shown}"
            )

    def _rarely_handed_in(self) -> Iterator[str]:
        policies = self._scheme.policies
        if policies.required or self._rows < 2:
            return
        for exercise in self._scheme.exercises:
            count = self._with[exercise]
            if exercise not in policies.optional and 2 * count < self._rows:
                yield (
                    f"{exercise} counts for everybody, and {count} of {self._rows} "
                    "handed it in: name what counts under `required:` in the policies"
                )


_SHOWN = 10
_WORDS = {
    "unknown": "was handed in at an unknown time: no late penalty",
    "marked": "is marked late by the LMS, and nobody said when it was due",
    "disputed": "is marked late by the LMS, and in time by the student's own clock, "
    "which costs nothing: look at it",
    "stale": "is stale: the exercise has changed since; `learn regrade` judges it again",
    "broken": "is broken, which is our fault, and counts against no one",
}
