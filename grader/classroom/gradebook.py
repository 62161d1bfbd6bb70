"""The gradebook: what was handed in, how it was judged, what a person decided.

One SQLite file, ``gradebook.db``.  Rows are only ever added, each result as soon as
it is there, so that a run may be killed at any moment and go on later.  What counts
is computed on reading: which of several attempts, which of several results.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from grader import __version__
from grader.classroom import gradebook_file
from grader.classroom.gradebook_history import History
from grader.classroom.gradebook_intake import keep
from grader.classroom.gradebook_queries import (
    LAST_INTAKE,
    RESULTS,
    SIGHTINGS,
    WAITING,
    Columns,
    Head,
    Sighting,
    by_age,
)
from grader.classroom.gradebook_quizzes import QuizPart
from grader.classroom.gradebook_rows import (
    Attempt,
    Lost,
    Outcome,
    Override,
    Pending,
    ResultRow,
    Run,
    RunKind,
    Work,
)
from grader.classroom.model import QuizAnswers, Submitted, Unmapped
from grader.model import Level
from grader.store.database import now

NAME = "gradebook.db"

_BATCH = 200


class Gradebook(QuizPart, History):
    """The gradebook in one file; to be closed.

    Parameters
    ----------
    file : Path
    create : bool
        Make the file where there is none.  An older one is brought to this version.

    Raises
    ------
    StoreError
        When there is none, or it is damaged, of a newer version or not a gradebook;
        the file is left as it is.
    """

    def __init__(self, file: Path, *, create: bool = False) -> None:
        self.file = file
        with gradebook_file.in_words(file):
            self._db = gradebook_file.opened(file, create=create)

    def close(self) -> None:
        """Close the file."""
        with gradebook_file.in_words(self.file):
            self._db.close()

    def copy_to(self, file: Path) -> None:
        """Make a copy that can be written to without changing this one."""
        with (
            gradebook_file.in_words(file),
            contextlib.closing(sqlite3.connect(file)) as copy,
        ):
            self._db.backup(copy)

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Write all that is written inside, or nothing."""
        with gradebook_file.in_words(self.file):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._db.rollback()
                raise

    def _rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with gradebook_file.in_words(self.file):
            yield from self._db.execute(query, values)

    # -- runs -------------------------------------------------------------------

    def begin_run(self, kind: RunKind, seed: int, options: Mapping[str, object]) -> int:
        """Note that a run begins; give its id."""
        with self._writing() as db:
            written = msgspec.json.encode(dict(options)).decode()
            row = (now(), kind, __version__, seed, written)
            query = "INSERT INTO run (at, kind, version, seed, options)"
            id = db.execute(f"{query} VALUES (?, ?, ?, ?, ?)", row).lastrowid
            assert id is not None
            return id

    def end_run(self, run: int, outcome: Outcome) -> None:
        """Note how a run ended."""
        with self._writing() as db:
            db.execute("INSERT INTO run_end VALUES (?, ?, ?)", (run, now(), outcome))

    def runs(self) -> list[Run]:
        """Give every run, oldest first."""
        rows = self._rows(
            "SELECT r.id, r.at, kind, version, seed, options, e.at, outcome"
            " FROM run r LEFT JOIN run_end e ON e.run = r.id ORDER BY r.id"
        )
        return [Run(*row)._replace(options=msgspec.json.decode(row[5])) for row in rows]

    def note_course(self, body: Mapping[str, object]) -> None:
        """Keep what the course is like, where that has changed."""
        written = msgspec.json.encode(dict(body), order="sorted").decode()
        with self._writing() as db:
            query = "SELECT body FROM course_info ORDER BY id DESC LIMIT 1"
            if db.execute(query).fetchone() != (written,):
                row = (now(), written)
                db.execute("INSERT INTO course_info (at, body) VALUES (?, ?)", row)

    def course(self) -> dict[str, Any]:
        """Give what the course was like at the last run; empty before any."""
        query = "SELECT body FROM course_info ORDER BY id DESC LIMIT 1"
        for (body,) in self._rows(query):
            known: dict[str, Any] = msgspec.json.decode(body)
            return known
        return {}

    # -- what was handed in -------------------------------------------------------

    def add_submissions(
        self, run: int, items: Iterable[Submitted | QuizAnswers | Unmapped]
    ) -> Iterator[int]:
        """Keep what a run found; gives how many there are so far, now and then.

        Nothing is kept twice, and little is held in memory at a time.
        """
        count, before, waiting = 0, -1, iter(items)
        while count > before:
            before = count
            with self._writing() as db:
                for item in islice(waiting, _BATCH):
                    keep(db, run, item)
                    count += 1
            yield count

    def unmapped(self, run: int | None = None) -> Iterator[Lost]:
        """Give what a run, the last one by default, could not place."""
        if run is None:
            run = next((id for (id,) in self._rows(LAST_INTAKE)), 0)
        query = "SELECT origin, reason, student FROM unmapped WHERE run = ? ORDER BY id"
        for row in self._rows(query, run):
            yield Lost(*row)

    def students(self) -> Iterator[tuple[str, str]]:
        """Give the id and name of everybody of whom anything was found, in order."""
        query = (
            "SELECT student, name FROM submission JOIN seen ON submission = id"
            " UNION SELECT student, name FROM quiz_answers"
            " UNION SELECT student, student FROM unmapped WHERE student IS NOT NULL"
            " ORDER BY 1"
        )
        for id, same in groupby(self._rows(query), lambda row: row[0]):
            names = [name for _, name in same]
            # What could not be placed has no name beside its id.
            yield id, next((n for n in names if n != id), id)

    def tries(self) -> dict[tuple[str, str], int]:
        """Say how many different files each student handed in to each exercise."""
        query = (
            "SELECT student, exercise, count(DISTINCT source) FROM submission"
            " GROUP BY student, exercise"
        )
        return {(who, exercise): n for who, exercise, n in self._rows(query)}

    def content(self, sha256: str) -> bytes:
        """Read a file's content.

        Raises
        ------
        StoreError
            When it is not in the gradebook, or is not what its hash says.
        """
        query = "SELECT content FROM source WHERE sha256 = ?"
        for (content,) in self._rows(query, sha256):
            if hashlib.sha256(content).hexdigest() == sha256:
                found: bytes = content
                return found
        raise gradebook_file.damaged(self.file)

    # -- results ------------------------------------------------------------------

    def pending(
        self,
        run: int,
        current: Mapping[str, str],
        seed: int,
        levels: Iterable[Level],
        students: Iterable[str] = (),
        *,
        fresh: bool = False,
        closed: Collection[str] = (),
    ) -> Pending:
        """List each content that a run found and that has no verdict yet, once.

        Parameters
        ----------
        current : mapping of str to str
            The exercises that are wanted, and the hash of each as it is now.
        levels : iterable of str
            Protection levels that a verdict may come from.
        students : iterable of str
            Whose; default everybody's.
        fresh : bool
            Judge again what was judged before this run.
        closed : collection of str
            Exercises that no run with these options judges.

        Notes
        -----
        A verdict of "broken" is none: the fault was ours, and may be mended.  Nor is
        "unavailable", unless the exercise is closed: what was missing may be here now.  Results
        that are added meanwhile change nothing: the list is made at the beginning,
        in the database.
        """
        with self._writing() as db:
            db.execute("DROP TABLE IF EXISTS temp.waiting")
            db.execute(
                "CREATE TEMP TABLE waiting"
                " (id INTEGER PRIMARY KEY, exercise TEXT, source TEXT)"
            )
            wanted = msgspec.json.encode(sorted(students)).decode()
            for exercise, sha256 in current.items():
                db.execute(
                    WAITING,
                    {
                        "run": run, "exercise": exercise, "sha256": sha256,
                        "seed": seed, "after": run - 1 if fresh else -1,
                        "levels": msgspec.json.encode(sorted(levels)).decode(),
                        "students": wanted, "closed": exercise in closed,
                    },
                )  # fmt: skip
            (count,) = db.execute("SELECT count(*) FROM waiting").fetchone()
        return Pending(self._waiting, count)

    def _waiting(self) -> Iterator[Work]:
        last = 0
        while True:
            query = "SELECT * FROM waiting WHERE id > ? ORDER BY id LIMIT ?"
            rows = list(self._rows(query, last, _BATCH))
            if not rows:
                return
            for _, exercise, source in rows:
                yield Work(exercise, source)
            last = rows[-1][0]

    def add_result(self, run: int, body: bytes) -> None:
        """Keep one learn.check/1 object, at once."""
        head = msgspec.json.decode(body, type=Head)
        protection = head.protection
        with self._writing() as db:
            db.execute(
                "INSERT INTO result VALUES"
                " (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    run, now(), head.exercise, head.exercise_sha256,
                    head.submission_sha256, head.seed, head.version, protection.level,
                    msgspec.json.encode(protection.missing).decode(),
                    head.status.value, head.score, head.max_score, head.duration_ms,
                    zlib.compress(body, 1),
                ),
            )  # fmt: skip

    def results(
        self,
        current: Mapping[str, str],
        seed: int,
        attempt: Attempt = "latest",
        *,
        before: int | None = None,
    ) -> Iterator[ResultRow]:
        """Give what counts, by student and exercise, one row for each pair.

        Parameters
        ----------
        current : mapping of str to str
            The hash of each exercise as it is now; others are left out.
        seed : int
            The grading seed: results of another count where there is no other.
        attempt : {"latest", "best"}
            "latest" is of what the last run found that found anything for the pair;
            "best" is of all that was ever found.
        before : int, optional
            Results of this run and later ones do not count.
        """
        query = f"{SIGHTINGS} ORDER BY student, exercise, id"
        every = map(Sighting._make, self._rows(query))
        for (_, exercise), some in groupby(every, lambda s: (s.student, s.exercise)):
            if exercise not in current:
                continue
            rows = [self._row(s, current[exercise], seed, before) for s in by_age(some)]
            # Of equals the last: it is the latest.
            best = max(reversed(rows), key=_worth) if attempt == "best" else rows[-1]
            yield best

    def _row(
        self, s: Sighting, sha256: str, seed: int, before: int | None
    ) -> ResultRow:
        late = None if s.late is None else bool(s.late)
        row = ResultRow(
            s.student, s.name, s.exercise, s.id, s.source, s.origin, s.kind,
            s.submitted_at, late, s.attempt, "pending", book=self,
        )  # fmt: skip
        results = [
            Columns(*r)
            for r in self._rows(RESULTS, s.source, s.exercise, before or 1 << 62)
        ]
        if not results:
            return row
        r = max(results, key=lambda r: (r.exercise_sha256 == sha256, r.seed == seed))
        return row._replace(
            status=r.status, result=r.id, run=r.run, at=r.at,
            exercise_sha256=r.exercise_sha256, seed=r.seed, version=r.version,
            level=r.level, missing=tuple(msgspec.json.decode(r.missing)),
            score=r.score, max_score=r.max_score, duration_ms=r.duration_ms,
            stale=(r.exercise_sha256, r.seed) != (sha256, seed),
        )  # fmt: skip

    def body(self, result: int) -> bytes:
        """Read the learn.check/1 object of a result."""
        query = "SELECT body FROM result WHERE id = ?"
        for (body,) in self._rows(query, result):
            try:
                return zlib.decompress(body)
            except zlib.error:
                break
        raise gradebook_file.damaged(self.file)

    # -- decisions ------------------------------------------------------------------

    def override(
        self, student: str, exercise: str, points: float | None, reason: str
    ) -> None:
        """Keep a person's decision; the last one on a pair counts, None withdraws."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO override (at, student, exercise, points, reason)"
                " VALUES (?, ?, ?, ?, ?)",
                (now(), student, exercise, points, reason),
            )

    def overrides(self) -> list[Override]:
        """Give every decision, oldest first."""
        query = "SELECT id, at, student, exercise, points, reason FROM override"
        return [Override(*row) for row in self._rows(f"{query} ORDER BY id")]


def _worth(row: ResultRow) -> float:
    return row.score if row.status != "pending" else -1.0
