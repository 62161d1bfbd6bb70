"""Prove a grader by breaking its reference in every small way there is.

A mutant is the reference solution with one small change of a kind that people
make: operands swapped, a transpose dropped, another axis, keepdims forgotten, a
constant or comparison shifted, a term removed, a mean for a sum, a clip, copy
or check left out.  A grader that lets one through lets that mistake through.

Some changes change nothing: those are *equivalent*, listed one by one with the
reason in ``reference/exNN_name/equivalent.yaml``, and still compared with the
reference on many random inputs.
"""

from __future__ import annotations

import ast
import copy
import difflib
import hashlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

_NAMESPACES = {"np", "numpy"}

_SWAPPED_CALLS = {
    "mean": "sum",
    "sum": "mean",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "minimum": "maximum",
    "argmax": "argmin",
    "argmin": "argmax",
    "zeros": "ones",
    "ones": "zeros",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "exp": "expm1",
    "log": "log1p",
    "sin": "cos",
    "cos": "sin",
    "any": "all",
    "all": "any",
    "vstack": "hstack",
    "hstack": "vstack",
    "dot": "multiply",
    "isfinite": "isnan",
}

# Leaving these out is a mistake of its own: the first argument stands alone.
_DROPPED_CALLS = {
    "clip", "maximum", "minimum", "abs", "sqrt", "square", "exp", "log", "copy",
    "array", "asarray", "float", "int", "ravel", "squeeze", "atleast_2d", "atleast_1d",
    "reshape", "astype", "where",
}  # fmt: skip

_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
}

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}


class Mutant(NamedTuple):
    """One changed copy of a source.

    Attributes
    ----------
    id : str
        Stable while the changed statement stands: function, kind and a hash.
    kind : str
        Which operator made it.
    line : int
        Where, in the source as it is.
    diff : str
        What changed, as a unified diff without context.
    source : bytes
        The whole changed file.
    """

    id: str
    kind: str
    line: int
    diff: str
    source: bytes


def mutants(source: bytes) -> list[Mutant]:
    """Make every first-order mutant of a reference solution.

    Parameters
    ----------
    source : bytes
        Of the reference, which is ours: it is parsed here.

    Returns
    -------
    list of Mutant
        Without duplicates, in order of line.
    """
    tree = ast.parse(source)
    original = ast.unparse(tree)
    made: dict[str, Mutant] = {}
    # What an error says is for people: no check compares it word by word.
    worded = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and node.exc is not None
        for part in ast.walk(node.exc)
    }
    annotations = {
        id(part)
        for node in ast.walk(tree)
        for field in ("annotation", "returns")
        if isinstance(getattr(node, field, None), ast.AST)
        for part in ast.walk(getattr(node, field))
    }
    for index, node in enumerate(ast.walk(tree)):
        if id(node) in worded | annotations:
            continue
        for kind, change in _changes(node):
            twin = copy.deepcopy(tree)
            target = _nth(twin, index)
            change(target, twin)
            try:
                text = ast.unparse(ast.fix_missing_locations(twin))
                compile(text, "mutant", "exec")
            except (SyntaxError, ValueError):
                continue
            if text == original or text in made:
                continue
            diff = _diff(original, text)
            line = getattr(node, "lineno", 0)
            name = f"{_function_at(tree, line)}:{kind}:{_digest(diff)}"
            made[text] = Mutant(name, kind, line, diff, text.encode())
    return sorted(made.values(), key=lambda m: (m.line, m.id))


Change = Callable[[ast.AST, ast.Module], None]


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    for kind, make in _MAKERS:
        if isinstance(node, kind):
            yield from make(node)


def _of_logic(node: ast.BoolOp) -> Iterator[tuple[str, Change]]:
    yield "logic", _flip_logic
    for i in range(len(node.values)):
        yield "term_removed", _without_value(i)


def _of_sign(_: ast.UnaryOp) -> Iterator[tuple[str, Change]]:
    yield "sign_removed", _replace(lambda n: n.operand)


def _of_attribute(node: ast.Attribute) -> Iterator[tuple[str, Change]]:
    if node.attr == "T":
        yield "transpose_dropped", _replace(lambda n: n.value)


def _of_jump(_: ast.Break | ast.Continue) -> Iterator[tuple[str, Change]]:
    yield "statement_removed", _replace(lambda _: ast.Pass())


def _of_branch(_: ast.If) -> Iterator[tuple[str, Change]]:
    yield "condition", _set("test", ast.Constant(True))
    yield "condition", _set("test", ast.Constant(False))


def _of_choice(_: ast.IfExp) -> Iterator[tuple[str, Change]]:
    yield "condition", _replace(lambda n: n.body)
    yield "condition", _replace(lambda n: n.orelse)


def _of_operation(node: ast.BinOp) -> Iterator[tuple[str, Change]]:
    for operator in _OPERATORS.get(type(node.op), ()):
        yield "operator", _set("op", operator())
    if isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult, ast.Pow)):
        yield "operands_swapped", _swap_operands
    yield "term_removed", _replace(lambda n: n.left)
    if isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.MatMult)):
        yield "term_removed", _replace(lambda n: n.right)


def _of_comparison(node: ast.Compare) -> Iterator[tuple[str, Change]]:
    for i, operator in enumerate(node.ops):
        for other in _COMPARISONS.get(type(operator), ()):
            yield "comparison", _set_item("ops", i, other())


def _of_constant(node: ast.Constant) -> Iterator[tuple[str, Change]]:
    value = node.value
    if isinstance(value, bool):
        yield "constant", _set("value", not value)
    elif isinstance(value, int):
        yield "constant", _set("value", value + 1)
        if value != 0:
            yield "constant", _set("value", value - 1)
    elif isinstance(value, float):
        yield "constant", _set("value", value * 1.1 + (value == 0.0))


