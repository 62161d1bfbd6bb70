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
import operator
import warnings
from collections.abc import Callable, Mapping
from typing import Any

MAX_TEXT = 500
MAX_NODES = 200
MAX_DEPTH = 30
MAX_ENTRIES = 64
MAX_BITS = 2048
"""Of a whole number that a formula may reach on the way."""

Scalar = int | float
Value = Scalar | tuple[Scalar, ...]


class ExpressionError(ValueError):
    """A formula is refused or has no value; `column` counts from 0 in its text."""

    def __init__(self, what: str, column: int = 0) -> None:
        super().__init__(what)
        self.what, self.column = what, column


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
        self.text = str(text)
        if not isinstance(text, str):
            self._tree: ast.expr = ast.Constant(text)
            self.names: frozenset[str] = frozenset()
            _check_number(text, 0)
            return
        self._tree = _parsed(text)
        self.names = _checked(self._tree, frozenset(names))

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
            found = _compute(self._tree, values or {})
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
        if type(op) not in _OPERATORS and not isinstance(op, (ast.And, ast.Or)):
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


# -- computing ---------------------------------------------------------------------


def _compute(node: ast.expr, values: Mapping[str, Value]) -> Value:
    return _COMPUTE[type(node)](node, values)


def _constant(node: Any, _values: Mapping[str, Value]) -> Value:
    number: Scalar = node.value
    return number


def _name(node: Any, values: Mapping[str, Value]) -> Value:
    if node.id in values:
        return values[node.id]
    if node.id in CONSTANTS:
        return CONSTANTS[node.id]
    raise ExpressionError(f"`{node.id}` has no value")


def _call(node: Any, values: Mapping[str, Value]) -> Value:
    name = node.func.id
    if name == "where":
        condition = _compute(node.args[0], values)
        if not isinstance(condition, tuple):
            # As a condition does, so that where(x > 0, log(x), 0) has a value.
            return _compute(node.args[1 if condition else 2], values)
        rest = [_compute(a, values) for a in node.args[1:]]
        return _each(lambda c, a, b: a if c else b, condition, *rest)
    return FUNCTIONS[name][2](*[_compute(a, values) for a in node.args])


def _binary(node: Any, values: Mapping[str, Value]) -> Value:
    operate = _OPERATORS[type(node.op)]
    return _each(operate, _compute(node.left, values), _compute(node.right, values))


def _unary(node: Any, values: Mapping[str, Value]) -> Value:
    return _each(_OPERATORS[type(node.op)], _compute(node.operand, values))


def _compare(node: Any, values: Mapping[str, Value]) -> Value:
    left = _compute(node.left, values)
    result: Value = True
    for op, operand in zip(node.ops, node.comparators, strict=True):
        right = _compute(operand, values)
        result = _each(_both, result, _each(_OPERATORS[type(op)], left, right))
        left = right
    return result


def _both(a: Scalar, b: Scalar) -> bool:
    return bool(a and b)


def _logic(node: Any, values: Mapping[str, Value]) -> Value:
    stop = isinstance(node.op, ast.Or)
    for operand in node.values:
        if bool(_compute(operand, values)) is stop:
            return stop
    return not stop


def _condition(node: Any, values: Mapping[str, Value]) -> Value:
    chosen = node.body if _compute(node.test, values) else node.orelse
    return _compute(chosen, values)


def _entries(node: Any, values: Mapping[str, Value]) -> Value:
    found = [_compute(e, values) for e in node.elts]
    flat = tuple(f for f in found if not isinstance(f, tuple))
    if len(flat) != len(found):
        raise ExpressionError("a list holds numbers, not lists")
    return flat


