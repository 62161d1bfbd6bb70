"""Mark an answer: total, pure, and the same for every order of the options.

Partial credit is a share of an item's points:

multi   (right ones chosen - wrong ones chosen) / right ones, at least 0
match   share of the pairs that are right
order   1 - moves / most moves, where *moves* is the fewest steps that must be
        taken out and put elsewhere to respect `depends`, and *most moves* that
        number for the worst order there is
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.quiz import given as read
from grader.quiz.given import Malformed, Slip
from grader.quiz.mark_chosen import mark_match, mark_one, mark_order, mark_several
from grader.quiz.mark_typed import mark_code, mark_number, mark_short
from grader.quiz.model import (
    Fill,
    Item,
    Marked,
    Match,
    Multi,
    Numeric,
    Order,
    Param,
    Plot,
    Posed,
    QuizVerdict,
    Short,
    Single,
    Trace,
)
from grader.quiz.pose import options_of, step_order
from grader.quiz.verdicts import Judges, marked


def mark(
    item: Item,
    posed: Posed,
    given: object,
    *,
    judge: Judges | None = None,
    strict: bool = False,
) -> Marked:
    """Mark one answer.

    Parameters
    ----------
    item : Item
    posed : Posed
        The item as it was asked: its seed says what the letters stood for.
    given : object
        A text as typed, or a JSON value: text, number, list or mapping.
    judge : callable, optional
        Needed for `fill` items only.

    strict : bool
        In an exam: a slip of one letter is wrong, since to ask again would tell
        that the rest is right.

    Returns
    -------
    Marked
        For every answer whatsoever; one of the wrong form is `INVALID`.

    Raises
    ------
    CourseError
        When the item itself is wrong: its key has no value for these
        parameters, or a `fill` item has no judge.
    BrokenError
        When an exercise's own checks break on a `fill` item.
    """
    if read.is_blank(given):
        return marked(item, QuizVerdict.UNANSWERED)
    try:
        if not has_key(item):
            check_form(item, posed, given)
            return marked(item, QuizVerdict.RECORDED)
        return _MARKERS[type(item)](item, posed, given, judge)
    except Malformed as problem:
        if strict and isinstance(problem, Slip):
            return marked(item, QuizVerdict.WRONG)
        return marked(item, QuizVerdict.INVALID, feedback=str(problem))


def check_form(item: Item, posed: Posed, given: object) -> None:
    """Refuse an answer of the wrong form, whatever the key is.

    Raises
    ------
    Malformed
        Says which form is expected.
    """
    if isinstance(item, Multi):
        read.several_choices(given, posed.choices)
    elif options_of(item):
        read.one_choice(given, posed.choices)
    elif isinstance(item, (Numeric, Param)):
        read.number(given, item.unit_label)
    elif isinstance(item, Order):
        read.order(given, step_order(item, posed.seed), posed.choices)
    elif isinstance(item, Match):
        read.pairs(given, posed.choices, posed.rights)
    else:
        read.line(given, read.MAX_CODE)


def has_key(item: Item) -> bool:
    """Whether the right answer is at hand."""
    match item:
        case Single() | Multi() | Plot():
            return any(o.correct for o in item.options)
        case Numeric() | Param():
            return item.answer is not None
        case Short():
            return bool(item.answers)
        case Order():
            return bool(item.depends)
        case Match():
            return all(p.right is not None for p in item.pairs)
        case Trace():
            return item.output is not None or any(o.correct for o in item.options)
        case Fill():
            return item.answer_code is not None


_MARKERS: dict[type, Callable[[Any, Posed, object, Judges | None], Marked]] = {
    Single: mark_one,
    Plot: mark_one,
    Trace: mark_one,
    Multi: mark_several,
    Numeric: mark_number,
    Param: mark_number,
    Short: mark_short,
    Order: mark_order,
    Match: mark_match,
    Fill: mark_code,
}
