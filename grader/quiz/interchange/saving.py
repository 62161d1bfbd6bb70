"""Write files whole or not at all, and nothing over what is there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from grader.errors import LearnError
from grader.workspace.files import replace


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
        if file.is_dir() or (not force and os.path.lexists(file)):
            raise LearnError(
                f"{file.name} is already there",
                where=str(file),
                fix="choose another place, or replace a file with --force",
            )
    for file, content in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LearnError(
                f"the folder cannot be made: {error.strerror}", where=str(file.parent)
            ) from error
        replace(file, content)
