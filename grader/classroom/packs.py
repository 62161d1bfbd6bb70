"""A course in one piece of bytes, for a machine that does not have it.

What judging needs and nothing else: the course's own file, the exercises and their
reference.  Made and read by ours at both ends; a path that leads out is refused all
the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import msgspec

from grader.course import Course
from grader.errors import BrokenError
from grader.model import Exercise
from grader.regression import folders

MAX_PACK = 256 << 20
_SKIPPED = frozenset({"__pycache__", ".pytest_cache", ".ipynb_checkpoints"})


def packed(course: Course, exercises: Iterable[Exercise]) -> bytes:
    """Pack some exercises of a course; the same files give the same bytes.

    Raises
    ------
    OSError
        When a file of the course cannot be read.
    """
    files = {
        "exercises/course.yaml": (course.root / "exercises/course.yaml").read_bytes()
    }
    for exercise in exercises:
        for folder in folders(exercise):
            for file in sorted(folder.rglob("*")):
                if file.is_file() and not _SKIPPED & set(file.parts):
                    name = file.relative_to(course.root).as_posix()
                    files[name] = file.read_bytes()
    return zlib.compress(msgspec.msgpack.encode(sorted(files.items())), 6)


def sha256(pack: bytes) -> str:
    """Name a pack by its content."""
    return hashlib.sha256(pack).hexdigest()


def unpacked(pack: bytes, folder: Path) -> Path:
    """Put a pack's files into a new folder.

    Raises
    ------
    BrokenError
        When it is no pack of ours.
    OSError
        When they cannot be written.
    """
    body = zlib.decompressobj()
    try:
        raw = body.decompress(pack, MAX_PACK)
        files = msgspec.msgpack.decode(raw, type=list[tuple[str, bytes]])
    except (zlib.error, msgspec.MsgspecError) as error:
        raise BrokenError("what came is no pack of exercises") from error
    for name, content in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise BrokenError(f"a pack of exercises names {name!r}, which leads out")
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), file.open("xb") as stream:
            stream.write(content)
    return folder
