"""Read the files of many submissions, one after another, in a worker that runs none.

A file is parsed in a confined worker, since that alone can take all memory, and
before anything of it is run, so that what is seen is true.  Of many submissions those
that pass everything need no reading, and the others can share a worker: what is only
read cannot touch what is read next.
"""

from __future__ import annotations

import time
from typing import Any

from grader.judge import notes
from grader.model import Exercise, Limits, Observation
from grader.sandbox.host import Sandbox, Worker, WorkerGone
from grader.sandbox.session import ask_for

AT_ONCE = 64
"""How many files one worker reads."""

SLOW_S, MOST_S = 0.1, 1.0
"""A file that takes so long is the last for its worker, or is not read at all."""


class Reader:
    """Looks for what explains a failure; to be closed."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._worker: Worker | None = None
        self._read = 0

    def observe(self, exercise: Exercise, source: bytes) -> tuple[Observation, ...]:
        """Say what can be seen in a file; nothing where it cannot be read.

        Raises
        ------
        BrokenError
            When no worker can be had.
        """
        if self._worker is None:
            self._worker = ask_for(self._sandbox, "reading", 0, Limits())
            self._read = 0
        request = {"op": "observe", "source": source} | notes.questions(exercise.spec)
        started = time.monotonic()
        found: Any = []
        try:
            self._worker.ready()
            found = self._worker.ask(request, MOST_S).get("ok")
            self._worker.printed()  # a warning counts for the file that it is about
        except WorkerGone:
            self.close()
        self._read += 1
        if self._read >= AT_ONCE or time.monotonic() - started > SLOW_S:
            self.close()
        some = found if type(found) is list else []
        return notes.sentences(some, exercise.spec)

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None