def _of_call(node: ast.Call) -> Iterator[tuple[str, Change]]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    plain = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in _SWAPPED_CALLS:
        yield "function_swapped", _rename_call(_SWAPPED_CALLS[name])
    if plain in {"min", "max"}:
        yield "function_swapped", _rename_call({"min": "max", "max": "min"}[plain])
    if (name in _DROPPED_CALLS or plain in _DROPPED_CALLS) and _subject(
        node
    ) is not None:
        yield "call_dropped", _replace(lambda n: _subject(n) or n)
    for i, keyword in enumerate(node.keywords):
        if keyword.arg in {"axis", "keepdims", "dtype", "initial", "copy"}:
            yield f"{keyword.arg}_dropped", _without_keyword(i)
        if keyword.arg == "axis" and isinstance(
            keyword.value, (ast.Constant, ast.UnaryOp)
        ):
            for axis in (0, 1):
                yield "axis_changed", _set_keyword(i, axis)
    if plain in {"zip", "enumerate", "reversed", "sorted"} and node.args:
        yield "call_dropped", _replace(lambda n: n.args[0])


def _of_statement(node: ast.stmt) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Raise):
        yield "check_removed", _replace(lambda _: ast.Pass())
        return
    yield "statement_removed", _replace(lambda _: ast.Pass())
    if isinstance(node, ast.AugAssign):
        for operator in _OPERATORS.get(type(node.op), ()):
            yield "operator", _set("op", operator())
    if (
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.BinOp)
        and len(node.targets) == 1
        and ast.unparse(node.targets[0]) == ast.unparse(node.value.left)
    ):
        yield (
            "in_place",
            _replace(lambda n: ast.AugAssign(n.targets[0], n.value.op, n.value.right)),
        )


_MAKERS: tuple[tuple[Any, Callable[[Any], Iterator[tuple[str, Change]]]], ...] = (
    (ast.BinOp, _of_operation),
    (ast.Compare, _of_comparison),
    (ast.BoolOp, _of_logic),
    (ast.UnaryOp, _of_sign),
    (ast.Constant, _of_constant),
    (ast.Attribute, _of_attribute),
    (ast.Call, _of_call),
    ((ast.AugAssign, ast.Assign, ast.Expr, ast.Raise), _of_statement),
    ((ast.Break, ast.Continue), _of_jump),
    (ast.If, _of_branch),
    (ast.IfExp, _of_choice),
)


# -- how a node is changed -----------------------------------------------------


def _set(field: str, value: object) -> Change:
    def change(node: ast.AST, tree: ast.Module) -> None:
        setattr(node, field, value)

    return change


def _set_item(field: str, index: int, value: object) -> Change:
    def change(node: ast.AST, tree: ast.Module) -> None:
        getattr(node, field)[index] = value

    return change


def _set_keyword(index: int, value: int) -> Change:
    def change(node: ast.AST, tree: ast.Module) -> None:
        assert isinstance(node, ast.Call)
        node.keywords[index].value = ast.Constant(value)

    return change


def _without_keyword(index: int) -> Change:
    def change(node: ast.AST, tree: ast.Module) -> None:
        assert isinstance(node, ast.Call)
        del node.keywords[index]

    return change


def _without_value(index: int) -> Change:
    def change(node: ast.AST, tree: ast.Module) -> None:
        assert isinstance(node, ast.BoolOp)
        del node.values[index]
        if len(node.values) == 1:
            _put(tree, node, node.values[0])

    return change


def _flip_logic(node: ast.AST, tree: ast.Module) -> None:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _swap_operands(node: ast.AST, tree: ast.Module) -> None:
    assert isinstance(node, ast.BinOp)
    node.left, node.right = node.right, node.left


def _rename_call(name: str) -> Change:
    def change(node: ast.AST, tree: ast.Module) -> None:
        assert isinstance(node, ast.Call)
        if isinstance(node.func, ast.Attribute):
            node.func.attr = name
        elif isinstance(node.func, ast.Name):
            node.func.id = name

    return change


def _subject(node: ast.AST) -> ast.expr | None:
    """Find what a call works on: its first argument, or a method's object."""
    assert isinstance(node, ast.Call)
    function = node.func
    if isinstance(function, ast.Attribute):
        owner = function.value
        if not (isinstance(owner, ast.Name) and owner.id in _NAMESPACES):
            return owner
    return node.args[0] if node.args else None


def _replace(by: Callable[..., ast.AST]) -> Change:
    def change(node: ast.AST, tree: ast.Module) -> None:
        _put(tree, node, by(node))

    return change


def _put(tree: ast.Module, old: ast.AST, new: ast.AST) -> None:
    """Put `new` where `old` stands."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
                return
            if isinstance(value, list):
                for i, item in enumerate(value):
                    if item is old:
                        value[i] = new
                        return


# -- names ------------------------------------------------------------------------


def _nth(tree: ast.Module, index: int) -> ast.AST:
    return next(n for i, n in enumerate(ast.walk(tree)) if i == index)


def _function_at(tree: ast.Module, line: int) -> str:
    """Name the innermost function or class that a line is in."""
    best = ""
    for node in ast.walk(tree):
        if isinstance(
            node, (ast.FunctionDef, ast.ClassDef)
        ) and node.lineno <= line <= (node.end_lineno or node.lineno):
            best = f"{best}.{node.name}" if best else node.name
    return best or "module"


def _diff(before: str, after: str) -> str:
    rows = difflib.unified_diff(
        before.splitlines(), after.splitlines(), n=0, lineterm=""
    )
    return "\n".join(
        row for row in rows if row[:3] not in ("---", "+++") and row[:2] != "@@"
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
