"""Ask one question until there is an answer to it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from grader.cli.markdown import Style, phrase
from grader.cli.questions import print_question
from grader.quiz.fill import judging
from grader.quiz.mark import mark
from grader.quiz.model import QuizVerdict
from grader.sitting import Given

if TYPE_CHECKING:
    from pathlib import Path

    from grader.cli.main import App
    from grader.cli.typed import Typed
    from grader.quiz.model import Item, Posed
    from grader.quiz.verdicts import Judges

HINT, SKIP = "?", "s"
CONFIDENCE = {"s": "sure", "t": "think so", "g": "guess"}


class Hooks(NamedTuple):
    """What whoever asks wants to be told.

    Attributes
    ----------
    given : callable
        Gets the answer, once, whatever happens then.
    hinted : callable
        Gets the number of each hint that is shown.
    """

    given: Callable[[Given], None]
    hinted: Callable[[int], None]


class Asking:
    """Asks questions on a terminal or through a pipe; a context manager.

    Parameters
    ----------
    app : App
    typed : Typed
    open_figures : bool
        Open each figure in the browser.
    """

    def __init__(self, app: App, typed: Typed, *, open_figures: bool = False) -> None:
        self.app, self.out, self.typed = app, app.out, typed
        self._open = open_figures
        self._opened = contextlib.ExitStack()
        self._judge: Judges | None = None

    def __enter__(self) -> Asking:
        self._judge = self._opened.enter_context(judging(self.app.course))
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def ask(
        self,
        item: Item,
        posed: Posed,
        title: str,
        hooks: Hooks,
        *,
        hints: int = 0,
        exam: bool = False,
    ) -> Given:
        """Ask until there is an answer of the right form, or the item is skipped.

        Parameters
        ----------
        hints : int
            How many were shown before; these are shown again.
        exam : bool
            Give none, and do not ask again for a slip.

        Raises
        ------
        EOFError, KeyboardInterrupt
            When there will be no answer.
        CourseError, BrokenError
            When the answer cannot be marked, which is not the learner's fault.
        """
        print_question(self.out, posed, title, self._figure)
        for shown in range(0 if exam else min(hints, len(posed.hints))):
            self._print_hint(posed, shown + 1)
        if posed.hints[hints:] and not exam:
            left = len(posed.hints) - hints
            self.out.line(f"Type ? for a hint ({left} here).")
        since = time.monotonic()
        while True:
            text = self._typed(posed)
            if text.rstrip() == HINT:
                hints = self._hint(posed, hints, exam, hooks)
                continue
            if text.rstrip().lower() == SKIP and not _is_label(SKIP, posed):
                given = Given(None, mark(item, posed, None), hints=hints)
                hooks.given(given)
                return given
            marked = mark(item, posed, text, judge=self._judge, strict=exam)
            if marked.verdict is QuizVerdict.UNANSWERED:
                self.out.sentence("Type an answer, or s to skip the question.")
            elif marked.verdict is QuizVerdict.INVALID:
                self.out.sentence(f"That is no answer yet. {marked.feedback}")
            else:
                break
        given = Given(text, marked, "", hints, round(time.monotonic() - since, 1))
        try:
            given = given._replace(confidence=self._confidence(posed))
        finally:
            hooks.given(given)
        return given

    def pause(self, what: str) -> None:
        """Wait until what was said is read; only where somebody reads it."""
        if self.typed.terminal:
            self.typed.line(f"Enter {what}: ")
            self.out.line()

    def _typed(self, posed: Posed) -> str:
        """Take an answer: a line or, where output is to be typed, several."""
        text = self.typed.line("Your answer: ")
        if posed.kind != "trace" or posed.choices or text.strip() in (HINT, SKIP, ""):
            return text
        rows = [text]
        with contextlib.suppress(EOFError):
            while rows[-1]:
                rows.append(self.typed.line("next line: "))
        return "\n".join(rows)

    def _hint(self, posed: Posed, shown: int, exam: bool, hooks: Hooks) -> int:
        if exam:
            self.out.sentence("There are no hints in an exam.")
            return shown
        if not posed.hints[shown:]:
            none = "There are no more hints." if shown else "There is no hint here."
            self.out.line(none)
            return shown
        shown += 1
        self._print_hint(posed, shown)
        hooks.hinted(shown)
        return shown

    def _print_hint(self, posed: Posed, number: int) -> None:
        head = f"Hint {number} of {len(posed.hints)}: "
        style = Style(self.out.color, self.out.linear, self.out.encoding)
        for row in phrase(head + posed.hints[number - 1], self.out.width, style):
            self.out.line(row)

    def _confidence(self, posed: Posed) -> str:
        if not posed.confidence or not self.typed.terminal:
            return ""
        self.out.sentence("How sure are you: s sure, t think so, g guess?")
        while True:
            text = self.typed.line("s, t, g or Enter: ")
            word = text.strip().casefold()
            if not word:
                return ""
            for letter, name in CONFIDENCE.items():
                if word in (letter, name):
                    return name

    def _figure(self, posed: Posed) -> str | None:
        from grader.cli import figures

        if not (self._open or (self.typed.terminal and figures.can_show())):
            return None
        file: Path | None = figures.written(self.app, posed)
        if file is None:
            return None
        if self._open:
            figures.show(file)
        from grader.cli.feedback import relative

        return relative(file)


def _is_label(letter: str, posed: Posed) -> bool:
    return any(c.label == letter for c in posed.choices)
