"""How large an item may be: what all later looks at it are sure to come to an end on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from grader.quiz.findings import Keys, Problem
from grader.quiz.model import Item, Param
from grader.quiz.pose import PLACE

MAX_TEXT = 20_000
MAX_SLIPS = 50
MAX_PARAMS = 50
MAX_PLACES = 200


def texts(item: Item) -> Iterator[tuple[Keys, str]]:
    """Yield every text of an item with its path, formulas and names included."""
    yield from _texts(msgspec.to_builtins(item), ())


def _texts(value: Any, path: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield path, value
        return
    entries: Any = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, (list, tuple)):
        entries = enumerate(value)
    for key, entry in entries:
        yield from _texts(entry, (*path, key))


def too_large(item: Item) -> Iterator[Problem]:
    """Yield what there is too much of."""
    places = 0
    for path, text in texts(item):
        if len(text) > MAX_TEXT:
            yield Problem(path, f"a text of more than {MAX_TEXT} characters")
        elif isinstance(item, Param):
            places += sum(1 for _ in PLACE.finditer(text))
    yield from _counted(len(getattr(item, "near", ())), MAX_SLIPS, "slips", "near")
    if isinstance(item, Param):
        yield from _counted(len(item.params), MAX_PARAMS, "parameters", "params")
        yield from _counted(places, MAX_PLACES, "placeholders", "stem")


def _counted(count: int, most: int, noun: str, key: str) -> Iterator[Problem]:
    if count > most:
        yield Problem((key,), f"expected at most {most} {noun}, not {count}")
