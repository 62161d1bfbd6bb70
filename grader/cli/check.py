"""``learn check``: judge exercises and show what is right, wrong, and why."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.errors import LearnError
from grader.model import Status

if TYPE_CHECKING:
    from grader.cli.formats import Form
    from grader.model import Exercise, Judgement
    from grader.sandbox.host import Sandbox


@click.command(
    epilog="Exits 0 if every check passed, 1 if not, 2 if nothing could be judged and you "
    "can fix that, 3 if the fault is ours."
)
@click.argument(
    "exercises", nargs=-1, metavar="[EX]...", shell_complete=complete_exercise
)
@click.option("--all", "every", is_flag=True, help="Check every exercise.")
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    help="Judge this file or notebook instead; nothing is recorded.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**53),
    metavar="N",
    help="Replay another seed's inputs.",
)
@click.option(
    "--json",
    "form",
    flag_value="json",
    type=click.Choice(["text", "json", "github", "junit"]),
    help="One learn.check/1 object a line.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "junit"]),
    default="text",
    help="github: annotations and the job's summary; junit: XML for a CI server.",
)
@click.option(
    "--watch", "again", is_flag=True, help="Check again on every save: `learn watch`."
)
@click.pass_obj
def check(
    app: App,
    exercises: tuple[str, ...],
    every: bool,
    file: Path | None,
    seed: int | None,
    form: Form,
    again: bool,
) -> int:
    """Check your file for EX and say what is wrong, and why.

    Without EX: the next exercise that is not done. A file that does not run is
    judged too. Nothing in your file is ever changed.
    """
    from grader.cli.feedback import print_judgement
    from grader.cli.formats import writer
    from grader.sandbox.host import Sandbox

    if again:
        if every or file is not None or form != "text" or seed is not None:
            raise click.UsageError("--watch goes with at most one exercise alone")
        return _watch(app, exercises)
    with Sandbox(app.course.file.imports, server=app.server) as sandbox:
        if file is not None and len(exercises) != 1:
            raise click.UsageError("--file goes with exactly one exercise")
        worst, passed = 0, []
        writes = writer(app, form)
        for exercise in _choose(app, exercises, every):
            try:
                judgement, source = _judge(app, sandbox, exercise, file, seed)
            except LearnError as error:
                if not every and len(exercises) < 2:
                    raise
                # One file that is missing must not keep the others waiting.
                app.out.note(f"{exercise.id}: {error}")
                worst = max(worst, error.exit_code)
                continue
            kept = file is None and _record(app, judgement, source)
            place = file or exercise.stub
            if writes is None:
                print_judgement(app, judgement, exercise, place)
            else:
                writes.add(judgement, place)
            worst = max(worst, _CODES[judgement.status.value])
            if kept and judgement.status is Status.PASSED:
                passed.append((exercise.id, source))
        if writes is not None:
            writes.finish()
        # When everything is said: nothing here changes a verdict or an exit code.
        _draw_portraits(app, sandbox, passed)
        return worst


def _watch(app: App, exercises: tuple[str, ...]) -> int:
    from grader.cli.watch import watch_exercise

    if len(exercises) > 1:
        raise click.UsageError("--watch goes with at most one exercise alone")
    return watch_exercise(app, exercises[0] if exercises else None)


_CODES = {"passed": 0, "unavailable": 0, "failed": 1, "broken": 3}


def _choose(app: App, names: tuple[str, ...], every: bool) -> list[Exercise]:
    if every and names:
        raise click.UsageError("name exercises or say --all, not both")
    if every:
        return app.course.exercises()
    if names:
        return list({e.id: e for e in map(app.course.exercise, names)}.values())
    from grader.cli.status import standings
    from grader.overview import next_action

    action = next_action(standings(app))
    if action is None:
        app.out.note("Every exercise is done; `learn check --all` checks them again.")
        return []
    return [action.standing.exercise]


def _judge(
    app: App, sandbox: object, exercise: Exercise, file: Path | None, seed: int | None
) -> tuple[Judgement, bytes]:
    from grader.cli.notebooks import code_for, in_cells
    from grader.judge.ahead import start
    from grader.sandbox.host import Sandbox
    from grader.submission import read_submission
    from grader.unjudged import unavailable

    assert isinstance(sandbox, Sandbox)
    if file is None and not exercise.stub.exists():
        raise LearnError(
            f"your file for {exercise.id} is not there",
            where=str(exercise.stub),
            fix=f"`learn reset {exercise.id}` puts the stub back, "
            f"`learn undo {exercise.id}` your last version",
        )
    place = file or exercise.stub
    notebook = place.suffix == ".ipynb"
    source = code_for(exercise, place, sandbox) if notebook else read_submission(place)
    used = app.course.file.seed if seed is None else seed
    absent = unavailable(exercise, source, used)
    if absent is not None:
        return absent, source
    if exercise.spec.frameworks:
        names = " and ".join(exercise.spec.frameworks)
        app.out.note(f"{exercise.id}: loading {names} takes some seconds")
    session = start(sandbox, exercise, source, used)
    try:
        from grader.judge import Judge

        judge = Judge(exercise, sandbox, used, app.state / "cache")
        judgement = judge.judge(source, session=session)
        return (in_cells(judgement, source) if notebook else judgement), source
    finally:
        session.close()


def _record(app: App, judgement: Judgement, source: bytes) -> bool:
    from grader.errors import StoreError
    from grader.store import Progress

    try:
        Progress(app.database).record(judgement, source)
    except StoreError as error:
        # The verdict stands; only its place in the history is lost.
        app.out.note(f"not recorded: {error}")
        return False
    return True


def _draw_portraits(
    app: App, sandbox: Sandbox, passed: list[tuple[str, bytes]]
) -> None:
    if not passed:
        return
    from grader.portraits import after_pass

    # Who presses Ctrl-C now has the verdict; `learn report` draws what is left.
    with contextlib.suppress(KeyboardInterrupt):
        after_pass(passed, app.course, app.database, sandbox)
