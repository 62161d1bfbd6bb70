"""What a report says, as plain values: `grader.report.gather` fills it.

Rendering needs nothing else.  Everything is relative to `Report.as_of`, the last
thing that happened, so that the same log and course give the same bytes.

Texts are whatever a course's author or a learner wrote, fit for UTF-8 and no more:
whoever renders them must escape them.  Moments are UTC in ISO 8601, dates their first
ten characters; "" is "never".
"""

from __future__ import annotations

import json
from typing import Any, Literal

import msgspec

SCHEMA = "learn.report/1"
MARKER = f'<meta name="generator" content="{SCHEMA}">'
"""Stands in the head of every page: only a file that has it is ever overwritten."""

ActionKind = Literal["start", "edit", "check", "recheck", "review", "resume", "quiz"]
ExerciseState = Literal["not started", "edited", "in progress", "done", "check again"]
QuizState = Literal["not taken", "begun", "recorded", "passed", "not passed"]
ConceptLevel = Literal["mastered", "partly there", "needs work", "not enough data yet"]
Outcome = Literal["passed", "partly", "failed", "broken"]
LineKind = Literal["same", "gone", "new", "skip"]
Said = Literal["sure", "think so", "guess"]
PortraitKind = Literal["curves", "regions", "series"]


class NextStep(msgspec.Struct, frozen=True, kw_only=True):
    """Something to do, what to type for it, and why it is worth doing now.

    The first four kinds are about the exercise of this `id`; "resume" (a quiz that was
    interrupted) and "quiz" (one never taken) about the quiz; "review" about none: "".
    `reason` is a clause that follows "because".
    """

    kind: ActionKind
    title: str
    command: str
    reason: str
    id: str = ""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The whole course in numbers.

    `concepts_with_data` counts those with enough evidence to say anything; a quiz
    counts as passed when one of its sittings reached its pass mark; an active week is
    one, Monday to Sunday in UTC, in which something was judged or answered.
    """

    exercises_done: int
    exercises: int
    points: float
    out_of: float
    concepts_mastered: int
    concepts: int
    concepts_with_data: int
    attempts: int
    answers: int
    quizzes_passed: int
    quizzes: int
    active_weeks: int


class ExerciseRow(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise, and how far it is.

    Attributes
    ----------
    to_pass : int or None
        Attempts up to and with the first that passed, without those at the untouched
        stub and those that could not be judged; None before.
    hints : int
        Different rungs that were shown.
    gave_up : bool
        Whether the solution was looked at before any attempt had passed.
    passing_checks, checks : int
        Of the last attempt; both 0 before one, or where it could not be judged.
    """

    id: str
    name: str
    title: str
    state: ExerciseState
    best: float
    out_of: float
    attempts: int
    to_pass: int | None
    hints: int
    gave_up: bool
    needs: tuple[str, ...]
    last: str
    first_passed: str
    passing_checks: int
    checks: int


class QuizRow(msgspec.Struct, frozen=True, kw_only=True):
    """One quiz, and how it went.

    Attributes
    ----------
    unit : str
        "" for a quiz over all units.
    state : str
        "recorded": answered, to be marked by somebody who has the keys.
    points, max_points, first : float
        Of the best sitting that was gone through, each question at its best try;
        `first` at first tries. All 0 while answers wait to be marked.
    open : int or None
        Questions done in a sitting that was interrupted; None where none is open.
    sittings : int
        How often it was gone through.
    """

    id: str
    title: str
    unit: str
    state: QuizState
    points: float
    max_points: float
    first: float
    passed: bool
    open: int | None
    questions: int
    sittings: int


class UnitRow(msgspec.Struct, frozen=True, kw_only=True):
    """One unit: `done` where every exercise is; points are those of its exercises."""

    id: str
    title: str
    done: bool
    exercises: tuple[ExerciseRow, ...]
    quizzes: tuple[QuizRow, ...]
    points: float
    out_of: float


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What one exercise or quiz shows of a concept: `right` of `seen`.

    `source` is its title, `ref` its id.
    """

    source: str
    ref: str
    right: float
    seen: int


class ConceptRow(msgspec.Struct, frozen=True, kw_only=True):
    """How well one concept is known, in words, and by what evidence.

    `unit` is the first that teaches it, "" where none does; `needs` are ids of the
    concepts that it builds on.
    """

    id: str
    title: str
    unit: str
    level: ConceptLevel
    right: float
    seen: int
    needs: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a misunderstanding showed.

    Attributes
    ----------
    ref, title : str
        The exercise or quiz.
    what, program : str, str
        What the check claims, or what the question asked, and about which program.
    said : str
        What the check said, or the answer that was given, in words.
    right : str
        For a question: what is right, in words, only where its quiz may show that
        here; else "".
    current : bool
        Whether it is still so in the latest attempt or answer there.
    at, times : str, int
        When it was so last, and in how many attempts or answers.
    rung, rungs : int
        The highest hint shown, and how many there are, for this place.
    """

    kind: Literal["check", "question"]
    ref: str
    title: str
    what: str
    said: str
    right: str
    current: bool
    at: str
    times: int
    rung: int
    rungs: int
    command: str
    program: str = ""


