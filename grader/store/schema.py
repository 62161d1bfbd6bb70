"""The tables of ``progress.db`` and the steps that lead to them.

Version 1: attempts with the file's content, and a row per check.
Version 2: hints, what commands did to a learner's file, looks at a solution,
milestones and visits; which function a check was about.
Version 3: quizzes: sittings, answers as they were given, hints; review cards.
Version 4: portraits: the numbers of pictures drawn from a learner's passed files.

Rows are only ever added: none is changed or deleted, and what they mean (state,
score, mastery, the order of versions) is computed on reading.  The one exception
is ``review_card``, a cache: it can be made anew from the answers.
"""

from __future__ import annotations

import contextlib
import functools
import re
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
    """
    CREATE TABLE quiz_sitting (       -- a row per time that a quiz was begun
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        quiz TEXT NOT NULL,
        quiz_sha256 TEXT NOT NULL,    -- of the quiz's files at that time
        seed INTEGER NOT NULL,        -- says in which order options stood
        feedback TEXT NOT NULL,       -- a grader.quiz.model.Policy
        pass_mark REAL NOT NULL
    ) STRICT;
    CREATE INDEX quiz_sitting_by_quiz ON quiz_sitting (quiz, id);
    CREATE TABLE quiz_answer (        -- a row per answer, also one that was skipped
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        sitting INTEGER REFERENCES quiz_sitting (id), -- NULL: a review
        quiz TEXT NOT NULL,
        item TEXT NOT NULL,           -- ids are unique over the course
        item_sha256 TEXT NOT NULL,    -- of what was asked and accepted
        seed INTEGER NOT NULL,        -- with shuffle: how it was asked
        shuffle INTEGER NOT NULL,
        given TEXT NOT NULL,          -- JSON, as it was given: to be marked again
        verdict TEXT NOT NULL,        -- a grader.quiz.model.QuizVerdict
        points REAL NOT NULL,
        max_points REAL NOT NULL,
        confidence TEXT NOT NULL,     -- "sure", "think so", "guess", or nothing
        hints INTEGER NOT NULL,       -- how many were shown before
        misconceptions TEXT NOT NULL, -- ids with spaces between
        duration_s REAL,              -- NULL: not known
        nth INTEGER NOT NULL          -- which try at the item in its sitting, from 1
    ) STRICT;
    CREATE INDEX quiz_answer_by_item ON quiz_answer (item, id);
    CREATE INDEX quiz_answer_by_sitting ON quiz_answer (sitting, id);
    CREATE TABLE quiz_end (           -- a row per sitting that was gone through
        sitting INTEGER PRIMARY KEY REFERENCES quiz_sitting (id),
        at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE quiz_hint (          -- a row per hint each time it was shown
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        sitting INTEGER REFERENCES quiz_sitting (id), -- NULL: a review
        item TEXT NOT NULL,
        rung INTEGER NOT NULL         -- from 1
    ) STRICT;
    CREATE INDEX quiz_hint_by_sitting ON quiz_hint (sitting, item);
    CREATE TABLE review_card (        -- a cache: when a question is to be seen again
        item TEXT PRIMARY KEY,
        quiz TEXT NOT NULL,
        due TEXT NOT NULL,            -- UTC, ISO 8601
        card TEXT NOT NULL,           -- JSON, as the scheduler writes it
        answer INTEGER NOT NULL       -- the last one that it follows from
    ) STRICT;
    """,
    """
    CREATE TABLE portrait (           -- a row per time that one was drawn, or tried
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        portrait TEXT NOT NULL,       -- its id in the course
        source TEXT NOT NULL REFERENCES source (sha256), -- the learner's file
        program TEXT NOT NULL,        -- the SHA-256 of what ran after it
        problem TEXT NOT NULL,        -- why it failed, in words; '': it did not
        data TEXT NOT NULL            -- JSON, as grader.pictures has it
    ) STRICT;
    CREATE INDEX portrait_by_source ON portrait (portrait, source, program);
    """,
)

VERSION = len(MIGRATIONS)


def migrate(db: sqlite3.Connection, steps: tuple[str, ...] | None = None) -> None:
    """Bring a database to the last version, each step in a transaction of its own.

    Two processes may get here at once: the second waits for the lock and then
    finds nothing left to do.  The steps are this module's where none are given.
    """
    steps = MIGRATIONS if steps is None else steps
    while True:
        db.execute("BEGIN IMMEDIATE")
        try:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version >= len(steps):
                db.rollback()
                return
            _step(db, steps[version])
            db.execute(f"PRAGMA user_version = {version + 1}")
        except BaseException:
            db.rollback()
            raise
        db.commit()


def is_ours(
    db: sqlite3.Connection, version: int, steps: tuple[str, ...] | None = None
) -> bool:
    """Whether a database is as the steps to a version leave it, and does nothing else.

    More tables are allowed, since nobody looks at them; a trigger is not, since it
    would do something whenever a row is added.
    """
    steps = MIGRATIONS if steps is None else steps
    made = db.execute(
        "SELECT type, name, rootpage FROM sqlite_schema WHERE substr(name, 1, 7)"
        " != 'sqlite_'"
    ).fetchall()
    if version == 0:
        return not made
    if version < VERSION and {name for _, name, _ in made} & _later(version):
        return False  # the next step would find its own table in its way
    tables = {name for type, name, page in made if type == "table" and page}
    expected = _tables(steps[:version])
    return (
        all(type != "trigger" for type, _, _ in made)
        and expected.keys() <= tables
        and all(_columns(db, name) == columns for name, columns in expected.items())
    )


def _later(version: int) -> set[str]:
    """Name what the steps after a version make."""
    text = "\n".join(MIGRATIONS[version:])
    return set(re.findall(r"^ *CREATE (?:TABLE|INDEX) (\w+)", text, re.MULTILINE))


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
        " FROM pragma_table_xinfo(?) c, pragma_table_list(?) t"
        " WHERE t.schema = 'main' ORDER BY c.cid",
        (table, table),
    ).fetchall()


def _step(db: sqlite3.Connection, step: str) -> None:
    for statement in step.split(";\n"):
        db.execute(statement)
