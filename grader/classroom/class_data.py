"""What a class report says, as plain values: how it went, and what it misunderstood.

One pass over the judgements that count; nothing of a judgement is kept but counts,
so that a class of ten thousand takes no more memory than one of a hundred.
"""

from __future__ import annotations

import collections
import statistics
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import msgspec

from grader.classroom.anonymous import Aliases
from grader.classroom.items import QuizAnalysis
from grader.classroom.policy import Cell, Grades, Row
from grader.model import UNLOADABLE, Exercise, Judgement, Verdict

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
        return msgspec.json.encode(body)


class Beliefs:
    """Counts who shows which misconception, in code and in quizzes, by its id."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self._code: dict[str, set[str]] = collections.defaultdict(set)
        self._quiz: dict[str, set[str]] = collections.defaultdict(set)
        self._places: dict[str, set[str]] = collections.defaultdict(set)

    def code(self, id: str, text: str, student: str, exercise: str) -> None:
        """Count one that a check named."""
        self._texts.setdefault(id, text)
        self._code[id].add(student)
        self._places[id].add(exercise)

    def quiz(self, id: str, student: str, item: str) -> None:
        """Count one that an answer showed."""
        self._quiz[id].add(student)
        self._places[id].add(item)

    def rows(self) -> tuple[MisconceptionRow, ...]:
        """Give the commonest first."""
        rows = [
            MisconceptionRow(
                id=id,
                text=self._texts.get(id, id.replace("_", " ")),
                students=len(self._code[id] | self._quiz[id]),
                code=len(self._code[id]),
                quiz=len(self._quiz[id]),
                places=tuple(sorted(self._places[id])),
            )
            for id in sorted({*self._code, *self._quiz})
        ]
        return tuple(sorted(rows, key=lambda row: (-row.students, row.id)))


class _Tally:
    """Counts the judgements of one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.checks: dict[str, CheckRow] = {}
        self.counts: dict[str, collections.Counter[str]] = {}
        self.beliefs = Beliefs({})
        self.times: list[float] = []
        self.timed_out = self.not_loaded = 0

    def add(self, student: str, judgement: Judgement) -> None:
        self.times.append(judgement.duration_ms)
        verdicts = [check.verdict for check in judgement.checks]
        self.timed_out += Verdict.TIMED_OUT in verdicts
        self.not_loaded += any(c.message == UNLOADABLE for c in judgement.checks)
        for check in judgement.checks:
            # The latest judgement describes a check that was changed in between.
            self.checks[check.id] = CheckRow(
                id=check.id,
                claim=check.claim,
                audience=check.audience,
                points=check.max_points,
                verdicts={},
            )
            self.counts.setdefault(check.id, collections.Counter())[check.verdict] += 1
        for one in judgement.misconceptions:
            self.beliefs.code(one.id, one.text, student, self.exercise.id)

    def rows(self) -> tuple[CheckRow, ...]:
        return tuple(
            msgspec.structs.replace(row, verdicts=dict(self.counts[id]))
            for id, row in self.checks.items()
        )


class QuizFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the class's answers came to; `shown` are (misconception, student, item)."""

    reports: tuple[QuizReport, ...] = ()
    shown: tuple[tuple[str, str, str], ...] = ()


