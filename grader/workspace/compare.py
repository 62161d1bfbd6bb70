"""Compare two texts of code, line by line; what they hold is only ever data."""

from __future__ import annotations

import difflib
import io
from collections import Counter
from itertools import zip_longest

MAX_ROWS = 5000
"""An exercise has some hundred lines."""
MAX_PAIRS = 40_000
"""Pairs of equal lines, one of each file: comparing takes up to so many steps for each
part that it finds.  Above, what stands in a file all the time is not looked for."""
_NO_NEWLINE = "\\ no line end at the end of the file"


def rows(content: bytes) -> list[str]:
    """Split a file into lines with their ends; only a line feed ends a line."""
    text = content.decode("utf-8", "backslashreplace")
    return list(io.StringIO(text, newline="\n"))


def unified(old: bytes, new: bytes, names: tuple[str, str]) -> list[str]:
    """Say what is different as a unified diff, a line each, without line ends.

    Returns
    -------
    list of str
        Empty where nothing is different; one sentence where there is too much.
    """
    before, after = rows(old), rows(new)
    if max(len(before), len(after)) > MAX_ROWS:
        return [] if old == new else [f"more than {MAX_ROWS} lines: not compared"]
    found = []
    for row in difflib.unified_diff(before, after, *names, n=2):
        found.append(row.removesuffix("\n"))
        if not row.endswith("\n"):
            found.append(_NO_NEWLINE)
    return found


def beside(left: bytes, right: bytes) -> list[tuple[str, str, bool]]:
    """Pair the lines of two files so that equal ones stand side by side.

    Returns
    -------
    list of (str, str, bool)
        Left line, right line, whether they are the same; "" where one has none.
    """
    mine, theirs = ([row.rstrip("\r\n") for row in rows(c)] for c in (left, right))
    if max(len(mine), len(theirs)) > MAX_ROWS:
        return [(a, b, a == b) for a, b in zip_longest(mine, theirs, fillvalue="")]
    hurried = _pairs(mine, theirs) > MAX_PAIRS
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=hurried)
    found = []
    for kind, a, b, c, d in matcher.get_opcodes():
        pairs = zip_longest(mine[a:b], theirs[c:d], fillvalue="")
        found += [(one, other, kind == "equal") for one, other in pairs]
    return found


def _pairs(one: list[str], other: list[str]) -> int:
    """Count the pairs of equal lines, which is what comparing takes time by."""
    counts = Counter(other)
    return sum(count * counts[row] for row, count in Counter(one).items())
