"""Read archives in memory: nothing is written to disk, everything has a bound.

Python's own readers do the work.  They see the archive through streams that refuse
any single read larger than an honest archive needs, so that a list of a million
members, a header of a gigabyte or a bomb costs as little as a refusal.
"""

from __future__ import annotations

import lzma
import os
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

from grader.classroom.intake.folders import Listed
from grader.classroom.intake.inflate import Inflated
from grader.classroom.intake.names import (
    answers_of,
    archive_stem,
    is_notebook,
    is_source,
    not_looked_into,
)
from grader.classroom.intake.nodes import (
    MAX_NAME,
    Limits,
    Node,
    Refused,
    in_memory,
    shown,
    take,
)

# What the readers raise for an archive that is damaged or made to be.
_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, struct.error, zlib.error,
    lzma.LZMAError, OSError, EOFError, ValueError, RuntimeError, ArithmeticError, LookupError, TypeError,
    AttributeError, MemoryError,
)  # fmt: skip

_TAKEN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


class Archive:
    """The files of an archive, like those of a folder.

    Parameters
    ----------
    nodes : list of Node
        Their `parts` are checked: relative, no ``..``, no link.
    origin : str
        How a person names the archive.
    """

    def __init__(self, nodes: list[Node], origin: str, limits: Limits) -> None:
        self.origin, self.limits = origin, limits
        self._by_top: dict[str, list[Node]] = {}
        for node in sorted(nodes, key=lambda node: node.parts):
            self._by_top.setdefault(node.parts[0], []).append(node)

    def top(self) -> list[Listed]:
        """List what stands directly in it, in order of name."""
        return [
            Listed(name, len(first.parts) > 1, first.problem, first.size)
            for name, (first, *_) in sorted(self._by_top.items())
        ]

    def under(self, *parts: str) -> Iterator[Node]:
        """Give every file below a folder of it, or every file.

        Raises
        ------
        Refused
            When there are more files than the limits allow.
        """
        groups = [self._by_top.get(parts[0], [])] if parts else self._by_top.values()
        left = self.limits.files
        for group in groups:
            for node in group:
                if any(map(not_looked_into, node.parts[len(parts) : -1])):
                    continue
                left -= 1
                if left < 0:
                    raise Refused(f"it holds more than {self.limits.files:,} files")
                yield node._replace(parts=node.parts[len(parts) :])

    def file(self, entry: Listed) -> Node:
        """Give a file that stands directly in it."""
        return self._by_top[entry.name][0]

    def inside(self, name: str) -> Archive:
        """Give a folder that stands directly in it."""
        nodes = [n._replace(parts=n.parts[1:]) for n in self._by_top[name]]
        return Archive(nodes, f"{self.origin}!/{shown((name,))}", self.limits)


def open_archive(
    stream: BinaryIO, name: str, origin: str, limits: Limits
) -> Archive:  # fmt: skip
    """List an archive; a zip's members are read when they are opened.

    Parameters
    ----------
    stream : binary file
        Can seek; stays open as long as the archive is used.
    name : str
        Tells by its ending what the archive is.

    Raises
    ------
    Refused
        For one that is damaged, encrypted or larger than the limits allow.
    """
    reader = _zip_nodes if name.lower().endswith(".zip") else _tar_nodes
    try:
        nodes = reader(stream, name, origin, limits)
    except Refused:
        raise
    except _DAMAGED as error:
        raise Refused(f"it is no archive that can be read ({_why(error)})") from error
    return Archive(_settled(nodes), origin, limits)


def _why(error: BaseException) -> str:
    text = " ".join(str(error).split())[:100]
    return text or type(error).__name__


def _settled(nodes: list[Node]) -> list[Node]:
    """Refuse names that stand for two files, here or where case does not count."""
    exact = Counter(node.parts for node in nodes)
    folded = Counter(tuple(p.casefold() for p in parts) for parts in exact)
    folders = {node.parts[:i] for node in nodes for i in range(1, len(node.parts))}
    settled, seen = [], set()
    for node in nodes:
        problem = node.problem
        if exact[node.parts] > 1:
            problem = f"the archive has {exact[node.parts]} files of this name"
        elif node.parts in folders:
            problem = "the archive has a folder of the same name"
        elif folded[tuple(p.casefold() for p in node.parts)] > 1:
            problem = "the archive has another file whose name differs only by case"
        if node.parts not in seen:
            seen.add(node.parts)
            settled.append(node._replace(problem=problem))
    return settled


def _parts_of(name: str) -> tuple[tuple[str, ...], str]:
    """Split a member's name; say what is wrong with it."""
    name = name.removeprefix("./")
    parts = tuple(name.split("/"))
    if len(name) > MAX_NAME:
        return (name[:MAX_NAME].replace("/", " "),), "its name is too long"
    if "\0" in name:
        problem = "its name holds a NUL"
    elif "\\" in name:
        problem = "its name holds a backslash; pack it with another program"
    elif name.startswith("/") or re.match(r"[A-Za-z]:", name):
        problem = "its name is an absolute path"
    elif ".." in parts:
        problem = "its name leads out of the archive"
    elif "" in parts or "." in parts:
        problem = "its name is not a plain path"
    else:
        return parts, ""
    return (name.replace("/", "\u2215"),), problem


