"""Copies as a learner disguises them, made from a source by its syntax tree."""

from __future__ import annotations

import ast
import builtins
import copy
import random
from collections.abc import Callable

_WORDS = (
    "alpha result values tmp vec item total part unit data entry signal level flow mass "
    "slot grid pack node mark tone page root link peak step_ gate beam core"
).split()


def renamed(source: str, rng: random.Random, fixed: frozenset[str]) -> str:
    """Every name that the file binds gets another one, those in `fixed` aside."""
    tree = ast.parse(source)
    names = _bound(tree) - fixed - set(dir(builtins))
    words = [f"{w}{n}" for n in ("", "_a", "2", "_new") for w in _WORDS]
    rng.shuffle(words)
    new = {name: f"{words.pop()}" for name in sorted(names)}
    return ast.unparse(_Renamer(new).visit(tree)) + "\n"


def reordered(source: str, rng: random.Random, fixed: frozenset[str]) -> str:
    """Functions and methods stand in another order; neighbours that commute swap."""
    tree = ast.parse(source)
    defs = [n for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    rest = [n for n in tree.body if n not in defs]
    if not any(n.decorator_list for n in defs):
        rng.shuffle(defs)
        head = [n for n in rest if isinstance(n, (ast.Import, ast.ImportFrom))]
        tail = [n for n in rest if n not in head]
        plain = [n for n in tail if not _reads(n) & {d.name for d in defs}]
        tree.body = head + plain + defs + [n for n in tail if n not in plain]
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.For, ast.If, ast.While)):
            _swap(node.body)
        if isinstance(node, ast.ClassDef):
            _swap(node.body)
    return ast.unparse(tree) + "\n"


def reformatted(source: str, rng: random.Random, fixed: frozenset[str]) -> str:
    """White space, quotes, brackets, annotations and line breaks change, words do not."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for arg in node.args.args:
                arg.annotation = rng.choice([None, ast.Name("object")])
    rows = []
    for row in ast.unparse(tree).splitlines():
        indent = len(row) - len(row.lstrip())
        text = row.strip()
        if '"' not in text and "'" not in text:
            text = text.replace(", ", ",").replace(" = ", "=").replace(" * ", "*")
            if text.startswith("return ") and rng.random() < 0.5:
                text = f"return ( {text[7:]} )"
        rows.append(" " * (indent // 4 * 2) + text)
        if rng.random() < 0.2:
            rows.append("")
    return "\n".join(rows) + "\n"


def recommented(source: str, rng: random.Random, fixed: frozenset[str]) -> str:
    """Comments and docstrings become other ones."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
            if ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
            if rng.random() < 0.7:
                text = " ".join(rng.choices(_WORDS, k=9))
                node.body.insert(0, ast.Expr(ast.Constant(text)))
    rows = []
    for row in ast.unparse(tree).splitlines():
        if rng.random() < 0.3:
            indent = row[: len(row) - len(row.lstrip())]
            rows.append(f"{indent}# {' '.join(rng.choices(_WORDS, k=5))}")
        rows.append(row)
    return "\n".join(rows) + "\n"


