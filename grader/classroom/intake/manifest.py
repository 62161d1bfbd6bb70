"""What `learn submit` writes into its zip: which files, their hashes, and when.

A student's own machine wrote it, so it is what they say: a learning management
system that gives a time is believed before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from grader.classroom.intake.lms import utc
from grader.classroom.intake.nodes import Node, Refused, read
from grader.workspace.handin import SCHEMA

MAX_MANIFEST = 1 << 20
MAX_MISSING = 100


class _Entry(msgspec.Struct):
    path: str
    sha256: str


class _Manifest(msgspec.Struct):
    schema: str
    at: str
    files: list[_Entry]


class Packed(NamedTuple):
    """A manifest that was read, or none."""

    at: str | None = None
    folder: tuple[str, ...] = ()
    hashes: Mapping[tuple[str, ...], str] = MappingProxyType({})

    def dated(self, parts: tuple[str, ...], sha256: str) -> str | None:
        """Give the time of a file, if it is as it was packed."""
        return self.at if self.hashes.get(parts) == sha256 else None

    def missing(self, there: set[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
        """Give the files that it lists and that are not among `there`."""
        gone = [p for p in self.hashes if p not in there]
        yield from (parts[len(self.folder) :] for parts in gone[:MAX_MISSING])


def read_manifest(node: Node) -> Packed:
    """Read a manifest.

    Raises
    ------
    Refused
        When it is none, or too large.
    """
    try:
        manifest = msgspec.json.decode(read(node, MAX_MANIFEST), type=_Manifest)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Refused("it is not what `learn submit` writes") from error
    if manifest.schema != SCHEMA:
        raise Refused("it is not what `learn submit` writes")
    folder = node.parts[:-1]
    hashes = {(*folder, *e.path.split("/")): e.sha256 for e in manifest.files}
    return Packed(utc(manifest.at), folder, hashes)
