"""Classes out of thin air: many different submissions to one exercise, with their verdicts.

Right and wrong ones are an exercise's known right and wrong files with other names,
comments and blank lines, so that no two are the same file; hostile ones are told by
`Made.kind`.  The same seed gives the same class.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from grader.model import Exercise

WORDS = """
alpha amount answer apple array balance batch beta bias block bound bucket buffer cell
centre chunk column core corner count cursor delta depth digit distance draft edge energy
entry epsilon factor field figure final flow fraction frame gain gamma garden grid guess
heat height helper index inner item kappa kernel label lambda_ layer leaf level limit link
list_ local lower margin mass matrix middle mixture moment money motion mu node number
offset omega order outer output pack page pair part peak phase piece pivot plane point
power prior queue range_ rank ratio raw record region relative remainder rest result rho
row sample scale score section series shade shape_ shift_ side sigma signal size_ slice_
slope slot source span speed spread stack stage state step store stretch subtotal surface
table tail target tau temp term theta token top total trace track tree triple unit upper
value_ vector view volume weight_ width window word work zeta zone
""".split()

COMMENTS = (
    """
TODO ask about this|seems to work|see the lecture|as in the book|I hope this is right
not sure why|careful here|this took me two hours|first try was wrong|in place of a loop
""".strip()
    .replace("\n", "|")
    .split("|")
)

HANGING = {
    "endless when loaded": "while True:\n    pass\n",
    "endless when called": "def {f}(*args, **kwargs):\n    while True:\n        pass\n",
    "sleeps": "import time\n\n\ndef {f}(*args, **kwargs):\n    time.sleep(3600)\n",
}
"""Each costs one call's deadline."""

HOSTILE = {
    "forks": "import os\n\nwhile True:\n    os.fork()\n",
    "ends Python": "import os\n\n\ndef {f}(*args, **kwargs):\n    os._exit(0)\n",
    "ends Python when loaded": "import os\n\nos._exit(0)\n",
    "floods": "while True:\n    print('x' * 100_000)\n",
    "eats memory": "def {f}(*args, **kwargs):\n    return [bytes(1 << 20) for _ in range(1 << 20)]\n",
    "recurses": "def {f}(*args, **kwargs):\n    return {f}(*args, **kwargs)\n",
    "leaves": "import sys\n\nsys.exit(0)\n",
    "nests": "x = " + "(" * 5000 + ")" * 5000 + "\n",
    "kills": "import os\n\nos.kill(os.getppid(), 9)\nos.kill(-1, 9)\n",
    "is nothing": "\0\xff\n",
}


class Made(NamedTuple):
    """A submission and what is to become of it."""

    student: str
    source: bytes
    passes: bool
    kind: str
    """"right", "wrong" or what a hostile one does."""

    @property
    def hangs(self) -> bool:
        """Whether only a deadline ends it."""
        return self.kind in HANGING


def made(
    exercise: Exercise, count: int, seed: int = 0, hostile: float = 0.01
) -> Iterator[Made]:
    """Make a class: half of it right, half wrong, some of the wrong ones hostile.

    Parameters
    ----------
    hostile : float
        Their share; every other one of them hangs.
    """
    rng = random.Random(f"{seed} {exercise.id}")
    solution = [exercise.solution] if exercise.solution is not None else []
    right = [f.read_text("utf-8") for f in (*solution, *exercise.submissions("right"))]
    wrong = [f.read_text("utf-8") for f in exercise.submissions("wrong")]
    function = next(iter(exercise.spec.functions))
    harmful = _spread(round(count * hostile), count, rng)
    attacks = [
        (k, t)
        for pair in zip(_cycle(HANGING), _cycle(HOSTILE), strict=True)
        for k, t in pair
    ]
    for i in range(count):
        student = f"student{i:05}"
        if i in harmful:
            kind, text = attacks[harmful[i] % len(attacks)]
            text = text.replace("{f}", function) + f"# {rng.getrandbits(64)}\n"
            yield Made(student, text.encode("latin-1"), False, kind)
            continue
        passes = i % 2 == 0
        text = rng.choice(right if passes else wrong)
        source = restyled(text, rng).encode()
        yield Made(student, source, passes, "right" if passes else "wrong")


def _cycle(kinds: dict[str, str]) -> list[tuple[str, str]]:
    return list(kinds.items()) * (30 // len(kinds))


def _spread(number: int, count: int, rng: random.Random) -> dict[int, int]:
    """Places among `count`, each with its number."""
    return {place: n for n, place in enumerate(rng.sample(range(count), number))}


def hand_in(root: Path, exercise: Exercise, some: Iterator[Made]) -> dict[str, Made]:
    """Write ``<student>/exNN_name/name.py`` for each; give them by student."""
    kept = {}
    for one in some:
        file = root / one.student / exercise.slug / exercise.stub.name
        file.parent.mkdir(parents=True)
        file.write_bytes(one.source)
        kept[one.student] = one._replace(source=b"")
    return kept


def restyled(text: str, rng: random.Random) -> str:
    """Write a program as somebody else might have: the same, with other words."""
    tree = ast.parse(text)
    names = sorted(_local_names(tree))
    words = rng.sample(WORDS, len(names)) if len(names) <= len(WORDS) else names
    used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    renamed = {a: b for a, b in zip(names, words, strict=True) if b not in used}
    _Renamer(renamed).visit(tree)
    lines = ast.unparse(tree).splitlines()
    out = [f"# {rng.choice(COMMENTS)} ({rng.getrandbits(48):x})"]
    for line in lines:
        if line.startswith(("def ", "class ")):
            out += [""] * rng.randrange(3)
        plain = not line.rstrip().endswith(("\\", '"""', "'''"))
        out.append(
            line + f"  # {rng.choice(COMMENTS)}" * (plain and rng.random() < 0.1)
        )
    return "\n".join(out) + "\n" * rng.randrange(1, 4)


def _local_names(tree: ast.AST) -> set[str]:
    """Names that only functions give values to, and that nothing else means."""
    stored, other = set(), set(dir(builtins)) | set(keyword.kwlist)
    functions = (ast.FunctionDef, ast.Lambda)
    for node in ast.walk(tree):
        if isinstance(node, (ast.ClassDef, ast.Module)):
            other |= {n.id for s in node.body for n in _assigned(s)}
        if isinstance(node, functions):
            other |= {a.arg for a in ast.walk(node.args) if isinstance(a, ast.arg)}
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            other.add(node.name)
        if isinstance(node, ast.alias):
            other.add((node.asname or node.name).partition(".")[0])
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            other |= set(node.names)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            stored.add(node.id)
    return stored - other


def _assigned(statement: ast.stmt) -> list[ast.Name]:
    targets: list[ast.AST] = []
    if isinstance(statement, ast.Assign):
        targets = list(statement.targets)
    elif isinstance(statement, (ast.AnnAssign, ast.AugAssign)):
        targets = [statement.target]
    return [n for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]


class _Renamer(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node
