"""What a grading process and its workers say to each other.

A frame is a little-endian uint32 length and that many bytes of MessagePack, which
hold one of the messages below.  Both ends are ours: what a student's code says never
gets here as it is, it has been through `grader.sandbox.protocol`.
"""

from __future__ import annotations

import struct

import msgspec

from grader.classroom.unit import Unit
from grader.model import Level

_HEAD = struct.Struct("<I")


class Setup(msgspec.Struct, tag="setup", frozen=True):
    """To a worker, first of all: what it needs before it can judge.

    `parent` is the process that it must not outlive; 0 where that is not ours to say.
    """

    course: str
    least: Level
    cache: str | None
    parent: int = 0


class Job(msgspec.Struct, tag="job", frozen=True):
    """To a worker: judge this."""

    unit: Unit


class Ready(msgspec.Struct, tag="ready", frozen=True):
    """From a worker, first of all: how well submissions are confined."""

    level: Level
    missing: tuple[str, ...]


class Refused(msgspec.Struct, tag="refused", frozen=True):
    """From a worker, first of all: why it cannot judge here."""

    what: str
    where: str
    fix: str
    ours: bool


class MoreTime(msgspec.Struct, tag="more", frozen=True):
    """From a worker: the unit in hand needs so much more than its limit."""

    seconds: float


class Done(msgspec.Struct, tag="done", frozen=True):
    """From a worker: the judgement of the unit in hand, a learn.check/1 object."""

    body: bytes


Message = Setup | Job | Ready | Refused | MoreTime | Done

_decoder = msgspec.msgpack.Decoder(Message)
_encoder = msgspec.msgpack.Encoder()


def packed(message: Message) -> bytes:
    """Turn a message into a frame."""
    body = _encoder.encode(message)
    return _HEAD.pack(len(body)) + body


class Unpacker:
    """Gives messages out of bytes as they come."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        """Take some bytes; give the messages that are whole now.

        Raises
        ------
        msgspec.MsgspecError
            When the bytes are no message of ours.
        """
        self._buffer += data
        found: list[Message] = []
        while len(self._buffer) >= _HEAD.size:
            (size,) = _HEAD.unpack_from(self._buffer)
            end = _HEAD.size + size
            if len(self._buffer) < end:
                break
            found.append(_decoder.decode(bytes(self._buffer[_HEAD.size : end])))
            del self._buffer[:end]
        return found
