"""Which quizzes there are, how they went, and which comes next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from grader.cli.out import plain
from grader.cli.questions import count, short

if TYPE_CHECKING:
    from grader.cli.main import App
    from grader.quiz.model import Quiz
    from grader.store.quizzes import Summary

SCHEMA = "learn.quizzes/1"


def list_quizzes(app: App, *, as_json: bool) -> None:
    """Write the quizzes by unit, and what to do next."""
    every, mine = in_order(app), summaries(app)
    if as_json:
        for quiz in every:
            click.echo(json.dumps(_record(quiz, mine.get(quiz.id))))
        return
    out = app.out
    if not every:
        out.sentence("This course has no quizzes.")
        return
    taken = sum(_state(mine.get(q.id)) not in ("not taken", "begun") for q in every)
    out.sentence(f"{taken} of {count(len(every), 'quiz').replace('quizs', 'quizzes')} "
                 "taken.")  # fmt: skip
    out.line()
    units = {u.id: u.title for u in app.course.file.units}
    rows = [_row(quiz, mine.get(quiz.id)) for quiz in every]
    if out.linear:
        out.table(rows)
    else:
        unit: str | None = ""
        for quiz, laid in zip(every, out.columns(rows), strict=True):
            if quiz.unit != unit:
                unit = quiz.unit
                title = units.get(unit or "", "All units")
                out.line(out.style(plain(title), bold=True))
            for row in laid:
                out.line("  " + row)
    out.line()
    _print_next(app, every, mine)


def in_order(app: App) -> list[Quiz]:
    """Give the quizzes in the order of the units; those of no unit are last."""
    from grader.quiz.reader import quizzes

    places = {u.id: i for i, u in enumerate(app.course.file.units)}
    every = quizzes(app.course, app.cache)
    return sorted(
        every,
        key=lambda q: (places.get(q.unit or "", len(places)), q.id != q.unit, q.id),
    )


def summaries(app: App) -> dict[str, Summary]:
    """Give how each quiz went; as if none was taken where that cannot be read."""
    from grader.errors import StoreError
    from grader.store import Quizzes

    try:
        return Quizzes(app.database).summaries()
    except StoreError as error:
        app.out.note(f"without your progress: {error}")
        return {}


def _state(mine: Summary | None) -> str:
    if mine is None or (not mine.ended and mine.open <= 0):
        return "not taken"
    if mine.open > 0:
        return "begun"
    if mine.recorded:
        return "recorded"
    return "passed" if mine.passed else "not passed"


def _row(quiz: Quiz, mine: Summary | None) -> tuple[str, ...]:
    state, score = _state(mine), ""
    if mine is not None and state == "begun":
        score = f"{mine.open} of {len(quiz.items)} done"
    elif mine is not None and state in ("passed", "not passed"):
        score = f"{short(mine.points)}/{short(mine.max_points)}"
    questions = count(len(quiz.items), "question")
    return quiz.id, state, score, questions, quiz.title


def next_quiz(every: list[Quiz], mine: dict[str, Summary]) -> tuple[Quiz, str] | None:
    """Choose the quiz to take next, and say why; None when all are passed."""
    reasons = (
        ("begun", "you have begun it"),
        ("not taken", "it is the next that you have not taken"),
        ("not passed", "it is not passed yet"),
    )
    for state, reason in reasons:
        for quiz in every:
            if _state(mine.get(quiz.id)) == state:
                return quiz, reason
    return None


def _print_next(app: App, every: list[Quiz], mine: dict[str, Summary]) -> None:
    chosen = next_quiz(every, mine)
    if chosen is None:
        app.out.sentence(
            f"Next: `{app.command} review` asks again what you may have forgotten."
        )
        return
    quiz, reason = chosen
    app.out.sentence(f"Next: `{app.command} quiz {quiz.id}`, because {reason}.")


def _record(quiz: Quiz, mine: Summary | None) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "quiz": quiz.id,
        "title": quiz.title,
        "unit": quiz.unit,
        "questions": len(quiz.items),
        "max_score": quiz.max_points,
        "pass_mark": quiz.pass_mark,
        "feedback": quiz.feedback,
        "state": _state(mine),
        "taken": mine.ended if mine else 0,
        "answered": max(0, mine.open) if mine else 0,
        "score": mine.points if mine else 0.0,
        "first_score": mine.first if mine else 0.0,
    }
