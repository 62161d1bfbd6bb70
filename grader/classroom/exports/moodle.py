"""Moodle: the assignment's offline grading worksheet, or a CSV for Grades > Import.

With the worksheet that Moodle wrote, one column of it is filled and the rest stays
as it is.  Without, or with a list of participants, it is a table that Moodle's grade
import maps by e-mail address or ID number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.classroom.exports.canvas import Made
from grader.classroom.exports.cells import Decimal, table, text
from grader.classroom.exports.columns import (
    TOTAL,
    out_of,
    scaled,
    value,
    wanted_columns,
)
from grader.classroom.exports.roster import Matched, Roster, match
from grader.classroom.grade_rows import Grades
from grader.errors import LearnError

NO_ROSTER = (
    "without --roster the ids are those of the submissions, and Moodle refuses the "
    "whole file for one that it does not know: give it the worksheet or a list of "
    "participants"
)
_ID_COLUMNS = (
    "Identifier", "ID number", "Username", "Email address", "ID", "Email",
)  # fmt: skip
_NAME_COLUMNS = ("Full name", "Name")
_PERSON = re.compile(
    r"(?i)first ?name|last ?name|surname|full ?name|name|username|id( ?number)?|"
    r"identifier|e-?mail( ?address)?|institution|department|groups?"
)


def moodle_csv(
    grades: Grades,
    roster: Roster | None = None,
    columns: Mapping[str, str] = {},
    decimal: Decimal = "point",
) -> Made:
    """Write the file that Moodle imports.

    Parameters
    ----------
    roster : Roster, optional
        The worksheet of one assignment (Identifier, Grade), or a list of
        participants.
    columns : mapping, optional
        A column's name by exercise, or by ``total``; in a worksheet one.

    Raises
    ------
    LearnError
        When the roster has no column to know people by, or several exercises were to
        go into one worksheet.
    """
    if roster is None:
        return _from_scratch(grades, columns, decimal)
    if roster.place("Identifier") is not None and roster.place("Grade") is not None:
        return _worksheet(grades, roster, columns, decimal)
    return _participants(grades, roster, columns, decimal)


def _worksheet(
    grades: Grades, roster: Roster, columns: Mapping[str, str], decimal: Decimal
) -> Made:
    key, place = _one_column(grades, roster, columns)
    rows = [list(map(text, roster.columns))]
    most = roster.place("Maximum Grade", "Maximum grade")
    matched = _matched(grades, roster)
    by_student = {row.student: row for row in grades.rows}
    notes, over = list(scaled(grades)) if key == TOTAL else [], set()
    for number_, cells in enumerate(roster.rows):
        written = [text(cell) for cell in cells]
        student = matched.rows.get(number_)
        if student is not None:
            got = value(grades, by_student[student], key, decimal)
            written[place] = got or written[place]
            if most is not None and _differs(cells[most], out_of(grades, key)):
                over.add(cells[most].strip())
        rows.append(_unescaped(written))
    for theirs in sorted(over):
        notes.append(
            f"the worksheet is out of {theirs} and {key} here out of "
            f"{out_of(grades, key):g}: nothing is scaled, and Moodle skips a grade that "
            "is above its maximum; set `points:` in the policies"
        )
    return Made(table(rows, line_end="\r\n"), notes, tuple(matched.unmatched))


def _one_column(
    grades: Grades, roster: Roster, columns: Mapping[str, str]
) -> tuple[str, int]:
    """Say what goes into the worksheet's one column of grades."""
    if len(columns) > 1:
        raise LearnError(
            "a worksheet of Moodle is one assignment: one --column at most",
            fix="--column total=Grade, or --column ex04=Grade",
        )
    if columns:
        wanted_columns(grades, columns, roster.columns)
        key, name = next(iter(columns.items()))
    else:
        only = grades.exercises[0] if len(grades.exercises) == 1 else TOTAL
        key, name = only, "Grade"
    place = roster.place(name)
    if place is None:
        raise LearnError(
            f"the worksheet has no column {name!r}",
            where=roster.where,
            fix=f"it has: {', '.join(roster.columns)}",
        )
    return key, place


