"""``learn regrade``: judge again what has changed, and say who goes up or down."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.cli.out import plain
from grader.cli.progress import Pace, ProgressLine
from grader.unseen import plain_json

if TYPE_CHECKING:
    from grader.classroom.anonymous import Aliases
    from grader.classroom.judging import Progress
    from grader.classroom.regrade import Change, Options, Report


@click.command(
    epilog="Exits 0, 2 if there is no gradebook, 3 if a check breaks or submissions cannot "
    "be isolated. 130 interrupted: the same command goes on."
)
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("grades")
)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--keep-best", is_flag=True, help="Let nobody's score become lower.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Worker processes. Default: one for each processor.",
)
@click.option(
    "--exercise",
    "exercises",
    multiple=True,
    metavar="EX",
    shell_complete=complete_exercise,
    help="Judge only this exercise again.",
)
@click.option(
    "--allow-weak-isolation",
    "weak",
    is_flag=True,
    help="Judge even where submissions could read files of this machine.",
)
@click.option("--json", "as_json", is_flag=True, help="One learn.regrade/1 object.")
@click.pass_obj
def regrade(
    app: App,
    folder: Path,
    dry_run: bool,
    keep_best: bool,
    jobs: int | None,
    exercises: tuple[str, ...],
    weak: bool,
    as_json: bool,
) -> int:
    """Judge again what an exercise that has changed makes out of date.

    It takes the files that are kept in the gradebook in DIR, and lists who goes up or
    down and which check did it. Older results stay in the gradebook.
    """
    from grader.classroom.anonymous import aliases
    from grader.classroom.gradebook import NAME, Gradebook
    from grader.classroom.regrade import Options
    from grader.classroom.standing import rules_of
    from grader.cli.grade import processors

    options = Options(
        dry_run=dry_run,
        keep_best=keep_best,
        jobs=jobs or processors(),
        least="basic" if weak else "strong",
        exercises=tuple(app.course.exercise(name).id for name in exercises),
        cache=app.cache,
    )
    with Gradebook(folder / NAME) as book:
        anonymous = rules_of(book, app.course).policies.anonymous
    report = _run(app, folder, options)
    if report is None:
        return 130
    who = aliases(folder, anonymous=anonymous)
    if as_json:
        click.echo(_as_json(report, who))
    else:
        _print(app, report, who, dry_run, folder)
    return 3 if report.broken else 0


def _run(app: App, folder: Path, options: Options) -> Report | None:
    from grader.classroom.regrade import regrade as run

    line = ProgressLine(app.out)
    pace = Pace(0, 0)

    def tell(progress: Progress) -> None:
        nonlocal pace
        done, total = progress.done, progress.total
        if progress.phase == "judging":
            pace = Pace(0, total) if done == 0 else pace
            parts = [f"{done}/{total} judged", pace.text(done)]
            line.show(", ".join(filter(None, parts)), now=done in (0, total))

    try:
        return run(app.course, folder, options, tell)
    except KeyboardInterrupt:
        line.clear()
        app.out.note(
            "interrupted; what was judged is kept, and the same command goes on"
        )
        return None
    finally:
        line.clear()


def _as_json(report: Report, who: Aliases) -> bytes:
    import msgspec

    changes = [
        msgspec.structs.replace(
            change,
            student=who.of(change.student),
            name=who.name(change.student, change.name),
        )
        for change in report.changes
    ]
    body = msgspec.to_builtins(msgspec.structs.replace(report, changes=tuple(changes)))
    return plain_json(msgspec.json.encode({"schema": "learn.regrade/1"} | body))


_HEADS = (
    ("up", "Up:"),
    ("down", "Down:"),
    ("kept", "Lower now, and kept as it was:"),
    ("same", "The same points, by other checks:"),
)


def _print(app: App, report: Report, who: Aliases, dry_run: bool, folder: Path) -> None:
    out = app.out
    if not report.judged:
        out.sentence(
            "Nothing is out of date: every result is of the exercise as it is now."
        )
        return
    counts = [f"{report.count('up')} up", f"{report.count('down')} down"]
    counts += [f"{report.count('kept')} kept"] if report.count("kept") else []
    out.sentence(
        f"{report.judged} judged again: {', '.join(counts)}. All totals together: "
        f"{report.total_before:g} before, {report.total_after:g} now."
    )
    for move, head in _HEADS:
        chosen = [change for change in report.changes if change.move == move]
        if chosen:
            out.line(head)
            for change in sorted(chosen, key=lambda c: (who.of(c.student), c.exercise)):
                _print_change(app, change, who)
    _print_checks(app, report)
    for exercise, count in report.broken.items():
        out.sentence(
            f"{exercise}: {count} could not be judged, because a check breaks. Their older "
            f"results count; `{app.command} dev prove {exercise}` shows what breaks."
        )
    for note in report.notes:
        out.sentence(f"Note: {note}.")
    if dry_run:
        out.sentence("Nothing was changed. Next: the same command without --dry-run.")
    else:
        out.sentence(f"Next: open {plain(str(folder))}/grades.csv.")


def _print_change(app: App, change: Change, who: Aliases) -> None:
    name = plain(who.of(change.student))
    before, after = _amount(change.before), _amount(change.after)
    decided = ", decided by a person" if change.overridden else ""
    app.out.line(
        f"  {name}  {change.exercise}: {before} -> {after} of {change.out_of:g}{decided}"
    )
    for check in change.checks:
        was, now = check.before or "(no such check)", check.after or "(no such check)"
        points = f" ({check.points:+g})" if check.points else ""
        app.out.line(f"      {plain(check.id)}: {was} -> {now}{points}")


def _amount(points: float | None) -> str:
    return "nothing" if points is None else f"{points:g}"


def _print_checks(app: App, report: Report) -> None:
    """Say which checks did it, most often first."""
    moved: Counter[tuple[str, str, str, str]] = Counter()
    for change in report.changes:
        for check in change.checks:
            key = (
                change.exercise,
                check.id,
                check.before or "new",
                check.after or "gone",
            )
            moved[key] += 1
    if moved:
        app.out.line("By check:")
        for (exercise, id, was, now), count in sorted(
            moved.items(), key=lambda item: (-item[1], item[0])
        ):
            app.out.line(f"  {count} x  {exercise} {plain(id)}: {was} -> {now}")
