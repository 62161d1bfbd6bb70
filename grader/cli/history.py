"""``learn history``: every version of a learner's file, and what changed."""

from __future__ import annotations

import datetime
import itertools
import json
import sys
from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.cli.out import plain
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.model import Exercise
    from grader.store import Versions
    from grader.store.versions import Version

_COLORS = {"+": "green", "-": "red", "@": "cyan"}


@click.command(epilog="Exits 0, or 2 for an unknown exercise or version.")
@click.argument("exercise", metavar="EX", shell_complete=complete_exercise)
@click.argument("version", required=False, type=int, metavar="[N]")
@click.argument("other", required=False, type=int, metavar="[M]")
@click.option("--diff", is_flag=True, help="Show what changed from each to the next.")
@click.option("--json", "as_json", is_flag=True, help="One learn.history/1 object.")
@click.pass_obj
def history(
    app: App,
    exercise: str,
    version: int | None,
    other: int | None,
    diff: bool,
    as_json: bool,
) -> None:
    """List the versions of your file for EX.

    With N, print version N (`learn history ex03 2 > old.py`); with N and M, show
    what is different in M.
    """
    from grader.store import Versions

    if version is not None and (diff or as_json):
        raise click.UsageError("name versions, or say --diff or --json, not both")
    found = app.course.exercise(exercise)
    versions = Versions(app.database)
    every = versions.of(found.id)
    if version is not None and other is not None:
        old, new = _known(found, every, version), _known(found, every, other)
        print_diff(app, *(_side(versions, v) for v in (old, new)))
    elif version is not None:
        _print_version(app, versions.content(_known(found, every, version).sha256))
    elif as_json:
        click.echo(json.dumps(_record(app, versions, found, every)))
    else:
        _print_list(app, versions, found, every)
        if diff:
            _print_every_diff(app, versions, found, every)


def described(version: Version) -> str:
    """Say in a few words when a version was made and how it was judged."""
    return f"{_local(version)}, {_facts(version)}"


def _local(version: Version) -> str:
    at = datetime.datetime.fromisoformat(version.at).astimezone()
    return f"{at:%Y-%m-%d %H:%M}"


def _facts(version: Version) -> str:
    facts = {
        "reset": ["the untouched stub"],
        "start": ["as `learn start` began"],
    }.get(version.origin, [])
    if not version.attempts:
        return ", ".join(facts or ["not checked"])
    times = f" {version.attempts} times" if version.attempts > 1 else ""
    score = f"{version.points:g} of {version.out_of:g} points"
    facts += [f"checked{times}", score, *(["passed"] if version.passed else [])]
    return ", ".join(facts)


def _known(exercise: Exercise, every: list[Version], number: int) -> Version:
    if not 1 <= number <= len(every):
        have = f"it has {len(every)}" if every else "it has none yet"
        raise LearnError(
            f"there is no version {number} of {exercise.stub.name}; {have}",
            fix=f"`learn history {exercise.id}` lists them",
        )
    return every[number - 1]


def _standing(app: App, versions: Versions, exercise: Exercise) -> int | None:
    """Give the version that the file has now, 0 for edits, None without a file."""
    from grader.workspace.files import read

    try:
        content = read(exercise.stub)
    except LearnError as error:
        app.out.note(f"without your file as it is now: {error}")
        return None
    return None if content is None else versions.standing(exercise.id, content)


def _print_list(
    app: App, versions: Versions, exercise: Exercise, every: list[Version]
) -> None:
    from grader.cli.feedback import named

    out, learn, file = app.out, app.command, named(app.out, exercise.stub)
    if not every:
        out.sentence(f"No version of {file} is kept yet.")
        out.sentence(f"Next: `{learn} check {exercise.id}` keeps one each time.")
        return
    now = _standing(app, versions, exercise)
    count = f"{len(every)} version{'s' if len(every) > 1 else ''}"
    out.line(out.style(plain(f"{exercise.id}  {count} of {file}"), bold=True))
    rows = [
        (str(v.number), _local(v), "now" if v.number == now else "", _facts(v))
        for v in every
    ]
    if now == 0:
        rows.append(("", "", "now", "edited, not checked"))
    out.table(rows)
    helped = _helped(app, versions, exercise)
    if helped:
        out.sentence(f"Help used: {', '.join(helped)}.")
    some = next((v.number for v in reversed(every) if v.number != now), every[0].number)
    out.sentence(
        f"Next: `{learn} undo {exercise.id} --to {some}` goes to version {some}, "
        f"`{learn} history {exercise.id} {some}` prints it."
    )


def _helped(app: App, versions: Versions, exercise: Exercise) -> list[str]:
    from grader.store import Hints

    hints = Hints(app.database).counts().get(exercise.id, 0)
    seen = versions.solutions()
    helped = [f"{hints} hint{'' if hints == 1 else 's'}"] if hints else []
    if exercise.id in seen:
        when = "before it passed" if seen[exercise.id] else "after it passed"
        helped.append(f"solution seen {when}")
    return helped


def _record(
    app: App, versions: Versions, exercise: Exercise, every: list[Version]
) -> dict[str, object]:
    from grader.store import Hints

    now = _standing(app, versions, exercise)
    seen = versions.solutions()
    return {
        "schema": "learn.history/1",
        "exercise": exercise.id,
        "file": exercise.stub.name,
        "current": now or None,
        "edited": now == 0,
        "hints": Hints(app.database).counts().get(exercise.id, 0),
        "solution_seen": exercise.id in seen,
        "gave_up": seen.get(exercise.id, False),
        "versions": [
            {
                "number": v.number,
                "at": v.at,
                "sha256": v.sha256,
                "origin": v.origin,
                "attempts": v.attempts,
                "score": v.points,
                "max_score": v.out_of,
                "passed": v.passed,
            }
            for v in every
        ],
    }


def _print_version(app: App, content: bytes) -> None:
    """Write a version as it is; on a terminal, what is not printable is escaped."""
    from grader.workspace.compare import rows

    if sys.stdout is None or not sys.stdout.isatty():
        click.echo(content, nl=False)
        return
    for row in rows(content):
        app.out.line(plain(row.rstrip("\r\n").expandtabs(4)))


def _side(versions: Versions, version: Version) -> tuple[str, bytes]:
    """Give a version's name in a diff, and its content."""
    name = f"version {version.number} ({described(version)})"
    return name, versions.content(version.sha256)


def _print_every_diff(
    app: App, versions: Versions, exercise: Exercise, every: list[Version]
) -> None:
    """Show each version beside the one before, edits beside what they changed."""
    from grader.workspace.files import read

    for old, new in itertools.pairwise(every):
        app.out.line()
        print_diff(app, _side(versions, old), _side(versions, new))
    if every and _standing(app, versions, exercise) == 0:
        base = every[versions.last(exercise.id) - 1]
        app.out.line()
        edited = ("your file now", read(exercise.stub) or b"")
        print_diff(app, _side(versions, base), edited)


def print_diff(app: App, old: tuple[str, bytes], new: tuple[str, bytes]) -> None:
    """Show two named contents as a unified diff."""
    from grader.workspace.compare import unified

    (before, old_content), (after, new_content) = old, new
    out = app.out
    changed = unified(old_content, new_content, (before, after))
    if not changed:
        out.sentence(f"The same: {before} and {after}.")
    for row in changed:
        color = _COLORS.get(row[:1])
        out.line(out.style(plain(row), color) if color else plain(row))