def _participants(
    grades: Grades, roster: Roster, columns: Mapping[str, str], decimal: Decimal
) -> Made:
    known = [n for n, c in enumerate(roster.columns) if _PERSON.fullmatch(c)]
    if not any(roster.place(c) is not None for c in _ID_COLUMNS):
        raise LearnError(
            "the roster has no column to know people by: Email address or ID number",
            where=roster.where,
            fix="in Moodle: Participants, select all, Download as CSV; or Grades, Export",
        )
    wanted = wanted_columns(grades, columns, ()) or {}
    if not columns:
        wanted[TOTAL] = "Total"
    head = [roster.columns[n] for n in known]
    rows = [[*map(text, head), *map(text, wanted.values())]]
    matched = _matched(grades, roster)
    by_student = {row.student: row for row in grades.rows}
    for number_, cells in enumerate(roster.rows):
        student = matched.rows.get(number_)
        if student is not None:
            row = by_student[student]
            ours = [value(grades, row, key, decimal) for key in wanted]
            rows.append(_unescaped([*(text(cells[n]) for n in known), *ours]))
    notes = list(scaled(grades)) if TOTAL in wanted else []
    left = len(roster.rows) - len(matched.rows)
    if left:
        notes.append(f"{left} of the roster handed in nothing: they have no row here")
    return Made(table(rows, line_end="\r\n"), notes, tuple(matched.unmatched))


def _from_scratch(grades: Grades, columns: Mapping[str, str], decimal: Decimal) -> Made:
    wanted = wanted_columns(grades, columns, ())
    if not columns:
        wanted[TOTAL] = "Total"
    rows = [["Full name", "ID number", "Email address", *map(text, wanted.values())]]
    for row in grades.rows:
        id = row.student.strip()
        mail = id if re.fullmatch(r"[^@\s]+@[^@\s]+", id) else ""
        person = [text(row.name or row.student), "" if mail else text(id), text(mail)]
        ours = [value(grades, row, key, decimal) for key in wanted]
        rows.append(_unescaped([*person, *ours]))
    notes = [
        *(scaled(grades) if TOTAL in wanted else ()),
        NO_ROSTER,
    ]
    return Made(table(rows, line_end="\r\n"), notes)


def _matched(grades: Grades, roster: Roster) -> Matched:
    places = [p for c in _ID_COLUMNS if (p := roster.place(c)) is not None]
    ids = [[key for p in places for key in _keys(row[p])] for row in roster.rows]
    names = [_name(roster, row) for row in roster.rows]
    return match({row.student: row.name for row in grades.rows}, roster, ids, names)


def _keys(cell: str) -> list[str]:
    """Give a cell, and the number at its end: ``Participant 123`` is ``123``."""
    end = re.search(r"\D(\d+)$", cell.strip())
    return [cell, end[1]] if end and "@" not in cell else [cell]


def _name(roster: Roster, row: tuple[str, ...]) -> str:
    whole = roster.place(*_NAME_COLUMNS)
    if whole is not None:
        return row[whole]
    first = roster.place("First name", "Firstname")
    last = roster.place("Surname", "Last name", "Lastname")
    if first is None or last is None:
        return ""
    return f"{row[first]} {row[last]}"


def _differs(theirs: str, ours: float) -> bool:
    try:
        return abs(float(theirs.strip().replace(",", ".")) - ours) > 1e-6
    except ValueError:
        return False


def _unescaped(cells: list[str]) -> list[str]:
    """Keep a backslash from a quote: PHP, which reads this, takes it for an escape."""
    return [re.sub(r'\\(?="|$)', r"\\ ", cell) for cell in cells]
