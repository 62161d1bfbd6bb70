"""Walk a folder that students filled: no link followed, nothing but files opened.

Every step is relative to an open folder, so that what is replaced meanwhile leads
nowhere else.
"""

from __future__ import annotations

import errno
import itertools
import os
import stat
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from grader import flags
from grader.classroom.intake.names import not_looked_into
from grader.classroom.intake.nodes import Limits, Node, Refused, shown

_FOLDER = os.O_RDONLY | flags.FOLDER | flags.NO_LINK | flags.CLOSED
# Non-blocking: what became a named pipe meanwhile must not be waited for.
_FILE = os.O_RDONLY | flags.NO_LINK | flags.AT_ONCE | flags.CLOSED

_KINDS = {
    stat.S_IFLNK: "it is a link, and links are not followed",
    stat.S_IFIFO: "it is a named pipe, not a file",
    stat.S_IFSOCK: "it is a socket, not a file",
    stat.S_IFCHR: "it is a device, not a file",
    stat.S_IFBLK: "it is a device, not a file",
}


class Listed(NamedTuple):
    """What stands directly in a folder or archive: a folder, or a file."""

    name: str
    is_folder: bool
    problem: str
    size: int


class Folder:
    """An open folder.

    Parameters
    ----------
    fd : int
        A descriptor of it; closed by whoever opened it.
    origin : str
        How a person names it.
    base : tuple of str
        The folder below it that this stands for.
    """

    def __init__(
        self, fd: int, origin: str, limits: Limits, base: tuple[str, ...] = ()
    ) -> None:
        self.fd, self.origin, self.limits, self._base = fd, origin, limits, base

    def inside(self, name: str) -> Folder:
        """Give a folder that stands directly in it."""
        origin = f"{self.origin}/{shown((name,))}"
        return Folder(self.fd, origin, self.limits, (*self._base, name))

    def top(self) -> list[Listed]:
        """List what stands directly in it, in order of name."""
        return self._list(())

    def under(self, *parts: str) -> Iterator[Node]:
        """Give every file below, those of a folder in order of name.

        Raises
        ------
        Refused
            When there are more files than the limits allow.
        """
        left = self.limits.files
        waiting = [parts]
        while waiting:
            here = waiting.pop()
            try:
                listed = self._list(here, left)
            except Refused as error:
                yield self._node(here, parts, 0, str(error))
                continue
            if len(listed) > left:
                raise Refused(f"it holds more than {self.limits.files:,} files")
            left -= len(listed)
            deeper = []
            for entry in listed:
                inside = (*here, entry.name)
                if not entry.is_folder:
                    yield self._node(inside, parts, entry.size, entry.problem)
                elif len(inside) - len(parts) > self.limits.depth:
                    problem = f"folders are nested deeper than {self.limits.depth}"
                    yield self._node(inside, parts, 0, problem)
                elif not not_looked_into(entry.name):
                    deeper.append(inside)
            waiting += reversed(deeper)

    def file(self, entry: Listed) -> Node:
        """Give a file that stands directly in it."""
        return self._node((entry.name,), (), entry.size, entry.problem)

    def _node(
        self, full: tuple[str, ...], base: tuple[str, ...], size: int, problem: str
    ) -> Node:
        parts = full[len(base) :]
        return Node(parts, self._origin(full), size, problem, lambda: self._open(full))

    def _origin(self, full: tuple[str, ...]) -> str:
        return f"{self.origin}/{shown(full)}" if full else self.origin

    def _open(self, full: tuple[str, ...]) -> BinaryIO:
        folder = self._descend(full[:-1])
        try:
            fd = os.open(full[-1], _FILE, dir_fd=folder)
        except OSError as error:
            raise _refused(error) from error
        finally:
            os.close(folder)
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            os.close(fd)
            raise Refused("it is not an ordinary file")
        return cast(BinaryIO, os.fdopen(fd, "rb"))

    def _descend(self, parts: tuple[str, ...]) -> int:
        fd = os.dup(self.fd)
        for name in (*self._base, *parts):
            try:
                inside = os.open(name, _FOLDER, dir_fd=fd)
            except OSError as error:
                raise _refused(error) from error
            finally:
                os.close(fd)
            fd = inside
        return fd

    def _list(self, parts: tuple[str, ...], most: int | None = None) -> list[Listed]:
        """List a folder; of more than `most` entries, one more than that."""
        stop = None if most is None else most + 1
        fd = self._descend(parts)
        try:
            with os.scandir(fd) as entries:
                found = [_listed(entry) for entry in itertools.islice(entries, stop)]
        except OSError as error:
            raise _refused(error) from error
        finally:
            os.close(fd)
        return sorted(found, key=lambda entry: os.fsencode(entry.name))


def _listed(entry: os.DirEntry[str]) -> Listed:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Listed(entry.name, False, f"it cannot be read: {error.strerror}", 0)
    kind = stat.S_IFMT(status.st_mode)
    if kind == stat.S_IFDIR:
        return Listed(entry.name, True, "", 0)
    return Listed(entry.name, False, _KINDS.get(kind, ""), status.st_size)


def _refused(error: OSError) -> Refused:
    if error.errno in (errno.ELOOP, errno.EMLINK):
        return Refused(_KINDS[stat.S_IFLNK])
    return Refused(f"it cannot be read: {error.strerror}")
