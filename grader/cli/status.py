"""``learn`` and ``learn list``: where you are, what there is."""

from __future__ import annotations

import datetime
import difflib
import json
import textwrap
from typing import TYPE_CHECKING

import click

from grader.cli.main import App
from grader.cli.out import plain
from grader.frameworks import needs

if TYPE_CHECKING:
    from grader.mastery import Mastery
    from grader.overview import Action, Standing
    from grader.store.progress import Since

LINES_SINCE = 3


def standings(app: App) -> list[Standing]:
    """Where the learner is; as if nothing was done where progress cannot be read."""
    from grader import overview
    from grader.errors import StoreError

    try:
        return overview.standings(app.course, app.database)
    except StoreError as error:
        app.out.note(f"without your progress: {error}")
        return overview.unknown(app.course)


def status(app: App) -> None:
    """Say where the learner is, what is new, and the one next action."""
    from grader.overview import available, next_action

    every = available(standings(app))
    done = [s for s in every if s.done]
    out = app.out
    out.line(out.style(plain(app.course.file.title), bold=True))
    points, out_of = sum(s.best for s in every), sum(s.out_of for s in every)
    out.sentence(
        f"{len(done)} of {len(every)} exercises done, {points:g} of {out_of:g} points."
    )
    _print_since(app)
    due = due_questions(app)
    if due:
        verb = "question is" if due == 1 else "questions are"
        out.sentence(f"{due} {verb} due for review: {app.command} review")
    action = next_action(every)
    out.line()
    _print_milestones(app)
    if action is None:
        out.sentence("Every exercise is done. `learn list` shows your scores.")
        if due:
            out.sentence(f"Next: {app.command} review")
        return
    _print_next(app, action)


def now() -> datetime.datetime:
    """Give the present moment."""
    return datetime.datetime.now(datetime.UTC)


def due_questions(app: App) -> int:
    """Count the questions that review would ask; 0 where that cannot be read."""
    from grader import review
    from grader.errors import CourseError, StoreError
    from grader.store import Quizzes

    try:
        due = review.due(Quizzes(app.database), now())
        if not due:
            return 0
        from grader.cli.review import to_review

        items = to_review(app)
    except (StoreError, CourseError):
        return 0  # whoever reads progress or quizzes says why
    return sum(card.item in items for card in due)


def _print_milestones(app: App) -> None:
    """Show what was reached since the last time; the learner's code runs for it."""
    from grader.errors import StoreError
    from grader.milestones import unseen

    try:
        new = unseen(app.course, app.database)
    except StoreError:
        return  # standings() has said why
    for milestone in new:
        from grader.cli.milestone import show_milestone

        show_milestone(app, milestone)
        app.out.line()


def _print_since(app: App) -> None:
    """Say what changed since `learn` was last asked, and remember this time."""
    from grader.errors import StoreError
    from grader.store import Progress

    progress = Progress(app.database)
    try:
        visited = progress.visited()
        news = progress.since(visited[1]) if visited else []
        if visited and news:
            what = "; ".join(_news(one) for one in news[-LINES_SINCE:])
            more = len(news) - LINES_SINCE
            what += f" (and {more} more)" if more > 0 else ""
            app.out.sentence(f"Since {when(visited[0])}: {what}.")
        if news or not visited:
            progress.visit()
    except StoreError:
        pass  # standings() has said why, or nothing can be kept here


def _news(one: Since) -> str:
    tries = f"{one.attempts} attempt{'s' if one.attempts > 1 else ''}"
    if one.newly_passed:
        return f"{one.exercise} passed ({tries})"
    if one.best > one.before:
        return f"{one.exercise} from {one.before:g} to {one.best:g} points ({tries})"
    return f"{one.exercise} worked on ({tries})"


def when(at: str) -> str:
    """Say a stored moment as people do: the time today, else the day."""
    then = datetime.datetime.fromisoformat(at).astimezone()
    days = (datetime.datetime.now().astimezone().date() - then.date()).days
    if days == 0:
        return f"{then:%H:%M}"
    if days == 1:
        return f"yesterday {then:%H:%M}"
    return f"{then:%A %H:%M}" if days < 7 else f"{then:%Y-%m-%d}"


def _print_next(app: App, action: Action) -> None:
    standing, out = action.standing, app.out
    exercise = standing.exercise
    from grader.cli.feedback import relative

    out.sentence(f"Next: {exercise.id}  {exercise.spec.title}")
    out.sentence(f"  because {action.reason}")
    command = plain(app.command)
    edit = ("edit", plain(relative(exercise.stub)))
    check = ("check", f"{command} check {exercise.id}")
    read = ("read", f"{command} show {exercise.id}")
    base = exercise.spec.starts_from
    begin = ("begin", f"{command} start {exercise.id}")
    rows = {
        "start": [read, begin, check] if base else [read, edit, check],
        "edit": [edit, check, read],
        "check": [check, edit, read],
        "recheck": [check],
    }[action.kind]
    ladder = sum(len(rungs) for rungs in exercise.spec.hints.values())
    if standing.attempts and standing.hints < ladder and not standing.done:
        rows.append(("hint", f"{command} hint {exercise.id}"))
    for label, text in rows:
        out.line(f"  {label:<6} {text}")


