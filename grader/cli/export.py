"""``learn export``: files that an LMS takes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_quiz
from grader.cli.export_autograder import autograder
from grader.cli.export_gradebook import gradebook
from grader.cli.main import App
from grader.cli.out import plain
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.quiz.interchange.exporting import Format
    from grader.quiz.model import Quiz


class Exports(click.Group):
    """Takes what is no command of its own for a gradebook's folder: `learn export DIR`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in that goes without saying."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["gradebook", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Exports)
def export() -> None:
    """Write files that other programs take.

    `learn export DIR --to csv` is short for `learn export gradebook DIR --to csv`.
    """


export.add_command(gradebook)
export.add_command(autograder)


@export.command(
    epilog="Exits 0, or 2 if a file is in the way or keys are withheld here."
)
@click.argument("id", required=False, metavar="[ID]", shell_complete=complete_quiz)
@click.option("--all", "every", is_flag=True, help="Every quiz, a file for each.")
@click.option(
    "--to",
    "form",
    type=click.Choice(["gift", "moodle-xml", "qti21"]),
    required=True,
    help="moodle-xml keeps most; gift has no pictures, points and hints.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path(),
    help="A folder, or the file's name. Default: this folder.",
)
@click.option(
    "--variants",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help="Questions that stand for one whose numbers are drawn.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**53), default=0, help="Draw other numbers."
)
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.pass_obj
def quiz(
    app: App,
    id: str | None,
    every: bool,
    form: Format,
    out: Path,
    variants: int,
    seed: int,
    force: bool,
) -> None:
    """Write the quiz ID for Moodle and other LMSs.

    What the format cannot hold is listed on standard error; -v names all
    questions concerned.
    """
    from grader.quiz.interchange.exporting import export as write
    from grader.quiz.interchange.neutral import Notes
    from grader.quiz.interchange.saving import save

    files, notes = {}, Notes()
    for chosen in _chosen(app, id, every):
        made = write(chosen, form, variants=variants, seed=seed)
        files[_place(out, made.name, every)] = made.content
        notes.merge(made.notes)
    save(files, force=force)
    for line in notes.lines(10**6 if app.verbosity else 6):
        app.out.note(f"note: {plain(line)}")
    for file in files:
        app.out.line(plain(str(file)))


def _chosen(app: App, id: str | None, every: bool) -> list[Quiz]:
    from grader.quiz.reader import quiz, quiz_names, quizzes

    if every == (id is not None):
        known = ", ".join(quiz_names(app.course)) or "none yet"
        raise LearnError(
            "name one quiz, or say --all for every one", fix=f"quizzes here: {known}"
        )
    return [quiz(app.course, id)] if id is not None else quizzes(app.course)


def _place(out: Path, name: str, every: bool) -> Path:
    return out / name if every or out.is_dir() or _names_folder(out) else out


def _names_folder(out: Path) -> bool:
    return str(out).endswith(os.sep) or not out.suffix
