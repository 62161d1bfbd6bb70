"""``learn grade``: judge what a class has handed in."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.cli.out import plain
from grader.cli.progress import Pace, ProgressLine
from grader.errors import BrokenError
from grader.unseen import plain_json

if TYPE_CHECKING:
    from grader.classroom.gradebook_rows import Attempt, State
    from grader.classroom.grading import Options, Summary
    from grader.classroom.judging import Progress

SHOWN = 10


@click.command(
    epilog="Exits 0 if every submission got a verdict, 2 if you can fix what is wrong, 3 if "
    "the fault is ours: a check breaks (all else is graded), or submissions cannot be "
    "isolated. 130 interrupted: the same command goes on."
)
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("grades"),
    show_default=True,
    metavar="DIR",
    help="Where the gradebook and the grades go.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Worker processes. Default: one for each processor.",
)
@click.option(
    "--resume/--fresh",
    "resume",
    default=True,
    help="Go on where an earlier run was, or judge everything again. Default: go on.",
)
@click.option(
    "--student", "students", multiple=True, metavar="S", help="Judge only this one's."
)
@click.option(
    "--exercise",
    "exercises",
    multiple=True,
    metavar="EX",
    shell_complete=complete_exercise,
    help="Judge only this exercise.",
)
@click.option(
    "--attempt",
    type=click.Choice(["latest", "best"]),
    help="Which of several attempts counts. Default: what the policies say, or latest.",
)
@click.option(
    "--policy",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Points, late penalties and more, in place of the course's policies.",
)
@click.option(
    "--due",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Due dates and extensions: a CSV of student, exercise, due.",
)
@click.option(
    "--seed-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw the checks' inputs from a secret: any text that nobody can guess.",
)
@click.option(
    "--allow-weak-isolation",
    "weak",
    is_flag=True,
    help="Judge even where submissions could read files of this machine.",
)
@click.option(
    "--frameworks",
    is_flag=True,
    help="Judge exercises that need a framework, too; --exercise EX does that for one.",
)
@click.option(
    "--cluster",
    metavar="ADDR",
    help="Judge on a Dask cluster: tls://HOST:PORT of its scheduler, or tcp:// on this "
    "machine.",
)
@click.option("--json", "as_json", is_flag=True, help="One learn.grade/1 object.")
@click.pass_obj
def grade(
    app: App,
    paths: tuple[Path, ...],
    folder: Path,
    jobs: int | None,
    resume: bool,
    students: tuple[str, ...],
    exercises: tuple[str, ...],
    attempt: Attempt | None,
    policy: Path | None,
    due: Path | None,
    seed_file: Path | None,
    weak: bool,
    frameworks: bool,
    cluster: str | None,
    as_json: bool,
) -> int:
    """Judge what a class has handed in, and keep the grades in DIR.

    PATH is a folder of students, a download from an LMS, an archive, or one file.
    Results are kept as they come: interrupt it, and the same command goes on. Nothing
    at PATH is changed.
    """
    from grader.classroom.grading import Options, seed_from

    if cluster is not None and (weak or jobs is not None):
        raise click.UsageError(
            "--cluster goes neither with --jobs nor with --allow-weak-isolation: its "
            "machines say how many they are, and judge nothing without walls"
        )
    seed = app.course.file.seed if seed_file is None else seed_from(seed_file)
    options = Options(
        seed=seed,
        jobs=jobs or processors(),
        fresh=not resume,
        students=students,
        exercises=tuple(app.course.exercise(name).id for name in exercises),
        attempt=attempt,
        least="basic" if weak else "strong",
        cache=app.cache,
        policy=policy,
        due=due,
        frameworks=frameworks,
    )
    summary = _graded(app, paths, folder, options, cluster)
    if summary is None:
        return 130
    if as_json:
        click.echo(_as_json(summary, folder))
    else:
        _print(app, summary, folder)
    return 3 if summary.states.get("broken") else 0


def processors() -> int:
    """Give how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _graded(
    app: App,
    paths: tuple[Path, ...],
    folder: Path,
    options: Options,
    cluster: str | None,
) -> Summary | None:
    """Grade and say how far it is; None when it was interrupted."""
    from grader.classroom import grading

    start: grading.Start = grading.here
    if cluster is not None:
        from grader.classroom.cluster import on

        start = on(cluster, app.course)
    line = ProgressLine(app.out)
    teller = _Teller(line)
    try:
        return grading.grade(app.course, paths, folder, options, teller.tell, start)
    except KeyboardInterrupt:
        line.clear()
        app.out.note(
            "interrupted; what was judged is kept, and the same command goes on with "
            "the rest"
        )
        return None
    except BrokenError as error:
        if "protection level" in error.what:
            error.fix += (
                "; --allow-weak-isolation judges all the same, and submissions can "
                "then read the files of this machine"
            )
        raise
    finally:
        line.clear()


