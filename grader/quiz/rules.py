"""What an item must hold to be asked and marked at all, beyond its shape.

Each rule yields problems with paths inside the item.  What is merely not good
enough, or needs the course, is found by `grader.quiz.lint`.
"""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Iterator
from typing import Any

from grader.quiz import order
from grader.quiz.bounds import too_large
from grader.quiz.compute import CONSTANTS, FUNCTIONS, ExpressionError
from grader.quiz.expression import expression
from grader.quiz.figure import LARGEST
from grader.quiz.findings import Keys, Problem
from grader.quiz.given import normalised, printed
from grader.quiz.model import (
    BLANK,
    Draw,
    Fill,
    Item,
    Match,
    Multi,
    Numeric,
    Order,
    Param,
    Plot,
    QuizFile,
    Short,
    Single,
    Tolerance,
    Trace,
)
from grader.quiz.pattern import PatternError, compiled
from grader.quiz.pose import FORMAT, PLACE, grid, options_of

ID = re.compile(r"[a-z][a-z0-9_-]{0,59}")
MAX_CHOICES = 20
MAX_STEPS_OF_RANGE = 10**9


def quiz_problems(quiz: QuizFile, *, keys: bool) -> list[Problem]:
    """List what makes a quiz unusable.

    Parameters
    ----------
    keys : bool
        Whether right answers must be there.
    """
    found: list[Problem] = []
    if not quiz.items:
        found.append(Problem(("items",), "the quiz has no items"))
    mark = quiz.pass_mark
    if mark is not None and not 0 <= mark <= 1:
        found.append(Problem(("pass_mark",), f"{mark:g} is not between 0 and 1"))
    for place, item in enumerate(quiz.items):
        found += [p.under("items", place) for p in item_problems(item, keys=keys)]
    return found


def item_problems(item: Item, *, keys: bool = True) -> list[Problem]:
    """List what makes an item unusable, in no order."""
    large = list(too_large(item))
    if large:
        return large  # the rest could take hours
    found = list(_common(item))
    found += _RULES[type(item)](item, keys)
    if isinstance(item, Param):
        found += _placeholders(item)
    return found


def _common(item: Item) -> Iterator[Problem]:
    if not ID.fullmatch(item.id):
        yield Problem(
            ("id",),
            f"{item.id[:40]!r} is no id",
            "begin with a-z; go on with a-z 0-9 _ -",
        )
    if not item.stem.strip():
        yield Problem(("stem",), "the question is empty")
    if not 1 <= item.difficulty <= 3:
        yield Problem(("difficulty",), f"{item.difficulty} is not 1, 2 or 3")
    if not 0 < item.points <= 1000:
        yield Problem(("points",), f"{item.points:g} is not above 0 and at most 1000")


# -- options -----------------------------------------------------------------------


def _single(item: Any, keys: bool) -> Iterator[Problem]:
    yield from _choosable(item)
    right = [i for i, o in enumerate(item.options) if o.correct]
    if keys and not right:
        yield Problem(("options",), "no option is right", "mark one `correct: true`")
    for place in right[1:]:
        yield Problem(
            ("options", place, "correct"),
            "a second option is marked right",
            "use type multi to ask for several",
        )


def _multi(item: Multi, keys: bool) -> Iterator[Problem]:
    yield from _choosable(item)
    if keys and not any(o.correct for o in item.options):
        yield Problem(("options",), "no option is right", "mark some `correct: true`")


def _choosable(item: Item) -> Iterator[Problem]:
    options = options_of(item)
    if not 2 <= len(options) <= MAX_CHOICES:
        yield Problem(
            ("options",), f"expected 2 to {MAX_CHOICES} options, not {len(options)}"
        )
    for place, option in enumerate(options):
        if not option.text.strip():
            yield Problem(("options", place, "text"), "the option is empty")


def _plot(item: Plot, keys: bool) -> Iterator[Problem]:
    yield from _single(item, keys)
    figure = item.figure
    axis = figure.x
    if not -LARGEST <= axis.start < axis.to <= LARGEST:
        yield Problem(("figure", "x"), "x must run from a number to a larger one")
    if not 2 <= axis.points <= 2000:
        yield Problem(("figure", "x", "points"), f"{axis.points} is not in 2 to 2000")
    if not 1 <= len(figure.curves) <= 10:
        yield Problem(("figure", "curves"), "a figure has 1 to 10 curves")
    if not figure.alt.strip():
        yield Problem(
            ("figure", "alt"), "the text for who cannot see the figure is empty"
        )
    for place, curve in enumerate(figure.curves):
        yield from _formula(curve.y, ("x",), ("figure", "curves", place, "y"))


