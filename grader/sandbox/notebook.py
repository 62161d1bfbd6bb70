"""Take from a notebook what exercises ask for, without running any of it.

This runs in a confined worker that loads no submission: a notebook is JSON of any
depth around Python of any depth.  It is read by the standard library alone; the
notebook's own format is told by two keys, in version 3 and 4 alike, and a schema's
validation would cost more than everything else on a hostile file.

Imports nothing else of ours: it shares a process with a learner's text.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

MARK = "# notebook cell {cell}"
"""Stands before what is taken of a cell; cells are counted from 1, texts too."""

MAX_CELLS = 5_000
_KEPT_MAGICS = (
    "%%time",
    "%%capture",
    "%%check",
)  # their cell runs in the notebook itself
_MAGIC = re.compile(
    r"(?P<indent>[ \t]*)(?:%{1,2}[A-Za-z]|!|\?{1,2}[A-Za-z_]|[\w.]+\?{1,2}\s*$"
    r"|[\w, ]+=\s*(?:!|%[A-Za-z]))"
)


class NotANotebook(Exception):
    """The bytes are no notebook; says why."""


class _Statement(NamedTuple):
    first: int
    last: int
    binds: frozenset[str]
    uses: frozenset[str]


class _Cell(NamedTuple):
    number: int
    lines: list[str]
    tags: frozenset[str]
    statements: list[_Statement] | None
    """None for a cell that does not parse."""

    def defines(self, names: Iterable[str]) -> set[str]:
        """Say which of the names it binds, as far as its text tells."""
        if self.statements is not None:
            bound = {n for s in self.statements for n in s.binds}
            return bound & set(names)
        text = "\n".join(self.lines)
        return {
            n for n in names
            if re.search(rf"^\s*(?:def|class)\s+{re.escape(n)}\b", text, re.M)
        }  # fmt: skip


_Chosen = dict[int, set[int]]
"""Lines that are taken, from 0, by cell."""


def extract(
    source: bytes, exercises: list[dict[str, Any]], only: str
) -> dict[str, Any]:
    """Take the code of each exercise that a notebook holds.

    Parameters
    ----------
    source : bytes
        The file.
    exercises : list of dict
        `id`, `tags` (what a cell may be tagged with, in lower case) and `names`
        (the functions and classes that are asked for).
    only : str
        The exercise that the file is named after; "" to go by what is defined.
        Cells with a tag win over both.

    Returns
    -------
    dict
        `sources`: bytes of Python by exercise; `open`: texts that say which
        exercises cannot be told apart.

    Raises
    ------
    NotANotebook
        When it cannot be read.
    """
    cells = [_cell(*numbered) for numbered in _code_cells(_notebook(source))]
    tagged = [e for e in exercises if any(c.tags & set(e["tags"]) for c in cells)]
    rest = [e for e in exercises if e not in tagged and only in ("", e["id"])]
    unclear: list[str] = []
    if not only:
        untagged = [
            c for c in cells if not any(c.tags & set(e["tags"]) for e in tagged)
        ]
        rest, unclear = _told_by_names(untagged, rest)
    sources = {}
    for exercise in (*tagged, *rest):
        text = _assemble(cells, _choose(cells, exercise))
        if text:
            sources[exercise["id"]] = text.encode("utf-8", "surrogatepass")
    return {"sources": sources, "open": unclear}


# -- the file -------------------------------------------------------------------


def _notebook(source: bytes) -> dict[str, Any]:
    try:
        notebook = json.loads(source.decode("utf-8").removeprefix("\ufeff"))
    except RecursionError:
        raise NotANotebook("its JSON is nested too deep") from None
    except MemoryError:
        raise NotANotebook("its JSON needs too much memory") from None
    except ValueError as error:
        raise NotANotebook(f"it is not valid JSON ({str(error)[:80]})") from None
    if not isinstance(notebook, dict):
        raise NotANotebook("it has no cells")
    return notebook


def _code_cells(
    notebook: dict[str, Any],
) -> Iterator[tuple[int, str, frozenset[str]]]:
    cells = notebook.get("cells")
    if not isinstance(cells, list):  # version 3
        sheets = notebook.get("worksheets")
        first = sheets[0] if isinstance(sheets, list) and sheets else None
        cells = first.get("cells") if isinstance(first, dict) else None
    if not isinstance(cells, list):
        raise NotANotebook("it has no cells")
    if len(cells) > MAX_CELLS:
        raise NotANotebook(f"it has more than {MAX_CELLS:,} cells")
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        text = cell.get("source", cell.get("input", ""))
        if isinstance(text, list):
            text = "".join(part for part in text if isinstance(part, str))
        if isinstance(text, str):
            yield number, text, _tags(cell)


def _tags(cell: dict[str, Any]) -> frozenset[str]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    if not isinstance(tags, list):
        return frozenset()
    return frozenset(t.strip().lower() for t in tags if isinstance(t, str))


# -- a cell ---------------------------------------------------------------------


def _cell(number: int, text: str, tags: frozenset[str]) -> _Cell:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
    lines = _without_cell_magic(text.split("\n"))
    statements = _statements(lines)
    if statements is None:
        # Only what is no Python is looked at for magics: a line of an expression
        # may begin with `%` too.
        lines = [_without_magic(line) for line in lines]
        statements = _statements(lines)
    return _Cell(number, lines, tags, statements)


def _without_cell_magic(lines: list[str]) -> list[str]:
    for i, line in enumerate(lines):
        if line.lstrip().startswith("%%"):
            kept = line.split()[0] in _KEPT_MAGICS
            return ["" for _ in lines[: i + 1]] + lines[i + 1 :] if kept else []
        if line.strip():
            break
    return lines


def _without_magic(line: str) -> str:
    magic = _MAGIC.match(line)
    if magic is None:
        return line
    # In a block something has to stand where the magic stood.
    return f"{magic['indent']}pass" if magic["indent"] else ""


def _statements(lines: list[str]) -> list[_Statement] | None:
    try:
        tree = ast.parse("\n".join(lines))
        return [_statement(node) for node in tree.body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _statement(node: ast.stmt) -> _Statement:
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(d.lineno for d in decorators)])
    uses = frozenset(
        n.id for n in ast.walk(node)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
    )  # fmt: skip
    last = node.end_lineno or node.lineno
    # What only runs, `train(model)`, binds nothing, and so nothing needs it.
    return _Statement(first - 1, last - 1, frozenset(_bound(node)), uses)


def _bound(node: ast.AST) -> Iterator[str]:
    """Give the names that a statement binds or changes where it stands."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield here.name
            continue
        if isinstance(here, (ast.Import, ast.ImportFrom)):
            yield from ((n.asname or n.name).partition(".")[0] for n in here.names)
        elif isinstance(here, (ast.Name, ast.Subscript, ast.Attribute)):
            if isinstance(here.ctx, ast.Store):
                yield from _owner(here)
        elif isinstance(here, ast.ExceptHandler) and here.name:
            yield here.name
        if not isinstance(here, ast.Lambda):
            waiting += ast.iter_child_nodes(here)


