"""Notice that a file was saved, whatever saved it and wherever it lies.

By asking, not by being told: one look a few times a second costs next to
nothing for one file, and works where a kernel's notices do not come (network
drives, WSL, containers) and for editors that save by renaming another file.
"""

from __future__ import annotations

import math
import os
import time
from pathlib import Path

from grader import flags
from grader.errors import SubmissionError
from grader.submission import read_submission

SETTLE_S = 0.05
"""How long a file must stay as it is before it is taken as saved."""

EMPTY_S = 0.4
"""The same for one that is empty or gone: some editors do that for a moment."""

LOOK_S = 0.005
IDLE_LOOK_S = 0.1
IDLE_AFTER_S = 300.0
REREAD_S = 2.0
"""How often the content is compared although no time stamp says so: some file
systems keep whole or even seconds."""

MAX_SHARE = 20
"""A look may take at most one part in so many of the time."""

Signature = tuple[int, int, int, int]


class WatchedFile:
    """One file, looked at again and again.

    Parameters
    ----------
    file : Path
        May be missing, and may come back.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.content = self._read()
        self._seen = self._signature()
        self._since: float | None = None
        self._changed_at = self._read_at = time.monotonic()
        self._look_took = 0.0

    @property
    def missing(self) -> bool:
        """Whether there is no readable file at present."""
        return self.content is None

    @property
    def settling(self) -> bool:
        """Whether something has changed and it is not yet clear that it is over."""
        return self._since is not None

    @property
    def touched(self) -> bool:
        """Whether something has changed since the last look, or had not settled then."""
        return self.settling or self._signature() != self._seen

    @property
    def interval(self) -> float:
        """Seconds to wait before the next look."""
        if self._since is not None:
            left = self._since + self._patience() - time.monotonic()
            return min(max(left, 0.0), LOOK_S)
        idle = time.monotonic() - self._changed_at > IDLE_AFTER_S
        return max(IDLE_LOOK_S if idle else LOOK_S, MAX_SHARE * self._look_took)

    def changed(self) -> bool:
        """Look once; whether `content` is new, and has settled."""
        started = time.monotonic()
        signature = self._signature()
        if signature != self._seen:
            self._seen, self._since = signature, started
        elif self._since is None and started - self._read_at > REREAD_S:
            self._since = -math.inf
        self._look_took = time.monotonic() - started
        if self._since is None or started - self._since < self._patience():
            return False
        content = self._read()
        if self._signature() != self._seen:
            return False  # saved again meanwhile: the next look sees it
        self._since, self._read_at = None, started
        if content == self.content:
            return False
        self.content, self._changed_at = content, started
        return True

    def _patience(self) -> float:
        nothing = self._seen is None or self._seen[2] == 0
        return EMPTY_S if nothing else SETTLE_S

    def _signature(self) -> Signature | None:
        try:
            # Opened, not only asked for: a network drive then asks its server.
            fd = os.open(self.file, os.O_RDONLY | flags.AT_ONCE | flags.CLOSED)
        except OSError:
            return None
        try:
            found = os.fstat(fd)
        finally:
            os.close(fd)
        return found.st_ino, found.st_mtime_ns, found.st_size, found.st_dev

    def _read(self) -> bytes | None:
        try:
            return read_submission(self.file)
        except SubmissionError:
            return None
