"""When to see a question again: spaced repetition (FSRS) over the log of answers.

A card is a cache: `rebuild` makes all of them from the answers, and comes to
the same as `update` after each answer.  Days, not minutes: an answer that was
wrong comes again tomorrow, since a quiz offers its retry at once.
"""

from __future__ import annotations

import contextlib
import datetime
import json
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from grader.store.quizzes import RECORDED, UNANSWERED, Answer, Kept, Quizzes

if TYPE_CHECKING:
    from fsrs import Rating, Scheduler

Dealer = Callable[[dict[str, Kept], list[Answer]], Iterable[Kept]]

QUICK_S = 20.0
"""An answer within this time, and sure, is one that comes easily."""


def end_of_day(now: datetime.datetime) -> str:
    """Give the end of the local day as the store writes times.

    Parameters
    ----------
    now : datetime
        With its time zone. What is due today is due from its first minute on:
        nobody has to come back at the hour of the last review.
    """
    local = now.astimezone()
    end = local.replace(hour=23, minute=59, second=59, microsecond=999000)
    return end.astimezone(datetime.UTC).isoformat(timespec="milliseconds")


def due(quizzes: Quizzes, now: datetime.datetime) -> list[Kept]:
    """Give the cards that are due today, the longest overdue first."""
    until = end_of_day(now)
    return [card for card in quizzes.cards().values() if card.due <= until]


def update(quizzes: Quizzes, known: Collection[str] | None = None) -> None:
    """Bring the cards up to the last answer.

    Parameters
    ----------
    known : collection of str, optional
        Ids of the items that the course has: cards of others are dropped.

    Raises
    ------
    StoreError
        When the store cannot be written.
    """
    try:
        quizzes.update_cards(_dealer(known))
    except (
        ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError,
    ):  # fmt: skip
        # A card that another version of the scheduler wrote: it is only a cache.
        rebuild(quizzes, known)


def rebuild(quizzes: Quizzes, known: Collection[str] | None = None) -> None:
    """Make all cards anew from the answers.

    Raises
    ------
    StoreError
    """
    quizzes.update_cards(_dealer(known), anew=True)


def from_answers(answers: list[Answer]) -> dict[str, Kept]:
    """Give the cards that answers lead to, by item; keep nothing."""
    return {card.item: card for card in _dealer(None)({}, answers)}


def retrievability(cards: Collection[Kept], at: datetime.datetime) -> dict[str, float]:
    """Estimate how likely each question is still known, in [0, 1], by item."""
    from fsrs import Card, Scheduler

    known = Scheduler().get_card_retrievability
    return {c.item: float(known(Card.from_dict(json.loads(c.card)), at)) for c in cards}


AGAIN = 1
"""The grade of what was not known."""


def grade(answer: Answer) -> int | None:
    """Say how well an answer was known, as FSRS counts: 1 again to 4 easy.

    None where it says nothing: it was skipped, or nobody has marked it.
    """
    if answer.verdict in (UNANSWERED, RECORDED) or answer.max_points <= 0:
        return None
    share = answer.points / answer.max_points
    if share < 1:
        return 2 if share >= 0.5 else AGAIN
    if answer.hints or answer.confidence == "guess":
        return 2
    quick = answer.duration_s is not None and answer.duration_s <= QUICK_S
    return 4 if quick and answer.confidence == "sure" else 3


def _dealer(known: Collection[str] | None) -> Dealer:
    """Give the function that turns cards and new answers into cards."""

    def dealt(cards: dict[str, Kept], answers: list[Answer]) -> Iterable[Kept]:
        from fsrs import Rating, Scheduler

        scheduler = Scheduler(
            learning_steps=(), relearning_steps=(), enable_fuzzing=False
        )
        every = dict(cards)
        for card in cards.values():
            datetime.datetime.fromisoformat(card.due)  # else it would never be due
        for answer in answers:
            number, at = grade(answer), _moment(answer.at)
            old = every.get(answer.item)
            new = old is None or old.answer < answer.id
            if number is not None and at is not None and new:
                with contextlib.suppress(OverflowError):  # a time beyond the calendar
                    every[answer.item] = _next(
                        scheduler, old, answer, Rating(number), at
                    )
        return [c for c in every.values() if known is None or c.item in known]

    return dealt


def _moment(text: str) -> datetime.datetime | None:
    """Read a time; None for what was written by hand and is none."""
    try:
        return datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None


def _next(
    scheduler: Scheduler,
    old: Kept | None,
    answer: Answer,
    rating: Rating,
    at: datetime.datetime,
) -> Kept:
    from fsrs import Card

    card = (
        Card(card_id=answer.id) if old is None else Card.from_dict(json.loads(old.card))
    )
    if card.last_review is not None:
        at = max(at, card.last_review)  # a clock that was set back
    card, _ = scheduler.review_card(card, rating, at)
    return Kept(
        answer.item,
        answer.quiz,
        card.due.isoformat(timespec="milliseconds"),
        json.dumps(card.to_dict()),
        answer.id,
    )
