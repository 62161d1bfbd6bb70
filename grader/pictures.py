"""What a picture may be made of: numbers and short labels, whoever sends them.

The numbers come from a learner's own process or from a database that anybody may
have written, so nothing is taken for granted: kind, lengths, order, size.  What
cannot be drawn at one place is a gap there; what cannot be drawn at all is refused
in one sentence.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

from grader.model import Axis, PortraitKind

MAX_CURVES = 8
MAX_LENGTH = 400
"""Numbers of one curve or series."""
MAX_GRID = 60
MAX_POINTS = 400
MAX_LINES = 12
"""Lines of a figure."""
MAX_WORDS = 80
"""Characters of a text of a figure."""
MAX_LABEL = 40
MAX_CLASS = 9
DIGITS = 6
"""Significant digits that are kept: more than any screen shows."""
GRID_DIGITS = 4
"""The same for a grid, where a number is a colour."""
LARGEST, SMALLEST = 1e100, 1e-100
"""Beyond the first a number is a gap, below the second it counts as 0."""

Data = dict[str, Any]


class NoPicture(ValueError):
    """The data are no picture of the kind that was asked for; says why."""


def fit(kind: PortraitKind, value: object, log: Collection[Axis] = ()) -> Data:
    """Take plain data apart and give them back checked, or refuse them.

    Parameters
    ----------
    kind : {"curves", "regions", "series", "figure"}
        Which data it must be::

            curves    {"x": [...], "curves": {label: [...]}}
            regions   {"x1": [...], "x2": [...], "value": [[...]],
                       "points": [[x1, x2, class], ...]}
            series    {"series": {label: [...]}}
            figure    as `grader.sketch.sketch` gives it

        A row of `value` belongs to an entry of `x2`; `points` may be left out;
        a class is a whole number from 0 to 9.
    value : object
        Plain values; may be hostile.
    log : collection of {"x", "y"}
        Axes with a logarithmic scale: only numbers above 0 can be drawn there.
        Regions have none.

    Returns
    -------
    dict
        New lists of floats with 6 significant digits; None for a gap.

    Raises
    ------
    NoPicture
        In one sentence; quotes at most a label of printable characters.
    """
    if kind == "figure":
        data = _figure(value)
        rows = [line["y"] for line in data["lines"]] + data["points"]
        rows += data.get("field", {}).get("value", [])
    elif kind == "regions":
        data = _regions(value)
        rows = data["value"]
    else:
        data = _curves(value, log) if kind == "curves" else _series(value, log)
        rows = data[kind].values()
    if all(number is None for row in rows for number in row):
        raise NoPicture("there is no number in it that can be drawn")
    return data


def _curves(value: object, log: Collection[Axis]) -> Data:
    given = _dict("the data", value, {"x", "curves"})
    x = _axis("x", given["x"], MAX_LENGTH, above_0="x" in log)
    return {"x": x, "curves": _labelled("curves", given["curves"], len(x), log)}


def _series(value: object, log: Collection[Axis]) -> Data:
    given = _dict("the data", value, {"series"})
    return {"series": _labelled("series", given["series"], None, log)}


def _regions(value: object) -> Data:
    given = _dict("the data", value, {"x1", "x2", "value"}, {"points"})
    x1 = _axis("x1", given["x1"], MAX_GRID)
    x2 = _axis("x2", given["x2"], MAX_GRID)
    rows = _list("value", given["value"], MAX_GRID)
    if len(rows) != len(x2):
        raise NoPicture(f"value has {len(rows)} rows for {len(x2)} entries of x2")
    points = _list("points", given.get("points", []), MAX_POINTS)
    return {
        "x1": x1,
        "x2": x2,
        "value": [_row(row, len(x1)) for row in rows],
        "points": [_point(point) for point in points],
    }


def _figure(value: object) -> Data:
    needed = {"title", "labels", "limits", "log", "lines", "points"}
    given = _dict("the data", value, needed, {"field", "view"})
    names = "xyz" if "view" in given else "xy"
    limits = _exactly("limits", given["limits"], len(names), 3)
    labels = _exactly("labels", given["labels"], len(names), 3)
    logs = _list("log", given["log"], 3)
    points = _list("points", given["points"], MAX_POINTS)
    data: Data = {
        "title": _words(given["title"]),
        "labels": [_words(label) for label in labels],
        "limits": [_axis("limits", _rising(pair), 2) for pair in limits],
        "log": [name for name in names if name in logs],
        "lines": [
            _line(line, names) for line in _list("lines", given["lines"], MAX_LINES)
        ],
        "points": [_point(point) for point in points],
    }
    for name, (low, _) in zip(names, data["limits"], strict=True):
        if name in data["log"] and low <= 0:
            raise NoPicture("a logarithmic axis begins at 0 or below")
    if "field" in given:
        field = _dict("field", given["field"], {"x", "y", "value"})
        grid = {"x1": field["x"], "x2": field["y"], "value": field["value"]}
        grid = _regions(grid)
        data["field"] = {"x": grid["x1"], "y": grid["x2"], "value": grid["value"]}
    if "view" in given:
        angles = _exactly("view", given["view"], 2, 2)
        data["view"] = [_number("view", angle) or 0.0 for angle in angles]
    return data


def _line(value: object, names: str) -> Data:
    given = _dict("a line", value, {"label", *names})
    data: Data = {"label": _words(given["label"])}
    for name in names:
        length = len(data["x"]) if "x" in data else None
        data[name] = _numbers("a line", given[name], length)
    return data


def _rising(value: object) -> object:
    """Turn the ends of an axis that runs backwards; leave anything else as it is."""
    if type(value) is list and len(value) == 2 and all(type(n) is float for n in value):
        return sorted(value)
    return value


def _words(text: object) -> str:
    """Take a text of the learner's picture: of printable characters, cut short."""
    if type(text) is not str:
        raise NoPicture(f"a text is {_kind(text)}")
    return "".join(c if c.isprintable() else " " for c in text[:MAX_WORDS]).strip()


