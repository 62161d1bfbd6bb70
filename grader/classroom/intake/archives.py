"""Read archives in memory: nothing is written to disk, everything has a bound.

Python's own readers do the work.  They see the archive through streams that refuse
any single read larger than an honest archive needs, so that a list of a million
members, a header of a gigabyte or a bomb costs as little as a refusal.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import lzma
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple, cast

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


class Member(NamedTuple):
    """What is kept of each file in an archive; there may be many.

    `source` is what its reader opens it by.
    """

    parts: tuple[str, ...]
    size: int
    problem: str
    source: Any


class Archive:
    """The files of an archive, like those of a folder.

    Parameters
    ----------
    members : list of Member
        Their `parts` are checked, and in order.
    opened : callable
        Opens a member's `source`.
    origin : str
        How a person names the archive.
    base : tuple of str
        The folder in it that this stands for.
    """

    def __init__(
        self,
        members: list[Member],
        opened: Callable[[Any], BinaryIO],
        origin: str,
        limits: Limits,
        base: tuple[str, ...] = (),
    ) -> None:
        self.limits = limits
        self._members, self._opened, self._archive = members, opened, origin
        self._base = base
        self.origin = f"{origin}!/{shown(base)}" if base else origin

    def top(self) -> list[Listed]:
        """List what stands directly in it, in order of name."""
        found: list[Listed] = []
        depth = len(self._base)
        for member in self._below(self._base):
            name = member.parts[depth]
            if not found or found[-1].name != name:
                is_folder = len(member.parts) > depth + 1
                found.append(Listed(name, is_folder, member.problem, member.size))
        return found

    def under(self, *parts: str) -> Iterator[Node]:
        """Give every file below a folder of it, or every file.

        Raises
        ------
        Refused
            When there are more files than the limits allow.
        """
        base = (*self._base, *parts)
        left = self.limits.files
        for member in self._below(base):
            if any(map(not_looked_into, member.parts[len(base) : -1])):
                continue
            left -= 1
            if left < 0:
                raise Refused(f"it holds more than {self.limits.files:,} files")
            yield self._node(member, len(base))

    def file(self, entry: Listed) -> Node:
        """Give a file that stands directly in it."""
        member = next(self._below((*self._base, entry.name)))
        return self._node(member, len(self._base))

    def inside(self, name: str) -> Archive:
        """Give a folder that stands directly in it."""
        base = (*self._base, name)
        return Archive(self._members, self._opened, self._archive, self.limits, base)

    def _below(self, base: tuple[str, ...]) -> Iterator[Member]:
        start = bisect.bisect_left(self._members, base, key=lambda m: m.parts)
        for member in itertools.islice(self._members, start, None):
            if member.parts[: len(base)] != base:
                return
            yield member

    def _node(self, member: Member, depth: int) -> Node:
        return Node(
            member.parts[depth:],
            f"{self._archive}!/{shown(member.parts)}",
            member.size,
            member.problem,
            lambda: self._opened(member.source),
        )


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
    opened: Callable[[Any], BinaryIO] = in_memory
    try:
        if name.lower().endswith(".zip"):
            archive, members = _zip_members(stream, limits)
            opened = functools.partial(_opened, archive)
        else:
            members = _tar_members(stream, name, limits)
    except Refused:
        raise
    except _DAMAGED as error:
        raise Refused(f"it is no archive that can be read ({_why(error)})") from error
    return Archive(_settled(members), opened, origin, limits)


def _why(error: BaseException) -> str:
    text = " ".join(str(error).split())[:100]
    return text or type(error).__name__


def _settled(members: list[Member]) -> list[Member]:
    """Refuse names that stand for two files, here or where case does not count."""
    # Hashes of the names take an eighth of their room; that two are equal by chance
    # would refuse a file, and never take one.
    exact = Counter(hash(m.parts) for m in members)
    folded = Counter(_folded(m) for m in members)
    folders = {hash(m.parts[:i]) for m in members for i in range(1, len(m.parts))}
    settled: list[Member] = []
    for member in sorted(members, key=lambda m: m.parts):
        problem, same = member.problem, exact[hash(member.parts)]
        if same > 1:
            problem = f"the archive has {same} files of this name"
        elif hash(member.parts) in folders:
            problem = "the archive has a folder of the same name"
        elif folded[_folded(member)] > 1:
            problem = "the archive has another file whose name differs only by case"
        if not settled or settled[-1].parts != member.parts:
            settled.append(member._replace(problem=problem))
    return settled


def _folded(member: Member) -> int:
    return hash(tuple(part.casefold() for part in member.parts))


def _parts_of(name: str) -> tuple[tuple[str, ...], str]:
    """Split a member's name; say what is wrong with it."""
    name = name.removeprefix("./")
    parts = tuple(name.split("/"))
    if len(name) > MAX_NAME:
        return (name,), "its name is too long"
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
    return (name,), problem  # in one piece: it is shown and leads nowhere


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


