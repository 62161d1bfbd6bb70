"""A question, the answer that was given to it and the right one, in words."""

from __future__ import annotations

from collections.abc import Callable

from grader.errors import CourseError
from grader.quiz import given as read
from grader.quiz import order
from grader.quiz.mark_typed import key_of
from grader.quiz.model import (
    Fill,
    Item,
    Match,
    Numeric,
    Order,
    Param,
    Plot,
    Posed,
    Short,
    Trace,
    fingerprint,
)
from grader.quiz.pose import options_of, pose, shortest, step_order
from grader.report.fit import text
from grader.store.quizzes import Answer

MAX_SAID = 600
MAX_DEPTH = 20
CHANGED = " (to an earlier form of the question)"
InWords = Callable[[str], str]


def stem(item: Item, answer: Answer, words: InWords) -> str:
    """Say what was asked, with the numbers that it was asked with."""
    posed = _posed(item, answer)
    return _short(words(item.stem if posed is None else posed.stem))


def question(item: Item, answer: Answer, words: InWords) -> str:
    """Say what was asked, and what the figure showed that it was about."""
    about = words(item.figure.alt) if isinstance(item, Plot) else ""
    return _short(f"{stem(item, answer, words)}\n\n{about}".rstrip())


def program(item: Item) -> str:
    """Give the program that a question is about; "" where it is about none."""
    match item:
        case Trace():
            return _short(item.program.rstrip("\n"))
        case Fill():
            return _short(item.template.rstrip("\n"))
        case _:
            return ""


def in_words(item: Item, answer: Answer, words: InWords) -> str:
    """Say what was answered: the options themselves, not their letters."""
    if answer.item_sha256 != fingerprint(item):
        return _short(as_typed(answer.given)) + CHANGED
    posed = _posed(item, answer)
    said = ""
    if posed is not None:
        try:
            said = _chosen(item, posed, answer.given, words)
        except read.Malformed:
            said = ""  # as it was typed, then
    return _short(said or as_typed(answer.given))


def key(item: Item, answer: Answer, words: InWords) -> str:
    """Say what is right; nothing where the key is not at hand.

    Whether that may be said is for the caller to know.
    """
    posed = _posed(item, answer)
    try:
        return "" if posed is None else _short(_right(item, posed, words))
    except CourseError:
        return ""


def _posed(item: Item, answer: Answer) -> Posed | None:
    try:
        return pose(item, answer.seed, shuffle=answer.shuffle)
    except CourseError:
        return None


def _chosen(item: Item, posed: Posed, given: object, words: InWords) -> str:
    """Spell out an answer of which letters and numbers were typed.

    Raises
    ------
    Malformed
        When it is none.
    """
    if isinstance(item, Order):
        keys = read.order(given, step_order(item, posed.seed), posed.choices)
        return " → ".join(words(item.steps[k]) for k in keys)
    if isinstance(item, Match):
        pairs = read.pairs(given, posed.choices, posed.rights)
        return "; ".join(
            f"{words(posed.choices[left].text)} → {words(posed.rights[right].text)}"
            for left, right in sorted(pairs.items())
        )
    if not posed.choices:
        return ""
    if posed.kind == "multi":
        places = sorted(read.several_choices(given, posed.choices))
    else:
        places = [read.one_choice(given, posed.choices)]
    return "; ".join(words(posed.choices[place].text) for place in places)


def _right(item: Item, posed: Posed, words: InWords) -> str:
    rights = [words(o.text) for o in options_of(item) if o.correct]
    if rights:
        return "; ".join(rights)
    match item:
        case Numeric() | Param() if item.answer is not None:
            return _number(key_of(item, posed), item.unit_label)
        case Short() if item.answers:
            return item.answers[0]
        case Trace():
            return (item.output or "").rstrip("\n")
        case Fill():
            return (item.answer_code or "").strip()
        case Order() if item.depends:
            before = order.closure(item.steps, item.depends)
            right = order.one_right(list(item.steps), before)
            return " → ".join(words(item.steps[k]) for k in right)
        case Match():
            known = [p for p in item.pairs if p.right is not None]
            return "; ".join(f"{words(p.left)} → {words(p.right or '')}" for p in known)
        case _:
            return ""


def _number(value: float, unit: str) -> str:
    exact = shortest(value)
    said = exact if len(exact) <= 9 else f"≈ {value:.6g}"
    return f"{said} {unit}".rstrip()


def as_typed(given: object, depth: int = 0) -> str:
    """Write an answer as a person would type it."""
    if depth > MAX_DEPTH:
        return "…"
    if isinstance(given, (list, tuple)):
        return " ".join(as_typed(one, depth + 1) for one in given)
    if isinstance(given, dict):
        return ", ".join(f"{k}: {as_typed(v, depth + 1)}" for k, v in given.items())
    return "" if given is None else str(given)


def _short(said: str) -> str:
    said = text(said)
    return said if len(said) <= MAX_SAID else said[: MAX_SAID - 1] + "…"
