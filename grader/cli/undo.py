"""``learn undo``: one version of a learner's file back, or any version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App

if TYPE_CHECKING:
    from grader.store.versions import Version


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
    from grader.cli.feedback import relative
    from grader.store import Versions
    from grader.workspace.edits import undo as go_back
    from grader.workspace.files import Workspace

    found = app.course.exercise(exercise)
    done = go_back(Workspace(app.course.root), Versions(app.database), found, to)
    out = app.out
    out.sentence(
        f"{relative(found.stub)} is version {done.now.number} now "
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


def described(version: Version) -> str:
    """Say in a few words when a version was made and how it was judged."""
    import datetime

    at = datetime.datetime.fromisoformat(version.at).astimezone()
    return f"{at:%Y-%m-%d %H:%M}, {', '.join(_facts(version))}"


def _facts(version: Version) -> list[str]:
    facts = {
        "reset": ["the untouched stub"],
        "start": ["as `learn start` began"],
    }.get(version.origin, [])
    if not version.attempts:
        return facts or ["not checked"]
    score = f"{version.points:g} of {version.out_of:g} points"
    return [*facts, "checked", score, *(["passed"] if version.passed else [])]
