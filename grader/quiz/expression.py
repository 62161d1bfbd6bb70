"""Formulas of a course: read once, checked once, computed without running code.

A formula is a Python expression cut down to numbers, names, arithmetic,
comparisons, conditions, lists of numbers and a fixed table of functions under
their NumPy names.  It is parsed to a tree, every node of which must be on a
list, and the tree is walked; nothing is compiled or run.  What it may cost is
bounded before it is computed: length, nodes, nesting, entries and digits.
"""

from __future__ import annotations

import ast
import difflib
import functools
import math
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from grader.quiz.compute import (
    CONSTANTS,
    FUNCTIONS,
    MAX_BITS,
    MAX_ENTRIES,
    OPERATORS,
    ExpressionError,
    Scalar,
    Value,
    compute,
)

MAX_TEXT = 500
MAX_NODES = 200
MAX_DEPTH = 30


class Expression:
    """A checked formula.

    Parameters
    ----------
    text : str or number
    names : iterable of str
        What it may refer to beside the constants and functions.

    Raises
    ------
    ExpressionError
        When it is anything but a bounded formula over these names.
    """

    __slots__ = ("_tree", "names", "text")

    def __init__(self, text: str | float, names: tuple[str, ...] = ()) -> None:
        if not isinstance(text, str):
            self._tree: ast.expr = ast.Constant(text)
            self.names: frozenset[str] = frozenset()
            _check_number(text, 0)
            self.text = str(text)
            return
        self.text = text
        self._tree = _parsed(text)
        try:
            self.names = _checked(self._tree, frozenset(names))
        except ExpressionError as error:
            error.column += len(text) - len(text.lstrip())
            raise

    def value(self, values: Mapping[str, Value] | None = None) -> Scalar:
        """Compute it.

        Returns
        -------
        int or float
            Always finite.

        Raises
        ------
        ExpressionError
            When it has no value there, such as ``log(0)``.
        """
        try:
            found = compute(self._tree, values or {})
        except ExpressionError:
            raise
        except ZeroDivisionError:
            raise ExpressionError("it divides by zero") from None
        except (OverflowError, ValueError, TypeError) as error:
            raise ExpressionError(f"it has no value: {error}") from None
        if isinstance(found, tuple):
            raise ExpressionError("it is a list, not one number")
        if isinstance(found, int):
            if found.bit_length() > MAX_BITS // 3:
                raise ExpressionError("its value is too large")
            return int(found)
        if not math.isfinite(found):
            raise ExpressionError("its value is not finite")
        return found


@functools.lru_cache(maxsize=4096)
def expression(text: str | float, names: tuple[str, ...] = ()) -> Expression:
    """Return the checked formula; the same text is checked once."""
    return Expression(text, names)


# -- reading -----------------------------------------------------------------------


