"""Which column of an LMS is which exercise, or the total."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

from grader.classroom.exports.cells import Decimal, number
from grader.classroom.exports.plain import points
from grader.classroom.grade_rows import Grades, Row
from grader.errors import LearnError

TOTAL = "total"


def wanted_columns(
    grades: Grades, asked: Mapping[str, str], existing: Sequence[str]
) -> dict[str, str]:
    """Give the column's name for each exercise, or for ``total``.

    Parameters
    ----------
    asked : mapping
        What the caller says; then these columns and no others.
    existing : sequence of str
        The LMS's own columns.

    Raises
    ------
    LearnError
        For a key that is no exercise that counts, or one column named twice.
    """
    known = [*grades.exercises, TOTAL]
    for key in asked:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            raise LearnError(
                f"--column {key}=...: there is no {key!r} among the grades",
                fix=f"did you mean {near[0]}?" if near else
                f"there are: {', '.join(known)}",
            )  # fmt: skip
    columns = (
        {key: _existing(name, existing) for key, name in asked.items()}
        if asked
        else {e: _found(e, grades, existing) for e in grades.exercises}
    )
    twice = sorted({c for c in columns.values() if [*columns.values()].count(c) > 1})
    if twice:
        raise LearnError(
            f"two exercises go into one column: {twice[0]!r}",
            fix="say which is which with --column EX=NAME, or --column total=NAME",
        )
    return columns


def _existing(name: str, existing: Sequence[str]) -> str:
    """Take the LMS's own spelling: with the number that Canvas puts behind a title."""
    for column in existing:
        if name in (column, _title(column)):
            return column
    return name


def _found(exercise: str, grades: Grades, existing: Sequence[str]) -> str:
    """Find the column of an exercise by its id or title; else make up a name."""
    title = grades.settings[exercise].title
    number_ = exercise.removeprefix("ex")
    own = re.compile(
        rf"(?<![0-9a-z])ex(?:ercise)?[ _.-]*0*{int(number_)}(?![0-9])", re.I
    )
    by_id = [column for column in existing if own.search(_title(column))]
    if len(by_id) == 1:
        return by_id[0]
    by_title = [
        c for c in existing if title and _title(c).casefold() == title.casefold()
    ]
    if len(by_title) == 1:
        return by_title[0]
    return f"{exercise} {title}".strip()


def _title(column: str) -> str:
    """Give a column's title without the number that Canvas puts behind it."""
    return re.sub(r"\s*\(\d+\)$", "", column.strip())


def value(grades: Grades, row: Row, key: str, decimal: Decimal = "point") -> str:
    """Write what goes into a student's cell; nothing where nobody can say.

    A total is brought to what most can have: a column of an LMS is out of one
    number for all, and what was dropped or broken must not count against anyone.
    """
    if key != TOTAL:
        return points(row.cells[key], decimal)
    if row.percent is None:
        return ""
    return number(row.percent / 100.0 * out_of(grades, TOTAL), decimal)


def out_of(grades: Grades, key: str) -> float:
    """Give what can be had in a column."""
    if key != TOTAL:
        cells = (row.cells[key].out_of for row in grades.rows)
        return next(cells, grades.settings[key].points)
    return max((row.out_of for row in grades.rows), default=0.0)


def scaled(grades: Grades) -> Iterable[str]:
    """Say where a total was brought to what most can have."""
    whole = out_of(grades, TOTAL)
    fewer = sum(row.out_of < whole for row in grades.rows)
    if fewer:
        yield (
            f"{fewer} of {len(grades.rows)} totals were out of less than {whole:g} (an "
            "exercise was dropped, or nobody could judge it): written as the same "
            f"share of {whole:g}"
        )
