"""``learn explore``: pages on which to try things out, written and opened."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.main import App
from grader.cli.out import plain
from grader.cli.pages import place_for, show_page
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.course import Course
    from grader.model import Explorer

FOLDER = "learn-explorers"


@click.command(
    epilog="Exits 0; 2 if there is no such explorer, a page cannot be written, or "
    "something else stands in its place; 130 on Ctrl-C."
)
@click.argument("name", required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=f"Where to write them. Default: {FOLDER} beside exercises/.",
)
@click.option("--open", "opens", is_flag=True, help="Show the page in your browser.")
@click.pass_obj
def explore(app: App, name: str | None, out: Path | None, opens: bool) -> None:
    """Write a page on which you move things and see what follows; all without NAME.

    Each page is one file that needs no network.
    """
    every = app.course.explorers()
    if not every:
        raise LearnError(
            "this course has no explorers",
            where=str(app.course.root),
            fix="run `learn list` for what it has",
        )
    wanted = every if name is None else (_named(name, every),)
    folder = app.course.root / FOLDER if out is None else out
    files = write_explorers(app.course, wanted, folder)
    for explorer, file in zip(wanted, files, strict=True):
        app.out.line(f"{explorer.id:14} {plain(explorer.title)}")
        app.out.line(f"{'':14} {plain(str(file))}")
    if opens:
        show_page(app, files[0])
    elif name is None:
        app.out.line("Next: `learn explore NAME --open` shows one in your browser.")


def write_explorers(
    course: Course, explorers: tuple[Explorer, ...], folder: Path
) -> list[Path]:
    """Write pages into a folder, which is made where there is none.

    Raises
    ------
    LearnError
        When a page cannot be written, or something else is there.
    """
    from grader.explore.page import render
    from grader.workspace.files import replace

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise LearnError(
            f"the folder for the explorers cannot be made: {error.strerror}",
            where=str(folder),
            fix="name another with --out",
        ) from error
    up = Path(os.path.relpath(course.root, folder)).as_posix()
    files = []
    for explorer in explorers:
        file = place_for(None, folder / f"{explorer.id}.html")
        replace(file, render(course, explorer, up).encode())
        files.append(file)
    return files


def _named(name: str, every: tuple[Explorer, ...]) -> Explorer:
    wanted = name.lower().replace("_", "-")
    known = {e.id: e for e in every}
    if wanted in known:
        return known[wanted]
    near = difflib.get_close_matches(wanted, known, n=1)
    raise LearnError(
        f"there is no explorer {name!r}",
        where="explorers: " + ", ".join(known),
        fix=f"did you mean {near[0]}?" if near else "name one of them",
    )
