"""``learn undo``: one version of a learner's file back, or any version."""

from __future__ import annotations

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App


@click.command(
    epilog="Exits 0, or 2 if there is nothing to go back to or it cannot be kept."
)
@click.argument("exercise", metavar="EX", shell_complete=complete_exercise)
@click.option(
    "--to",
    type=click.IntRange(min=1),
    metavar="N",
    help="Any version that `learn history EX` lists.",
)
@click.pass_obj
def undo(app: App, exercise: str, to: int | None) -> None:
    """Go back to the version of your file before this one.

    Edits that are not checked yet are kept as a version first, and undone first.
    """
    from grader.cli.feedback import named
    from grader.cli.history import described
    from grader.store import Versions
    from grader.workspace.edits import undo as go_back
    from grader.workspace.files import Workspace

    found = app.course.exercise(exercise)
    done = go_back(Workspace(app.course.root), Versions(app.database), found, to)
    out = app.out
    out.sentence(
        f"{named(out, found.stub)} is version {done.now.number} now "
        f"({described(done.now)})."
    )
    if done.unsaved:
        out.sentence(
            f"Your edits since the last check are kept as version {done.kept}."
        )
    if done.kept:
        out.sentence(
            f"Next: `{app.command} check {found.id}`, or "
            f"`{app.command} undo {found.id} --to {done.kept}` to go forward again."
        )
    else:
        out.sentence(f"Next: `{app.command} check {found.id}`.")
