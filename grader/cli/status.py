"""``learn`` and ``learn list``: where you are, what there is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from grader.cli.main import App
from grader.cli.out import plain

if TYPE_CHECKING:
    from grader.model import Exercise
    from grader.store import ExerciseProgress


def _progress(app: App) -> dict[str, ExerciseProgress]:
    from grader.errors import StoreError
    from grader.store import Progress

    try:
        return Progress(app.state / "progress.db").exercises()
    except StoreError as error:
        app.out.note(f"without your progress: {error}")
        return {}


def _state(progress: ExerciseProgress | None) -> str:
    if progress is None:
        return "not started"
    return "done" if progress.passed else "in progress"


def next_exercise(app: App) -> Exercise | None:
    """Choose the next exercise that is not done, in the course's order."""
    progress = _progress(app)
    done = {id for id, p in progress.items() if p.passed}
    for exercise in app.course.exercises():
        if exercise.id not in done:
            return exercise
    return None


def status(app: App) -> None:
    """Say where the learner is, and the one next action."""
    progress = _progress(app)
    exercises = app.course.exercises()
    done = sum(_state(progress.get(e.id)) == "done" for e in exercises)
    out = app.out
    out.line(out.style(plain(app.course.file.title), bold=True))
    out.line(f"{done} of {len(exercises)} exercises done")
    from grader.cli.feedback import relative

    upcoming = next_exercise(app)
    if upcoming is None:
        out.line("Every exercise is done. `learn list` shows your scores.")
        return
    mine = progress.get(upcoming.id)
    if mine is None:
        why = "it is the first that you have not started"
    else:
        why = f"you are at {mine.best:g} of {mine.out_of:g} points after "
        why += f"{mine.attempts} attempt{'s' if mine.attempts > 1 else ''}"
    out.sentence(f"Next: {upcoming.id}  {upcoming.spec.title} ({why})")
    out.line(f"  read   {plain(app.command)} show {upcoming.id}")
    out.line(f"  edit   {plain(relative(upcoming.stub))}")
    out.line(f"  check  {plain(app.command)} check {upcoming.id}")


@click.command("list", epilog="Exits 0.")
@click.option("--pending", is_flag=True, help="Only those that are not done.")
@click.option("--concept", help="Only those that teach this concept.")
@click.option("--json", "as_json", is_flag=True, help="One object a line.")
@click.pass_obj
def list_exercises(app: App, pending: bool, concept: str | None, as_json: bool) -> None:
    """List the exercises with state and score, in learning order."""
    known = [c.id for c in app.course.file.concepts]
    if concept is not None and concept not in known:
        import difflib

        near = difflib.get_close_matches(concept, known, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise click.UsageError(f"There is no concept {concept!r}.{hint}")
    progress = _progress(app)
    rows = []
    for exercise in app.course.exercises():
        mine = progress.get(exercise.id)
        state = _state(mine)
        if (pending and state == "done") or (
            concept is not None and concept not in exercise.spec.concepts
        ):
            continue
        if as_json:
            click.echo(json.dumps(_record(exercise, mine)))
            continue
        best, out_of = (mine.best, mine.out_of) if mine else (0, exercise.spec.points)
        score = f"{best:g}/{out_of:g}"
        rows.append((exercise.id, state, score, exercise.spec.title))
    if not as_json:
        app.out.table(rows)


def _record(exercise: Exercise, mine: ExerciseProgress | None) -> dict[str, object]:
    return {
        "exercise": exercise.id,
        "name": exercise.name,
        "title": exercise.spec.title,
        "unit": exercise.spec.unit,
        "concepts": list(exercise.spec.concepts),
        "state": _state(mine),
        "score": mine.best if mine else 0.0,
        "max_score": mine.out_of if mine else exercise.spec.points,
        "attempts": mine.attempts if mine else 0,
    }
