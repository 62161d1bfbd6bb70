"""Write a learner's report as one page."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from grader.report import figures, plots, wording
from grader.report.canvas import Mark, drawing
from grader.report.data import (
    MARKER,
    AttemptDot,
    ConceptRow,
    DueCard,
    ExerciseState,
    Misunderstanding,
    QuizRow,
    QuizState,
    Report,
)
from grader.report.page import anchor, day, foreign, number, percent, render, share

_STATES: dict[ExerciseState, str] = {
    "done": "full", "check again": "again", "in progress": "half",
    "edited": "edit", "not started": "none", "unavailable": "wait",
}  # fmt: skip
_QUIZ_STATES: dict[QuizState, str] = {
    "passed": "full", "not passed": "work", "begun": "half", "recorded": "edit",
    "not taken": "none",
}  # fmt: skip
_LEVELS = {"needs work": "work", "partly there": "half", "mastered": "full"}
_PLURALS = {"passed": "passed", "partly": "partly right", "failed": "failed",
            "broken": "not judged, our fault"}  # fmt: skip


class Drawing(NamedTuple):
    """One drawing of a figure, and its own title where there are several."""

    title: str
    svg: Markup


class Figure(NamedTuple):
    """A figure: a sentence, its drawings, what marks mean, and its numbers."""

    title: str
    said: str
    drawings: list[Drawing]
    legend: list[tuple[Mark, str]]
    head: list[str]
    rows: list[list[str]]
    class_: str = ""


class Total(NamedTuple):
    """A part of a whole, with its name."""

    name: str
    part: float
    whole: float


class Group(NamedTuple):
    """The concepts of one level."""

    name: str
    mark: str
    concepts: list[ConceptRow]


class Words:
    """Sentences for the template, about the report and its parts."""

    verbs = wording.VERBS
    unit = staticmethod(wording.unit)
    passed_at = staticmethod(wording.passed_at)
    seen = staticmethod(wording.seen)
    place = staticmethod(wording.place)
    since = staticmethod(wording.since)
    rungs = staticmethod(wording.rungs)
    stem = staticmethod(wording.stem)
    took = staticmethod(wording.took)

    def __init__(self, report: Report) -> None:
        titles = {c.id: c.title for c in report.concepts}
        self.concepts = functools.partial(wording.concepts, titles=titles)
        self.lede = wording.lede(report)
        self.as_of = wording.as_of(report)
        self.know = wording.know(report.concepts)
        self.misunderstood = wording.misunderstood(report.misunderstood)
        self.going = wording.going(report)
        self.fading = wording.fading(report)
        self.growth = wording.growth(report.growth)


def render_report(report: Report) -> str:
    """Write a report as one HTML file, the same for the same report.

    Returns
    -------
    str
        A page that names nothing outside itself and that UTF-8 can encode.
    """
    fresh = not (report.attempts or report.summary.answers)
    quizzes = _quizzes(report)
    places = {quiz.id: anchor("quiz", quiz.id) for quiz in quizzes}
    for unit in report.units:
        places |= {e.id: anchor("exercise", e.id) for e in unit.exercises}
    with drawing():
        going = list(_going(report))
        fading = _fading(report.reviews)
        drawn, lost = _pictures(report, places)
    return render(
        "report.html.jinja",
        marker=Markup(MARKER),  # noqa: S704 (ours)
        report=report,
        words=Words(report),
        contents=_contents(report, fresh, bool(going), bool(drawn), bool(lost)),
        totals=_totals(report),
        marks=_STATES,
        order={state: n for n, state in enumerate(_STATES)},
        legend=_legend(report),
        quizzes=quizzes,
        quiz_marks=_QUIZ_STATES,
        quiz_order={state: n for n, state in enumerate(_QUIZ_STATES)},
        fresh=fresh,
        groups=[] if fresh else _groups(report.concepts),
        unknown=[c for c in report.concepts if c.level not in _LEVELS],
        beliefs=_beliefs(report.misunderstood),
        going=going,
        fading=fading,
        pictures=drawn,
        notes=[*report.notes, *lost],
        places=places,
    )


def _contents(
    report: Report, fresh: bool, going: bool, drawn: bool, lost: bool
) -> list[tuple[str, str, str]]:
    """Give the sections that there are: id, name, and how much is in them."""
    current = sum(b.current for b in report.misunderstood)
    due = sum(c.overdue for c in report.reviews)
    known = not fresh and bool(report.concepts)
    every = (
        (True, "next", "What to do next", ""),
        (True, "where", "Where you are", ""),
        (fresh, "ahead", "What will stand here", ""),
        (known, "know", "What you know", ""),
        (
            bool(report.misunderstood),
            "misunderstood",
            "What to look at again",
            f"{current or ''}",
        ),
        (going, "going", "How it is going", ""),
        (bool(report.reviews), "fading", "What will fade", f"{due} due" if due else ""),
        (bool(report.growth), "growth", "How your code grew", ""),
        (drawn, "pictures", "Pictures from your own code", ""),
        (bool(report.notes) or lost, "notes", "What could not be shown", ""),
    )
    return [(id, name, count) for there, id, name, count in every if there]


def _totals(report: Report) -> list[Total]:
    s = report.summary
    every = (
        Total("exercises finished", s.exercises_done, s.exercises),
        Total("points", s.points, s.out_of),
        Total("quizzes passed", s.quizzes_passed, s.quizzes),
        Total("concepts mastered", s.concepts_mastered, s.concepts),
    )
    return [total for total in every if total.whole]


def _legend(report: Report) -> list[tuple[str, str]]:
    """Give the marks that stand in the course's map, and what they mean."""
    met: set[str] = {e.state for unit in report.units for e in unit.exercises}
    met |= {quiz.state for quiz in _quizzes(report)}
    meanings: dict[str, list[str]] = {}
    for state, mark in (*_STATES.items(), *_QUIZ_STATES.items()):
        if state in met:
            meanings.setdefault(mark, []).append(state)
    return [(mark, ", ".join(states)) for mark, states in meanings.items()]


