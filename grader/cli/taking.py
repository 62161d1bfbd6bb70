"""Go through a quiz with somebody: ask, say, sum up, offer what was wrong again."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from grader.cli.asking import Asking, Hooks
from grader.cli.questions import count, print_marked, print_title, short
from grader.cli.typed import Typed
from grader.errors import BrokenError, CourseError, StoreError
from grader.quiz.model import Quiz, QuizVerdict
from grader.sitting import Given, Notebook, Taking
from grader.store import Quizzes

if TYPE_CHECKING:
    from grader.cli.main import App
    from grader.quiz.model import Item, Marked, Posed

UNANSWERED = QuizVerdict.UNANSWERED


class Session:
    """One run of ``learn quiz ID``.

    Parameters
    ----------
    app : App
    taking : Taking
        Already with what was answered before.
    sitting : int or None
        Where that is kept.
    open_figures : bool
        Show figures in the browser.
    """

    def __init__(
        self, app: App, taking: Taking, sitting: int | None, *, open_figures: bool
    ) -> None:
        self.app, self.out, self.taking = app, app.out, taking
        self.quiz: Quiz = taking.quiz
        self.typed = Typed(app.out)
        self.asking = Asking(app, self.typed, open_figures=open_figures)
        self.store = Quizzes(app.database)
        self.notebook = Notebook(
            self.store, self.quiz, taking.seed, app.out.note, sitting
        )
        self._hints: dict[str, int] = {}
        if sitting is not None:
            with contextlib.suppress(StoreError):
                self._hints = self.store.hints(sitting)
        self._resumed = bool(taking.given)

    def run(self, *, retry: bool = False) -> int:
        """Ask until all is answered, or nobody answers any more.

        Returns
        -------
        int
            The exit code.
        """
        from grader.cli.quiz import exit_code

        try:
            with self.asking:
                self._take(retry=retry)
        except KeyboardInterrupt:
            self.out.line()
            self._stopped()
            return 130
        except EOFError:
            self._stopped()
            return exit_code(self.taking) or 1
        return exit_code(self.taking)

    def _take(self, *, retry: bool) -> None:
        taking = self.taking
        to_do = taking.to_do()
        if not retry or to_do:
            self._introduce(to_do)
            self._go_through(to_do, again=False)
            self.notebook.ended()
            print_summary(self.app, taking)
        elif taking.exam:
            self.out.sentence("An exam is not asked again question by question.")
        elif not taking.to_retry():
            self.out.sentence("There is nothing to ask again: nothing was wrong.")
        else:
            self._go_through(taking.to_retry(), again=True)
            print_summary(self.app, taking)
        while self._wants_more():
            self._go_through(taking.to_retry(), again=True)
            print_summary(self.app, taking)
        print_next(self.app, taking)

    def _wants_more(self) -> bool:
        left = self.taking.to_retry()
        if not left or self.taking.exam or not self.typed.terminal:
            return False
        these = "this question" if len(left) == 1 else f"these {len(left)} questions"
        self.out.sentence(f"Try {these} again now?")
        while True:
            try:
                text = self.typed.line("Enter for yes, n for no: ")
            except EOFError:
                return False  # all was asked: the quiz is over, not broken off
            word = text.strip().casefold()
            if word in ("", "y", "yes", "n", "no"):
                self.out.line()
                return word in ("", "y", "yes")

    def _introduce(self, to_do: list[str]) -> None:
        out, taking = self.out, self.taking
        print_title(out, self.quiz.title)
        if self._resumed:
            seen = len(taking.given)
            out.sentence(
                f"You go on where you stopped: {seen} of {len(taking.posed)} done, "
                f"{len(to_do)} left. Seed {taking.seed}."
            )
        else:
            points = count(taking.max_score, "point")
            needed = f"{short(taking.needed)} to pass"
            out.sentence(
                f"{count(len(taking.posed), 'question')}, {points}, {needed}. "
                f"Seed {taking.seed}."
            )
        out.sentence(_policy(self.quiz))
        hints = not taking.exam and any(p.hints for p in taking.posed.values())
        out.sentence(
            f"Type {'? for a hint, ' * hints}s to skip a question. Ctrl-C stops and "
            "keeps what you answered."
        )
        out.line()

    def _go_through(self, ids: list[str], *, again: bool) -> None:
        for place, id in enumerate(ids):
            told = self._ask(id, again=again)
            self.out.line()
            if told and place + 1 < len(ids):
                self.asking.pause("for the next question")

    def _ask(self, id: str, *, again: bool) -> bool:
        """Ask one question; say whether there is something to read then."""
        taking = self.taking
        posed, item = taking.posed[id], taking.item(id)
        number = list(taking.posed).index(id) + 1
        title = f"Question {number} of {len(taking.posed)}{', again' * again}"
        hooks = Hooks(
            given=lambda given: self._keep(id, given, again=again),
            hinted=lambda rung: self._hinted(id, rung),
        )
        try:
            given = self.asking.ask(
                item, posed, title, hooks,
                hints=self._hints.get(id, 0), exam=taking.exam,
            )  # fmt: skip
        except (CourseError, BrokenError) as error:
            taking.broken.add(id)
            taking.given.pop(id, None)
            self.out.sentence(
                "This question cannot be marked. That is not your fault, and it does "
                "not count."
            )
            self.out.note(str(error))
            return True
        told = given.marked.verdict not in (UNANSWERED, QuizVerdict.RECORDED)
        told = told and self.quiz.feedback == "immediate"
        if told:
            print_feedback(self.app, item, posed, given.marked)
        else:
            skipped = given.marked.verdict is UNANSWERED
            self.out.line("Skipped." if skipped else "Kept.")
        return told

    def _hinted(self, id: str, rung: int) -> None:
        self._hints[id] = rung
        self.notebook.hinted(id, rung)

    def _keep(self, id: str, given: Given, *, again: bool) -> None:
        skipped = given.marked.verdict is UNANSWERED
        self.taking.take(id, given)
        if again and skipped:
            return  # as it was
        self.notebook.answered(self.taking, id, given=given)
        if self.notebook.works and not skipped:
            from grader import review

            with contextlib.suppress(StoreError):  # a cache: made up for later
                review.update(self.store)

    def _stopped(self) -> None:
        taking = self.taking
        if not taking.given:
            self.out.line("Stopped before the first answer.")
            return
        left = len(taking.to_do())
        works = self.notebook.works
        kept = "Your answers are kept." if works else "They could not be kept."
        done = count(len(taking.given), "question")
        self.out.sentence(f"Stopped: {done} done, {left} left. {kept}")
        if left and works:
            command = f"{self.app.command} quiz {self.quiz.id}"
            self.out.sentence(f"Next: `{command}` goes on from here.")
        elif works:
            print_next(self.app, taking)


def _policy(quiz: Quiz) -> str:
    if not quiz.has_keys:
        return "Your answers are recorded, and marked when your work is graded."
    return {
        "immediate": "After each answer you read what is right, and why.",
        "end": "What is right, and why, you read at the end.",
        "exam": "This is an exam: right answers are not shown.",
    }[quiz.feedback]


# -- what is said of answers -----------------------------------------------------------


def print_feedback(
    app: App, item: Item, posed: Posed, marked: Marked, given: object = None
) -> None:
    """Say what became of an answer and why, with what the course knows of it."""

    def belief(id: str) -> str:
        return misconception(app, id)

    print_marked(
        app.out, posed, marked, given=given, beliefs=belief, ref=_to_read(app, item.ref)
    )


def misconception(app: App, id: str) -> str:
    """Give the text of a misconception, wherever the course says it."""
    shared = app.course.file.misconceptions.get(id)
    if shared is not None:
        return shared
    for exercise in app.course.exercises():
        if id in exercise.misconceptions:
            return exercise.misconceptions[id]
    return id


def _to_read(app: App, ref: str) -> str:
    if ref in app.course.folders:
        return f"{app.command} show {ref}"
    return ref


def summary(taking: Taking) -> str:
    """Say in one sentence how a quiz went."""
    if taking.waits:
        return (
            f"{taking.answered} of {count(len(taking.posed), 'answer')} recorded; "
            "they are marked when your work is graded."
        )
    verdict = "passed" if taking.passed else "not passed"
    text = (
        f"{short(taking.score)} of {count(taking.max_score, 'point')}, {verdict} "
        f"({short(taking.needed)} needed)"
    )
    if taking.first_score < taking.score:
        text += f"; {short(taking.first_score)} at the first try"
    return text + "."


def print_summary(app: App, taking: Taking) -> None:
    """Sum a quiz up: how it went first, then what was not right."""
    out = app.out
    print_title(out, summary(taking))
    left = taking.to_retry()
    if not left or taking.exam:
        return
    if taking.quiz.feedback == "immediate":
        numbers = [str(list(taking.posed).index(id) + 1) for id in left]
        which = _and(numbers)
        noun = "question" if len(numbers) == 1 else "questions"
        if len(numbers) == len(taking.posed) > 1:
            noun, which = "all", f"{len(numbers)} questions"
        out.sentence(f"Not right, or skipped: {noun} {which}.")
        return
    print_answers(app, taking, left)


def print_answers(app: App, taking: Taking, ids: list[str]) -> None:
    """Say of some items what was asked, what was answered, and what is right."""
    from grader.cli.markdown import Style, lines

    out = app.out
    for id in ids:
        posed, given = taking.posed[id], taking.given[id]
        number = list(taking.posed).index(id) + 1
        out.line()
        print_title(out, f"Question {number}")
        style = Style(out.color, out.linear, out.encoding)
        for row in lines(posed.stem, out.width, style):
            out.line(row)
        print_feedback(app, taking.item(id), posed, given.marked, given.answer)
    out.line()


def print_marks(app: App, taking: Taking) -> None:
    """Write how the answers of a file were marked."""
    out = app.out
    out.sentence(summary(taking))
    out.table(
        (id, g.marked.verdict.value, f"{short(g.marked.points)}/{short(g.marked.max_points)}",
         _said(taking, g.marked))
        for id, g in taking.given.items()
    )  # fmt: skip
    print_next(app, taking)


def _said(taking: Taking, marked: Marked) -> str:
    if taking.exam and marked.verdict is not QuizVerdict.INVALID:
        return ""
    return " ".join(marked.feedback.split())


def print_next(app: App, taking: Taking) -> None:
    """Say what to do next."""
    out, command = app.out, f"{app.command} quiz"
    id = taking.quiz.id
    if taking.to_do():
        out.sentence(f"Next: `{command} {id}` goes on from here.")
    elif taking.to_retry() and not taking.exam:
        out.sentence(
            f"Next: `{command} {id} --retry` asks again what was not right; "
            f"`{command} {id}` asks all in another order."
        )
    else:
        out.sentence(f"Next: `{command}` shows which quiz comes after this.")


def _and(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
