"""Write a question's figure where a browser can show it."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.cli.main import App
    from grader.quiz.model import Posed

FOLDER = "figures"


def can_show() -> bool:
    """Whether there is a browser here that a person would see."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not screen and sys.platform != "darwin":
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def written(app: App, posed: Posed) -> Path | None:
    """Write the figure of a question as SVG; None where that cannot be done.

    The words that describe it are shown in any case.
    """
    from grader.quiz.compute import ExpressionError
    from grader.quiz.figure import svg
    from grader.store.database import make_folder

    if posed.figure is None:
        return None
    file = app.state / FOLDER / f"{posed.id}.svg"
    try:
        make_folder(app.state)
        file.parent.mkdir(exist_ok=True)
        file.write_text(svg(posed.figure, posed.id), "utf-8")
    except (OSError, ExpressionError) as error:
        app.out.note(f"the figure cannot be written: {error}")
        return None
    return file


def show(file: Path) -> None:
    """Open a file in the browser, if there is one."""
    webbrowser.open(file.absolute().as_uri())