def _parsed(text: str) -> ast.expr:
    if len(text) > MAX_TEXT:
        raise ExpressionError(f"it is longer than {MAX_TEXT} characters")
    lead = len(text) - len(text.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "1 is 2", "0x for": refused below
            return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        column = lead + max(0, (error.offset or 1) - 1)
        raise ExpressionError("it is not a formula", column) from None
    except (ValueError, MemoryError, RecursionError, OverflowError):
        raise ExpressionError("it is not a formula") from None


def _checked(tree: ast.expr, names: frozenset[str]) -> frozenset[str]:
    """Refuse every node that is not on the list; return the names in use."""
    used: set[str] = set()
    left = [(tree, 1)]
    nodes = 0
    while left:
        node, depth = left.pop()
        nodes += 1
        column = getattr(node, "col_offset", 0)
        if nodes > MAX_NODES:
            raise ExpressionError(f"it has more than {MAX_NODES} parts", column)
        if depth > MAX_DEPTH:
            raise ExpressionError(f"it is nested deeper than {MAX_DEPTH}", column)
        check = _CHECKS.get(type(node))
        if check is None:
            kind = _SPOKEN.get(type(node), "this")
            raise ExpressionError(f"{kind} is not part of a formula", column)
        check(node, names, used)
        left += [(child, depth + 1) for child in _children(node)]
    return frozenset(used)


def _children(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        return node.args
    return [c for c in ast.iter_child_nodes(node) if isinstance(c, ast.expr)]


def _check_constant(node: Any, _names: frozenset[str], _used: set[str]) -> None:
    _check_number(node.value, node.col_offset)


def _check_number(value: object, column: int) -> None:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise ExpressionError(f"{str(value)[:20]!r} is not a number", column)
    if isinstance(value, int):
        if value.bit_length() > MAX_BITS:
            raise ExpressionError("a number in it has too many digits", column)
    elif not math.isfinite(value):
        raise ExpressionError("a number in it is not finite", column)


def _check_name(node: Any, names: frozenset[str], used: set[str]) -> None:
    if node.id in names:
        used.add(node.id)
    elif node.id in FUNCTIONS:
        raise ExpressionError(f"`{node.id}` needs its arguments", node.col_offset)
    elif node.id not in CONSTANTS:
        near = difflib.get_close_matches(node.id, [*names, *CONSTANTS], n=1)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        raise ExpressionError(
            f"there is no parameter `{node.id[:40]}`{hint}", node.col_offset
        )


def _check_call(node: Any, _names: frozenset[str], _used: set[str]) -> None:
    name = node.func
    if not isinstance(name, ast.Name) or name.id not in FUNCTIONS:
        text = name.id if isinstance(name, ast.Name) else ""
        if isinstance(name, ast.Attribute) and name.attr in FUNCTIONS:
            raise ExpressionError(
                f"write `{name.attr}(...)` without what stands before the dot",
                node.col_offset,
            )
        if not text:
            raise ExpressionError("this is no function of a formula", node.col_offset)
        near = difflib.get_close_matches(text, FUNCTIONS, n=1)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        raise ExpressionError(
            f"there is no function `{text[:40]}`{hint}", node.col_offset
        )
    if node.keywords:
        raise ExpressionError(f"`{name.id}` takes no keywords", node.col_offset)
    least, most, _ = FUNCTIONS[name.id]
    if not least <= len(node.args) <= most:
        count = str(least) if least == most else f"{least} to {most}"
        raise ExpressionError(f"`{name.id}` takes {count} arguments", node.col_offset)


def _check_operator(node: Any, _names: frozenset[str], _used: set[str]) -> None:
    found = [node.op] if hasattr(node, "op") else node.ops
    for op in found:
        if type(op) not in OPERATORS and not isinstance(op, (ast.And, ast.Or)):
            raise ExpressionError(
                "it uses an operator that is not part of a formula", node.col_offset
            )


def _check_entries(node: Any, _names: frozenset[str], _used: set[str]) -> None:
    if not 1 <= len(node.elts) <= MAX_ENTRIES:
        raise ExpressionError(
            f"a list holds 1 to {MAX_ENTRIES} numbers", node.col_offset
        )


def _check_nothing(_node: Any, _names: frozenset[str], _used: set[str]) -> None:
    pass


_CHECKS: dict[type, Callable[[Any, frozenset[str], set[str]], None]] = {
    ast.Constant: _check_constant,
    ast.Name: _check_name,
    ast.Call: _check_call,
    ast.BinOp: _check_operator,
    ast.UnaryOp: _check_operator,
    ast.Compare: _check_operator,
    ast.BoolOp: _check_operator,
    ast.IfExp: _check_nothing,
    ast.List: _check_entries,
    ast.Tuple: _check_entries,
}

_SPOKEN: dict[type, str] = {
    ast.Attribute: "a dot behind a name",
    ast.Subscript: "an index",
    ast.Lambda: "a lambda",
    ast.ListComp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a comprehension",
    ast.JoinedStr: "a text",
    ast.NamedExpr: "an assignment",
    ast.Starred: "a star",
    ast.Dict: "a dictionary",
    ast.Set: "a set",
}