def _owner(target: ast.expr) -> Iterator[str]:
    """`w[0] = 1` and `w.x = 1` change `w`."""
    while isinstance(target, (ast.Subscript, ast.Attribute)):
        target = target.value
    if isinstance(target, ast.Name):
        yield target.id


# -- what is taken ------------------------------------------------------------------


def _told_by_names(
    cells: list[_Cell], exercises: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Find the exercises all of whose names are defined."""
    asked = {name for e in exercises for name in e["names"]}
    defined = {n for c in cells for n in c.defines(asked)}
    whole = [e for e in exercises if e["names"] and set(e["names"]) <= defined]
    taken, unclear = [], []
    for exercise in whole:
        names = set(exercise["names"])
        twins = [e["id"] for e in whole if set(e["names"]) == names]
        if len(twins) == 1:
            taken.append(exercise)
        elif twins[0] == exercise["id"]:
            unclear.append(
                f"{' and '.join(twins)} ask for the same names; tag its cells with "
                "the exercise's id"
            )
    return taken, unclear


def _choose(cells: list[_Cell], exercise: dict[str, Any]) -> _Chosen:
    """Choose the exercise's own lines, then whatever they need, from any cell."""
    tags, names = set(exercise["tags"]), set(exercise["names"])
    chosen: _Chosen = {}
    own = [c for c in cells if c.tags & tags]
    settled: set[str] = set()
    needed = set(names)
    for cell in own:
        chosen[cell.number] = set(range(len(cell.lines)))
        for statement in cell.statements or ():
            settled |= statement.binds
            needed |= statement.uses
    if not own:
        if not any(c.defines(names) for c in cells):
            return {}
        for cell in cells:
            if cell.statements is None and cell.defines(names):
                chosen[cell.number] = set(range(len(cell.lines)))
    _add_needed([c for c in cells if c not in own], chosen, needed, settled)
    return chosen


def _add_needed(
    cells: list[_Cell], chosen: _Chosen, needed: set[str], settled: set[str]
) -> None:
    """Add the statements that bind what is used, and what those use in turn."""
    binders: dict[str, list[tuple[_Cell, int]]] = {}
    for cell in cells:
        for place, statement in enumerate(cell.statements or ()):
            for name in statement.binds:
                binders.setdefault(name, []).append((cell, place))
    waiting = [*sorted(needed - settled), "*"]
    done = set(settled)
    while waiting:
        name = waiting.pop()
        if name in done:
            continue
        done.add(name)
        for cell, place in binders.get(name, ()):
            lines = chosen.setdefault(cell.number, set())
            for statement in _sharing_lines(cell.statements or [], place):
                lines.update(range(statement.first, statement.last + 1))
                waiting += (statement.uses | statement.binds) - done


def _sharing_lines(statements: list[_Statement], place: int) -> list[_Statement]:
    """Give a statement with those on its lines: `a = 1; b = 2` stays whole."""
    first = last = place
    while first and statements[first - 1].last >= statements[first].first:
        first -= 1
    while (
        last + 1 < len(statements)
        and statements[last + 1].first <= statements[last].last
    ):
        last += 1
    return statements[first : last + 1]


def _assemble(cells: list[_Cell], chosen: _Chosen) -> str:
    """Write what was chosen, each line as far behind its cell's mark as in the cell."""
    parts = []
    for cell in cells:
        lines = chosen.get(cell.number)
        if not lines or not any(cell.lines[i].strip() for i in lines):
            continue
        parts.append(MARK.format(cell=cell.number))
        parts += [
            cell.lines[i] if i in lines else "" for i in range(max(lines) + 1)
        ]  # fmt: skip
    return "\n".join([*parts, ""]) if parts else ""