def _labelled(
    name: str, value: object, length: int | None, log: Collection[Axis]
) -> dict[str, list[float | None]]:
    if type(value) is not dict:
        raise NoPicture(f"{name} must be a dict, not {_kind(value)}")
    if not 0 < len(value) <= MAX_CURVES:
        raise NoPicture(f"{name} has {len(value)} entries; 1 to {MAX_CURVES} fit")
    return {
        _label(label): _numbers(
            f"{_label(label)!r}", numbers, length, above_0="y" in log
        )
        for label, numbers in value.items()
    }


def _label(label: object) -> str:
    if type(label) is not str or not label.strip() or not label.isprintable():
        raise NoPicture("a label must be a text of printable characters")
    if len(label) > MAX_LABEL:
        raise NoPicture(f"a label has {len(label)} characters; at most {MAX_LABEL} fit")
    return label


def _numbers(
    name: str, value: object, length: int | None, *, above_0: bool = False
) -> list[float | None]:
    """Take one row of numbers; None where one cannot be drawn."""
    numbers = [_number(name, n) for n in _exactly(name, value, length, MAX_LENGTH)]
    if above_0:
        return [n if n is not None and n > 0 else None for n in numbers]
    return numbers


def _row(value: object, length: int) -> list[float | None]:
    name = "a row of value"
    given = _exactly(name, value, length, MAX_GRID)
    return [_number(name, n, GRID_DIGITS) for n in given]


def _axis(name: str, value: object, most: int, *, above_0: bool = False) -> list[float]:
    """Take the places along an axis: finite, and each above the one before."""
    found: list[float] = []
    for entry in _list(name, value, most):
        number = _number(name, entry)
        if number is None or (above_0 and number <= 0):
            raise NoPicture(f"{name} holds a number that has no place on its axis")
        if found and number <= found[-1]:
            raise NoPicture(f"{name} does not rise from each number to the next")
        found.append(number)
    if len(found) < 2:
        raise NoPicture(f"{name} needs at least 2 numbers")
    return found


def _point(value: object) -> list[float | int]:
    given = _list("a point", value, 3)
    if len(given) != 3:
        raise NoPicture("a point must be [x1, x2, class]")
    x1, x2, label = (_number("a point", entry) for entry in given)
    if x1 is None or x2 is None:
        raise NoPicture("a point lies nowhere")
    if label is None or label != int(label) or not 0 <= label <= MAX_CLASS:
        raise NoPicture(
            f"the class of a point must be a whole number from 0 to {MAX_CLASS}"
        )
    return [x1, x2, int(label)]


def _number(name: str, value: object, digits: int = DIGITS) -> float | None:
    """Take a number as it will be drawn; None for one that is no place."""
    if value is None:
        return None
    if type(value) is not float and type(value) is not int:  # a bool is neither
        raise NoPicture(f"{name} holds {_kind(value)} where a number belongs")
    if not -LARGEST < value < LARGEST:  # nan is not either
        return None
    number = float(value)
    if number == 0 or abs(number) < SMALLEST:
        return 0.0
    return round(number, digits - 1 - math.floor(math.log10(abs(number))))


def _exactly(name: str, value: object, length: int | None, most: int) -> list[object]:
    given = _list(name, value, most)
    if length is not None and len(given) != length:
        raise NoPicture(f"{name} has {len(given)} numbers where {length} are needed")
    return given


def _list(name: str, value: object, most: int) -> list[object]:
    if type(value) is not list and type(value) is not tuple:
        raise NoPicture(f"{name} must be a list, not {_kind(value)}")
    if len(value) > most:
        raise NoPicture(f"{name} has {len(value)} entries; at most {most} fit")
    return list(value)


def _dict(
    name: str, value: object, needed: set[str], allowed: Collection[str] = ()
) -> dict[str, object]:
    if type(value) is not dict:
        raise NoPicture(f"{name} must be a dict, not {_kind(value)}")
    if not needed <= value.keys() <= needed | set(allowed):
        raise NoPicture(f"{name} must be a dict of {', '.join(sorted(needed))}")
    return value


_KINDS = {
    bool: "True or False",
    str: "a text",
    bytes: "bytes",
    complex: "a complex number",
    list: "a list",
    tuple: "a tuple",
    dict: "a dict",
    int: "a number",
    float: "a number",
    type(None): "None",
}


def _kind(value: object) -> str:
    """Name a kind in our words: a name of the learner's could be anything."""
    return _KINDS.get(type(value), "something else")
