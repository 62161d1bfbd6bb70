"""Judge again and again in one process: everything warm, and mended when it breaks."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from grader.errors import BrokenError
from grader.judge.judge import Judge
from grader.model import Exercise, Judgement
from grader.sandbox.host import Sandbox
from grader.sandbox.launch import ForkServer


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
            self._sandbox.close()
            self._judges.clear()
            self._sandbox = Sandbox(self._imports)
            return self._judge(exercise, source)

    def _judge(self, exercise: Exercise, source: bytes) -> Judgement:
        judge = self._judges.get(exercise.id)
        if judge is None:
            judge = Judge(exercise, self._sandbox, self._seed, self._cache)
            self._judges[exercise.id] = judge
        return judge.judge(source)

    def close(self) -> None:
        """End the isolated Python."""
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
