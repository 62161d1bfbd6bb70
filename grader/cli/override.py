"""``learn override``: a person's decision in place of what judging gave."""

from __future__ import annotations

import math
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.main import App
from grader.cli.out import plain
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.classroom.grade_rows import Row
    from grader.classroom.gradebook import Gradebook
    from grader.classroom.standing import Standing
    from grader.model import Exercise

MAX_REASON = 2000


@click.command(
    epilog="Exits 0, or 2 if the student, the exercise or the points cannot be."
)
@click.argument("student")
@click.argument("exercise", metavar="EX")
@click.option(
    "--points", type=float, metavar="N", help="What the exercise is to count."
)
@click.option(
    "--reason", metavar="TEXT", help="Why: it is kept, and shown with the grade."
)
@click.option(
    "--clear", is_flag=True, help="Withdraw the decision: what was judged counts."
)
@click.option("--beyond", is_flag=True, help="Allow more points than the exercise has.")
@click.option(
    "--dir",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=Path("grades"),
    show_default=True,
    help="The folder with the gradebook.",
)
@click.pass_obj
def override(
    app: App,
    student: str,
    exercise: str,
    points: float | None,
    reason: str | None,
    clear: bool,
    beyond: bool,
    folder: Path,
) -> None:
    """Give STUDENT points for EX, whatever judging says, now and after a regrade.

    Nothing is lost: every decision is kept, and the last one counts. No late penalty
    touches it.
    """
    from grader.classroom.anonymous import aliases
    from grader.classroom.people import find_student
    from grader.classroom.standing import Standing
    from grader.cli.export_gradebook import open_gradebook

    if clear == (points is not None):
        raise click.UsageError("say --points N, or --clear to withdraw")
    why = _reason(reason, clear)
    chosen = app.course.exercise(exercise)
    with open_gradebook(folder) as book:
        before = Standing(book, app.course)
        policies = before.rules.policies
        who = aliases(book.file.parent, anonymous=policies.anonymous)
        id = find_student(student, dict(book.students()), who)
        if points is None:
            _require_decision(before, id, chosen)
        else:
            most = policies.points.get(chosen.id, chosen.spec.points)
            _require_possible(points, most, beyond, chosen.id)
        was, _ = before.row(id)
        book.override(id, chosen.id, points, why)
        after = Standing(book, app.course)
        _tell(app, after, was, after.row(id)[0], chosen, who.of(id), folder)
        _rewrite(app, book)


def _reason(reason: str | None, clear: bool) -> str:
    written = (reason or "").strip()
    if not written and not clear:
        raise click.UsageError("say why with --reason TEXT")
    if len(written) > MAX_REASON:
        raise LearnError(f"the reason is longer than {MAX_REASON} characters")
    return written


def _require_possible(points: float, most: float, beyond: bool, id: str) -> None:
    if not math.isfinite(points) or points < 0:
        raise LearnError(f"{points:g} points cannot be given", fix=f"0 to {most:g}")
    if points > most and not beyond:
        raise LearnError(
            f"{id} is worth {most:g} points, and {points:g} is more",
            fix=f"give 0 to {most:g}, or say --beyond if it is meant",
        )


def _require_decision(standing: Standing, student: str, exercise: Exercise) -> None:
    if standing.scheme.decision(student, exercise.id) is None:
        raise LearnError(
            f"there is no decision on {exercise.id} of this student to withdraw",
            fix="--points N --reason TEXT makes one",
        )


def _tell(
    app: App,
    standing: Standing,
    was: Row,
    now: Row,
    exercise: Exercise,
    shown: str,
    folder: Path,
) -> None:
    """Say what it was and what it is."""
    name, id = plain(shown), exercise.id
    if id not in standing.exercises:
        app.out.sentence(
            f"{name}: kept. {id} counts for nobody: nobody handed it in, and the policies "
            "do not name it."
        )
    else:
        cell = now.cells[id]
        app.out.sentence(
            f"{name}: {id} counts {_amount(now, id)} of {cell.out_of:g} points now, "
            f"{_amount(was, id)} before; the total is {now.total:g} of {now.out_of:g}, "
            f"{was.total:g} of {was.out_of:g} before."
        )
    if standing.scheme.decision(now.student, id) is not None:
        place = "" if folder == Path("grades") else f" --dir {shlex.quote(str(folder))}"
        command = f"{app.command} override {shlex.quote(name)} {id} --clear{place}"
        app.out.sentence(f"To withdraw it: `{command}`.")


def _amount(row: Row, exercise: str) -> str:
    from grader.classroom.exports.plain import points

    return (
        points(row.cells[exercise]) or "nothing" if exercise in row.cells else "nothing"
    )


def _rewrite(app: App, book: Gradebook) -> None:
    """Write the files beside the gradebook anew, unless a run will do so."""
    from grader.classroom.grades_files import GRADES, write_grades
    from grader.classroom.grading import held

    place = book.file.parent
    try:
        with held(place):
            write_grades(book, app.course, place)
    except LearnError as error:
        app.out.note(f"{GRADES} is as it was: {error}; the decision is kept")
