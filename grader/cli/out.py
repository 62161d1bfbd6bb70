"""Write to people: colour, glyphs and widths that fit where it is shown.

Everything that a course or a learner wrote goes through `plain`, so that it
comes out literally: no control character reaches a terminal.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable
from typing import Literal

import click

from grader.cli.encodable import encodable, fits
from grader.cli.wrapping import width
from grader.unseen import plain as plain  # whoever writes imports both from here

ColorChoice = Literal["auto", "always", "never"]

# What stands in backticks, and a date with its time.
_WHOLE = re.compile(r"`[^`]*`|\d{4}-\d\d-\d\d \d\d:\d\d")

_GLYPHS = {"passed": "✓", "failed": "✗", "errored": "✗", "timed_out": "✗",
           "skipped": "–", "broken": "!", "to write": "–"}  # fmt: skip
_COLORS = {"passed": "green", "failed": "red", "errored": "red",
           "timed_out": "red", "skipped": "bright_black", "broken": "magenta",
           "to write": "yellow"}  # fmt: skip


def wrap(
    text: str, columns: int, first: str = "", rest: str = "", *, cut: bool = True
) -> list[str]:
    """Break a text into rows; commands and moments stay on one, if they fit.

    Parameters
    ----------
    first, rest : str
        What the first row and the others begin with.
    cut : bool
        Break words that are longer than a row; paths that are to be copied are not.
    """

    def whole(code: re.Match[str]) -> str:
        # `plain` leaves no NUL, so that it can stand for a space that is none.
        fits_there = len(code[0]) <= columns - len(rest)
        return code[0].replace(" ", "\0") if fits_there else code[0]

    rows = textwrap.wrap(
        _WHOLE.sub(whole, plain(text)), columns, initial_indent=first,
        subsequent_indent=rest, break_long_words=cut, break_on_hyphens=False,
    )  # fmt: skip
    return [row.replace("\0", " ") for row in rows]


class Out:
    """Where results go.

    Parameters
    ----------
    color : {"auto", "always", "never"}
    linear : bool or None
        One record a line, ASCII marks; None means: unless this is a terminal.
    """

    def __init__(
        self,
        color: ColorChoice = "auto",
        linear: bool | None = None,
        quiet: bool = False,
    ) -> None:
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                # A character that the terminal lacks is escaped, never a crash.
                reconfigure(errors="backslashreplace")
        self.terminal = terminal = sys.stdout is not None and sys.stdout.isatty()
        self.linear = not terminal if linear is None else linear
        self.color = _wants_color(color, terminal and not self.linear)
        if self.color and linear is None:
            self.linear = False  # whoever asks for colour wants the screen's form
        self.quiet = quiet
        # Whether standard output is for data: people then read standard error.
        self.aside = False
        self._kept: list[str] | None = None
        # What the output can show; linear output is ASCII wherever it goes.
        given = None if self.linear else getattr(sys.stdout, "encoding", None)
        self.encoding: str = given or "ascii"
        self.unicode = fits("✓✗–“”…", self.encoding)

    @property
    def width(self) -> int:
        """Columns to write in: the terminal's, as it is now, within reason."""
        return max(20, min(shutil.get_terminal_size((80, 24)).columns, 100))

    @property
    def narrow(self) -> bool:
        """Whether labels in a column of their own would leave too little beside them."""
        return self.width < 60

    @property
    def height(self) -> int:
        """Rows of the terminal, as it is now."""
        return max(6, shutil.get_terminal_size((80, 24)).lines)

    @property
    def screen(self) -> bool:
        """Whether a screen can be cleared and written anew."""
        return not self.linear and os.environ.get("TERM", "dumb") != "dumb"

    def line(self, text: str = "") -> None:
        """Write one line of results."""
        if self._kept is not None:
            self._kept.append(encodable(text, self.encoding))
        else:
            text = encodable(text, self.encoding)
            click.echo(text, color=self.color, err=self.aside)

    def prompt(self, text: str) -> None:
        """Write what an answer is typed behind."""
        text = encodable(text, self.encoding)
        click.echo(text, nl=False, color=self.color, err=self.aside)

    def kept(self, write: Callable[[], None]) -> list[str]:
        """Call what writes lines, and give them back instead."""
        before, self._kept = self._kept, []
        try:
            write()
            return self._kept
        finally:
            self._kept = before

    def folded(self, row: str) -> list[str]:
        """Break a row where a terminal would; one that is too long loses its colour."""
        text = click.unstyle(row)
        if width(text) <= self.width:
            return [row]
        parts = [""]
        for char in text:
            if width(parts[-1] + char) > self.width:
                parts.append("")
            parts[-1] += char
        return parts

    def redraw(self, rows: list[str]) -> None:
        """Show rows on a cleared screen, in one piece so that nothing flickers."""
        text = "\x1b[?2026h\x1b[H\x1b[2J" + "\n".join(rows) + "\x1b[?2026l"
        click.echo(text, nl=False, color=True)

    def replace_last(self, text: str) -> None:
        """Write over the row that the cursor is in."""
        click.echo(f"\r\x1b[2K{encodable(text, self.encoding)}", nl=False, color=True)

    def note(self, text: str) -> None:
        """Write one line of progress or diagnostics, on standard error."""
        if not self.quiet:
            click.echo(encodable(text, self.encoding), err=True, color=self.color)

    def wrapped(
        self, label: str, text: str, *, indent: int = 6, hang: int = 10
    ) -> None:
        """Write a labelled text, wrapped to the width and aligned under itself."""
        first = " " * indent + label.ljust(hang)
        rest = " " * (indent + hang)
        if len(rest) > self.width // 3:
            first = " " * min(indent, 4) + (f"{label} " if label else "")
            rest = " " * (min(indent, 4) + 2)
        for row in wrap(text, self.width, first, rest) or [first.rstrip()]:
            self.line(row)

    def sentence(self, text: str) -> None:
        """Write a text of our own, wrapped; commands and paths stay whole."""
        rows = wrap(text, self.width, rest="  ", cut=False)
        for row in [plain(text)] if self.linear else rows:
            self.line(row)

    def verdict(self, verdict: str) -> str:
        """Mark a verdict with a glyph and the word, coloured."""
        word = verdict.replace("_", " ")
        text = f"{_GLYPHS[verdict]} {word}" if self.unicode else word
        return self.style(text.ljust(11), _COLORS[verdict])

    def style(self, text: str, color: str | None = None, *, bold: bool = False) -> str:
        """Colour a text where colour is wanted."""
        return click.style(text, fg=color, bold=bold or None) if self.color else text

    def table(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Write rows in columns; the last column takes what is left."""
        if self.linear:
            for row in rows:
                self.line("  ".join(plain(cell) for cell in row if cell))
            return
        for lines in self.columns(rows):
            for line in lines:
                self.line(line)

    def columns(self, rows: Iterable[tuple[str, ...]]) -> list[list[str]]:
        """Lay rows out in columns, each as the lines that it takes."""
        kept = [tuple(plain(cell) for cell in row) for row in rows]
        columns = len(kept[0]) if kept else 0
        widths = [max(len(row[i]) for row in kept) for i in range(columns - 1)]
        return [self._laid_out(row, widths) for row in kept]

    def _laid_out(self, row: tuple[str, ...], widths: list[int]) -> list[str]:
        filled = [(c, w) for c, w in zip(row, widths, strict=False) if w]
        head = "  ".join(c.ljust(w) for c, w in filled)
        indent, first = " " * (len(head) + 2), []
        if len(indent) > self.width - 20:
            first = textwrap.wrap(head, self.width, subsequent_indent="  ")
            head, indent = " ", "   "
        rest = textwrap.wrap(
            row[-1], self.width, initial_indent=f"{head}  ", subsequent_indent=indent
        )
        return first + (rest or ([] if first else [head.rstrip()]))


def _wants_color(choice: ColorChoice, terminal: bool) -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"
