"""Judge again and again in one process: everything warm, and mended when it breaks."""

from __future__ import annotations

import contextlib
from pathlib import Path
from types import TracebackType

from grader.errors import BrokenError
from grader.judge.ahead import start
from grader.judge.judge import Judge
from grader.model import Exercise, Judgement
from grader.sandbox.host import Sandbox, Worker
from grader.sandbox.launch import ForkServer
from grader.sandbox.session import ask_for


class Judges:
    """The judges of any number of exercises, sharing one sandbox.

    Parameters
    ----------
    imports : tuple of str
        The course's, for `Sandbox`.
    seed : int
    cache : Path, optional
        A folder for what known-wrong submissions did.
    server : ForkServer, optional
        One that was started ahead.
    """

    def __init__(
        self,
        imports: tuple[str, ...],
        seed: int,
        cache: Path | None = None,
        server: ForkServer | None = None,
    ) -> None:
        self._imports, self._seed, self._cache = imports, seed, cache
        self._sandbox = Sandbox(imports, server=server)
        self._judges: dict[str, Judge] = {}
        self._ready: tuple[str, Worker] | None = None

    @property
    def sandbox(self) -> Sandbox:
        """The sandbox that is used now; judging may replace it by a new one."""
        return self._sandbox

    def prepare(self, exercise: Exercise) -> None:
        """Ask for a worker before there is anything to judge, to save waiting."""
        if self._ready is None:
            limits = exercise.spec.limits
            # If there is none to be had, judging is what mends that or says so.
            with contextlib.suppress(BrokenError):
                worker = ask_for(self._sandbox, exercise.id, self._seed, limits)
                self._ready = exercise.id, worker

    def _prepared(self, exercise: Exercise) -> Worker | None:
        ready, self._ready = self._ready, None
        if ready is None:
            return None
        if ready[0] != exercise.id:
            ready[1].close()
            return None
        return ready[1]

    def judge(self, exercise: Exercise, source: bytes) -> Judgement:
        """Judge a source; if the isolated Python has died, start another, once.

        Raises
        ------
        BrokenError
            When no worker can be had, or the exercise's checks cannot be read.
        """
        try:
            return self._judge(exercise, source)
        except BrokenError:
            self._drop()
            self._sandbox.close()
            self._judges.clear()
            self._sandbox = Sandbox(self._imports)
            return self._judge(exercise, source)

    def _judge(self, exercise: Exercise, source: bytes) -> Judgement:
        judge = self._judges.get(exercise.id)
        if judge is None:
            judge = Judge(exercise, self._sandbox, self._seed, self._cache)
            self._judges[exercise.id] = judge
        session = start(
            self._sandbox, exercise, source, self._seed, None, self._prepared(exercise)
        )
        return judge.judge(source, session=session)

    def _drop(self) -> None:
        if self._ready is not None:
            self._ready[1].close()
            self._ready = None

    def close(self) -> None:
        """End the isolated Python."""
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