# -- numbers -----------------------------------------------------------------------


def _numeric(item: Numeric, keys: bool) -> Iterator[Problem]:
    yield from _number(item, (), keys)
    bad = (
        list(_formula(item.answer, (), ("answer",))) if item.answer is not None else []
    )
    if item.answer is not None and not bad:
        yield from _valued(item.answer, ("answer",))
    for place, slip in enumerate(item.near):
        path = ("near", place, "value")
        if not list(_formula(slip.value, (), path)):
            yield from _valued(slip.value, path)


def _number(
    item: Numeric | Param, names: tuple[str, ...], keys: bool
) -> Iterator[Problem]:
    if item.answer is not None:
        yield from _formula(item.answer, names, ("answer",))
    elif keys:
        yield Problem((), "`answer` is missing")
    for place, slip in enumerate(item.near):
        yield from _formula(slip.value, names, ("near", place, "value"))
    if item.tolerance is not None:
        yield from _tolerance(item.tolerance)
    elif keys:
        yield Problem((), "`tolerance` is missing", "e.g. tolerance: {abs: 0.001}")


def _tolerance(tolerance: Tolerance) -> Iterator[Problem]:
    if tolerance.abs is None and tolerance.rel is None:
        yield Problem(("tolerance",), "it has neither `abs` nor `rel`")
    for name in ("abs", "rel"):
        value = getattr(tolerance, name)
        if value is not None and not 0 <= value < math.inf:
            yield Problem(("tolerance", name), f"{value:g} is no tolerance")


def _formula(text: Any, names: tuple[str, ...], path: Keys) -> Iterator[Problem]:
    try:
        expression(text, names)
    except ExpressionError as error:
        yield Problem(
            path, f"{str(text).strip()[:60]}: {error.what}", offset=error.column
        )


def _valued(text: Any, path: Keys) -> Iterator[Problem]:
    try:
        expression(text).value()
    except ExpressionError as error:
        yield Problem(path, f"{str(text).strip()[:60]}: {error.what}")


def _param(item: Param, keys: bool) -> Iterator[Problem]:
    names = tuple(item.params)
    if not names:
        yield Problem(("params",), "there is no parameter", "use type numeric")
    for name, source in item.params.items():
        if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
            yield Problem(("params", name), f"{name[:40]!r} is no name", on_key=True)
        elif name in FUNCTIONS or name in CONSTANTS:
            yield Problem(
                ("params", name), f"`{name}` is already a name in formulas", on_key=True
            )
        yield from _draw(source, ("params", name))
    if item.require is not None:
        yield from _formula(item.require, names, ("require",))
    yield from _number(item, names, keys)


def _draw(source: Draw, path: Keys) -> Iterator[Problem]:
    given = [source.choice is not None, source.integers is not None,
             source.floats is not None]  # fmt: skip
    if sum(given) != 1:
        yield Problem(path, "give exactly one of `choice`, `int` and `float`")
        return
    if source.decimals is not None and source.floats is None:
        yield Problem((*path, "decimals"), "only a `float` range has decimals")
    if source.choice is not None:
        if not 1 <= len(source.choice) <= 1000:
            yield Problem((*path, "choice"), "give 1 to 1000 values to choose from")
        for place, value in enumerate(source.choice):
            yield from _formula(value, (), (*path, "choice", place))
        return
    if source.floats is not None:
        if not all(math.isfinite(end) and abs(end) <= 1e9 for end in source.floats):
            yield Problem((*path, "float"), "the ends must be ordinary numbers")
            return
        if source.decimals is None or not 0 <= source.decimals <= 9:
            yield Problem(path, "say how many `decimals` the values have, 0 to 9")
            return
    yield from _range(source, path)


def _range(source: Draw, path: Keys) -> Iterator[Problem]:
    name = "float" if source.floats is not None else "int"
    low, high, _ = grid(source)
    if low >= high:
        yield Problem((*path, name), "the range must run from a number to a larger one")
    elif high - low > MAX_STEPS_OF_RANGE:
        yield Problem((*path, name), "the range holds more than 10**9 values")


def _placeholders(item: Param) -> Iterator[Problem]:
    names = tuple(item.params)
    for path, text in texts_of(item):
        for found in PLACE.finditer(text):
            formula, style = found["formula"], (found["format"] or "").strip()
            for problem in _formula(formula, names, path):
                start = found.start("formula")
                yield problem._replace(offset=start + (problem.offset or 0))
            if not FORMAT.fullmatch(style):
                what = f"{style!r} is no format of a number"
                yield Problem(
                    path, what, "e.g. {{ x:.3f }}", offset=found.start("format")
                )


