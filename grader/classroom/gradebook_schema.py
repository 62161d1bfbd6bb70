"""The tables of ``gradebook.db`` and the steps that lead to them.

Version 1: runs, what was handed in, results, a person's decisions.

Rows are only ever added.  Which result counts (newest or best, stale or not) is
computed on reading, in `grader.classroom.gradebook`.
"""

from __future__ import annotations

MIGRATIONS = (
    """
    CREATE TABLE run (                -- a row per `learn grade` or `learn regrade`
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,             -- UTC, ISO 8601
        kind TEXT NOT NULL,           -- "grade" or "regrade"
        version TEXT NOT NULL,        -- of the platform
        seed INTEGER NOT NULL,
        options TEXT NOT NULL         -- JSON
    ) STRICT;
    CREATE TABLE run_end (            -- none for a run that was killed
        run INTEGER PRIMARY KEY REFERENCES run (id),
        at TEXT NOT NULL,
        outcome TEXT NOT NULL         -- "done" or "interrupted"
    ) STRICT;
    CREATE TABLE course_info (        -- a row whenever the course was another
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        body TEXT NOT NULL            -- JSON: title; title and points of each exercise
    ) STRICT;
    CREATE TABLE source (             -- a file, kept once however often it is handed in
        sha256 TEXT PRIMARY KEY,
        content BLOB NOT NULL
    ) STRICT;
    CREATE TABLE submission (         -- a row per file that a student handed in
        id INTEGER PRIMARY KEY,
        student TEXT NOT NULL,        -- as the LMS or the folder has it
        exercise TEXT NOT NULL,
        source TEXT NOT NULL REFERENCES source (sha256),
        origin TEXT NOT NULL,         -- where it was found, for a person
        kind TEXT NOT NULL,           -- "file", "notebook" or "zip"
        seen_run INTEGER NOT NULL REFERENCES run (id), -- the first that found it
        UNIQUE (student, exercise, source, origin)
    ) STRICT;
    CREATE TABLE seen (               -- a row per submission per run that found it
        submission INTEGER NOT NULL REFERENCES submission (id),
        run INTEGER NOT NULL REFERENCES run (id),
        name TEXT NOT NULL,           -- the student's, as a person reads it
        submitted_at TEXT,            -- UTC, ISO 8601; NULL: not known
        late INTEGER,                 -- the LMS's own mark; NULL: none
        attempt INTEGER,              -- the LMS's number; NULL: none
        PRIMARY KEY (submission, run)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE unmapped (           -- a row per thing that nobody could place, per run
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES run (id),
        origin TEXT NOT NULL,
        reason TEXT NOT NULL,
        student TEXT                  -- NULL: not known whose
    ) STRICT;
    CREATE INDEX unmapped_by_run ON unmapped (run, id);
    CREATE TABLE result (             -- a row per judged content
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES run (id),
        at TEXT NOT NULL,
        exercise TEXT NOT NULL,
        exercise_sha256 TEXT NOT NULL,
        submission_sha256 TEXT NOT NULL REFERENCES source (sha256),
        seed INTEGER NOT NULL,
        version TEXT NOT NULL,        -- of the platform
        level TEXT NOT NULL,          -- a grader.model.Level
        missing TEXT NOT NULL,        -- JSON: the walls that did not stand
        status TEXT NOT NULL,         -- a grader.model.Status
        score REAL NOT NULL,
        max_score REAL NOT NULL,
        duration_ms REAL NOT NULL,
        body BLOB NOT NULL            -- a learn.check/1 object, deflated
    ) STRICT;
    CREATE INDEX result_by_content ON result (submission_sha256, exercise, id);
    CREATE TABLE override (           -- a row per decision that a person took
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        student TEXT NOT NULL,
        exercise TEXT NOT NULL,
        points REAL NOT NULL,
        reason TEXT NOT NULL
    ) STRICT;
    CREATE TABLE quiz_answers (       -- a row per file of answers that was handed in
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES run (id),     -- the first that found it
        student TEXT NOT NULL,
        name TEXT NOT NULL,
        quiz TEXT,                    -- as the file's name says; NULL: the content does
        source TEXT NOT NULL REFERENCES source (sha256),
        origin TEXT NOT NULL,
        submitted_at TEXT,
        late INTEGER,
        UNIQUE (student, source, origin)
    ) STRICT;
    """,
)

VERSION = len(MIGRATIONS)
