"""Open ``progress.db``: migrated, in transactions, with SQLite's errors in words.

A file that is damaged is set aside under another name, said once, and a new one
begins; one of a newer schema is refused; one in a folder that cannot be written
to is read from a copy.  A workspace may be somebody else's work: what stands in it
is not trusted to be ours (`grader.store.foreign`).
"""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from grader.errors import StoreError
from grader.store import schema
from grader.store.foreign import (
    DamagedError,
    as_ours,
    distrusted,
    locked,
    require_a_folder,
    require_ordinary,
)

BUSY_S = 10.0
MAX_PATH = 512
"""Bytes of the longest path that SQLite opens."""
_SUFFIXES = ("", "-wal", "-shm", "-journal")
_DAMAGED = ("no such", "malformed database schema")
_EPOCH = "1970-01-01T00:00:00.000+00:00"
_T = TypeVar("_T")


class Database:
    """The store of one workspace, opened for each use.

    Parameters
    ----------
    file : Path
        ``.learn/progress.db``; made on the first write.
    say : callable, optional
        Is told in one sentence when a damaged file was set aside.
    """

    def __init__(self, file: Path, say: Callable[[str], None] | None = None) -> None:
        self.file = file
        self.say = say or (lambda _: None)
        self._seen: set[tuple[int, ...]] = set()

    def read(self, work: Callable[[sqlite3.Connection], _T], nothing: _T) -> _T:
        """Call `work` with the database; give `nothing` where there is none yet.

        Raises
        ------
        StoreError
            When the store cannot be read; the message says what to do.
        """

        def attempt() -> _T:
            with self._opened(create=False) as db:
                return nothing if db is None else work(db)

        return self._mended(attempt)

    def write(
        self, work: Callable[[sqlite3.Connection], _T], *, durable: bool = False
    ) -> _T:
        """Call `work` inside one transaction: all that it writes, or nothing.

        Parameters
        ----------
        durable : bool
            Whether to wait for the disk, so that it is there after a power cut too.

        Raises
        ------
        StoreError
            When the store cannot be written; the message says what to do.
        """

        def attempt() -> _T:
            with self._opened(create=True) as db:
                assert db is not None
                if durable:
                    db.execute("PRAGMA synchronous = FULL")
                db.execute("BEGIN IMMEDIATE")
                try:
                    result = work(db)
                    db.execute("COMMIT")
                except BaseException:
                    with contextlib.suppress(sqlite3.Error):
                        db.rollback()
                    raise
                return result

        return self._mended(attempt)

    @contextlib.contextmanager
    def kept_open(self) -> Iterator[None]:
        """Spare each use inside the work of being the first and the last.

        The last to close a database waits for the disk; this one closes when all
        is over.  What is written is as safe from a kill as ever.
        """
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(StoreError, sqlite3.Error, OSError):
                self.write(lambda _: None)
                stack.enter_context(contextlib.closing(self._open(self.file)))
            yield

    def _mended(self, attempt: Callable[[], _T]) -> _T:
        try:
            return attempt()
        except DamagedError:
            self._set_aside()
            return attempt()

    @contextlib.contextmanager
    def _opened(self, *, create: bool) -> Iterator[sqlite3.Connection | None]:
        with contextlib.ExitStack() as stack:
            try:
                if create:
                    make_folder(self.file.parent)
                elif not self.file.exists():
                    yield None
                    return
                require_a_folder(self.file.parent)
                file = self.file
                if not create and not _writable(file):
                    require_ordinary(file)
                    file = _copied(file, stack)
                db = stack.enter_context(contextlib.closing(self._open(file)))
                yield db
            except (sqlite3.Error, OSError) as error:
                raise self._sentence(error) from error

    def _open(self, file: Path) -> sqlite3.Connection:
        require_ordinary(file)
        db = distrusted(file, BUSY_S)
        try:
            version = as_ours(db, self.file, self._seen)
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

    def _set_aside(self) -> None:
        """Move a damaged file away, unless another process did so first."""
        now = datetime.datetime.now(datetime.UTC)
        aside = self.file.with_suffix(f".damaged-{now:%Y%m%d-%H%M%S-%f}.db")
        try:
            with locked(self.file.with_suffix(".lock"), BUSY_S):
                if not self.file.exists() or _sound(self.file):
                    return
                # The file itself last: until then a kill leaves it to be found again.
                for suffix in reversed(_SUFFIXES):
                    part = Path(f"{self.file}{suffix}")
                    if part.exists():
                        part.rename(f"{aside}{suffix}")
        except OSError as error:
            raise StoreError(
                f"the progress file is damaged, and cannot be set aside: "
                f"{error.strerror or 'another learn is at it'}",
                where=str(self.file),
                fix="move it away (a new one is made) and keep it: it may be mended",
            ) from error
        self.say(
            f"your progress file was damaged. It is kept as .learn/{aside.name}, and "
            "a new one begins; your exercises were not touched"
        )

    def _sentence(self, error: Exception) -> StoreError:
        text = str(error)
        if "locked" in text:
            return StoreError(
                "another learn is writing progress and does not come to an end",
                where=str(self.file),
                fix="end it and try again",
            )
        if text.startswith("unable to open") and _too_long(self.file):
            return StoreError(
                "progress cannot be kept: the path of this folder is too long for it",
                where=str(self.file),
                fix="move the workspace to a folder with a shorter path",
            )
        operational = isinstance(
            error, (sqlite3.OperationalError, sqlite3.IntegrityError, OSError)
        )
        if not operational or text.startswith(_DAMAGED):
            return DamagedError(
                "the progress file is damaged; it was left as it is",
                where=str(self.file),
                fix="move it away (a new one is made) and keep it: it may be mended",
            )
        reason = getattr(error, "strerror", None) or text
        return StoreError(
            f"progress cannot be kept: {reason}",
            where=str(self.file),
            fix="check that the folder can be written to and has room",
        )


