"""``learn milestone``: see what your own code can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.main import App
from grader.cli.out import plain
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.model import Milestone


@click.command(
    epilog="Exits 0, 2 for one that is unknown or not reached, 3 if the fault is ours."
)
@click.argument("milestone", required=False, metavar="[NAME]")
@click.pass_obj
def milestone(app: App, milestone: str | None) -> None:
    """See what your own code can do.

    A milestone runs what you wrote and passed. Without NAME: which there are.
    `learn` shows each once, when you reach it.
    """
    from grader.milestones import reached

    every = app.course.milestones()
    here = {m.id for m in reached(app.course, app.database)}
    if milestone is None:
        if not every:
            app.out.sentence("This course has no milestones.")
        app.out.table(
            (
                m.id,
                "reached" if m.id in here else f"needs {', '.join(m.needs)}",
                m.title,
            )
            for m in every
        )
        if here and not app.out.linear:
            example = next(m.id for m in every if m.id in here)
            app.out.sentence(f"Next: `{app.command} milestone {example}` shows it.")
        return
    found = next((m for m in every if m.id == milestone), None)
    if found is None:
        raise LearnError(
            f"there is no milestone {milestone!r}",
            fix=f"there are: {', '.join(m.id for m in every)}"
            if every
            else "this course has none",
        )
    if found.id not in here:
        raise LearnError(
            f"{found.id} is not reached yet",
            fix=f"it runs your own code from {', '.join(found.needs)}: pass them first",
        )
    show_milestone(app, found)


def show_milestone(app: App, milestone: Milestone) -> None:
    """Run one on the learner's newest passing files, and keep that it was shown."""
    from grader import milestones
    from grader.cli.markdown import render
    from grader.errors import StoreError
    from grader.sandbox.host import Sandbox
    from grader.store import Progress

    out = app.out
    out.line(out.style(plain(f"Milestone: {milestone.title}"), bold=True))
    out.line()
    render(milestone.before, out)
    with Sandbox(app.course.file.imports) as sandbox:
        source_of = milestones.of_learner(app.database)
        for shown in milestones.show(milestone, app.course, sandbox, source_of):
            out.line()
            out.line(out.style(plain(shown.title), bold=True))
            if not shown.worked:
                out.sentence(f"Your code could not do this: {shown.text}")
                continue
            for row in shown.text.splitlines():
                out.line("  " + plain(row))
    out.line()
    render(milestone.after, out)
    out.line()
    out.sentence(f"`{app.command} milestone {milestone.id}` shows this again.")
    try:
        Progress(app.database).milestone_seen(milestone.id)
    except StoreError as error:
        out.note(f"not recorded: {error.what}")
