"""Mark what is typed: numbers, texts, output and code."""

from __future__ import annotations

import re

from grader.errors import BrokenError, CourseError
from grader.model import FAILING, Judgement, Status, Verdict
from grader.quiz import given as read
from grader.quiz.compute import ExpressionError
from grader.quiz.expression import expression
from grader.quiz.given import Malformed, Slip
from grader.quiz.model import (
    BLANK,
    Fill,
    Marked,
    Near,
    Numeric,
    Param,
    Posed,
    Short,
    Trace,
)
from grader.quiz.pattern import compiled
from grader.quiz.pose import filled, shortest
from grader.quiz.verdicts import Judges, beliefs, counted, judged

# -- numbers -----------------------------------------------------------------------


def mark_number(
    item: Numeric | Param, posed: Posed, given: object, _judge: Judges | None
) -> Marked:
    """Mark a number by its distance from the key; name the slip it comes from."""
    answer = read.number(given, item.unit_label)
    key = key_of(item, posed)
    limit = item.tolerance.around(key) if item.tolerance else 0.0
    distance = abs(answer.value - key)
    unit = f" {item.unit_label}" if item.unit_label else ""
    shown = f"{shortest(key)}{unit}"
    if distance <= limit:
        return judged(item, posed, 1.0, key=shown)
    slip = _nearest_slip(item, posed, answer, key, limit)
    if slip is None and distance <= answer.slack:
        return judged(
            item, posed, 0.0, key=shown,
            feedback="Close, but not exact enough: give more digits.",
        )  # fmt: skip
    return judged(
        item,
        posed,
        0.0,
        feedback=filled(slip.why, posed.values, item).strip() if slip else "",
        misconceptions=beliefs([slip.misconception]) if slip else (),
        key=shown,
    )


def key_of(item: Numeric | Param, posed: Posed) -> float:
    """Compute the right number for the parameters that were drawn.

    Raises
    ------
    CourseError
        When it has no value for them.
    """
    assert item.answer is not None
    try:
        return float(expression(item.answer, tuple(posed.values)).value(posed.values))
    except (ExpressionError, OverflowError) as error:
        raise CourseError(
            f"answer: {error}", where=f"quizzes: {item.id}", fix="run `learn dev lint`"
        ) from error


def _nearest_slip(
    item: Numeric | Param, posed: Posed, answer: read.Number, key: float, limit: float
) -> Near | None:
    """Return the known slip that leads to this number, if it leads to another key."""
    best, least = None, float("inf")
    for slip in item.near:
        try:
            value = float(
                expression(slip.value, tuple(posed.values)).value(posed.values)
            )
        except (ExpressionError, OverflowError):
            continue  # for these parameters this slip leads nowhere
        if abs(value - key) <= limit:
            continue  # for these parameters it leads to the right number
        around = item.tolerance.around(value) if item.tolerance else 0.0
        distance = abs(answer.value - value)
        if distance <= max(around, answer.slack) and distance < least:
            best, least = slip, distance
    return best


# -- texts -------------------------------------------------------------------------


def mark_short(
    item: Short, posed: Posed, given: object, _judge: Judges | None
) -> Marked:
    """Mark a word or a few; one wrong letter is asked again."""
    text = read.normalised(read.line(given))
    key = item.answers[0]
    right = [read.normalised(a) for a in item.answers]
    if text in right:
        return judged(item, posed, 1.0, key=key)
    for slip in item.near:
        if text == read.normalised(slip.text):
            return judged(
                item, posed, 0.0, key=key,
                feedback=slip.why.strip(), misconceptions=beliefs([slip.misconception]),
            )  # fmt: skip
    if item.pattern is not None and compiled(item.pattern).matches(text):
        return judged(item, posed, 1.0, key=key)
    if any(read.one_slip(text, r) for r in right):
        raise Slip("Nearly: look at the spelling, one letter is not right.")
    return judged(item, posed, 0.0, key=key)


def mark_printed(item: Trace, posed: Posed, given: object) -> Marked:
    """Mark the output of a program, line by line."""
    yours = read.printed(read.line(given, read.MAX_CODE))
    wanted = read.printed(item.output or "")
    key = "\n".join(wanted)
    if yours == wanted:
        return judged(item, posed, 1.0, key=key)
    if [row.split() for row in yours] == [row.split() for row in wanted]:
        said = "The characters are right, the spaces between them are not."
    elif len(yours) != len(wanted):
        said = f"It prints {counted(len(wanted), 'line')}; yours has {len(yours)}."
    else:
        rows = zip(yours, wanted, strict=True)
        first = next(i for i, (a, b) in enumerate(rows, 1) if a != b)
        said = f"Line {first} is not what it prints." if len(wanted) > 1 else ""
    return judged(item, posed, 0.0, feedback=said, key=key)


# -- code --------------------------------------------------------------------------


_UNREADABLE = re.compile(r"\b(Syntax|Indentation|Tab)Error\b")


def completed(template: str, code: str) -> str:
    """Put code in the blank; its further lines are indented like the blank's."""
    head, _, tail = template.partition(BLANK)
    margin = head.rpartition("\n")[2]
    indent = margin[: len(margin) - len(margin.lstrip())]
    rows = code.strip("\r\n").rstrip().splitlines() or [""]
    return head + f"\n{indent}".join([rows[0].strip(), *rows[1:]]) + tail


def mark_code(item: Fill, posed: Posed, given: object, judge: Judges | None) -> Marked:
    """Mark a completion by the exercise's checks."""
    code = read.line(given, read.MAX_CODE)
    key = (item.answer_code or "").strip()
    if _same_code(code, key):
        return judged(item, posed, 1.0, key=key)
    for slip in item.wrong_code:
        if _same_code(code, slip.code):
            return judged(
                item, posed, 0.0, key=key,
                feedback=slip.why.strip(), misconceptions=beliefs([slip.misconception]),
            )  # fmt: skip
    if judge is None:
        raise CourseError("a fill item needs a judge", where=f"quizzes: {item.id}")
    try:
        source = completed(item.template, code).encode()
    except UnicodeEncodeError:
        raise Malformed("Type Python code; this holds half a character.") from None
    judgement = judge(item.exercise, source)
    if judgement.status is Status.BROKEN:
        raise BrokenError(f"the checks of {item.exercise} broke", where=item.id)
    if judgement.status is Status.PASSED:
        return judged(item, posed, 1.0, key=key)
    return _failed_code(item, posed, judgement, key)


def _failed_code(item: Fill, posed: Posed, judgement: Judgement, key: str) -> Marked:
    failed = [c for c in judgement.checks if c.verdict in FAILING]
    first = failed[0] if failed else None
    if first is not None and _UNREADABLE.search(first.message):
        raise Malformed("Python cannot read this code; type one expression or line.")
    ran = [c for c in judgement.checks if c.verdict is not Verdict.SKIPPED]
    said = f"{first.claim}: {first.message}" if first and ran else ""
    return judged(
        item,
        posed,
        0.0,
        feedback=said,
        misconceptions=tuple(m.id for m in judgement.misconceptions),
        key=key,
    )


def _same_code(a: str, b: str) -> bool:
    return a.strip().split() == b.strip().split()
