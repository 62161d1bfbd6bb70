"""Mark the quiz answers that a class handed in, with all keys at hand.

A sheet is hostile: it says what was given, never what it is worth.  What counts as
the first try is the first answer to a question in the first sitting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from grader.classroom.item_rows import Question, Response
from grader.errors import CourseError
from grader.model import Judgement, Verdict
from grader.quiz.mark import mark
from grader.quiz.model import Fill, Item, Marked, Quiz, QuizVerdict
from grader.quiz.pose import options_of, pose
from grader.quiz.sheet import Line, Sheet, SheetSitting, asked, given_of, read_sheet

if TYPE_CHECKING:
    from grader.quiz.verdicts import Judges

MAX_LINES = 5000
"""Answers of one student that are marked: a course asks a few hundred questions."""
MAX_CODE = 60
"""Completed programs among them, each of which has to run."""
MAX_ENDLESS = 3
MAX_CODE_S = 60.0
"""How many of them may be stopped by their deadline, and how long all may take."""
MAX_SEED = 2**53
MAX_PROBLEMS = 20
"""What is said of one file of answers that cannot be marked: a student wrote it."""


class QuizMark(msgspec.Struct, frozen=True, kw_only=True):
    """One answer, marked; `nth` counts the tries at the item, from 1, over sittings."""

    quiz: str
    item: str
    sitting: int
    nth: int
    at: str
    given: str
    verdict: QuizVerdict
    points: float
    max_points: float
    chosen: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()
    confidence: str = ""
    seconds: float | None = None


class QuizScore(msgspec.Struct, frozen=True, kw_only=True):
    """What a student's sittings of one quiz add up to.

    `first` counts first tries in the first sitting; `best` the best sitting with
    the best try at each question.  Both are out of all the quiz's points.
    """

    quiz: str
    sittings: int
    first: float
    best: float
    max_points: float
    passed: bool


class MarkedSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet, marked; `problems` says in words what could not be."""

    marks: tuple[QuizMark, ...]
    scores: tuple[QuizScore, ...]
    problems: tuple[str, ...]


def mark_sheet(
    raw: bytes, quizzes: Mapping[str, Quiz], judge: Judges | None = None
) -> MarkedSheet:
    """Mark what one student handed in.

    Parameters
    ----------
    raw : bytes
        A ``quiz-answers.json``.
    quizzes : mapping of str to Quiz
        With their keys.
    judge : callable, optional
        Runs completed programs; without one they are left out, which is said.

    Raises
    ------
    ValueError
        When it is no sheet of answers.
    BrokenError
        When an exercise's own checks break on a completed program.
    """
    sheet = read_sheet(raw)
    marker = _Marker(quizzes, judge)
    marks = tuple(marker.marks(sheet))
    return MarkedSheet(
        marks=marks,
        scores=tuple(_scores(marks, quizzes)),
        problems=_few(marker.problems),
    )


def mark_answers(
    answers: Mapping[str, object],
    quiz: Quiz,
    seed: int,
    judge: Judges | None = None,
) -> MarkedSheet:
    """Mark a file of answers to one quiz, as `learn quiz --answers` does.

    Raises
    ------
    BrokenError
        As above.
    """
    marker = _Marker({quiz.id: quiz}, judge)
    marks = []
    for item in quiz.items:
        if item.id in answers:
            posed = pose(item, seed, shuffle=quiz.shuffle)
            given = answers[item.id]
            marked = marker.mark(quiz, item, posed, given)
            if marked is not None:
                marks.append(_kept(quiz, item, given, marked))
    return MarkedSheet(
        marks=tuple(marks),
        scores=tuple(_scores(marks, {quiz.id: quiz})),
        problems=_few(marker.problems),
    )


def _few(problems: list[str]) -> tuple[str, ...]:
    """Give each problem once, and not more than a person reads."""
    once = tuple(dict.fromkeys(problems))
    more = len(once) - MAX_PROBLEMS
    return (*once[:MAX_PROBLEMS], *([f"{more} more like these"] if more > 0 else []))


