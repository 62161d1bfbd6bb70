"""A YAML file as values that know their places, read without trusting it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from grader.course import MAX_YAML, too_deep
from grader.quiz.findings import Finding, Problem

MAX_NUMBER = 100
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unreadable(Exception):
    """The file holds no values at all; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.what)
        self.finding = finding


class Tree:
    """One YAML document.

    Attributes
    ----------
    data : object
        Its values; plain Python ones.
    problems : list of Finding
        Keys that stand twice, aliases: what the values no longer show.

    Raises
    ------
    Unreadable
        When it is missing, too large, no UTF-8 or no YAML.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problems: list[Finding] = []
        self._text = self._decoded()
        self._root = self._composed()

    # -- reading -------------------------------------------------------------------

    def _unreadable(self, what: str, line: int = 0, column: int = 0) -> Unreadable:
        return Unreadable(Finding(self.file, line + 1, column + 1, what))

    def _decoded(self) -> str:
        try:
            with self.file.open("rb") as stream:
                raw = stream.read(MAX_YAML + 1)
        except OSError as error:
            raise self._unreadable(f"cannot read it: {error.strerror}") from error
        if len(raw) > MAX_YAML:
            raise self._unreadable("the file is larger than 1 MiB")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            before = raw[: error.start]
            column = error.start - before.rfind(b"\n") - 1
            raise self._unreadable(
                "the file is not UTF-8", before.count(b"\n"), column
            ) from error
        return text.removeprefix("\ufeff")

    def _composed(self) -> yaml.Node | None:
        try:
            if too_deep(self._text):
                raise self._unreadable("it is nested too deep")
            loader = _Loader(self._text)
            try:
                node: yaml.Node | None = loader.get_single_node()
                if node is not None:
                    self._check_nodes(node)
                self.data = loader.construct_document(node) if node else None
            finally:
                loader.dispose()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line, mark.column) if mark else (0, 0)
            what = " ".join(str(error.problem or error.context).split())
            raise self._unreadable(f"not valid YAML: {what}", *place) from error
        except yaml.reader.ReaderError as error:
            before = self._text[: error.position]
            column = len(before) - before.rfind("\n") - 1
            raise self._unreadable(
                "not valid YAML: a character that may not occur",
                before.count("\n"),
                column,
            ) from error
        except (
            yaml.YAMLError, RecursionError, ValueError, ArithmeticError, LookupError,
            TypeError, AttributeError,
        ) as error:  # fmt: skip
            # PyYAML lets these out for tags such as `!!int ""`.
            raise self._unreadable("not valid YAML") from error
        return node

    def _check_nodes(self, root: yaml.Node) -> None:
        """Refuse aliases, which multiply or hold themselves; list doubled keys."""
        seen: set[int] = set()
        left = [root]
        while left:
            node = left.pop()
            if id(node) in seen:
                mark = node.start_mark
                raise self._unreadable(
                    "aliases (*name) are not read; write it out", mark.line, mark.column
                )
            seen.add(id(node))
            if isinstance(node, yaml.MappingNode):
                self._check_keys(node)
            elif node.tag in _NUMBERS and len(node.value) > MAX_NUMBER:
                # To the base 60 or 16 it could be of any size, after a long time.
                mark = node.start_mark
                what = f"a number of more than {MAX_NUMBER} characters"
                raise self._unreadable(what, mark.line, mark.column)
            left += _below(node)

    def _check_keys(self, node: yaml.MappingNode) -> None:
        seen: dict[str, int] = {}
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                line = seen[key.value]
                what = f"the key `{key.value[:40]}` stands twice, first in line {line}"
                self.problems.append(self._finding(key.start_mark, what))
            elif isinstance(key, yaml.ScalarNode):
                seen[key.value] = key.start_mark.line + 1

    # -- places --------------------------------------------------------------------

    def locate(self, problem: Problem) -> tuple[Finding, int]:
        """Give a problem its place, as near as the path leads, and how far it led."""
        node, steps = self._root, 0
        mark = node.start_mark if node is not None else None
        for depth, key in enumerate(problem.path):
            found = _child(node, key)
            if found is None:
                break
            last = depth == len(problem.path) - 1
            node = found[1]
            mark = (found[0] if last and problem.on_key else node).start_mark
            steps += 1
        if mark is None:
            return Finding(self.file, 1, 1, problem.what, problem.fix), steps
        if problem.offset is not None and isinstance(node, yaml.ScalarNode):
            line, column = self._inside(node, problem.offset)
            return Finding(self.file, line, column, problem.what, problem.fix), steps
        return self._finding(mark, problem.what, problem.fix), steps

    def _finding(self, mark: yaml.Mark, what: str, fix: str = "") -> Finding:
        return Finding(self.file, mark.line + 1, mark.column + 1, what, fix)

    def _inside(self, node: yaml.ScalarNode, offset: int) -> tuple[int, int]:
        """Place of a character of a scalar; exact for one line and for `|`."""
        mark = node.start_mark
        if node.style in ("|", ">"):
            before = node.value[:offset]
            rows = before.count("\n")
            column = len(before) - before.rfind("\n") - 1
            lines = self._text.splitlines()
            line = mark.line + 1 + rows
            if node.style == ">" or line >= len(lines):
                return mark.line + 1, mark.column + 1
            row = lines[line]
            first = lines[mark.line + 1]
            indent = len(first) - len(first.lstrip(" "))
            return line + 1, min(indent + column, len(row)) + 1
        quoted = 1 if node.style in ("'", '"') else 0
        if node.end_mark.line != mark.line:
            return mark.line + 1, mark.column + 1
        return mark.line + 1, mark.column + 1 + quoted + offset


def _below(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [n for pair in node.value for n in pair]
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return []


def _child(
    node: yaml.Node | None, key: str | int
) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode) and name.value == str(key):
                return name, value
    if not isinstance(node, yaml.SequenceNode) or not isinstance(key, int):
        return None
    entry = node.value[key] if 0 <= key < len(node.value) else None
    return (entry, entry) if entry is not None else None
