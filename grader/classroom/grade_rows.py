"""The nouns of grading by policies: results as they come, cells, rows, grades."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from grader.classroom.late import Lateness
from grader.model import Policies

State = Literal[
    "graded", "missing", "pending", "broken", "unavailable", "overridden", "not_set"
]  # fmt: skip
RowStatus = Literal["complete", "missing", "pending", "broken"]

COUNTED: frozenset[State] = frozenset({"graded", "missing", "overridden"})
"""States that count in a total; the others are held against no one."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a policy reads of one result of a submission, or of one without any.

    `result` numbers results in the order of judging; `status` is None where
    nothing has been judged yet; `run` is the one that judged it and `seen` the last
    one that found the submission.
    """

    student: str
    exercise: str
    submission: int
    name: str = ""
    submitted_at: str | None = None
    late: bool | None = None
    attempt: int | None = None
    result: int = 0
    run: int = 0
    status: str | None = None
    score: float = 0.0
    max_score: float = 0.0
    stale: bool = False
    seen: int = 0


class Setting(NamedTuple):
    """What a policy must know of an exercise of the course."""

    points: float
    unit: str = ""
    title: str = ""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """What one student has for one exercise.

    `points` is what counts, of `out_of`; `share` what judging gave, from 0 to 1,
    before lateness and caps, None where nothing was judged.
    """

    exercise: str
    state: State
    points: float = 0.0
    out_of: float = 0.0
    share: float | None = None
    score: float | None = None
    max_score: float | None = None
    lateness: Lateness = Lateness("no_due")
    capped: bool = False
    optional: bool = False
    dropped: bool = False
    reason: str = ""
    stale: bool = False
    submission: int | None = None
    result: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it is part of the total."""
        return self.state in COUNTED and not self.dropped


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One student: a cell for each exercise, and what they come to."""

    student: str
    name: str
    cells: dict[str, Cell]
    total: float
    out_of: float
    percent: float | None
    passed: bool | None
    status: RowStatus


class Grades(msgspec.Struct, frozen=True, kw_only=True):
    """The grades of a class; rows in order of student.

    `notes` are sentences for the instructor about what is not plain to see.
    """

    exercises: tuple[str, ...]
    settings: dict[str, Setting]
    rows: tuple[Row, ...]
    policies: Policies
    notes: tuple[str, ...]
