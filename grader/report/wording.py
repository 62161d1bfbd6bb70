"""What a learner's report says in sentences: short, warm, and only what is so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from grader.report.data import (
    ConceptRow,
    Confidence,
    DueCard,
    ExerciseRow,
    Growth,
    Misunderstanding,
    Place,
    Report,
    ToPass,
    UnitRow,
    Week,
)
from grader.report.page import (
    clean,
    cut,
    day,
    label,
    listed,
    number,
    percent,
    plural,
    share,
)

LAST = 5
"""How many of the latest things a sentence looks back on."""

FEW, MANY = 5, 20
"""Below the first a share says nothing yet, below the second it says so many of so many."""

VERBS = {
    "start": "Start",
    "edit": "Go on with",
    "check": "Check",
    "recheck": "Check again",
    "review": "Review",
    "resume": "Go on with the quiz",
    "quiz": "Take the quiz",
}


def lede(report: Report) -> str:
    """Say in one paragraph where the learner is."""
    s = report.summary
    if not (s.attempts or s.answers):
        if not s.exercises:
            return "There are no exercises in this course yet."
        return (
            f"{plural(s.exercises, 'exercise')} and {plural(s.quizzes, 'quiz', 'quizzes')} "
            "lie ahead. Nothing is marked yet, and there is no hurry."
        )
    told = f"You have finished {s.exercises_done} of {plural(s.exercises, 'exercise')}"
    told += f" and mastered {s.concepts_mastered} of {plural(s.concepts, 'concept')}"
    weeks = s.active_weeks
    when = f", working in {weeks} different weeks" if weeks > 1 else ""
    last = f" The last thing you did was on {day(report.as_of)}."
    return told + when + "." + (last if report.as_of and not report.timestamped else "")


def as_of(report: Report) -> str:
    """Say what moment the page is about."""
    if not report.as_of:
        return "Nothing was judged or answered yet."
    if report.timestamped:
        return f"As of {day(report.as_of)}."
    return f"As of {day(report.as_of)}, when you last did something here."


def unit(row: UnitRow) -> str:
    """Say how far a unit is."""
    if not row.exercises:
        return "quizzes only" if row.quizzes else "nothing here yet"
    here = [e for e in row.exercises if e.state != "unavailable"]
    if not here:
        return "cannot be done here"
    done = sum(e.state in ("done", "check again") for e in here)
    count = len(here)
    told = "all done" if row.done and count else f"{done} of {count} done"
    return f"{told}, {number(row.points)} of {plural(row.out_of, 'point')}"


def passed_at(row: ExerciseRow) -> str:
    """Say which attempt passed first."""
    if row.to_pass == 1:
        return "passed at once"
    return f"passed at the {_nth(row.to_pass or 0)}"


def _nth(n: int) -> str:
    ending = (
        "th"
        if n % 100 in (11, 12, 13)
        else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    )
    return f"{n}{ending}"


def know(rows: Sequence[ConceptRow]) -> str:
    """Say how many concepts are how well known, and by what rule."""
    counts = Counter(c.level for c in rows)
    needy = counts["needs work"]
    parts = (
        (counts["mastered"], "mastered"),
        (counts["partly there"], "partly there"),
        (needy, "needs work" if needy == 1 else "need work"),
    )
    told = listed([f"{count} {words}" for count, words in parts if count])
    rule = (
        "Every check counts at its latest attempt and every question at its latest "
        "answer: 85 % right is mastered, 60 % partly there, and below three of them "
        "nothing is claimed."
    )
    return f"{told}. {rule}" if told else rule


def concepts(ids: Sequence[str], titles: Mapping[str, str]) -> str:
    """Name concepts by their titles."""
    return listed([label(titles.get(id, id), 60) for id in ids])


def misunderstood(beliefs: Sequence[Misunderstanding]) -> str:
    """Say how many beliefs are still there, and how many are overcome."""
    current = sum(b.current for b in beliefs)
    past = len(beliefs) - current
    if not current:
        return f"Nothing at present. {plural(past, 'mix-up')} that showed once are behind you." \
            if past > 1 else "Nothing at present. One mix-up that showed once is behind you."  # fmt: skip
    told = (
        f"{plural(current, 'mix-up')} {'shows' if current == 1 else 'show'} in your latest "
        "code or answers. Each is common, and each has a way out."
    )
    return told + (
        f" {past} more {'is' if past == 1 else 'are'} behind you." if past else ""
    )


def seen(belief: Misunderstanding) -> str:
    """Say how often a belief showed, and since when it is gone."""
    often = "Seen once" if belief.seen == 1 else f"Seen {belief.seen} times"
    if belief.current:
        return f"{often}, last on {day(belief.last)}."
    return f"{often}, last on {day(belief.last)}; not since."


def place(one: Place) -> str:
    """Say what a place is and whether the belief still shows there."""
    kind = "exercise" if one.kind == "check" else "quiz"
    times = "" if one.times == 1 else f", {one.times} times"
    return f"{kind}{times}, {'still so' if one.current else 'not since'}"


def since(places: Sequence[Place]) -> str:
    """Say in how many places a belief does not show any more."""
    return f"{plural(len(places), 'place')} where it has not shown since"


def rungs(one: Place) -> str:
    """Say how many hints were read, of how many there are."""
    if one.rung == 0:
        return f"none read yet; there {'is' if one.rungs == 1 else 'are'} {one.rungs}"
    left = one.rungs - one.rung
    return f"{one.rung} of {one.rungs} read" + ("" if left > 0 else ": all there are")


# -- how it is going ---------------------------------------------------------------


def going(report: Report) -> str:
    """Say the one thing about the way of working that is worth knowing first."""
    passed = report.to_pass
    if not passed:
        return "No exercise has passed yet. Every attempt below is a step towards one."
    mean = sum(p.attempts for p in passed) / len(passed)
    told = (
        f"You needed {number(round(mean, 1))} attempts on average to pass an exercise."
    )
    last = passed[-LAST:]
    if len(passed) <= LAST:
        return told
    at_once = sum(p.attempts == 1 for p in last)
    if at_once == LAST:
        return f"{told} The last five passed at the first try."
    mean_last = sum(p.attempts for p in last) / LAST
    return f"{told} The last five took {number(round(mean_last, 1))} each."


def attempts(rows: Sequence[tuple[str, Sequence[object]]], total: int) -> str:
    """Say how many attempts there were, and where most of them went."""
    told = f"{plural(total, 'attempt')} at {plural(len(rows), 'exercise')}."
    longest = max(rows, key=lambda row: len(row[1]), default=None)
    if longest is not None and len(rows) > 1 and len(longest[1]) > 2:
        told += f" {label(longest[0], 20)} took the most, {len(longest[1])}."
    return told


def rhythm(weeks: Sequence[Week]) -> str:
    """Say how much of a usual week there was."""
    active = [w for w in weeks if w.attempts or w.answers]
    if not active:
        return "No week yet."
    tried = sum(w.attempts for w in active) / len(active)
    answered = sum(w.answers for w in active) / len(active)
    return (
        f"In a week of work you make {tried:.0f} attempts and give {answered:.0f} answers. "
        "Breaks are part of it."
    )


def first_try(weeks: Sequence[Week]) -> str:
    """Compare the first half of what was met with the second."""
    parts = []
    counted = (
        ("exercises", [(w.exercises_passed_first_try, w.exercises_first_tried) for w in weeks]),
        ("answers", [(w.answers_right_first, w.answers_first) for w in weeks]),
    )  # fmt: skip
    for name, pairs in counted:
        right, met = (
            (sum(column) for column in zip(*pairs, strict=True)) if pairs else (0, 0)
        )
        if met:
            parts.append(_part(right, met, name))
    if not parts:
        return "Nothing was tried yet."
    told = f"{listed(parts)} were right at the first try."
    return told + _trend(weeks)


def _part(right: float, met: float, name: str) -> str:
    if met < MANY:
        return f"{number(right)} of your {number(met)} {name}"
    return f"{percent(share(right, met))} of your {name}"


def _trend(weeks: Sequence[Week]) -> str:
    middle = len(weeks) // 2
    early, late = (
        (
            sum(w.exercises_passed_first_try + w.answers_right_first for w in half),
            sum(w.exercises_first_tried + w.answers_first for w in half),
        )
        for half in (weeks[:middle], weeks[middle:])
    )
    if min(early[1], late[1]) < 2 * FEW:
        return ""
    before, after = share(*early), share(*late)
    if abs(after - before) < 0.05:
        return " It stays about the same."
    way = "up" if after > before else "down"
    tail = (
        "" if after > before else " – later exercises are harder, so that is no setback"
    )
    return f" In the later weeks it went {way}, from {percent(before)} to {percent(after)}{tail}."


def to_pass(passed: Sequence[ToPass]) -> str:
    """Say how many passed at once, and how many with hints."""
    at_once = sum(p.attempts == 1 for p in passed)
    helped = sum(p.hints > 0 for p in passed)
    every = plural(len(passed), "exercise")
    told = f"{at_once} of {every} passed at the first attempt" if at_once else (
        f"{every} passed"
    )  # fmt: skip
    told += (
        f"; {helped} with hints, which cost nothing."
        if helped
        else ", none needed a hint."
    )
    return f"{told} Checks of the untouched file are not counted here."


def confidence(said: Sequence[Confidence]) -> str:
    """Say how far being sure and being right go together."""
    by = {one.said: one for one in said if one.answers >= FEW}
    sure, guess = by.get("sure"), by.get("guess")
    if sure is None:
        return "Too few answers with a confidence yet to say more."
    rate = share(sure.right, sure.answers)
    told = f"When you were sure, you were right {percent(rate)} of the time"
    if guess is not None:
        told += f"; when you guessed, {percent(share(guess.right, guess.answers))}"
    if rate >= 0.85:
        return f"{told}. You can trust your feeling."
    return f"{told}. What you were sure of and got wrong is worth a second look."


def fading(report: Report) -> str:
    """Say how many questions are due, and how much is still known."""
    cards = report.reviews
    due = sum(c.overdue for c in cards)
    known = [c.retrievability for c in cards if c.retrievability is not None]
    told = f"{plural(len(cards), 'question')} will come back; "
    told += f"on {day(report.as_of)} " if report.as_of else ""
    told += (
        "none was due." if not due else f"{due} {'was' if due == 1 else 'were'} due."
    )
    if known:
        those = "of them" if len(known) == len(cards) else "of those that you had right"
        told += f" You probably still know {_nearly(sum(known) / len(known))} {those}: "
        told += (
            "a short review keeps it so." if due else "come back when the first is due."
        )
    return told


def _nearly(part: float) -> str:
    """Write a guess; it is never sure enough for 100 %."""
    return "nearly all" if part > 0.985 else percent(part)


def forgetting(cards: Sequence[DueCard]) -> str:
    """Say what the weakest card's chance is, and which cards have none."""
    known = [c for c in cards if c.retrievability is not None]
    weak = sum((c.retrievability or 0) < 0.8 for c in known)
    told = f"{weak} of {plural(len(known), 'question')} {'is' if weak == 1 else 'are'} below 80 %."
    if not weak:
        told = "Every question here is above 80 %."
    left = len(cards) - len(known)
    if left:
        told += f" {left} {'is' if left == 1 else 'are'} left out: not right yet."
    return told


def stem(card: DueCard) -> str:
    """Give a question for one line: the dash of a list would be taken for a minus."""
    return card.stem.replace("\n- ", "\n• ")


def took(grown: Growth) -> str:
    """Say when, and in how many attempts, a file came to pass."""
    first, passed = day(grown.first_at), day(grown.passed_at)
    when = f"On {passed}" if first == passed else f"From {first} to {passed}"
    return f"{when}, {plural(grown.attempts, 'attempt')}."


def growth(grown: Sequence[Growth]) -> str:
    """Say from where to where the code is compared."""
    at_once = sum(not g.lines for g in grown)
    told = (
        "For each exercise, what changed from the first version that was judged to the "
        "first that passed."
    )
    return told + (f" {at_once} passed as first judged." if at_once else "")


def notes(report: Report) -> list[str]:
    """Give what could not be read or shown."""
    return [cut(clean(note), 600) for note in report.notes]
