"""The class's answers to quizzes: marked once, kept in the gradebook, read by student.

A sheet holds everything that its student has answered, so the newest one counts; a
file of answers to one quiz counts before what the sheet says of that quiz.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.classroom.class_data import QuizFacts, QuizReport
from grader.classroom.gradebook import Gradebook
from grader.classroom.gradebook_rows import Answered
from grader.classroom.item_rows import Response
from grader.classroom.items import analyse
from grader.classroom.quizmarks import (
    MarkedSheet,
    QuizMark,
    QuizScore,
    mark_answers,
    mark_sheet,
    questions_of,
    responses_of,
)
from grader.errors import BrokenError, LearnError
from grader.quiz.answers import answers_in
from grader.quiz.model import Quiz

if TYPE_CHECKING:
    from grader.quiz.verdicts import Judges


class StudentMarks(NamedTuple):
    """What counts for one student; `problems` are (origin, what could not be marked)."""

    student: str
    name: str
    scores: tuple[QuizScore, ...]
    marks: tuple[QuizMark, ...]
    problems: tuple[tuple[str, str], ...]


class QuizBook:
    """The marks of a class.

    Parameters
    ----------
    gradebook : Gradebook
    quizzes : iterable of Quiz
        With all keys that are at hand.
    seed : int
        The course's: what letters in a file of answers refer to.
    """

    def __init__(
        self, gradebook: Gradebook, quizzes: Iterable[Quiz], seed: int
    ) -> None:
        self._book, self._seed = gradebook, seed
        self.quizzes = {quiz.id: quiz for quiz in quizzes}
        known = sorted((q.id, q.sha256) for q in self.quizzes.values())
        self._keys = hashlib.sha256(msgspec.json.encode((known, seed))).hexdigest()

    def mark(self, run: int, judge: Judges) -> list[str]:
        """Mark what is not marked yet by these keys.

        Returns
        -------
        list of str
            What could not be marked for a fault of ours; it is tried again next time.
        """
        # All at once: rows are added while this goes on.
        waiting = {(a.source, a.quiz or "") for a in self._book.answers()}
        broken = []
        for source, quiz in sorted(waiting):
            if self._book.quiz_mark(source, quiz, self._keys) is not None:
                continue
            try:
                marked = self._marked(self._book.content(source), quiz, judge)
            except BrokenError as error:
                broken.append(str(error))
                continue
            body = msgspec.json.encode(marked)
            self._book.add_quiz_mark(run, source, quiz, self._keys, body)
        return broken

    def _marked(self, raw: bytes, quiz: str, judge: Judges) -> MarkedSheet:
        try:
            if not quiz:
                return mark_sheet(raw, self.quizzes, judge)
            if quiz not in self.quizzes:
                return _nothing(f"the course has no quiz {quiz[:60]!r}")
            known = self.quizzes[quiz]
            return mark_answers(answers_in(raw, known, ""), known, self._seed, judge)
        except BrokenError:
            raise
        except LearnError as error:
            return _nothing(error.what)
        except ValueError as error:
            return _nothing(str(error))

    def students(self) -> Iterator[StudentMarks]:
        """Give everybody who handed in answers, in order of student."""
        for student, files in groupby(self._book.answers(), lambda a: a.student):
            yield self._student(student, list(files))

    def of(self, student: str) -> StudentMarks | None:
        """Give what counts for one student; None who handed in no answers."""
        files = list(self._book.answers(student))
        return self._student(student, files) if files else None

    def _student(self, student: str, files: list[Answered]) -> StudentMarks:
        newest = {file.quiz or "": file for file in files}
        scores: dict[str, QuizScore] = {}
        marks: dict[str, list[QuizMark]] = {}
        problems = []
        # The sheet first: a file of one quiz takes its place.
        for quiz in sorted(newest):
            file = newest[quiz]
            body = self._book.quiz_mark(file.source, quiz, self._keys)
            if body is None:
                problems.append((file.origin, "its answers are not marked yet"))
                continue
            sheet = msgspec.json.decode(body, type=MarkedSheet)
            problems += [(file.origin, problem) for problem in sheet.problems]
            by: dict[str, list[QuizMark]] = {}
            for mark in sheet.marks:
                by.setdefault(mark.quiz, []).append(mark)
            scores |= {score.quiz: score for score in sheet.scores}
            marks |= by
        order = [quiz for quiz in self.quizzes if quiz in scores]
        return StudentMarks(
            student=student,
            name=files[-1].name,
            scores=tuple(scores[quiz] for quiz in order),
            marks=tuple(mark for quiz in order for mark in marks.get(quiz, ())),
            problems=tuple(problems),
        )

    def facts(self, in_words: Callable[[str], str] = str) -> QuizFacts:
        """Analyse every quiz that somebody took, from first tries.

        Parameters
        ----------
        in_words : callable
            Writes Markdown of the course as plain text.
        """
        responses: dict[str, list[Response]] = {}
        shown: set[tuple[str, str, str]] = set()
        for one in self.students():
            for mark in one.marks:
                shown |= {(id, one.student, mark.item) for id in mark.misconceptions}
            by: dict[str, list[QuizMark]] = {}
            for mark in one.marks:
                by.setdefault(mark.quiz, []).append(mark)
            for id, marks in by.items():
                found = responses_of(one.student, tuple(marks))
                responses.setdefault(id, []).extend(found)
        reports = []
        for id, quiz in self.quizzes.items():
            if id in responses:
                analysis = analyse(questions_of(quiz, in_words), responses[id])
                reports.append(
                    QuizReport(
                        id=id, title=quiz.title, students=analysis.n, analysis=analysis
                    )
                )
        return QuizFacts(reports=tuple(reports), shown=tuple(sorted(shown)))


def _nothing(problem: str) -> MarkedSheet:
    return MarkedSheet(marks=(), scores=(), problems=(problem,))
