"""``learn show``: the task of an exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.cli.out import plain

if TYPE_CHECKING:
    from grader.model import Exercise


@click.command(
    epilog="Exits 0, or 2 for an unknown exercise or a task that cannot be read."
)
@click.argument("exercise", metavar="EX", shell_complete=complete_exercise)
@click.option("--raw", is_flag=True, help="The Markdown as it stands.")
@click.pass_obj
def show(app: App, exercise: str, raw: bool) -> None:
    """Show the task of EX."""
    from grader.errors import CourseError

    found = app.course.exercise(exercise)
    file = found.folder / "README.md"
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError("the task cannot be read", where=str(file)) from error
    if raw:
        # Not by Out, which spells what ASCII lacks: this is for other programs.
        click.echo("\n".join(map(_as_it_stands, text.split("\n"))), nl=False)
        return
    from grader.cli.markdown import render

    render(text, app.out)
    from grader.cli.feedback import named

    app.out.line()
    learn, base = app.command, found.spec.starts_from
    first = f"edit {named(app.out, found.stub)}"
    if base is not None and _is_untouched(found):
        first = f"`{learn} start {found.id}` begins with your {base}; then {first}"
    app.out.sentence(f"Next: {first}, save, then `{learn} check {found.id}`.")


def _is_untouched(exercise: Exercise) -> bool:
    from grader.course import untouched_stub

    try:
        return exercise.stub.read_bytes() == untouched_stub(exercise)
    except OSError:
        return False


def _as_it_stands(row: str) -> str:
    return "\t".join(map(plain, row.split("\t")))
