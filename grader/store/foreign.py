"""Take what stands in ``.learn`` for somebody else's until it is seen to be ours.

A workspace may have come from anywhere, its ``.learn`` included.  A link there must
not choose which other file is written, a lock that is no file must stop nobody, and
a database must do nothing but hold rows.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from grader import flags
from grader.errors import StoreError
from grader.store import schema

MAX_CELL = 128 << 20
"""The most bytes of one value; a kept file has half of that at most."""
# How SQLite ends a journal that names another file, to be deleted after use.
_NAMES_A_FILE = bytes.fromhex("d9d505f920a163d7")


class DamagedError(StoreError):
    """The file is no database, one that is broken inside, or one that is not ours."""


def require_a_folder(folder: Path) -> None:
    """Make sure that a folder is not a link to another.

    Raises
    ------
    StoreError
        For a link.
    """
    if folder.is_symlink():
        raise _a_link(folder)


def require_ordinary(file: Path) -> None:
    """Make sure that a database and its journals are files, so far as they are there.

    Raises
    ------
    StoreError
        For a link, a pipe, a folder.
    DamagedError
        For a journal that would have another file deleted.
    """
    for suffix in ("", "-wal", "-shm", "-journal"):
        part = Path(f"{file}{suffix}")
        try:
            mode = part.lstat().st_mode
        except FileNotFoundError:
            continue
        if stat.S_ISLNK(mode):
            raise _a_link(part)
        if not stat.S_ISREG(mode):
            raise StoreError(
                "progress cannot be kept: this is not an ordinary file",
                where=str(part),
                fix="move it away; a new one is made",
            )
        if suffix == "-journal" and _end(part) == _NAMES_A_FILE:
            raise damaged(file)


def distrusted(file: Path | str, busy_s: float) -> sqlite3.Connection:
    """Connect to a database so that what its schema says can do little harm.

    Parameters
    ----------
    file : Path or str
        Text is an address, ``file:...``.
    """
    uri = isinstance(file, str)
    db = sqlite3.connect(file, timeout=busy_s, isolation_level=None, uri=uri)
    db.text_factory = _text
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def as_ours(
    db: sqlite3.Connection, file: Path, seen: set[tuple[int, ...]] | None = None
) -> int:
    """Give the version of a database that is as `learn` makes them.

    Parameters
    ----------
    seen : set, optional
        Remembers what was looked at, to spare looking at the same tables again.

    Raises
    ------
    DamagedError
        For another; of versions that are not known yet only the number is read.
    """
    db.execute("BEGIN")  # version and tables as they are at one moment
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (changes,) = db.execute("PRAGMA schema_version").fetchone()
        this = (*_identity(file), version, changes)
        known = 0 <= version <= schema.VERSION and this not in (seen or ())
        if version < 0 or (known and not schema.is_ours(db, version)):
            raise damaged(file)
        if seen is not None:
            seen.add(this)
    finally:
        db.rollback()
    return int(version)


def damaged(file: Path) -> DamagedError:
    """Say that a file is no database of ours."""
    return DamagedError(
        "the progress file is damaged; it was left as it is",
        where=str(file),
        fix="move it away (a new one is made) and keep it: it may be mended",
    )


if sys.platform == "win32":
    import msvcrt

    def _take(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def locked(file: Path, busy_s: float) -> Iterator[None]:
    """Hold a lock file, which is made; a pipe or link in its place stops nobody.

    Raises
    ------
    TimeoutError
        When another process holds it all the time.
    OSError
        When it cannot be made.
    """
    how = os.O_RDWR | os.O_CREAT | flags.CLOSED | flags.AT_ONCE | flags.NO_LINK
    fd = os.open(file, how, 0o666)
    give_up = time.monotonic() + busy_s
    try:
        while True:
            try:
                _take(fd)
                break
            except (BlockingIOError, PermissionError) as error:
                if time.monotonic() > give_up:
                    raise TimeoutError from error
                time.sleep(0.02)
        yield
    finally:
        os.close(fd)


def _a_link(place: Path) -> StoreError:
    return StoreError(
        "this is a link, and learn keeps progress in no other place than the workspace",
        where=str(place),
        fix="put what it leads to in the link's place, or remove the link",
    )


def _identity(file: Path) -> tuple[int, int]:
    try:
        there = file.stat()
    except FileNotFoundError:  # moved away meanwhile
        return -1, -1
    return there.st_dev, there.st_ino


def _end(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            stream.seek(0, os.SEEK_END)
            stream.seek(max(0, stream.tell() - len(_NAMES_A_FILE)))
            return stream.read()
    except FileNotFoundError:
        return b""  # whoever was making the database has done so


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
