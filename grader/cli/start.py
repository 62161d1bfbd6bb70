"""``learn start``: begin an exercise from one's own file of an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.model import Exercise
    from grader.workspace.edits import Replaced


@click.command(
    epilog="Exits 0, or 2 if the exercise it builds on has not passed yet, or your "
    "file cannot be kept: then nothing is changed."
)
@click.argument("exercise", metavar="EX", shell_complete=complete_exercise)
@click.pass_obj
def start(app: App, exercise: str) -> None:
    """Begin EX from your own earlier file, if it builds on one.

    It begins from your last passing file of the exercise that it builds on.

    What your file for EX holds is kept first: `learn undo EX` gets it back.
    """
    from grader.store import Versions
    from grader.workspace.edits import put
    from grader.workspace.files import Workspace

    found = app.course.exercise(exercise)
    if found.spec.starts_from is None:
        _its_own_stub(app, found)
        return
    base = app.course.exercise(found.spec.starts_from)
    versions = Versions(app.database)
    content = versions.last_passing(base.id)
    if content is None:
        raise LearnError(
            f"{found.id} builds on your {base.id}, which has not passed yet",
            fix=f"finish it first: `learn check {base.id}`; your file for {found.id} is "
            "as it was",
        )
    done = put(Workspace(app.course.root), versions, found, "start", content)
    _print(app, found, base, done)


def _its_own_stub(app: App, exercise: Exercise) -> None:
    from grader.cli.feedback import named

    learn, file = app.command, named(app.out, exercise.stub)
    if exercise.stub.exists():
        app.out.sentence(f"{exercise.id} starts from a stub, which is there: {file}")
        app.out.sentence(
            f"Next: `{learn} show {exercise.id}` is the task; edit the file, then "
            f"`{learn} check {exercise.id}`."
        )
        return
    app.out.sentence(f"{exercise.id} starts from a stub, and {file} is not there.")
    app.out.sentence(f"Next: `{learn} reset {exercise.id}` puts it back.")


def _print(app: App, exercise: Exercise, base: Exercise, done: Replaced) -> None:
    from grader.cli.feedback import named

    out, learn, file = app.out, app.command, named(app.out, exercise.stub)
    if not done.changed:
        out.sentence(f"{file} is your last passing {base.id} already.")
    else:
        out.sentence(f"{file} now begins with your last passing {base.id}.")
    if done.changed and done.kept:
        out.sentence(
            f"What it held is kept as version {done.kept}: "
            f"`{learn} undo {exercise.id}` gets it back."
        )
    new = _new_names(exercise, base)
    if new:
        out.sentence(f"What {exercise.id} adds: {', '.join(new)}.")
    out.sentence(f"Next: `{learn} show {exercise.id}` says what to add to it.")


def _new_names(exercise: Exercise, base: Exercise) -> list[str]:
    """Name what the task asks for and the file that it begins with does not have."""
    old = {*base.spec.functions, *base.spec.classes}
    names = (*exercise.spec.functions, *exercise.spec.classes)
    return [f"`{name}`" for name in names if name not in old]
