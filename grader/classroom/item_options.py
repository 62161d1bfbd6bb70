"""Who chose what: options, common wrong answers, and what is worth a second look."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

from grader.classroom.item_rows import (
    COMMON,
    LEVEL,
    MANY,
    REPEATS,
    Interval,
    OptionAnalysis,
    Question,
    Response,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def _thirds(rest: Floats) -> tuple[Floats, Floats]:
    """Weigh the students into the best and the weakest third.

    Who ties at the border belongs to it in part, so that neither the order of the
    students nor of the alphabet decides.
    """
    return heaviest(rest), heaviest(-rest)


def heaviest(values: Floats) -> Floats:
    """Weigh the third with the largest values; ties at its border in part."""
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


def options_of(
    question: Question, rest: Floats, answers: list[Response | None]
) -> tuple[OptionAnalysis, ...]:
    """Say of each option who chose it."""
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


def common_of(answers: list[Response | None]) -> tuple[tuple[str, int], ...]:
    """Count the commonest answers that were not worth all points."""
    counts = collections.Counter(
        a.given for a in answers if a is not None and a.points < a.max_points
    )
    often = [(text, count) for text, count in counts.items() if count > 1 and text]
    return tuple(sorted(often, key=lambda pair: (-pair[1], pair[0]))[:COMMON])


def flags_of(
    n: int,
    facility: float | None,
    discrimination: Interval | None,
    options: tuple[OptionAnalysis, ...],
    answers: list[Response | None],
    rest: Floats,
) -> tuple[str, ...]:
    """Say what is worth a second look; little is said of few students."""
    found = []
    if discrimination is not None and discrimination.high < 0:
        found.append("better students do worse")
    if n < MANY or facility is None:
        return tuple(found)
    if _key_suspect(options, answers, rest):
        found.append("key suspect")
    if any(not o.correct and o.share <= 0.0 for o in options):
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
    ahead = sum(float((lead[d] * heaviest(rest[d])).sum()) > 0 for d in drawn)
    return ahead >= LEVEL * len(drawn)
