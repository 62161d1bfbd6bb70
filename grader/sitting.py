"""A quiz that is being taken: what is asked next, what it adds up to, what is kept.

No terminal here: `grader.cli` asks and prints, and a page could do the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import NamedTuple

from grader.errors import CourseError, StoreError
from grader.quiz.mark import mark
from grader.quiz.model import Fill, Item, Marked, Posed, Quiz, QuizVerdict, fingerprint
from grader.quiz.pose import pose_all
from grader.store.quizzes import Answer, Quizzes, Sitting, reaches

SCHEMA = "learn.quiz/1"
MAX_SEED = 999_999


class Given(NamedTuple):
    """An answer that was given, and what came of it."""

    answer: object
    marked: Marked
    confidence: str = ""
    hints: int = 0
    duration_s: float | None = None


class Taking:
    """One sitting of a quiz.

    Parameters
    ----------
    quiz : Quiz
    seed : int
        The same one asks the same.

    Attributes
    ----------
    posed : dict of str to Posed
        Every item as it is asked, in the order of the quiz.
    given : dict of str to Given
        The best try at each item that was answered or skipped.
    first : dict of str to float
        The points of the first try at each.
    broken : set of str
        Items that could not be marked because the course is at fault: they do
        not count.
    """

    def __init__(self, quiz: Quiz, seed: int) -> None:
        self.quiz, self.seed = quiz, seed
        self.posed = {p.id: p for p in pose_all(quiz, seed)}
        self.given: dict[str, Given] = {}
        self.first: dict[str, float] = {}
        self.tries: dict[str, int] = {}
        self.broken: set[str] = set()

    @property
    def exam(self) -> bool:
        """Whether nothing may be said that tells a key."""
        return self.quiz.feedback == "exam"

    def item(self, id: str) -> Item:
        """Give an item of the quiz."""
        found = self.quiz.item(id)
        assert found is not None
        return found

    def take(self, id: str, given: Given) -> None:
        """Add an answer, or that an item was skipped; the best try counts."""
        if given.marked.verdict is not QuizVerdict.UNANSWERED:
            self.tries[id] = self.tries.get(id, 0) + 1
        self.first.setdefault(id, given.marked.points)
        old = self.given.get(id)
        if old is None or not _answered(old) or _better(given, old):
            self.given[id] = given

    def to_do(self) -> list[str]:
        """Items that were neither answered nor skipped, in the order of the quiz."""
        return [i for i in self.posed if i not in self.given and i not in self.broken]

    def to_retry(self) -> list[str]:
        """Items that were skipped or not wholly right."""
        done = (QuizVerdict.RIGHT, QuizVerdict.RECORDED)
        return [
            id
            for id in self.posed
            if id in self.given and self.given[id].marked.verdict not in done
        ]

    # -- what it adds up to ----------------------------------------------------------

    @property
    def answered(self) -> int:
        """How many items have an answer."""
        return sum(map(_answered, self.given.values()))

    @property
    def score(self) -> float:
        """Points, each item at its best try."""
        return round(sum(g.marked.points for g in self.given.values()), 6)

    @property
    def first_score(self) -> float:
        """Points at first tries."""
        return round(sum(self.first.values()), 6)

    @property
    def max_score(self) -> float:
        """What all items are worth that can be marked."""
        items = (i for i in self.quiz.items if i.id not in self.broken)
        return round(sum(i.points for i in items), 6)

    @property
    def needed(self) -> float:
        """Points that pass."""
        return round(self.quiz.pass_mark * self.max_score, 6)

    @property
    def waits(self) -> bool:
        """Whether somebody with the keys has to mark some of the answers."""
        verdicts = (g.marked.verdict for g in self.given.values())
        return not self.quiz.has_keys or QuizVerdict.RECORDED in verdicts

    @property
    def passed(self) -> bool:
        """Whether the points reach the pass mark."""
        return reaches(self.score, self.max_score, self.quiz.pass_mark)

    def result(self) -> dict[str, object]:
        """Give the ``learn.quiz/1`` object of this sitting."""
        return {
            "schema": SCHEMA,
            "quiz": self.quiz.id,
            "title": self.quiz.title,
            "quiz_sha256": self.quiz.sha256,
            "seed": self.seed,
            "feedback": self.quiz.feedback,
            "score": self.score,
            "max_score": self.max_score,
            "pass_mark": self.quiz.pass_mark,
            "passed": None if self.waits else self.passed,
            "items": [self._record(id) for id in self.posed if id not in self.broken],
            "broken": sorted(self.broken),
        }

    def _record(self, id: str) -> dict[str, object]:
        given = self.given.get(id)
        if given is None:
            given = Given(None, mark(self.item(id), self.posed[id], None))
        marked, posed = given.marked, self.posed[id]
        silent = self.exam and marked.verdict is not QuizVerdict.INVALID
        return {
            "id": id,
            "type": posed.kind,
            "verdict": marked.verdict.value,
            "points": marked.points,
            "max_points": marked.max_points,
            "given": given.answer,
            "misconception": None if silent else marked.misconception,
            "feedback": "" if silent else marked.feedback,
            "confidence": given.confidence or None,
            "hints": given.hints,
        }


def _answered(given: Given) -> bool:
    return given.marked.verdict is not QuizVerdict.UNANSWERED


def _better(new: Given, old: Given) -> bool:
    return _answered(new) and new.marked.points >= old.marked.points


class Notebook:
    """Keeps a sitting in the store, as long as the store can be written.

    Parameters
    ----------
    quizzes : Quizzes
    quiz : Quiz
    seed : int
    say : callable
        Is told, once, when something cannot be kept: the quiz goes on.
    sitting : int, optional
        One to go on with; otherwise it is begun with the first that is kept.
    """

    def __init__(
        self,
        quizzes: Quizzes,
        quiz: Quiz,
        seed: int,
        say: Callable[[str], None],
        sitting: int | None = None,
    ) -> None:
        self._quizzes, self._quiz, self._seed, self._say = quizzes, quiz, seed, say
        self._sitting = sitting
        self.works = True

    def answered(self, taking: Taking, *ids: str, given: Given | None = None) -> None:
        """Keep the answers to some items: `given`, or the one that counts."""
        rows = [(id, given or taking.given[id]) for id in ids]

        def work(sitting: int) -> None:
            self._quizzes.answered(
                *(
                    answer_of(
                        self._quiz, taking.posed[id], taking.item(id), one, sitting
                    )._replace(nth=max(1, taking.tries.get(id, 1)))
                    for id, one in rows
                )
            )

        self._keep(work)

    def hinted(self, item: str, rung: int) -> None:
        """Keep that a hint was shown."""
        self._keep(lambda sitting: self._quizzes.hinted(sitting, item, rung))

    def ended(self) -> None:
        """Keep that all was gone through."""
        self._keep(self._quizzes.end)

    def _keep(self, work: Callable[[int], None]) -> None:
        quiz = self._quiz
        try:
            if self._sitting is None:
                self._sitting = self._quizzes.begin(
                    quiz.id, quiz.sha256, self._seed, quiz.feedback, quiz.pass_mark
                )
            work(self._sitting)
        except StoreError as error:
            if self.works:
                self._say(f"your answers are not kept: {error}")
            self.works = False


def answer_of(
    quiz: Quiz, posed: Posed, item: Item, given: Given, sitting: int | None
) -> Answer:
    """Put an answer into the shape in which it is kept."""
    return Answer(
        sitting=sitting,
        quiz=quiz.id,
        item=item.id,
        item_sha256=fingerprint(item),
        seed=posed.seed,
        shuffle=posed.shuffle,
        given=given.answer,
        verdict=given.marked.verdict.value,
        points=given.marked.points,
        max_points=given.marked.max_points,
        confidence=given.confidence,
        hints=given.hints,
        misconceptions=given.marked.misconceptions,
        duration_s=given.duration_s,
    )


def new_seed(used: set[int]) -> int:
    """Draw a seed that is short enough to type and was not used before."""
    while True:
        seed = 1 + secrets.randbelow(MAX_SEED)
        if seed not in used or len(used) >= MAX_SEED:
            return seed


def restored(quiz: Quiz, sitting: Sitting, answers: list[Answer]) -> Taking:
    """Take a sitting up where it was left.

    Answers to questions that have changed since are left out: they are asked
    again.
    """
    taking = Taking(quiz, sitting.seed)
    for answer in answers:
        item = quiz.item(answer.item)
        if item is None or answer.item_sha256 != fingerprint(item):
            continue
        if answer.shuffle != quiz.shuffle or answer.seed != sitting.seed:
            continue
        marked = _marked_again(item, taking.posed[item.id], answer, taking.exam)
        taking.take(
            item.id,
            Given(
                answer.given, marked, answer.confidence, answer.hints, answer.duration_s
            ),
        )
    return taking


def _marked_again(item: Item, posed: Posed, answer: Answer, exam: bool) -> Marked:
    """Mark a kept answer, for what there is to say about it."""
    try:
        return mark(item, posed, answer.given, strict=exam)
    except CourseError:  # code that is none of the known completions takes a judge
        return Marked(
            verdict=QuizVerdict(answer.verdict),
            points=answer.points,
            max_points=answer.max_points,
            misconceptions=answer.misconceptions,
            explanation=item.explanation.strip(),
            key=(item.answer_code or "") if isinstance(item, Fill) else "",
        )
