"""Read and append a learner's progress.

Everything is appended; what it means (state, best score) is computed on
reading.  Two processes may write at once; a kill at any moment loses at most
the attempt that was being written.
"""

from __future__ import annotations

import datetime
import sqlite3
import time
from pathlib import Path
from typing import NamedTuple

from grader.errors import StoreError
from grader.model import Judgement, Status
from grader.store import schema

BUSY_S = 10.0


class ExerciseProgress(NamedTuple):
    """How far a learner is with one exercise."""

    attempts: int
    passed: bool
    best: float
    out_of: float
    last_at: str
    last_status: str


class Progress:
    """The store of one workspace.

    Parameters
    ----------
    file : Path
        ``.learn/progress.db``; made on the first write.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def record(self, judgement: Judgement, source: bytes) -> None:
        """Append one attempt.

        Raises
        ------
        StoreError
            When the store cannot be written; the message says what to do.
        """
        with _Connection(self.file, create=True) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                self._insert(db, judgement, source)
            except BaseException:
                db.rollback()
                raise
            db.commit()

    def _insert(self, db: sqlite3.Connection, j: Judgement, source: bytes) -> None:
        db.execute(
            "INSERT OR IGNORE INTO source VALUES (?, ?)", (j.submission_sha256, source)
        )
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        cursor = db.execute(
            "INSERT INTO attempt (at, exercise, source, exercise_sha256, seed, status,"
            " hidden, level, version, duration_ms) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (now, j.exercise, j.submission_sha256, j.exercise_sha256, j.seed, j.status,
             int(j.hidden_checks), j.protection.level, j.version, j.duration_ms),
        )  # fmt: skip
        db.executemany(
            "INSERT INTO check_result VALUES (?,?,?,?,?,?,?)",
            [(cursor.lastrowid, c.id, c.audience, c.verdict, c.max_points, c.message,
              c.misconception or "") for c in j.checks],
        )  # fmt: skip

    def exercises(self) -> dict[str, ExerciseProgress]:
        """Progress by exercise id; empty where nothing was judged yet."""
        if not self.file.exists():
            return {}
        with _Connection(self.file, create=False) as db:
            rows = db.execute(_SUMMARY).fetchall()
        return {
            exercise: ExerciseProgress(
                attempts, bool(passed), best or 0.0, out_of or 0.0, at, status
            )
            for exercise, attempts, passed, best, out_of, at, status in rows
        }


_SUMMARY = f"""
    WITH scored AS (
        SELECT a.id, a.exercise, a.status, a.at,
               (SELECT sum(max_points) FROM check_result c
                WHERE c.attempt = a.id AND c.verdict = 'passed') AS points,
               (SELECT sum(max_points) FROM check_result c
                WHERE c.attempt = a.id) AS out_of
        FROM attempt a
    )
    SELECT exercise,
           count(*),
           max(status = '{Status.PASSED}'),
           max(CASE WHEN status != '{Status.BROKEN}' THEN points END),
           (SELECT out_of FROM scored x WHERE x.exercise = s.exercise ORDER BY id DESC LIMIT 1),
           (SELECT at FROM attempt x WHERE x.exercise = s.exercise ORDER BY id DESC LIMIT 1),
           (SELECT status FROM attempt x WHERE x.exercise = s.exercise ORDER BY id DESC LIMIT 1)
    FROM scored s GROUP BY exercise
"""  # noqa: S608  (our own constants)


def _use_wal(db: sqlite3.Connection) -> None:
    """Turn the journal to WAL, waiting for others: SQLite itself does not here."""
    give_up = time.monotonic() + BUSY_S
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
        else:
            return


class _Connection:
    """An open, migrated database; SQLite's errors become sentences."""

    def __init__(self, file: Path, *, create: bool) -> None:
        self.file, self.create = file, create
        self.db: sqlite3.Connection | None = None

    def __enter__(self) -> sqlite3.Connection:
        try:
            if self.create:
                self.file.parent.mkdir(exist_ok=True)
            self.db = self._open()
        except (sqlite3.Error, OSError) as error:
            raise self._sentence(error) from error
        return self.db

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.file, timeout=BUSY_S, isolation_level=None)
        try:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version > schema.VERSION:
                raise StoreError(
                    f"progress was written by a newer learn (schema {version}, "
                    f"this one knows {schema.VERSION})",
                    where=str(self.file),
                    fix="upgrade learn; nothing was changed",
                )
            if version < schema.VERSION:
                # Once per file: WAL lets a reader and a writer work at once.
                _use_wal(db)
                schema.migrate(db)
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            db.close()
            raise
        return db

    def __exit__(
        self, kind: type | None, error: BaseException | None, _: object
    ) -> None:
        if self.db is not None:
            self.db.close()
        if isinstance(error, sqlite3.Error):
            raise self._sentence(error) from error

    def _sentence(self, error: Exception) -> StoreError:
        if "locked" in str(error):
            return StoreError(
                "another learn is writing progress and does not come to an end",
                where=str(self.file),
                fix="end it and try again",
            )
        damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(
            error, (sqlite3.OperationalError, sqlite3.IntegrityError)
        )
        if damaged:
            return StoreError(
                "the progress file is damaged; it was left as it is",
                where=str(self.file),
                fix="move it away (a new one is made) and keep it: it may be mended",
            )
        return StoreError(
            f"progress cannot be kept: {error}",
            where=str(self.file),
            fix="check that the folder can be written to and has room",
        )
