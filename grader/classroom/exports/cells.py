"""Cells of a CSV that no spreadsheet runs and every reader reads.

Every text in a CSV of ours goes through `text`, every number through `number`.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable
from typing import Literal

Decimal = Literal["point", "comma"]

# What a spreadsheet takes for the start of a formula, full-width forms included
# (they are in a Japanese Excel), where a cell begins or seems to: behind a quote or
# a separator too, in case a reader splits there.
_FORMULA = re.compile(
    '(^|[",;|])([ \u00a0\u3000]*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20].)'
)

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
# C1, line separators, embedding and override of direction, BOM, lone surrogates.
# Joiners stay: names are written with them.
_INVISIBLE = re.compile(
    "[\x80-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)  # fmt: skip


def text(value: str) -> str:
    """Make a text safe as a cell: no control characters, no formula.

    A control character becomes its picture (a line feed ``␊``), so that two names
    that differ stay two.  Where a formula would begin, a ``'`` stands before it; a
    plain number stays one, a negative one too.
    """
    if _NUMBER.fullmatch(value):
        return value
    return _FORMULA.sub(r"\1\2'", printable(value))


def printable(value: str) -> str:
    r"""Show control characters as pictures, other invisible ones as ``\u202e``."""
    value = _CONTROL.sub(_picture, value)
    return _INVISIBLE.sub(lambda m: m[0].encode("unicode_escape").decode(), value)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\u2421" if code == 0x7F else chr(0x2400 + code)


def number(value: float | None, decimal: Decimal = "point") -> str:
    """Write a number with at most four decimals; nothing for None."""
    if value is None or not math.isfinite(value):
        return ""
    written = f"{value:.4f}".rstrip("0").rstrip(".")
    written = "0" if written == "-0" else written
    return written.replace(".", ",") if decimal == "comma" else written


def table(
    rows: Iterable[Iterable[str]], *, line_end: str = "\n", bom: bool = False
) -> bytes:
    """Write rows as UTF-8 CSV; the cells are to be safe already."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=line_end).writerows(rows)
    return ("\ufeff" * bom + stream.getvalue()).encode()
