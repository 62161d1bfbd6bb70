"""Read and append the pictures that were drawn from a learner's passed files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from grader.store.database import Database, moment, now

MAX_DATA = 200_000
"""Bytes of one picture's numbers; no picture of ours comes near it."""
MAX_PROBLEM = 500


class Key(NamedTuple):
    """What a picture depends on: itself, the learner's file and what ran after it."""

    portrait: str
    source: str
    """The SHA-256 of the learner's file."""
    program: str
    """The SHA-256 of the program."""


class Kept(NamedTuple):
    """A picture as it is kept; whoever wrote the database, so not to be trusted."""

    key: Key
    at: str
    data: str
    """JSON; empty where it could not be drawn."""
    problem: str
    """Why not, in words; empty where it could."""


class Portraits:
    """The pictures of one workspace.

    Parameters
    ----------
    database : Database
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def record(self, key: Key, data: str, problem: str = "") -> None:
        """Append that a picture was drawn, or why it could not be.

        Raises
        ------
        StoreError
            When it cannot be kept; the learner's file must be kept already.
        """
        row = (now(), *key, problem[:MAX_PROBLEM], data)
        self.database.write(
            lambda db: db.execute(
                "INSERT INTO portrait (at, portrait, source, program, problem, data)"
                " VALUES (?,?,?,?,?,?)",
                row,
            )
        )

    def tries(self, wanted: Iterable[Key]) -> dict[Key, tuple[int, bool]]:
        """Give how often each picture was tried, and whether it was ever drawn."""

        def work(db: sqlite3.Connection) -> dict[Key, tuple[int, bool]]:
            found = {}
            for key in wanted:
                count, drawn = db.execute(
                    "SELECT count(*), max(problem = '') FROM portrait"
                    " WHERE portrait = ? AND source = ? AND program = ?",
                    key,
                ).fetchone()
                found[key] = (count, bool(drawn))
            return found

        return self.database.read(work, {})

    def newest(self, wanted: Iterable[Key]) -> list[Kept]:
        """Give for each wanted picture what there is to show, if there is anything.

        That is the picture itself, or why it could not be drawn; where it was never
        tried, the last one that the same program drew from another file.
        """

        def work(db: sqlite3.Connection) -> list[Kept]:
            found = []
            for key in wanted:
                values = key._asdict() | {"problem": MAX_PROBLEM, "data": MAX_DATA}
                row = db.execute(_NEWEST, values).fetchone()
                if row:
                    source, at, problem, data = row
                    kept = Key(key.portrait, source, key.program)
                    found.append(Kept(kept, moment(at), data, problem))
            return found

        return self.database.read(work, [])

    def passed(self) -> dict[str, str]:
        """Give per exercise the SHA-256 of the newest file that passed every check."""

        def work(db: sqlite3.Connection) -> dict[str, str]:
            rows = db.execute(
                "SELECT exercise, source FROM attempt WHERE id IN (SELECT max(id)"
                " FROM attempt WHERE status = 'passed' GROUP BY exercise)"
            )
            return dict(rows.fetchall())

        return self.database.read(work, {})


# The row is chosen by what stands before the numbers: those of others are not read.
_NEWEST = """
    SELECT source, at, substr(problem, 1, :problem),
        CASE WHEN length(CAST(data AS BLOB)) <= :data THEN data ELSE '' END
    FROM portrait WHERE id = (
        SELECT id FROM portrait
        WHERE portrait = :portrait AND program = :program
            AND (source = :source OR problem = '')
        ORDER BY source = :source DESC, problem = '' DESC, id DESC LIMIT 1
    )
"""
