"""What was said to a worker and what it said, so that neither is said twice.

An exchange is one message to a worker and the one that follows.  The number that an
answer must repeat is left out: with another one the same message is the same.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple


class Asked(NamedTuple):
    """A message to a worker, in front of its number and behind it.

    Attributes
    ----------
    signed : bool
        Whether there is a number; what a call-back gave has none.
    continues : bool
        Whether it is part of the call before.
    """

    head: bytes
    tail: bytes
    signed: bool
    continues: bool


class Exchange(NamedTuple):
    """A message to a worker, what followed, and what the worker printed meanwhile.

    Attributes
    ----------
    answered : tuple of bytes
        In front of the number and behind it.
    failure : Exception, optional
        Why there was no answer.
    """

    asked: Asked
    answered: tuple[bytes, bytes] = (b"", b"")
    printed: bytes = b""
    failure: Exception | None = None


EACH, MOST = 2048, 4 << 20
"""Bytes that an exchange takes beside its messages, and that a tape takes."""


class Tape:
    """What one check says to a worker.

    Attributes
    ----------
    heard : deque of Exchange
        What was asked already, and is not asked again.
    said : list of Exchange
        What the check asked, whether of the worker or of this tape; nothing once it
        is too much to be kept.
    size : int
        How many bytes that takes.
    whole : bool
        Whether it was not too much.
    steady : bool
        Whether it asked what had been asked already.
    """

    def __init__(self) -> None:
        self.heard: deque[Exchange] = deque()
        self.said: list[Exchange] = []
        self.steady = self.whole = True
        self.size = 0

    def note(self, exchange: Exchange) -> None:
        """Keep what was asked."""
        parts = (*exchange.asked[:2], *exchange.answered, exchange.printed)
        self.size += EACH + sum(map(len, parts))
        if self.size > MOST:
            self.whole = False
            self.said.clear()
        else:
            self.said.append(exchange)


class Unsteady(BaseException):
    """A check asked something else than it did before, with the same seed.

    No `Exception`: a check that expects one must not take this for it.
    """


def asked(body: bytes, number: bytes, *, continues: bool) -> Asked:
    """Take a message apart around its number."""
    head, found, tail = body.partition(number)
    return Asked(head, tail, bool(found), continues)
