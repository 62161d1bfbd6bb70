"""Unpack a compressed stream a little at a time, forwards, and only so far."""

from __future__ import annotations

import bz2
import lzma
import os
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from grader.classroom.intake.nodes import Limits, Refused

_PART = 1 << 16
_XZ_MEMORY = 128 << 20
_GZIP_HEADER = 16 + zlib.MAX_WBITS
_MOST_STREAMS = 256
"""Streams one after the other in a file; an honest one has one."""


class _Decompressor(Protocol):
    """What the readers of bzip2 and xz share."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """The reader of gzip, made like theirs."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(_GZIP_HEADER)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def _maker(name: str) -> Callable[[], _Decompressor] | None:
    if name.endswith((".gz", ".tgz")):
        return _Gzip
    if name.endswith((".xz", ".txz")):
        return lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, _XZ_MEMORY)
    if name.endswith((".bz2", ".tbz2", ".tbz")):
        return bz2.BZ2Decompressor
    return None


class Inflated:
    """The bytes in a file that may be compressed, read forwards.

    Parameters
    ----------
    stream : binary file
    name : str
        Its ending tells how it is packed.
    """

    def __init__(self, stream: BinaryIO, name: str, limits: Limits) -> None:
        self._stream, self._limits = stream, limits
        self._make = _maker(name.lower())
        self._inner = self._make() if self._make is not None else None
        self._streams = 1
        self._ready = self._last = b""
        self._at = self._packed = self._unpacked = 0

    def tell(self) -> int:
        """Say how far it has been read, in bytes."""
        return self._at

    def seek(self, to: int, whence: int = os.SEEK_SET) -> int:
        """Go forwards, or back by the one byte that `tarfile` reads twice."""
        if whence == os.SEEK_SET and to == self._at - 1 and self._last:
            self._ready = self._last + self._ready
            self._at, self._last = to, b""
        if whence != os.SEEK_SET or to < self._at:
            raise OSError("it leads backwards")
        while self._at < to and self.read(min(to - self._at, _PART)):
            continue
        return self._at

    def read(self, count: int) -> bytes:
        """Read `count` bytes, fewer only at the end.

        Raises
        ------
        Refused
            When more comes out than the limits allow, or than what is no bomb gives.
        """
        while len(self._ready) < count:
            part = self._more()
            if not part:
                break
            self._ready += part
        data, self._ready = self._ready[:count], self._ready[count:]
        self._at += len(data)
        self._last = data[-1:] or self._last
        return data

    def _more(self) -> bytes:
        """Unpack the next part; empty at the end."""
        while True:
            if self._inner is None:
                part = self._stream.read(_PART)
            else:
                part = self._decompress()
            self._unpacked += len(part)
            self._no_bomb()
            if part or self._ended():
                return part

    def _decompress(self) -> bytes:
        assert self._inner is not None
        data = b""
        if self._inner.eof:
            data = self._next_stream()
        elif self._inner.needs_input:
            data = self._take()
            if not data:
                raise EOFError("it ends too early")
        if self._inner.eof:
            return b""
        return self._inner.decompress(data, _PART)

    def _next_stream(self) -> bytes:
        """Begin what may follow the end of a compressed stream."""
        assert self._inner is not None
        assert self._make is not None
        # Zeros pad a file on some media.
        data = self._inner.unused_data.lstrip(b"\0") or self._take().lstrip(b"\0")
        if data:
            self._streams += 1
            if self._streams > _MOST_STREAMS:
                raise Refused("it consists of too many pieces")
            self._inner = self._make()
        return data

    def _take(self) -> bytes:
        data = self._stream.read(_PART)
        self._packed += len(data)
        return data

    def _ended(self) -> bool:
        return self._inner is None or self._inner.eof

    def _no_bomb(self) -> None:
        most = self._limits.inflated
        if self._unpacked > most:
            raise Refused(f"it unpacks to more than {most >> 20} MiB")
        bomb = self._unpacked > self._limits.ratio * max(self._packed, 1)
        if self._inner is not None and self._unpacked > 16 << 20 and bomb:
            raise Refused(
                f"it unpacks to more than {self._limits.ratio} times its size; "
                "no exercise needs that"
            )
