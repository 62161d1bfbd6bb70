"""``learn export DIR --to ...``: the grades of a class as files that an LMS takes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from grader.cli.main import App
from grader.cli.out import plain
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.classroom.anonymous import Aliases
    from grader.classroom.exports.canvas import Made
    from grader.classroom.exports.cells import Decimal
    from grader.classroom.exports.gradescope import Visibility
    from grader.classroom.exports.roster import Roster
    from grader.classroom.grade_rows import Grades
    from grader.classroom.gradebook import Gradebook
    from grader.classroom.standing import Standing

Form = Literal["csv", "canvas", "moodle", "gradescope", "junit", "jsonl"]
NAMES: dict[Form, str] = {
    "csv": "grades.csv",
    "canvas": "canvas.csv",
    "moodle": "moodle.csv",
    "gradescope": "gradescope",
    "junit": "junit.xml",
    "jsonl": "results.jsonl",
}
_LMS = ("canvas", "moodle")


@click.command(
    epilog="Exits 0, or 2 if there is no gradebook, a file is in the way or a roster "
    "cannot be used."
)
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("grades")
)
@click.option("--to", "form", type=click.Choice(list(NAMES)), required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file, or a folder for it. Default: this folder.",
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The class list that Canvas or Moodle exported: ids and columns come from it.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="EX=NAME",
    help="The LMS's column for an exercise, or total=NAME. Then only these.",
)
@click.option(
    "--hidden",
    type=click.Choice(["hidden", "after_due_date", "after_published", "visible"]),
    default="after_published",
    show_default=True,
    help="When Gradescope shows hidden checks to students.",
)
@click.option(
    "--decimal",
    type=click.Choice(["point", "comma"]),
    default="point",
    show_default=True,
    help="csv and moodle only.",
)
@click.option("--bom", is_flag=True, help="csv only: mark it as UTF-8 for Excel.")
@click.option(
    "--policy",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Policies of this file. Default: those of the last `learn grade`.",
)
@click.option(
    "--due",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Due dates and extensions: a CSV of student, exercise, due.",
)
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.pass_obj
def gradebook(
    app: App,
    folder: Path,
    form: Form,
    out: Path | None,
    roster: Path | None,
    columns: tuple[str, ...],
    hidden: Visibility,
    decimal: Decimal,
    bom: bool,
    policy: Path | None,
    due: Path | None,
    force: bool,
) -> None:
    """Write the grades in DIR for an LMS, a spreadsheet or another program.

    Students who could not be matched with the roster are listed on standard error.
    """
    from grader.classroom.anonymous import aliases
    from grader.classroom.exports.roster import read_roster
    from grader.classroom.standing import Standing, rules_of

    _require_fitting(form, roster, columns, decimal, bom)
    with open_gradebook(folder) as book:
        standing = Standing(book, app.course, rules_of(book, app.course, policy, due))
        anonymous = standing.rules.policies.anonymous
        place = _place(out, form)
        if form in _LMS:
            list_ = read_roster(roster) if roster is not None else None
            made = _for_lms(standing.grades(), form, list_, _named(columns), decimal)
            _write(app, {place: [made.content]}, force)
            notes = [*standing.notes(), *made.notes]
            if anonymous:
                notes.append("an LMS needs to know people: these are real ids")
            _say(app, notes, made.unmatched)
            return
        who = aliases(book.file.parent, anonymous=anonymous)
        files = _plain(standing, who, book, form, place, hidden, decimal, bom)
        _write(app, files, force)
        _say(app, standing.notes(), ())


def open_gradebook(folder: Path) -> Gradebook:
    """Open the gradebook in a folder; a helpful error where there is none."""
    from grader.classroom.gradebook import NAME, Gradebook

    file = folder / NAME if folder.is_dir() else folder
    if not file.is_file():
        raise LearnError(
            "there is no gradebook here",
            where=str(folder),
            fix="`learn grade SUBMISSIONS --out DIR` makes one; name its folder",
        )
    return Gradebook(file)


def _require_fitting(
    form: Form,
    roster: Path | None,
    columns: tuple[str, ...],
    decimal: Decimal,
    bom: bool,
) -> None:
    """Refuse an option that would do nothing."""
    if form not in _LMS and (roster is not None or columns):
        raise click.UsageError("--roster and --column go with canvas and moodle")
    if decimal == "comma" and form not in ("csv", "moodle"):
        raise click.UsageError("--decimal comma goes with csv and moodle")
    if bom and form != "csv":
        raise click.UsageError("--bom goes with csv")


def _named(columns: tuple[str, ...]) -> dict[str, str]:
    named: dict[str, str] = {}
    for column in columns:
        key, equals, name = column.partition("=")
        if not equals or not key or not name or key in named:
            raise click.UsageError(
                f"--column {column!r}: write EX=NAME or total=NAME, each once"
            )
        named[key] = name
    return named


def _place(out: Path | None, form: Form) -> Path:
    name = NAMES[form]
    if out is None:
        return Path(name)
    if form == "gradescope":
        return out
    return out / name if out.is_dir() or not out.suffix else out


def _for_lms(
    grades: Grades,
    form: Form,
    roster: Roster | None,
    columns: dict[str, str],
    decimal: Decimal,
) -> Made:
    if form == "canvas":
        from grader.classroom.exports.canvas import canvas_csv

        return canvas_csv(grades, roster, columns)
    from grader.classroom.exports.moodle import moodle_csv

    return moodle_csv(grades, roster, columns, decimal)


def _plain(
    standing: Standing,
    who: Aliases,
    book: Gradebook,
    form: Form,
    place: Path,
    hidden: Visibility,
    decimal: Decimal,
    bom: bool,
) -> dict[Path, Iterable[bytes]]:
    """Give what to write where, for a form without an LMS's ids."""
    from grader.classroom.exports import gradescope, junit
    from grader.classroom.exports.plain import csv_pieces, results_jsonl

    if form == "csv":
        return {place: csv_pieces(standing, who, decimal=decimal, bom=bom)}
    if form == "jsonl":
        return {place: results_jsonl(standing, who)}
    grades = standing.grades()
    if form == "junit":
        return {place: junit.junit_xml(grades, who, book.body)}
    made = gradescope.results_files(grades, who, book.body, hidden)
    return {place / name: [content] for name, content in made}


def _write(app: App, files: dict[Path, Iterable[bytes]], force: bool) -> None:
    from grader.classroom.exports.saving import require_free, save

    for file in files:
        require_free(file, force=force)
    for file, pieces in files.items():
        save(file, pieces, force=force)
    if len(files) > 1:
        parent = next(iter(files)).parent
        app.out.line(f"{plain(str(parent))}: {len(files)} files")
        return
    for file in files:
        app.out.line(plain(str(file)))


def _say(app: App, notes: list[str], unmatched: tuple[str, ...]) -> None:
    for note in notes:
        app.out.note(f"note: {plain(note)}")
    if unmatched:
        app.out.note(f"{len(unmatched)} without a row in the file:")
        for line in unmatched:
            app.out.note(f"  {plain(line)}")
