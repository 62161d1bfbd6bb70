"""Nothing that a hidden check sends to a submission comes out again.

For every exercise a submission that prints, raises and returns what it is given
is run on every hidden check, and everything that a learner would see is
searched for what was sent.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from grader.cli.feedback import print_judgement
from grader.cli.main import App
from grader.cli.out import Out
from grader.course import Course
from grader.frameworks import missing, needs
from grader.judge import Judge
from grader.judge.feedback import compose
from grader.model import Exercise, Judgement, Protection, Status
from grader.sandbox.host import Sandbox
from tests.full import some

ROOT = Path(__file__).parent.parent
COURSE = Course.find(ROOT)

BODIES = {
    "prints": "print(args, kwargs); sys.stderr.write(repr(args)); return None",
    "returns": "return args[0] if args else None",
    "returns_everything": "return [args, kwargs]",
    "raises": "raise ValueError(repr((args, kwargs)))",
    "raises_a_class_of_that_name": "raise type(repr(args), (Exception,), {})(repr(args))",
    "returns_an_object_of_that_name": "return type(repr(args), (), {})()",
    "returns_a_dict_of_that_key": "return {repr(args): 1.0}",
    "exits_with_it": "sys.exit(repr(args))",
}


def telltale(exercise: Exercise, body: str) -> bytes:
    """A submission whose every function does `body`."""
    parts = ["import sys"]
    for name in exercise.spec.functions:
        parts.append(f"def {name}(*args, **kwargs):\n    {body}")
    for name, declared in exercise.spec.classes.items():
        parts.append(f"class {name}:\n    def __init__(self, *args, **kwargs):")
        parts += [f"        self.{a} = 0.0" for a in declared.attributes] or [
            "        pass"
        ]
        for method in declared.methods:
            parts.append(f"    def {method}(self, *args, **kwargs):\n        {body}")
    return "\n".join(parts).encode()


def floats_in(value: Any) -> Iterator[float]:
    """Every float that a call was given."""
    if isinstance(value, np.ndarray):
        yield from (float(v) for v in value.ravel() if value.dtype.kind == "f")
    elif isinstance(value, (float, np.floating)):
        yield float(value)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from floats_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from floats_in(item)


def long_floats(value: Any) -> set[str]:
    """Those that need five or more significant digits, as five digits."""
    shown = set()
    for number in floats_in(value):
        digits = f"{abs(number):.5g}".replace(".", "").strip("0")
        if np.isfinite(number) and len(digits.partition("e")[0]) >= 5:
            shown.add(f"{abs(number):.5g}".rpartition(".")[2][:4])
    return shown


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(COURSE.file.imports) as shared:
        yield shared


# Two an exercise, so that each is tried on some; all with LEARN_FULL=1.
TOLD = [
    (exercise, body)
    for n, exercise in enumerate(COURSE.exercises())
    for body in some(BODIES, 4, begin=n % 4)
]


@pytest.mark.parametrize(
    ("exercise", "body"), TOLD, ids=[f"{e.id}-{body}" for e, body in TOLD]
)
def test_no_hidden_input_comes_out(exercise, body, sandbox):
    if missing(exercise.spec):
        pytest.skip(f"it {needs(missing(exercise.spec))}")
    judge = Judge(exercise, sandbox)
    source = telltale(exercise, BODIES[body])

    # Without anchors, so that every hidden check does call the submission.
    outcome = judge.run(source, anchors=False)
    hidden = [r for r in outcome.results if r.check.audience == "hidden"]
    shown = everything_shown(exercise, hidden, source)

    assert hidden
    sent = [(r.call.args, r.call.kwargs) for r in hidden if r.call is not None]
    assert sent
    for number in set().union(*(long_floats(call) for call in sent)):
        assert number not in re.findall(r"\d{4,}", shown)
    assert not re.search(r"\[[^\[\]]*,[^\[\]]*,[^\[\]]*\]", without_keys(shown))
    for line in source_lines(exercise):
        assert line not in shown


def everything_shown(exercise: Exercise, hidden: list[Any], source: bytes) -> str:
    """The JSON and both terminal forms of a judgement of these results."""
    lines = source.decode().splitlines()
    checks = tuple(compose(r, exercise, lines, (), {}) for r in hidden)
    judgement = Judgement(
        exercise=exercise.id, name=exercise.name, title=exercise.spec.title,
        file=exercise.stub.name, submission_sha256="0" * 64, exercise_sha256="0" * 64,
        seed=0, status=Status.FAILED, score=0.0, max_score=1.0,
        protection=Protection("full"), checks=checks, misconceptions=(),
        observations=(), duration_ms=0.0, version="0", hidden_checks=True,
    )  # fmt: skip
    texts = []
    for linear in (True, False):
        with contextlib.redirect_stdout(io.StringIO()) as written:
            app = App(Out("never", linear), ROOT, verbosity=2)
            print_judgement(app, judgement, exercise, exercise.stub)
        texts.append(written.getvalue())
    clean = [msgspec.structs.replace(c, duration_ms=0.0, needs=()) for c in checks]
    texts += [repr(msgspec.to_builtins(c)) for c in clean]
    # A learner's own line may be quoted: it was written before any input came.
    return "\n".join(texts).replace(BODIES_TEXT, "")


BODIES_TEXT = "\n".join(BODIES.values())


def without_keys(text: str) -> str:
    """Drop what the exercise itself says: claims may well hold a list."""
    for exercise in COURSE.exercises():
        from grader.judge.engine import Engine

        for check in Engine(exercise).checks if exercise.id in text else ():
            text = text.replace(check.claim, "")
        text = text.replace(exercise.spec.title, "")
    return text


def source_lines(exercise: Exercise) -> list[str]:
    """Lines of the hidden grader that are code of its own."""
    assert exercise.hidden_checks is not None
    text = exercise.hidden_checks.read_text("utf-8")
    code = "".join(text.split('"""')[::2])
    return [row.strip() for row in code.splitlines() if len(row.strip()) > 30]
