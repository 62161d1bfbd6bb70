"""``learn report``: what the log says about a learner, as one page or as data."""

from __future__ import annotations

import datetime
import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.main import App
from grader.cli.out import plain
from grader.cli.pages import place_for, show_page
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.report.data import Report

FILE = "learn-report.html"
BUDGET_S = 5.0
"""How long pictures are drawn for that could not be drawn when an exercise passed."""
_WIDE = 1 << 20
# Words, numbers and stops: Markdown that stands for itself.
_UNMARKED = re.compile(r"[\w ,.;:?!'\"()=+/-]*")


@click.command(
    epilog="Exits 0; 2 if the report cannot be written, something else stands in its "
    "place, or course or progress cannot be read; 130 on Ctrl-C."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Where to write it, or the folder for {FILE}. Default: beside exercises/.",
)
@click.option("--open", "opens", is_flag=True, help="Show it in your browser.")
@click.option("--json", "as_json", is_flag=True, help="One learn.report/1 object.")
@click.option(
    "--timestamp",
    is_flag=True,
    help="Say when it was made, and what is due now. Default: as of what you did last.",
)
@click.option("--name", default="", metavar="NAME", help="Your name on the page.")
@click.pass_obj
def report(
    app: App,
    out: Path | None,
    opens: bool,
    as_json: bool,
    timestamp: bool,
    name: str,
) -> None:
    """Write a page about your progress: what next, what you know, what you misunderstand.

    It is one file, learn-report.html, that needs no network. What you did is all that
    it is made from: the same progress gives the same file.
    """
    if as_json and (out is not None or opens):
        raise click.UsageError("--json writes to standard output; it takes no file")
    file = None if as_json else place_for(out, app.course.root / FILE)
    _draw_what_is_missing(app)
    made = _gathered(app, timestamp, name)
    if file is None:
        click.echo(made.to_json())
        return
    from grader.report.learner import render_report
    from grader.workspace.files import replace

    _write_explorers(app, made, file.parent)
    replace(file, render_report(made).encode())
    _print_summary(app, made, file)
    if opens:
        show_page(app, file)
    _print_next(app, made)


def _write_explorers(app: App, made: Report, folder: Path) -> None:
    """Put the explorers that the page leads to beside it."""
    led_to = {
        one.explorer.id
        for one in made.misunderstood
        if one.explorer is not None and one.current
    }
    if not led_to:
        return
    from grader.cli.explore import FOLDER, write_explorers

    wanted = tuple(e for e in app.course.explorers() if e.id in led_to)
    try:
        write_explorers(app.course, wanted, folder / FOLDER)
    except LearnError as error:
        # The page names the command as well, which says more.
        app.out.note(f"the explorers were not written: {error.what}")


def _gathered(app: App, timestamp: bool, name: str) -> Report:
    from grader.report.gather import gather

    now = datetime.datetime.now(datetime.UTC) if timestamp else None
    return gather(
        app.course, app.database, now=now, name=name, cache=app.cache, in_words=in_words
    )


@functools.lru_cache(maxsize=4096)
def in_words(text: str) -> str:
    """Write Markdown of the course as plain text, its formulas readable."""
    if _UNMARKED.fullmatch(text):
        return " ".join(text.split())
    from grader.cli.markdown import Style, phrase

    return "\n".join(phrase(text, _WIDE, Style(linear=True)))


# -- pictures ----------------------------------------------------------------------------


def _draw_what_is_missing(app: App) -> None:
    """Draw portraits that are not kept yet; what cannot be drawn now is said."""
    from grader import portraits

    try:
        if not portraits.missing(app.course, app.database):
            return
    except LearnError:
        return  # whoever gathers says why
    from grader.sandbox.host import Sandbox

    try:
        with Sandbox(app.course.file.imports, server=app.server) as sandbox:
            left = portraits.ensure(app.course, app.database, sandbox, BUDGET_S)
    except LearnError as error:
        app.out.note(f"without new pictures: {error}")
        return
    if left:
        app.out.note(
            f"{left} picture{'s' if left > 1 else ''} of your code could not be drawn in "
            f"time; the next `{app.command} report` goes on with them"
        )


# -- what is said ------------------------------------------------------------------------


def _print_summary(app: App, made: Report, file: Path) -> None:
    from grader.cli.feedback import relative

    summary = made.summary
    app.out.sentence(
        f"Your report is in {plain(relative(file))}: {summary.exercises_done} of "
        f"{summary.exercises} exercises done, {summary.concepts_mastered} of "
        f"{summary.concepts} concepts mastered."
    )


def _print_next(app: App, made: Report) -> None:
    if made.next is None:
        app.out.sentence("Next: look back at how far you have come.")
        return
    command = app.command + made.next.command.removeprefix("learn")
    app.out.sentence(f"Next: `{command}`, because {made.next.reason}.")
