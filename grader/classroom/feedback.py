"""What one student is told: their points, what was wrong, and why; as data and text.

Composed from the judgements' own fields, which hold nothing of a hidden check but
its claim and the diagnosis, and nothing of anybody else.  The seed of the run and
the folder that it was done in appear nowhere.
"""

from __future__ import annotations

import functools
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from grader.classroom.class_gather import Judged
from grader.classroom.grade_rows import Cell, Row
from grader.classroom.quizmarks import QuizScore
from grader.model import (
    FAILING,
    UNLOADABLE,
    CheckResult,
    Exercise,
    Judgement,
    Observation,
    Verdict,
)

if TYPE_CHECKING:
    from markupsafe import Markup

WIDTH = 78
_INDENT = " " * 12
_MARKS = {
    Verdict.PASSED: "PASS", Verdict.FAILED: "FAIL", Verdict.ERRORED: "FAIL",
    Verdict.TIMED_OUT: "FAIL", Verdict.SKIPPED: "SKIP", Verdict.BROKEN: "----",
}  # fmt: skip


class CheckFeedback(msgspec.Struct, frozen=True, kw_only=True):
    """One check as the student sees it; `beliefs` are the texts of its diagnosis."""

    claim: str
    verdict: Verdict
    mark: str
    points: float
    max_points: float
    message: str
    pattern: str
    input: str
    yours: str
    expected: str
    printed: str
    where: str
    code: str
    beliefs: tuple[str, ...]
    root: bool
    """Whether it is the first failure: what to look at first."""


