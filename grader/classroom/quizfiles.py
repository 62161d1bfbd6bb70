"""Mark a class's answers to quizzes, and write ``quizzes.csv``."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from grader.classroom.anonymous import Aliases
from grader.classroom.exports.cells import table, text
from grader.classroom.gradebook import Gradebook
from grader.classroom.gradebook_rows import Lost
from grader.classroom.outputs import replacing
from grader.classroom.quizbook import QuizBook
from grader.course import Course
from grader.model import Level
from grader.quiz.fill import judging
from grader.quiz.reader import quizzes

QUIZZES = "quizzes.csv"
HEAD = ("student", "name", "quiz", "sittings", "first", "best", "out_of", "passed")


def quiz_book(book: Gradebook, course: Course, cache: Path | None = None) -> QuizBook:
    """Give the marks of a class, by the keys that this course has.

    Where nobody handed in answers no quiz is read: that would take longer than all
    the rest.

    Parameters
    ----------
    cache : Path, optional
        A folder that quizzes once read are kept in.
    """
    some = next(iter(book.answers()), None) is not None
    return QuizBook(book, quizzes(course, cache) if some else (), course.file.seed)


def mark_answers(marks: QuizBook, course: Course, run: int, least: Level) -> list[str]:
    """Mark what is not marked yet; say what a fault of ours kept from being marked.

    Parameters
    ----------
    least : {"full", "strong", "basic"}
        The protection below which no completed program is run.
    """
    with judging(course, least) as judge:
        broken = marks.mark(run, judge)
    return [f"answers to a quiz could not be marked, our fault: {b}" for b in broken]


def unmarked(marks: QuizBook) -> list[Lost]:
    """Give each file of answers in which something is not marked, and why."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for one in marks.students():
        for origin, why in one.problems:
            reasons.setdefault((origin, one.student), []).append(why)
    return [
        Lost(origin, "; ".join(why), student)
        for (origin, student), why in reasons.items()
    ]


def write_quizzes(folder: Path, marks: QuizBook, who: Aliases) -> None:
    """Write a line for each student and quiz; no file where nobody took one.

    Raises
    ------
    LearnError
        When it cannot be written; what was there stays.
    """
    file = folder / QUIZZES
    lines = sorted(_lines(marks, who))
    if not lines:
        with contextlib.suppress(FileNotFoundError):
            file.unlink()
        return
    with replacing(file) as stream:
        stream.write(table([HEAD, *lines]))


def _lines(marks: QuizBook, who: Aliases) -> Iterator[tuple[str, ...]]:
    for one in marks.students():
        for score in one.scores:
            yield (
                text(who.of(one.student)),
                text(who.name(one.student, one.name)),
                score.quiz,
                str(score.sittings),
                f"{score.first:g}",
                f"{score.best:g}",
                f"{score.max_points:g}",
                "yes" if score.passed else "no",
            )