class _Teller:
    """Turns progress into words."""

    def __init__(self, line: ProgressLine) -> None:
        self._line, self._pace = line, Pace(0, 0)

    def tell(self, progress: Progress) -> None:
        done, total = progress.done, progress.total
        if progress.phase == "starting":
            self._line.show("starting workers")
        elif progress.phase == "collecting":
            self._line.show(f"{done} files found")
        elif progress.phase == "writing":
            self._line.show("writing the grades")
        else:
            self._judging(progress, done, total)

    def _judging(self, progress: Progress, done: int, total: int) -> None:
        if done == 0:
            self._pace = Pace(0, total)
        parts = [f"{done}/{total} judged", self._pace.text(done)]
        if progress.slowest is not None:
            id, seconds = progress.slowest
            parts.append(f"slowest: {id}, {seconds:.2g} s each")
        self._line.show(", ".join(p for p in parts if p), now=done in (0, total))


def _as_json(summary: Summary, folder: Path) -> bytes:
    from grader.classroom.gradebook import NAME, Gradebook

    with Gradebook(folder / NAME) as book:
        lost = [u._asdict() for u in book.unmapped()]
    body = {"schema": "learn.grade/1", "out": str(folder)} | summary._asdict()
    return plain_json(msgspec.json.encode(body | {"unmapped": lost}))


_WORDS: dict[State, str] = {
    "passed": "passed: every check",
    "failed": "not everything passed",
    "broken": "no verdict: a check of the course breaks",
    "unavailable": "cannot be judged here",
    "pending": "not judged yet",
}


def _print(app: App, summary: Summary, folder: Path) -> None:
    out = app.out
    number = sum(summary.states.values())
    out.sentence(
        f"{_count(number, 'submission')} of {_count(summary.students, 'student')}, "
        f"{summary.judged} judged now:"
    )
    out.table(
        (f"  {summary.states[state]}".rjust(8), words)
        for state, words in _WORDS.items()
        if summary.states.get(state)
    )
    for id, why in summary.broken.items():
        out.wrapped("", f"{id}: {' '.join(why.split())}", indent=4, hang=0)
    for id, why in summary.unavailable.items():
        out.wrapped("", f"{id}: {' '.join(why.split())}", indent=4, hang=0)
    if summary.unavailable:
        out.sentence(
            "What cannot be judged here counts against no one; `--frameworks` judges it "
            "where what it needs is installed."
        )
    if summary.stale:
        out.sentence(
            f"{_count(summary.stale, 'result')} of an older version of the exercise or "
            "another seed: the same command without --student and --exercise judges "
            "anew what is out of date."
        )
    _print_unmapped(app, summary, folder)
    for note in summary.notes:
        out.sentence(f"Note: {note}.")
    names = "grades.csv, feedback/ for each student, results.jsonl and gradebook.db"
    out.sentence(f"The grades are in {plain(str(folder))}: {names}.")
    out.sentence(_next(app, summary, folder))


def _print_unmapped(app: App, summary: Summary, folder: Path) -> None:
    from grader.classroom.gradebook import NAME, Gradebook
    from grader.classroom.outputs import UNMAPPED

    if not summary.unmapped:
        return
    what = _count(summary.unmapped, "thing")
    app.out.sentence(f"{what} could not be placed; {folder / UNMAPPED} names all:")
    with Gradebook(folder / NAME) as book:
        for lost, _ in zip(book.unmapped(), range(SHOWN), strict=False):
            app.out.wrapped("", f"{lost.origin}: {lost.reason}", indent=4, hang=0)
    if summary.unmapped > SHOWN:
        app.out.line(f"    and {summary.unmapped - SHOWN} more")


def _next(app: App, summary: Summary, folder: Path) -> str:
    if summary.broken:
        ids = " ".join(summary.broken)
        return (
            f"Next: `{app.command} dev prove {ids}` shows what breaks; when it is "
            "mended, the same command judges what has no verdict."
        )
    if summary.states.get("pending"):
        return (
            "Next: the same command without --student and --exercise judges the rest."
        )
    if summary.unmapped:
        return f"Next: look through {folder}/unmapped.txt; nothing there has a grade."
    return (
        f"Next: open {folder}/grades.csv, or see what the class misunderstands: "
        f"`{app.command} class-report {shlex.quote(str(folder))}`."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
