"""Judge completed code with the checks of an exercise."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from grader.course import Course
from grader.model import Judgement, Level

if TYPE_CHECKING:
    from grader.judge import Judge
    from grader.quiz.verdicts import Judges
    from grader.sandbox.host import Sandbox


class Completions:
    """What `mark` asks to judge `fill` items; keeps a judge per exercise.

    Parameters
    ----------
    course : Course
    sandbox : Sandbox
        Open for as long as this is used.
    """

    def __init__(self, course: Course, sandbox: Sandbox) -> None:
        self._course, self._sandbox = course, sandbox
        self._judges: dict[str, Judge] = {}

    def __call__(self, exercise: str, source: bytes) -> Judgement:
        """Judge a whole file of an exercise, named as in `learn check`."""
        from grader.judge import Judge

        judge = self._judges.get(exercise)
        if judge is None:
            judge = Judge(
                self._course.exercise(exercise), self._sandbox, self._course.file.seed
            )
            self._judges[exercise] = judge
        return judge.judge(source)


@contextlib.contextmanager
def judging(course: Course, least: Level = "basic") -> Iterator[Judges]:
    """Give what judges completed code; the isolated Python starts when it has to.

    Parameters
    ----------
    least : {"full", "strong", "basic"}
        The protection below which nothing is run.
    """
    completions: Completions | None = None
    with contextlib.ExitStack() as stack:

        def judge(exercise: str, source: bytes) -> Judgement:
            nonlocal completions
            if completions is None:
                from grader.sandbox.host import Sandbox

                made = Sandbox(course.file.imports, least=least)
                completions = Completions(course, stack.enter_context(made))
            return completions(exercise, source)

        yield judge
