"""What is wrong with a quiz, as a path into its values and as a place in its file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

Keys = tuple[str | int, ...]


class Problem(NamedTuple):
    """One thing that is wrong with the values of a file.

    Attributes
    ----------
    path : tuple of str and int
        Keys and positions that lead to it.
    on_key : bool
        Whether the last key itself is what is wrong, not its value.
    offset : int or None
        Where in the text that stands there, in characters.
    """

    path: Keys
    what: str
    fix: str = ""
    on_key: bool = False
    offset: int | None = None

    def under(self, *path: str | int) -> Problem:
        """Return the same problem, seen from further out."""
        return self._replace(path=(*path, *self.path))


class Finding(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong with a course, and where; lines and columns from 1."""

    file: Path
    line: int
    column: int
    what: str
    fix: str = ""

    @property
    def where(self) -> str:
        """The place as editors read it."""
        return f"{self.file}:{self.line}:{self.column}"

    def said(self, root: Path) -> str:
        """Say it in one line, with the file's name below `root`."""
        file = (
            self.file.relative_to(root) if self.file.is_relative_to(root) else self.file
        )
        fix = f"; {self.fix}" if self.fix else ""
        what = " ".join(f"{self.what}{fix}".splitlines())
        return f"{file.as_posix()}:{self.line}:{self.column}: {what}"
