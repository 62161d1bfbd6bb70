"""What the trusted side decodes from a worker: values and frames."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import struct
from collections.abc import Iterator, Sequence
from typing import Any

from grader.errors import BrokenError
from grader.model import Limits
from grader.sandbox import protocol
from grader.sandbox.host import (
    ProtocolBroken,
    Sandbox,
    Worker,
    WorkerGone,
    WorkerTimeout,
)
from grader.sandbox.waiting import Ended, Pipe
from tests.fuzz.bytesof import MOST, WORDS, Writer, spoilt
from tests.fuzz.running import Broken, Target

NONCE = b"\xa5" * 16
"""Of every question: a hostile worker always knows it."""

LIMITS = Limits(call_s=0.002, submission_s=0.05)
_U32 = struct.Struct("<I")


# -- values --------------------------------------------------------------------------


def make_value(rng: random.Random, known: Sequence[bytes]) -> bytes:
    """Write a message: a value, an answer or a request."""
    if known and rng.random() < 0.2:
        return spoilt(rng.choice(known), rng, known)
    writer = Writer(rng, honesty=rng.choice((0, 8, 30, 30)))
    kind = rng.randrange(10)
    if kind == 0:
        data = b"V" + rng.randbytes(rng.choice((0, 15, 16, 17))) + writer.value()
    elif kind == 1:
        data = _request(writer)
    elif kind == 2:
        depth = rng.choice((31, 32, 33, 2000))
        data = (b"l" + _U32.pack(1)) * depth + writer.value()
    elif kind == 3:
        many = rng.choice((3, 10, 40))
        data = b"l" + writer.count(many) + writer.value() * many
    else:
        data = writer.of(rng.choice(b"ltmea")) if kind < 8 else writer.value()
    return spoilt(data, rng, known) if rng.random() < 0.3 else data[:MOST]


def _request(writer: Writer) -> bytes:
    rng = writer.rng
    counts = [rng.randrange(3) for _ in range(3)]
    entropy = rng.choice((0, 1, 1 << 63))
    head = struct.pack("<c16sQIHBBB", b"C", NONCE, entropy, 1, 1, *counts)
    blobs = [writer.value() for _ in range(counts[0] + counts[1])]
    blobs += [rng.choice(WORDS) for _ in range(counts[1] + counts[2])]
    return head + b"f" + b"".join(writer.count(len(b)) + b for b in blobs)


def check_value(data: bytes) -> str:
    """Decode a message each way: a value or a refusal; what is read can be sent."""
    words = []
    for decode in (
        protocol.decode,
        protocol.decode_answer,
        protocol.decode_request,
    ):
        try:
            value = decode(data, lambda reference: reference)
        except protocol.WireError:
            words.append("refused")
            continue
        words.append("read")
        again = protocol.encode(value)
        if protocol.encode(protocol.decode(again, lambda r: r)) != again:
            raise Broken("what was read is not what is written")
    return "/".join(words)


# -- a worker that sends these bytes ---------------------------------------------------


def _printed(data: bytes) -> Ended:
    """Give what a worker printed: bytes of the input's, in a pipe or in a socket."""
    printed = NONCE[: data[0] >> 4] + data[:64] if data else b""
    if data and data[0] & 16:
        ours, theirs = socket.socketpair()
        with theirs:
            theirs.sendall(printed)
        return ours
    out, their_out = os.pipe()
    os.write(their_out, printed)
    os.close(their_out)
    return Pipe(out)


class Fake:
    """A worker without a process: hostile bytes arrive piece by piece.

    The input's first byte says by its lowest bit whether the socket stays open at the
    end, by its fifth whether what it prints comes by a socket too; the second byte says
    how many pieces there are, and two follow for the length of each.
    """

    def __init__(self, data: bytes, *, greeted: bool) -> None:
        self._stays = bool(data[:1] and data[0] & 1)
        pieces = data[1] % 8 if len(data) > 1 else 0
        head = 2 + 2 * pieces
        self._pieces: list[bytes] = []
        stream = data[head:]
        for n in range(2, head, 2):
            size = 1 + int.from_bytes(data[n : n + 2], "little")
            self._pieces.append(stream[:size])
            stream = stream[size:]
        # As much as fits into the socket at once.
        self._pieces += [stream[n : n + 60_000] for n in range(0, len(stream), 60_000)]
        self._pieces.reverse()
        ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        nobody = Sandbox(mode="spawn")  # starts nothing before it is asked to
        ends = ours, _printed(data), None
        self.worker = Worker(nobody, ends, None, LIMITS, 0.002)
        self.worker._ready = greeted
        self._real = self.worker._poll
        self.worker._poll = self  # type: ignore[assignment]  # feeds while it is waited for

    def poll(self, timeout_ms: float) -> list[tuple[int, int]]:
        """Send the next piece, then wait as the host does."""
        if self._pieces:
            with contextlib.suppress(OSError):
                self._theirs.send(self._pieces.pop())
        elif not self._stays:
            self._theirs.close()
        return self._real.poll(timeout_ms)

    def modify(self, *args: Any) -> None:
        self._real.modify(*args)

    def unregister(self, *args: Any) -> None:
        self._real.unregister(*args)

    def close(self) -> None:
        self.worker.close()
        self._theirs.close()


