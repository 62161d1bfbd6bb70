"""Open ``gradebook.db``: migrated, distrusted, with SQLite's errors in words.

A gradebook is somebody's work of weeks: one that is damaged, of a newer version or
not a gradebook at all is refused and left as it is, never replaced.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from grader.classroom.gradebook_schema import MIGRATIONS, VERSION
from grader.errors import StoreError
from grader.store import schema
from grader.store.foreign import distrusted

BUSY_S = 10.0
_NO_DATABASE = ("file is not a database", "malformed", "no such", "file is encrypted")


def opened(file: Path, *, create: bool) -> sqlite3.Connection:
    """Connect to a gradebook; see `grader.classroom.gradebook.Gradebook`.

    Raises
    ------
    StoreError
        When it is not one that can be used here.
    """
    try:
        _require_ordinary(file, create=create)
    except OSError as error:
        raise _sentence(error, file) from error
    db = _connected(file, create=create)
    try:
        version = _version_of_ours(db, file)
        if version < VERSION:
            db.execute("PRAGMA journal_mode = WAL")
            schema.migrate(db, MIGRATIONS)
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        db.close()
        raise
    return db


def _connected(file: Path, *, create: bool) -> sqlite3.Connection:
    if create or os.access(file.parent, os.W_OK):
        return distrusted(file, BUSY_S)
    # A journal could not be made beside it; nobody else can write there either.
    uri = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    return distrusted(uri, BUSY_S)


def _require_ordinary(file: Path, *, create: bool) -> None:
    for part in (file, *(Path(f"{file}{s}") for s in ("-wal", "-shm", "-journal"))):
        try:
            info = part.lstat()
        except FileNotFoundError:
            if part is file and not create:
                raise StoreError(
                    "there is no gradebook here",
                    where=str(file.parent),
                    fix="name the folder that `learn grade` wrote, or run it first",
                ) from None
            continue
        if not (part.is_file() and not part.is_symlink() and info.st_nlink == 1):
            raise StoreError(
                "this is not an ordinary file, and no gradebook is kept in it",
                where=str(part),
                fix="move it away, or choose another folder with --out",
            )


def _version_of_ours(db: sqlite3.Connection, file: Path) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StoreError(
            f"the gradebook was written by a newer learn (schema {version}, "
            f"this one knows {VERSION})",
            where=str(file),
            fix="upgrade learn; nothing was changed",
        )
    if version < 0 or not schema.is_ours(db, version, MIGRATIONS):
        raise StoreError(
            "this database is not a gradebook; it was left as it is",
            where=str(file),
            fix="move it away, or choose another folder with --out",
        )
    if db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise damaged(file)
    return int(version)


def damaged(file: Path) -> StoreError:
    """Say that a gradebook is broken inside."""
    return StoreError(
        "the gradebook is damaged; it was left as it is",
        where=str(file),
        fix="move it away and grade anew, or put a copy of yours in its place",
    )


@contextlib.contextmanager
def in_words(file: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences.

    Raises
    ------
    StoreError
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _sentence(error, file) from error


def _sentence(error: sqlite3.Error | OSError, file: Path) -> StoreError:
    text = str(error)
    if "locked" in text:
        return StoreError(
            "another program is writing to the gradebook and does not come to an end",
            where=str(file),
            fix="end it and try again",
        )
    plain = isinstance(error, (sqlite3.OperationalError, OSError))
    if not plain or any(words in text for words in _NO_DATABASE):
        return damaged(file)
    reason = getattr(error, "strerror", None) or text
    return StoreError(
        f"the gradebook cannot be used: {reason}",
        where=str(file),
        fix="check that the folder can be written to and has room; what was graded "
        "so far is kept, and the same command goes on from there",
    )