def texts_of(item: Param) -> Iterator[tuple[Keys, str]]:
    """Yield every text of an item in which placeholders are filled, with its path."""
    yield ("stem",), item.stem
    yield ("explanation",), item.explanation
    for place, hint in enumerate(item.hints):
        yield ("hints", place), hint
    for place, slip in enumerate(item.near):
        yield ("near", place, "why"), slip.why


# -- texts -------------------------------------------------------------------------


def _short(item: Short, keys: bool) -> Iterator[Problem]:
    if keys and not item.answers:
        yield Problem((), "`answers` is missing")
    for place, answer in enumerate(item.answers):
        if not normalised(answer):
            yield Problem(("answers", place), "the answer is empty")
        if len(answer) > 200:
            yield Problem(
                ("answers", place), "a short answer has at most 200 characters"
            )
    if item.pattern is not None:
        try:
            compiled(item.pattern)
        except PatternError as error:
            yield Problem(("pattern",), error.what, offset=error.column)


def _trace(item: Trace, keys: bool) -> Iterator[Problem]:
    if not item.program.strip():
        yield Problem(("program",), "the program is empty")
    if item.options:
        yield from _single(item, keys)
    if keys and item.output is None:
        yield Problem((), "`output` is missing", "what the program prints")
    elif item.output is not None and not printed(item.output):
        yield Problem(
            ("output",), "the output is empty", "let the program print something"
        )


def _fill(item: Fill, keys: bool) -> Iterator[Problem]:
    blanks = item.template.count(BLANK)
    if blanks != 1:
        fix = f"mark it as {BLANK}" if not blanks else ""
        yield Problem(("template",), f"expected one blank, not {blanks}", fix)
    if keys and item.answer_code is None:
        yield Problem((), "`answer_code` is missing")
    elif item.answer_code is not None and not item.answer_code.strip():
        yield Problem(("answer_code",), "the code is empty")


# -- order and match ---------------------------------------------------------------


def _order(item: Order, keys: bool) -> Iterator[Problem]:
    if not 2 <= len(item.steps) <= MAX_CHOICES:
        yield Problem(
            ("steps",), f"expected 2 to {MAX_CHOICES} steps, not {len(item.steps)}"
        )
        return
    if keys and not item.depends:
        yield Problem((), "`depends` is missing: every order would be right")
    for step in item.steps:
        if not ID.fullmatch(step):
            fix = "begin with a-z; numbers are what learners type"
            yield Problem(
                ("steps", step), f"{step[:40]!r} is no name for a step", fix, True
            )
    for step, needs in item.depends.items():
        if step not in item.steps:
            yield Problem(("depends", step), f"there is no step {step!r}", on_key=True)
        for place, other in enumerate(needs):
            if other not in item.steps:
                yield Problem(("depends", step, place), f"there is no step {other!r}")
    before = order.closure(item.steps, item.depends)
    round = [s for s in item.depends if s in before.get(s, ())]
    if round:
        yield Problem(
            ("depends", round[0]),
            f"{round[0]} would have to come before itself",
            on_key=True,
        )


def _match(item: Match, keys: bool) -> Iterator[Problem]:
    if not 2 <= len(item.pairs) <= MAX_CHOICES:
        yield Problem(
            ("pairs",), f"expected 2 to {MAX_CHOICES} pairs, not {len(item.pairs)}"
        )
    lefts: set[str] = set()
    for place, pair in enumerate(item.pairs):
        if pair.left in lefts:
            yield Problem(("pairs", place, "left"), f"{pair.left[:40]!r} stands twice")
        lefts.add(pair.left)
        if keys and pair.right is None:
            yield Problem(("pairs", place), "`right` is missing")
    rights = {p.right for p in item.pairs}
    for place, text in enumerate(item.unused):
        if text in rights:
            yield Problem(("unused", place), f"{text[:40]!r} is a right side of a pair")
    if len(rights) + len(item.unused) + len(item.rights) > 99:
        yield Problem(("unused",), "there are more than 99 right sides")


_RULES: dict[type, Any] = {
    Single: _single,
    Multi: _multi,
    Numeric: _numeric,
    Param: _param,
    Short: _short,
    Order: _order,
    Match: _match,
    Trace: _trace,
    Fill: _fill,
    Plot: _plot,
}