class ExerciseFeedback(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise: what counts for it, and what each check found."""

    id: str
    title: str
    state: str
    summary: str
    points: float
    out_of: float
    remarks: tuple[str, ...]
    checks: tuple[CheckFeedback, ...]
    notes: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether anybody can say what it counts."""
        return self.state not in ("pending", "broken", "unavailable")

    def sorted(self) -> tuple[list[CheckFeedback], list[CheckFeedback]]:
        """Give the checks that did not pass, and those that did."""
        sides: tuple[list[CheckFeedback], list[CheckFeedback]] = [], []
        for check in self.checks:
            sides[check.verdict is Verdict.PASSED].append(check)
        return sides


class QuizLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a student's answers to a quiz came to, at first tries."""

    id: str
    title: str
    points: float
    max_points: float


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that goes to one student."""

    course: str
    student: str
    name: str
    total: float
    out_of: float
    percent: float | None
    status: str
    exercises: tuple[ExerciseFeedback, ...]
    quizzes: tuple[QuizLine, ...]
    problems: tuple[tuple[str, str], ...]
    """What of theirs could not be taken: where it was, and why."""


def feedback(
    row: Row,
    *,
    course: str,
    student: str,
    name: str,
    exercises: Mapping[str, Exercise],
    judged: Mapping[int, Judged],
    quizzes: Iterable[tuple[str, QuizScore]] = (),
    problems: Iterable[tuple[str, str]] = (),
) -> Feedback:
    """Compose what one student is told.

    Parameters
    ----------
    row : Row
        Theirs, of the grades.
    student, name : str
        What to call them.
    judged : mapping of int to Judged
        By submission, where its judgement is read.
    quizzes : iterable of (str, QuizScore)
        Title and score of each quiz that they took.
    """
    return Feedback(
        course=course,
        student=student,
        name=name,
        total=row.total,
        out_of=row.out_of,
        percent=row.percent,
        status=row.status,
        exercises=tuple(
            _exercise(cell, exercises[id], judged)
            for id, cell in row.cells.items()
            if id in exercises
        ),
        quizzes=tuple(
            QuizLine(id=s.quiz, title=t, points=s.first, max_points=s.max_points)
            for t, s in quizzes
        ),
        problems=tuple(problems),
    )


def _exercise(
    cell: Cell, exercise: Exercise, judged: Mapping[int, Judged]
) -> ExerciseFeedback:
    found = judged.get(cell.submission) if cell.submission else None
    judgement = found.judgement() if found is not None else None
    broken = cell.state == "broken"
    return ExerciseFeedback(
        id=exercise.id,
        title=exercise.spec.title,
        state=cell.state,
        summary=_summary(cell, judgement),
        points=cell.points,
        out_of=cell.out_of,
        remarks=tuple(_remarks(cell)),
        checks=_checks(judgement) if judgement and not broken else (),
        notes=_notes(judgement.observations) if judgement and not broken else (),
    )


def _summary(cell: Cell, judgement: Judgement | None) -> str:
    plain = {
        "missing": "nothing was handed in",
        "not_set": "nothing was handed in; it is optional",
        "pending": "not judged yet",
        "unavailable": "it could not be run here and counts against no one",
        "broken": "a check of this exercise is broken: that is not your fault, and it "
        "counts against no one",
    }.get(cell.state)
    if plain is not None or judgement is None:
        return plain or "decided by a person"
    checks = [c for c in judgement.checks if c.message != UNLOADABLE]
    if len(checks) < len(judgement.checks) and judgement.checks:
        return "the file does not run, so no check could"
    passed = sum(check.verdict is Verdict.PASSED for check in checks)
    return f"{passed} of {len(checks)} checks pass"


def _remarks(cell: Cell) -> Iterator[str]:
    if cell.state == "overridden":
        yield (
            f"Decided by a person: {cell.reason}"
            if cell.reason
            else ("Decided by a person.")
        )
    late = cell.lateness
    if cell.submission is not None and late.kind in ("late", "marked"):
        by = f" by {_span(late.by_s)}" if late.by_s > 0 else ""
        cost = f", which costs {late.penalty:.0%} of the points" if late.penalty else ""
        yield f"Handed in late{by}{cost}."
    if cell.capped:
        yield "No more points than this count here."
    if cell.dropped:
        yield "One of your lowest: it is left out of the total."
    if cell.optional and cell.state != "not_set":
        yield "Optional: it can only add points."


def _span(seconds: float) -> str:
    """Say a time in its two largest units: "3 days 11 hours"."""
    said = []
    for length, unit in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        count, seconds = divmod(seconds, length)
        if count:
            said.append(f"{count:.0f} {unit}{'' if count == 1 else 's'}")
    return " ".join(said[:2]) or "less than a minute"


def _checks(judgement: Judgement) -> tuple[CheckFeedback, ...]:
    texts = {one.id: one.text for one in judgement.misconceptions}
    told: set[str] = set()
    found = []
    root_found = False
    for check in judgement.checks:
        root = check.verdict in FAILING and not root_found
        root_found |= root
        found.append(_check(check, texts, told, root=root))
    return tuple(found)


def _check(
    check: CheckResult, texts: Mapping[str, str], told: set[str], *, root: bool
) -> CheckFeedback:
    new = [] if check.misconception is None else [check.misconception]
    new = [id for id in new if id in texts and id not in told]
    told.update(new)
    return CheckFeedback(
        claim=check.claim,
        verdict=check.verdict,
        mark=_MARKS[check.verdict],
        points=check.points,
        max_points=check.max_points,
        # What a skipped check waits for stands above it, with its reason.
        message=""
        if check.verdict is Verdict.SKIPPED and check.needs
        else check.message,
        pattern="" if check.candidates else check.pattern,
        input=check.input,
        yours=check.yours,
        expected=check.expected,
        printed=check.printed,
        where=check.where or "",
        code=check.code,
        beliefs=tuple(texts[id] for id in new),
        root=root,
    )


def _notes(observations: Iterable[Observation]) -> tuple[str, ...]:
    """Say what reading the file showed; an untouched function said so already."""
    return tuple(
        f"line {o.line}: {o.text}" for o in observations if o.kind != "untouched"
    )


# -- as text -----------------------------------------------------------------------


def as_text(feedback: Feedback) -> str:
    """Write the feedback as a plain text, UTF-8, at most 78 columns where words allow."""
    rows: list[str] = []
    who = feedback.name if feedback.name == feedback.student else (
        f"{feedback.name} ({feedback.student})"
    )  # fmt: skip
    rows += _wrapped(f"{feedback.course}: feedback for {who}")
    rows += [_total(feedback), ""]
    for exercise in feedback.exercises:
        rows += _exercise_text(exercise)
    if feedback.quizzes:
        rows.append("Quizzes, at first tries")
        rows += [
            _plain(
                f"  {q.id}  {q.title}: {_amount(q.points)} of {_amount(q.max_points)}"
            )
            for q in feedback.quizzes
        ]
        rows.append("")
    if feedback.problems:
        rows.append("Not taken")
        for origin, reason in feedback.problems:
            rows += _wrapped(f"{origin}: {reason}", "  ")
        rows.append("")
    return "\n".join(rows).rstrip() + "\n"


def _total(feedback: Feedback) -> str:
    if feedback.percent is None:
        return "Nothing counts yet."
    amounts = f"{_amount(feedback.total)} of {_amount(feedback.out_of)} points"
    return f"{amounts}, {feedback.percent:.1f} %"


def _amount(points: float) -> str:
    """Write points as the page does, with two decimals at most."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _exercise_text(exercise: ExerciseFeedback) -> list[str]:
    rows = list(_wrapped(f"{exercise.id}  {exercise.title}"))
    had = f"{_amount(exercise.points)} of " if exercise.counts else ""
    rows += _wrapped(
        f"{had}{_amount(exercise.out_of)} points; {exercise.summary}",
        "  ",
    )
    for remark in exercise.remarks:
        rows += _wrapped(remark, "  ")
    for check in exercise.checks:
        rows += _check_text(check)
    for note in exercise.notes:
        rows += _wrapped(f"note  {note}", "  ", _INDENT)
    return [*rows, ""]


def _check_text(check: CheckFeedback) -> list[str]:
    rows = list(_wrapped(f"{check.mark}  {check.claim}", "  ", "        "))
    for label, text, _ in fields(check):
        rows += _wrapped(f"{label:9} {text}", "        ", " " * 18)
    return rows


def fields(check: CheckFeedback) -> list[tuple[str, str, bool]]:
    """Give what there is to say of a check: a name, the text, whether it is values."""
    if check.verdict is Verdict.PASSED or check.message == UNLOADABLE:
        return []
    every = [("what", check.message, False), ("pattern", check.pattern, False)]
    if check.root:
        every = [
            ("input", check.input, True), ("yours", check.yours, True),
            ("expected", check.expected, True), *every,
            ("printed", check.printed, True),
        ]  # fmt: skip
    every += [("perhaps", text, False) for text in check.beliefs]
    if check.root and check.where:
        every.append(("where", f"{check.where}   {check.code}", True))
    return [field for field in every if field[1]]


def as_html(feedback: Feedback) -> str:
    """Write the feedback as one page; the same feedback gives the same bytes."""
    from markupsafe import Markup

    from grader.report.data import MARKER
    from grader.report.page import render

    return render(
        "feedback.html.jinja",
        sheet="feedback.css",
        code=None,
        f=feedback,
        section=_section_html,
        marker=Markup(MARKER),  # noqa: S704 (a constant of ours)
    )


@functools.lru_cache(256)  # who passes everything is told the same
def _section_html(exercise: ExerciseFeedback) -> Markup:
    from grader.report.page import fill

    open, passed = exercise.sorted()
    return fill(
        "feedback_exercise.html.jinja",
        e=exercise, open=open, passed=passed, check=_check_html,
    )  # fmt: skip


@functools.lru_cache(1024)  # and others mostly so, check by check
def _check_html(check: CheckFeedback) -> Markup:
    from grader.report.page import fill

    return fill(
        "feedback_check.html.jinja",
        c=check,
        told=fields(check),
        marks={"PASS": "pass", "FAIL": "fail", "SKIP": "skip", "----": "skip"},
    )


@functools.lru_cache(1024)  # a class is told the same again and again
def _wrapped(text: str, first: str = "", rest: str = "") -> tuple[str, ...]:
    if text.isprintable() and len(first) + len(text) <= WIDTH:
        return (f"{first}{text.strip()}".rstrip(),)  # most are short and plain
    body = " ".join(_plain(text).split("\n")).strip()
    lines = textwrap.wrap(
        body, WIDTH, initial_indent=first, subsequent_indent=rest or first,
        break_on_hyphens=False,
    )  # fmt: skip
    return tuple(lines) or (first.rstrip(),)


def _plain(text: str) -> str:
    """Make characters that command a terminal or turn a line around visible."""
    if text.isprintable():
        return text
    return "".join(
        c
        if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        else f"\\u{ord(c):04x}"
        for c in text.replace("\r\n", "\n").replace("\t", "    ")
    )
