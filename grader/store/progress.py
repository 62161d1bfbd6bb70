"""Read and append a learner's attempts.

Everything is appended; what it means (state, best score) is computed on
reading.  Two processes may write at once; a kill at any moment loses at most
the attempt that was being written.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from grader.model import Judgement, Status
from grader.store.database import Database, keep, last_attempt, moment, now


class ExerciseProgress(NamedTuple):
    """How far a learner is with one exercise."""

    attempts: int
    passed: bool
    best: float
    out_of: float
    last_at: str
    last_status: str
    last_source: str
    last_exercise_sha256: str
    passed_at: str


class Attempt(NamedTuple):
    """One judged version of a file."""

    id: int
    at: str
    exercise: str
    source: str
    status: str
    points: float
    out_of: float


class FailedCheck(NamedTuple):
    """A check of the last attempt that did not pass."""

    name: str
    verdict: str
    message: str
    about: str
    misconception: str


class NamedCheck(NamedTuple):
    """What became of a check in one attempt, for checks that ever named a belief."""

    attempt: int
    at: str
    exercise: str
    name: str
    audience: str
    verdict: str
    message: str
    about: str
    misconception: str


class Since(NamedTuple):
    """What happened between two visits to one exercise."""

    exercise: str
    attempts: int
    before: float
    best: float
    out_of: float
    newly_passed: bool


class Progress:
    """A learner's attempts in one workspace.

    Parameters
    ----------
    database : Database
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def record(
        self, judgement: Judgement, source: bytes, *, repeated: bool = True
    ) -> bool:
        """Append one attempt; say whether it was: what was unavailable is none.

        Parameters
        ----------
        repeated : bool
            Whether to append one that only repeats the last: the same file, judged
            by the same checks.

        Raises
        ------
        StoreError
            When the store cannot be written; the message says what to do.
        """
        if judgement.status is Status.UNAVAILABLE:
            return False

        def work(db: sqlite3.Connection) -> bool:
            if repeated or not _repeats(db, judgement):
                _insert(db, judgement, source)
                return True
            return False

        return self.database.write(work)

    def exercises(self) -> dict[str, ExerciseProgress]:
        """Progress by exercise id; empty where nothing was judged yet."""

        def work(db: sqlite3.Connection) -> dict[str, ExerciseProgress]:
            return {
                exercise: ExerciseProgress(
                    attempts,
                    bool(passed),
                    best or 0.0,
                    out_of or 0.0,
                    moment(at),
                    status,
                    source,
                    checks,
                    moment(passed_at) if passed else "",
                )
                for exercise, attempts, passed, best, out_of, at, status, source, checks, passed_at in db.execute(
                    _SUMMARY
                )
            }

        return self.database.read(work, {})

    def attempts(self, exercise: str | None = None) -> list[Attempt]:
        """Every attempt, of one exercise or of all, the oldest first."""

        def work(db: sqlite3.Connection) -> list[Attempt]:
            rows = db.execute(_ATTEMPTS, {"exercise": exercise})
            return [
                Attempt(
                    id,
                    moment(at),
                    exercise,
                    source,
                    status,
                    points or 0.0,
                    out_of or 0.0,
                )
                for id, at, exercise, source, status, points, out_of in rows
            ]

        return self.database.read(work, [])

    def failing(self, exercise: str) -> list[FailedCheck]:
        """Give the checks that did not pass in the last attempt, in the grader's order."""

        def work(db: sqlite3.Connection) -> list[FailedCheck]:
            rows = db.execute(
                "SELECT name, verdict, message, about, misconception FROM check_result"
                " WHERE verdict != 'passed' AND attempt ="
                " (SELECT max(id) FROM attempt WHERE exercise = ?) ORDER BY rowid",
                (exercise,),
            )
            return [FailedCheck(*row) for row in rows]

        return self.database.read(work, [])

    def latest_checks(self) -> dict[str, tuple[int, int]]:
        """Give per exercise how many checks its last attempt passed, of how many."""

        def work(db: sqlite3.Connection) -> dict[str, tuple[int, int]]:
            rows = db.execute(
                "SELECT a.exercise, sum(c.verdict = 'passed'), count(*) FROM attempt a"
                " JOIN check_result c ON c.attempt = a.id WHERE a.status != 'broken'"
                " AND a.id IN (SELECT max(id) FROM attempt GROUP BY exercise)"
                " GROUP BY a.exercise"
            )
            return {exercise: (passed, count) for exercise, passed, count in rows}

        return self.database.read(work, {})

    def named_checks(self) -> list[NamedCheck]:
        """Give all results of the checks that ever named a misconception.

        Attempts that could not be judged are left out; the oldest comes first.
        """

        def work(db: sqlite3.Connection) -> list[NamedCheck]:
            rows = db.execute(_NAMED)
            return [NamedCheck(id, moment(at), *row) for id, at, *row in rows]

        return self.database.read(work, [])

    def visited(self) -> tuple[str, int] | None:
        """When `learn` last said where one is, and the newest attempt then."""

        def work(db: sqlite3.Connection) -> tuple[str, int] | None:
            row = db.execute(
                "SELECT at, after_attempt FROM visit ORDER BY id DESC LIMIT 1"
            ).fetchone()
            return (moment(row[0]), row[1]) if row else None

        return self.database.read(work, None)

    def visit(self) -> None:
        """Append that the learner has seen where they are."""
        self.database.write(
            lambda db: db.execute(
                "INSERT INTO visit (at, after_attempt) VALUES (?, ?)",
                (now(), last_attempt(db)),
            )
        )

    def milestones_seen(self) -> set[str]:
        """Give the ids of the milestones that were shown."""

        def work(db: sqlite3.Connection) -> set[str]:
            return {id for (id,) in db.execute("SELECT milestone FROM milestone_seen")}

        return self.database.read(work, set())

    def milestone_seen(self, id: str) -> None:
        """Append that a milestone was shown."""
        self.database.write(
            lambda db: db.execute(
                "INSERT INTO milestone_seen (at, milestone) VALUES (?, ?)", (now(), id)
            )
        )

    def since(self, attempt: int) -> list[Since]:
        """Say what happened after an attempt, an exercise a row."""
        by: dict[str, list[Attempt]] = {}
        for one in self.attempts():
            by.setdefault(one.exercise, []).append(one)
        found = []
        for exercise, every in by.items():
            old = [a for a in every if a.id <= attempt]
            new = [a for a in every if a.id > attempt]
            if new:
                passed = any(a.status == Status.PASSED for a in old)
                found.append(
                    Since(
                        exercise,
                        len(new),
                        max((a.points for a in old), default=0.0),
                        max(a.points for a in every),
                        new[-1].out_of,
                        not passed and any(a.status == Status.PASSED for a in new),
                    )
                )
        return found


