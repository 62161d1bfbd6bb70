"""Every version of a learner's file: what was checked, and what commands replaced.

A version is a content that the file had.  Undoing goes back to the one that it was
made from and adds none; it is remembered, so that undoing twice goes back two steps.
A version keeps its number for ever: versions follow from events, and events are only
appended.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection
from typing import Literal, NamedTuple

from grader.errors import StoreError
from grader.store.database import Database, keep, last_attempt, moment, now

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
    parent: int
    """The version that the file had before it first had this one; 0 if none."""


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
        return self.database.read(lambda db: _fold(db, exercise)[0], [])

    def content(self, sha256: str) -> bytes:
        """Give a kept content by its hash.

        Raises
        ------
        StoreError
            When it is not kept, or is no longer what was kept.
        """

        def work(db: sqlite3.Connection) -> bytes | None:
            row = db.execute(
                "SELECT content FROM source WHERE sha256 = ?", (sha256,)
            ).fetchone()
            return bytes(row[0]) if row else None

        content = self.database.read(work, None)
        if content is None or digest(content) != sha256:
            raise StoreError(
                "this version is not in the progress file as it was",
                where=str(self.database.file),
                fix="choose another one: `learn history` lists them",
            )
        return content

    def contents(self, sha256: Collection[str]) -> dict[str, bytes]:
        """Give kept contents by their hashes; without those that are not as they were."""
        wanted = sorted(set(sha256))

        def work(db: sqlite3.Connection) -> dict[str, bytes]:
            rows = db.execute(
                "SELECT sha256, content FROM source WHERE sha256 IN"
                " (SELECT value FROM json_each(?))",
                (json.dumps(wanted),),
            )
            return {name: bytes(content) for name, content in rows}

        nothing: dict[str, bytes] = {}
        found = self.database.read(work, nothing)
        return {name: c for name, c in found.items() if digest(c) == name}

    def standing(self, exercise: str, content: bytes) -> int:
        """Give the number of the version that the file has now; 0 if it is none of them.

        The file may have had the same content several times: what was done to it
        last says which one is meant.
        """
        sha256 = digest(content)

        def work(db: sqlite3.Connection) -> int:
            versions, last = _fold(db, exercise)
            if last and versions[last - 1].sha256 == sha256:
                return last
            same = [v.number for v in versions if v.sha256 == sha256]
            return same[-1] if same else 0

        return self.database.read(work, 0)

    def last(self, exercise: str) -> int:
        """Give the number of the version that the file was last known to have.

        Edits that nobody has checked start from it; 0 before any version.
        """
        return self.database.read(lambda db: _fold(db, exercise)[1], 0)

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

        They are on the disk before this ends, as the file itself soon is.

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

        self.database.write(work, durable=True)

    def solution_seen(self, exercise: str, *, gave_up: bool) -> None:
        """Append that the reference solution was shown."""
        self.database.write(
            lambda db: db.execute(
                "INSERT INTO solution_seen (at, exercise, gave_up) VALUES (?,?,?)",
                (now(), exercise, int(gave_up)),
            )
        )

    def solutions(self) -> dict[str, bool]:
        """Exercises whose solution was shown; true where no attempt had passed then."""

        def work(db: sqlite3.Connection) -> dict[str, bool]:
            rows = db.execute(
                "SELECT exercise, max(gave_up) FROM solution_seen GROUP BY exercise"
            )
            return {exercise: bool(gave_up) for exercise, gave_up in rows}

        return self.database.read(work, {})

    def given_up(self) -> set[str]:
        """Exercises whose solution was shown before any attempt had passed."""
        return {exercise for exercise, gave_up in self.solutions().items() if gave_up}

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
    points: float = 0.0
    out_of: float = 0.0
    passed: bool = False
    version: int = 0


def _fold(db: sqlite3.Connection, exercise: str) -> tuple[list[Version], int]:
    """Put attempts and changes in order: the versions, and the one that came last.

    What is met again while the file stands at it makes no new version.
    """
    found: list[Version] = []
    standing = 0
    for event in sorted(_events(db, exercise)):
        if event.origin == "undo":
            standing = event.version if 1 <= event.version <= len(found) else 0
            continue
        checked = int(event.origin == "checked")
        if standing and found[standing - 1].sha256 == event.sha256:
            same = found[standing - 1]
            found[standing - 1] = same._replace(
                attempts=same.attempts + checked,
                points=max(same.points, event.points),
                out_of=event.out_of or same.out_of,
                passed=same.passed or event.passed,
            )
            continue
        before, standing = standing, len(found) + 1
        found.append(
            Version(standing, event.at, event.sha256, event.origin, checked,
                    event.points, event.out_of, event.passed, before)
        )  # fmt: skip
    return found, standing


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
        _Event(id, 0, moment(at), source, "checked",
               0.0 if status == "broken" else points or 0.0, out_of or 0.0,
               status == "passed")
        for id, at, source, status, points, out_of in judged
    ]  # fmt: skip
    changes = db.execute(
        "SELECT id, at, kind, before, after, after_attempt, version FROM file_change"
        " WHERE exercise = ?",
        (exercise,),
    ).fetchall()
    for id, written, kind, before, after, attempt, version in changes:
        at = moment(written)
        if before is not None:
            events.append(_Event(attempt, 2 * id, at, before, "saved"))
        if kind != "saved":
            events.append(
                _Event(attempt, 2 * id + 1, at, after, kind, version=version or 0)
            )
    return events
