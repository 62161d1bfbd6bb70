"""Say how well the questions of a quiz worked: facility, discrimination, distractors.

Everything comes from first tries: a second one follows feedback.  Discrimination
is the correlation of a question with the *rest* of the quiz; against the total it
would be inflated by the question itself.  Intervals are bootstrapped over the
students, 90 % wide, and what they cannot carry is not said: below `FEW` students
nothing, below `MANY` intervals without flags, save that a question on which the
better students do worse is always worth a look.

Sources: Moodle's documentation of quiz statistics (facility, efficiency, weight);
Kuder and Richardson (1937) and Cronbach (1951) for reliability.
"""

from __future__ import annotations

import collections
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEW = 10
"""Below this many students nothing is claimed of a question."""
MANY = 30
"""From this many students on, distractors are judged and flags set."""
LEVEL = 0.9
REPEATS = 1000
COMMON = 5
_BLOCK = 4_000_000  # numbers in memory at a time while resampling
_DEAD = 0.0


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


def analyse(
    questions: Sequence[Question], responses: Iterable[Response]
) -> QuizAnalysis:
    """Analyse one quiz.

    Parameters
    ----------
    questions : sequence of Question
        In the quiz's order; responses to others are left out.
    responses : iterable of Response
        At most one for a student and a question counts, the first.  Who answered
        any question was asked all of them: what is missing is worth nothing.
    """
    import numpy as np

    place = {question.id: k for k, question in enumerate(questions)}
    by: dict[str, dict[int, Response]] = {}
    for response in responses:
        if response.item in place and response.max_points > 0:
            by.setdefault(response.student, {}).setdefault(
                place[response.item], response
            )
    students = sorted(by)
    n, k = len(students), len(questions)
    shares, most = np.zeros((n, k)), np.zeros(k)
    for row, student in enumerate(students):
        for column, response in by[student].items():
            shares[row, column] = response.points / response.max_points
            most[column] = max(most[column], response.max_points)
    # A question that nobody was given points for weighs as one of its kind would.
    most[most == 0] = 1.0
    marks = shares * most
    answers = [[by[student].get(column) for student in students] for column in range(k)]
    return _quiz(questions, marks, most, answers)


def _quiz(
    questions: Sequence[Question],
    marks: Floats,
    most: Floats,
    answers: list[list[Response | None]],
) -> QuizAnalysis:
    import numpy as np

    n, k = marks.shape
    totals = marks.sum(axis=1) / most.sum() if k else np.zeros(n)
    enough = n >= FEW and k > 1
    correlations, alphas = _resampled(marks) if enough else (None, None)
    alpha = _alpha(marks[None])[0] if enough else math.nan
    reliability = _interval(alpha, alphas) if alphas is not None and enough else None
    deviation = float(totals.std(ddof=1)) if n > 1 else None
    items = tuple(
        _item(
            question,
            marks[:, column] / most[column],
            _rest(marks, most, column),
            answers[column],
            _of_item(marks, column, correlations) if correlations is not None else None,
        )
        for column, question in enumerate(questions)
    )
    error = None
    if reliability is not None and deviation is not None:
        error = deviation * math.sqrt(max(0.0, 1 - reliability.value))
    return QuizAnalysis(
        n=n,
        mean=float(totals.mean()) if n else None,
        median=float(np.median(totals)) if n else None,
        deviation=deviation,
        reliability=reliability,
        error=error,
        items=items,
        note=_note(n),
    )


def _note(n: int) -> str:
    if n < FEW:
        return f"not enough data yet: {n} of at least {FEW} students"
    if n < MANY:
        return f"with {n} students the intervals are wide; flags need {MANY}"
    return ""


def _item(
    question: Question,
    shares: Floats,
    rest: Floats,
    answers: list[Response | None],
    discrimination: Interval | None,
) -> ItemAnalysis:
    import numpy as np

    n = len(shares)
    times = [a.seconds for a in answers if a is not None and a.seconds is not None]
    options = _options(question, rest, answers) if n >= FEW else ()
    facility = float(shares.mean()) if n else None
    return ItemAnalysis(
        id=question.id,
        stem=question.stem,
        kind=question.kind,
        n=n,
        answered=sum(a is not None for a in answers),
        facility=facility,
        discrimination=discrimination,
        efficiency=_efficiency(shares, rest) if n >= FEW else None,
        seconds=float(np.median(times)) if times else None,
        options=options,
        common=() if question.options else _common(answers),
        flags=_flags(n, facility, discrimination, options, answers, rest),
        note=_note(n),
    )


# -- correlations ------------------------------------------------------------------


def _rest(marks: Floats, most: Floats, column: int) -> Floats:
    """Give each student's share of the points of all other questions."""
    import numpy as np

    others = most.sum() - most[column]
    if others <= 0:
        return np.zeros(len(marks))
    rest: Floats = (marks.sum(axis=1) - marks[:, column]) / others
    return rest


def _of_item(marks: Floats, column: int, resampled: Floats) -> Interval | None:
    value = float(_correlations(marks[None])[0, column])
    return _interval(value, resampled[:, column])


def _correlations(marks: Floats) -> Floats:
    """Correlate each question with the rest, for many samples (b, n, k) at once.

    Returns
    -------
    array (b, k)
        nan where a question or the rest is the same for everybody.
    """
    import numpy as np

    rest = marks.sum(axis=2, keepdims=True) - marks
    a = marks - marks.mean(axis=1, keepdims=True)
    b = rest - rest.mean(axis=1, keepdims=True)
    size = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.where(size > 1e-12, (a * b).sum(axis=1) / size, np.nan)
    return found


