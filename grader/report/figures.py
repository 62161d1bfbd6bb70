"""The figures of a learner's report; each is drawn inside `canvas.drawing`.

What they show also stands in words and in a table beside them, and no meaning hangs
on colour: marks differ in shape, sides in place.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

from markupsafe import Markup

from grader.report.canvas import Anchor, Canvas, Mark, Role, Shape
from grader.report.data import AttemptDot, Confidence, DueCard, Outcome, ToPass, Week
from grader.report.page import cut, day, percent, plural, share

WIDTH = 360
MOST_WEEKS = 26
MOST_DOTS = 36
BINS = 20
SMALLEST_MARK = 6.0

OUTCOMES: dict[Outcome, Mark] = {
    "passed": Mark("circle", "blue"),
    "partly": Mark("diamond", "orange"),
    "failed": Mark("cross", "muted"),
    "broken": Mark("square", "muted"),
}
DUE, NOT_DUE = Mark("diamond", "orange"), Mark("ring", "blue")
ALONE, HELPED = Mark("circle", "blue"), Mark("ring", "orange")


def attempts_strip(
    id: str, rows: Sequence[tuple[str, Sequence[AttemptDot]]], longest: int, title: str
) -> Markup:
    """Draw a row of marks per exercise, one mark per attempt.

    Parameters
    ----------
    rows : sequence of (str, sequence of AttemptDot)
        Each exercise's id and attempts; the oldest first.
    longest : int
        Most attempts of any row in any strip of the page, so that all line up.
    """
    left, row_height = 48, 19
    step = min(
        13.0, (WIDTH - left - 8 - 32 * (longest > MOST_DOTS)) / min(longest, MOST_DOTS)
    )
    canvas = Canvas(WIDTH, row_height * len(rows) + 2)
    marks: dict[Outcome, tuple[list[float], list[float]]]
    marks = {outcome: ([], []) for outcome in OUTCOMES}
    for row, (exercise, dots) in enumerate(rows):
        y = row_height * row + 11
        canvas.text(0, y + 4, exercise, "ink", longest=6)
        x = left + 4.0
        if len(dots) > MOST_DOTS:
            canvas.text(left - 2, y + 4, f"+{len(dots) - MOST_DOTS}")
            x += 32
        for dot in dots[-MOST_DOTS:]:
            xs, ys = marks[dot.outcome]
            xs.append(x)
            ys.append(y)
            x += step
    for outcome, (xs, ys) in marks.items():
        if xs:
            canvas.dots(xs, ys, *OUTCOMES[outcome], min(8.5, step * 0.8))
    total = sum(len(dots) for _, dots in rows)
    passed = sum(any(d.outcome == "passed" for d in dots) for _, dots in rows)
    told = f"{plural(total, 'attempt')}; {passed} of {len(rows)} exercises passed."
    return canvas.svg(id, title, told)


def rhythm(id: str, weeks: Sequence[Week]) -> Markup:
    """Draw each week's attempts above a line and its answers below it."""
    weeks = weeks[-MOST_WEEKS:]
    canvas, left, middle, reach = Canvas(WIDTH, 190), 68, 84.0, 66.0
    step = min(30.0, (WIDTH - left) / max(len(weeks), 1))
    width = step * 0.64
    most = max((max(w.attempts, w.answers) for w in weeks), default=0) or 1
    for n, week in enumerate(weeks):
        x = left + n * step + (step - width) / 2
        up, down = week.attempts / most * reach, week.answers / most * reach
        canvas.bar(x, middle - 1.5 - up, width, up, "blue")
        canvas.bar(x, middle + 1.5, width, down, "orange")
    for which, up in (("attempts", True), ("answers", False)):
        counts = [getattr(w, which) for w in weeks]
        if not any(counts):
            continue
        peak = max(counts)
        x = left + (counts.index(peak) + 0.5) * step
        y = peak / most * reach
        y = middle - y - 6 if up else middle + y + 15
        canvas.text(x, y, str(peak), "ink", "middle")
    canvas.text(0, middle - 8, "attempts", "blue", bold=True)
    canvas.text(0, middle + 17, "answers", "orange", bold=True)
    _name_weeks(canvas, weeks, lambda n: left + (n + 0.5) * step, 186)
    attempts, answers = sum(w.attempts for w in weeks), sum(w.answers for w in weeks)
    told = (
        f"{plural(attempts, 'attempt')} and {plural(answers, 'answer')} "
        f"in {plural(len(weeks), 'week')}."
    )
    return canvas.svg(id, "Attempts and answers, week by week", told)


