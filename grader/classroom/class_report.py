"""Gather the class report of a gradebook."""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterator
from pathlib import Path

from grader import __version__
from grader.classroom.anonymous import aliases
from grader.classroom.class_data import About, ClassReport, RunLine
from grader.classroom.class_gather import gather
from grader.classroom.grade_rows import Row
from grader.classroom.gradebook import Gradebook
from grader.classroom.gradebook_rows import ResultRow
from grader.classroom.marking import points_of
from grader.classroom.quizbook import QuizBook
from grader.classroom.standing import Standing
from grader.course import Course

MAX_LOST = 200
"""Things that could not be placed that the report lists; all are in unmapped.txt."""


def class_report(
    book: Gradebook,
    course: Course,
    folder: Path,
    quizzes: QuizBook,
    in_words: Callable[[str], str] = str,
) -> ClassReport:
    """Gather what the report of a graded class says.

    Parameters
    ----------
    in_words : callable
        Writes Markdown of the course as plain text.

    Raises
    ------
    LearnError
        When the gradebook cannot be read.
    """
    standing = Standing(book, course)
    policies = standing.rules.policies
    who = aliases(folder, anonymous=policies.anonymous)
    exercises = [e for e in course.exercises() if e.id in standing.exercises]
    levels: collections.Counter[str] = collections.Counter()

    def rows() -> Iterator[tuple[Row, dict[int, ResultRow]]]:
        for row, judged in standing.rows(who):
            levels.update(one.level for one in judged.values() if one.level)
            yield row, judged

    lost = [] if who.anonymous else [(u.origin, u.reason) for u in book.unmapped()]
    more = len(lost) - MAX_LOST
    if more > 0:
        lost = [*lost[:MAX_LOST], ("…", f"{more} more are in unmapped.txt")]
    mark = policies.pass_mark
    return gather(
        About(
            course=course.file.title,
            version=__version__,
            pass_mark=course.file.pass_mark if mark is None else mark,
            misconceptions=course.file.misconceptions,
            unmapped=tuple(lost),
            runs=tuple(
                RunLine(
                    id=r.id, kind=r.kind, version=r.version, outcome=r.outcome or ""
                )
                for r in book.runs()
            ),
            levels=levels,
        ),
        exercises,
        {
            id: s._replace(points=points_of(id, s, standing.rules.policies))
            for id, s in standing.scheme.settings.items()
        },
        rows(),
        notes=_later(standing),
        tries=book.tries(),
        quizzes=quizzes.facts(in_words),
        aliases=who,
    )


def _later(standing: Standing) -> Iterator[str]:
    """Give the notes when they are asked for: they follow from all rows."""
    yield from standing.notes()
