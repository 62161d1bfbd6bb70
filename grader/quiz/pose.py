"""Turn an item and a seed into what is asked: the same on every machine.

Everything random comes from SHA-256 of seed and item id, so that a later
Python or another machine shuffles and draws the same, and asking an item again
with its seed shows it unchanged.
"""

from __future__ import annotations

import functools
import hashlib
import re
import string
from collections.abc import Mapping, Sequence
from typing import TypeVar

from grader.errors import CourseError
from grader.quiz.compute import ExpressionError
from grader.quiz.expression import expression
from grader.quiz.model import (
    Choice,
    Draw,
    Fill,
    Item,
    Match,
    Multi,
    Number,
    Numeric,
    Option,
    Order,
    Param,
    Plot,
    Posed,
    Quiz,
    Short,
    Single,
    Tolerance,
    Trace,
)

PLACE = re.compile(r"\{\{(?P<formula>[^{}]*?)(?::(?P<format>[^{}:]*))?\}\}")
FORMAT = re.compile(r"[+ ]?,?(d|(\.[0-9]{1,2})?[feg%])?")
MAX_DRAWS = 1000
ROUNDING = 1e-6
"""A tolerance that is there for the arithmetic; a person need not think of it."""
LETTERS = string.ascii_lowercase
_T = TypeVar("_T")


class Random:
    """A small source of whole numbers that is the same everywhere, for good."""

    def __init__(self, *parts: object) -> None:
        self._key = "/".join(map(str, parts)).encode()
        self._count = 0

    def below(self, limit: int) -> int:
        """Draw from 0 to `limit` - 1, each as likely as the others."""
        usable = (1 << 64) // limit * limit
        while True:
            digest = hashlib.sha256(self._key + b"/%d" % self._count).digest()
            self._count += 1
            number = int.from_bytes(digest[:8], "big")
            if number < usable:
                return number % limit

    def shuffled(self, entries: Sequence[_T]) -> list[_T]:
        """Return the entries in a drawn order."""
        mixed = list(entries)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed


def pose(item: Item, seed: int, *, shuffle: bool = True) -> Posed:
    """Ask an item.

    Parameters
    ----------
    seed : int
        The same one gives the same presentation, options and numbers.
    shuffle : bool
        Whether options may change places, as the quiz says. Steps and right
        sides always do: their order in the file is the key.

    Raises
    ------
    CourseError
        When no values meet the item's `require`, or a text of it cannot be
        filled in.
    """
    values = draw(item, seed)
    posed = Posed(
        id=item.id,
        kind=item.kind,
        seed=seed,
        shuffle=shuffle,
        stem=filled(item.stem, values, item),
        form="",
        points=item.points,
        difficulty=item.difficulty,
        concepts=item.concepts,
        hints=tuple(filled(h, values, item) for h in item.hints),
        ref=item.ref,
        confidence=item.confidence,
        values=values,
    )
    return _with_the_rest(posed, item)


def pose_all(quiz: Quiz, seed: int) -> list[Posed]:
    """Ask every item of a quiz, in its order."""
    return [pose(item, seed, shuffle=quiz.shuffle) for item in quiz.items]


def _with_the_rest(posed: Posed, item: Item) -> Posed:
    import msgspec

    more: dict[str, object] = {"form": FORMS[item.kind]}
    options = options_of(item)
    if options:
        places = option_order(item, posed.seed, posed.shuffle)
        more["choices"] = lettered([options[i].text for i in places])
        more["form"] = FORMS["multi" if isinstance(item, Multi) else "single"]
    match item:
        case Numeric() | Param():
            more["unit_label"] = item.unit_label
            more["accuracy"] = accuracy(item.tolerance)
        case Order():
            keys = step_order(item, posed.seed)
            more["choices"] = numbered([item.steps[k] for k in keys])
        case Match():
            more["choices"] = lettered([p.left for p in item.pairs])
            more["rights"] = numbered(right_order(item, posed.seed))
        case Trace():
            more["program"] = item.program
        case Fill():
            more["template"], more["exercise"] = item.template, item.exercise
        case Plot():
            more["figure"] = item.figure
        case Single() | Multi() | Short():
            pass
    return msgspec.structs.replace(posed, **more)


FORMS = {
    "single": "Type the letter of one answer.",
    "multi": "Select all that apply: type their letters, such as a c.",
    "numeric": "Type a number, such as 0.25, 1/4 or 2.5e-1.",
    "param": "Type a number, such as 0.25, 1/4 or 2.5e-1.",
    "short": "Type a word or a few.",
    "order": "Type the numbers in the right order, such as 2 1 3.",
    "match": "Type pairs of letter and number, such as a2 b1.",
    "trace": "Type what it prints, line by line.",
    "fill": "Type the code that belongs in the blank.",
    "plot": "Type the letter of one answer.",
}
"""What to type, by kind of item."""


def lettered(texts: Sequence[str]) -> tuple[Choice, ...]:
    """Label texts a, b, c, ..."""
    return tuple(Choice(LETTERS[i % 26], t) for i, t in enumerate(texts))


