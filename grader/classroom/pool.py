"""Several worker processes at one list of units; what breaks is replaced.

A worker that ends or that takes longer than it may is killed with all that it
started; the unit that it had in hand is tried once more, and is "broken" if that ends
the same way.  Units are taken from the list when a worker can do with one, so that
the list may be long and memory stays as it is.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple

import msgspec

from grader.classroom import frames
from grader.classroom.unit import Unit
from grader.errors import BrokenError, LearnError
from grader.model import Protection
from grader.sandbox.waiting import can_hand_on

START_S = 60.0
"""How long a worker may take to be ready on a machine that is busy."""

SLACK_S = 30.0
"""What a unit may take beyond its limit: starting, mending, composing feedback."""

AHEAD = 2
"""Units that a worker holds: the one in hand and one to go on with at once."""

FALSE_STARTS = 3
_SAID = 4000
# Behind the standard library: nothing there may be shadowed.
_BOOT = (
    "import sys; sys.path.append(sys.argv.pop()); "
    "from grader.classroom.worker import main; main({cpu!r})"
)


def _cpus(jobs: int) -> Iterable[int | None]:
    """Say which processor each worker is to stay on; None where it may be on any.

    A worker and the process that it asks take turns: on one processor they hand over
    at once, on two each wakes the other up first, which takes a fifth of all time.
    Where there are more processors than workers, others may need those.
    """
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    return sorted(usable) if len(usable) == jobs > 1 else [None] * jobs


class Finished(NamedTuple):
    """A unit with its judgement, a learn.check/1 object, or why there is none."""

    unit: Unit
    body: bytes
    fault: str = ""


class _Job:
    """A unit on its way, and how often it was in hand when a worker broke."""

    def __init__(self, unit: Unit) -> None:
        self.unit, self.breaks = unit, 0


class Pool:
    """Worker processes of one course; to be closed.

    Parameters
    ----------
    jobs : int
        How many.
    setup : Setup
        What each is told first.
    limit_s : callable
        How many seconds a unit may take by its exercise's limits.

    Raises
    ------
    BrokenError
        On Windows, where one process cannot wait for the pipes of several.
    """

    def __init__(
        self, jobs: int, setup: frames.Setup, limit_s: Callable[[Unit], float]
    ) -> None:
        if not can_hand_on():
            raise BrokenError(
                "submissions of many can be judged on Linux and macOS alone",
                fix="on Windows do it in WSL, which is Linux and protects you besides",
            )
        self._setup = msgspec.structs.replace(setup, parent=os.getpid())
        self._limit_s = limit_s
        self._selector = selectors.DefaultSelector()
        self._false_starts = 0
        self._again: deque[_Job] = deque()
        self.protection: Protection | None = None
        self._workers: list[_Worker] = []
        try:
            for cpu in _cpus(jobs):
                self._workers.append(self._start(cpu))
        except BaseException:
            self.close()
            raise

    def probe(self) -> Protection:
        """Wait for the first worker to say how well submissions are confined.

        Raises
        ------
        LearnError
            When that is less than is asked for, or no worker can be had.
        """
        while self.protection is None:
            self._turn()
        return self.protection

    def run(self, units: Iterable[Unit]) -> Iterator[Finished]:
        """Give each unit's judgement as soon as it is there, in whatever order.

        Raises
        ------
        LearnError
            When no worker can be had any more.
        """
        source = iter(units)
        more = True
        while True:
            more = self._hand_out(source) if more or self._again else False
            if not more and not any(w.jobs for w in self._workers):
                return
            yield from self._turn()

    def _hand_out(self, source: Iterator[Unit]) -> bool:
        """Give work to every worker that can do with some; say if there is more."""
        for room in range(AHEAD):
            for worker in self._workers:
                if not worker.ready or len(worker.jobs) > room:
                    continue
                if self._again:
                    worker.give(self._again.popleft())
                    continue
                unit = next(source, None)
                if unit is None:
                    return False
                worker.give(_Job(unit))
        return True

    def _turn(self) -> list[Finished]:
        """Wait until something happens; give the units that are finished by it."""
        finished: list[Finished] = []
        soonest = min(w.deadline for w in self._workers)
        wait_s = max(0.0, min(soonest - time.monotonic(), 60.0))
        for key, events in self._selector.select(wait_s):
            worker: _Worker = key.data
            if worker in self._workers:
                finished += self._serve(worker, key.fd, events)
        # Only after everything was read: this process may have been stopped a while.
        for worker in list(self._workers):
            if time.monotonic() >= worker.deadline:
                finished += self._replace(worker, worker.overdue)
        return finished

    def _serve(self, worker: _Worker, fd: int, events: int) -> list[Finished]:
        if events & selectors.EVENT_WRITE:
            worker.write()
        if not events & selectors.EVENT_READ:
            return []
        try:
            messages = worker.read(fd)
        except (EOFError, msgspec.MsgspecError):
            return self._replace(worker, worker.ending())
        done = []
        for message in messages:
            if isinstance(message, frames.Ready):
                self._false_starts = 0
                self.protection = Protection(message.level, message.missing)
            elif isinstance(message, frames.Refused):
                kind = BrokenError if message.ours else LearnError
                raise kind(message.what, where=message.where, fix=message.fix)
            body = worker.heard(message)
            if body is not None:
                done.append(Finished(*body))
        return done

    def _replace(self, worker: _Worker, why: str) -> list[Finished]:
        """Start another in a worker's place; what it had in hand counts as tried."""
        jobs = list(worker.jobs)
        was_ready = worker.ready
        worker.close()
        self._workers.remove(worker)
        if not was_ready:
            self._false_starts += 1
            if self._false_starts >= FALSE_STARTS:
                raise BrokenError(
                    "no worker process could be started",
                    where=why,
                    fix="run `learn doctor` to see what this machine allows",
                )
        self._workers.append(self._start(worker.cpu))
        broken: list[Finished] = []
        if jobs:
            jobs[0].breaks += 1
            if jobs[0].breaks > 1:
                broken.append(Finished(jobs.pop(0).unit, b"", why))
        self._again.extend(jobs)
        return broken

    def _start(self, cpu: int | None) -> _Worker:
        return _Worker(self._selector, frames.packed(self._setup), self._limit_s, cpu)

    def close(self) -> None:
        """End every worker at once, and all that they started."""
        for worker in self._workers:
            worker.close()
        self._workers.clear()
        self._selector.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Worker:
    """One worker process, as the pool sees it."""

    def __init__(
        self,
        selector: selectors.BaseSelector,
        setup: bytes,
        limit_s: Callable[[Unit], float],
        cpu: int | None,
    ) -> None:
        self._selector, self._limit_s = selector, limit_s
        self.cpu = cpu
        here = str(Path(__file__).parent.parent.parent)
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter)
            [sys.executable, "-P", "-c", _BOOT.format(cpu=cpu), here],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Ctrl-C is for the process that people see; it ends its workers itself.
            start_new_session=True,
        )
        self._unpacker = frames.Unpacker()
        self._left = bytearray()
        self._said = bytearray()
        self.jobs: deque[_Job] = deque()
        self.ready = False
        self.deadline = time.monotonic() + START_S
        self.overdue = f"it was not ready within {START_S:g} s"
        for stream in (self._stdout, self._stderr):
            os.set_blocking(stream.fileno(), False)
            selector.register(stream, selectors.EVENT_READ, self)
        os.set_blocking(self._stdin.fileno(), False)
        self._send(setup)

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    @property
    def _stderr(self) -> IO[bytes]:
        assert self._process.stderr is not None
        return self._process.stderr

    def give(self, job: _Job) -> None:
        """Send a unit; its time begins when those before it are finished."""
        self.jobs.append(job)
        if len(self.jobs) == 1:
            self._time()
        self._send(frames.packed(frames.Job(job.unit)))

    def _time(self) -> None:
        """Set the deadline of the unit in hand, if there is one."""
        self.deadline = float("inf")
        if self.jobs:
            limit_s = self._limit_s(self.jobs[0].unit) + SLACK_S
            self.deadline = time.monotonic() + limit_s
            self.overdue = f"the worker did not come to an end within {limit_s:g} s"

    def heard(self, message: frames.Message) -> tuple[Unit, bytes] | None:
        """Take what the worker says; give what it has finished."""
        if isinstance(message, frames.Ready):
            self.ready = True
            self._time()
        elif isinstance(message, frames.MoreTime):
            self.deadline += message.seconds
        elif isinstance(message, frames.Done):
            job = self.jobs.popleft()
            self._time()
            return job.unit, message.body
        return None

    def _send(self, data: bytes) -> None:
        self._left += data
        self.write()

    def write(self) -> None:
        """Send what the pipe takes; the rest when it takes more."""
        had = bool(self._left)
        with contextlib.suppress(BlockingIOError, BrokenPipeError):
            while self._left:
                del self._left[: os.write(self._stdin.fileno(), self._left)]
        known = self._stdin.fileno() in self._selector.get_map()
        if self._left and not known:
            self._selector.register(self._stdin, selectors.EVENT_WRITE, self)
        elif had and not self._left and known:
            self._selector.unregister(self._stdin)

    def read(self, fd: int) -> list[frames.Message]:
        """Read what there is.

        Raises
        ------
        EOFError
            When the worker has ended.
        MsgspecError
            When it sent what is no message.
        """
        try:
            data = os.read(fd, 1 << 20)
        except BlockingIOError:
            return []
        if fd == self._stderr.fileno():
            if not data:
                self._selector.unregister(self._stderr)
            self._said += data
            del self._said[:-_SAID]
            return []
        if not data:
            raise EOFError
        return self._unpacker.feed(data)

    def ending(self) -> str:
        """Say how a worker ended that ended by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        with contextlib.suppress(OSError):
            self._said += os.read(self._stderr.fileno(), _SAID)
        words = self._said.decode("utf-8", "replace").strip().splitlines()
        code = self._process.returncode
        how = f"the worker process ended ({code})"
        return f"{how}: {words[-1]}" if words else how

    def close(self) -> None:
        """Kill it and give everything back."""
        self._process.kill()
        self._process.wait()
        for stream in (self._stdin, self._stdout, self._stderr):
            if stream.fileno() in self._selector.get_map():
                self._selector.unregister(stream)
            with contextlib.suppress(OSError):
                stream.close()
