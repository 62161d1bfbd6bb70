"""Where a page goes, and showing it."""

from __future__ import annotations

import contextlib
import os
import stat
import webbrowser
from pathlib import Path

from grader import flags
from grader.cli.main import App
from grader.cli.out import plain
from grader.errors import LearnError

_HEAD = 1 << 14


def place_for(out: Path | None, default: Path) -> Path:
    """Say which file a page is written to.

    Parameters
    ----------
    out : Path or None
        As it was asked for; a folder takes a file of the default's name.
    default : Path
        Where nothing was asked for.

    Raises
    ------
    LearnError
        When something else is there: only a page of ours is ever replaced.
    """
    file = default if out is None else out
    try:
        if out is not None and out.is_dir():
            file = out / default.name
        if not file.parent.is_dir():
            raise LearnError(
                "there is no such folder for the report",
                where=str(file.parent),
                fix="make it first, or name another file with --out",
            )
        free = not os.path.lexists(file) or _is_ours(file)
    except OSError as error:
        raise LearnError(
            f"the report cannot be written here: {error.strerror}",
            where=str(file),
            fix="name another file with --out",
        ) from error
    if not free:
        raise LearnError(
            "there is already something else; only a report is replaced",
            where=str(file),
            fix="move it away, or name another file with --out",
        )
    return file


def _is_ours(file: Path) -> bool:
    """Whether an ordinary file says in its head that it is a page of ours."""
    from grader.explore.page import MARKER as EXPLORER
    from grader.report.data import MARKER as REPORT

    if not stat.S_ISREG(file.lstat().st_mode):
        return False
    # Not through a link that has just been put there, and waiting for no pipe.
    how = os.O_RDONLY | flags.NO_LINK | flags.AT_ONCE | flags.CLOSED
    with os.fdopen(os.open(file, how), "rb") as stream:
        head = stream.read(_HEAD)
    return any(marker.encode() in head for marker in (REPORT, EXPLORER))


def show_page(app: App, file: Path) -> None:
    """Open a page; where no browser is at hand, say what to do instead."""
    from grader.cli.figures import can_show

    with contextlib.suppress(webbrowser.Error):
        if can_show() and webbrowser.open(file.resolve().as_uri()):
            return
    app.out.note(f"there is no browser here; open {plain(str(file.resolve()))} in one")
