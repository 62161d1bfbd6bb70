"""Names that say nobody's name, the same every time for the same gradebook."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from grader.errors import LearnError

SALT = "anonymous.salt"
_BYTES = 32
_DIGITS = 12  # 48 bits: among 10,000 students two are alike once in five million


class Aliases:
    """What a student is called in everything that an assistant sees.

    Parameters
    ----------
    salt : bytes or None
        None: nobody is anonymous, and everybody is called what they are.
    """

    def __init__(self, salt: bytes | None = None) -> None:
        self._salt = salt

    @property
    def anonymous(self) -> bool:
        """Whether names are hidden."""
        return self._salt is not None

    def of(self, student: str) -> str:
        """Give the id to show for a student."""
        if self._salt is None:
            return student
        key = student.encode("utf-8", "surrogatepass")
        digest = hmac.new(self._salt, key, hashlib.sha256).hexdigest()
        return f"student-{digest[:_DIGITS]}"

    def name(self, student: str, name: str) -> str:
        """Give the name to show for a student."""
        return name if self._salt is None else self.of(student)

    def table(self, students: Iterable[str]) -> dict[str, str]:
        """Say who is who, for the instructor alone."""
        return {self.of(student): student for student in sorted(set(students))}


def aliases(folder: Path, *, anonymous: bool) -> Aliases:
    """Give the aliases of a gradebook's folder; the salt is made when first needed.

    Raises
    ------
    LearnError
        When the salt cannot be kept or what is there is none.
    """
    if not anonymous:
        return Aliases()
    file = folder / SALT
    try:
        with contextlib.suppress(FileExistsError):
            _make(file)
        salt = file.read_bytes()
    except OSError as error:
        raise LearnError(
            f"the salt for anonymous names cannot be kept: {error.strerror}",
            where=str(file),
            fix="check that the folder can be written to and has room",
        ) from error
    if len(salt) != _BYTES:
        raise LearnError(
            "this is not the salt that learn made for anonymous names",
            where=str(file),
            fix="put the old one back; without it every student gets a new name, so "
            "only if nobody has seen the old names: delete it",
        )
    return Aliases(salt)


def _make(file: Path) -> None:
    """Write a new salt for the owner's eyes, whole or not at all."""
    if file.exists():
        raise FileExistsError
    part = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(_BYTES))
        _put(part, file)
    finally:
        part.unlink(missing_ok=True)


def _put(part: Path, file: Path) -> None:
    """Give a file its name, unless another process was first."""
    try:
        os.link(part, file)
    except FileExistsError:
        raise
    except OSError:  # some file systems have no links
        if not file.exists():
            part.rename(file)
