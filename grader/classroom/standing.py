"""The grades of a gradebook, as they stand: results, decisions and policies together.

The policies that `learn grade` was given are kept with its run, so that an export
or a report of the same gradebook says the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from grader.classroom.anonymous import Aliases
from grader.classroom.grade_rows import Grades, Result, Row
from grader.classroom.gradebook import Gradebook
from grader.classroom.gradebook_rows import ResultRow, Run
from grader.classroom.late import Dues, read_dues
from grader.classroom.policies import course_policies, settings
from grader.classroom.policy import Scheme, Tally
from grader.course import Course, exercise_files, fingerprint
from grader.errors import StoreError
from grader.model import Policies


class Rules(NamedTuple):
    """What makes grades of results."""

    policies: Policies
    dues: Dues = Dues()


class _Kept(msgspec.Struct, frozen=True):
    policies: Policies | None = None
    due: dict[str, datetime.datetime] = {}
    extensions: list[tuple[str, str, datetime.datetime]] = []


class _Options(msgspec.Struct, frozen=True):
    rules: _Kept = _Kept()


def given_rules(
    course: Course, policy: Path | None = None, due: Path | None = None
) -> Rules:
    """Read the policies and due dates of two files; without one, the course's.

    Raises
    ------
    LearnError
        When one of them cannot be read or names what is not there.
    """
    dues = Dues() if due is None else read_dues(due, course.folders)
    return Rules(course_policies(course, policy), dues)


def kept_rules(rules: Rules, *, policies: bool, due: bool) -> dict[str, object]:
    """Give what a run's options are to keep, under ``rules``.

    Parameters
    ----------
    policies, due : bool
        Whether the run was given them; the course's own may change.
    """
    dues = rules.dues if due else Dues()
    kept = _Kept(
        policies=rules.policies if policies else None,
        due=dict(dues.by_exercise),
        extensions=[(*key, at) for key, at in dues.extensions.items()],
    )
    return {"rules": msgspec.to_builtins(kept)}


def rules_of(
    book: Gradebook,
    course: Course,
    policy: Path | None = None,
    due: Path | None = None,
) -> Rules:
    """Give the rules in force: of these files, else of the last run, else the course's.

    Raises
    ------
    LearnError
        When a file cannot be read or names what is not there.
    """
    grading = [run for run in book.runs() if run.kind == "grade"]
    kept = _kept(_last(grading).options) if grading else _Kept()
    rules = given_rules(course, policy, due)
    if policy is None and kept.policies is not None:
        rules = rules._replace(policies=kept.policies)
    if due is None:
        more = {(student, exercise): at for student, exercise, at in kept.extensions}
        rules = rules._replace(dues=Dues(kept.due, more))
    return rules


def _kept(options: dict[str, object]) -> _Kept:
    try:
        return msgspec.convert(options, _Options).rules
    except msgspec.ValidationError as error:
        raise StoreError(
            f"the policies that are kept in the gradebook cannot be read: {error}",
            fix="name them with --policy FILE, or grade again",
        ) from error


def current_hashes(course: Course) -> dict[str, str]:
    """Give the hash of every exercise as it is now."""
    return {e.id: fingerprint(exercise_files(e)) for e in course.exercises()}


def last_seed(book: Gradebook, course: Course) -> int:
    """Give the grading seed of the last run; the course's before any."""
    runs = book.runs()
    return _last(runs).seed if runs else course.file.seed


def _last(runs: list[Run]) -> Run:
    """Give the last run, one that came to nothing only where there is no other.

    What was written beside the gradebook is not of that one.
    """
    whole = [run for run in runs if run.outcome != "interrupted"]
    return (whole or runs)[-1]


class Standing:
    """The grades of a gradebook, a student at a time: a class may be large.

    Parameters
    ----------
    book : Gradebook
    course : Course
    rules : Rules, optional
        Default: those in force.
    """

    def __init__(
        self, book: Gradebook, course: Course, rules: Rules | None = None
    ) -> None:
        self._book = book
        self.rules = rules_of(book, course) if rules is None else rules
        self._current = current_hashes(course)
        self._seed = last_seed(book, course)
        self.scheme = Scheme(
            settings(course),
            self.rules.policies,
            book.handed_in(),
            overrides=book.overrides(),
            dues=self.rules.dues,
            keeps_best=keeping_best(book),
            pass_mark=course.file.pass_mark,
        )
        self._tally = Tally(self.scheme)

    @property
    def exercises(self) -> tuple[str, ...]:
        """The exercises that count, in the course's order."""
        return self.scheme.exercises

    def rows(
        self, aliases: Aliases | None = None
    ) -> Iterator[tuple[Row, dict[int, ResultRow]]]:
        """Give each student's row, and what the gradebook has on its cells' results.

        In order of the id that is shown, so that the order tells no name.
        """
        self._tally = Tally(self.scheme)
        people = self.people()
        shown = Aliases() if aliases is None else aliases
        for student in sorted(people, key=shown.of):
            row, found = self.row(student, people[student])
            yield self._tally.count(row), found

    def people(self) -> dict[str, str]:
        """Give the name of everybody who has a row, by id."""
        people = dict(self._book.students())
        for student in self.scheme.decided_on:
            people.setdefault(student, student)
        return people

    def row(self, student: str, name: str = "") -> tuple[Row, dict[int, ResultRow]]:
        """Give one student's row, and what the gradebook has on its cells' results."""
        found = self.results(student)
        row = self.scheme.row(student, name, map(as_result, found))
        stand = {(cell.submission, cell.result) for cell in row.cells.values()}
        of_cells = {
            r.submission: r
            for r in found
            if r.result and (r.submission, r.result) in stand
        }
        return row, of_cells

    def results(self, student: str) -> list[ResultRow]:
        """Give every result of one student."""
        return list(self._book.history(self._current, self._seed, student))

    def notes(self) -> list[str]:
        """Say of the rows that were given what is not plain to see."""
        return list(self._tally.notes())

    def grades(self) -> Grades:
        """Give everybody's grades at once, in order of id."""
        rows = tuple(row for row, _ in self.rows())
        return Grades(
            exercises=self.exercises, settings=self.scheme.settings, rows=rows,
            policies=self.rules.policies, notes=tuple(self.notes()),
        )  # fmt: skip


def standing(book: Gradebook, course: Course, rules: Rules | None = None) -> Grades:
    """Compute everybody's grades from a gradebook; see `Standing`."""
    return Standing(book, course, rules).grades()


def keeping_best(book: Gradebook) -> frozenset[int]:
    """Give the runs that were told never to lower a score."""
    return frozenset(run.id for run in book.runs() if run.options.get("keep_best"))


def as_result(row: ResultRow) -> Result:
    """Take from a gradebook's row what policies read."""
    return Result(
        student=row.student,
        name=row.name,
        exercise=row.exercise,
        submission=row.submission,
        submitted_at=row.submitted_at,
        late=row.late,
        attempt=row.attempt,
        result=row.result,
        run=row.run,
        status=None if row.status == "pending" else row.status,
        score=row.score,
        max_score=row.max_score,
        stale=row.stale,
        seen=row.seen,
    )
