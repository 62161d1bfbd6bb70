"""Write files whole or not at all, and nothing over what is there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from grader.errors import LearnError


def save(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write files, each in one step; folders that are missing are made.

    Parameters
    ----------
    force : bool
        Whether a file that is there may be replaced.

    Raises
    ------
    LearnError
        When one is there, before any is written, or cannot be written.
    """
    for file in files:
        if file.is_dir() or (not force and (file.exists() or file.is_symlink())):
            raise LearnError(
                f"{file.name} is already there",
                where=str(file),
                fix="choose another place with --out, or replace it with --force",
            )
    for file, content in files.items():
        beside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            beside.replace(file)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise LearnError(
                f"it cannot be written: {error.strerror}", where=str(file)
            ) from error
