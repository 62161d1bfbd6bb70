"""Flags of `os.open` and numbers of signals, as far as this system has them.

Without `BINARY` Windows would change the ends of lines in what it reads.
"""

from __future__ import annotations

import os
import signal

BINARY: int = getattr(os, "O_BINARY", 0)
CLOSED: int = getattr(os, "O_CLOEXEC", 0) | BINARY
"""Of every file that is opened: a program that is started does not get it."""

AT_ONCE: int = getattr(os, "O_NONBLOCK", 0)
"""What became a named pipe meanwhile is not waited for."""

NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
FOLDER: int = getattr(os, "O_DIRECTORY", 0)


def signals(*names: str) -> tuple[signal.Signals, ...]:
    """Give the signals of these names that there are here."""
    known = signal.Signals.__members__
    return tuple(known[name] for name in names if name in known)