def split(source: str, rng: random.Random, fixed: frozenset[str]) -> str:
    """One or two expressions of each function move to functions of their own."""
    tree = ast.parse(source)
    made: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            made += _extracted(node, rng, len(made))
    places = [i for i, n in enumerate(tree.body) if isinstance(n, ast.FunctionDef)]
    at = places[0] if places else len(tree.body)
    tree.body[at:at] = made
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def padded(source: str, rng: random.Random, fixed: frozenset[str]) -> str:
    """Statements that do nothing stand between the others."""
    tree = ast.parse(source)
    idle = ["unused = 0", "print('here')", "unused = [1, 2, 3]", "assert True",
            "done = False", "unused = len('some text')"]  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for _ in range(1 + len(node.body) // 4):
                at = rng.randint(0, len(node.body) - 1)
                if not isinstance(node.body[at], ast.Nonlocal | ast.Global):
                    node.body.insert(at, ast.parse(rng.choice(idle)).body[0])
    return ast.unparse(tree) + "\n"


_ALSO = (
    (
        "def show(history):\n    for epoch, loss in enumerate(history):\n"
        "        if epoch % 10 == 0:\n            print('epoch', epoch, 'loss', loss)\n"
        "    best = min(history)\n    return history.index(best), best\n"
    ),
    (
        "def read(path):\n    rows = []\n    with open(path) as file:\n"
        "        for line in file:\n            parts = line.strip().split(',')\n"
        "            if parts and parts[0] != '#':\n"
        "                rows.append([float(part) for part in parts])\n    return rows\n"
    ),
    (
        "def ask(question, allowed):\n    answer = ''\n    while answer not in allowed:\n"
        "        answer = input(question + '? ').lower()\n    return allowed.index(answer)\n"
    ),
)


def appended(source: str, rng: random.Random, fixed: frozenset[str]) -> str:
    """Functions that belong to something else stand behind a copy without changes."""
    return "\n\n".join([source, *rng.sample(_ALSO, 2)])


def mixed(source: str, rng: random.Random, fixed: frozenset[str]) -> str:
    """All of them but padding, one after the other."""
    for change in (split, reordered, renamed, reformatted, recommented):
        source = change(source, rng, fixed)
    return source


PLANTS: dict[str, Callable[[str, random.Random, frozenset[str]], str]] = {
    "comments": recommented,
    "reformatted": reformatted,
    "renamed": renamed,
    "reordered": reordered,
    "helpers": split,
    "padded": padded,
    "appended": appended,
    "mixed": mixed,
}


class _Renamer(ast.NodeTransformer):
    """Give names another form, wherever they stand; attributes where they are bound."""

    def __init__(self, new: dict[str, str]) -> None:
        self.new = new

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.new.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg = self.new.get(node.arg, node.arg)
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.new.get(node.name, node.name)
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.name = self.new.get(node.name, node.name)
        return self.generic_visit(node)


def _bound(tree: ast.AST) -> set[str]:
    """Names that can be renamed without a look at attributes and keywords."""
    names, kept = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            kept |= {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
            kept |= {
                n.id
                for part in node.body
                if isinstance(part, ast.Assign | ast.AnnAssign)
                for n in ast.walk(part)
                if isinstance(n, ast.Name)
            }
        elif isinstance(node, ast.keyword) and node.arg:
            kept.add(node.arg)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            kept |= set(node.names)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            kept.add(node.name)
    return names - kept


def _swap(body: list[ast.stmt]) -> None:
    i = 0
    while i + 1 < len(body):
        one, two = body[i], body[i + 1]
        simple = isinstance(one, ast.Assign) and isinstance(two, ast.Assign)
        if simple and not (
            _stores(one) & (_reads(two) | _stores(two)) or _stores(two) & _reads(one)
        ):
            body[i], body[i + 1] = two, one
            i += 1
        i += 1


def _stores(node: ast.AST) -> set[str]:
    """Every name at the root of what is assigned to."""
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Assign):
            for target in part.targets:
                found |= {n.id for n in ast.walk(target) if isinstance(n, ast.Name)}
    return found


def _reads(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _extracted(
    function: ast.FunctionDef, rng: random.Random, count: int
) -> list[ast.stmt]:
    places = [
        (body, i)
        for node in ast.walk(function)
        for body in [getattr(node, "body", None)]
        if isinstance(body, list)
        for i, s in enumerate(body)
        if isinstance(s, ast.Assign | ast.Return)
        and isinstance(s.value, ast.BinOp | ast.Call)
        and not _local_functions(function) & _reads(s.value)
        and not any(isinstance(n, ast.Lambda | ast.GeneratorExp | ast.ListComp
                               | ast.NamedExpr | ast.Yield) for n in ast.walk(s.value))
    ]  # fmt: skip
    rng.shuffle(places)
    local = {n.arg for n in ast.walk(function) if isinstance(n, ast.arg)} | {
        n.id for n in ast.walk(function)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }  # fmt: skip
    made: list[ast.stmt] = []
    for n, (body, i) in enumerate(places[: 1 + len(places) // 3]):
        statement = body[i]
        name = f"_part{count + n}"
        given = sorted(_reads(statement.value) & local)
        made.append(ast.parse(f"def {name}({', '.join(given)}):\n    return 0").body[0])
        made[-1].body[0].value = copy.deepcopy(statement.value)  # type: ignore[attr-defined]
        call = ast.Call(ast.Name(name), [ast.Name(g) for g in given], [])
        statement.value = call
    return made


def _local_functions(function: ast.FunctionDef) -> set[str]:
    return {
        n.name
        for n in ast.walk(function)
        if isinstance(n, ast.FunctionDef) and n is not function
    }
