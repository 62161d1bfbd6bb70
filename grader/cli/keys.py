"""Single keys from a terminal, or letters from lines; the terminal is always restored."""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any

from grader.flags import signals

try:
    import termios
    import tty
except ModuleNotFoundError:  # Windows: no keys then, and Ctrl-C ends as ever
    termios = None  # type: ignore[assignment]

_ENDING = signals("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
AT_ONCE = 3
"""More different keys in one piece were not typed but pasted."""
PASTE_S = 0.1
"""The pieces of what is pasted follow one another faster than this."""
# What arrows and function keys, the mouse and answers of the terminal send.
_SEQUENCE = re.compile("\x1b(\\[[0-?]*[ -/]*[@-~]?|O.?|[^\x1b])?", re.DOTALL)


class Keys:
    """What a person types while something is watched.

    Parameters
    ----------
    single : bool
        Take each key at once, without Enter, if standard input is a terminal.
        Without it, and of anything else than a terminal, the first letter of each
        line counts.
    """

    def __init__(self, *, single: bool) -> None:
        there = sys.stdin is not None and termios is not None
        self.fd = sys.stdin.fileno() if there else -1
        self.single = single and self.fd >= 0 and os.isatty(self.fd)
        self.resized = False
        self._open = self.fd >= 0
        self._before: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._typed = ""
        self._line = ""
        self._pasted_at = -PASTE_S

    def __enter__(self) -> Keys:
        self._handle(_ENDING, self._end)
        if self.single:
            self._before = termios.tcgetattr(self.fd)
            atexit.register(self._restore)
            self._handle(signals("SIGTSTP"), self._suspend)
            self._take()
        self._handle(signals("SIGWINCH"), self._resize)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._restore()
        atexit.unregister(self._restore)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def wait(self, seconds: float) -> str:
        """Wait for a key, at most so long; "" if there was none."""
        if not self._typed and self._ready(seconds):
            self._read()
        key, self._typed = self._typed[:1], self._typed[1:]
        return key

    @property
    def waiting(self) -> bool:
        """Whether something was typed that nobody has taken yet."""
        return bool(self._typed) or (self._open and self._ready(0))

    def drop(self, *, but: str) -> None:
        """Forget what was typed while nobody was listening, but for one key."""
        while self.single and self._open and self._ready(0):
            self._read()
        self._typed = but if but in self._typed.lower() else ""

    def _ready(self, seconds: float) -> bool:
        if not self._open:
            time.sleep(seconds)
            return False
        return bool(select.select([self.fd], [], [], seconds)[0])

    def _read(self) -> None:
        try:
            data = os.read(self.fd, 1024)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._open = False  # its end: go on without keys
            return
        text = data.decode("utf-8", "ignore")
        if self.single:
            self._typed += self._pressed(_SEQUENCE.sub("", text))
            return
        *lines, self._line = (self._line + text)[-1024:].split("\n")
        self._typed += "".join(line.strip()[:1] for line in lines)

    def _pressed(self, text: str) -> str:
        """Tell keys from a pasted text, whose letters were not meant for us."""
        now = time.monotonic()
        several = len(text) > AT_ONCE and len(set(text)) > 1
        if several or now - self._pasted_at < PASTE_S:
            self._pasted_at = now
            return ""
        return text[:1] if len(set(text)) == 1 else text  # one that is held down

    def _take(self) -> None:
        # Keys come one by one and unseen; Ctrl-C and Ctrl-Z work as ever.
        tty.setcbreak(self.fd, termios.TCSANOW)

    def _restore(self) -> None:
        if self._before is not None:
            # The terminal may be gone: then there is nothing to restore.
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fd, termios.TCSANOW, self._before)

    def _handle(
        self, numbers: tuple[signal.Signals, ...], handler: Callable[..., None]
    ) -> None:
        for number in numbers:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as `nohup` has it
                self._handlers[number] = signal.signal(number, handler)

    def _suspend(self, number: int, frame: FrameType | None) -> None:
        """Stop as Ctrl-Z asks, with the terminal as it was; take it again after."""
        self._restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, self._suspend)
        self._take()
        self.resized = True

    def _end(self, number: int, frame: FrameType | None) -> None:
        # Here and not only at the end of the work: the next Ctrl-C may cut that short.
        self._restore()
        raise KeyboardInterrupt

    def _resize(self, number: int, frame: FrameType | None) -> None:
        self.resized = True
