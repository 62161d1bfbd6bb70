"""What the readers of other formats share: items in the making, and what was lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from grader.course import MAX_YAML
from grader.quiz.model import KINDS, Item
from grader.quiz.rules import ID, item_problems

MAX_BYTES = MAX_YAML
_SURROGATE = re.compile("[\ud800-\udfff]")


MAX_ITEMS = 1000


class Remark(NamedTuple):
    """What a file says and a quiz cannot; lines count from 1."""

    line: int
    what: str


class Draft:
    """A quiz in the making.

    Parameters
    ----------
    prefix : str
        Of the ids of questions that have none.
    concepts : sequence of str
        Of questions that name none.

    Attributes
    ----------
    remarks : list of Remark
        In the order in which they were found.
    """

    def __init__(self, prefix: str, concepts: Iterable[str] = ()) -> None:
        self.title = ""
        self.items: list[Item] = []
        self.remarks: list[Remark] = []
        self._prefix, self._concepts = slug(prefix) or "item", tuple(concepts)
        self._ids: set[str] = set()
        self._full = False

    def remark(self, line: int, what: str) -> None:
        """Say what is not taken over."""
        self.remarks.append(Remark(line, what))

    def add(
        self, line: int, kind: str, name: str, tags: Iterable[str] = (), **values: Any
    ) -> None:
        """Take a question over, or say why it cannot be.

        Parameters
        ----------
        name : str
            From which its id is made.
        tags : iterable of str
            ``concept:...``, ``difficulty:...`` and ``ref:...``, as we write them.
        values
            The item's other keys.
        """
        if len(self.items) >= MAX_ITEMS:
            if not self._full:
                self.remark(line, f"left out, with all below: {MAX_ITEMS} are enough")
            self._full = True
            return
        fields = {"type": kind, "id": self._id(name), **self._tagged(line, tags)}
        try:
            item: Item = msgspec.convert(fields | values, KINDS[kind])  # type: ignore[assignment]  # it is one of them
        except (msgspec.ValidationError, OverflowError) as error:
            self.remark(line, f"left out: {error}")
            return
        problems = item_problems(item)
        if problems:
            self.remark(line, f"left out: {problems[0].what}")
            return
        self._ids.add(item.id)
        self.items.append(item)

    def _tagged(self, line: int, tags: Iterable[str]) -> dict[str, object]:
        concepts: list[str] = []
        found: dict[str, object] = {"difficulty": 1}
        for tag in tags:
            key, _, value = tag.partition(":")
            if key == "concept" and value and value not in concepts:
                concepts.append(value)
            elif key == "difficulty" and value in ("1", "2", "3"):
                found["difficulty"] = int(value)
            elif key == "ref" and value:
                found["ref"] = value
            else:
                self.remark(line, f"the tag {tag!r} is left out")
        return {"concepts": concepts or self._concepts, **found}

    def _id(self, name: str) -> str:
        wanted = slug(name) or f"{self._prefix[:50]}_{len(self._ids) + 1}"
        id, number = wanted, 1
        while id in self._ids:
            number += 1
            id = f"{wanted[:50]}-{number}"
        return id


def slug(name: str) -> str:
    """Make an id of a name; empty when nothing of it can stay."""
    small = re.sub(r"[^a-z0-9_-]+", "_", name.strip().casefold()).strip("_-")
    short = small.lstrip("0123456789_-")[:60].rstrip("_-")
    return short if ID.fullmatch(short) else ""


def readable(text: str) -> str:
    """Bring line ends to one form, and take out what no file in UTF-8 holds."""
    text = _SURROGATE.sub("\ufffd", text.removeprefix("\ufeff"))
    return re.sub(r"\r\n?", "\n", text)


def yaml_text(title: str, items: Iterable[Item]) -> str:
    """Write a quiz of ours, long texts as blocks, without keys at their defaults."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """One of our own, so that how it writes texts stays in here."""

    def as_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
        style = "|" if "\n" in text else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    def as_key(dumper: yaml.SafeDumper, key: _Key) -> yaml.Node:
        return dumper.represent_scalar("tag:yaml.org,2002:str", str(key))

    Dumper.add_representer(str, as_text)
    Dumper.add_representer(_Key, as_key)
    entries = [_entry(item) for item in items]
    data = {_Key("title"): title, _Key("items"): entries}
    written: str = yaml.dump(
        data, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=10**6
    )
    return written


class _Key(str):
    """A key or a word of ours, which is written without quotes."""

    __slots__ = ()


_FIRST = ("id", "type", "stem", "concepts", "difficulty")


def _entry(item: Item) -> dict[_Key, Any]:
    whole = {"id": _Key(item.id), "type": _Key(item.kind), **_slim(item)}
    whole |= {"id": _Key(item.id), "concepts": [_Key(c) for c in item.concepts]}
    order = [*_FIRST, *(key for key in whole if key not in _FIRST)]
    return {_Key(key): whole[key] for key in order}


def _slim(value: Any) -> Any:
    """Leave out what is as it is by default; whole numbers are written as such."""
    if isinstance(value, msgspec.Struct):
        fields = msgspec.structs.fields(type(value))
        kept = {f.encode_name: getattr(value, f.name) for f in fields if _differs(value, f)}  # fmt: skip
        return {_Key(key): _slim(inner) for key, inner in kept.items()}
    if isinstance(value, (list, tuple)):
        return [_slim(entry) for entry in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _differs(struct: msgspec.Struct, field: msgspec.structs.FieldInfo) -> bool:
    value = getattr(struct, field.name)
    empty = isinstance(value, (tuple, dict)) and not value
    same = type(value) is type(field.default) and value == field.default
    return not empty and not same
