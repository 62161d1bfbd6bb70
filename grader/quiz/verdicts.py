"""What all marking shares: a share of an item's points becomes a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from grader.model import Judgement
from grader.quiz.model import Item, Marked, Posed, QuizVerdict
from grader.quiz.pose import filled

Judges = Callable[[str, bytes], Judgement]
"""Judges a whole file of an exercise; see `grader.quiz.fill`."""


def marked(item: Item, verdict: QuizVerdict, share: float = 0.0, **more: Any) -> Marked:
    """Make a mark; `share` of the item's points is held within [0, 1]."""
    return Marked(
        verdict=verdict,
        points=round(item.points * min(1.0, max(0.0, share)), 6),
        max_points=item.points,
        **more,
    )


def judged(item: Item, posed: Posed, share: float, **more: Any) -> Marked:
    """Make the mark of an answer that was compared with the key."""
    verdict = QuizVerdict.PARTLY
    if share >= 1:
        verdict = QuizVerdict.RIGHT
    elif share <= 0:
        verdict = QuizVerdict.WRONG
    explanation = filled(item.explanation, posed.values, item).strip()
    return marked(item, verdict, share, explanation=explanation, **more)


def beliefs(ids: Iterable[str | None]) -> tuple[str, ...]:
    """Return the ids that are there, each once, in order."""
    return tuple(dict.fromkeys(id for id in ids if id))


def counted(number: int, noun: str) -> str:
    """Say how many: ``1 step``, ``2 steps``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
