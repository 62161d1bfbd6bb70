"""The nouns of item analysis: what was answered, and how well each question worked."""

from __future__ import annotations

import msgspec

FEW = 10
"""Below this many students nothing is claimed of a question."""
MANY = 30
"""From this many students on, distractors are judged and flags set."""
LEVEL = 0.9
REPEATS = 1000
COMMON = 5


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """What one student answered to one question, at the first try.

    `chosen` holds the texts of the options chosen, where there are options; `given`
    is the answer in words.
    """

    student: str
    item: str
    points: float
    max_points: float
    chosen: tuple[str, ...] = ()
    given: str = ""
    seconds: float | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question as it is analysed; `options` are (text, whether it is right)."""

    id: str
    stem: str
    kind: str
    options: tuple[tuple[str, bool], ...] = ()


class Interval(msgspec.Struct, frozen=True):
    """A value and its 90 % bootstrap interval."""

    value: float
    low: float
    high: float


class OptionAnalysis(msgspec.Struct, frozen=True, kw_only=True):
    """Who chose an option: shares of all, of the best and of the weakest third.

    `mean_rest` is how the choosers did in the rest of the quiz, in [0, 1]; None
    where nobody chose it.
    """

    text: str
    correct: bool
    chosen: int
    share: float
    mean_rest: float | None
    top: float
    bottom: float


class ItemAnalysis(msgspec.Struct, frozen=True, kw_only=True):
    """How well one question worked.

    Attributes
    ----------
    n : int
        Students who were asked.
    answered : int
        How many gave an answer.
    facility : float or None
        Mean share of the points, in [0, 1].
    discrimination : Interval or None
        Item-rest correlation, in [-1, 1]; None where it has no value (too few
        students, or all the same).
    efficiency : float or None
        Discrimination relative to the best that these marks allow, in [-1, 1].
    seconds : float or None
        Median time to the answer.
    common : tuple of (str, int)
        The commonest answers that were not worth all points, and how many gave
        them, where there are no options; only what at least two students gave.
    flags : tuple of str
        ``key suspect``, ``better students do worse``, ``dead option``,
        ``too easy``, ``too hard``, ``left out by most``.
    note : str
        What the numbers cannot carry, in words.
    """

    id: str
    stem: str
    kind: str
    n: int
    answered: int
    facility: float | None
    discrimination: Interval | None
    efficiency: float | None
    seconds: float | None
    options: tuple[OptionAnalysis, ...]
    common: tuple[tuple[str, int], ...]
    flags: tuple[str, ...]
    note: str


class QuizAnalysis(msgspec.Struct, frozen=True, kw_only=True):
    """How well a quiz measured.

    Attributes
    ----------
    n : int
    mean, median, deviation : float or None
        Of the share of the points, in [0, 1]; `deviation` is the sample's.
    reliability : Interval or None
        KR-20; Cronbach's alpha where points are given in part.
    error : float or None
        Standard error of one student's share of the points.
    items : tuple of ItemAnalysis
    note : str
    """

    n: int
    mean: float | None
    median: float | None
    deviation: float | None
    reliability: Interval | None
    error: float | None
    items: tuple[ItemAnalysis, ...]
    note: str