def now() -> str:
    """Give the present moment as it is stored: UTC, ISO 8601, milliseconds."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


def moment(stored: str) -> str:
    """Give a stored time as `now` writes it; the epoch for what is no time."""
    try:
        at = datetime.datetime.fromisoformat(stored)
        # In every time zone a day of a year that a calendar has.
        sane = at.tzinfo is not None and 1970 <= at.year < datetime.MAXYEAR
    except ValueError:
        sane = False
    return stored if sane else _EPOCH


def last_attempt(db: sqlite3.Connection) -> int:
    """Give the newest attempt's id, 0 before any: a clock that all events share."""
    (newest,) = db.execute("SELECT coalesce(max(id), 0) FROM attempt").fetchone()
    return int(newest)


def keep(db: sqlite3.Connection, sha256: str, content: bytes) -> None:
    """Keep a file's content, once; mend it where something else stands in its place."""
    db.execute(
        "INSERT INTO source VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE"
        " SET content = excluded.content WHERE content IS NOT excluded.content",
        (sha256, content),
    )


def make_folder(folder: Path) -> None:
    """Make ``.learn``, the folder that a workspace's own state is kept in.

    Raises
    ------
    StoreError
        For a link: it would lead to somebody's other files.
    """
    require_a_folder(folder)
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        # Progress is one person's and belongs in no repository.
        (folder / ".gitignore").write_text("*\n", "utf-8")


def _too_long(file: Path) -> bool:
    """Whether SQLite has no room for the names of a file and its journals."""
    return len(os.fsencode(file.absolute())) > MAX_PATH - len("-journal")


def _writable(file: Path) -> bool:
    """Whether SQLite can work here: it writes beside the file even to read it."""
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def _copied(file: Path, stack: contextlib.ExitStack) -> Path:
    """Copy a database to where it can be read, what is in its journal included."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="learn-"))
    for suffix in _SUFFIXES[:2]:
        part = Path(f"{file}{suffix}")
        if part.exists():
            shutil.copyfile(part, Path(folder) / part.name)
    return Path(folder) / file.name


def _sound(file: Path) -> bool:
    """Whether a database opens and holds together, tables included."""
    try:
        require_ordinary(file)
        with contextlib.closing(distrusted(file, BUSY_S)) as db:
            (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
            as_ours(db, file)
    except sqlite3.OperationalError as error:
        return not str(error).startswith(_DAMAGED)
    except (sqlite3.DatabaseError, DamagedError):
        return False
    return bool(verdict == "ok")


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