def numbered(texts: Sequence[str]) -> tuple[Choice, ...]:
    """Label texts 1, 2, 3, ..."""
    return tuple(Choice(str(i), t) for i, t in enumerate(texts, 1))


def accuracy(tolerance: Tolerance | None) -> str:
    """Say how exact a number must be; empty when that is withheld."""
    if tolerance is None:
        return ""
    if max(tolerance.abs or 0.0, tolerance.rel or 0.0) <= ROUNDING:
        return "exactly"
    parts = [f"± {tolerance.abs:g}"] if tolerance.abs else []
    if tolerance.rel:
        parts.append(f"± {tolerance.rel * 100:g} %")
    return " or ".join(parts)


# -- order of presentation --------------------------------------------------------


def options_of(item: Item) -> tuple[Option, ...]:
    """Return the item's options, empty where an answer is typed."""
    if isinstance(item, (Single, Multi, Trace, Plot)):
        return item.options
    return ()


def option_order(item: Item, seed: int, shuffle: bool) -> list[int]:
    """Return indices of the options in the order to show; pinned ones stay."""
    options = options_of(item)
    first = [i for i, o in enumerate(options) if o.pin == "first"]
    last = [i for i, o in enumerate(options) if o.pin == "last"]
    free = [i for i, o in enumerate(options) if o.pin is None]
    if shuffle:
        free = Random(seed, item.id, "options").shuffled(free)
    return first + free + last


def step_order(item: Order, seed: int) -> list[str]:
    """Return the keys of the steps in the order to show, never that of the file.

    It does not look at what depends on what: a learner without the keys and
    an instructor with them must mean the same step by a number.
    """
    random = Random(seed, item.id, "steps")
    keys = list(item.steps)
    for _ in range(MAX_DRAWS):
        mixed = random.shuffled(keys)
        if mixed != keys:
            return mixed
    return keys


def right_order(item: Match, seed: int) -> list[str]:
    """Return the different right sides in the order to show."""
    given = [p.right for p in item.pairs if p.right is not None]
    every = dict.fromkeys((*given, *item.unused, *item.rights))
    # Sorted first: what is shown must not hang on where the key stands.
    return Random(seed, item.id, "rights").shuffled(sorted(every))


# -- parameters --------------------------------------------------------------------


def draw(item: Item, seed: int) -> dict[str, Number]:
    """Draw the values of an item's parameters; none for other items.

    Raises
    ------
    CourseError
        When `require` does not hold for any of many draws.
    """
    if not isinstance(item, Param):
        return {}
    names = tuple(item.params)
    random = Random(seed, item.id, "params")
    for _ in range(MAX_DRAWS):
        values = {name: _drawn(d, random) for name, d in item.params.items()}
        if meets(item, values, names):
            return values
    raise CourseError("no drawn values meet its `require`", where=f"quizzes: {item.id}")


def meets(item: Param, values: Mapping[str, Number], names: tuple[str, ...]) -> bool:
    """Whether drawn values are ones that the item allows."""
    if item.require is None:
        return True
    try:
        return bool(expression(item.require, names).value(values))
    except ExpressionError:
        return False


def _drawn(source: Draw, random: Random) -> Number:
    if source.choice:
        return source.choice[random.below(len(source.choice))]
    low, high, scale = grid(source)
    number = low + random.below(max(1, high - low + 1))
    return number / scale if source.floats else number


def grid(source: Draw) -> tuple[int, int, int]:
    """Return the ends of a range in steps, and steps per 1."""
    if source.floats:
        scale = 10 ** (source.decimals or 0)
        low, high = (round(end * scale) for end in source.floats)
        return low, high, scale
    low, high = source.integers or (0, 0)
    return low, high, 1


# -- texts -------------------------------------------------------------------------


def filled(text: str, values: Mapping[str, Number], item: Item) -> str:
    """Put values in the place of ``{{name}}`` and ``{{ formula:.3f }}``.

    Raises
    ------
    CourseError
        When a formula has no value for these numbers.
    """
    if not isinstance(item, Param) or "{{" not in text:
        return text
    names = tuple(item.params)
    try:
        return PLACE.sub(functools.partial(_shown, values=values, names=names), text)
    except (ExpressionError, OverflowError) as error:
        raise CourseError(
            str(error), where=f"quizzes: {item.id}", fix="run `learn dev lint`"
        ) from error


def _shown(
    found: re.Match[str], values: Mapping[str, Number], names: tuple[str, ...]
) -> str:
    style = (found["format"] or "").strip()
    if not FORMAT.fullmatch(style):
        raise ExpressionError(f"{found[0]}: {style!r} is no format of a number")
    try:
        value = expression(found["formula"], names).value(values)
    except ExpressionError as error:
        raise ExpressionError(f"{found[0]}: {error}") from None
    if style.endswith("d"):
        value = round(value)
    return format(value, style) if style else shortest(value)


def shortest(value: Number) -> str:
    """Write a number as a person would: no ``.0``, no digits of rounding."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.12g}"
