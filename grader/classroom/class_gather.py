"""What a class report says, as plain values: how it went, and what it misunderstood.

One pass over the judgements that count; nothing of a judgement is kept but counts,
so that a class of ten thousand takes no more memory than one of a hundred.
"""

from __future__ import annotations

import collections
import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from grader.classroom.anonymous import Aliases
from grader.classroom.class_data import (
    BINS,
    MAX_ROWS,
    About,
    Bin,
    CheckRow,
    ClassReport,
    ExerciseReport,
    MatrixCell,
    MatrixRow,
    MisconceptionRow,
    QuizFacts,
)
from grader.classroom.grade_rows import Cell, Row, Setting
from grader.model import UNLOADABLE, Exercise, Judgement, Verdict


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
    """Counts the cells and the judgements of one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._checks: dict[str, CheckRow] = {}
        self._counts: dict[str, collections.Counter[str]] = {}
        self._beliefs = Beliefs({})
        self._times: list[float] = []
        self._tries: list[int] = []
        self._shares: list[float] = []
        self._facts: collections.Counter[str] = collections.Counter()

    def cell(self, cell: Cell, tries: int) -> None:
        """Count how one student stands."""
        there = cell.submission is not None
        self._facts["handed in" if there else "missing"] += 1
        self._facts["broken"] += cell.state == "broken"
        self._facts["late"] += _late(cell)
        if cell.share is not None:
            self._shares.append(cell.share)
        if tries:
            self._tries.append(tries)

    def judged(self, student: str, judgement: Judgement) -> None:
        """Count what the checks found."""
        self._times.append(judgement.duration_ms)
        verdicts = {check.verdict for check in judgement.checks}
        self._facts["timed out"] += Verdict.TIMED_OUT in verdicts
        self._facts["not loaded"] += any(
            check.message == UNLOADABLE for check in judgement.checks
        )
        for check in judgement.checks:
            # The latest judgement describes a check that was changed in between.
            self._checks[check.id] = CheckRow(
                id=check.id,
                claim=check.claim,
                audience=check.audience,
                points=check.max_points,
                verdicts={},
            )
            counts = self._counts.setdefault(check.id, collections.Counter())
            counts[check.verdict] += 1
        for one in judgement.misconceptions:
            self._beliefs.code(one.id, one.text, student, self._exercise.id)

    def report(self, out_of: float) -> ExerciseReport:
        """Sum up."""
        spec, facts, shares = self._exercise.spec, self._facts, self._shares
        times, tries = self._times, self._tries
        return ExerciseReport(
            id=self._exercise.id,
            title=spec.title,
            unit=spec.unit,
            out_of=out_of,
            handed_in=facts["handed in"],
            missing=facts["missing"],
            passed=sum(share >= 1 for share in shares),
            broken=facts["broken"],
            late=facts["late"],
            mean=statistics.fmean(shares) if shares else None,
            median=statistics.median(shares) if shares else None,
            attempts_mean=statistics.fmean(tries) if tries else None,
            attempts_most=max(tries, default=0),
            time_median=statistics.median(times) if times else None,
            time_most=max(times, default=None),
            timed_out=facts["timed out"],
            not_loaded=facts["not loaded"],
            checks=tuple(
                msgspec.structs.replace(row, verdicts=dict(self._counts[id]))
                for id, row in self._checks.items()
            ),
            misconceptions=self._beliefs.rows(),
        )


class Judged(Protocol):
    """Where the judgement of a cell is read from, when it is wanted."""

    def judgement(self) -> Judgement | None:
        """Read it; None where nothing was judged yet."""


class _Collector:
    """Takes in one student after the other."""

    def __init__(self, exercises: Sequence[Exercise], texts: Mapping[str, str]) -> None:
        self.tallies = {e.id: _Tally(e) for e in exercises}
        self.beliefs = Beliefs(texts)
        self.percents: list[float] = []
        self.students = self.passed = self.submissions = 0

    def add(
        self, row: Row, judged: Mapping[int, Judged], tries: Mapping[str, int]
    ) -> None:
        self.students += 1
        self.passed += bool(row.passed)
        if row.percent is not None:
            self.percents.append(row.percent)
        for id, tally in self.tallies.items():
            cell = row.cells.get(id)
            if cell is None:
                continue
            self.submissions += cell.submission is not None
            tally.cell(cell, tries.get(id, 0))
            found = judged.get(cell.submission) if cell.submission else None
            judgement = found.judgement() if found is not None else None
            if judgement is None or cell.state == "broken":
                continue
            tally.judged(row.student, judgement)
            for one in judgement.misconceptions:
                self.beliefs.code(one.id, one.text, row.student, id)


def gather(
    about: About,
    exercises: Sequence[Exercise],
    settings: Mapping[str, Setting],
    rows: Iterable[tuple[Row, Mapping[int, Judged]]],
    *,
    notes: Iterable[str] = (),
    tries: Mapping[tuple[str, str], int] | None = None,
    quizzes: QuizFacts | None = None,
    aliases: Aliases | None = None,
) -> ClassReport:
    """Gather the report.

    Parameters
    ----------
    exercises : sequence of Exercise
        Those that count, in the course's order.
    rows : iterable of (Row, mapping)
        Each student's grades, and by submission where its judgement is read.
    notes : iterable of str
        Read when all rows were.
    tries : mapping of (str, str) to int, optional
        How many different files a student handed in to an exercise.
    """
    quizzes, aliases = quizzes or QuizFacts(), aliases or Aliases()
    collector = _Collector(exercises, about.misconceptions)
    lowest: list[tuple[float, str, MatrixRow]] = []
    of: dict[str, dict[str, int]] = {}
    for (student, id), count in (tries or {}).items():
        of.setdefault(student, {})[id] = count
    for row, judged in rows:
        collector.add(row, judged, of.get(row.student, {}))
        line = _line(row, aliases)
        # Who has no percent yet comes last.
        percent = 101.0 if row.percent is None else row.percent
        lowest.append((percent, line.student, line))
        if len(lowest) > 2 * MAX_ROWS:
            lowest = sorted(lowest, key=lambda entry: entry[:2])[:MAX_ROWS]
    matrix = [line for _, _, line in sorted(lowest, key=lambda entry: entry[:2])]
    for id, student, item in quizzes.shown:
        collector.beliefs.quiz(id, student, item)
    percents = collector.percents
    return ClassReport(
        course=about.course,
        version=about.version,
        anonymous=aliases.anonymous,
        students=collector.students,
        submissions=collector.submissions,
        passed=collector.passed,
        mean=statistics.fmean(percents) if percents else None,
        median=statistics.median(percents) if percents else None,
        deviation=statistics.stdev(percents) if len(percents) > 1 else None,
        pass_mark=about.pass_mark,
        bins=_bins(percents),
        exercises=tuple(
            tally.report(settings[id].points) for id, tally in collector.tallies.items()
        ),
        misconceptions=collector.beliefs.rows(),
        quizzes=quizzes.reports,
        matrix=tuple(matrix[:MAX_ROWS]),
        left_out=max(0, collector.students - MAX_ROWS),
        levels=dict(about.levels),
        unmapped=about.unmapped,
        runs=about.runs,
        notes=tuple(notes),
    )


def _bins(percents: list[float]) -> tuple[Bin, ...]:
    width = 100 / BINS
    places = collections.Counter(
        min(BINS - 1, max(0, int(percent / width))) for percent in percents
    )
    return tuple(Bin(k * width, (k + 1) * width, places[k]) for k in range(BINS))


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
