"""Compare two texts of code, line by line; what they hold is only ever data."""

from __future__ import annotations

import difflib
import io
from itertools import zip_longest

MAX_ROWS = 5000
"""Comparing takes up to the square of this; an exercise has some hundred lines."""
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
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    found = []
    for kind, a, b, c, d in matcher.get_opcodes():
        pairs = zip_longest(mine[a:b], theirs[c:d], fillvalue="")
        found += [(one, other, kind == "equal") for one, other in pairs]
    return found