class _Marker:
    """Marks the lines of one student's sheet, and says why some are not."""

    def __init__(self, quizzes: Mapping[str, Quiz], judge: Judges | None) -> None:
        self._quizzes, self._judge = quizzes, judge
        self._lines = self._programs = self._endless = 0
        self._spent_s = 0.0
        self.problems: list[str] = []

    def marks(self, sheet: Sheet) -> Iterator[QuizMark]:
        tries: dict[str, int] = {}
        numbers: dict[str, int] = {}
        for sitting in sheet.sittings:
            quiz = self._quizzes.get(sitting.quiz)
            if quiz is None:
                self.problems.append(f"the course has no quiz {sitting.quiz[:60]!r}")
                continue
            numbers[quiz.id] = numbers.get(quiz.id, 0) + 1
            for line, item, marked in self._sitting(quiz, sitting):
                tries[item.id] = tries.get(item.id, 0) + 1
                yield msgspec.structs.replace(
                    _kept(quiz, item, given_of(line), marked),
                    sitting=numbers[quiz.id],
                    nth=tries[item.id],
                    at=line.at[:40],
                    confidence=line.confidence[:20],
                    seconds=_seconds(line.duration_s),
                )

    def _sitting(
        self, quiz: Quiz, sitting: SheetSitting
    ) -> Iterator[tuple[Line, Item, Marked]]:
        for line in sitting.answers:
            self._lines += 1
            if self._lines > MAX_LINES:
                self.problems.append(f"only the first {MAX_LINES} answers are marked")
                return
            item = quiz.item(line.item)
            if item is None:
                what = f"{quiz.id} has no question {line.item[:60]!r}"
                self.problems.append(what)
                continue
            if not 0 <= line.seed < MAX_SEED:
                self.problems.append(f"{item.id}: there is no seed {line.seed}")
                continue
            posed = pose(item, line.seed, shuffle=line.shuffle)
            if asked(posed) != line.asked:
                what = f"{item.id}: the question has changed since it was answered"
                self.problems.append(what)
                continue
            marked = self.mark(quiz, item, posed, given_of(line))
            if marked is not None:
                yield line, item, marked

    def mark(self, quiz: Quiz, item: Item, posed: Any, given: object) -> Marked | None:
        if isinstance(item, Fill):
            self._programs += 1
            if self._programs > MAX_CODE:
                what = f"only the first {MAX_CODE} completed programs are run"
                self.problems.append(what)
                return None
            if self._endless >= MAX_ENDLESS or self._spent_s >= MAX_CODE_S:
                what = f"{item.id}: earlier programs took too long, so this is not run"
                self.problems.append(what)
                return None
        strict = quiz.feedback == "exam"
        judge = None if self._judge is None else self._timed
        try:
            return mark(item, posed, given, judge=judge, strict=strict)
        except CourseError as error:
            self.problems.append(f"{item.id} cannot be marked: {error}")
            return None

    def _timed(self, exercise: str, source: bytes) -> Judgement:
        """Judge a completed program, and count what it costs the run."""
        assert self._judge is not None
        judgement = self._judge(exercise, source)
        self._spent_s += judgement.duration_ms / 1e3
        stopped = (c.verdict is Verdict.TIMED_OUT for c in judgement.checks)
        self._endless += any(stopped)
        return judgement


def _kept(quiz: Quiz, item: Item, given: object, marked: Marked) -> QuizMark:
    return QuizMark(
        quiz=quiz.id,
        item=item.id,
        sitting=1,
        nth=1,
        at="",
        given=_in_words(given, marked),
        verdict=marked.verdict,
        points=marked.points,
        max_points=marked.max_points,
        chosen=tuple(o.text for o in marked.options if o.chosen)
        if options_of(item)
        else (),
        misconceptions=marked.misconceptions,
    )


def _in_words(given: object, marked: Marked) -> str:
    """Give an answer as a person reads it: options by their texts, not by letters."""
    chosen = [o.text for o in marked.options if o.chosen]
    if chosen:
        return "; ".join(chosen)[:300]
    if isinstance(given, (list, tuple)):
        return ", ".join(map(str, given))[:300]
    if isinstance(given, dict):
        return ", ".join(f"{a}: {b}" for a, b in given.items())[:300]
    return "" if given is None else str(given)[:300]


def _seconds(duration_s: float | None) -> float | None:
    # A sheet can say anything: less than nothing, or more than a day, is no time.
    if duration_s is None or not 0 <= duration_s <= 86_400:
        return None
    return duration_s


def _scores(
    marks: tuple[QuizMark, ...] | list[QuizMark], quizzes: Mapping[str, Quiz]
) -> Iterator[QuizScore]:
    by: dict[str, dict[int, dict[str, list[float]]]] = {}
    for one in marks:
        sitting = by.setdefault(one.quiz, {}).setdefault(one.sitting, {})
        if one.verdict not in (QuizVerdict.INVALID, QuizVerdict.RECORDED):
            sitting.setdefault(one.item, []).append(one.points)
    for id, sittings in by.items():
        most = quizzes[id].max_points
        best = max(sum(map(max, tries.values())) for tries in sittings.values())
        first = sum(tries[0] for tries in sittings[min(sittings)].values())
        yield QuizScore(
            quiz=id,
            sittings=len(sittings),
            first=round(first, 6),
            best=round(best, 6),
            max_points=most,
            passed=most > 0 and best >= quizzes[id].pass_mark * most - 1e-9,
        )


# -- for the analysis --------------------------------------------------------------


def questions_of(quiz: Quiz, in_words: Callable[[str], str] = str) -> list[Question]:
    """Give a quiz's questions as the analysis wants them, with keys.

    Parameters
    ----------
    in_words : callable
        Writes Markdown of the course as plain text.

    Notes
    -----
    Of a question whose numbers are drawn one example stands for all.
    """
    return [
        Question(
            id=item.id,
            stem=in_words(pose(item, 0, shuffle=quiz.shuffle).stem),
            kind=item.kind,
            options=tuple((o.text, bool(o.correct)) for o in options_of(item)),
        )
        for item in quiz.items
    ]


def responses_of(student: str, marks: tuple[QuizMark, ...]) -> Iterator[Response]:
    """Give a student's first tries; what nobody answered is no response."""
    for one in marks:
        counts = one.verdict not in (
            QuizVerdict.INVALID, QuizVerdict.RECORDED, QuizVerdict.UNANSWERED,
        )  # fmt: skip
        if counts and one.sitting == 1 and one.nth == 1:
            yield Response(
                student=student,
                item=one.item,
                points=one.points,
                max_points=one.max_points,
                chosen=one.chosen,
                given=one.given,
                seconds=one.seconds,
            )