def _quizzes(report: Report) -> list[QuizRow]:
    return [quiz for unit in report.units for quiz in unit.quizzes]


def _groups(concepts: Sequence[ConceptRow]) -> list[Group]:
    every = [
        Group(level, mark, [c for c in concepts if c.level == level])
        for level, mark in _LEVELS.items()
    ]
    return [group for group in every if group.concepts]


def _beliefs(beliefs: Sequence[Misunderstanding]) -> dict[str, list[Misunderstanding]]:
    return {
        "current": [b for b in beliefs if b.current],
        "overcome": [b for b in beliefs if not b.current],
    }


# -- figures -----------------------------------------------------------------------


def _going(report: Report) -> Iterator[Figure]:
    if report.attempts:
        yield _strip(report)
    weeks = report.weeks
    if sum(bool(w.exercises_first_tried or w.answers_first) for w in weeks) > 1:
        yield Figure(
            "Right at the first try", wording.first_try(weeks),
            [Drawing("", figures.first_try("f-first", weeks))],
            [],
            ["week from", "exercises", "answers"],
            [
                [day(w.monday), _of(w.exercises_passed_first_try, w.exercises_first_tried),
                 _of(w.answers_right_first, w.answers_first)]
                for w in weeks
            ],
        )  # fmt: skip
    if report.to_pass:
        yield Figure(
            "Attempts until an exercise passed", wording.to_pass(report.to_pass),
            [Drawing("", figures.to_pass("f-pass", report.to_pass))],
            [(figures.ALONE, "without hints"), (figures.HELPED, "with hints")],
            ["exercise", "title", "attempts", "hints"],
            [[p.exercise, p.title, str(p.attempts), str(p.hints)] for p in report.to_pass],
        )  # fmt: skip
    if sum(bool(w.attempts or w.answers) for w in weeks) > 1:
        yield Figure(
            "Your weeks", wording.rhythm(weeks),
            [Drawing("", figures.rhythm("f-weeks", weeks))],
            [],
            ["week from", "attempts", "answers"],
            [[day(w.monday), str(w.attempts), str(w.answers)] for w in weeks],
        )  # fmt: skip
    if any(one.answers for one in report.confidence):
        yield Figure(
            "Sure, and right?", wording.confidence(report.confidence),
            [Drawing("", figures.confidence("f-sure", report.confidence))],
            [(Mark("circle", "blue"), "right so often; the bar: give or take")],
            ["you said", "answers", "right"],
            [[c.said, str(c.answers), percent(share(c.right, c.answers)) if c.answers else "–"]
             for c in report.confidence],
        )  # fmt: skip


