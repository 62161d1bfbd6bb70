"""Fill lines with words of different looks, by the cells that they take.

`textwrap` counts characters; this counts what a terminal shows: two cells for
a wide East Asian character or an emoji, none for an accent that stands over
the letter before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

import click

_STYLES: dict[str, dict[str, Any]] = {
    "section": {"bold": True, "underline": True},
    "strong": {"bold": True},
    "emphasis": {"italic": True},
    "code": {"fg": "cyan"},
    "address": {"underline": True},
}

# What is there to be copied: it runs over the width rather than being cut.
_KEPT_WHOLE = frozenset({"code", "address"})


class Run(NamedTuple):
    """Text of one look."""

    text: str
    looks: frozenset[str] = frozenset()


Row = list[Run]


class Unit(NamedTuple):
    """What stays on one line if it fits there, and what stands before it."""

    runs: tuple[Run, ...]
    before: str = " "  # or nothing, or a line break

    @property
    def cells(self) -> int:
        """How wide it is."""
        return cells(self.runs)


class Words:
    """Collects the text of a paragraph, piece by piece."""

    def __init__(self, before: str = " ") -> None:
        self.units: list[Unit] = []
        self._before: str | None = before

    def text(self, text: str, looks: frozenset[str] = frozenset()) -> None:
        """Add text that may be broken at its spaces."""
        for piece in re.findall(r"[ \n]+|[^ \n]+", text):
            if piece[0] in " \n":
                self.space()
                continue
            for i, chunk in enumerate(_chunks(piece)):
                if i and self._before is None:
                    self._before = ""
                self.whole(chunk, looks)

    def whole(self, text: str, looks: frozenset[str] = frozenset()) -> None:
        """Add text that is not to be broken where that can be avoided."""
        run = Run(text, looks)
        if self._before is None:
            last = self.units.pop()
            self.units.append(Unit((*last.runs, run), last.before))
        else:
            self.units.append(Unit((run,), self._before))
        self._before = None

    def space(self) -> None:
        """Add a space, where a line may end."""
        self._before = self._before or " "

    def line_break(self) -> None:
        """End the line."""
        self._before = "\n"


def cells(runs: Iterable[Run]) -> int:
    """How many cells of a terminal a row takes."""
    return sum(width(run.text) for run in runs)


def width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fill(units: list[Unit], room: int) -> list[Row]:
    """Put words into rows of at most `room` cells.

    Only code and addresses that have no space to break at are wider.
    """
    rows: list[Row] = []
    row: Row = []
    used = 0
    for unit in _fitting(units, room):
        taken = unit.cells
        if row and (unit.before == "\n" or used + len(unit.before) + taken > room):
            rows.append(row)
            row, used = [], 0
        if row and unit.before:
            row.append(Run(" ", row[-1].looks & unit.runs[0].looks))
            used += 1
        row.extend(unit.runs)
        used += taken
    return [*rows, row] if row else rows


def painted(row: Row, color: bool) -> str:
    """Write a row, with the looks of its words where colour is wanted."""
    parts = []
    for looks, runs in groupby(row, key=lambda run: run.looks):
        text = "".join(run.text for run in runs)
        how: dict[str, Any] = {}
        for look in sorted(looks):
            how |= _STYLES[look]
        parts.append(click.style(text, **how) if color and how else text)
    return "".join(parts)


def _fitting(units: list[Unit], room: int) -> Iterator[Unit]:
    for unit in units:
        if unit.cells <= room:
            yield unit
            continue
        for part in _at_spaces(unit):
            copied = any(run.looks & _KEPT_WHOLE for run in part.runs)
            if part.cells <= room or copied:
                yield part
            else:
                yield from _anywhere(part, room)


def _at_spaces(unit: Unit) -> list[Unit]:
    """Break a unit at the spaces inside its runs."""
    words = Words(unit.before)
    for run in unit.runs:
        for i, piece in enumerate(run.text.split(" ")):
            if i:
                words.space()
            if piece:
                words.whole(piece, run.looks)
    return words.units


def _anywhere(unit: Unit, room: int) -> Iterator[Unit]:
    """Break a word that is longer than a line."""
    row: Row = []
    used, before = 0, unit.before
    for run in unit.runs:
        for char in run.text:
            taken = _cells(char)
            if row and used + taken > room:
                yield Unit(tuple(row), before)
                row, used, before = [], 0, ""
            row.append(Run(char, run.looks))
            used += taken
    yield Unit(tuple(row), before)


def _chunks(word: str) -> list[str]:
    """Split where East Asian text may be broken: around each wide character."""
    if word.isascii():
        return [word]
    chunks: list[str] = []
    after_wide = False
    for char in word:
        size = _cells(char)
        if chunks and (not size or (size == 1 and not after_wide)):
            chunks[-1] += char
        else:
            chunks.append(char)
        after_wide = size == 2 or (not size and after_wide)
    return chunks
