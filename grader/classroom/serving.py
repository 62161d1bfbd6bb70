"""What a worker process does: take units, give judgements.

It has its own pytest and its own isolated Python; students' code never runs in it.
It ends when its input does, and with the process that started it, whatever it is
doing then: the isolated Python goes with it in turn.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Iterator
from pathlib import Path

from grader.classroom.bench import Bench
from grader.classroom.frames import (
    Done,
    Job,
    Message,
    MoreTime,
    Ready,
    Refused,
    Setup,
    Unpacker,
    packed,
)
from grader.errors import BrokenError, LearnError
from grader.sandbox import confine
from grader.sandbox.launch import ForkServer

# Python keeps thousands of freed tuples for later, and gives them back only when it
# collects everything.  With what is frozen left out, that takes a millisecond.
TIDY_AFTER = 100


class Channel:
    """Frames on two descriptors that nothing else writes to."""

    def __init__(self) -> None:
        # What a check prints, even from C, must not get between the frames.
        self._in, self._out = os.dup(0), os.dup(1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(2, 1)
        os.close(null)

    def received(self) -> Iterator[Message]:
        """Give what comes in, until the other side hangs up."""
        unpacker = Unpacker()
        while data := os.read(self._in, 1 << 18):
            yield from unpacker.feed(data)

    def send(self, message: Message) -> None:
        """Send one message."""
        left = memoryview(packed(message))
        while left:
            left = left[os.write(self._out, left) :]


def serve(server: ForkServer | None) -> None:
    """Judge until there is nothing more to judge.

    Parameters
    ----------
    server : ForkServer or None
        One that was started ahead.
    """
    channel = Channel()
    bench: Bench | None = None
    judged = 0
    # The other side may be gone before it has read everything.
    with contextlib.suppress(BrokenPipeError), contextlib.ExitStack() as stack:
        for message in channel.received():
            if isinstance(message, Setup):
                bench = _set_up(channel, message, server)
                if bench is None:
                    return
                stack.callback(bench.close)
            elif isinstance(message, Job) and bench is not None:
                judgement = bench.judge(message.unit)
                channel.send(Done(judgement.to_json()))
                judged += 1
                if judged % TIDY_AFTER == 0:
                    gc.collect()


def _set_up(channel: Channel, setup: Setup, server: ForkServer | None) -> Bench | None:
    if setup.parent:
        confine.die_with_parent()
        if os.getppid() != setup.parent:
            return None  # it ended before we could ask to end with it
    try:
        bench = Bench(
            Path(setup.course),
            setup.least,
            Path(setup.cache) if setup.cache is not None else None,
            server,
            lambda seconds: channel.send(MoreTime(seconds)),
        )
        protection = bench.probe()
    except LearnError as error:
        ours = isinstance(error, BrokenError)
        channel.send(Refused(error.what, error.where, error.fix, ours))
        return None
    # What is there now stays: later collections need not look at it.
    gc.freeze()
    channel.send(Ready(protection.level, protection.missing))
    return bench