def gather(
    *,
    course: str,
    version: str,
    exercises: Iterable[Exercise],
    grades: Grades,
    judgement_of: Callable[[int], Judgement | None],
    texts: Mapping[str, str],
    attempts: Mapping[tuple[str, str], int],
    quizzes: QuizFacts,
    aliases: Aliases,
    pass_mark: float,
    levels: Mapping[str, int],
    unmapped: Iterable[tuple[str, str]],
    runs: Iterable[RunLine],
) -> ClassReport:
    """Gather the report.

    Parameters
    ----------
    grades : Grades
        Says which result counts for whom: everything follows from it.
    judgement_of : callable
        Gives the judgement of a result's number.
    texts : mapping of str to str
        The course's misconceptions.
    attempts : mapping of (str, str) to int
        How many different files a student handed in to an exercise.
    """
    tallies = {e.id: _Tally(e) for e in exercises if e.id in grades.exercises}
    beliefs = Beliefs(texts)
    for row in grades.rows:
        for id, cell in row.cells.items():
            judgement = judgement_of(cell.result) if cell.result else None
            if judgement is not None and id in tallies and cell.state != "broken":
                tallies[id].add(row.student, judgement)
                for one in judgement.misconceptions:
                    beliefs.code(one.id, one.text, row.student, id)
    for id, student, item in quizzes.shown:
        beliefs.quiz(id, student, item)
    percents = [row.percent for row in grades.rows if row.percent is not None]
    ordered = sorted(
        grades.rows, key=lambda r: (r.percent is None, r.percent or 0.0, r.student)
    )
    return ClassReport(
        course=course,
        version=version,
        anonymous=aliases.anonymous,
        students=len(grades.rows),
        submissions=sum(
            cell.submission is not None
            for row in grades.rows
            for cell in row.cells.values()
        ),
        passed=sum(bool(row.passed) for row in grades.rows),
        mean=statistics.fmean(percents) if percents else None,
        median=statistics.median(percents) if percents else None,
        deviation=statistics.stdev(percents) if len(percents) > 1 else None,
        pass_mark=pass_mark,
        bins=_bins(percents),
        exercises=tuple(_exercise(t, grades, attempts) for t in tallies.values()),
        misconceptions=beliefs.rows(),
        quizzes=quizzes.reports,
        matrix=tuple(_line(row, aliases) for row in ordered[:MAX_ROWS]),
        left_out=max(0, len(ordered) - MAX_ROWS),
        levels=dict(levels),
        unmapped=tuple(unmapped),
        runs=tuple(runs),
        notes=grades.notes,
    )


def _bins(percents: list[float]) -> tuple[Bin, ...]:
    width = 100 / BINS
    places = collections.Counter(
        min(BINS - 1, max(0, int(percent / width))) for percent in percents
    )
    return tuple(Bin(k * width, (k + 1) * width, places[k]) for k in range(BINS))


def _exercise(
    tally: _Tally, grades: Grades, attempts: Mapping[tuple[str, str], int]
) -> ExerciseReport:
    exercise = tally.exercise
    pairs = [(row.student, row.cells[exercise.id]) for row in grades.rows]
    cells = [cell for _, cell in pairs]
    shares = [cell.share for cell in cells if cell.share is not None]
    tries = [attempts[student, exercise.id] for student, cell in pairs
             if cell.submission is not None and (student, exercise.id) in attempts]  # fmt: skip
    return ExerciseReport(
        id=exercise.id,
        title=exercise.spec.title,
        unit=exercise.spec.unit,
        out_of=cells[0].out_of if cells else 0.0,
        handed_in=sum(cell.submission is not None for cell in cells),
        missing=sum(cell.submission is None for cell in cells),
        passed=sum(cell.share is not None and cell.share >= 1 for cell in cells),
        broken=sum(cell.state == "broken" for cell in cells),
        late=sum(_late(cell) for cell in cells),
        mean=statistics.fmean(shares) if shares else None,
        median=statistics.median(shares) if shares else None,
        attempts_mean=statistics.fmean(tries) if tries else None,
        attempts_most=max(tries, default=0),
        time_median=statistics.median(tally.times) if tally.times else None,
        time_most=max(tally.times, default=None),
        timed_out=tally.timed_out,
        not_loaded=tally.not_loaded,
        checks=tally.rows(),
        misconceptions=tally.beliefs.rows(),
    )


def _late(cell: Cell) -> bool:
    return cell.submission is not None and cell.lateness.kind in ("late", "marked")


def _line(row: Row, aliases: Aliases) -> MatrixRow:
    return MatrixRow(
        student=aliases.of(row.student),
        name=aliases.name(row.student, row.name),
        cells={
            id: MatrixCell(
                _word(cell), cell.share, cell.points, _late(cell), cell.stale,
                cell.dropped,
            )
            for id, cell in row.cells.items()
        },
        total=row.total,
        out_of=row.out_of,
        percent=row.percent,
        status=row.status,
    )  # fmt: skip


def _word(cell: Cell) -> str:
    """Say in a word how one student stands at one exercise."""
    if cell.state != "graded":
        return {"not_set": "optional"}.get(cell.state, cell.state)
    share = cell.share or 0.0
    if share >= 1:
        return "passed"
    return "partly" if share > 0 else "nothing yet"
