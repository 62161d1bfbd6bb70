"""``learn submit``: the zip to hand in."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.main import App
from grader.errors import LearnError, StoreError

if TYPE_CHECKING:
    from grader.workspace.handin import Collected, Piece

NAME = "learn-submission.zip"


@click.command(
    epilog="Exits 0, or 2 if there is nothing to hand in or a file could not be read."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="ZIP",
    help=f"Where to write it. Default: {NAME} in the course's folder.",
)
@click.pass_obj
def submit(app: App, out: Path | None) -> int:
    """Pack what you have done into a zip to hand in.

    It holds the exercise files that you have changed, as they are now, and your
    answers to quizzes, and nothing else of yours.
    """
    from grader.cli.workspace import installed_or_none
    from grader.workspace import handin
    from grader.workspace.files import Workspace

    course = app.course
    file = course.root / NAME if out is None else out
    if file.is_dir():
        file = file / NAME
    found = handin.collect(
        Workspace(course.root), course.exercises(), installed_or_none()
    )
    sheet, answered, unread = _sheet(app)
    if not found.pieces and sheet is None:
        _print_left_out(app, found)
        raise LearnError(
            "there is nothing to hand in: no exercise file has been changed yet",
            fix="`learn` says what comes next",
        )
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    archive = handin.pack(course.file.title, found.pieces, at, sheet, answered)
    replaced = handin.write(file, archive)
    if unread is not None:
        app.out.note(f"without your answers to quizzes and your scores: {unread}")
    _print(app, file, found, answered, replaced=replaced)
    return 2 if found.refused else 0


def _sheet(
    app: App,
) -> tuple[tuple[str, bytes] | None, list[str], LearnError | None]:
    """Give the answers to quizzes, as a file, which they answer, or why there are none."""
    from grader.quiz import sheet
    from grader.quiz.reader import quizzes
    from grader.store import Quizzes

    try:
        store = Quizzes(app.database)
        if not store.sittings():
            return None, [], None
        known = quizzes(app.course, app.cache)
        raw = sheet.sheet_of(store, known)
    except LearnError as error:
        return None, [], error
    if raw is None:
        return None, [], None
    ids = {sitting.quiz for sitting in sheet.read_sheet(raw).sittings}
    return (sheet.NAME, raw), [quiz.id for quiz in known if quiz.id in ids], None


def _print(
    app: App, file: Path, found: Collected, answered: list[str], *, replaced: bool
) -> None:
    from grader.cli.feedback import relative

    out, name = app.out, relative(file)
    count = _held(len(found.pieces), len(answered))
    out.sentence(f"{name} holds {count}{' and replaces the older one' * replaced}:")
    checked = _checked(app, found.pieces)
    out.table(
        (f"  {p.exercise.id}", f"{p.exercise.slug}/{p.exercise.stub.name}", words)
        for p, words in zip(found.pieces, checked, strict=True)
    )
    if answered:
        out.sentence(f"  quizzes: {', '.join(answered)}")
    _print_left_out(app, found)
    waiting = [
        p.exercise.id
        for p, words in zip(found.pieces, checked, strict=True)
        if words.startswith("not ")
    ]
    if waiting:
        out.sentence(
            f"Next: hand in {name}, or first see what is not checked yet: "
            f"`{app.command} check {' '.join(waiting)}`."
        )
    else:
        out.sentence(f"Next: hand in {name}.")


def _held(files: int, quizzes: int) -> str:
    held = []
    if files:
        held.append(f"{files} file{'s' if files > 1 else ''}")
    if quizzes:
        held.append(f"your answers to {quizzes} quiz{'zes' if quizzes > 1 else ''}")
    return " and ".join(held)


def _print_left_out(app: App, found: Collected) -> None:
    out = app.out
    if found.unchanged:
        ids = ", ".join(e.id for e in found.unchanged)
        out.sentence(f"Not in it, since the stub is untouched: {ids}.")
    if found.missing:
        ids = ", ".join(e.id for e in found.missing)
        out.sentence(f"Not in it, since there is no file: {ids}.")
    for exercise, why in found.refused:
        out.sentence(f"Not in it: {exercise.id} ({exercise.stub.name}: {why}).")


def _checked(app: App, pieces: list[Piece]) -> list[str]:
    """Say of each file how it was judged as it is now, if it was."""
    from grader.store import Progress

    try:
        attempts = Progress(app.database).attempts()
    except StoreError:
        return ["" for _ in pieces]  # why was said with the answers to quizzes
    scores = {
        (a.exercise, a.source): (a.points, a.out_of)
        for a in attempts
        if a.status != "broken"
    }
    tried = {a.exercise for a in attempts}
    said = []
    for piece in pieces:
        score = scores.get((piece.exercise.id, piece.sha256))
        if score is not None:
            said.append(f"checked, {score[0]:g} of {score[1]:g} points")
        elif piece.exercise.id in tried:
            said.append("not checked since it was edited")
        else:
            said.append("not checked yet")
    return said
