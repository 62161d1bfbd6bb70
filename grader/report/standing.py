"""Where a learner is: exercises, quizzes, concepts, milestones, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from grader.mastery import Evidence as Seen
from grader.mastery import Level, Mastery, mastery, of_answers, of_checks
from grader.model import Status
from grader.overview import Action, Standing, available, next_action
from grader.quiz.model import Quiz
from grader.report.data import (
    ConceptRow,
    DueCard,
    Evidence,
    ExerciseRow,
    NextStep,
    QuizRow,
    QuizState,
    Reached,
    UnitRow,
)
from grader.report.fit import number
from grader.report.log import Log, share
from grader.report.page import day
from grader.store.quizzes import Summary as QuizSummary

ALL_UNITS = "All units"
MAX_UNTRIED = 3


class Upto(NamedTuple):
    """What one exercise took up to and with its first pass."""

    attempts: int
    hints: int
    at: str


def first_passes(log: Log) -> dict[str, Upto]:
    """Give what each passed exercise took, by its id, in the course's order."""
    found = {}
    for id in log.exercises:
        tries = log.tries.get(id, [])
        passed = next((a for a in tries if a.status == Status.PASSED), None)
        if passed is not None:
            # A rung shown after attempt n helps with the attempts after it.
            hints = sum(
                r.exercise == id and r.after < passed.id for r in log.rungs
            )  # fmt: skip
            found[id] = Upto(1 + tries.index(passed), hints, passed.at)
    return found


# -- units -----------------------------------------------------------------------------


def units(log: Log, passes: dict[str, Upto]) -> tuple[UnitRow, ...]:
    """Give every unit with its exercises and quizzes; last what is of no unit."""
    titles = {u.id: u.title for u in log.course.file.units}
    by_unit: dict[str, tuple[list[ExerciseRow], list[QuizRow]]]
    by_unit = {id: ([], []) for id in (*titles, "")}
    last = {a.exercise: a.at for a in log.attempts}
    for standing in log.standings:
        id, unit = standing.exercise.id, standing.exercise.spec.unit
        row = _exercise(log, standing, passes.get(id), last.get(id, ""))
        by_unit[unit if unit in titles else ""][0].append(row)
    for quiz in log.quizzes.values():
        unit = (quiz.unit in titles and quiz.unit) or ""
        by_unit[unit][1].append(_quiz(quiz, unit, log))
    every = all(s.done for s in available(log.standings))
    return tuple(
        UnitRow(
            id=id,
            title=titles.get(id, ALL_UNITS),
            done=every if not id else _is_done(exercises),
            exercises=tuple(exercises),
            quizzes=tuple(quizzes),
            points=sum(e.best for e in exercises),
            out_of=sum(e.out_of for e in counted(exercises)),
        )
        for id, (exercises, quizzes) in by_unit.items()
        if exercises or quizzes
    )


def counted(exercises: Sequence[ExerciseRow]) -> list[ExerciseRow]:
    """Leave out what cannot be done here: it counts against no one."""
    return [e for e in exercises if e.state != "unavailable"]


def _is_done(exercises: Sequence[ExerciseRow]) -> bool:
    here = counted(exercises)
    return bool(here) and all(e.state in ("done", "check again") for e in here)


def _exercise(
    log: Log, standing: Standing, upto: Upto | None, last: str
) -> ExerciseRow:
    exercise = standing.exercise
    passing, checks = log.latest_checks.get(exercise.id, (0, 0))
    return ExerciseRow(
        id=exercise.id,
        name=exercise.name,
        title=exercise.spec.title,
        state=standing.state.value,
        best=number(standing.best),
        out_of=number(standing.out_of),
        attempts=standing.attempts,
        to_pass=upto.attempts if upto else None,
        hints=standing.hints,
        gave_up=standing.gave_up,
        needs=exercise.spec.needs,
        last=last[:10],
        first_passed=upto.at[:10] if upto else "",
        passing_checks=passing,
        checks=checks,
        missing=standing.missing,
    )


def _quiz(quiz: Quiz, unit: str, log: Log) -> QuizRow:
    mine = log.quiz_summaries.get(quiz.id)
    state = _state(mine)
    counts = mine is not None and state != "recorded" and mine.ended > 0
    return QuizRow(
        id=quiz.id,
        title=quiz.title,
        unit=unit,
        state=state,
        points=number(mine.points) if mine and counts else 0.0,
        max_points=number(mine.max_points) if mine and counts else 0.0,
        first=number(mine.first) if mine and counts else 0.0,
        passed=bool(mine and mine.passed),
        open=mine.open if mine and mine.open >= 0 else None,
        questions=len(quiz.items),
        sittings=mine.ended if mine else 0,
    )


def _state(mine: QuizSummary | None) -> QuizState:
    """Say how a quiz went, in the words of `learn quiz`."""
    if mine is None or (not mine.ended and mine.open <= 0):
        return "not taken"
    if mine.open > 0:
        return "begun"
    if mine.recorded:
        return "recorded"
    return "passed" if mine.passed else "not passed"


# -- concepts --------------------------------------------------------------------------


