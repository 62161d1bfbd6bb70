"""How well each concept is known, by the evidence there is, in words.

The rule fits in a sentence, so that a learner can check it: of what has been
seen of a concept (each check at its latest attempt, each question at its latest
answer) so many are right.  Below `ENOUGH` pieces of evidence nothing is claimed.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import NamedTuple

ENOUGH = 3
MASTERED = 0.85
PARTLY = 0.6


class Level(enum.StrEnum):
    """How well a concept is known."""

    MASTERED = "mastered"
    PARTLY = "partly there"
    STRUGGLING = "needs work"
    UNKNOWN = "not enough data yet"


class Evidence(NamedTuple):
    """One thing seen of a concept: a check or a question, as it stands now.

    `right` is between 0 and 1: a question can be partly right.
    """

    concept: str
    source: str
    right: float


class Mastery(NamedTuple):
    """What the evidence of one concept adds up to."""

    concept: str
    level: Level
    right: float
    seen: int
    sources: tuple[str, ...]


def mastery(evidence: Iterable[Evidence]) -> dict[str, Mastery]:
    """Add the evidence up, a concept an entry; a concept without any has none."""
    by: dict[str, list[Evidence]] = {}
    for one in evidence:
        by.setdefault(one.concept, []).append(one)
    return {concept: _added(concept, every) for concept, every in by.items()}


def _added(concept: str, every: list[Evidence]) -> Mastery:
    right = sum(one.right for one in every)
    sources = tuple(dict.fromkeys(one.source for one in every))
    return Mastery(concept, _level(right, len(every)), right, len(every), sources)


def _level(right: float, seen: int) -> Level:
    if seen < ENOUGH:
        return Level.UNKNOWN
    share = right / seen
    if share >= MASTERED:
        return Level.MASTERED
    return Level.PARTLY if share >= PARTLY else Level.STRUGGLING


def of_checks(
    checks: Mapping[str, tuple[int, int]], concepts: Mapping[str, tuple[str, ...]]
) -> list[Evidence]:
    """Turn checks into evidence.

    Parameters
    ----------
    checks : mapping of str to (int, int)
        Per exercise: how many checks passed at its latest attempt, of how many.
    concepts : mapping of str to tuple of str
        Per exercise: the concepts that it teaches.
    """
    return [
        Evidence(concept, exercise, float(number < passed))
        for exercise, (passed, count) in checks.items()
        for concept in concepts.get(exercise, ())
        for number in range(count)
    ]


def of_answers(
    answers: Mapping[str, tuple[str, float]], concepts: Mapping[str, tuple[str, ...]]
) -> list[Evidence]:
    """Turn answers into evidence.

    Parameters
    ----------
    answers : mapping of str to (str, float)
        Per question: its quiz, and the share of the points of the latest answer,
        in [0, 1].
    concepts : mapping of str to tuple of str
        Per question: what it asks about; others, which the course no longer has,
        are no evidence.
    """
    return [
        Evidence(concept, source, share)
        for question, (source, share) in answers.items()
        for concept in concepts.get(question, ())
    ]