@contextlib.contextmanager
def fake(data: bytes, *, greeted: bool = True) -> Iterator[Worker]:
    """Give a worker that answers with these bytes; every question has one nonce."""
    made = Fake(data, greeted=greeted)
    before, os.urandom = os.urandom, lambda n: NONCE[:n]
    try:
        yield made.worker
    finally:
        os.urandom = before
        made.close()


def framed(rng: random.Random, bodies: Sequence[bytes]) -> bytes:
    """Put bodies into frames, with a lie now and then, and say how they arrive."""
    parts = []
    for body in bodies:
        size = len(body)
        if rng.random() < 0.02:
            lie = rng.choice((0, 1, size - 1, size + 1, 1 << 24, (1 << 32) - 1))
            size = lie % (1 << 32)
        parts.append(_U32.pack(size) + body)
    stays = rng.random() < 0.03
    count = rng.choice((0, 0, 1, 2, 7))
    sizes = [rng.choice((0, 1, 3, 4, 20, 300)) for _ in range(count)]
    head = bytes([rng.randrange(128) * 2 + stays, count])
    stream = b"".join(parts)
    if rng.random() < 0.03:
        stream = stream[: rng.randrange(len(stream) + 1)]
    return head + b"".join(n.to_bytes(2, "little") for n in sizes) + stream


_TYPES = (
    b"ValueError", b"MemoryError", b"SystemExit", b"NotImplementedError", b"\x1b[2J",
    b"StopIteration", b"BaseException", b"UnicodeDecodeError", b"x" * 500,
)  # fmt: skip


def make_answer(writer: Writer, **more: bytes) -> bytes:
    """Write an answer to a question, or something like one."""
    rng = writer.rng
    if rng.random() < 0.25:
        return b"V" + NONCE + writer.value()
    pairs = {b"nonce": writer.blob(NONCE if rng.random() < 0.98 else NONCE[1:])}
    pairs |= {k.encode(): v for k, v in more.items()}
    for _ in range(rng.randrange(3)):
        pairs[rng.choice(WORDS)] = writer.value()
    kind = rng.randrange(8)
    if kind == 0:
        said = {
            b"types": writer.listed([writer.text(rng.choice(_TYPES))]),
            b"message": writer.text(rng.choice(WORDS)),
            b"line": writer.value(),
        }
        pairs[b"error"] = writer.mapping(said)
    elif kind == 1:
        args = writer.of(rng.choice(b"lll" + b"t"))
        pairs |= {b"callback": b"i\1\0\0\0\1", b"args": args, b"kwargs": b"m\0\0\0\0"}
    elif kind == 2:
        pairs[b"value"] = writer.value()
    else:
        pairs[b"value"] = writer.blob(writer.value())
    return writer.mapping(pairs)


def make_frames(rng: random.Random, known: Sequence[bytes]) -> bytes:
    """Write what a worker sends in the place of one answer."""
    if known and rng.random() < 0.2:
        return spoilt(rng.choice(known), rng, known)
    writer = Writer(rng, honesty=rng.choice((0, 0, 10, 40)))
    bodies = [make_answer(writer) for _ in range(rng.choice((1, 1, 2, 5)))]
    if rng.random() < 0.1:
        bodies[0] = make_value(rng, known)
    if rng.random() < 0.05:
        applied = writer.listed([writer.text(b"seccomp"), writer.value()])
        hello = {b"applied": applied, b"missing": writer.value()}
        bodies[0] = writer.mapping(hello)
    data = framed(rng, bodies)
    return spoilt(data, rng, known) if rng.random() < 0.2 else data


def check_frames(data: bytes) -> str:
    """Ask a worker that sends these bytes: an answer, or why there is none."""
    greeted = not data[:1] or data[0] & 14 != 14
    request = {"op": "get", "on": 1, "name": "x"}
    with fake(data, greeted=greeted) as worker:
        try:
            if not greeted:
                worker.ready()
                return "greeted"
            reply = worker.ask(request, 0.002, lambda *_: {"value": 1.0})
        except (WorkerGone, BrokenError) as error:
            if worker.alive:
                raise Broken(f"it lives on: {error}") from error
            if isinstance(error, WorkerGone) and not str(error).isprintable():
                raise Broken("what it sent is quoted") from error
            return _ENDS.get(type(error), "gone")
        if reply["nonce"] != NONCE:
            raise Broken("an answer to another question")
        return "answered"


_ENDS: dict[type[BaseException], str] = {
    WorkerTimeout: "timed out",
    ProtocolBroken: "protocol broken",
    BrokenError: "not greeted",
}

DECODER = Target("decoder", make_value, check_value)
FRAMES = Target("frames", make_frames, check_frames)
