"""Read a file of answers: ``{item id: answer}``, or a list in the quiz's order.

In YAML a plain value is the text that stands there, so that ``0.50``, ``1/3``
and ``no`` arrive as they would be typed; only null and nothing are no answer.
"""

from __future__ import annotations

import difflib
import json
import math
from pathlib import Path
from typing import Any

import yaml

from grader.course import MAX_YAML, too_deep
from grader.errors import LearnError
from grader.quiz.model import Quiz

MAX_PROBLEMS = 10
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
EXAMPLE = 'write one answer a line: `item_id: answer`; "a c" selects several'


def read_answers(file: Path, quiz: Quiz) -> dict[str, object]:
    """Read the answers to a quiz.

    Returns
    -------
    dict of str to object
        By item id; texts, lists and mappings, from JSON also numbers.

    Raises
    ------
    LearnError
        When the file cannot be read or answers what is not asked: everything
        that is wrong with its ids at once.
    """
    return answers_in(_read(file), quiz, str(file))


def answers_in(raw: bytes, quiz: Quiz, where: str) -> dict[str, object]:
    """Read the answers to a quiz from a file's content; `where` names the file.

    Raises
    ------
    LearnError
        As `read_answers`.
    """
    data, problems = _parsed(_decoded(raw, where), where)
    ids = [item.id for item in quiz.items]
    if isinstance(data, list):
        if len(data) > len(ids):
            raise _wrong(
                [f"it has {len(data)} answers; {quiz.id} asks {len(ids)}"], where
            )
        return dict(zip(ids, data, strict=False))
    if not isinstance(data, dict):
        raise _wrong(["it holds no answers"], where)
    known = set(ids)
    for id in data:
        if id not in known:
            few = len(problems) < MAX_PROBLEMS  # nobody reads the rest
            near = difflib.get_close_matches(str(id)[:100], ids, n=1) if few else ()
            hint = f"; did you mean {near[0]}?" if near else ""
            problems.append(f"{quiz.id} asks nothing called {id[:100]!r}{hint}")
    if problems:
        raise _wrong(problems, where)
    return data


def _wrong(problems: list[str], where: str) -> LearnError:
    first, *more = problems[:MAX_PROBLEMS]
    if len(problems) > MAX_PROBLEMS:
        more.append(f"and {len(problems) - MAX_PROBLEMS} more like these")
    what = "\n".join([first, *(f"      {one}" for one in more)])
    return LearnError(what, where=where, fix=EXAMPLE)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_YAML + 1)
    except OSError as error:
        raise LearnError(
            f"the answers cannot be read: {error.strerror}", where=str(file)
        ) from error


def _decoded(raw: bytes, where: str) -> str:
    if len(raw) > MAX_YAML:
        raise LearnError("the answers are larger than 1 MiB", where=where)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LearnError("the answers are not UTF-8", where=where) from error


def _parsed(text: str, where: str) -> tuple[object, list[str]]:
    """Give the values, and keys that stand twice."""
    if text.lstrip()[:1] in ("{", "["):
        try:
            return _from_json(text)
        except (ValueError, RecursionError):
            pass  # YAML's own braces
    try:
        if too_deep(text):
            raise _wrong(["it is nested too deeply"], where)
        if any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(text, _Loader)):
            raise _wrong(["anchors and aliases are not for answers"], where)
        root = yaml.compose(text, _Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise LearnError(
            f"not valid YAML: {getattr(error, 'problem', None) or 'it cannot be read'}",
            where=f"{where}{place}",
            fix=EXAMPLE,
        ) from error
    problems: list[str] = []
    return _value(root, problems), problems


def _from_json(text: str) -> tuple[object, list[str]]:
    problems: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                problems.append(f"{key!r} stands twice")
            seen.add(key)
        return dict(pairs)

    data = json.loads(
        text, object_pairs_hook=unique, parse_constant=str, parse_float=_finite
    )
    return data, problems


def _finite(text: str) -> float | str:
    """Read a number of JSON; one that would come to infinity stays a text."""
    number = float(text)
    return number if math.isfinite(number) else text


def _value(node: yaml.Node | None, problems: list[str]) -> object:
    """Turn a YAML node into texts, lists and mappings."""
    if node is None:
        return None
    if isinstance(node, yaml.ScalarNode):
        plain = node.style is None
        return None if plain and node.value in ("", "~", "null") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(n, problems) for n in node.value]
    found: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            problems.append("a list or keys with values is no item's id")
            continue
        name = str(key.value)
        if name in found:
            problems.append(f"{name!r} stands twice (line {key.start_mark.line + 1})")
        found[name] = _value(value, problems)
    return found
