"""What makes an item that can be asked a bad one: for its author, before anyone sees it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from grader.quiz import order
from grader.quiz.advice_numbers import numeric_advice, param_advice
from grader.quiz.bounds import texts
from grader.quiz.figure import heights, points
from grader.quiz.findings import Keys, Problem
from grader.quiz.given import normalised, printed
from grader.quiz.model import (
    Fill,
    Item,
    Match,
    Numeric,
    Option,
    Order,
    Param,
    Plot,
    Short,
    Trace,
)
from grader.quiz.pattern import compiled
from grader.quiz.pose import (
    PLACE,
    lettered,
    option_order,
    options_of,
)

ALL_OR_NONE = re.compile(
    r"(none|all|both|neither)\b.*\b(of (these|those|them|the)|above)\b", re.I
)
OTHER_LETTER = re.compile(
    r"\bboth \(?[a-f]\)? and \(?[a-f]\)?(?!\w)"
    r"|\b(options?|answers?) \(?[a-f]\)?(?=$|[.,;)]| and | or )",
    re.I,
)
HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]"
)


def advice(item: Item) -> list[Problem]:
    """List what is wrong with a usable item, keys included, in no order."""
    found = [
        *_explained(item),
        *_hidden(item),
        *_options(item),
        *_lettered(item),
        *_stray(item),
    ]
    check = _ADVICE.get(type(item))
    if check is not None:
        found += check(item)
    return found


# -- any item ----------------------------------------------------------------------


def _explained(item: Item) -> Iterator[Problem]:
    options = options_of(item)
    if not item.explanation.strip() and not (
        options and all(o.why.strip() for o in options)
    ):
        fix = "write an `explanation`" + (
            ", or a `why` for every option" if options else ""
        )
        yield Problem((), "nothing is said about the right answer", fix)
    seen = set()
    for place, concept in enumerate(item.concepts):
        if concept in seen:
            yield Problem(("concepts", place), f"the concept {concept!r} stands twice")
        seen.add(concept)
    if not item.concepts:
        yield Problem(("concepts",), "the item belongs to no concept")
    for place, hint in enumerate(item.hints):
        if not hint.strip():
            yield Problem(("hints", place), "the hint is empty")


def _hidden(item: Item) -> Iterator[Problem]:
    for path, text in texts(item):
        found = HIDDEN.search(text)
        if found:
            what = f"it holds the invisible character U+{ord(found[0]):04X}"
            yield Problem(path, what, offset=found.start())


def _stray(item: Item) -> Iterator[Problem]:
    """Placeholders where nothing is put in their place."""
    found = PLACE.search(item.stem) if not isinstance(item, Param) else None
    if found and re.search(r"[A-Za-z_]", found[0]):
        what = f"{found[0]} stays as it is: only param items have parameters"
        yield Problem(("stem",), what, offset=found.start())


def _options(item: Item) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for place, option in enumerate(options_of(item)):
        text = " ".join(option.text.casefold().split())
        first = seen.setdefault(text, place)
        path: Keys = ("options", place, "text")
        if first != place:
            what = f"option {place + 1} has the same text as option {first + 1}"
            yield Problem(path, what)
        yield from _option(option, place)


def _lettered(item: Item) -> Iterator[Problem]:
    """Options that are letters themselves, unless they always stand at theirs."""
    options = options_of(item)
    labels = lettered([options[i].text for i in option_order(item, 0, shuffle=False)])
    fixed = sum(o.pin is None for o in options) <= 1
    if fixed and all(c.label == c.text.lower() for c in labels if len(c.text) == 1):
        return
    for place, option in enumerate(options):
        if option.text.lower() in {c.label for c in labels}:
            what = f"{option.text!r} is also the letter of an option"
            fix = "say it in more words, or pin the options in their order"
            yield Problem(("options", place, "text"), what, fix)


def _option(option: Option, place: int) -> Iterator[Problem]:
    path: Keys = ("options", place)
    if option.correct and option.misconception is not None:
        what = "a right option shows no misconception"
        yield Problem((*path, "misconception"), what)
    if not option.correct and not option.why.strip():
        what = "nothing is said about why this option is wrong"
        yield Problem(path, what, "write its `why`")
    if option.pin is None and ALL_OR_NONE.match(option.text):
        what = f"{option.text[:40]!r} would be shuffled among the others"
        yield Problem(path, what, "add `pin: last`")
    if OTHER_LETTER.search(option.text):
        what = "it names another option's letter, and options are shuffled"
        yield Problem((*path, "text"), what)


# -- the other types ---------------------------------------------------------------


def _short(item: Short) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for place, answer in enumerate(item.answers):
        text = normalised(answer)
        first = seen.setdefault(text, place)
        if first != place:
            what = (
                f"answer {place + 1} is the same as answer {first + 1} once normalised"
            )
            yield Problem(("answers", place), what)
        if item.pattern is not None and not compiled(item.pattern).matches(text):
            what = f"the pattern does not match the answer {answer[:40]!r}"
            yield Problem(("pattern",), what)
    for place, slip in enumerate(item.near):
        text = normalised(slip.text)
        matched = item.pattern is not None and compiled(item.pattern).matches(text)
        if text in seen or matched:
            yield Problem(
                ("near", place, "text"), f"{slip.text[:40]!r} is a right answer"
            )
        if not slip.why.strip():
            yield Problem(
                ("near", place), "nothing is said about this slip", "write its `why`"
            )
    for place, hint in enumerate(item.hints):
        if any(len(a) > 3 and a in normalised(hint) for a in seen):
            yield Problem(("hints", place), "the hint gives the answer away")


def _order(item: Order) -> Iterator[Problem]:
    before = order.closure(item.steps, item.depends)
    if not order.most_moves(list(item.steps), before):
        yield Problem(("depends",), "every order would be right")
    yield from _same_texts(list(item.steps.values()), list(item.steps), "steps")


def _same_texts(texts: list[str], keys: list[Any], name: str) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for place, text in enumerate(texts):
        first = seen.setdefault(" ".join(text.casefold().split()), place)
        if first != place:
            what = f"{text[:40]!r} stands twice; nobody can tell them apart"
            yield Problem((name, keys[place]), what)
        if not text.strip():
            yield Problem((name, keys[place]), "the text is empty")


def _match(item: Match) -> Iterator[Problem]:
    yield from _same_texts(
        [p.left for p in item.pairs], list(range(len(item.pairs))), "pairs"
    )
    yield from _same_texts(list(item.unused), list(range(len(item.unused))), "unused")
    rights = [p.right or "" for p in item.pairs]
    for place, right in enumerate(rights):
        if not right.strip():
            yield Problem(("pairs", place, "right"), "the text is empty")
    if len(set(rights)) == 1 and not item.unused:
        yield Problem(("pairs",), "there is only one right side")


def _trace(item: Trace) -> Iterator[Problem]:
    right = [i for i, o in enumerate(item.options) if o.correct]
    if item.output is not None and right:
        text = item.options[right[0]].text
        if printed(text) != printed(item.output):
            path = ("options", right[0], "text")
            yield Problem(path, "the right option is not what `output` says is printed")


def _fill(item: Fill) -> Iterator[Problem]:
    for place, wrong in enumerate(item.wrong_code):
        if wrong.code.split() == (item.answer_code or "").split():
            yield Problem(("wrong_code", place, "code"), "this is the right code")
        if not wrong.why.strip():
            path = ("wrong_code", place)
            yield Problem(path, "nothing is said about this slip", "write its `why`")


def _plot(item: Plot) -> Iterator[Problem]:
    places = points(item.figure)
    for place, curve in enumerate(item.figure.curves):
        if not any(math.isfinite(y) for y in heights(curve, places)):
            path = ("figure", "curves", place, "y")
            yield Problem(path, "the curve has no point in this range")


_ADVICE: dict[type, Callable[[Any], Iterator[Problem]]] = {
    Numeric: numeric_advice,
    Param: param_advice,
    Short: _short,
    Order: _order,
    Match: _match,
    Trace: _trace,
    Fill: _fill,
    Plot: _plot,
}
