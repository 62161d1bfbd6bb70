"""What every place that submissions come from looks like: a run of named files.

A folder on disk and an archive both give `Node` values.  Nothing of a file is read
until it is asked for, and then with a bound.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, NamedTuple, cast

import msgspec

from grader.classroom.model import Unmapped, readable
from grader.submission import MAX_SOURCE

MAX_NAME = 1024
"""The longest path inside an archive, in characters."""


class Limits(msgspec.Struct, frozen=True):
    """How much of what was handed in is looked at; sizes in bytes.

    `files` and `depth` bound one student's folder; `archive` a student's archive on
    disk, `inner_archive` one that is in another and so in memory; `directory` the bytes of the list
    of members in a zip, `own_directory` in one of a student's; `wanted` what is kept
    of a tar, `inflated` what it unpacks to; `several` the notebooks, archives and
    files of answers of a student, `candidates` the files for one exercise; `listed`
    how many refusals are told one by one.
    """

    source: int = MAX_SOURCE
    notebook: int = 16 << 20
    archive: int = 512 << 20
    inner_archive: int = 32 << 20
    files: int = 20_000
    depth: int = 20
    directory: int = 8 << 20
    own_directory: int = 2 << 20
    wanted: int = 32 << 20
    inflated: int = 256 << 20
    ratio: int = 100
    several: int = 50
    candidates: int = 8
    listed: int = 20


class Refused(Exception):
    """Something is not taken; the message is the reason, for a person to read."""


class Node(NamedTuple):
    """A file, not yet opened.

    `parts` are the names that a layout is told by, `origin` is where a person
    finds it; `problem` says why it cannot be opened at all; `attempt` counts the
    hand-ins of a learning management system.
    """

    parts: tuple[str, ...]
    origin: str
    size: int
    problem: str
    open: Callable[[], BinaryIO]
    attempt: int | None = None


def read(node: Node, limit: int) -> bytes:
    """Read a file whole.

    Raises
    ------
    Refused
        When it cannot be opened or is larger than `limit` bytes, whatever size it
        states.
    """
    if node.problem:
        raise Refused(node.problem)
    if node.size > limit:
        raise too_large(limit)
    with node.open() as stream:
        try:
            data = take(stream, limit + 1)
        except OSError as error:
            raise Refused(f"it cannot be read: {error.strerror}") from error
    if len(data) > limit:
        raise too_large(limit)
    return data


def take(stream: BinaryIO, count: int) -> bytes:
    """Read up to `count` bytes, in parts: a stated size reserves no memory."""
    data = bytearray()
    while len(data) < count:
        part = stream.read(min(count - len(data), 1 << 16))
        if not part:
            break
        data += part
    return bytes(data)


def too_large(limit: int) -> Refused:
    """Say that a file is larger than it may be."""
    size = f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit:,} bytes"
    return Refused(f"it is larger than {size}")


def shown(parts: tuple[str, ...]) -> str:
    """Write a path as a person reads it, short enough for a line."""
    text = readable("/".join(parts))
    return text if len(text) <= MAX_NAME else f"{text[:200]}…{text[-50:]}"


def unmapped(origin: str, reason: str, student: str | None) -> Unmapped:
    """Say that something was not taken, on one line whatever a name in it holds."""
    line = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in readable(reason))
    return Unmapped(origin, line, student)


def in_memory(data: bytes) -> BinaryIO:
    """Give bytes as a file."""
    import io

    return cast(BinaryIO, io.BytesIO(data))
