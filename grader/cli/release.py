"""``learn release``: what learners get of a course, and what instructors get."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.main import App
from grader.cli.out import plain
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.release.release import Release

KIT, PACK = "student-kit", "instructor-pack"
MAX_LISTED = 10


@click.command(
    epilog="Exits 0, or 2 if something secret would be given away, something is in "
    "the way, or there is no reference/ here."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    default="release",
    help="Where to write them. Default: release here.",
)
@click.option(
    "--classroom", is_flag=True, help="Put a GitHub workflow that checks into the kit."
)
@click.option("--force", is_flag=True, help="Replace an older release.")
@click.pass_obj
def release(app: App, out: Path, classroom: bool, force: bool) -> None:
    """Write the student kit, as a folder and a zip, and the instructor pack.

    The kit holds what learners may see, by a list of names. Nothing is written if a
    line of a reference, a hidden check, a known mistake or a withheld key is in it.
    """
    from grader.release.release import make

    wanted = (out / KIT, out / f"{KIT}.zip", out / f"{PACK}.zip")
    for place in wanted:
        if not force and (place.exists() or place.is_symlink()):
            raise LearnError(
                "there is a release already",
                where=str(place),
                fix="name another folder with --out, or replace it with --force",
            )
    made = make(app.course, classroom=classroom)
    try:
        _write(made, out)
    except OSError as error:
        raise LearnError(
            f"the release cannot be written: {error.strerror}",
            where=str(out),
            fix="name another folder with --out",
        ) from error
    _print(app, made, out)


def _write(made: Release, out: Path) -> None:
    """Write everything beside its place first: an older release stays whole till then."""
    from grader.archives import zipped
    from grader.release.release import write_folder

    out.mkdir(parents=True, exist_ok=True)
    beside = out / f".{secrets.token_hex(6)}.learn-unfinished"
    try:
        write_folder(made.kit, beside / KIT)
        (beside / f"{KIT}.zip").write_bytes(zipped(made.kit))
        (beside / f"{PACK}.zip").write_bytes(zipped(made.pack))
        for name in (KIT, f"{KIT}.zip", f"{PACK}.zip"):
            place = out / name
            if place.is_dir() and not place.is_symlink():
                place.rename(beside / "older")
            (beside / name).replace(place)
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(beside)


def _print(app: App, made: Release, out: Path) -> None:
    say = app.out
    say.table([
        ("  for learners", plain(str(out / f"{KIT}.zip")), f"{len(made.kit)} files"),
        ("", plain(str(out / KIT)), "the same as a folder"),
        ("  for instructors", plain(str(out / f"{PACK}.zip")), f"{len(made.pack)} files"),
    ])  # fmt: skip
    if made.left_out:
        more = len(made.left_out) - MAX_LISTED
        say.sentence(
            "In neither, since no list of what is given away names them: "
            + ", ".join(made.left_out[:MAX_LISTED])
            + (f" and {more} more" if more > 0 else "")
        )
    say.sentence(
        f"Next: give out {KIT}.zip. Colleagues run `learn init --pack {PACK}.zip DIR`."
    )
