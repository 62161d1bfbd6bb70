"""Everything that a report is made from, read once, and what of it may be told.

The log may name exercises and questions that the course no longer has, and hold
times that are none: readers of `Log` meet both.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from grader.course import Course, untouched_stub
from grader.errors import CourseError
from grader.model import Exercise, Status
from grader.overview import Standing, standings
from grader.quiz.model import Item, Quiz, QuizVerdict
from grader.quiz.reader import quizzes
from grader.store import Database, Hints, Progress, Quizzes, Versions
from grader.store.database import moment
from grader.store.hints import Rung
from grader.store.progress import Attempt, NamedCheck
from grader.store.quizzes import Answer, Sitting
from grader.store.quizzes import Summary as QuizSummary
from grader.store.versions import digest

_Row = TypeVar("_Row", Attempt, NamedCheck, Rung, Answer)
_MARKED = frozenset({QuizVerdict.RIGHT, QuizVerdict.PARTLY, QuizVerdict.WRONG})


class Asked(NamedTuple):
    """A question of the course, and the quiz that asks it."""

    quiz: Quiz
    item: Item


class Log:
    """A learner's log beside the course that it is about.

    Parameters
    ----------
    course : Course
    database : Database
    cache : Path, optional
        A folder with quizzes that were read before.
    in_words : callable
        Gives Markdown of the course as plain text.

    Attributes
    ----------
    tries : dict of str to list of Attempt
        Per exercise, without what says nothing about the learner: files that could
        not be judged, and the stub as the course has it.
    notes : list of str
        What could not be read, in words.

    Raises
    ------
    CourseError
        When an exercise cannot be read.
    StoreError
        When progress cannot be read.
    """

    def __init__(
        self,
        course: Course,
        database: Database,
        cache: Path | None,
        in_words: Callable[[str], str],
    ) -> None:
        self.course, self.in_words = course, in_words
        self.notes: list[str] = []
        self.exercises: dict[str, Exercise] = {e.id: e for e in course.exercises()}
        self.quizzes = self._quizzes(cache)
        self.standings: list[Standing] = standings(course, database)
        progress, hints = Progress(database), Hints(database)
        asked, self._versions = Quizzes(database), Versions(database)
        self.attempts: list[Attempt] = _timed(progress.attempts())
        self.named_checks: list[NamedCheck] = _timed(progress.named_checks())
        self.latest_checks: dict[str, tuple[int, int]] = progress.latest_checks()
        self.rungs: list[Rung] = _timed(hints.rungs())
        self.question_rungs: dict[str, int] = hints.questions()
        self.sittings: dict[int, Sitting] = asked.sittings()
        self.quiz_summaries: dict[str, QuizSummary] = asked.summaries()
        self.answers: list[Answer] = _timed(asked.log())
        self.tries = self._tries()
        self._note_what_is_gone()

    def _quizzes(self, cache: Path | None) -> dict[str, Quiz]:
        try:
            return {quiz.id: quiz for quiz in quizzes(self.course, cache)}
        except CourseError as error:
            self.notes.append(f"The quizzes are left out: {error.what}.")
            return {}

    def _tries(self) -> dict[str, list[Attempt]]:
        stubs: dict[str, str | None] = {}
        for id, exercise in self.exercises.items():
            stub = untouched_stub(exercise)
            stubs[id] = None if stub is None else digest(stub)
        found: dict[str, list[Attempt]] = {}
        for one in self.attempts:
            if one.status != Status.BROKEN and one.source != stubs.get(one.exercise):
                found.setdefault(one.exercise, []).append(one)
        return found

    def _note_what_is_gone(self) -> None:
        gone = sorted({a.exercise for a in self.attempts} - self.exercises.keys())
        if gone:
            some = ", ".join(id[:40] for id in gone[:5]) + (
                " and others" if len(gone) > 5 else ""
            )
            self.notes.append(
                f"The course no longer has {some}; your attempts at it still count as "
                "attempts."
            )
        if self.quizzes and any(a.item not in self.asked for a in self.answers):
            self.notes.append(
                "Some questions that you answered are no longer in the course."
            )

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """Every question of the course by its id."""
        return {
            item.id: Asked(quiz, item)
            for quiz in self.quizzes.values()
            for item in quiz.items
        }

    @cached_property
    def told(self) -> list[Answer]:
        """Give the answers that were marked and may be spoken of, the oldest first."""
        return [a for a in self.answers if a.verdict in _MARKED and self._may_tell(a)]

    def _may_tell(self, answer: Answer) -> bool:
        """Whether the learner may know by now how this answer was marked.

        Not in an exam, not where keys are withheld, and not before the end of a
        sitting that tells at its end; whether the quiz was so then or is so now.
        """
        asked = self.asked.get(answer.item)
        if asked is None or answer.max_points <= 0:
            return False
        if asked.quiz.feedback == "exam" or asked.quiz.keys == "withheld":
            return False
        if answer.sitting is None:
            return True
        sitting = self.sittings.get(answer.sitting)
        if sitting is None or sitting.feedback == "exam":
            return False
        at_the_end = "end" in (sitting.feedback, asked.quiz.feedback)
        return sitting.ended or not at_the_end

    @cached_property
    def last(self) -> str:
        """When the last thing happened; "" where nothing has."""
        every = [a.at for a in self.attempts] + [a.at for a in self.answers]
        every += [r.at for r in self.rungs]
        every += [in_utc(s.at) for s in self.sittings.values()]
        return max(every, default="")

    def contents(self, sha256: set[str]) -> dict[str, bytes]:
        """Give judged files by their hashes, as far as they are kept as they were."""
        return self._versions.contents(sha256)


def in_utc(stored: str) -> str:
    """Write a stored time in UTC, so that texts compare as times do; "" for none."""
    at = moment(stored)
    if not at.endswith("+00:00"):
        then = datetime.datetime.fromisoformat(at).astimezone(datetime.UTC)
        at = then.isoformat(timespec="milliseconds")
    # What is no time is the epoch for `moment`.
    return "" if at.startswith("1970-01-01") else at


def _timed(rows: list[_Row]) -> list[_Row]:
    return [row._replace(at=in_utc(row.at)) for row in rows]


def share(answer: Answer) -> float:
    """Give how right an answer is, in [0, 1]."""
    return min(1.0, max(0.0, answer.points / answer.max_points))
