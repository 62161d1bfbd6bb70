"""``learn review``: see again, spaced out, what was answered in quizzes."""

from __future__ import annotations

import contextlib
import datetime
import json
from typing import TYPE_CHECKING

import click

from grader.cli.main import App
from grader.cli.questions import count

if TYPE_CHECKING:
    from grader.cli.asking import Asking
    from grader.quiz.model import Item, Quiz
    from grader.sitting import Given
    from grader.store.quizzes import Kept, Quizzes

SCHEMA = "learn.review/1"
Asked = dict[str, "tuple[Quiz, Item]"]


def now() -> datetime.datetime:
    """Give the present moment."""
    return datetime.datetime.now(datetime.UTC)


@click.command(
    epilog="Exits 0, also if nothing is due; 2 if progress cannot be read, 130 on "
    "Ctrl-C. What you answered is kept."
)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True,
    help="Ask at most so many.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="What is due, as one object.")
@click.pass_obj
def review(app: App, limit: int, as_json: bool) -> int:
    """See again the questions that you may be about to forget.

    A question comes back the later the better you knew it: tomorrow if it was
    wrong, after days and then weeks if it was right (FSRS). Hints and guesses
    count as half known.
    """
    from grader import review as schedule
    from grader.store import Quizzes

    store = Quizzes(app.database)
    items = to_review(app)
    _catch_up(app, store, items)
    cards = [c for c in schedule.due(store, now()) if c.item in items]
    if as_json:
        click.echo(json.dumps(_counted(store, cards, items)))
        return 0
    if not cards:
        _nothing_due(app, store, items)
        return 0
    return Reviewing(app, store, items).run(cards, limit)


def to_review(app: App) -> Asked:
    """Give the questions that can be reviewed, by id: not those of exams.

    Raises
    ------
    CourseError
        When a quiz cannot be read.
    """
    from grader.quiz.reader import quizzes

    return {
        item.id: (quiz, item)
        for quiz in quizzes(app.course, app.cache)
        if quiz.feedback != "exam" and quiz.has_keys
        for item in quiz.items
    }


def _catch_up(app: App, store: Quizzes, items: Asked) -> None:
    from grader import review as schedule
    from grader.errors import StoreError

    try:
        if store.log() or store.cards():
            schedule.update(store, items)
    except StoreError as error:
        app.out.note(f"what you answered last may be missing here: {error}")


def _counted(store: Quizzes, cards: list[Kept], items: Asked) -> dict[str, object]:
    every = [c for c in store.cards().values() if c.item in items]
    later = [c.due for c in every if c not in cards]
    return {
        "schema": SCHEMA,
        "due": len(cards),
        "cards": len(every),
        "next_due": min(later, default=None),
        "items": [{"id": c.item, "quiz": c.quiz, "due": c.due} for c in cards],
    }


def _nothing_due(app: App, store: Quizzes, items: Asked) -> None:
    later = [c.due for c in store.cards().values() if c.item in items]
    if not later:
        app.out.sentence("Nothing to review yet: questions come here from quizzes.")
        app.out.sentence(f"Next: `{app.command} quiz` shows which there are.")
        return
    when = datetime.datetime.fromisoformat(min(later)).astimezone()
    app.out.sentence(f"Nothing is due. The next question comes on {when:%A, %Y-%m-%d}.")
    app.out.sentence(f"Next: `{app.command}` shows where you are.")


class Reviewing:
    """One run of ``learn review``.

    Parameters
    ----------
    app : App
    store : Quizzes
    items : dict of str to (Quiz, Item)
        What can be asked, by item id.
    """

    def __init__(self, app: App, store: Quizzes, items: Asked) -> None:
        from grader.cli.typed import Typed

        self.app, self.out, self.store, self.items = app, app.out, store, items
        self.typed = Typed(app.out)
        self.right = self.done = 0
        self._works = True

    def run(self, cards: list[Kept], limit: int) -> int:
        """Ask what is due; return the exit code."""
        from grader.cli.asking import Asking

        chosen, code = cards[:limit], 0
        more = f", {len(chosen)} of them now" if len(chosen) < len(cards) else ""
        self.out.sentence(f"{count(len(cards), 'question')} due for review{more}.")
        self.out.sentence(
            "Type ? for a hint, s to skip a question. Ctrl-C stops and keeps what you "
            "answered."
        )
        self.out.line()
        try:
            with Asking(self.app, self.typed) as asking:
                for place, card in enumerate(chosen, 1):
                    told = self._ask(asking, card, f"Question {place} of {len(chosen)}")
                    self.out.line()
                    if told and place < len(chosen):
                        asking.pause("for the next question")
        except KeyboardInterrupt:
            self.out.line()
            code = 130
        except EOFError:
            pass
        self._sum_up(len(cards) - self.done)
        return code

    def _ask(self, asking: Asking, card: Kept, title: str) -> bool:
        """Ask one question; say whether there is something to read then."""
        from grader.cli.asking import Hooks
        from grader.cli.taking import print_feedback
        from grader.errors import BrokenError, CourseError
        from grader.quiz.model import QuizVerdict
        from grader.quiz.pose import pose
        from grader.sitting import new_seed

        quiz, item = self.items[card.item]
        try:
            # Another seed: other numbers, and the letters are no help to memory.
            posed = pose(item, new_seed(set()), shuffle=quiz.shuffle)
            hooks = Hooks(
                given=lambda given: self._keep(quiz, item, posed, given),
                hinted=lambda rung: self._hinted(item.id, rung),
            )
            given = asking.ask(item, posed, f"{title}, from {quiz.id}", hooks)
        except (CourseError, BrokenError) as error:
            self.out.sentence(
                "This question cannot be marked. That is not your fault, and it does "
                "not count."
            )
            self.out.note(str(error))
            return True
        if given.marked.verdict is QuizVerdict.UNANSWERED:
            self.out.line("Skipped.")
            return False
        print_feedback(self.app, item, posed, given.marked)
        return True

    def _keep(self, quiz: Quiz, item: Item, posed: object, given: Given) -> None:
        from grader import review as schedule
        from grader.errors import StoreError
        from grader.quiz.model import Posed, QuizVerdict
        from grader.sitting import answer_of

        assert isinstance(posed, Posed)
        if given.marked.verdict is QuizVerdict.UNANSWERED:
            return  # it stays due
        self.done += 1
        self.right += given.marked.verdict is QuizVerdict.RIGHT
        try:
            self.store.answered(answer_of(quiz, posed, item, given, None))
            schedule.update(self.store)
        except StoreError as error:
            if self._works:
                self.out.note(f"your answers are not kept: {error}")
            self._works = False

    def _hinted(self, item: str, rung: int) -> None:
        from grader.errors import StoreError

        with contextlib.suppress(StoreError):  # the answer will say so
            self.store.hinted(None, item, rung)

    def _sum_up(self, left: int) -> None:
        if self.done:
            self.out.sentence(f"{self.right} of {self.done} right.")
        if left:
            verb = "is" if left == 1 else "are"
            self.out.sentence(
                f"Next: `{self.app.command} review` asks the "
                f"{count(left, 'question')} that {verb} still due."
            )
        else:
            self.out.sentence(f"Next: `{self.app.command}` shows where you are.")
