"""Write files of any size, piece by piece: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from grader.errors import LearnError


def save(file: Path, pieces: Iterable[bytes], *, force: bool = False) -> None:
    """Write one file; folders that are missing are made.

    Parameters
    ----------
    force : bool
        Whether a file that is there may be replaced.

    Raises
    ------
    LearnError
        When one is there, or it cannot be written; then nothing is changed.
    """
    require_free(file, force=force)
    beside = file.with_name(f".{secrets.token_hex(6)}.learn-unfinished")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    except OSError as error:
        raise LearnError(
            f"the file cannot be written: {error.strerror}",
            where=str(file),
            fix="check that its folder can be written to and has room",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def require_free(file: Path, *, force: bool = False) -> None:
    """Make sure that a file may be written here.

    Raises
    ------
    LearnError
        When something is there that may not be replaced.
    """
    if file.is_dir() or (not force and os.path.lexists(file)):
        raise LearnError(
            f"{file.name} is already there",
            where=str(file),
            fix="choose another place with --out, or replace it with --force",
        )
