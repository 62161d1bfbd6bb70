"""``learn quiz``: take a knowledge check, in the terminal or from a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.cli.completion import complete_quiz
from grader.cli.main import App
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.quiz.model import Quiz
    from grader.sitting import Taking
    from grader.store import Quizzes


@click.command(
    epilog="Exits 0 at or above the pass mark, 1 below it or if questions are left, "
    "2 for an answers file that does not fit, 130 on Ctrl-C; what you answered is kept."
)
@click.argument("quiz", required=False, metavar="[ID]", shell_complete=complete_quiz)
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    help="Mark this YAML or JSON file, {item id: answer}, without asking.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**53), help="Ask as with this seed before."
)
@click.option("--json", "as_json", is_flag=True, help="One learn.quiz/1 object.")
@click.option("--retry", is_flag=True, help="Only what was wrong or skipped last time.")
@click.option("--fresh", is_flag=True, help="Begin anew; do not resume.")
@click.option("--open", "open_figures", is_flag=True, help="Show figures in a browser.")
@click.pass_obj
def quiz(
    app: App,
    quiz: str | None,
    answers: Path | None,
    seed: int | None,
    as_json: bool,
    retry: bool,
    fresh: bool,
    open_figures: bool,
) -> int:
    """Take the quiz ID, e.g. `learn quiz basics`; without ID: which there are.

    One question at a time; `?` gives a hint, `s` skips. Ctrl-C stops: the same
    command goes on where you were. Without a terminal, answers are read line by
    line. With --answers, letters stand for options as --seed shows them; write
    an option's text to be sure.
    """
    if quiz is None:
        if answers is not None or seed is not None or retry or fresh:
            raise click.UsageError("name the quiz: `learn quiz` lists them")
        from grader.cli.quizzes import list_quizzes

        list_quizzes(app, as_json=as_json)
        return 0
    if retry and (fresh or seed is not None or answers is not None):
        raise click.UsageError(
            "--retry asks as before: no --seed, --fresh or --answers"
        )
    from grader.quiz.reader import quiz as read_quiz

    found = read_quiz(app.course, quiz, app.cache)
    app.out.aside = as_json
    if answers is not None:
        return _mark_file(app, found, answers, seed, as_json)
    begun = _begun(app, found, seed, retry=retry, fresh=fresh)
    from grader.cli.taking import Session

    code = Session(app, begun.taking, begun.sitting, open_figures=open_figures).run(
        retry=retry
    )
    if as_json:
        click.echo(json.dumps(begun.taking.result()))
    return code


class _Begun(NamedTuple):
    taking: Taking
    sitting: int | None


def _begun(
    app: App, quiz: Quiz, seed: int | None, *, retry: bool, fresh: bool
) -> _Begun:
    """Take up the last sitting, or begin one with another seed."""
    from grader.errors import StoreError
    from grader.sitting import Taking, new_seed, restored
    from grader.store import Quizzes

    store = Quizzes(app.database)
    try:
        last, used = store.last(quiz.id), store.seeds(quiz.id)
        go_on = last is not None and (
            retry or not (last.ended or fresh or seed not in (None, last.seed))
        )
        if last is not None and go_on:
            return _Begun(restored(quiz, last, store.answers(last.id)), last.id)
    except StoreError as error:
        app.out.note(f"without your earlier answers: {error}")
        used = set()
    if retry:
        raise LearnError(
            f"{quiz.id} was not taken yet", fix=f"take it: {app.command} quiz {quiz.id}"
        )
    return _Begun(Taking(quiz, new_seed(used) if seed is None else seed), None)


def _mark_file(
    app: App, quiz: Quiz, file: Path, seed: int | None, as_json: bool
) -> int:
    """Mark a file of answers and keep them as one sitting."""
    from grader.errors import BrokenError, CourseError
    from grader.quiz.answers import read_answers
    from grader.quiz.fill import judging
    from grader.quiz.mark import mark
    from grader.sitting import Given, Notebook, Taking
    from grader.store import Quizzes

    answers = read_answers(file, quiz)
    # Not a new one each time: the file's letters must go on meaning the same.
    taking = Taking(quiz, app.course.file.seed if seed is None else seed)
    with judging(app.course) as judge:
        for id, posed in taking.posed.items():
            given = answers.get(id)
            try:
                marked = mark(
                    taking.item(id), posed, given, judge=judge, strict=taking.exam
                )
            except (CourseError, BrokenError) as error:
                taking.broken.add(id)
                app.out.note(f"{id} does not count, it cannot be marked: {error}")
                continue
            taking.take(id, Given(given, marked))
    store = Quizzes(app.database)
    notebook = Notebook(store, quiz, taking.seed, app.out.note)
    notebook.answered(taking, *taking.given)
    notebook.ended()
    if notebook.works:
        _update_cards(store)
    if as_json:
        click.echo(json.dumps(taking.result()))
    else:
        from grader.cli.taking import print_marks

        print_marks(app, taking)
    return exit_code(taking)


def _update_cards(store: Quizzes) -> None:
    import contextlib

    from grader import review
    from grader.errors import StoreError

    with contextlib.suppress(StoreError):  # a cache: made up for later
        review.update(store)


def exit_code(taking: Taking) -> int:
    """Give the exit code of a sitting, as it stands."""
    if taking.broken:
        return 3
    if taking.waits:
        return 0 if not taking.to_do() else 1
    return 0 if taking.passed else 1