def first_try(id: str, weeks: Sequence[Week]) -> Markup:
    """Draw the share that was right at the first try, week by week."""
    weeks = weeks[-MOST_WEEKS:]
    canvas, left, right, top, bottom = Canvas(WIDTH, 190), 44, 286, 12, 164

    def x(n: float) -> float:
        return left + 8 + (right - left - 16) * n / max(len(weeks) - 1, 1)

    def y(rate: float) -> float:
        return bottom - (bottom - top) * rate

    _shares(canvas, y, left, right)
    exercises = [
        (n, share(w.exercises_passed_first_try, w.exercises_first_tried), w.exercises_first_tried)
        for n, w in enumerate(weeks)
        if w.exercises_first_tried
    ]  # fmt: skip
    answers = [
        (n, share(w.answers_right_first, w.answers_first), w.answers_first)
        for n, w in enumerate(weeks)
        if w.answers_first
    ]
    ends: list[tuple[float, str, Role]] = []
    series: tuple[tuple[list[tuple[int, float, int]], str, Role, Shape], ...] = (
        (answers, "answers", "orange", "diamond"),
        (exercises, "exercises", "blue", "circle"),
    )
    for points, name, role, shape in series:
        if not points:
            continue
        xs, ys = [x(n) for n, _, _ in points], [y(r) for _, r, _ in points]
        canvas.line(xs, ys, role, 1.75, dashes=(4, 2) if shape == "diamond" else ())
        canvas.dots(xs, ys, shape, role, 7.5, edge="paper")
        ends.append((ys[-1], name, role))
    for (_, name, role), place in zip(ends, apart([e[0] for e in ends]), strict=True):
        canvas.text(right + 8, place + 4, name, role, bold=True)
    _name_weeks(canvas, weeks, x, 186)
    told = " ".join(
        f"{name.capitalize()}: {percent(points[0][1])} in the first week, "
        f"{percent(points[-1][1])} in the last."
        for points, name, _, _ in series
        if points
    )
    return canvas.svg(id, "Right at the first try, week by week", told)


def to_pass(id: str, passed: Sequence[ToPass]) -> Markup:
    """Draw how many attempts each passed exercise took; rings: with hints."""
    canvas, left, top, bottom = Canvas(WIDTH, 190), 28, 22, 164
    most = max([4, *(p.attempts for p in passed)])
    step = min(26.0, (WIDTH - left - 6) / max(len(passed), 1))

    def x(n: int) -> float:
        return left + (n + 0.5) * step

    def y(count: float) -> float:
        return bottom - (bottom - top) * count / most

    for count in ticks(0, most, 4):
        if count == int(count) and count <= most:
            canvas.line([left, WIDTH], [y(count)] * 2, "line", 1)
            canvas.text(left - 6, y(count) + 4, str(int(count)), "muted", "end")
    for n, one in enumerate(passed):
        canvas.line([x(n)] * 2, [bottom, y(one.attempts)], "blue", 1.5)
        mark = HELPED if one.hints else ALONE
        canvas.dots([x(n)], [y(one.attempts)], *mark, min(8, step))
    places = list(enumerate(passed))
    for n, one in _peaks(places, step):
        canvas.text(
            max(x(n), left + 14),
            y(one.attempts) - 9,
            one.exercise,
            "ink",
            "middle",
            longest=6,
        )
    if passed:
        canvas.text(left, 186, passed[0].exercise, longest=6)
        if len(passed) * step > 90:
            end = min(x(len(passed) - 1) + 14, WIDTH)
            canvas.text(end, 186, passed[-1].exercise, "muted", "end", longest=6)
    first = sum(p.attempts == 1 for p in passed)
    told = (
        f"{first} of {plural(len(passed), 'exercise')} passed at the first attempt; "
        f"the most that one took was "
        f"{max((p.attempts for p in passed), default=0)}."
    )
    return canvas.svg(id, "Attempts until each exercise passed", told)


def _peaks(places: list[tuple[int, ToPass]], step: float) -> list[tuple[int, ToPass]]:
    """Choose the three longest ways that can be named without touching."""
    chosen: list[tuple[int, ToPass]] = []
    for n, one in sorted(places, key=lambda p: (-p[1].attempts, p[0])):
        if len(chosen) == 3 or one.attempts < 2:
            break
        if all(abs(n - other) * step > 36 for other, _ in chosen):
            chosen.append((n, one))
    return chosen


def confidence(id: str, said: Sequence[Confidence]) -> Markup:
    """Draw how often answers were right, by how sure they were given."""
    canvas, left, right = Canvas(WIDTH, 44 * len(said) + 26), 78, 300

    def x(rate: float) -> float:
        return left + (right - left) * rate

    bottom = 44 * len(said) + 4
    for rate in (0.0, 0.5, 1.0):
        canvas.line([x(rate)] * 2, [4, bottom], "line", 1)
        canvas.text(x(rate), bottom + 16, percent(rate), "muted", "middle")
    for n, one in enumerate(said):
        y = 44 * n + 25
        canvas.text(0, y + 4, one.said, "ink", bold=True)
        if not one.answers:
            canvas.text(left + 8, y + 4, "no answers yet")
            continue
        low, high = likely(one.right, one.answers)
        canvas.bar(x(low), y - 5, x(high) - x(low), 10, "blue", 0.22)
        canvas.dots([x(share(one.right, one.answers))], [y], "circle", "blue", 10)
        canvas.text(right + 12, y + 4, f"of {one.answers}")
    told = " ".join(
        f"{one.said}: right {percent(share(one.right, one.answers))} of {one.answers}."
        for one in said
        if one.answers
    )
    return canvas.svg(id, "How often you were right, by how sure you were", told)


