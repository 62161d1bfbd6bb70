"""``learn hint``: the next rung of the ladder that helps now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.cli.out import plain

if TYPE_CHECKING:
    from grader.model import Exercise
    from grader.store.progress import FailedCheck
    from grader.workspace.ladder import Hint


@click.command(
    epilog="Exits 0, or 2 if there is no such hint or it is too soon for the next."
)
@click.argument("exercise", metavar="EX", shell_complete=complete_exercise)
@click.option(
    "--level", type=click.IntRange(min=1), metavar="N", help="Show hint N again."
)
@click.option(
    "--for", "name", metavar="NAME", help="For this function or class of the exercise."
)
@click.option("--json", "as_json", is_flag=True, help="One learn.hint/1 object.")
@click.pass_obj
def hint(
    app: App, exercise: str, level: int | None, name: str | None, as_json: bool
) -> None:
    """Show the next hint for EX.

    It is about the function that your last check stumbled over first. Hints never
    change a score; how many you used is shown beside it.
    """
    found = app.course.exercise(exercise)
    rung = take(app, found, level, name)
    if as_json:
        click.echo(json.dumps(_record(found, rung)))
    else:
        print_hint(app, found, rung)


def take(
    app: App, exercise: Exercise, level: int | None = None, name: str | None = None
) -> Hint:
    """Choose a rung and keep that it was shown.

    Raises
    ------
    LearnError
        When there is no such rung, or it is too soon for it.
    """
    from grader.course import untouched_stub
    from grader.errors import StoreError
    from grader.store import Hints
    from grader.workspace import ladder

    known = _so_far(app, exercise)
    shown, failing = known or ({}, [])
    chosen = (
        ladder.named(exercise, name)
        if name
        else ladder.choose(exercise, shown, failing)
    )
    rung = ladder.climb(exercise, shown, chosen, level)
    hints = Hints(app.database)
    between = app.course.file.attempts_between_hints
    ladder.allow(hints, exercise, rung, shown, between, untouched_stub(exercise))
    try:
        if known is not None:
            hints.record(exercise.id, rung.ladder, rung.rung)
    except StoreError as error:
        # Help is not withheld because it cannot be counted.
        app.out.note(f"not recorded, so the next hint is this one again: {error}")
    return rung


def _so_far(
    app: App, exercise: Exercise
) -> tuple[dict[str, int], list[FailedCheck]] | None:
    """Read what was shown and what fails; None where it cannot be read, and why."""
    from grader.errors import StoreError
    from grader.store import Hints, Progress

    try:
        shown = Hints(app.database).shown(exercise.id)
        return shown, Progress(app.database).failing(exercise.id)
    except StoreError as error:
        app.out.note(f"without your progress: {error}")
        return None


def _record(exercise: Exercise, rung: Hint) -> dict[str, object]:
    return {
        "schema": "learn.hint/1",
        "exercise": exercise.id,
        "for": rung.ladder,
        "level": rung.rung,
        "levels": rung.of,
        "text": rung.text,
        "new": rung.new,
    }


def print_hint(
    app: App, exercise: Exercise, rung: Hint, *, then: str | None = None
) -> None:
    """Show one rung, and what comes after it.

    Parameters
    ----------
    then : str, optional
        What to do after trying it; default: the command that checks.
    """
    from grader.cli.markdown import render

    out = app.out
    head = f"{exercise.id}  Hint {rung.rung} of {rung.of}, for `{rung.ladder}`"
    if rung.asked_again:
        head += " (the last one, again)"
    out.line(out.style(plain(head), bold=True))
    out.line()
    render(rung.text, out)
    out.line()
    if rung.left:
        more = "One more hint is" if rung.left == 1 else f"{rung.left} more hints are"
        out.sentence(f"{more} there for `{rung.ladder}`.")
        then = then or f"`{app.command} check {exercise.id}`"
        out.sentence(f"Next: try it, then {then}.")
    else:
        _print_what_else(app, exercise, rung, check=then is None)


def _print_what_else(app: App, exercise: Exercise, rung: Hint, *, check: bool) -> None:
    """Say that this ladder ends here, and what else helps."""
    learn, id = app.command, exercise.id
    rows = [("hint", f"{learn} hint {id} --for {name}") for name in rung.elsewhere[:1]]
    rows.append(("read", f"{learn} show {id}"))
    if check:
        rows.append(("check", f"{learn} check {id}"))
    if exercise.solution is not None:
        rows.append(("answer", f"{learn} solution {id} --give-up"))
    app.out.sentence(
        f"These were all {rung.of} hints for `{rung.ladder}`. What else helps:"
    )
    for label, command in rows:
        app.out.line(f"  {label:<7} {plain(command)}")
