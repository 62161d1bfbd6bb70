"""Every version of a learner's file: what was checked, and what commands replaced.

A version is a content that the file had.  Undoing goes back along them and adds
none; it is remembered, so that undoing twice goes back two steps.
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Literal, NamedTuple

from grader.store.database import Database, keep, last_attempt, now

Kind = Literal["saved", "reset", "start", "undo"]
"""saved: edits that nobody had checked, kept before a command replaced them."""


class Version(NamedTuple):
    """A content that a learner's file had."""

    number: int
    at: str
    sha256: str
    origin: str
    """"checked", or the `Kind` of change that it comes from."""
    attempts: int
    points: float
    out_of: float
    passed: bool


class Versions:
    """The versions of the files of one workspace.

    Parameters
    ----------
    database : Database
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def of(self, exercise: str) -> list[Version]:
        """Give an exercise's versions, the oldest first, numbered from 1."""
        return self.database.read(lambda db: _versions(db, exercise), [])

    def content(self, sha256: str) -> bytes:
        """Give a kept content by its hash."""

        def work(db: sqlite3.Connection) -> bytes:
            row = db.execute(
                "SELECT content FROM source WHERE sha256 = ?", (sha256,)
            ).fetchone()
            return bytes(row[0]) if row else b""

        return self.database.read(work, b"")

    def standing(self, exercise: str, content: bytes) -> int:
        """Give the number of the version that the file has now; 0 if it is none of them.

        The file may have had the same content several times: what was undone to
        last says which one is meant.
        """
        sha256 = digest(content)

        def work(db: sqlite3.Connection) -> int:
            versions = _versions(db, exercise)
            newest = db.execute(
                "SELECT kind, after, version, after_attempt FROM file_change"
                " WHERE exercise = ? ORDER BY id DESC LIMIT 1",
                (exercise,),
            ).fetchone()
            if newest is not None and newest[0] == "undo" and newest[1] == sha256:
                later = db.execute(
                    "SELECT 1 FROM attempt WHERE exercise = ? AND id > ? AND source != ?",
                    (exercise, newest[3], sha256),
                ).fetchone()
                if later is None:
                    return int(newest[2])
            same = [v.number for v in versions if v.sha256 == sha256]
            return same[-1] if same else 0

        return self.database.read(work, 0)

    def save(self, exercise: str, content: bytes) -> None:
        """Keep a content that was never checked, before something replaces it."""
        self.changed(exercise, "saved", content, content)

    def changed(
        self,
        exercise: str,
        kind: Kind,
        before: bytes | None,
        after: bytes,
        version: int | None = None,
    ) -> None:
        """Append what a command is about to do to the file; both contents are kept.

        Raises
        ------
        StoreError
            When it cannot be kept: then the file must not be replaced.
        """

        def work(db: sqlite3.Connection) -> None:
            for content in (before, after):
                if content is not None:
                    keep(db, digest(content), content)
            db.execute(
                "INSERT INTO file_change (at, exercise, kind, before, after,"
                " after_attempt, version) VALUES (?,?,?,?,?,?,?)",
                (now(), exercise, kind, None if before is None else digest(before),
                 digest(after), last_attempt(db), version),
            )  # fmt: skip

        self.database.write(work)

    def solution_seen(self, exercise: str, *, gave_up: bool) -> None:
        """Append that the reference solution was shown."""
        self.database.write(
            lambda db: db.execute(
                "INSERT INTO solution_seen (at, exercise, gave_up) VALUES (?,?,?)",
                (now(), exercise, int(gave_up)),
            )
        )

    def given_up(self) -> set[str]:
        """Exercises whose solution was shown before any attempt had passed."""

        def work(db: sqlite3.Connection) -> set[str]:
            rows = db.execute(
                "SELECT DISTINCT exercise FROM solution_seen WHERE gave_up"
            )
            return {exercise for (exercise,) in rows}

        return self.database.read(work, set())

    def last_passing(self, exercise: str) -> bytes | None:
        """Give the newest content that passed every check, if there is one."""

        def work(db: sqlite3.Connection) -> bytes | None:
            row = db.execute(
                "SELECT s.content FROM attempt a JOIN source s ON s.sha256 = a.source"
                " WHERE a.exercise = ? AND a.status = 'passed' ORDER BY a.id DESC LIMIT 1",
                (exercise,),
            ).fetchone()
            return bytes(row[0]) if row else None

        return self.database.read(work, None)


def digest(content: bytes) -> str:
    """Hash a content as the store names it."""
    return hashlib.sha256(content).hexdigest()


class _Event(NamedTuple):
    attempt: int
    order: int
    at: str
    sha256: str
    origin: str
    points: float
    out_of: float
    passed: bool


def _versions(db: sqlite3.Connection, exercise: str) -> list[Version]:
    """Put attempts and changes in order; the same content twice in a row is one."""
    found: list[Version] = []
    for event in sorted(_events(db, exercise)):
        last = found[-1] if found else None
        checked = int(event.origin == "checked")
        if last is not None and last.sha256 == event.sha256:
            found[-1] = last._replace(
                attempts=last.attempts + checked,
                points=max(last.points, event.points),
                out_of=event.out_of or last.out_of,
                passed=last.passed or event.passed,
            )
            continue
        if event.origin == "undo":
            continue
        found.append(
            Version(len(found) + 1, event.at, event.sha256, event.origin, checked,
                    event.points, event.out_of, event.passed)
        )  # fmt: skip
    return found


def _events(db: sqlite3.Connection, exercise: str) -> list[_Event]:
    judged = db.execute(
        "SELECT a.id, a.at, a.source, a.status,"
        " sum(CASE WHEN c.verdict = 'passed' THEN c.max_points ELSE 0 END),"
        " sum(c.max_points) FROM attempt a"
        " LEFT JOIN check_result c ON c.attempt = a.id"
        " WHERE a.exercise = ? GROUP BY a.id",
        (exercise,),
    ).fetchall()
    events = [
        _Event(id, 0, at, source, "checked",
               0.0 if status == "broken" else points or 0.0, out_of or 0.0,
               status == "passed")
        for id, at, source, status, points, out_of in judged
    ]  # fmt: skip
    changes = db.execute(
        "SELECT id, at, kind, before, after, after_attempt FROM file_change"
        " WHERE exercise = ?",
        (exercise,),
    ).fetchall()
    for id, at, kind, before, after, attempt in changes:
        if before is not None:
            events.append(_Event(attempt, 2 * id, at, before, "saved", 0.0, 0.0, False))
        if kind != "saved":
            events.append(_Event(attempt, 2 * id + 1, at, after, kind, 0.0, 0.0, False))
    return events