def concepts(log: Log) -> tuple[ConceptRow, ...]:
    """Give every concept of the course with what the log shows of it."""
    seen = _seen(log)
    known = mastery(seen)
    by_concept: dict[str, list[Seen]] = {}
    for one in seen:
        by_concept.setdefault(one.concept, []).append(one)
    first_unit = _first_units(log)
    found = []
    for concept in log.course.file.concepts:
        nothing = Mastery(concept.id, Level.UNKNOWN, 0.0, 0, ())
        mine = known.get(concept.id, nothing)
        found.append(
            ConceptRow(
                id=concept.id,
                title=concept.title,
                unit=first_unit.get(concept.id, ""),
                level=mine.level.value,
                right=round(mine.right, 6),
                seen=mine.seen,
                needs=concept.needs,
                evidence=tuple(_evidence(log, by_concept.get(concept.id, ()))),
            )
        )
    return tuple(found)


def _seen(log: Log) -> list[Seen]:
    """Give all evidence; the source is an exercise's id, or "quiz" and a quiz's."""
    taught = {id: e.spec.concepts for id, e in log.exercises.items()}
    asked = {id: one.item.concepts for id, one in log.asked.items()}
    latest = {a.item: (f"quiz {log.asked[a.item].quiz.id}", share(a)) for a in log.told}
    return of_checks(log.latest_checks, taught) + of_answers(latest, asked)


def _evidence(log: Log, seen: Iterable[Seen]) -> Iterator[Evidence]:
    by: dict[str, list[float]] = {}
    for one in seen:
        by.setdefault(one.source, []).append(one.right)
    for source, rights in by.items():
        quiz = source.removeprefix("quiz ") if source.startswith("quiz ") else ""
        title = log.quizzes[quiz].title if quiz else log.exercises[source].spec.title
        yield Evidence(
            source=title,
            ref=quiz or source,
            right=round(sum(rights), 6),
            seen=len(rights),
        )


def _first_units(log: Log) -> dict[str, str]:
    places = {u.id: i for i, u in enumerate(log.course.file.units)}
    teaching: list[tuple[str, tuple[str, ...]]] = [
        (e.spec.unit, e.spec.concepts) for e in log.exercises.values()
    ]
    for quiz in log.quizzes.values():
        teaching += [(quiz.unit or "", item.concepts) for item in quiz.items]
    found: dict[str, str] = {}
    for unit, ideas in teaching:
        for idea in ideas:
            old = found.get(idea)
            if unit in places and (old is None or places[unit] < places[old]):
                found[idea] = unit
    return found


# -- what comes next -------------------------------------------------------------------


def next_steps(
    log: Log, units: Sequence[UnitRow], cards: Sequence[DueCard]
) -> list[NextStep]:
    """Give what there is to do, the one next thing first."""
    action = next_action(log.standings)
    found = [] if action is None else [_exercise_step(action)]
    due = [c for c in cards if c.overdue]
    if due:
        found.append(_review_step(due, "due"))
    rows = [(unit, quiz) for unit in units for quiz in unit.quizzes]
    for _, quiz in rows:
        if quiz.state == "begun":
            done = f"you have done {quiz.open} of its {quiz.questions} questions"
            found.append(_quiz_step("resume", quiz, done))
    # A unit of quizzes only has its turn when no exercise is left.
    untried = [
        (unit, quiz)
        for unit, quiz in rows
        if quiz.state == "not taken"
        and (unit.done or (action is None and not unit.exercises))
    ]
    for unit, quiz in untried[:MAX_UNTRIED]:
        what = "this unit" if unit.exercises else "the course"
        done = f"every exercise of {what} is done, and you have not taken it yet"
        found.append(_quiz_step("quiz", quiz, done))
    if cards and not due:  # last: today there is nothing to do about it
        first = [c for c in cards if c.due == cards[0].due]
        found.append(_review_step(first, f"back on {day(first[0].due)}"))
    return found


def _exercise_step(action: Action) -> NextStep:
    exercise = action.standing.exercise
    command = "show" if action.kind == "start" else "check"
    return NextStep(
        kind=action.kind,
        title=exercise.spec.title,
        command=f"learn {command} {exercise.id}",
        reason=action.reason,
        id=exercise.id,
    )


def _review_step(cards: Sequence[DueCard], when: str) -> NextStep:
    count = "1 question is" if len(cards) == 1 else f"{len(cards)} questions are"
    return NextStep(
        kind="review",
        title="Questions again",
        command="learn review",
        reason=f"{count} {when}",
    )


def _quiz_step(kind: str, quiz: QuizRow, reason: str) -> NextStep:
    return NextStep(
        kind="resume" if kind == "resume" else "quiz",
        title=quiz.title,
        command=f"learn quiz {quiz.id}",
        reason=reason,
        id=quiz.id,
    )


# -- milestones ------------------------------------------------------------------------


def milestones(log: Log, passes: dict[str, Upto]) -> tuple[Reached, ...]:
    """Give the milestones that were reached, and when, in the course's order."""
    return tuple(
        Reached(
            id=one.id,
            title=one.title,
            at=max((passes[id].at for id in one.needs), default=""),
        )
        for one in log.course.milestones()
        if set(one.needs) <= passes.keys()
    )