def _repeats(db: sqlite3.Connection, j: Judgement) -> bool:
    last = db.execute(
        "SELECT source, exercise_sha256, seed FROM attempt WHERE exercise = ?"
        " ORDER BY id DESC LIMIT 1",
        (j.exercise,),
    ).fetchone()
    return bool(last == (j.submission_sha256, j.exercise_sha256, j.seed))


def _insert(db: sqlite3.Connection, j: Judgement, source: bytes) -> None:
    keep(db, j.submission_sha256, source)
    cursor = db.execute(
        "INSERT INTO attempt (at, exercise, source, exercise_sha256, seed, status,"
        " hidden, level, version, duration_ms) VALUES (?,?,?,?,?,?,?,?,?,?)",
        (now(), j.exercise, j.submission_sha256, j.exercise_sha256, j.seed, j.status,
         int(j.hidden_checks), j.protection.level, j.version, j.duration_ms),
    )  # fmt: skip
    db.executemany(
        "INSERT INTO check_result VALUES (?,?,?,?,?,?,?,?)",
        [(cursor.lastrowid, c.id, c.audience, c.verdict, c.max_points, c.message,
          c.misconception or "", c.about) for c in j.checks],
    )  # fmt: skip


_SCORED = f"""
    SELECT a.id, a.at, a.exercise, a.source, a.exercise_sha256, a.status,
           CASE WHEN a.status != '{Status.BROKEN}' THEN
               (SELECT sum(max_points) FROM check_result c
                WHERE c.attempt = a.id AND c.verdict = 'passed') END AS points,
           (SELECT sum(max_points) FROM check_result c
            WHERE c.attempt = a.id) AS out_of
    FROM attempt a
"""  # noqa: S608  (our own constants)

_ATTEMPTS = f"""
    SELECT id, at, exercise, source, status, points, out_of FROM ({_SCORED})
    WHERE :exercise IS NULL OR exercise = :exercise ORDER BY id
"""  # noqa: S608

_NAMED = """
    SELECT a.id, a.at, a.exercise, c.name, c.audience, c.verdict, c.message, c.about,
           c.misconception
    FROM check_result c JOIN attempt a ON a.id = c.attempt
    WHERE a.status != 'broken' AND (a.exercise, c.name) IN (
        SELECT b.exercise, d.name FROM check_result d JOIN attempt b ON b.id = d.attempt
        WHERE d.misconception != ''
    )
    ORDER BY a.id, c.rowid
"""

_SUMMARY = f"""
    WITH scored AS ({_SCORED}), newest AS (
        SELECT * FROM scored WHERE id IN (SELECT max(id) FROM attempt GROUP BY exercise)
    )
    SELECT s.exercise, count(*), max(s.status = '{Status.PASSED}'), max(s.points),
           n.out_of, n.at, n.status, n.source, n.exercise_sha256,
           coalesce(min(CASE WHEN s.status = '{Status.PASSED}' THEN s.at END), '')
    FROM scored s JOIN newest n USING (exercise) GROUP BY s.exercise
"""  # noqa: S608