def _zip_members(
    stream: BinaryIO, limits: Limits
) -> tuple[zipfile.ZipFile, list[Member]]:
    # The whole list of members is one read: this is what bounds it.
    cautious = cast(BinaryIO, _Cautious(stream, limits.directory))
    archive = zipfile.ZipFile(cautious)
    infos = archive.infolist()
    wanted = [
        i for i in infos if i.file_size <= limits.wanted and _is_wanted(i.filename)
    ]
    _no_bomb(
        sum(i.file_size for i in wanted), sum(i.compress_size for i in wanted), limits
    )
    members = []
    for info in infos:
        parts, problem = _parts_of(info.orig_filename.rstrip("/"))
        if info.is_dir() and (not problem or parts == (".",)):
            continue
        problem = problem or _zip_problem(info)
        members.append(Member(parts, info.file_size, problem, info))
    return archive, members


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    try:
        with archive.open(info) as stream:
            data = take(cast(BinaryIO, stream), info.file_size + 1)
    except _DAMAGED as error:
        raise Refused(f"the archive is damaged here ({_why(error)})") from error
    if len(data) != info.file_size:
        raise Refused("the archive is damaged here (it ends too early)")
    return in_memory(data)


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


def _tar_members(stream: BinaryIO, name: str, limits: Limits) -> list[Member]:
    """Read a tar from end to end, keeping the files that may be wanted."""
    inflated = Inflated(stream, name, limits)
    headers = cast(BinaryIO, _Headers(inflated))
    members: list[Member] = []
    kept = 0
    with tarfile.TarFile(
        fileobj=headers, mode="r", encoding="utf-8", errors="surrogateescape"
    ) as archive:
        for count, info in enumerate(archive):
            if info.size < 0:
                raise Refused("it is no archive that can be read (a size below 0)")
            if count >= limits.files:
                raise Refused(f"it holds more than {limits.files:,} files")
            archive.members = []  # type: ignore[attr-defined]  # it keeps all, for nobody
            parts, problem = _parts_of(info.name)
            if info.isdir() and (not problem or info.name == "."):
                continue
            problem = problem or _tar_problem(info)
            data = b""
            if not problem and info.size <= limits.notebook and _is_wanted(parts[-1]):
                kept += info.size
                if kept > limits.wanted:
                    raise Refused(f"its files hold more than {limits.wanted >> 20} MiB")
                data = _content(inflated, info)
            members.append(Member(parts, info.size, problem, data))
    return members


def _content(inflated: Inflated, info: tarfile.TarInfo) -> bytes:
    inflated.seek(info.offset_data)
    data = take(cast(BinaryIO, inflated), info.size)
    if len(data) < info.size:
        raise Refused("it ends too early")
    return data


def _tar_problem(member: tarfile.TarInfo) -> str:
    if member.issym() or member.islnk():
        return "it is a link, and links are not followed"
    if member.issparse():
        return "it is a sparse file, which is not taken"
    if not member.isreg():
        return "it is not an ordinary file"
    return ""
