"""The arithmetic of formulas: a walk over a tree that was checked before.

In plain Python, not NumPy: the same to the last digit on every machine, with
whole numbers that do not overflow, and nothing to load for asking a question.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

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


def compute(node: ast.expr, values: Mapping[str, Value]) -> Value:
    """Compute a checked tree, entry by entry where there are lists.

    Raises
    ------
    ExpressionError, ArithmeticError, ValueError, TypeError
        When it has no value.
    """
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
        condition = compute(node.args[0], values)
        if not isinstance(condition, tuple):
            # As a condition does, so that where(x > 0, log(x), 0) has a value.
            return compute(node.args[1 if condition else 2], values)
        rest = [compute(a, values) for a in node.args[1:]]
        return _each(lambda c, a, b: a if c else b, condition, *rest)
    return FUNCTIONS[name][2](*[compute(a, values) for a in node.args])


def _binary(node: Any, values: Mapping[str, Value]) -> Value:
    operate = OPERATORS[type(node.op)]
    return _each(operate, compute(node.left, values), compute(node.right, values))


def _unary(node: Any, values: Mapping[str, Value]) -> Value:
    return _each(OPERATORS[type(node.op)], compute(node.operand, values))


def _compare(node: Any, values: Mapping[str, Value]) -> Value:
    left = compute(node.left, values)
    result: Value = True
    for op, operand in zip(node.ops, node.comparators, strict=True):
        right = compute(operand, values)
        result = _each(_both, result, _each(OPERATORS[type(op)], left, right))
        left = right
    return result


def _both(a: Scalar, b: Scalar) -> bool:
    return bool(a and b)


def _logic(node: Any, values: Mapping[str, Value]) -> Value:
    stop = isinstance(node.op, ast.Or)
    for operand in node.values:
        if bool(compute(operand, values)) is stop:
            return stop
    return not stop


def _condition(node: Any, values: Mapping[str, Value]) -> Value:
    chosen = node.body if compute(node.test, values) else node.orelse
    return compute(chosen, values)


def _entries(node: Any, values: Mapping[str, Value]) -> Value:
    found = [compute(e, values) for e in node.elts]
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


OPERATORS: dict[type, Callable[..., Any]] = {
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
