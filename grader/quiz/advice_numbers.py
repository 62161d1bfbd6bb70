"""What makes numbers to ask for bad ones: over every variant that can be drawn."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

from grader.errors import CourseError
from grader.quiz.compute import ExpressionError
from grader.quiz.expression import expression
from grader.quiz.findings import Problem
from grader.quiz.model import Draw, Number, Numeric, Param
from grader.quiz.pose import PLACE, draw, filled, grid, meets, shortest
from grader.quiz.rules import texts_of

MAX_VARIANTS = 2000
SEEDS = 500


def numeric_advice(item: Numeric) -> Iterator[Problem]:
    """Yield slips that are none, or are the same."""
    yield from _slips(item)
    for place, value in enumerate(_near_values(item, {})):
        if value is None:
            continue
        key = _value(item.answer, {})
        if key is not None and _meets_key(item, value, key):
            what = f"{shortest(value)} is within tolerance of the answer"
            yield Problem(("near", place, "value"), what)


def _slips(item: Numeric | Param) -> Iterator[Problem]:
    for place, slip in enumerate(item.near):
        if not slip.why.strip():
            yield Problem(
                ("near", place), "nothing is said about this slip", "write its `why`"
            )
    values = [_value(s.value, {}) for s in item.near]
    for (i, a), (j, b) in itertools.combinations(enumerate(values), 2):
        if a is not None and a == b:
            what = f"slip {j + 1} has the same value as slip {i + 1}"
            yield Problem(("near", j, "value"), what)


def _near_values(
    item: Numeric | Param, values: dict[str, Number]
) -> list[float | None]:
    return [_value(s.value, values) for s in item.near]


def _value(formula: Any, values: dict[str, Number]) -> float | None:
    try:
        return float(expression(formula, tuple(values)).value(values))
    except (ExpressionError, OverflowError):
        return None


def _meets_key(item: Numeric | Param, value: float, key: float) -> bool:
    return item.tolerance is not None and abs(value - key) <= item.tolerance.around(key)


def variants(item: Param) -> list[dict[str, Number]]:
    """Return every set of values that can be drawn, or those of 500 seeds.

    All of them where there are at most 2000, `require` aside; empty when no
    values meet `require`.
    """
    names = tuple(item.params)
    sizes = [_size(source) for source in item.params.values()]
    if math.prod(sizes) <= MAX_VARIANTS:
        rows = itertools.product(*map(_values, item.params.values()))
        every = [dict(zip(names, row, strict=True)) for row in rows]
        return [v for v in every if meets(item, v, names)]
    try:
        return [draw(item, seed) for seed in range(SEEDS)]
    except CourseError:
        return []


def _size(source: Draw) -> int:
    if source.choice is not None:
        return len(source.choice)
    low, high, _ = grid(source)
    return high - low + 1


def _values(source: Draw) -> list[Number]:
    if source.choice is not None:
        return list(source.choice)
    low, high, scale = grid(source)
    return [n / scale if source.floats else n for n in range(low, high + 1)]


def param_advice(item: Param) -> Iterator[Problem]:
    """Yield what goes wrong for some of the values that can be drawn."""
    every = variants(item)
    if not every:
        yield Problem(("require",), "no values that can be drawn meet it")
        return
    yield from _slips(item)
    yield from _unused(item)
    yield from _keys_of_all(item, every)
    for place, slip in enumerate(item.near):
        same = []
        for values in every:
            key, value = _value(item.answer, values), _value(slip.value, values)
            if key is not None and value is not None and _meets_key(item, value, key):
                same.append(values)
        if same:
            what = (
                f"it meets the answer in {len(same)} of {len(every)} variants, "
                f"e.g. {_spoken(same[0])}"
            )
            fix = "leave these out with `require`"
            yield Problem(("near", place, "value"), what, fix)


def _keys_of_all(item: Param, every: list[dict[str, Number]]) -> Iterator[Problem]:
    for values in every:
        try:
            expression(item.answer or 0, tuple(values)).value(values)
        except ExpressionError as error:
            what = f"{error.what} for {_spoken(values)}"
            yield Problem(("answer",), what, "leave this out with `require`")
            break
    for path, text in texts_of(item):
        for values in every:
            try:
                filled(text, values, item)
            except CourseError as error:
                yield Problem(path, f"{error.what}, for {_spoken(values)}")
                break


def _unused(item: Param) -> Iterator[Problem]:
    names = tuple(item.params)
    formulas = [item.answer, item.require, *(s.value for s in item.near)]
    formulas += [found["formula"] for found in PLACE.finditer(item.stem)]
    used: set[str] = set()
    for formula in formulas:
        if isinstance(formula, str):
            used |= expression(formula, names).names
    for name in names:
        if name not in used:
            yield Problem(
                ("params", name), f"nothing uses the parameter {name!r}", "", True
            )


def _spoken(values: dict[str, Number]) -> str:
    return ", ".join(f"{name} = {shortest(value)}" for name, value in values.items())
