"""Pack a learner's files into the zip that is handed in, and nothing else."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from grader import __version__
from grader.errors import LearnError
from grader.model import Exercise
from grader.submission import read_submission
from grader.workspace.edits import untouched
from grader.workspace.files import Workspace, replace

MANIFEST = "learn-submission.json"
SCHEMA = "learn.submission/1"
_MAX_MANIFEST = 1 << 20
# A zip's own earliest date: the same files give the same bytes on any day.
_DATE = (1980, 1, 1, 0, 0, 0)


class Piece(NamedTuple):
    """A file to hand in."""

    exercise: Exercise
    content: bytes

    @property
    def path(self) -> str:
        """Where it stands in the zip, as in the workspace."""
        return f"exercises/{self.exercise.slug}/{self.exercise.stub.name}"

    @property
    def sha256(self) -> str:
        """The hash that the store knows it by."""
        return hashlib.sha256(self.content).hexdigest()


class Collected(NamedTuple):
    """What there is to hand in, and what there is not."""

    pieces: list[Piece]
    unchanged: list[Exercise]
    missing: list[Exercise]
    refused: list[tuple[Exercise, str]]
    """Changed or not: these could not be read, and why."""


class _Entry(msgspec.Struct):
    exercise: str
    path: str
    sha256: str
    bytes: int


class _Manifest(msgspec.Struct):
    schema: str
    course: str
    version: str
    at: str
    files: list[_Entry]
    quizzes: list[str] = []


def collect(
    workspace: Workspace, exercises: Iterable[Exercise], installed: Path | None
) -> Collected:
    """Read every exercise's file, and tell changed ones from untouched stubs."""
    found = Collected([], [], [], [])
    for exercise in exercises:
        try:
            file = workspace.target(exercise.stub)
            if not file.exists():
                found.missing.append(exercise)
                continue
            content = read_submission(file)
        except LearnError as error:
            found.refused.append((exercise, error.what))
            continue
        if content == untouched(exercise, installed):
            found.unchanged.append(exercise)
        else:
            found.pieces.append(Piece(exercise, content))
    return found


def pack(
    course: str,
    pieces: Iterable[Piece],
    at: str,
    sheet: tuple[str, bytes] | None = None,
    quizzes: Iterable[str] = (),
) -> bytes:
    """Make the zip: the files as they stand in the workspace, and a manifest.

    Parameters
    ----------
    course : str
        The course's title.
    at : str
        The time, UTC, ISO 8601; the only thing that the same files do not settle.
    sheet : (str, bytes), optional
        The name and content of the file with the answers to quizzes.
    quizzes : iterable of str
        The quizzes that it answers.
    """
    pieces = sorted(pieces, key=lambda piece: piece.path)
    entries = [_Entry(p.exercise.id, p.path, p.sha256, len(p.content)) for p in pieces]
    manifest = _Manifest(SCHEMA, course, __version__, at, entries, list(quizzes))
    body = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        files = [(MANIFEST, body), *((p.path, p.content) for p in pieces)]
        for name, content in files + ([sheet] if sheet else []):
            info = zipfile.ZipInfo(name, _DATE)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            archive.writestr(info, content)
    return stream.getvalue()


def write(file: Path, archive: bytes) -> bool:
    """Write the zip, whole or not at all; say whether an older one was replaced.

    Raises
    ------
    LearnError
        When another file has that name, or it cannot be written.
    """
    file = file.resolve()
    there = file.exists()
    if there and not is_submission(file):
        raise LearnError(
            "there is another file of that name; it was left as it is",
            where=str(file),
            fix="choose another name: `learn submit --out NAME.zip`",
        )
    replace(file, archive)
    return there


def is_submission(file: Path) -> bool:
    """Whether a file is a zip that `pack` made."""
    try:
        if not file.is_file():
            return False
        with zipfile.ZipFile(file) as archive, archive.open(MANIFEST) as stream:
            raw = stream.read(_MAX_MANIFEST + 1)
        return msgspec.json.decode(raw, type=_Manifest).schema == SCHEMA
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, msgspec.MsgspecError):
        return False
    except (RuntimeError, NotImplementedError):  # encrypted, an unknown compression
        return False
