"""A class list that an LMS wrote, and who of it is who in the gradebook."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.classroom.exports.cells import printable, text
from grader.errors import LearnError

_MAX_BYTES = 64 << 20


class Roster(NamedTuple):
    """A CSV as the LMS wrote it: its columns and its rows of equal length."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    where: str = ""

    def place(self, *names: str) -> int | None:
        """Find the first column of one of these names, case and spaces aside."""
        known = [" ".join(column.split()).casefold() for column in self.columns]
        for name in names:
            if name.casefold() in known:
                return known.index(name.casefold())
        return None


class Matched(NamedTuple):
    """Which row of a roster stands for which student, and who has none."""

    rows: dict[int, str]
    """Student ids by the row's number."""
    unmatched: list[str]
    """One sentence for each student who is in the gradebook and not in the roster."""


def read_roster(file: Path) -> Roster:
    """Read a roster; a comma or a semicolon separates.

    Raises
    ------
    LearnError
        When it is no CSV in UTF-8 (or UTF-16 with its mark, as some LMSs write).
    """
    where = str(file)
    try:
        with file.open("rb") as stream:
            raw = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise LearnError(f"cannot read it: {error.strerror}", where=where) from error
    if len(raw) > _MAX_BYTES:
        raise LearnError("the file is larger than 64 MiB", where=where)
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        content = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise LearnError(
            "the roster is not UTF-8", where=where, fix="save it as CSV UTF-8"
        ) from error
    head = content.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = [
            row
            for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise LearnError(f"not a CSV file: {error}", where=where) from error
    if not rows:
        raise LearnError("the roster is empty", where=where)
    width = len(rows[0])
    filled = (tuple(row[:width]) + ("",) * (width - len(row)) for row in rows[1:])
    columns = tuple(column.strip() for column in rows[0])
    return Roster(columns, tuple(filled), where)


def match(
    students: Mapping[str, str],
    roster: Roster,
    ids: Sequence[Sequence[str]],
    names: Sequence[str],
) -> Matched:
    """Say which row stands for which student.

    By id first, by name for those that are left; only where it is one row and one
    student, so that nobody gets another's grade.

    Parameters
    ----------
    students : mapping
        Names by id.
    ids, names : sequence
        For each row of the roster, what may be an id and what is the name.
    """
    found: dict[int, str] = {}
    by_id = _unique((key, n) for n, keys in enumerate(ids) for key in _ids(keys))
    _take(found, ((s, by_id.get(_id(s), [])) for s in students))
    left = {s: name for s, name in students.items() if s not in found.values()}
    free = [n for n in range(len(roster.rows)) if n not in found]
    by_name = _unique((key, n) for n in free for key in name_keys(names[n]))
    wanted = {
        s: sorted({n for key in name_keys(name) for n in by_name.get(key, [])})
        for s, name in left.items()
    }
    _take(found, wanted.items())
    taken = set(found.values())
    unmatched = [
        _why(s, students[s], wanted.get(s, [])) for s in students if s not in taken
    ]
    return Matched(found, unmatched)


def _unique(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, row in pairs:
        if key and row not in found[key]:
            found[key].append(row)
    return found


def _take(found: dict[int, str], wanted: Iterable[tuple[str, list[int]]]) -> None:
    """Keep the pairs that are one row and one student."""
    asked: dict[int, list[str]] = defaultdict(list)
    for student, rows in wanted:
        if len(rows) == 1:
            asked[rows[0]].append(student)
    found.update({row: who[0] for row, who in asked.items() if len(who) == 1})


def _ids(keys: Iterable[str]) -> set[str]:
    return {_id(key) for key in keys if key.strip()}


def _id(written: str) -> str:
    """Compare ids as LMSs do: without case, outer spaces and a ``'`` of ours."""
    plain = unicodedata.normalize("NFC", written).strip()
    if plain.startswith("'") and text(plain[1:]) == plain:
        plain = plain[1:]
    return plain.casefold()


def name_keys(name: str) -> set[str]:
    """Give what a name may be compared by: its letters, either part first.

    ``Lee, Ann`` and ``Ann Lee`` are one; the ``leeann`` of a Canvas download too.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    parts = [_letters(part) for part in plain.split(",")]
    keys = {"".join(parts), "".join(reversed(parts))}
    words = plain.replace(",", " ").split()
    if "," not in plain and len(words) > 1:
        keys.add(_letters("".join([words[-1], *words[:-1]])))
    return {key for key in keys if key}


def _letters(part: str) -> str:
    return re.sub(r"[\W_]", "", part)


def _why(student: str, name: str, rows: list[int]) -> str:
    shown = printable(student if name in ("", student) else f"{student} ({name})")
    if len(rows) > 1:
        return f"{shown}: {len(rows)} rows of the roster have this name"
    if rows:
        return f"{shown}: another student has this name too"
    return f"{shown}: not in the roster"
