"""Keys that a quiz withholds: which they are, and how they are put back."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from grader.quiz import order
from grader.quiz.findings import Keys, Problem
from grader.quiz.model import Item, Match, Order, Plot, Single
from grader.quiz.shapes import spoken

SECRET = frozenset({
    "answer", "tolerance", "near", "answers", "pattern", "depends", "output",
    "answer_code", "wrong_code", "explanation", "unused",
})  # fmt: skip
"""Keys of an item that only `reference/` may hold."""

MIN_PLACES = 3
"""With fewer questions, right options stand at one place by chance."""

SECRET_INSIDE = {
    "options": frozenset({"correct", "why", "misconception"}),
    "pairs": frozenset({"right", "why"}),
}
"""The same for the entries of its lists."""


def leaks(data: object) -> list[Problem]:
    """List the keys that a quiz says it withholds and holds all the same."""
    fix = "move it to reference/quizzes/"
    found = []
    for place, item in enumerate(_items(data)):
        at: Keys = ("items", place)
        for key in _keys(item):
            if key in SECRET:
                what = f"`{key}` stands in a quiz that withholds its keys"
                found.append(Problem((*at, key), what, fix, True))
        for name, secret in SECRET_INSIDE.items():
            for i, entry in enumerate(_list(item, name)):
                for key in _keys(entry):
                    if key in secret:
                        what = f"`{key}` stands in a quiz that withholds its keys"
                        found.append(Problem((*at, name, i, key), what, fix, True))
    return found


def told_by_place(data: object, items: Mapping[int, Item]) -> list[Problem]:
    """List where the order of what is public gives a withheld key away.

    Parameters
    ----------
    items : mapping of int to Item
        With their keys, by position.
    """
    fix = "mix them: learners can read this file"
    found = []
    public = _items(data)
    for place, item in items.items():
        if isinstance(item, Order) and item.depends:
            before = order.closure(item.steps, item.depends)
            if not order.moves(list(item.steps), before):
                what = "the steps stand in a right order"
                found.append(Problem(("items", place, "steps"), what, fix))
        elif isinstance(item, Match):
            rights = [p.right for p in item.pairs]
            if _list(public[place], "rights")[: len(rights)] == rights:
                what = "the right sides stand in the order of the pairs"
                found.append(Problem(("items", place, "rights"), what, fix))
    return found + _same_place(items)


def _same_place(items: Mapping[int, Item]) -> list[Problem]:
    """Find out whether the right option stands at one place in all questions."""
    places = {
        place: [i for i, option in enumerate(item.options) if option.correct]
        for place, item in items.items()
        if isinstance(item, (Single, Plot))
    }
    rights = {tuple(right) for right in places.values()}
    if len(places) < MIN_PLACES or len(rights) > 1 or not any(rights):
        return []
    number = min(rights)[0] + 1
    what = f"the right option is number {number} in all {len(places)} questions"
    fix = "mix them: learners can read this file"
    return [Problem(("items", min(places), "options"), what, fix)]


def merged(public: object, secret: object) -> tuple[object, list[Problem]]:
    """Put withheld keys into a quiz.

    Parameters
    ----------
    public, secret : object
        The values of both files.

    Returns
    -------
    object
        The values of the whole quiz.
    list of Problem
        With paths into the file with the keys.
    """
    whole = copy.deepcopy(public)
    if not isinstance(secret, dict) or not isinstance(secret.get("items"), dict):
        return whole, [Problem((), "it must hold `items:` with keys by item id")]
    problems = [
        Problem((str(key),), f"unknown key `{key}`", "only `items` is read here", True)
        for key in secret
        if key != "items"
    ]
    known = {i["id"]: i for i in _items(whole) if isinstance(i, dict) and _has_id(i)}
    for id, keys in secret["items"].items():
        path: Keys = ("items", str(id))
        if id not in known:
            problems.append(
                Problem(path, f"the quiz has no item {str(id)!r}", "", True)
            )
        elif not isinstance(keys, dict):
            problems.append(
                Problem(path, f"expected keys with values, not {spoken(keys)}")
            )
        else:
            problems += _merge_item(known[id], keys, path)
    return whole, problems


def _merge_item(
    item: dict[Any, Any], keys: dict[Any, Any], path: Keys
) -> Iterator[Problem]:
    for key, value in keys.items():
        if key in SECRET:
            item[key] = value
        elif key in SECRET_INSIDE:
            yield from _merge_list(item, str(key), value, (*path, str(key)))
        else:
            what = f"`{key}` is no key to withhold"
            yield Problem((*path, str(key)), what, "it belongs in quizzes/", True)
    if item.get("type") == "match" and "rights" in item:
        used = [p.get("right") for p in _list(item, "pairs") if isinstance(p, dict)]
        pool = item.pop("rights")
        if isinstance(pool, list):
            yield from (
                Problem((*path, "pairs", i, "right"), f"{right!r} is none of `rights`")
                for i, right in enumerate(used)
                if right not in pool
            )
            item["unused"] = [r for r in pool if r not in used]


def _merge_list(
    item: dict[Any, Any], name: str, entries: object, path: Keys
) -> Iterator[Problem]:
    public = _list(item, name)
    if not isinstance(entries, list) or len(entries) != len(public):
        count = len(entries) if isinstance(entries, list) else spoken(entries)
        yield Problem(
            path, f"expected {len(public)} entries, as in quizzes/, not {count}"
        )
        return
    for place, (entry, keys) in enumerate(zip(public, entries, strict=True)):
        if not isinstance(keys, dict) or not isinstance(entry, dict):
            yield Problem((*path, place), "expected keys with values")
            continue
        for key, value in keys.items():
            if key in SECRET_INSIDE[name]:
                entry[key] = value
            else:
                yield Problem(
                    (*path, place, str(key)), f"unknown key `{key}`", "", True
                )


def _items(data: object) -> list[Any]:
    items = data.get("items") if isinstance(data, dict) else None
    return items if isinstance(items, list) else []


def _list(item: object, name: str) -> list[Any]:
    value = item.get(name) if isinstance(item, dict) else None
    return value if isinstance(value, list) else []


def _keys(value: object) -> list[Any]:
    return list(value) if isinstance(value, dict) else []


def _has_id(item: dict[Any, Any]) -> bool:
    return isinstance(item.get("id"), str)
