"""Canvas's gradebook CSV, as its own import reads it.

The layout is that of Canvas's export: the student columns, up to and with Section,
one column per assignment, and a second row with the points possible.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from grader.classroom.exports.cells import number, table, text
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

STUDENT_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
NO_ROSTER = (
    "without --roster the ids are those of the submissions, and Canvas takes each "
    "column for a new assignment: give it Canvas's own export"
)
POINTS_POSSIBLE = "    Points Possible"
# Canvas takes columns with these words for its own and does not read them.
_READ_ONLY = (
    "Current Score", "Current Points", "Current Grade", "Final Score", "Final Points",
    "Final Grade", "Override Score", "Override Grade", "Override Status",
)  # fmt: skip


class Made(NamedTuple):
    """A file for an LMS, and what the instructor should know of it."""

    content: bytes
    notes: list[str]
    unmatched: tuple[str, ...] = ()


def canvas_csv(
    grades: Grades, roster: Roster | None = None, columns: Mapping[str, str] = {}
) -> Made:
    """Write the file that Canvas's Gradebook imports.

    Parameters
    ----------
    roster : Roster, optional
        Canvas's own export; supplies the ids and the columns' names.
    columns : mapping, optional
        A column's name by exercise, or by ``total``; then only these.

    Raises
    ------
    LearnError
        When the roster is none of Canvas's, or a column cannot be.

    Notes
    -----
    A student of the roster for whom there is no grade has no row, and a cell that
    nobody could judge keeps what the roster has in it: for Canvas an empty cell
    means to delete a grade.
    """
    if roster is None:
        return _from_scratch(grades, columns)
    last = roster.place("Section")
    if last is None or roster.place("Student") != 0 or roster.place("ID") != 1:
        raise LearnError(
            "this is no gradebook that Canvas exported: it has no columns Student, ID "
            "and Section",
            where=roster.where,
            fix="in Canvas: Grades, Export, Export Entire Gradebook; give that file",
        )
    students = roster.columns[: last + 1]
    wanted = wanted_columns(grades, columns, roster.columns[last + 1 :])
    notes = [
        *_notes(grades, wanted),
        *_new(wanted, roster),
        *_possible(grades, wanted, roster),
    ]
    found = _matched(grades, roster, last)
    rows = [[*map(text, students), *map(text, wanted.values())]]
    rows.append(_possible_row(grades, wanted, len(students)))
    by_student = {row.student: row for row in grades.rows}
    for number_, cells in enumerate(roster.rows):
        student = found.rows.get(number_)
        if student is None:
            continue
        ours = [
            value(grades, by_student[student], key)
            or text(_theirs(roster, cells, name))
            for key, name in wanted.items()
        ]
        rows.append([*map(text, cells[: last + 1]), *ours])
    left = sum(_is_student(row) for row in roster.rows) - len(found.rows)
    if left:
        notes.append(f"{left} of the roster handed in nothing: they have no row here")
    return Made(table(rows, line_end="\r\n"), notes, tuple(found.unmatched))


def _from_scratch(grades: Grades, columns: Mapping[str, str]) -> Made:
    """Write names and ids as the gradebook has them."""
    wanted = wanted_columns(grades, columns, ())
    rows = [[*STUDENT_COLUMNS, *map(text, wanted.values())]]
    rows.append(_possible_row(grades, wanted, len(STUDENT_COLUMNS)))
    for row in grades.rows:
        id = row.student.strip()
        canvas_id = id if id.isascii() and id.isdigit() else ""
        ids = [
            text(row.name or row.student),
            canvas_id,
            "",
            "" if canvas_id else text(id),
            "",
        ]
        rows.append([*ids, *(value(grades, row, key) for key in wanted)])
    notes = [
        *_notes(grades, wanted),
        NO_ROSTER,
    ]
    return Made(table(rows, line_end="\r\n"), notes)


def _matched(grades: Grades, roster: Roster, last: int) -> Matched:
    ids = [row[1:last] if _is_student(row) else () for row in roster.rows]
    names = [row[0] if _is_student(row) else "" for row in roster.rows]
    return match({row.student: row.name for row in grades.rows}, roster, ids, names)


def _is_student(row: tuple[str, ...]) -> bool:
    """Whether a row is a person's: not the points possible, not Canvas's test student."""
    manual = all(
        not cell.strip() or cell.strip().startswith(("Manual Posting", "Muted"))
        for cell in row
    )
    return not manual and "Points Possible" not in row[0]


def _possible_row(grades: Grades, wanted: Mapping[str, str], width: int) -> list[str]:
    possible = [number(out_of(grades, key)) for key in wanted]
    return [POINTS_POSSIBLE, *[""] * (width - 1), *possible]


def _theirs(roster: Roster, cells: tuple[str, ...], name: str) -> str:
    return cells[roster.columns.index(name)] if name in roster.columns else ""


def _notes(grades: Grades, wanted: Mapping[str, str]) -> list[str]:
    notes = [
        f"Canvas does not read a column named {name!r}: it takes it for its own"
        for name in wanted.values()
        if any(word in name for word in _READ_ONLY)
    ]
    return [*notes, *(scaled(grades) if TOTAL in wanted else ())]


def _new(wanted: Mapping[str, str], roster: Roster) -> list[str]:
    return [
        f"{key}: no column of the roster is it; Canvas makes the assignment {name!r}, "
        f"unless you name one with --column {key}=NAME"
        for key, name in wanted.items()
        if name not in roster.columns
    ]


def _possible(grades: Grades, wanted: Mapping[str, str], roster: Roster) -> list[str]:
    """Say where Canvas counts out of another number than we do."""
    row = next((r for r in roster.rows if "Points Possible" in r[0]), None)
    notes = []
    for key, name in wanted.items():
        theirs = _theirs(roster, row, name).strip() if row is not None else ""
        try:
            differs = bool(theirs) and abs(float(theirs) - out_of(grades, key)) > 1e-6
        except ValueError:
            continue  # "(read only)"
        if differs:
            notes.append(
                f"{name!r} is out of {theirs} in Canvas and out of "
                f"{out_of(grades, key):g} here: nothing is scaled; set `points:` in the "
                "policies, or the assignment's points in Canvas"
            )
    return notes
