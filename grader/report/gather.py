"""From a course and a learner's log to a `Report`: reads, counts and writes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from grader import __version__
from grader.course import Course
from grader.errors import CourseError
from grader.mastery import Level
from grader.overview import available
from grader.portraits import drawn
from grader.report.beliefs import misunderstood
from grader.report.data import (
    ConceptRow,
    Portrait,
    Report,
    Summary,
    UnitRow,
    Week,
)
from grader.report.fit import text
from grader.report.growth import growth
from grader.report.log import Log
from grader.report.standing import (
    concepts,
    first_passes,
    milestones,
    next_steps,
    units,
)
from grader.report.trend import confidence, dots, due_cards, to_pass, weeks
from grader.store import Database
from grader.store.quizzes import UNANSWERED

MAX_NAME = 200


def gather(
    course: Course,
    database: Database,
    *,
    now: datetime.datetime | None = None,
    name: str = "",
    cache: Path | None = None,
    in_words: Callable[[str], str] = str.strip,
) -> Report:
    """Gather everything that a learner's report says.

    The same log, course and files give the same report, whatever the time and the
    time zone, unless `now` is given.

    Parameters
    ----------
    now : datetime, optional
        With its time zone: what the report is as of; else the last thing that
        happened.
    name : str
        The learner's, as they want it to stand there.
    cache : Path, optional
        A folder with quizzes that were read before (see `grader.quiz.reader.quiz`).
    in_words : callable
        Gives Markdown of the course as plain text; code may keep its backticks.

    Raises
    ------
    CourseError
        When the course cannot be read; a quiz that cannot is left out with a note.
    StoreError
        When progress cannot be read.
    """
    log = Log(course, database, cache, in_words)
    as_of = log.last
    if now is not None:
        as_of = now.astimezone(datetime.UTC).isoformat(timespec="milliseconds")
    passes = first_passes(log)
    rows = units(log, passes)
    cards = due_cards(log, as_of)
    steps = next_steps(log, rows, cards)
    known, by_week = concepts(log), weeks(log)
    changed, pictures = growth(log), portraits(course, database, log.notes)
    return Report(
        course=course.file.title,
        name=text(name)[:MAX_NAME],
        as_of=as_of,
        timestamped=now is not None,
        version=__version__,
        pass_mark=course.file.pass_mark,
        next=steps[0] if steps else None,
        also=tuple(steps[1:]),
        summary=_summary(log, rows, known, by_week),
        units=rows,
        concepts=known,
        misunderstood=misunderstood(log),
        attempts=dots(log),
        weeks=by_week,
        to_pass=to_pass(log, passes),
        confidence=confidence(log),
        reviews=cards,
        growth=changed,
        portraits=pictures,
        milestones=milestones(log, passes),
        notes=tuple(log.notes),
    )


def _summary(
    log: Log,
    rows: Sequence[UnitRow],
    known: Sequence[ConceptRow],
    by_week: Sequence[Week],
) -> Summary:
    quizzes = [quiz for unit in rows for quiz in unit.quizzes]
    return Summary(
        exercises_done=sum(s.done for s in log.standings),
        exercises=len(available(log.standings)),
        points=sum(unit.points for unit in rows),
        out_of=sum(unit.out_of for unit in rows),
        concepts_mastered=sum(c.level == Level.MASTERED.value for c in known),
        concepts=len(known),
        concepts_with_data=sum(c.level != Level.UNKNOWN.value for c in known),
        attempts=len(log.attempts),
        answers=sum(a.verdict != UNANSWERED for a in log.answers),
        quizzes_passed=sum(quiz.passed for quiz in quizzes),
        quizzes=len(quizzes),
        active_weeks=sum(bool(w.attempts or w.answers) for w in by_week),
    )


def portraits(
    course: Course, database: Database, notes: list[str]
) -> tuple[Portrait, ...]:
    """Give the pictures that were drawn from the learner's own passed files.

    Parameters
    ----------
    notes : list of str
        Gets why one could not be drawn.
    """
    try:
        every = drawn(course, database)
    except CourseError as error:
        notes.append(f"The pictures are left out: {error.what}.")
        return ()
    found = []
    for one in every:
        about = one.portrait
        if one.data is None:
            notes.append(f"No picture “{about.title}”: {text(one.problem)}.")
            continue
        found.append(
            Portrait(
                id=about.id,
                exercise=about.exercise,
                title=about.title,
                caption=about.caption,
                kind=about.kind,
                data=one.data,
                source_sha256=one.source_sha256,
                x_label=about.x_label,
                y_label=about.y_label,
                log=about.log,
            )
        )
    return tuple(found)
