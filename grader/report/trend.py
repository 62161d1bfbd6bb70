"""Whether a learner is improving, and what they will forget."""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Sequence
from typing import TypeVar, get_args

from grader.model import Status
from grader.report.answered import stem
from grader.report.data import (
    AttemptDot,
    Confidence,
    DueCard,
    Outcome,
    Said,
    ToPass,
    Week,
)
from grader.report.fit import number
from grader.report.log import Log, share
from grader.report.standing import Upto
from grader.store.progress import Attempt
from grader.store.quizzes import UNANSWERED, Answer

MAX_WEEKS = 106
"""Two years: where a log spans more, weeks in which nothing happened are left out."""
_Event = TypeVar("_Event", Attempt, Answer)
_WEEK = datetime.timedelta(weeks=1)


def dots(log: Log) -> tuple[AttemptDot, ...]:
    """Give every attempt, the oldest first."""
    counts: dict[str, itertools.count[int]] = {}
    return tuple(
        AttemptDot(
            nth=next(counts.setdefault(a.exercise, itertools.count(1))),
            at=a.at,
            exercise=a.exercise,
            outcome=_outcome(a),
            points=number(a.points),
            out_of=number(a.out_of),
        )
        for a in log.attempts
    )


def _outcome(attempt: Attempt) -> Outcome:
    if attempt.status == Status.PASSED:
        return "passed"
    if attempt.status == Status.BROKEN:
        return "broken"
    return "partly" if attempt.points > 0 else "failed"


def to_pass(log: Log, passes: dict[str, Upto]) -> tuple[ToPass, ...]:
    """Give what each passed exercise took, in the course's order."""
    return tuple(
        ToPass(
            exercise=id,
            title=log.exercises[id].spec.title,
            attempts=upto.attempts,
            hints=upto.hints,
        )
        for id, upto in passes.items()
    )


# -- weeks -------------------------------------------------------------------------------


def weeks(log: Log) -> tuple[Week, ...]:
    """Say per week what was met for the first time, and how much at once was right."""
    first_tries = [tries[0] for id, tries in log.tries.items() if id in log.exercises]
    first_answers = list({a.item: a for a in reversed(log.told)}.values())
    given = [a for a in log.answers if a.verdict != UNANSWERED]
    begins = _weeks([*(a.at for a in log.attempts), *(a.at for a in given)])
    attempts, answers = _by_week(log.attempts), _by_week(given)
    tried, answered = _by_week(first_tries), _by_week(first_answers)
    return tuple(
        Week(
            monday=monday.isoformat(),
            exercises_passed_first_try=sum(
                a.status == Status.PASSED for a in tried.get(monday, ())
            ),
            exercises_first_tried=len(tried.get(monday, ())),
            answers_right_first=round(sum(map(share, answered.get(monday, ()))), 6),
            answers_first=len(answered.get(monday, ())),
            attempts=len(attempts.get(monday, ())),
            answers=len(answers.get(monday, ())),
        )
        for monday in begins
    )


def _weeks(moments: Sequence[str]) -> list[datetime.date]:
    """Give the Mondays from the first moment to the last."""
    active = sorted({_monday(at) for at in moments if at})
    if not active or (active[-1] - active[0]) // _WEEK >= MAX_WEEKS:
        return active
    count = (active[-1] - active[0]) // _WEEK + 1
    return [active[0] + i * _WEEK for i in range(count)]


def _monday(at: str) -> datetime.date:
    return _monday_of(at[:10])


@functools.lru_cache(maxsize=4096)
def _monday_of(date: str) -> datetime.date:
    day = datetime.date.fromisoformat(date)
    return day - datetime.timedelta(days=day.weekday())


def _by_week(events: Sequence[_Event]) -> dict[datetime.date, list[_Event]]:
    found: dict[datetime.date, list[_Event]] = {}
    for event in events:
        if event.at:
            found.setdefault(_monday(event.at), []).append(event)
    return found


# -- answers -----------------------------------------------------------------------------


def confidence(log: Log) -> tuple[Confidence, ...]:
    """Compare how sure the learner was with how right the answers were."""
    found = []
    for said in get_args(Said):
        mine = [share(a) for a in log.told if a.confidence == said]
        if mine:
            found.append(
                Confidence(said=said, answers=len(mine), right=round(sum(mine), 6))
            )
    return tuple(found)


def due_cards(log: Log, as_of: str) -> tuple[DueCard, ...]:
    """Give the questions that come back, the most urgent first.

    They follow from the answers: what was kept of them may be behind.
    """
    if not log.told or not as_of:
        return ()
    from grader import review

    now = datetime.datetime.fromisoformat(as_of)
    last = {a.item: a for a in log.told}
    cards = review.from_answers(log.told)
    known = review.retrievability(cards.values(), now)
    found = []
    for card in cards.values():
        quiz, item = log.asked[card.item]
        if not quiz.has_keys:
            continue  # nobody can mark it here
        found.append(
            DueCard(
                item=card.item,
                quiz=quiz.id,
                title=quiz.title,
                stem=stem(item, last[card.item], log.in_words),
                concepts=item.concepts,
                due=card.due[:10],
                overdue=card.due[:10] <= as_of[:10],
                retrievability=_still_known(last[card.item], known[card.item]),
            )
        )
    return tuple(sorted(found, key=lambda c: (c.due, c.retrievability or 0.0, c.item)))


def _still_known(answer: Answer, chance: float) -> float | None:
    """Give the chance that it is still known; None where it was not known last."""
    from grader.review import AGAIN, grade

    return None if grade(answer) == AGAIN else round(chance, 4)
