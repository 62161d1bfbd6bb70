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

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from grader.classroom.item_options import common_of, flags_of, options_of
from grader.classroom.item_rows import (
    FEW,
    LEVEL,
    MANY,
    REPEATS,
    Interval,
    ItemAnalysis,
    Question,
    QuizAnalysis,
    Response,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_BLOCK = 4_000_000  # numbers in memory at a time while resampling


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
    options = options_of(question, rest, answers) if n >= FEW else ()
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
        common=() if question.options else common_of(answers),
        flags=flags_of(n, facility, discrimination, options, answers, rest),
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
