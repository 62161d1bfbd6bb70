"""The tables of ``progress.db`` and the steps that lead to them.

Version 1: attempts with the file's content, and a row per check.
"""

from __future__ import annotations

import sqlite3

MIGRATIONS = (
    """
    CREATE TABLE source (             -- a judged file, kept once however often it is judged
        sha256 TEXT PRIMARY KEY,
        content BLOB NOT NULL
    ) STRICT;
    CREATE TABLE attempt (            -- a row per judged submission
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,             -- UTC, ISO 8601
        exercise TEXT NOT NULL,       -- "ex03": ids are never reused
        source TEXT NOT NULL REFERENCES source (sha256),
        exercise_sha256 TEXT NOT NULL,
        seed INTEGER NOT NULL,
        status TEXT NOT NULL,         -- a grader.model.Status
        hidden INTEGER NOT NULL,      -- 1 where hidden checks ran too
        level TEXT NOT NULL,          -- a grader.model.Level
        version TEXT NOT NULL,        -- of the platform
        duration_ms REAL NOT NULL
    ) STRICT;
    CREATE INDEX attempt_by_exercise ON attempt (exercise, id);
    CREATE TABLE check_result (       -- a row per check per attempt
        attempt INTEGER NOT NULL REFERENCES attempt (id),
        name TEXT NOT NULL,
        audience TEXT NOT NULL,
        verdict TEXT NOT NULL,        -- a grader.model.Verdict
        max_points REAL NOT NULL,     -- given where the verdict is "passed"
        message TEXT NOT NULL,        -- as it was shown
        misconception TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (attempt, name)
    ) STRICT;
    """,
)

VERSION = len(MIGRATIONS)


def migrate(db: sqlite3.Connection) -> None:
    """Bring a database to `VERSION`, each step in a transaction of its own.

    Two processes may get here at once: the second waits for the lock and then
    finds nothing left to do.
    """
    while True:
        db.execute("BEGIN IMMEDIATE")
        try:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version >= VERSION:
                db.rollback()
                return
            for statement in MIGRATIONS[version].split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {version + 1}")
        except BaseException:
            db.rollback()
            raise
        db.commit()
