"""``learn class-report``: how a graded class is doing, as one page."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.main import App
from grader.cli.pages import place_for, show_page

if TYPE_CHECKING:
    from grader.classroom.class_data import ClassReport

NAME = "class-report.html"


@click.command(
    name="class-report",
    epilog="Exits 0, or 2 if there is no gradebook, or the page cannot be written.",
)
@click.argument(
    "folder", metavar="DIR", default="grades", type=click.Path(path_type=Path)
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Where to write the page. Default: {NAME} in DIR.",
)
@click.option("--open", "show", is_flag=True, help="Show it in the browser.")
@click.option(
    "--json", "as_json", is_flag=True, help="One learn.class-report/1 object."
)
@click.pass_obj
def class_report(
    app: App, folder: Path, out: Path | None, show: bool, as_json: bool
) -> int:
    """Write what a class did and misunderstood: one HTML file.

    DIR is what `learn grade` wrote. How the points are spread, which checks and
    questions failed whom, which misconceptions show, and everybody's line.
    """
    file = place_for(out, folder / NAME)
    with _report(app, folder) as report:
        if as_json:
            click.echo(report.to_json())
            return 0
        from grader.classroom.class_page import render_class

        page = render_class(report)
    from grader.workspace.files import replace

    replace(file, page.encode())
    _say(app, report, file)
    if show:
        show_page(app, file)
    return 0


@contextlib.contextmanager
def _report(app: App, folder: Path) -> Iterator[ClassReport]:
    from grader.classroom.class_report import class_report as gathered
    from grader.classroom.gradebook import NAME as BOOK
    from grader.classroom.gradebook import Gradebook
    from grader.classroom.quizfiles import quiz_book
    from grader.cli.report import in_words

    with Gradebook(folder / BOOK) as book:
        marked = quiz_book(book, app.course, app.cache)
        yield gathered(book, app.course, folder, marked, in_words)


def _say(app: App, report: ClassReport, file: Path) -> None:
    from grader.cli.feedback import relative

    students = f"{report.students} student{'' if report.students == 1 else 's'}"
    app.out.sentence(f"{relative(file)} has the report of {students}.")
    if report.misconceptions:
        top = report.misconceptions[0]
        app.out.sentence(
            f"Next: open it. The commonest misconception shows in the work of "
            f"{top.students}."
        )
    else:
        app.out.sentence("Next: open it.")
