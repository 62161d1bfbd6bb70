"""``learn init``: write a workspace from the course that came with `learn`."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from grader.cli.main import App
from grader.cli.out import plain


def installed_course() -> Path:
    """Find the public course: in an installed package, or around a clone's.

    Raises
    ------
    LearnError
        When this installation carries no course.
    """
    from grader.errors import LearnError

    package = Path(__file__).parent.parent
    for root in (package / "_course", package.parent):
        if (root / "exercises" / "course.yaml").is_file():
            return root
    raise LearnError(
        "this installation of learn carries no course",
        where=str(package),
        fix="install it again, or copy a course's exercises/ and quizzes/ here",
    )


def installed_or_none() -> Path | None:
    """Find the public course as `installed_course`, None where there is none."""
    from grader.errors import LearnError

    try:
        return installed_course()
    except LearnError:
        return None


@click.command(
    epilog="Exits 0, or 2 if something is in the way; nothing is ever overwritten."
)
@click.argument(
    "directory", metavar="[DIR]", default=".", type=click.Path(path_type=Path)
)
@click.option(
    "--pack",
    type=click.Path(path_type=Path),
    metavar="PACK",
    help="An instructor pack, a zip or folder: with reference and hidden checks.",
)
@click.pass_obj
def init(app: App, directory: Path, pack: Path | None) -> None:
    """Write the course's tasks and stubs into DIR (default: here).

    With --pack the course is the pack's, and where there are its exercises already,
    its reference/ is put beside them.
    """
    from grader.errors import LearnError
    from grader.workspace.kit import TAKEN, WITH_REFERENCE, opened
    from grader.workspace.update import add_reference, write_new

    adds = pack is not None and (directory / "exercises" / "course.yaml").is_file()
    for folder in () if adds else WITH_REFERENCE:
        if os.path.lexists(directory / folder):
            raise LearnError(
                f"there is already a folder {folder}/",
                where=str(directory),
                fix="choose another folder: `learn init DIR`; `learn update` brings an "
                "old one to the present course",
            )
    taken = TAKEN if pack is None else WITH_REFERENCE
    with opened(installed_course() if pack is None else pack, taken) as kit:
        if pack is not None and not any(p.startswith("reference/") for p in kit.files):
            raise LearnError(
                "this is no instructor pack: it holds no reference/",
                where=str(pack),
                fix="name the instructor pack that `learn release` wrote",
            )
        if adds:
            add_reference(kit, directory.resolve())
        else:
            write_new(kit, directory)
    here = directory == Path()
    place = "this folder" if here else plain(shlex.quote(str(directory)))
    what = "reference" if adds else "course"
    app.out.line(f"The {what} is now in {place}")
    app.out.line("Next: " + ("learn" if here else f"cd {place} && learn"))
