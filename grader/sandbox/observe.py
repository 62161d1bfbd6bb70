"""Read a learner's file without running it, and note what explains a failure.

This runs in a confined worker before it runs the file: parsing alone can exhaust
memory or the parser's stack, so it is not done in the trusted process.
Observations explain; they never decide a verdict.

Imports nothing else of ours: it shares a process with a learner's text.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

Observation = dict[str, object]
"""`kind`, `line`, `function` and, for some kinds, `detail`."""

MAX_OBSERVATIONS = 20

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def observe(
    source: bytes, names: list[str], parameters: dict[str, list[str]],
    forbidden: list[str],
) -> list[Observation]:  # fmt: skip
    """Note what can be seen in a file.

    Parameters
    ----------
    source : bytes
    names : list of str
        Functions and methods (``Class.method``) that the exercise asks for.
    parameters : dict
        Of each of them that must return something, the declared parameters.
    forbidden : list of str
        Dotted names that the exercise forbids, e.g. ``numpy.linalg.solve``.

    Returns
    -------
    list of dict
        Empty for a file that does not parse.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found: list[Observation] = []
    seen: dict[str, int] = {}
    for name, function in _functions(tree):
        # A property and its setter share a name on purpose.
        if name in seen and not function.decorator_list:
            found.append(_note("defined_twice", function, name, str(seen[name])))
        seen[name] = function.lineno
        if name in names:
            found += _of_function(name, function, parameters.get(name))
    found += _forbidden(tree, forbidden)
    return found[:MAX_OBSERVATIONS]


def _note(kind: str, node: ast.AST, function: str, detail: str = "") -> Observation:
    line = getattr(node, "lineno", 0)
    return {"kind": kind, "line": line, "function": function, "detail": detail}


def _functions(tree: ast.Module) -> Iterator[tuple[str, _Function]]:
    for node in tree.body:
        if isinstance(node, _Function):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, _Function):
                    yield f"{node.name}.{member.name}", member


def _of_function(
    name: str, function: _Function, declared: list[str] | None
) -> Iterator[Observation]:
    body = _without_docstring(function)
    if _is_untouched(body):
        yield _note("untouched", function, name)
        return
    every, own = _nodes(function), _own_nodes(function)
    returns = [n for n in own if isinstance(n, ast.Return)]
    generator = any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in own)
    if declared is not None and not generator:
        prints: list[ast.Call] = []
        if not any(r.value is not None for r in returns):
            prints = _calls_of(every, "print")
            kind = "printed_not_returned" if prints else "returns_nothing"
            yield _note(kind, prints[0] if prints else function, name)
        if not prints:  # else what it prints is what it was to return, and a use
            yield from _unused(name, function, every, declared)
    compared = _hard_coded(function, every)
    if compared:
        yield _note("hard_coded", compared[0], name, str(len(compared)))


def _without_docstring(function: _Function) -> list[ast.stmt]:
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return function.body[1:] if documented else function.body


def _is_untouched(body: list[ast.stmt]) -> bool:
    if len(body) != 1:
        return not body
    only = body[0]
    if isinstance(only, ast.Raise) and only.exc is not None:
        raised = only.exc.func if isinstance(only.exc, ast.Call) else only.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    empty = isinstance(only, ast.Expr) and isinstance(only.value, ast.Constant)
    return isinstance(only, ast.Pass) or empty


def _children(node: ast.AST) -> list[ast.AST]:
    """As `ast.iter_child_nodes`, faster and without contexts, which say nothing."""
    found: list[ast.AST] = []
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            found += [v for v in value if isinstance(v, ast.AST)]
        elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context):
            found.append(value)
    return found


def _nodes(root: ast.AST) -> list[ast.AST]:
    """Give a node and all below it, from the outside in."""
    found = [root]
    for node in found:
        found += _children(node)
    return found


