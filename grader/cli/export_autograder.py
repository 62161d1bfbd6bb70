"""``learn export autograder``: a zip that grades inside Gradescope."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.cli.out import plain

if TYPE_CHECKING:
    from grader.classroom.exports.gradescope import Visibility


@click.command(
    epilog="Exits 0, or 2 if there are no hidden checks here or a file is in the way."
)
@click.argument(
    "exercises",
    nargs=-1,
    required=True,
    metavar="EX...",
    shell_complete=complete_exercise,
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("autograder.zip"),
    show_default=True,
)
@click.option(
    "--hidden",
    type=click.Choice(["hidden", "after_due_date", "after_published", "visible"]),
    default="after_published",
    show_default=True,
    help="When students see hidden checks.",
)
@click.option(
    "--policy",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Policies of this file. Default: the course's.",
)
@click.option(
    "--seed-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw the checks' inputs from a secret, as `learn grade` does.",
)
@click.option(
    "--allow-weak-isolation",
    "weak",
    is_flag=True,
    help="Grade where submissions can read files of the grader.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.pass_obj
def autograder(
    app: App,
    exercises: tuple[str, ...],
    out: Path,
    hidden: Visibility,
    policy: Path | None,
    seed_file: Path | None,
    weak: bool,
    force: bool,
) -> None:
    """Write an autograder for Gradescope that grades EX as `learn grade` does.

    The zip holds solutions and hidden checks: give it to Gradescope and to no one else.
    """
    from grader.classroom.exports.autograder import autograder_zip
    from grader.classroom.exports.saving import require_free, save
    from grader.classroom.grading import seed_from
    from grader.classroom.policies import course_policies

    out = out / "autograder.zip" if out.is_dir() else out
    require_free(out, force=force)
    course = app.course
    chosen = list({e.id: e for e in map(course.exercise, exercises)}.values())
    made = autograder_zip(
        course, chosen, course_policies(course, policy), hidden=hidden,
        seed=course.file.seed if seed_file is None else seed_from(seed_file), weak=weak,
    )  # fmt: skip
    save(out, [made], force=force)
    app.out.line(plain(str(out)))
    app.out.note(
        "It holds solutions and hidden checks. In Gradescope: Configure Autograder, Zip "
        "file upload."
    )
