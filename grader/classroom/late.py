"""When work was due, for whom, and what being late costs.

Times are compared as moments: every one has its zone, and one that has none is
refused where it is read and counts as unknown where it was stored.
"""

from __future__ import annotations

import csv
import datetime
import io
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from grader.errors import LearnError
from grader.model import LatePolicy

EVERYBODY = frozenset({"", "*"})
"""What stands in place of a student for the due date itself."""
_COLUMNS = ("student", "exercise", "due")
_MAX_BYTES = 16 << 20
_SHOWN = 10
_DAY_S, _HOUR_S = 86_400.0, 3_600.0

Kind = Literal["in_time", "late", "marked", "unknown", "no_due"]


Due = tuple[datetime.datetime, bool]
"""When something was due for a student, and whether that is an extension."""


class DueError(LearnError):
    """A file of due dates has rows that cannot be used."""


class Lateness(NamedTuple):
    """How late one submission was.

    `kind` is ``marked`` where only the LMS's own mark says so, and ``unknown``
    where there is a due date and no time; `by_s` is in seconds, and `penalty` the
    share of the earned points that is lost.  `disputed`: the time that is known says
    that it was in time, and the LMS's mark that it was not.
    """

    kind: Kind
    by_s: float = 0.0
    penalty: float = 0.0
    extended: bool = False
    disputed: bool = False


class Dues(NamedTuple):
    """Due dates by exercise, and extensions by (student, exercise)."""

    by_exercise: Mapping[str, datetime.datetime] = {}
    extensions: Mapping[tuple[str, str], datetime.datetime] = {}

    def of(self, student: str, exercise: str) -> Due | None:
        """Give when it was due for this student, and whether that is an extension.

        An extension never takes time away: the later moment counts.
        """
        due = self.by_exercise.get(exercise)
        more = [
            moment
            for name in (exercise, "*")
            if (moment := self.extensions.get((student, name))) is not None
        ]
        if more and (due is None or max(more) > due):
            return max(more), True
        return (due, False) if due is not None else None


def moment(stored: str | None) -> datetime.datetime | None:
    """Read a stored time; None for what is none or has no zone."""
    if not stored:
        return None
    try:
        read = datetime.datetime.fromisoformat(stored)
    except ValueError:
        return None
    return read if read.tzinfo is not None else None


def lateness(
    due: Due | None,
    submitted: datetime.datetime | None,
    marked: bool | None,
    policy: LatePolicy,
) -> Lateness:
    """Say how late a submission was and what that costs.

    Parameters
    ----------
    due : (datetime, bool) or None
        From `Dues.of`; None where nobody said when it was due.
    submitted : datetime or None
    marked : bool or None
        The LMS's own mark; counts only where there is no due date.

    Notes
    -----
    Within the grace nothing is lost; after it every begun unit since the due date
    counts.  The share lost is at most 1 - floor, until `max_days`: then it is 1.
    """
    if due is None:
        if marked:
            return Lateness("marked", 0.0, policy.marked)
        return Lateness("no_due")
    at, extended = due
    if submitted is None:
        return Lateness("unknown", 0.0, 0.0, extended)
    by_s = (submitted - at).total_seconds()
    if by_s <= 0:
        # With an extension the LMS's mark is as it should be.
        disputed = bool(marked) and not extended
        return Lateness("in_time", 0.0, 0.0, extended, disputed)
    return Lateness("late", by_s, _penalty(by_s, policy), extended)


def _penalty(by_s: float, policy: LatePolicy) -> float:
    if by_s <= policy.grace_minutes * 60:
        return 0.0
    if policy.max_days is not None and by_s > policy.max_days * _DAY_S:
        return 1.0
    lost = policy.per_day * math.ceil(by_s / _DAY_S)
    lost += policy.per_hour * math.ceil(by_s / _HOUR_S)
    return max(0.0, min(lost, 1.0 - policy.floor))


def read_dues(file: Path, exercises: Iterable[str]) -> Dues:
    """Read a CSV of due dates and extensions.

    Parameters
    ----------
    file : Path
        With the columns student, exercise and due.  No student, or ``*``: the due
        date for all; exercise ``*``: an extension for every exercise.
    exercises : iterable of str
        The course's ids.

    Raises
    ------
    DueError
        When it cannot be read; names every bad row by its line, up to ten.
    """
    where = str(file)
    try:
        with file.open("rb") as stream:
            raw = stream.read(_MAX_BYTES + 1)
        if len(raw) > _MAX_BYTES:
            raise DueError("the file is larger than 16 MiB", where=where)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise DueError(f"cannot read it: {error.strerror}", where=where) from error
    except UnicodeDecodeError as error:
        raise DueError(
            "the file is not UTF-8", where=where, fix="save it as CSV UTF-8"
        ) from error
    return parse_dues(text, exercises, where)


def parse_dues(text: str, exercises: Iterable[str], where: str = "") -> Dues:
    """Read the text of a CSV of due dates and extensions; see `read_dues`."""
    reading = _Reading(frozenset(exercises))
    head = text.partition("\n")[0]
    delimiter = ";" if ";" in head and "," not in head else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        if sorted(names) != sorted(_COLUMNS):
            raise DueError(
                "its first line must name the columns student, exercise and due",
                where=f"{where}:1" if where else "line 1",
            )
        places = [names.index(column) for column in _COLUMNS]
        last = rows.line_num
        for row in rows:
            line, last = last + 1, rows.line_num
            if any(map(str.strip, row)):
                reading.add(line, [row[i] for i in places] if len(row) == 3 else row)
    except csv.Error as error:
        raise DueError(f"not a CSV file: {error}", where=where) from error
    if reading.problems:
        raise DueError(
            "some rows of the due dates cannot be used:\n" + _listed(reading.problems),
            where=where,
            fix="one row is: student,exercise,due with a due such as "
            "2026-03-01T23:59+01:00",
        )
    return Dues(reading.due, reading.extensions)


class _Reading:
    """What the rows of a file of due dates say so far."""

    def __init__(self, exercises: frozenset[str]) -> None:
        self.exercises = exercises
        self.due: dict[str, datetime.datetime] = {}
        self.extensions: dict[tuple[str, str], datetime.datetime] = {}
        self.problems: list[str] = []
        self._lines: dict[tuple[str, str], int] = {}

    def add(self, line: int, row: list[str]) -> None:
        problem = self._added(line, row)
        if problem:
            self.problems.append(f"  line {line}: {problem}")

    def _added(self, line: int, row: list[str]) -> str:
        if len(row) != len(_COLUMNS):
            return f"it has {len(row)} cells, not 3"
        student, exercise, due = row[0], row[1].strip(), row[2].strip()
        everybody = student.strip() in EVERYBODY
        key = ("" if everybody else student, exercise)
        if exercise not in self.exercises and (everybody or exercise != "*"):
            return f"there is no exercise {exercise!r} in this course"
        try:
            at = datetime.datetime.fromisoformat(due)
        except ValueError:
            return f"{due!r} is no date and time"
        if at.tzinfo is None:
            return f"{due!r} has no time zone: write +01:00 or Z behind it"
        if key in self._lines:
            return f"the same student and exercise stand in line {self._lines[key]}"
        self._lines[key] = line
        if everybody:
            self.due[exercise] = at
        else:
            self.extensions[key] = at
        return ""


def _listed(problems: list[str]) -> str:
    more = len(problems) - _SHOWN
    return "\n".join(problems[:_SHOWN] + ([f"  and {more} more"] if more > 0 else []))