def likely(right: float, seen: int) -> tuple[float, float]:
    """Give the range that holds the true share in nine of ten cases (Wilson's)."""
    z, rate = 1.645, share(right, seen)
    middle = (rate + z * z / (2 * seen)) / (1 + z * z / seen)
    spread = math.sqrt(rate * (1 - rate) / seen + z * z / (4 * seen * seen))
    spread *= z / (1 + z * z / seen)
    return max(middle - spread, 0.0), min(middle + spread, 1.0)


def forgetting(id: str, cards: Sequence[DueCard]) -> Markup:
    """Draw each card by how likely it is still known; diamonds are due."""
    known = [c for c in cards if c.retrievability is not None]
    piles: dict[int, list[DueCard]] = {}
    for card in known:
        nth = min(int(share(card.retrievability or 0, 1) * BINS), BINS - 1)
        piles.setdefault(nth, []).append(card)
    highest = max(map(len, piles.values()), default=1)
    canvas, left, bottom = Canvas(WIDTH, 190), 8, 152
    column = (WIDTH - 2 * left) / BINS
    step = min(12.0, (bottom - 20) / highest)
    for nth, pile in sorted(piles.items()):
        x, due = left + (nth + 0.5) * column, sum(c.overdue for c in pile)
        if step < SMALLEST_MARK:
            _column(canvas, x, bottom, due * step, len(pile) * step, column)
        else:
            ys = [bottom - 8 - level * step for level in range(len(pile))]
            for mark, some in ((DUE, ys[:due]), (NOT_DUE, ys[due:])):
                if some:
                    canvas.dots([x] * len(some), some, *mark, min(8.5, step * 0.82))
        if len(pile) == highest > 1:
            canvas.text(x, bottom - highest * step - 6, str(highest), "ink", "middle")
    canvas.line([left, WIDTH - left], [bottom, bottom], "muted", 1)
    anchors: tuple[Anchor, ...] = ("start", "middle", "middle", "middle", "end")
    for n, anchor in enumerate(anchors):
        place = left + (WIDTH - 2 * left) * n / 4
        canvas.line([place] * 2, [bottom, bottom + 4], "muted", 1)
        canvas.text(place, bottom + 18, percent(n / 4), "muted", anchor)
    canvas.text(left, 188, "← probably gone", "ink")
    canvas.text(WIDTH - left, 188, "still there →", "ink", "end")
    told = f"{plural(len(known), 'question')}, {sum(c.overdue for c in known)} of them due."
    return canvas.svg(id, "How likely you still know each question", told)


def _column(
    canvas: Canvas, x: float, bottom: float, due: float, all: float, width: float
) -> None:
    """Draw a pile as a column: filled for what is due, an outline above for the rest."""
    width -= 4
    canvas.bar(x - width / 2, bottom - due, width, due, "orange")
    if all > due:
        xs = [x - width / 2 + 0.75, x + width / 2 - 0.75]
        low, high = bottom - due - 1.5, bottom - all
        canvas.line(
            [xs[0], xs[0], xs[1], xs[1], xs[0]], [low, high, high, low, low], "blue"
        )


def _shares(
    canvas: Canvas, y: Callable[[float], float], left: float, right: float
) -> None:
    for rate in (0.0, 0.5, 1.0):
        canvas.line([left, right], [y(rate)] * 2, "line", 1)
        canvas.text(left - 6, y(rate) + 4, percent(rate), "muted", "end")


def _name_weeks(
    canvas: Canvas, weeks: Sequence[Week], x: Callable[[int], float], y: float
) -> None:
    """Write the first week's date and, where there is room, the last one's."""
    if not weeks:
        return
    last = len(weeks) - 1
    canvas.text(x(0) - 8, y, _week(weeks[0]))
    if x(last) - x(0) > 90:
        canvas.text(min(x(last) + 8, WIDTH), y, _week(weeks[-1]), "muted", "end")


def _week(week: Week) -> str:
    return cut(day(week.monday).rpartition(" ")[0] or day(week.monday), 8)


def apart(ys: list[float], least: float = 14) -> list[float]:
    """Move labels down until none touches another."""
    order = sorted(range(len(ys)), key=lambda n: ys[n])
    placed = list(ys)
    for before, after in itertools.pairwise(order):
        placed[after] = max(placed[after], placed[before] + least)
    return placed


def ticks(low: float, high: float, about: int) -> list[float]:
    """Choose about so many round numbers from `low` to `high`."""
    from matplotlib.ticker import MaxNLocator

    places = MaxNLocator(nbins=about, steps=[1, 2, 5, 10]).tick_values(low, high)
    return [float(place) for place in places]
