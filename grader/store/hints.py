"""Which hints were shown, and when the next may be."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from grader.store.database import Database, last_attempt, moment, now


class Rung(NamedTuple):
    """A hint that was shown, as it was first: `after` is the last attempt then."""

    exercise: str
    ladder: str
    rung: int
    at: str
    after: int


class Hints:
    """The hints that were shown in one workspace.

    Parameters
    ----------
    database : Database
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def shown(self, exercise: str) -> dict[str, int]:
        """Give the highest rung shown of each ladder of an exercise."""

        def work(db: sqlite3.Connection) -> dict[str, int]:
            rows = db.execute(
                "SELECT ladder, max(rung) FROM hint WHERE exercise = ? GROUP BY ladder",
                (exercise,),
            )
            return dict(rows.fetchall())

        return self.database.read(work, {})

    def counts(self) -> dict[str, int]:
        """Give the number of different rungs shown, by exercise."""

        def work(db: sqlite3.Connection) -> dict[str, int]:
            rows = db.execute(
                "SELECT exercise, count(*) FROM (SELECT DISTINCT exercise, ladder, rung"
                " FROM hint) GROUP BY exercise"
            )
            return dict(rows.fetchall())

        return self.database.read(work, {})

    def rungs(self) -> list[Rung]:
        """Give every different rung that was shown, the first one first."""

        def work(db: sqlite3.Connection) -> list[Rung]:
            rows = db.execute(
                "SELECT exercise, ladder, rung, at, after FROM hint WHERE id IN"
                " (SELECT min(id) FROM hint GROUP BY exercise, ladder, rung)"
                " ORDER BY id"
            )
            return [Rung._make(row)._replace(at=moment(row[3])) for row in rows]

        return self.database.read(work, [])

    def questions(self) -> dict[str, int]:
        """Give the highest hint ever shown to a question of a quiz, by its id."""

        def work(db: sqlite3.Connection) -> dict[str, int]:
            rows = db.execute("SELECT item, max(rung) FROM quiz_hint GROUP BY item")
            return dict(rows.fetchall())

        return self.database.read(work, {})

    def record(self, exercise: str, ladder: str, rung: int) -> None:
        """Append that a rung was shown."""
        self.database.write(
            lambda db: db.execute(
                "INSERT INTO hint (at, exercise, ladder, rung, after) VALUES (?,?,?,?,?)",
                (now(), exercise, ladder, rung, last_attempt(db)),
            )
        )

    def honest_attempts(self, exercise: str, stub: bytes | None) -> int:
        """Count attempts since the last new rung that changed something.

        An attempt counts if its file differs, in more than blanks, from the stub
        and from everything that was judged before.
        """

        def work(db: sqlite3.Connection) -> int:
            # The first time that each rung was shown: looking again starts nothing.
            row = db.execute(
                "SELECT max(first) FROM (SELECT min(after) AS first FROM hint"
                " WHERE exercise = ? GROUP BY ladder, rung)",
                (exercise,),
            ).fetchone()
            since = row[0] or 0
            seen = set() if stub is None else {_substance(stub)}
            count = 0
            for id, content in db.execute(
                "SELECT a.id, s.content FROM attempt a"
                " JOIN source s ON s.sha256 = a.source WHERE a.exercise = ? ORDER BY a.id",
                (exercise,),
            ):
                substance = _substance(content)
                count += int(id > since and substance not in seen)
                seen.add(substance)
            return count

        return self.database.read(work, 0)


def _substance(content: bytes) -> bytes:
    """Give a file without its blanks: what a changed line end does not change."""
    return b"".join(content.split())
