"""The tables of ``progress.db`` and the steps that lead to them.

Version 1: attempts with the file's content, and a row per check.
Version 2: hints, what commands did to a learner's file, looks at a solution,
milestones and visits; which function a check was about.

Rows are only ever added: none is changed or deleted, and what they mean (state,
score, mastery, the order of versions) is computed on reading.
"""

from __future__ import annotations

import contextlib
import functools
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
    """
    -- about: the function or class that the check called last
    ALTER TABLE check_result ADD COLUMN about TEXT NOT NULL DEFAULT '';
    CREATE TABLE hint (               -- a row per rung each time it was shown
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        exercise TEXT NOT NULL,
        ladder TEXT NOT NULL,         -- the function or class that it helps with
        rung INTEGER NOT NULL,        -- from 1
        after INTEGER NOT NULL        -- the last attempt at that time; 0 before any
    ) STRICT;
    CREATE INDEX hint_by_exercise ON hint (exercise, id);
    CREATE TABLE file_change (        -- what a command did to a learner's file
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        exercise TEXT NOT NULL,
        kind TEXT NOT NULL,           -- a grader.store.versions.Kind
        before TEXT REFERENCES source (sha256),       -- NULL: there was no file
        after TEXT NOT NULL REFERENCES source (sha256),
        after_attempt INTEGER NOT NULL,               -- the last attempt at that time
        version INTEGER               -- for an undo: the version gone back to
    ) STRICT;
    CREATE INDEX file_change_by_exercise ON file_change (exercise, id);
    CREATE TABLE solution_seen (      -- a row per look at a reference solution
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        exercise TEXT NOT NULL,
        gave_up INTEGER NOT NULL      -- 1 where no attempt had passed
    ) STRICT;
    CREATE TABLE milestone_seen (     -- a row per time that one was shown
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        milestone TEXT NOT NULL       -- its id in the course
    ) STRICT;
    CREATE TABLE visit (              -- a row per look at where one is
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        after_attempt INTEGER NOT NULL                -- the last attempt at that time
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
            _step(db, MIGRATIONS[version])
            db.execute(f"PRAGMA user_version = {version + 1}")
        except BaseException:
            db.rollback()
            raise
        db.commit()


def is_ours(db: sqlite3.Connection, version: int) -> bool:
    """Whether a database is as the steps to a version leave it, and does nothing else.

    More tables are allowed, since nobody looks at them; a trigger is not, since it
    would do something whenever a row is added.
    """
    made = db.execute(
        "SELECT type, name, rootpage FROM sqlite_schema WHERE substr(name, 1, 7)"
        " != 'sqlite_'"
    ).fetchall()
    if version == 0:
        return not made
    tables = {name for type, name, page in made if type == "table" and page}
    expected = _tables(MIGRATIONS[:version])
    return (
        all(type != "trigger" for type, _, _ in made)
        and expected.keys() <= tables
        and all(_columns(db, name) == columns for name, columns in expected.items())
    )


@functools.cache
def _tables(steps: tuple[str, ...]) -> dict[str, list[tuple[object, ...]]]:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for step in steps:
            _step(db, step)
        names = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {name: _columns(db, name) for (name,) in names.fetchall()}


def _columns(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """Give a table's columns, and whether it takes no values of other types."""
    return db.execute(
        'SELECT c.name, c.type, c."notnull", c.pk, c.hidden, t.strict'
        " FROM pragma_table_xinfo(?1) c, pragma_table_list(?1) t"
        " WHERE t.schema = 'main' ORDER BY c.cid",
        (table,),
    ).fetchall()


def _step(db: sqlite3.Connection, step: str) -> None:
    for statement in step.split(";\n"):
        db.execute(statement)
