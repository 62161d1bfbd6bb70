"""Wait for sockets and pipes with what the system has, and join the two where it must be.

Windows waits for sockets alone and lets a new process inherit no descriptor but the
three standard streams: there threads carry bytes between those and sockets.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
import threading
from typing import IO, Protocol

READ: int = getattr(select, "POLLIN", 1)
WRITE: int = getattr(select, "POLLOUT", 4)
OVER: int = getattr(select, "POLLHUP", 16) | getattr(select, "POLLERR", 8)


class Ended(Protocol):
    """One end of something, as `select` and this module use it."""

    def fileno(self) -> int:
        """Give its descriptor."""

    def recv(self, size: int, /) -> bytes:
        """Take what has come, at most so many bytes."""

    def setblocking(self, flag: bool, /) -> None:
        """Say whether to wait where nothing has come."""

    def close(self) -> None:
        """Give it back."""


class Pipe:
    """The reading end of a pipe, used like a socket."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def fileno(self) -> int:
        """Give its descriptor."""
        return self._fd

    def recv(self, size: int, /) -> bytes:
        """Take what has come, at most so many bytes."""
        return os.read(self._fd, size)

    def setblocking(self, flag: bool, /) -> None:
        """Say whether to wait where nothing has come."""
        os.set_blocking(self._fd, flag)

    def close(self) -> None:
        """Give it back."""
        os.close(self._fd)


class Waiting:
    """What of `select.poll` is used here, made of `select.select`."""

    def __init__(self) -> None:
        self._wanted: dict[int, int] = {}

    def register(self, what: Ended, events: int) -> None:
        """Wait for these events too."""
        self._wanted[what.fileno()] = events

    modify = register

    def unregister(self, what: Ended) -> None:
        """Wait for it no more."""
        del self._wanted[what.fileno()]

    def poll(self, milliseconds: float) -> list[tuple[int, int]]:
        """Wait at most so long; give what has come."""
        read = [fd for fd, events in self._wanted.items() if events & READ]
        write = [fd for fd, events in self._wanted.items() if events & WRITE]
        come = select.select(read, write, [], milliseconds / 1000)
        found = dict.fromkeys(come[0], READ)
        for fd in come[1]:
            found[fd] = found.get(fd, 0) | WRITE
        return list(found.items())


def waiting() -> select.poll | Waiting:
    """Give the best that the system has to wait for several at once."""
    return select.poll() if hasattr(select, "poll") else Waiting()


def can_hand_on() -> bool:
    """Whether a process that is started can inherit more than the standard streams."""
    return os.name == "posix" and hasattr(os, "set_blocking")


def connect(
    process: subprocess.Popen[bytes],
) -> tuple[socket.socket, socket.socket]:
    """Make sockets of the standard streams of a process, which it then owns no more.

    Returns
    -------
    rpc : socket
        Brings what the process writes to its output, and takes its input.
    out : socket
        Brings what it writes to its standard error.
    """
    rpc, inner = socket.socketpair()
    out, inner_out = socket.socketpair()
    into, answers, said = process.stdin, process.stdout, process.stderr
    assert into is not None
    assert answers is not None
    assert said is not None
    process.stdin = process.stdout = process.stderr = None
    for carry in (
        threading.Thread(target=_carry_in, args=(inner, into), daemon=True),
        threading.Thread(target=_carry_out, args=(answers, inner), daemon=True),
        threading.Thread(target=_carry_out, args=(said, inner_out), daemon=True),
    ):
        carry.start()
    return rpc, out


def _carry_in(source: socket.socket, pipe: IO[bytes]) -> None:
    with contextlib.suppress(OSError, ValueError), pipe:
        while data := source.recv(1 << 16):
            left = memoryview(data)
            while left:
                left = left[pipe.write(left) :]


def _carry_out(pipe: IO[bytes], to: socket.socket) -> None:
    # Its end is told too: nothing else says that the process has ended.
    with contextlib.suppress(OSError, ValueError), pipe:
        while data := pipe.read(1 << 16):
            to.sendall(data)
    with contextlib.suppress(OSError):
        to.shutdown(socket.SHUT_RDWR)
    to.close()
