"""What is asked of the gradebook's tables, and the rows as they come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from grader.classroom.gradebook_rows import State
from grader.model import Level, Protection, Status


class Head(msgspec.Struct):
    """The columns of a result, out of its learn.check/1 object."""

    exercise: str
    submission_sha256: str
    exercise_sha256: str
    seed: int
    status: Status
    score: float
    max_score: float
    protection: Protection
    duration_ms: float
    version: str


class Sighting(NamedTuple):
    """A row of `submission` with what the last run that saw it says of it."""

    id: int
    student: str
    exercise: str
    source: str
    origin: str
    kind: str
    run: int
    name: str
    submitted_at: str | None
    late: int | None
    attempt: int | None


def by_age(some: Iterable[Sighting]) -> list[Sighting]:
    """Put attempts at one exercise in order, as policies do: number, time, order.

    Of those that the last run found times count if all have one.
    """
    every = list(some)
    last = max(s.run for s in every)
    timed = all(s.submitted_at for s in every if s.run == last)

    def age(s: Sighting) -> tuple[int, int, str, int]:
        return s.run, s.attempt or 0, (s.submitted_at or "") if timed else "", s.id

    return sorted(every, key=age)


class Columns(NamedTuple):
    """A row of `result`, its body aside."""

    id: int
    run: int
    at: str
    exercise_sha256: str
    seed: int
    version: str
    level: Level
    missing: str
    status: State
    score: float
    max_score: float
    duration_ms: float


# A run that came to nothing has no say while there is another.
LAST_INTAKE = """
    SELECT id FROM run LEFT JOIN run_end ON run = id WHERE kind = 'grade'
    ORDER BY outcome IS 'interrupted', id DESC LIMIT 1
"""

SIGHTINGS = """
    SELECT s.id, s.student, s.exercise, s.source, s.origin, s.kind,
           n.run, n.name, n.submitted_at, n.late, n.attempt
    FROM submission s JOIN seen n ON n.submission = s.id
    AND n.run = (SELECT max(run) FROM seen WHERE submission = s.id)
"""

# Newest first: of equals, `max` takes the first.
RESULTS = """
    SELECT id, run, at, exercise_sha256, seed, version, level, missing, status,
           score, max_score, duration_ms
    FROM result WHERE submission_sha256 = ? AND exercise = ? AND run < ?
    ORDER BY id DESC
"""

WAITING = """
    INSERT INTO waiting (exercise, source)
    SELECT s.exercise, s.source FROM seen n JOIN submission s ON s.id = n.submission
    WHERE n.run = :run AND s.exercise = :exercise
    AND (:students = '[]' OR s.student IN (SELECT value FROM json_each(:students)))
    AND NOT EXISTS (
        SELECT 1 FROM result r
        WHERE r.submission_sha256 = s.source AND r.exercise = s.exercise
        AND r.exercise_sha256 = :sha256 AND r.seed = :seed AND r.run > :after
        AND CASE r.status
            WHEN 'broken' THEN 0
            WHEN 'unavailable' THEN :closed
            ELSE r.level IN (SELECT value FROM json_each(:levels)) END
    )
    GROUP BY s.source ORDER BY min(s.id)
"""