class ExplorerLink(msgspec.Struct, frozen=True, kw_only=True):
    """An explorer that shows how it really is."""

    id: str
    title: str
    command: str


class Misunderstanding(msgspec.Struct, frozen=True, kw_only=True):
    """A belief that checks or answers pointed to.

    `text` is "" where the course no longer has it; `seen` is how often it showed.
    """

    id: str
    text: str
    current: bool
    seen: int
    last: str
    places: tuple[Place, ...]
    explorer: ExplorerLink | None = None


class AttemptDot(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt; `nth` counts those of its exercise, from 1."""

    nth: int
    at: str
    exercise: str
    outcome: Outcome
    points: float
    out_of: float


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """What was met for the first time in one week, and right at the first try.

    Answers count by the share of their points. Weeks without anything are there too.
    """

    monday: str
    exercises_passed_first_try: int
    exercises_first_tried: int
    answers_right_first: float
    answers_first: int
    attempts: int
    answers: int


class ToPass(msgspec.Struct, frozen=True, kw_only=True):
    """What one passed exercise took, up to its first pass: attempts and hints."""

    exercise: str
    title: str
    attempts: int
    hints: int


class Confidence(msgspec.Struct, frozen=True, kw_only=True):
    """How often the answers were right that were given with one confidence.

    `right` is a sum of shares, from 0 to `answers`.
    """

    said: Said
    answers: int
    right: float


class DueCard(msgspec.Struct, frozen=True, kw_only=True):
    """A question that comes back in `learn review`.

    `overdue`: on the day of `Report.as_of` or before; `retrievability`: how likely it
    is still known then, in [0, 1], or None where the last answer was wrong.
    """

    item: str
    quiz: str
    title: str
    stem: str
    concepts: tuple[str, ...]
    due: str
    overdue: bool
    retrievability: float | None


class DiffLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of what changed; "skip" says how many equal lines are left out."""

    kind: LineKind
    text: str


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """From the first version of a file that was judged to the first that passed.

    `added` and `removed` count all lines; `cut` says that not all are in `lines`.
    """

    exercise: str
    title: str
    first_at: str
    passed_at: str
    attempts: int
    lines: tuple[DiffLine, ...]
    added: int
    removed: int
    cut: bool


class Portrait(msgspec.Struct, frozen=True, kw_only=True):
    """A picture drawn from a learner's own passed file.

    Attributes
    ----------
    data : dict
        ``{"x": [...], "curves": {label: [...]}}`` for curves,
        ``{"x1": [...], "x2": [...], "value": [[...]], "points": [[x1, x2, label]]}``
        for regions, ``{"series": {label: [...]}}`` for series; numbers are finite or
        None.
    log : tuple of str
        The axes that are best drawn logarithmically.
    """

    id: str
    exercise: str
    title: str
    caption: str
    kind: PortraitKind
    data: dict[str, Any]
    source_sha256: str
    x_label: str = ""
    y_label: str = ""
    log: tuple[Literal["x", "y"], ...] = ()


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    """A milestone, and when the last exercise that it needs was first passed."""

    id: str
    title: str
    at: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a learner's report says, in the order of the page.

    Attributes
    ----------
    name : str
        Of the learner, as they gave it; may be "".
    as_of : str
        When the last thing happened, or, where `timestamped`, when the report was
        made; "" where nothing has happened yet.
    pass_mark : float
        The share of the points that passes a quiz of this course, in [0, 1].
    next : NextStep or None
        The one next thing; None when all is done.
    also : tuple of NextStep
        What else is waiting: reviews, a quiz that was interrupted, one to take.
    misunderstood : tuple of Misunderstanding
        Current ones first, then those that were overcome; the latest first.
    attempts : tuple of AttemptDot
        The oldest first.
    notes : tuple of str
        What could not be read or shown, in words.
    """

    course: str
    name: str
    as_of: str
    timestamped: bool
    version: str
    pass_mark: float
    next: NextStep | None
    also: tuple[NextStep, ...]
    summary: Summary
    units: tuple[UnitRow, ...]
    concepts: tuple[ConceptRow, ...]
    misunderstood: tuple[Misunderstanding, ...]
    attempts: tuple[AttemptDot, ...]
    weeks: tuple[Week, ...]
    to_pass: tuple[ToPass, ...]
    confidence: tuple[Confidence, ...]
    reviews: tuple[DueCard, ...]
    growth: tuple[Growth, ...]
    portraits: tuple[Portrait, ...]
    milestones: tuple[Reached, ...]
    notes: tuple[str, ...]

    def to_json(self) -> bytes:
        """Encode as one `learn.report/1` object on one line, in ASCII.

        Whatever learners wrote may go to a terminal with it.
        """
        body: dict[str, Any] = {"schema": SCHEMA}
        body |= msgspec.to_builtins(self)
        return json.dumps(body, allow_nan=False).encode("ascii")
