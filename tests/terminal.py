"""A terminal in memory: a real process on a pseudo-terminal, and what is on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

WITHIN_S = 30.0
QUIET_S = 0.2
"""What has been quiet for so long has written all that it had to."""


class Terminal:
    """Runs a command on a terminal of a given size, until `close`.

    Parameters
    ----------
    command : sequence of str
    columns, rows : int
    encoding : str
        What the process writes.
    kept : int
        Rows to keep, those that have scrolled away included.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        cwd: Path,
        env: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
        encoding: str = "utf-8",
        kept: int = 0,
    ) -> None:
        self.encoding = encoding
        # What scrolls away is to be seen too: the screen is longer than it says.
        self._screen = pyte.Screen(columns, max(rows, kept))
        self._stream = pyte.Stream(self._screen)
        self.raw = b""
        self.fd, theirs = pty.openpty()
        self._size(columns, rows)
        self.before = termios.tcgetattr(self.fd)
        self.process = subprocess.Popen(
            command, cwd=cwd, env=env, stdin=theirs, stdout=theirs, stderr=theirs,
            preexec_fn=lambda: _take_over(theirs),
        )  # fmt: skip
        self._theirs = theirs  # kept, so that the terminal can be asked afterwards

    def send(self, text: str) -> None:
        """Type something."""
        os.write(self.fd, text.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self._size(columns, rows)
        self._screen.resize(rows, columns)

    def _size(self, columns: int, rows: int) -> None:
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, size)

    @property
    def text(self) -> str:
        """What the screen shows, without what changes from run to run."""
        rows = "\n".join(row.rstrip() for row in self._screen.display).rstrip()
        return re.sub(r"\d\d:\d\d:\d\d", "14:02:31", rows) + "\n"

    def until(
        self, seen: str | Callable[[str], bool], within_s: float = WITHIN_S
    ) -> str:
        """Read until the screen shows a text and rests; give the whole screen."""
        if isinstance(seen, str):
            wanted = seen
            return self.until(lambda text: wanted in text, within_s)
        give_up = time.monotonic() + within_s
        while not (self._read(0.05) or seen(self.text)):
            assert time.monotonic() < give_up, self.text
        while select.select([self.fd], [], [], QUIET_S)[0] and not self._read(0):
            pass  # it was in the middle of writing
        assert seen(self.text), self.text
        return self.text

    def ended(self, within_s: float = WITHIN_S) -> int:
        """Wait for the process to end; give its exit code."""
        give_up = time.monotonic() + within_s
        while self.process.poll() is None:
            assert time.monotonic() < give_up, self.text
            self._read(0.05)
        while self._read(0.0) is False and select.select([self.fd], [], [], 0)[0]:
            pass
        assert b"Traceback" not in self.raw, self.raw.decode(errors="replace")
        return self.process.returncode

    @property
    def settings(self) -> list[object]:
        """How the terminal is set now."""
        return termios.tcgetattr(self.fd)

    def close(self) -> None:
        """End the process, whatever it does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.fd)
        os.close(self._theirs)

    def _read(self, within_s: float) -> bool:
        """Read what there is; whether that was the end."""
        if not select.select([self.fd], [], [], within_s)[0]:
            return self.process.poll() is not None
        part = os.read(self.fd, 1 << 16)
        self.raw += part
        # A mode that pyte does not know: all until its end shows at once.
        text = part.decode(self.encoding, "replace")
        self._stream.feed(re.sub(r"\x1b\[\?2026[hl]", "", text))
        return False


def _take_over(fd: int) -> None:
    os.setsid()
    fcntl.ioctl(fd, termios.TIOCSCTTY, 0)
    for number in (signal.SIGINT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)
