"""Read everything that a gradebook knows of a submission: every result of it.

What counts of all this is for `grader.classroom.policy` to say.
"""

from __future__ import annotations

import abc
from collections.abc import Iterator, Mapping
from typing import Any, Self

import msgspec

from grader.classroom.gradebook_queries import SIGHTINGS, Columns, Sighting
from grader.classroom.gradebook_rows import ResultRow

# The newest sighting of each submission with each of its results, oldest first.
_HISTORY = f"""
    SELECT x.*, r.id, r.run, r.at, r.exercise_sha256, r.seed, r.version, r.level,
           r.missing, r.status, r.score, r.max_score, r.duration_ms
    FROM ({SIGHTINGS}) x LEFT JOIN result r
    ON r.submission_sha256 = x.source AND r.exercise = x.exercise
"""  # noqa: S608  (both parts are ours)
_ORDER = " ORDER BY x.student, x.exercise, x.id, r.id"
_SEEN = len(Sighting._fields)


class History(abc.ABC):
    """The part of a gradebook that reads what there ever was."""

    @abc.abstractmethod
    def _rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query."""

    @abc.abstractmethod
    def body(self, result: int) -> bytes:
        """Read the learn.check/1 object of a result."""

    def history(
        self, current: Mapping[str, str], seed: int, student: str | None = None
    ) -> Iterator[ResultRow]:
        """Give every result of every submission, one pending row for what has none.

        By student, exercise, submission and age.

        Parameters
        ----------
        current : mapping of str to str
            The hash of each exercise as it is now; results of another are stale.
        seed : int
            The grading seed; results of another are stale.
        student : str, optional
            Only theirs.
        """
        query = _HISTORY + (" WHERE x.student = ?" if student is not None else "")
        values = () if student is None else (student,)
        for row in self._rows(query + _ORDER, *values):
            sighting = Sighting._make(row[:_SEEN])
            yield self._told(sighting, row[_SEEN:], current, seed)

    def handed_in(self) -> set[str]:
        """Give the exercises that anybody ever handed in."""
        return {id for (id,) in self._rows("SELECT DISTINCT exercise FROM submission")}

    def _told(
        self: Self,
        s: Sighting,
        columns: tuple[Any, ...],
        current: Mapping[str, str],
        seed: int,
    ) -> ResultRow:
        late = None if s.late is None else bool(s.late)
        row = ResultRow(
            s.student, s.name, s.exercise, s.id, s.source, s.origin, s.kind,
            s.submitted_at, late, s.attempt, "pending", seen=s.run, book=self,
        )  # fmt: skip
        if columns[0] is None:
            return row
        r = Columns(*columns)
        return row._replace(
            status=r.status, result=r.id, run=r.run, at=r.at,
            exercise_sha256=r.exercise_sha256, seed=r.seed, version=r.version,
            level=r.level, missing=tuple(msgspec.json.decode(r.missing)),
            score=r.score, max_score=r.max_score, duration_ms=r.duration_ms,
            stale=(r.exercise_sha256, r.seed) != (current.get(s.exercise), seed),
        )  # fmt: skip