def _alpha(marks: Floats) -> Floats:
    """Compute Cronbach's alpha for many samples (b, n, k) at once; nan without spread."""
    import numpy as np

    k = marks.shape[2]
    items = marks.var(axis=1, ddof=1).sum(axis=1)
    total = marks.sum(axis=2).var(axis=1, ddof=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.where(
            total > 1e-12, k / (k - 1) * (1 - items / total), np.nan
        )
    return found


def _resampled(marks: Floats) -> tuple[Floats, Floats]:
    """Draw the students again and again; give correlations (b, k) and alphas (b,)."""
    import numpy as np

    n, k = marks.shape
    rng = np.random.default_rng(0)  # the same class gives the same report
    block = max(1, min(REPEATS, _BLOCK // max(1, n * k)))
    correlations, alphas = [], []
    for first in range(0, REPEATS, block):
        drawn = rng.integers(0, n, (min(block, REPEATS - first), n))
        sample = marks[drawn]
        correlations.append(_correlations(sample))
        alphas.append(_alpha(sample))
    return np.concatenate(correlations), np.concatenate(alphas)


def _interval(value: float, drawn: Floats) -> Interval | None:
    import numpy as np

    known = drawn[np.isfinite(drawn)]
    if not math.isfinite(value) or len(known) < REPEATS / 2:
        return None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(value), float(low), float(high))


def _efficiency(shares: Floats, rest: Floats) -> float | None:
    """Relate the covariance to the largest that the same marks can have."""
    import numpy as np

    a, b = shares - shares.mean(), rest - rest.mean()
    best = float((np.sort(a) * np.sort(b)).sum())
    return float((a * b).sum() / best) if best > 1e-12 else None


# -- options -----------------------------------------------------------------------


def _thirds(rest: Floats) -> tuple[Floats, Floats]:
    """Weigh the students into the best and the weakest third.

    Who ties at the border belongs to it in part, so that neither the order of the
    students nor of the alphabet decides.
    """
    return _heaviest(rest), _heaviest(-rest)


def _heaviest(values: Floats) -> Floats:
    import numpy as np

    left = len(values) / 3
    weights = np.zeros(len(values))
    for value in np.unique(values)[::-1]:
        same = values == value
        weights[same] = min(1.0, left / same.sum())
        left -= weights[same].sum()
        if left <= 1e-12:
            break
    return weights


def _options(
    question: Question, rest: Floats, answers: list[Response | None]
) -> tuple[OptionAnalysis, ...]:
    import numpy as np

    top, bottom = _thirds(rest)
    found = []
    for text, correct in question.options:
        chose = np.array([a is not None and text in a.chosen for a in answers])
        count = int(chose.sum())
        found.append(
            OptionAnalysis(
                text=text,
                correct=correct,
                chosen=count,
                share=count / len(answers),
                mean_rest=float(rest[chose].mean()) if count else None,
                top=float((chose * top).sum() / top.sum()),
                bottom=float((chose * bottom).sum() / bottom.sum()),
            )
        )
    return tuple(found)


def _common(answers: list[Response | None]) -> tuple[tuple[str, int], ...]:
    counts = collections.Counter(
        a.given for a in answers if a is not None and a.points < a.max_points
    )
    often = [(text, count) for text, count in counts.items() if count > 1 and text]
    return tuple(sorted(often, key=lambda pair: (-pair[1], pair[0]))[:COMMON])


def _flags(
    n: int,
    facility: float | None,
    discrimination: Interval | None,
    options: tuple[OptionAnalysis, ...],
    answers: list[Response | None],
    rest: Floats,
) -> tuple[str, ...]:
    found = []
    if discrimination is not None and discrimination.high < 0:
        found.append("better students do worse")
    if n < MANY or facility is None:
        return tuple(found)
    if _key_suspect(options, answers, rest):
        found.append("key suspect")
    if any(not o.correct and o.share <= _DEAD for o in options):
        found.append("dead option")
    if 2 * sum(a is not None for a in answers) < n:
        found.append("left out by most")
    elif facility > 0.95:
        found.append("too easy")
    elif facility < 0.2:
        found.append("too hard")
    return tuple(found)


def _key_suspect(
    options: tuple[OptionAnalysis, ...], answers: list[Response | None], rest: Floats
) -> bool:
    """Whether the best third prefers a wrong option to the right one, chance aside.

    A hard question with one tempting option does that too; there, those who found
    the right one are still the better students.  Chance: in nine of ten draws of
    the same students it must come out so.
    """
    import numpy as np

    keys = [o for o in options if o.correct]
    wrong = [o for o in options if not o.correct]
    if len(keys) != 1 or not wrong:
        return False
    rival = max(wrong, key=lambda o: o.top)
    if rival.top <= keys[0].top:
        return False
    if (keys[0].mean_rest or 0.0) >= (rival.mean_rest or 0.0):
        return False
    lead = np.array(
        [
            0.0
            if a is None
            else float(rival.text in a.chosen) - float(keys[0].text in a.chosen)
            for a in answers
        ]
    )
    rng = np.random.default_rng(0)
    drawn = rng.integers(0, len(lead), (REPEATS // 4, len(lead)))
    ahead = sum(float((lead[d] * _heaviest(rest[d])).sum()) > 0 for d in drawn)
    return ahead >= LEVEL * len(drawn)
