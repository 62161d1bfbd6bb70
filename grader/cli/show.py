"""``learn show``: the task of an exercise."""

from __future__ import annotations

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.cli.out import plain


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
    app.out.sentence(
        f"Next: edit {named(app.out, found.stub)}, save, then "
        f"`{app.command} check {found.id}`."
    )


def _as_it_stands(row: str) -> str:
    return "\t".join(map(plain, row.split("\t")))
