"""The nouns of a class: who handed in what, and what could not be told.

Every text here may come from a student, a learning management system or a file
name: it is hostile, as it was given, and can be encoded as UTF-8.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Literal

import msgspec

MAX_SLUG = 40

FileKind = Literal["file", "notebook", "zip"]
"""A source file, one taken from a notebook, one from what `learn submit` packed."""


class Student(msgspec.Struct, frozen=True):
    """Someone who handed something in.

    `id` is what is stable in the names that we were given and is never normalised:
    two ids that look alike are two students.  `name` is for people to read.
    """

    id: str
    name: str


class Submitted(msgspec.Struct, frozen=True, kw_only=True):
    """One file to one exercise, as it was handed in.

    `origin` is its path as a person finds it, ``a.zip!/x.py`` inside an archive;
    `submitted_at` is UTC, ISO 8601; `late` and `attempt` are what the learning
    management system says, None where it says nothing.
    """

    student: Student
    exercise: str
    content: bytes
    origin: str
    submitted_at: str | None = None
    late: bool | None = None
    attempt: int | None = None
    kind: FileKind = "file"

    @property
    def sha256(self) -> str:
        """The hash that the gradebook knows the content by."""
        return hashlib.sha256(self.content).hexdigest()


class QuizAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """Answers to quizzes, as they were handed in: JSON or YAML text, not yet read.

    `quiz` is the id that the file's name gives, None where the content says it.
    """

    student: Student
    content: bytes
    origin: str
    quiz: str | None = None
    submitted_at: str | None = None
    late: bool | None = None


class Unmapped(msgspec.Struct, frozen=True):
    """Something that was handed in and not taken; `reason` is one sentence."""

    origin: str
    reason: str
    student: str | None = None


def readable(text: str) -> str:
    r"""Make any text encodable: a byte that is no UTF-8 is written ``\xff``.

    A name from the file system or an archive holds such bytes as lone surrogates,
    which neither SQLite nor JSON can store.
    """
    for errors in ("surrogateescape", "surrogatepass"):
        with contextlib.suppress(UnicodeEncodeError):
            return text.encode("utf-8", errors).decode("utf-8", "backslashreplace")
    raise AssertionError("every text can be passed on")


def safe_name(id: str) -> str:
    """Give the file name, without an ending, that stands for a student.

    Returns
    -------
    str
        At most 49 of ``a-z 0-9 - _``: a readable part and 8 digits of the id's
        hash, so that ids that look alike have different files.
    """
    return _named(id, 8)


def safe_names(ids: Iterable[str]) -> dict[str, str]:
    """Give each of a class's students a file name that no other of them has.

    That is `safe_name`'s; eight digits can be had twice by somebody who looks for
    it, and then all who have them get the whole hash.
    """
    short = {id: safe_name(id) for id in ids}
    count = Counter(short.values())
    return {
        id: name if count[name] == 1 else _named(id, 64) for id, name in short.items()
    }


def _named(id: str, digits: int) -> str:
    digest = hashlib.sha256(readable(id).encode()).hexdigest()[:digits]
    plain = unicodedata.normalize("NFKD", id[:MAX_SLUG])
    ascii = plain.encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9_]+", "-", ascii)[:MAX_SLUG].strip("-_")
    return f"{slug or 'student'}-{digest}"