class _Cautious:
    """A file whose single reads are bounded."""

    def __init__(self, stream: BinaryIO, largest: int) -> None:
        self._stream, self._largest = stream, largest
        self.seek, self.tell = stream.seek, stream.tell

    def seekable(self) -> bool:
        return True

    def read(self, count: int = -1) -> bytes:
        if count > self._largest:
            raise Refused("it states that it has more members than are taken")
        if count < 0:
            count = self._largest
        return self._stream.read(count)


def _zip_nodes(
    stream: BinaryIO, _name: str, origin: str, limits: Limits
) -> list[Node]:  # fmt: skip
    # The whole list of members is one read: this is what bounds it.
    cautious = cast(BinaryIO, _Cautious(stream, limits.directory))
    archive = zipfile.ZipFile(cautious)
    members = archive.infolist()
    wanted = [m for m in members if not m.is_dir() and _is_wanted(m.filename)]
    _no_bomb(
        sum(m.file_size for m in wanted if m.file_size <= limits.wanted),
        sum(m.compress_size for m in wanted if m.file_size <= limits.wanted),
        limits,
    )
    nodes = []
    for member in members:
        parts, problem = _parts_of(member.orig_filename.rstrip("/"))
        if member.is_dir() and (not problem or parts == (".",)):
            continue
        node = Node(
            parts,
            f"{origin}!/{shown(parts)}",
            member.file_size,
            problem or _zip_problem(member),
            _opener(archive, member),
        )
        nodes.append(node)
    return nodes


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], Any]:
    def opened() -> BinaryIO:
        try:
            with archive.open(member) as stream:
                data = take(cast(BinaryIO, stream), member.file_size + 1)
        except _DAMAGED as error:
            raise Refused(f"the archive is damaged here ({_why(error)})") from error
        if len(data) != member.file_size:
            raise Refused("the archive is damaged here (it ends too early)")
        return in_memory(data)

    return opened


def _zip_problem(member: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "it is a link, and links are not followed"
    if kind not in (0, stat.S_IFREG):
        return "it is not an ordinary file"
    if member.flag_bits & _ENCRYPTED:
        return "it is encrypted; hand it in without a password"
    if member.compress_type not in _TAKEN_METHODS:
        return "it is packed in a way that is not taken; use an ordinary zip"
    return ""


def _is_wanted(name: str) -> bool:
    return (
        is_source(name)
        or is_notebook(name)
        or archive_stem(name) is not None
        or name.lower().endswith((".json", ".yaml", ".yml"))
        or answers_of(name) is not None
    )


def _no_bomb(unpacked: int, packed: int, limits: Limits) -> None:
    """Refuse what unpacks to far more than people's files do."""
    if unpacked > limits.source and unpacked > limits.ratio * max(packed, 1):
        raise Refused(
            f"it would unpack to more than {limits.ratio} times its size; "
            "no exercise needs that"
        )


class _Headers:
    """What `tarfile` reads: small headers, one after the other.

    The reader is made for trusted files: it takes a header of any length into
    memory, and searches one of 64 KiB for seconds.
    """

    LONGEST = 4 << 10
    IN_ALL = 1 << 20

    def __init__(self, inflated: Inflated) -> None:
        self._inflated, self._left = inflated, self.IN_ALL
        self.tell, self.seek = inflated.tell, inflated.seek

    def read(self, count: int = -1) -> bytes:
        if count > tarfile.BLOCKSIZE:
            self._left -= count
        if not 0 <= count <= self.LONGEST or self._left < 0:
            raise Refused("its headers are larger than an honest archive's")
        return self._inflated.read(count)


def _tar_nodes(
    stream: BinaryIO, name: str, origin: str, limits: Limits
) -> list[Node]:  # fmt: skip
    """Read a tar from end to end, keeping the files that may be wanted."""
    inflated = Inflated(stream, name, limits)
    headers = cast(BinaryIO, _Headers(inflated))
    nodes: list[Node] = []
    kept = 0
    with tarfile.TarFile(
        fileobj=headers, mode="r", encoding="utf-8", errors="surrogateescape"
    ) as archive:
        for count, member in enumerate(archive):
            if member.size < 0:
                raise Refused("it is no archive that can be read (a size below 0)")
            if count >= limits.files:
                raise Refused(f"it holds more than {limits.files:,} files")
            archive.members = []  # type: ignore[attr-defined]  # it keeps all, for nobody
            parts, problem = _parts_of(member.name)
            if member.isdir() and (not problem or member.name == "."):
                continue
            problem = problem or _tar_problem(member)
            data = b""
            if not problem and member.size <= limits.notebook and _is_wanted(parts[-1]):
                kept += member.size
                if kept > limits.wanted:
                    raise Refused(f"its files hold more than {limits.wanted >> 20} MiB")
                inflated.seek(member.offset_data)
                data = take(cast(BinaryIO, inflated), member.size)
                if len(data) < member.size:
                    raise Refused("it ends too early")
            node = Node(
                parts, f"{origin}!/{shown(parts)}", member.size, problem, _held(data)
            )
            nodes.append(node)
    return nodes


def _held(data: bytes) -> Callable[[], BinaryIO]:
    return lambda: in_memory(data)


def _tar_problem(member: tarfile.TarInfo) -> str:
    if member.issym() or member.islnk():
        return "it is a link, and links are not followed"
    if member.issparse():
        return "it is a sparse file, which is not taken"
    if not member.isreg():
        return "it is not an ordinary file"
    return ""


def size_of(stream: BinaryIO) -> int:
    """Give the size of a file that can seek, in bytes."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    return size
