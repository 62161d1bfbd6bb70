"""Hostile bytes: values written by hand with lies in them, and good bytes spoilt."""

from __future__ import annotations

import random
import struct
from collections.abc import Sequence

from grader.sandbox.protocol import DTYPES, MAX_DEPTH

INTERESTING = (
    0, 1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 127, 128, 255, 256, 1023, 1024, 1025,
    4096, 65535, 65536, 199_999, 200_000, 200_001, 1 << 24, 1 << 26, (1 << 26) + 1,
    (1 << 31) - 1, 1 << 31, (1 << 32) - 1,
)  # fmt: skip
LENGTHS = (
    0, 1, 2, 3, 5, 255, 1 << 20, 1 << 31, 1 << 32, 1 << 62, 1 << 63, (1 << 64) - 1,
)  # fmt: skip
WORDS = (
    b"nonce", b"value", b"error", b"types", b"message", b"line", b"callback", b"args",
    b"kwargs", b"mutated", b"left", b"lacks", b"figures", b"missing", b"unsendable", b"ok",
    b"opened", b"shown", b"saved", b"corners", b"sizes", b"levels", b"bands", b"filled",
    b"", b"x", b"\x1b[2J", b"\xff\xfe", b"\xed\xa0\x80", b"=1+1", b"<script>", b"\0",
)  # fmt: skip
TAGS = b"NTFidcsbltmeaghf"
_U32, _U64, _F64 = struct.Struct("<I"), struct.Struct("<Q"), struct.Struct("<d")


class Writer:
    """Writes values of the wire; one in `honesty` lengths is a lie.

    Parameters
    ----------
    honesty : int
        0 never lies.
    """

    def __init__(self, rng: random.Random, honesty: int = 12) -> None:
        self.rng, self.honesty, self.left = rng, honesty, 40

    def lies(self) -> bool:
        return bool(self.honesty) and self.rng.randrange(self.honesty) == 0

    def count(self, true: int) -> bytes:
        return _U32.pack(self.rng.choice(INTERESTING) if self.lies() else true)

    def value(self, depth: int = 0) -> bytes:
        """Write any value."""
        self.left -= 1
        tags = TAGS if depth < MAX_DEPTH + 2 and self.left > 0 else b"NTFid"
        return self.of(self.rng.choice(tags), depth)

    def of(self, tag: int, depth: int = 0) -> bytes:
        """Write a value of this kind."""
        rng, head = self.rng, bytes([tag])
        if tag in b"NTF":
            return head
        if tag in b"lte":
            items = [self._inside(tag, depth) for _ in range(rng.randrange(4))]
            return head + self.count(len(items)) + b"".join(items)
        if tag in b"m":
            n = rng.randrange(4)
            pairs = [self.key() + self.value(depth + 1) for _ in range(n)]
            return head + self.count(len(pairs)) + b"".join(pairs)
        if tag in b"a":
            return self.array()
        if tag in b"g":
            index = rng.randrange(len(DTYPES) + 1)
            size = DTYPES[index].itemsize if index < len(DTYPES) else 8
            return head + bytes([index]) + rng.randbytes(size)
        if tag in b"hf":
            name = rng.choice(WORDS)
            named = bytes([len(name)]) + name if tag in b"h" else b""
            return head + _U32.pack(rng.choice(INTERESTING)) + named
        return head + self._atom(tag)

    def _inside(self, tag: int, depth: int) -> bytes:
        if tag in b"lt" or self.lies():
            return self.value(depth + 1)
        return self.key()

    def _atom(self, tag: int) -> bytes:
        rng = self.rng
        if tag in b"d":
            known = _F64.pack(rng.choice((0.0, -1.5, 1e308)))
            return rng.choice((rng.randbytes(8), known))
        if tag in b"c":
            return rng.randbytes(16)
        if tag in b"i":
            size = rng.choice((0, 1, 2, 8, 9, 1024, 1025)) if rng.random() < 0.3 else 1
            return self.count(size) + rng.randbytes(size)
        short = rng.random() < 0.7
        text = rng.choice(WORDS) if short else rng.randbytes(rng.randrange(40))
        return self.count(len(text)) + text

    def key(self) -> bytes:
        """Write what may be a key: a word, a small number; rarely a large one."""
        rng = self.rng
        if rng.random() < 0.8:
            return self.text(rng.choice(WORDS))
        # Some of them have one hash: those are beyond what may be a key.
        number = rng.choice((0, 1, -1, 5, (1 << 61) - 1, 1 << 53, (1 << 53) - 1))
        return b"i" + _U32.pack(8) + number.to_bytes(8, "little", signed=True)

    def array(self, shape: Sequence[int] | None = None, kind: str = "") -> bytes:
        """Write an array, often a small one that is true to its shape."""
        rng = self.rng
        indices = [n for n, d in enumerate(DTYPES) if not kind or d.kind in kind]
        index = rng.choice(indices)
        if shape is None:
            ndim = rng.choice((0, 1, 1, 2, 2, 3)) if rng.random() < 0.9 else 16
            shape = [rng.randrange(4) for _ in range(ndim)]
        lengths, size = list(shape), DTYPES[index].itemsize
        for n in lengths:
            size *= n
        if lengths and self.lies():
            lengths[rng.randrange(len(lengths))] = rng.choice(LENGTHS)
        order = rng.choice(b"CF") if rng.random() < 0.97 else rng.randrange(256)
        head = bytes([TAGS[12], index, order, len(lengths)])
        dims = b"".join(map(_U64.pack, lengths))
        return head + dims + self.count(size) + rng.randbytes(min(size, 4096))

    def mapping(self, pairs: dict[bytes, bytes]) -> bytes:
        """Write a dict of these encoded values."""
        body = b"".join(self.text(k) + v for k, v in pairs.items())
        return b"m" + self.count(len(pairs)) + body

    def text(self, said: bytes) -> bytes:
        return b"s" + _U32.pack(len(said)) + said

    def blob(self, body: bytes) -> bytes:
        return b"b" + _U32.pack(len(body)) + body

    def listed(self, items: Sequence[bytes]) -> bytes:
        return b"l" + self.count(len(items)) + b"".join(items)


MOST = 1 << 18
"""The longest input in bytes."""


def spoilt(data: bytes, rng: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Change bytes here and there: what no writer would write."""
    out = bytearray(data)
    for _ in range(1 << rng.randrange(4)):
        at = rng.randrange(len(out) + 1)
        kind = rng.randrange(8)
        if kind == 0 and at < len(out):
            out[at] ^= 1 << rng.randrange(8)
        elif kind == 1 and at < len(out):
            out[at] = rng.choice((0, 1, 127, 128, 255, *TAGS))
        elif kind == 2:
            del out[at : at + rng.randrange(1, 9)]
        elif kind == 3:
            out[at:at] = rng.randbytes(rng.randrange(1, 9))
        elif kind == 4:
            out[at : at + 4] = _U32.pack(rng.choice(INTERESTING))
        elif kind == 5:
            end = at + rng.randrange(1, 33)
            out[at:at] = out[at:end] * rng.choice((1, 1, 2, 40))
        elif kind == 6 and others:
            other = rng.choice(others)
            start = rng.randrange(len(other) + 1)
            out[at:] = other[start : start + 4096]
        elif kind == 7:
            del out[at:]
    return bytes(out[:MOST])