def _own_nodes(function: _Function) -> list[ast.AST]:
    """Every node of a function that is not of a function inside it."""
    found: list[ast.AST] = list(function.body)
    for node in found:
        if not isinstance(node, _SCOPES):
            found += _children(node)
    return found


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def _calls_of(nodes: list[ast.AST], name: str) -> list[ast.Call]:
    return [
        n
        for n in nodes
        if isinstance(n, ast.Call)
        and isinstance(n.func, ast.Name)
        and n.func.id == name
    ]


def _unused(
    name: str, function: _Function, every: list[ast.AST], declared: list[str]
) -> Iterator[Observation]:
    """Parameters that are never read; reading one to print it is no use of it."""
    printed = {id(n) for call in _calls_of(every, "print") for n in _nodes(call)}
    read = {
        n.id
        for n in every
        if isinstance(n, ast.Name)
        and isinstance(n.ctx, ast.Load)
        and id(n) not in printed
    }
    arguments = function.args
    if arguments.vararg or arguments.kwarg or "locals" in read:
        return
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    positional = [a for a in given if a.arg not in ("self", "cls")]
    for parameter, _ in zip(positional, declared, strict=False):
        if parameter.arg not in read:
            yield _note("unused_parameter", function, name, parameter.arg)


def _hard_coded(function: _Function, every: list[ast.AST]) -> list[ast.Compare]:
    """Two or more comparisons of an argument with a whole list of numbers."""
    parameters = {a.arg for a in (*function.args.args, *function.args.posonlyargs)}
    found = []
    for node in every:
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            sides = [node.left, *node.comparators]
            names = {n.id for s in sides for n in _nodes(s) if isinstance(n, ast.Name)}
            if names & parameters and any(_is_data(s) for s in sides):
                found.append(node)
    return found if len(found) >= 2 else []


def _is_data(node: ast.expr) -> bool:
    """Whether an expression is a list or tuple of two or more literals."""
    if isinstance(node, ast.Call) and node.args:
        return _is_data(node.args[0])
    if not isinstance(node, (ast.List, ast.Tuple)) or len(node.elts) < 2:
        return False
    return all(
        isinstance(e, ast.Constant)
        or (isinstance(e, ast.UnaryOp) and isinstance(e.operand, ast.Constant))
        or _is_data(e)
        for e in node.elts
    )


def _forbidden(tree: ast.Module, forbidden: list[str]) -> Iterator[Observation]:
    """Find uses of forbidden names, whatever they were imported or assigned as."""
    if not forbidden:
        return
    every = _nodes(tree)
    known = _aliases(every)
    for node in every:
        by_name = isinstance(node, (ast.Name, ast.Attribute)) and isinstance(
            node.ctx, ast.Load
        )
        if by_name or isinstance(node, ast.Call):
            full = _dotted(node, known)
            if full in forbidden:
                yield _note("forbidden", node, "", full)


def _aliases(every: list[ast.AST]) -> dict[str, str]:
    known: dict[str, str] = {}
    for node in every:
        if isinstance(node, ast.Import):
            for name in node.names:
                root = name.name.partition(".")[0]
                known[name.asname or root] = name.name if name.asname else root
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                known[name.asname or name.name] = f"{node.module}.{name.name}"
    for _ in range(3):  # an alias of an alias of an alias
        for node in every:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                full = _dotted(node.value, known)
                if full and "." in full:
                    known.setdefault(node.targets[0].id, full)
    return known


def _dotted(node: ast.AST, known: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return known.get(node.id, "")
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value, known)
        return f"{owner}.{node.attr}" if owner else ""
    if (
        isinstance(node, ast.Call)
        and len(node.args) >= 2
        and isinstance(node.func, ast.Name)
        and node.func.id == "getattr"
    ):
        # getattr(np, "dot") is np.dot
        owner, name = _dotted(node.args[0], known), node.args[1]
        if owner and isinstance(name, ast.Constant) and isinstance(name.value, str):
            return f"{owner}.{name.value}"
    return ""