_COMPUTE: dict[type, Callable[[Any, Mapping[str, Value]], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Call: _call,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _logic,
    ast.IfExp: _condition,
    ast.List: _entries,
    ast.Tuple: _entries,
}


def _each(function: Callable[..., Scalar], *args: Value) -> Value:
    """Apply a function of numbers to every entry; a number goes with any list."""
    lengths = {len(a) for a in args if isinstance(a, tuple)}
    if not lengths:
        return _bounded(function(*args))
    if len(lengths) > 1:
        raise ExpressionError("two lists in it differ in length")
    (count,) = lengths
    rows = [a if isinstance(a, tuple) else (a,) * count for a in args]
    return tuple(_bounded(function(*row)) for row in zip(*rows, strict=True))


def _bounded(value: Any) -> Scalar:
    if isinstance(value, complex):
        raise ExpressionError("it leaves the real numbers")
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        raise ExpressionError("a number in it grows too large")
    number: Scalar = value
    return number


def _power(base: Scalar, exponent: Scalar) -> Scalar:
    if isinstance(base, int) and isinstance(exponent, int):
        if base.bit_length() * abs(exponent) > 2 * MAX_BITS:
            raise ExpressionError("a power in it is too large")
        if exponent < 0 and base == 0:
            raise ZeroDivisionError
    result: Scalar = base**exponent
    return result


def _times(a: Scalar, b: Scalar) -> Scalar:
    return a * b


_OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: _times,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def _flat(args: tuple[Value, ...]) -> list[Scalar]:
    found: list[Scalar] = []
    for arg in args:
        found += arg if isinstance(arg, tuple) else (arg,)
    return found


def _sum(*args: Value) -> Value:
    return _bounded(sum(_flat(args)))


def _product(*args: Value) -> Value:
    result: Scalar = 1
    for factor in _flat(args):
        result = _bounded(result * factor)
    return result


def _mean(*args: Value) -> Value:
    numbers = _flat(args)
    return sum(numbers) / len(numbers)


def _dot(a: Value, b: Value) -> Value:
    products = _each(_times, a, b)
    return _sum(products)


def _round(x: Scalar, digits: Scalar = 0) -> Scalar:
    if not isinstance(digits, int) or abs(digits) > 30:
        raise ExpressionError("`round` takes a whole number of digits")
    return round(x, digits) if digits else round(x)


def _sign(x: Scalar) -> int:
    return (x > 0) - (x < 0)


def _clip(x: Scalar, low: Scalar, high: Scalar) -> Scalar:
    return min(max(x, low), high)


def _lifted(function: Callable[..., Any]) -> Callable[..., Value]:
    return lambda *args: _each(function, *args)


_UNARY: dict[str, Callable[[Any], Any]] = {
    "exp": math.exp, "log": math.log, "log2": math.log2, "log10": math.log10,
    "log1p": math.log1p, "expm1": math.expm1, "sqrt": math.sqrt, "abs": abs,
    "floor": math.floor, "ceil": math.ceil, "sign": _sign,
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "tanh": math.tanh,
    "sinh": math.sinh, "cosh": math.cosh, "arctan": math.atan,
    "arcsin": math.asin, "arccos": math.acos,
}  # fmt: skip

FUNCTIONS: dict[str, tuple[int, int, Callable[..., Value]]] = {
    **{name: (1, 1, _lifted(f)) for name, f in _UNARY.items()},
    "round": (1, 2, _lifted(_round)),
    "hypot": (2, 2, _lifted(math.hypot)),
    "maximum": (2, 2, _lifted(max)),
    "minimum": (2, 2, _lifted(min)),
    "clip": (3, 3, _lifted(_clip)),
    "where": (3, 3, _lifted(max)),  # computed in `_call`, which chooses
    "max": (1, MAX_ENTRIES, lambda *args: max(_flat(args))),
    "min": (1, MAX_ENTRIES, lambda *args: min(_flat(args))),
    "sum": (1, MAX_ENTRIES, _sum),
    "prod": (1, MAX_ENTRIES, _product),
    "mean": (1, MAX_ENTRIES, _mean),
    "dot": (2, 2, _dot),
}
"""Least and most arguments, and what computes it."""

CONSTANTS: dict[str, float] = {"pi": math.pi, "e": math.e}
