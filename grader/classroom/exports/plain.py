"""``grades.csv`` and ``results.jsonl``: the class in two files that every tool reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from grader.classroom.anonymous import Aliases
from grader.classroom.exports.cells import Decimal, number, table, text
from grader.classroom.grade_rows import Cell, Grades, Row
from grader.classroom.gradebook_rows import ResultRow
from grader.classroom.standing import Standing
from grader.unseen import plain_json

Read = Callable[[int], bytes]
"""Give the learn.check/1 object of a result by its id."""
_SCHEMA = b'{"schema":"learn.check/1",'


def in_order(grades: Grades, aliases: Aliases) -> list[Row]:
    """Give the rows by the name that is shown, so that the order tells nothing."""
    return sorted(grades.rows, key=lambda row: aliases.of(row.student))


def csv_head(exercises: Sequence[str], *, bom: bool = False) -> bytes:
    """Give the first line of ``grades.csv``."""
    return table([["student", *exercises, "total", "percent", "status"]], bom=bom)


def csv_line(
    exercises: Sequence[str], row: Row, aliases: Aliases, decimal: Decimal = "point"
) -> bytes:
    """Give a student's line: points per exercise, total, percent, status.

    What was not handed in has 0 points; a cell without any was judged by nobody:
    pending, broken or unavailable, and counts against no one.
    """
    cells = [points(row.cells[exercise], decimal) for exercise in exercises]
    sums = [number(row.total, decimal), number(row.percent, decimal)]
    return table([[text(aliases.of(row.student)), *cells, *sums, row.status]])


def points(cell: Cell, decimal: Decimal = "point") -> str:
    """Write what a student has for an exercise; nothing where nobody can say."""
    if cell.state in ("graded", "missing", "overridden"):
        return number(cell.points, decimal)
    return ""


def jsonl_lines(
    exercises: Sequence[str],
    row: Row,
    found: Mapping[int, ResultRow],
    aliases: Aliases,
) -> Iterator[bytes]:
    """Give a line for each exercise of a student that was judged.

    Each is the learn.check/1 object with whose it is and what it counts (see
    ``docs/schemas/learn.result.schema.json``).
    """
    for exercise in exercises:
        cell = row.cells[exercise]
        result = found.get(cell.submission or 0)
        if result is None:
            continue
        whose = {
            "student": aliases.of(row.student),
            "student_name": aliases.name(row.student, row.name),
            # A path holds a name too.
            "origin": "" if aliases.anonymous else result.origin,
            "submitted_at": result.submitted_at,
            "late": result.late,
            "attempt": result.attempt,
            "stale": result.stale,
            "grade": grade_of(cell),
        }
        head = _SCHEMA[:-1] + b"," + msgspec.json.encode(whose)[1:-1] + b","
        # Many a reader takes what JSON leaves in a text for the end of a line.
        yield plain_json(head + result.body().removeprefix(_SCHEMA)) + b"\n"


def csv_pieces(
    standing: Standing,
    aliases: Aliases,
    *,
    decimal: Decimal = "point",
    bom: bool = False,
) -> Iterator[bytes]:
    """Give all of ``grades.csv``, a line at a time."""
    yield csv_head(standing.exercises, bom=bom)
    for row, _ in standing.rows(aliases):
        yield csv_line(standing.exercises, row, aliases, decimal)


def results_jsonl(standing: Standing, aliases: Aliases) -> Iterator[bytes]:
    """Give all of ``results.jsonl``, a line at a time."""
    for row, found in standing.rows(aliases):
        yield from jsonl_lines(standing.exercises, row, found, aliases)


def grade_of(cell: Cell) -> dict[str, object]:
    """Give a cell as plain values."""
    late = cell.lateness
    return {
        "state": cell.state,
        "points": cell.points if points(cell) else None,
        "out_of": cell.out_of,
        "late": late.kind,
        "late_by_s": late.by_s,
        "extended": late.extended,
        "penalty": late.penalty,
        "capped": cell.capped,
        "optional": cell.optional,
        "dropped": cell.dropped,
        "stale": cell.stale,
        "reason": cell.reason,
    }
