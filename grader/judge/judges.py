"""Judge again and again in one process: everything warm, and mended when it breaks."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from grader.errors import BrokenError
from grader.frameworks import missing
from grader.judge.ahead import start
from grader.judge.engine import UnreadableChecks
from grader.judge.judge import Judge
from grader.model import PLAIN, Exercise, Judgement, Level, Limits, Protection
from grader.sandbox.host import Sandbox, Worker, start_s
from grader.sandbox.launch import ForkServer
from grader.sandbox.session import ask_for
from grader.unjudged import unavailable


class Judges:
    """The judges of any number of exercises, sharing one sandbox.

    Parameters
    ----------
    imports : tuple of str
        The course's, for `Sandbox`.
    seed : int
        The grading seed, where a call names no other.
    cache : Path, optional
        A folder for what known-wrong submissions did.
    server : ForkServer, optional
        One that was started ahead.
    least : {"full", "strong", "basic"}
        The protection below which nothing is judged.
    at_once : callable, optional
        For judging many: what the known-wrong submissions do is then learned in one
        go, and this is told how many seconds that may take.
    """

    KEPT = 4
    """How many exercises are kept warm; each takes some megabytes."""

    def __init__(
        self,
        imports: tuple[str, ...],
        seed: int,
        cache: Path | None = None,
        server: ForkServer | None = None,
        least: Level = "basic",
        at_once: Callable[[float], None] | None = None,
    ) -> None:
        self._imports, self._seed, self._cache = imports, seed, cache
        self._least, self._at_once = least, at_once
        self._sandbox = Sandbox(imports, server=server, least=least)
        self._judges: dict[tuple[str, int], Judge] = {}
        self._started = {PLAIN}
        self._ready: tuple[str, Worker] | None = None

    @property
    def sandbox(self) -> Sandbox:
        """The sandbox that is used now; judging may replace it by a new one."""
        return self._sandbox

    def prepare(self, exercise: Exercise) -> None:
        """Ask for a worker before there is anything to judge, to save waiting."""
        if self._ready is None and not missing(exercise.spec):
            limits, setting = exercise.spec.limits, exercise.spec.setting
            # If there is none to be had, judging is what mends that or says so.
            with contextlib.suppress(BrokenError):
                worker = ask_for(
                    self._sandbox, exercise.id, self._seed, limits, setting
                )
                self._ready = exercise.id, worker

    def _prepared(self, exercise: Exercise, seed: int) -> Worker | None:
        ready, self._ready = self._ready, None
        if ready is None:
            return None
        if (ready[0], self._seed) != (exercise.id, seed):
            ready[1].close()
            return None
        return ready[1]

    def probe(self) -> Protection:
        """Say how well submissions are confined here, by confining one that is none.

        Raises
        ------
        BrokenError
            When that is less than is asked for, or no worker can be had.
        """
        worker = self._sandbox.spawn("ex00", 0, Limits())
        try:
            return worker.ready()
        finally:
            worker.close()

    def judge(
        self, exercise: Exercise, source: bytes, seed: int | None = None
    ) -> Judgement:
        """Judge a source; if the isolated Python has died, start another, once.

        Raises
        ------
        BrokenError
            When no worker can be had, or the exercise's checks cannot be read.
        """
        seed = self._seed if seed is None else seed
        absent = unavailable(exercise, source, seed)
        if absent is not None:
            return absent
        if exercise.spec.setting not in self._started:
            self._started.add(exercise.spec.setting)
            if self._at_once is not None:
                self._at_once(start_s(exercise.spec.setting))
        try:
            return self._judge(exercise, source, seed)
        except UnreadableChecks:
            raise
        except BrokenError:
            self._drop()
            self._sandbox.close()
            self._sandbox = Sandbox(self._imports, least=self._least)
            return self._judge(exercise, source, seed)

    def _judge(self, exercise: Exercise, source: bytes, seed: int) -> Judgement:
        key = exercise.id, seed
        judge = self._judges.pop(key, None)
        if judge is None:
            judge = Judge(exercise, self._sandbox, seed, self._cache, self._at_once)
        self._judges[key] = judge  # last: it was the last to be used
        while len(self._judges) > self.KEPT:
            self._judges.pop(next(iter(self._judges))).close()
        worker = self._prepared(exercise, seed)
        session = start(
            self._sandbox, exercise, source, seed, None, worker,
            read=self._at_once is None,
        )  # fmt: skip
        return judge.judge(source, session=session)

    def _drop(self) -> None:
        if self._ready is not None:
            self._ready[1].close()
            self._ready = None
        while self._judges:
            self._judges.popitem()[1].close()

    def close(self) -> None:
        """End the isolated Python, and pytest."""
        self._drop()
        self._sandbox.close()

    def __enter__(self) -> Judges:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
