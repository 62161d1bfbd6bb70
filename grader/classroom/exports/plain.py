"""``grades.csv`` and ``results.jsonl``: the class in two files that every tool reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from grader.classroom.anonymous import Aliases
from grader.classroom.exports.cells import Decimal, number, table, text
from grader.classroom.policy import Cell, Grades, Row

Read = Callable[[int], bytes]
"""Give the learn.check/1 object of a result by its id."""


def in_order(grades: Grades, aliases: Aliases) -> list[Row]:
    """Give the rows by the name that is shown, so that the order tells nothing."""
    return sorted(grades.rows, key=lambda row: aliases.of(row.student))


def grades_csv(
    grades: Grades,
    aliases: Aliases,
    *,
    decimal: Decimal = "point",
    bom: bool = False,
) -> bytes:
    """Write a row per student: points per exercise, total, percent, status.

    What was not handed in has 0 points; a cell without any was judged by nobody:
    pending, broken or unavailable, and counts against no one.
    """
    head = ["student", *grades.exercises, "total", "percent", "status"]
    rows = [head]
    for row in in_order(grades, aliases):
        cells = [points(row.cells[e], decimal) for e in grades.exercises]
        rows.append(
            [
                text(aliases.of(row.student)),
                *cells,
                number(row.total, decimal),
                number(row.percent, decimal),
                row.status,
            ]
        )
    return table(rows, bom=bom)


def points(cell: Cell, decimal: Decimal = "point") -> str:
    """Write what a student has for an exercise; nothing where nobody can say."""
    if cell.state in ("graded", "missing", "overridden"):
        return number(cell.points, decimal)
    return ""


def results_jsonl(grades: Grades, aliases: Aliases, read: Read) -> Iterator[bytes]:
    """Give a line per student and exercise that was judged.

    Each is the learn.check/1 object with the keys student and grade (see
    ``docs/schemas/learn.result.schema.json``).
    """
    for row in in_order(grades, aliases):
        for exercise in grades.exercises:
            cell = row.cells[exercise]
            if cell.result:
                body = msgspec.json.decode(read(cell.result))
                line = {
                    "student": aliases.of(row.student),
                    **body,
                    "grade": grade_of(cell),
                }
                yield msgspec.json.encode(line) + b"\n"


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