def _of(part: float, whole: float) -> str:
    return f"{number(part)} of {number(whole)}" if whole else "–"


def _strip(report: Report) -> Figure:
    dots: dict[str, list[AttemptDot]] = {}
    for dot in report.attempts:
        dots.setdefault(dot.exercise, []).append(dot)
    longest = max(map(len, dots.values()))
    drawings, told, named = [], [], set()
    for n, unit in enumerate(report.units):
        rows = [
            (e.id, dots[e.id])
            for e in unit.exercises
            if e.id in dots and e.id not in named
        ]
        named |= {id for id, _ in rows}
        told += rows
        if rows:
            svg = figures.attempts_strip(f"f-strip{n}", rows, longest, unit.title)
            drawings.append(Drawing(unit.title, svg))
    others = [(id, mine) for id, mine in dots.items() if id not in named]
    if others:
        title = "No longer in the course" if named else "Attempts"
        svg = figures.attempts_strip("f-strips", others, longest, title)
        drawings.append(Drawing(title, svg))
        told += others
    seen = {dot.outcome for dot in report.attempts}
    return Figure(
        "Every attempt", wording.attempts(told, len(report.attempts)), drawings,
        [(Mark(*mark), _PLURALS[outcome]) for outcome, mark in figures.OUTCOMES.items()
         if outcome in seen],
        ["exercise", "attempts", "how they went"],
        [[id, str(len(mine)), _run(mine)] for id, mine in told],
        "wide",
    )  # fmt: skip


def _run(dots: Sequence[AttemptDot]) -> str:
    """Say how a row of attempts went: failed 3 times, partly right, passed."""
    parts = []
    for outcome, some in groupby(dots, key=lambda d: d.outcome):
        count = len(list(some))
        name = _PLURALS[outcome]
        parts.append(name if count == 1 else f"{name} {count} times")
    return ", ".join(parts)


def _fading(cards: Sequence[DueCard]) -> Figure | None:
    known = [c for c in cards if c.retrievability is not None]
    if not known:
        return None
    tenths = Counter(
        (min(int(share(c.retrievability or 0, 1) * 10), 9), c.overdue) for c in known
    )
    return Figure(
        "How likely you still know it", wording.forgetting(cards),
        [Drawing("", figures.forgetting("f-fade", cards))],
        [(figures.DUE, "due, filled"), (figures.NOT_DUE, "not due yet, hollow")],
        ["chance", "due", "not due yet"],
        [[f"{n * 10} to {n * 10 + 10} %", str(tenths[n, True]), str(tenths[n, False])]
         for n in range(10) if tenths[n, True] + tenths[n, False]],
    )  # fmt: skip


def _pictures(report: Report, places: dict[str, str]) -> tuple[list[Figure], list[str]]:
    """Draw the portraits; those that cannot be drawn are named."""
    drawn, lost = [], []
    for n, portrait in enumerate(report.portraits):
        plot = plots.draw(f"f-own{n}", portrait)
        if plot is None:
            lost.append(
                f"The picture {portrait.title} of {portrait.exercise} cannot be drawn."
            )
            continue
        where = foreign(portrait.exercise, 20)
        if portrait.exercise in places:
            link = places[portrait.exercise]
            where = Markup('<a href="#{}">{}</a>').format(link, where)
        said = Markup("{} ({})").format(foreign(portrait.caption, 600), where)
        drawn.append(
            Figure(
                portrait.title,
                said,
                [Drawing("", plot.svg)],
                plot.legend,
                plot.head,
                plot.rows,
            )
        )
    return drawn, lost
