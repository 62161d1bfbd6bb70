"""Say everything about values that do not have the shape of a type.

`msgspec` checks shapes fast and stops at the first fault; this walks the same
types once more, slowly, when there is one, and goes on to the end.
"""

from __future__ import annotations

import datetime
import difflib
import types
import typing
from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from grader.quiz.findings import Keys, Problem
from grader.quiz.model import KINDS, Base, Item

MAX_PROBLEMS = 200

_WANTED: dict[Any, str] = {
    str: "a text", int: "a whole number", float: "a number", bool: "true or false",
}  # fmt: skip


def problems(value: object, kind: Any, path: Keys = ()) -> list[Problem]:
    """List what keeps a value from being of a type; at most 200 entries."""
    found: list[Problem] = []
    for problem in _walk(value, kind, path):
        found.append(problem)
        if len(found) == MAX_PROBLEMS:
            break
    return found


def _walk(value: object, kind: Any, path: Keys) -> Iterator[Problem]:
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if kind == Item:
        yield from _item(value, path)
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _struct(value, kind, path)
    elif origin is tuple:
        yield from _list(value, args, path)
    elif origin is dict:
        yield from _mapping(value, args[1], path)
    elif origin in (typing.Union, types.UnionType) and value is not None:
        inner = [a for a in args if a is not type(None)]
        if len(inner) == 1:
            yield from _walk(value, inner[0], path)
        else:
            yield from _leaf(value, kind, path)
    else:
        yield from _leaf(value, kind, path)


def _item(value: object, path: Keys) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(path, f"an item is a list of keys, not {spoken(value)}")
        return
    name = value.get("type")
    if isinstance(name, str) and name in KINDS:
        yield from _struct(value, KINDS[name], path)
        return
    if "type" not in value:
        yield Problem(path, "`type` is missing", f"one of {', '.join(KINDS)}")
    else:
        near = difflib.get_close_matches(str(name), KINDS, n=1)
        fix = f"did you mean `{near[0]}`?" if near else f"one of {', '.join(KINDS)}"
        yield Problem((*path, "type"), f"there is no item type {str(name)[:40]!r}", fix)
    # The keys that every item has can be looked at all the same.
    common = {f.encode_name for f in msgspec.structs.fields(Base)}
    yield from _struct(
        {k: v for k, v in value.items() if k in common}, Base, path, whole=False
    )


def _struct(
    value: object, kind: type[msgspec.Struct], path: Keys, *, whole: bool = True
) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(path, f"expected keys with values, not {spoken(value)}")
        return
    fields = {f.encode_name: f for f in msgspec.structs.fields(kind)}
    known = set(fields) | ({"type"} if issubclass(kind, Base) else set())
    meant = set()
    for key in value:
        if key not in known:
            near = difflib.get_close_matches(str(key), sorted(known), n=1)
            meant.update(near)
            yield _unknown(key, near, kind, path)
    for name, field in fields.items():
        if name in value:
            yield from _walk(value[name], field.type, (*path, name))
        elif field.required and whole and name not in meant:
            yield Problem(path, f"`{name}` is missing")


def _unknown(key: object, near: list[str], kind: type, path: Keys) -> Problem:
    at = (*path, str(key))
    if near:
        fix = f"did you mean `{near[0]}`?"
    else:
        owners = [n for n, k in KINDS.items() if str(key) in k.__struct_fields__]
        names = [f.encode_name for f in msgspec.structs.fields(kind)]
        fix = f"known keys: {', '.join(names)}"
        if owners and issubclass(kind, Base):
            fix = f"it belongs to {', '.join(owners)} items"
    return Problem(at, f"unknown key `{str(key)[:40]}`", fix, True)


def _list(value: object, args: tuple[Any, ...], path: Keys) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem(path, f"expected a list, not {spoken(value)}")
        return
    if args[-1] is not Ellipsis:
        if len(value) != len(args):
            yield Problem(path, f"expected {len(args)} entries, not {len(value)}")
        for i, (entry, kind) in enumerate(zip(value, args, strict=False)):
            yield from _walk(entry, kind, (*path, i))
        return
    for i, entry in enumerate(value):
        yield from _walk(entry, args[0], (*path, i))


def _mapping(value: object, kind: Any, path: Keys) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(path, f"expected keys with values, not {spoken(value)}")
        return
    for key, entry in value.items():
        if isinstance(key, str):
            yield from _walk(entry, kind, (*path, key))
        else:
            yield Problem(
                (*path, str(key)), f"the key is {spoken(key)}", "put it in quotes", True
            )


def _leaf(value: object, kind: Any, path: Keys) -> Iterator[Problem]:
    try:
        msgspec.convert(value, kind)
    except (msgspec.ValidationError, OverflowError):
        wanted = _wanted(kind)
        fix = ""
        if str in (kind, *typing.get_args(kind)) and not isinstance(
            value, (list, dict)
        ):
            fix = "put it in quotes" if value is not None else ""
        if typing.get_origin(kind) is Literal and isinstance(value, str):
            near = difflib.get_close_matches(value, typing.get_args(kind), n=1)
            fix = f"did you mean `{near[0]}`?" if near else ""
        if wanted == "a number" and isinstance(value, str):
            fix = _as_yaml(value)
        yield Problem(path, f"expected {wanted}, not {spoken(value)}", fix)


def _as_yaml(text: str) -> str:
    """Say how YAML wants a number that it took for a text, such as 1e-6."""
    try:
        number = float(text)
    except ValueError:
        return ""
    mantissa, _, exponent = f"{number:e}".partition("e")
    digits = mantissa.rstrip("0") + ("0" if mantissa.rstrip("0").endswith(".") else "")
    return f"write {digits}e{int(exponent):+d}"


def _wanted(kind: Any) -> str:
    if typing.get_origin(kind) is Literal:
        return " or ".join(typing.get_args(kind))
    parts = [a for a in typing.get_args(kind) or (kind,) if a is not type(None)]
    if int in parts and float in parts:
        parts.remove(int)
    return " or ".join(_WANTED.get(p, "another value") for p in parts)


def spoken(value: object) -> str:
    """Name a value as a person sees it in the file."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, (datetime.date, datetime.datetime)):
        return "a date"
    return "something else"
