"""``learn solution``: the reference beside the learner's own code."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.cli.out import plain
from grader.errors import LearnError, StoreError

if TYPE_CHECKING:
    from grader.cli.out import Out
    from grader.model import Exercise

BESIDE_COLUMNS = 100
"""From this width on two pieces of code fit side by side."""


@click.command(
    epilog="Exits 0, or 2 if the exercise has not passed yet, or the reference is not "
    "at hand."
)
@click.argument("exercise", metavar="EX", shell_complete=complete_exercise)
@click.option(
    "--give-up", is_flag=True, help="Show it before you have passed; this is recorded."
)
@click.pass_obj
def solution(app: App, exercise: str, give_up: bool) -> None:
    """Show the reference for EX beside your code.

    You see it once you have passed. --give-up shows it before; that is then said
    beside your score, which it never changes.
    """
    found = app.course.exercise(exercise)
    reference = _reference(found)
    _record(app, found, give_up)
    _print(app.out, _own(app, found), reference)
    app.out.line()
    app.out.sentence(
        f"Next: what is different, and why? `{app.command}` shows what comes after this."
    )


def _reference(exercise: Exercise) -> bytes:
    from grader.workspace.files import read

    content = read(exercise.solution) if exercise.solution else None
    if content is None:
        raise LearnError(
            f"the reference for {exercise.id} is not in this workspace: it stays with "
            "whoever teaches the course",
            fix=f"`learn hint {exercise.id}` helps on",
        )
    return content


def _record(app: App, exercise: Exercise, give_up: bool) -> None:
    """Make sure that the reference may be shown, and keep that it was.

    Raises
    ------
    LearnError
        Before a pass, without `give_up` or where giving up cannot be kept.
    """
    from grader.store import Progress, Versions

    versions = Versions(app.database)
    passed = False
    try:
        mine = Progress(app.database).exercises().get(exercise.id)
        passed = mine is not None and mine.passed
        if not (passed or give_up or exercise.id in versions.given_up()):
            raise LearnError(
                f"{exercise.id} has not passed yet",
                fix=f"`learn hint {exercise.id}` helps on, or `learn solution "
                f"{exercise.id} --give-up` shows the reference now (this is recorded)",
            )
        versions.solution_seen(exercise.id, gave_up=not passed)
    except StoreError as error:
        if not passed:
            raise
        app.out.note(f"not recorded: {error}")


def _own(app: App, exercise: Exercise) -> bytes | None:
    from grader.workspace.files import read

    try:
        return read(exercise.stub)
    except LearnError as error:
        app.out.note(f"without your file: {error}")
        return None


def _print(out: Out, own: bytes | None, reference: bytes) -> None:
    columns = shutil.get_terminal_size((80, 24)).columns
    if own is not None and not out.linear and columns >= BESIDE_COLUMNS:
        _print_beside(out, own, reference, columns)
        return
    if own is not None:
        _print_whole(out, "Your code", own)
        out.line()
    _print_whole(out, "The reference", reference)


def _print_whole(out: Out, heading: str, content: bytes) -> None:
    from grader.workspace.compare import rows

    out.line(out.style(heading, bold=True))
    for row in rows(content):
        out.line(f"  {_code(row.rstrip())}".rstrip())


def _print_beside(out: Out, own: bytes, reference: bytes, columns: int) -> None:
    """Print two columns of code; a bar stands where they differ."""
    from grader.workspace.compare import beside

    width = (columns - 3) // 2
    out.line(out.style("Your code".ljust(width) + "   The reference", bold=True))
    for left, right, same in beside(own, reference):
        halves = [_folded(text, width) for text in (left, right)]
        for i in range(max(len(half) for half in halves)):
            mine, theirs = (half[i] if i < len(half) else "" for half in halves)
            mark = " " if same else out.style("|", "yellow")
            out.line(f"{mine.ljust(width)} {mark} {theirs}".rstrip())


def _folded(text: str, width: int) -> list[str]:
    """Cut a line of code where the column ends; what follows is indented."""
    code = _code(text)
    indent = min(len(code) - len(code.lstrip()) + 4, width // 2)
    return textwrap.wrap(
        code, width, subsequent_indent=" " * indent, drop_whitespace=False,
        break_on_hyphens=False,
    ) or [""]  # fmt: skip


def _code(text: str) -> str:
    return plain(text.expandtabs(4))
