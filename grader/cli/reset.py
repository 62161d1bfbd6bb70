"""``learn reset``: the untouched stub again; the learner's version is kept."""

from __future__ import annotations

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App


@click.command(
    epilog="Exits 0, or 2 if your version cannot be kept: then nothing is changed."
)
@click.argument("exercise", metavar="EX", shell_complete=complete_exercise)
@click.pass_obj
def reset(app: App, exercise: str) -> None:
    """Put the untouched stub of EX back; your version is kept.

    `learn undo EX` gets your version back.
    """
    from grader.cli.feedback import named
    from grader.cli.workspace import installed_or_none
    from grader.store import Versions
    from grader.workspace.edits import put, require_untouched
    from grader.workspace.files import Workspace

    found = app.course.exercise(exercise)
    stub = require_untouched(found, installed_or_none())
    # No question first: nothing is lost, and `learn undo` is shorter than a dialogue.
    done = put(Workspace(app.course.root), Versions(app.database), found, "reset", stub)
    out, file = app.out, named(app.out, found.stub)
    if not done.changed:
        out.sentence(f"{file} is the untouched stub already.")
    elif done.kept:
        out.sentence(f"{file} is the untouched stub again.")
        out.sentence(
            f"Your file is kept as version {done.kept}: "
            f"`{app.command} undo {found.id}` gets it back."
        )
    else:
        out.sentence(f"{file} is there again: the untouched stub.")
    out.sentence(f"Next: `{app.command} show {found.id}` is the task.")