@click.command("list", epilog="Exits 0, or 2 for an unknown concept or unit.")
@click.option("--pending", is_flag=True, help="Only those that are not done.")
@click.option("--concept", metavar="ID", help="Only those that teach this concept.")
@click.option("--unit", metavar="ID", help="Only those of this unit.")
@click.option("--json", "as_json", is_flag=True, help="One learn.list/1 object a line.")
@click.pass_obj
def list_exercises(
    app: App, pending: bool, concept: str | None, unit: str | None, as_json: bool
) -> None:
    """List the exercises with state and score.

    They stand in learning order, with your attempts and the hints that you took. The
    order is advice: do any exercise at any time.
    """
    course = app.course.file
    _known("concept", concept, [c.id for c in course.concepts])
    _known("unit", unit, [u.id for u in course.units])
    chosen = [
        s
        for s in standings(app)
        if not (pending and (s.done or s.missing))
        and (concept is None or concept in s.exercise.spec.concepts)
        and (unit is None or unit == s.exercise.spec.unit)
    ]
    if as_json:
        for standing in chosen:
            click.echo(json.dumps(_record(standing)))
        return
    print_list(app, chosen)
    if concept is not None:
        _print_mastery(app, concept)
    if not app.out.linear:
        learn = app.command
        app.out.sentence(f"Next: `{learn} show EX` is a task; `{learn}` chooses one.")


def _known(kind: str, wanted: str | None, known: list[str]) -> None:
    if wanted is None or wanted in known:
        return
    near = difflib.get_close_matches(wanted, known, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else f" Known: {', '.join(known)}."
    raise click.UsageError(f"There is no {kind} {wanted!r}.{hint}")


def print_list(app: App, chosen: list[Standing]) -> None:
    """Write exercises, on a screen by unit."""
    out = app.out
    titles = {c.id: c.title for c in app.course.file.concepts}
    if not chosen:
        out.sentence("No exercise is left with these filters.")
    if out.linear:
        ids = {s.exercise.id: ", ".join(s.exercise.spec.concepts) for s in chosen}
        out.table((*_row(s), f"({ids[s.exercise.id]})") for s in chosen)
        return
    units = {u.id: u.title for u in app.course.file.units}
    rows = [_row(s) for s in chosen]
    unit = ""
    for standing, row in zip(chosen, out.columns(rows), strict=True):
        if standing.exercise.spec.unit != unit:
            unit = standing.exercise.spec.unit
            out.line(out.style(plain(units.get(unit, unit)), bold=True))
        for line in row:
            out.line(line)
        ideas = ", ".join(titles.get(c, c) for c in standing.exercise.spec.concepts)
        for line in textwrap.wrap(plain(ideas), max(16, out.width - 6)):
            out.line("      " + out.style(line, "bright_black"))


def _row(s: Standing) -> tuple[str, ...]:
    spec = s.exercise.spec
    tries = (
        f"{s.attempts} attempt{'' if s.attempts == 1 else 's'}" if s.attempts else ""
    )
    helped = [needs(s.missing)] if s.missing and not s.done else []
    helped += ["edited since"] if s.edited and s.attempts else []
    helped += [f"{s.hints} hint{'' if s.hints == 1 else 's'}"] if s.hints else []
    helped += ["solution seen"] if s.gave_up else []
    note = f" [{', '.join(helped)}]" if helped else ""
    title = f"{spec.title}{note}"
    return s.exercise.id, s.state, f"{s.best:g}/{s.out_of:g}", tries, title


def _print_mastery(app: App, concept: str) -> None:
    from grader import overview
    from grader.errors import StoreError

    title = next(c.title for c in app.course.file.concepts if c.id == concept)
    try:
        mine = overview.concepts(app.course, app.database, _asked(app)).get(concept)
    except StoreError:
        return  # standings() has said why
    app.out.sentence(_mastery_words(title, mine))


def _asked(app: App) -> dict[str, tuple[str, ...]]:
    """Give the concepts of each question; none where a quiz cannot be read."""
    from grader.errors import CourseError
    from grader.quiz.reader import quizzes

    try:
        every = quizzes(app.course, app.cache)
    except CourseError as error:
        app.out.note(f"without the quizzes: {error}")
        return {}
    return {item.id: item.concepts for quiz in every for item in quiz.items}


def _mastery_words(title: str, mine: Mastery | None) -> str:
    if mine is None:
        return f"{title}: nothing has been checked yet."
    evidence = f"{mine.right:g} of {mine.seen} right, in {', '.join(mine.sources)}"
    return f"{title}: {mine.level} ({evidence})."


def _record(s: Standing) -> dict[str, object]:
    spec = s.exercise.spec
    return {
        "schema": "learn.list/1",
        "exercise": s.exercise.id,
        "name": s.exercise.name,
        "title": spec.title,
        "unit": spec.unit,
        "concepts": list(spec.concepts),
        "state": s.state.value,
        "score": s.best,
        "max_score": s.out_of,
        "attempts": s.attempts,
        "hints": s.hints,
        "solution_seen": s.gave_up,
        "edited": s.edited,
        "missing": list(s.missing),
    }
