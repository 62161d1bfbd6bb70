"""Say how far something long is: one row on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time

import click

from grader.cli.out import Out, plain
from grader.cli.wrapping import width

EVERY_S = 0.1
SPARSE_S = 30.0


class ProgressLine:
    """Progress on standard error.

    Parameters
    ----------
    out : Out
    """

    def __init__(self, out: Out) -> None:
        self.out = out
        self.terminal = not out.quiet and sys.stderr is not None and sys.stderr.isatty()
        self._shown, self._last = 0.0, ""

    def show(self, text: str, *, now: bool = False) -> None:
        """Show a text in the place of the last, unless that is quite new.

        Parameters
        ----------
        now : bool
            Show it in any case: it is the last of its kind.
        """
        text = plain(text)
        since = time.monotonic() - self._shown
        if text == self._last or not (now or since > self._pause()):
            return
        self._shown, self._last = time.monotonic(), text
        if self.terminal:
            while width(text) > self.out.width - 1:
                text = text[:-1]
            click.echo(f"\r\x1b[2K{text}", nl=False, err=True, color=True)
        else:
            self.out.note(text)

    def _pause(self) -> float:
        return EVERY_S if self.terminal else SPARSE_S

    def clear(self) -> None:
        """Take the row away before something else is written."""
        if self.terminal and self._last:
            click.echo("\r\x1b[2K", nl=False, err=True, color=True)
        self._last = ""


class Pace:
    """How fast something goes, and when it will be done.

    Only what is done from now on counts.
    """

    def __init__(self, done: int, total: int) -> None:
        self._first, self._total, self._since = done, total, time.monotonic()

    def text(self, done: int) -> str:
        """Give the rate and what is left, once there is enough to tell by."""
        lasted = time.monotonic() - self._since
        if done <= self._first or lasted < 1.0:
            return ""
        rate = (done - self._first) / lasted
        left = _duration((self._total - done) / rate)
        return f"{rate:.3g} /s, {left} left" if done < self._total else f"{rate:.3g} /s"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"
