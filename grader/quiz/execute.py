"""Check keys by running code, in the sandbox: what programs print, what code passes."""

from __future__ import annotations

from collections.abc import Iterator

from grader.course import Course
from grader.errors import BrokenError, CourseError
from grader.model import FAILING, Judgement, Limits, Status
from grader.quiz.fill import Completions
from grader.quiz.findings import Problem
from grader.quiz.given import printed
from grader.quiz.mark_typed import completed
from grader.quiz.model import Fill, Trace
from grader.quiz.rules import item_problems
from grader.quiz.source import Source
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session

LIMITS = Limits(call_s=2.0, submission_s=10.0)
FIRST_LINE = """\
import sys; sys.stderr = type("", (), {"write": lambda *a: 0, "flush": lambda *a: 0})(); \
__name__ = "__main__"; del sys
"""
"""A program prints what stands on its output: warnings go elsewhere."""


def executed(source: Source, course: Course, sandbox: Sandbox) -> Iterator[Problem]:
    """Yield what is wrong with the keys of `trace` and `fill` items."""
    judge = Completions(course, sandbox)
    for place, item in source.items.items():
        usable = place not in source.partial and not item_problems(item)
        if usable and isinstance(item, (Trace, Fill)):
            found = (
                _trace(item, sandbox)
                if isinstance(item, Trace)
                else _fill(item, course, judge)
            )
            yield from (p.under("items", place) for p in found)


def output_of(program: str, sandbox: Sandbox) -> tuple[str, str]:
    """Run a program and return what it prints, and why it stopped early, if so."""
    source = (FIRST_LINE + program).encode()
    session = Session(sandbox, "trace", source, "program.py", 0, LIMITS)
    try:
        failed = session.begin()
        return session.printed, failed.problem.message if failed is not None else ""
    finally:
        session.close()


def _trace(item: Trace, sandbox: Sandbox) -> Iterator[Problem]:
    text, stopped = output_of(item.program, sandbox)
    if stopped:
        yield Problem(("program",), f"the program does not run: {stopped}")
    elif printed(text) != printed(item.output or ""):
        yield Problem(("output",), f"the program prints {text[:200]!r}")


def _fill(item: Fill, course: Course, judge: Completions) -> Iterator[Problem]:
    if item.exercise not in course.folders:
        return  # said where references are looked up
    try:
        right = judge(
            item.exercise, completed(item.template, item.answer_code or "").encode()
        )
        if right.status is not Status.PASSED:
            yield Problem(("answer_code",), f"it does not pass: {_why(right)}")
        # Only hidden checks may tell some wrong code from right code.
        for place, wrong in enumerate(item.wrong_code if right.hidden_checks else ()):
            made = judge(item.exercise, completed(item.template, wrong.code).encode())
            if made.status is Status.PASSED:
                path = ("wrong_code", place, "code")
                yield Problem(path, f"it passes every check of {item.exercise}")
    except CourseError:
        return  # said where exercises are linted
    except BrokenError as error:
        yield Problem(("exercise",), f"it cannot be judged: {error.what}")
    except UnicodeEncodeError:
        yield Problem(("template",), "it holds half a character")


def _why(judgement: Judgement) -> str:
    failed = [c for c in judgement.checks if c.verdict in FAILING]
    return f"{failed[0].id}: {failed[0].message}" if failed else judgement.status.value
