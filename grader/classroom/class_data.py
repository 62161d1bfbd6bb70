"""The nouns of a class report: how it went, and what it misunderstood; JSON too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from grader.classroom.item_rows import QuizAnalysis
from grader.model import Verdict
from grader.unseen import plain_json

SCHEMA: Literal["learn.class-report/1"] = "learn.class-report/1"
BINS = 10
MAX_ROWS = 400
"""Students that a matrix shows; more are in the CSV, where one can search."""


class Bin(msgspec.Struct, frozen=True):
    """How many students are from `low` to `high` percent."""

    low: float
    high: float
    students: int


class CheckRow(msgspec.Struct, frozen=True, kw_only=True):
    """How one check went over the class; counts of students."""

    id: str
    claim: str
    audience: str
    points: float
    verdicts: dict[str, int]

    @property
    def asked(self) -> int:
        """How many it was run for or would have been."""
        return sum(self.verdicts.values())

    @property
    def passed(self) -> int:
        """How many passed it."""
        return self.verdicts.get(Verdict.PASSED, 0)


class MisconceptionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A belief, how many students show it, and where."""

    id: str
    text: str
    students: int
    code: int
    quiz: int
    places: tuple[str, ...]


class ExerciseReport(msgspec.Struct, frozen=True, kw_only=True):
    """How one exercise went; times of judging in ms, shares in [0, 1]."""

    id: str
    title: str
    unit: str
    out_of: float
    handed_in: int
    missing: int
    passed: int
    broken: int
    late: int
    mean: float | None
    median: float | None
    attempts_mean: float | None
    attempts_most: int
    time_median: float | None
    time_most: float | None
    timed_out: int
    not_loaded: int
    checks: tuple[CheckRow, ...]
    misconceptions: tuple[MisconceptionRow, ...]


class MatrixCell(msgspec.Struct, frozen=True):
    """One student at one exercise: a state in a word, and the share of the points."""

    state: str
    share: float | None
    points: float
    late: bool
    stale: bool
    dropped: bool


class MatrixRow(msgspec.Struct, frozen=True):
    """One student's line; `student` is what the report may call them."""

    student: str
    name: str
    cells: dict[str, MatrixCell]
    total: float
    out_of: float
    percent: float | None
    status: str


class QuizReport(msgspec.Struct, frozen=True, kw_only=True):
    """How one quiz went, and how its questions worked."""

    id: str
    title: str
    students: int
    analysis: QuizAnalysis


class RunLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a run was, without its seed."""

    id: int
    kind: str
    version: str
    outcome: str


class ClassReport(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the page shows, in its order."""

    course: str
    version: str
    anonymous: bool
    students: int
    submissions: int
    passed: int
    mean: float | None
    median: float | None
    deviation: float | None
    pass_mark: float
    bins: tuple[Bin, ...]
    exercises: tuple[ExerciseReport, ...]
    misconceptions: tuple[MisconceptionRow, ...]
    quizzes: tuple[QuizReport, ...]
    matrix: tuple[MatrixRow, ...]
    left_out: int
    levels: dict[str, int]
    unmapped: tuple[tuple[str, str], ...]
    runs: tuple[RunLine, ...]
    notes: tuple[str, ...]

    def to_json(self) -> bytes:
        """Encode as one `learn.class-report/1` object."""
        body = {"schema": SCHEMA} | msgspec.to_builtins(self)
        return plain_json(msgspec.json.encode(body))


class QuizFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the class's answers came to; `shown` are (misconception, student, item)."""

    reports: tuple[QuizReport, ...] = ()
    shown: tuple[tuple[str, str, str], ...] = ()


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to know beside the grades."""

    course: str
    version: str
    pass_mark: float
    misconceptions: Mapping[str, str] = {}
    levels: Mapping[str, int] = {}
    unmapped: tuple[tuple[str, str], ...] = ()
    runs: tuple[RunLine, ...] = ()
