"""``learn update``: newer tasks, checks and quizzes in an old workspace."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.main import App
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.cli.out import Out
    from grader.workspace.update import Report

_PARTS = {
    "README.md": "task",
    "test_public.py": "checks",
    "exercise.yaml": "hints and texts",
    "diagnosis.json": "",  # follows from the others
}


@click.command(
    epilog="Exits 0, or 2 if the kit cannot be used or something cannot be written; "
    "run it again then."
)
@click.argument("kit", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.pass_obj
def update(app: App, kit: Path | None, dry_run: bool) -> None:
    """Bring new tasks, checks and quizzes into this workspace.

    They come from the course that is installed, or from KIT, a folder or zip. A
    file that you have changed is never touched.
    """
    from grader.workspace.files import Workspace
    from grader.workspace.kit import opened
    from grader.workspace.update import Update

    root = app.root
    source = _source(kit, root)
    stamp = f"{datetime.datetime.now(datetime.UTC):%Y%m%d-%H%M%S-%f}"
    with opened(source) as course:
        work = Update(Workspace(root), course, stamp)
        report = work.planned() if dry_run else work.done()
    _print(app, report, dry_run=dry_run)


def _source(kit: Path | None, root: Path) -> Path:
    """Choose where the newer course comes from.

    Raises
    ------
    LearnError
        When it is this very course, or this is no learner's workspace.
    """
    from grader.cli.workspace import installed_course

    source = installed_course() if kit is None else kit
    if source.is_dir() and source.resolve() == root:
        raise LearnError(
            "this is the course itself, not a workspace made from it",
            where=str(root),
            fix="update it as you got it (`git pull`), or name a KIT to update from",
        )
    if (root / "reference").is_dir():
        raise LearnError(
            "here is reference/ too, which would no longer fit newer exercises",
            where=str(root),
            fix="update the whole course as you got it; `learn init DIR` makes a "
            "workspace without it",
        )
    return source


def _print(app: App, report: Report, *, dry_run: bool) -> None:
    from grader.workspace.update import Fate

    out = app.out
    if dry_run and any(step.fate is not Fate.SAME for step in report.steps):
        out.sentence("Nothing was written. An update would do this:")
    said = [
        _print_exercises(out, report),
        _print_others(out, report),
        _print_kept(app, report),
    ]
    if not any(said):
        out.sentence("Nothing is new: this workspace has what the course has.")
    for path in report.gone:
        out.sentence(f"Not in the course any more, left as it is: {path}")
    out.sentence(f"Next: `{app.command}` says where you are.")


def _print_exercises(out: Out, report: Report) -> bool:
    """Name new exercises, and what is new in the others."""
    from grader.workspace.kit import is_stub
    from grader.workspace.update import Fate

    if report.new:
        out.sentence(f"New exercises: {', '.join(report.new)}.")
    changed: dict[str, list[str]] = {}
    for step in report.steps:
        if step.slug and step.slug not in report.new:
            name = step.path.rpartition("/")[2]
            word = _PARTS.get(name, "untouched stub" if is_stub(step.path) else name)
            if step.fate in (Fate.NEW, Fate.CHANGED, Fate.COPIED) and word:
                changed.setdefault(step.slug, []).append(word)
    for slug, words in changed.items():
        out.sentence(f"Changed: {slug} ({', '.join(words)}).")
    return bool(report.new or changed)


def _print_others(out: Out, report: Report) -> bool:
    """Name quizzes and files of the course as a whole."""
    from grader.workspace.update import Fate

    said = False
    for step in report.steps:
        if not step.slug and step.fate in (Fate.NEW, Fate.CHANGED, Fate.COPIED):
            word = "New" if step.fate is Fate.NEW else "Changed"
            out.sentence(f"{word}: {step.path}")
            said = True
    return said


def _print_kept(app: App, report: Report) -> bool:
    """Say what of the learner's was left or copied, and where the rest is."""
    from grader.cli.feedback import relative
    from grader.workspace.update import Fate

    out, said = app.out, False
    for step in report.steps:
        if step.fate is Fate.MINE:
            id = step.slug.partition("_")[0]
            out.sentence(
                f"Yours, not touched: {step.path} (its stub is new; "
                f"`{app.command} reset {id}` gets that, and keeps yours)"
            )
        elif step.fate is Fate.LEFT:
            out.sentence(f"Left as it is: {step.path} ({step.why})")
        said = said or step.fate in (Fate.MINE, Fate.LEFT)
    for here, there in report.renamed:
        out.sentence(f"Left as it is: {here}, which the course now calls {there}")
    copies = [step.path for step in report.steps if step.fate is Fate.COPIED]
    if copies:
        out.sentence(
            "In case you wrote into them, older files are kept in "
            f"{relative(report.replaced)}: {', '.join(copies)}"
        )
    return said or bool(report.renamed)
