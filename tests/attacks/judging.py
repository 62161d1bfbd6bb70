"""The course that the attacks are made against, and what an attack says of itself.

Its hidden checks hold secrets: inputs, expected values, and files on disk.
"""

from __future__ import annotations

import ast
import re
import runpy
from pathlib import Path
from typing import NamedTuple

from grader.course import Course
from grader.model import Judgement, Limits, Status, Verdict

# The digits of a hidden input and of the value that is expected for it.
SECRETS = ("2891769", "8675310")
# What an attack raises where the forbidden thing was done and earns nothing: an
# exception's type is shown of hidden checks too.
GOT_THROUGH = "BufferError"
DOES_IT = "it does what it tries"

# For what must not fail because the machine is busy.
PATIENT = Limits(call_s=5, submission_s=60, memory_mib=256)

COURSE = """\
title: Secrets
units: [{id: u, title: Unit}]
concepts: [{id: c, title: Concept}]
"""
EXERCISE = """\
title: Three times and one more
unit: u
position: 1
difficulty: 1
points: 10
concepts: [c]
functions:
  scale:
    args: {x: {kind: array, shape: [n]}}
    returns: {kind: array, shape: [n], dtype: float}
  total:
    args: {x: {kind: array, shape: [n]}}
    returns: number
  walk:
    args: {step: {kind: callable, args: [number]}, start: number}
    returns: number
  label:
    args: {x: number}
    returns: {kind: dict, keys: {result: string}, values: string}
classes:
  Scaler:
    attributes: {seen: integer}
    methods:
      scale: {args: {x: {kind: array, shape: [n]}}, returns: {kind: array, shape: [n]}}
limits: {call_s: 0.3, submission_s: 4, memory_mib: 256}
"""
PUBLIC = '''\
import numpy as np
from grader.checks import close, points


@points(1)
def test_one_small_case(submission):
    """Three times each number, and one more"""
    close(submission.scale(np.array([1.0, 2.0])), [4.0, 7.0])
'''
HIDDEN = '''\
import numpy as np
import pytest
from grader.checks import close, equal, holds, needs, points, unchanged

SECRET, EXPECTED = 2891769.75, 8675310.25


@points(2)
def test_the_secret_is_scaled(submission, rng):
    """Three times a hidden number, and one more"""
    x = np.array([SECRET, rng.normal()])
    close(submission.scale(x), [EXPECTED, 3 * x[1] + 1])
    unchanged(submission)


@points(1)
@needs("the_secret_is_scaled")
def test_nothing_is_refused(submission):
    """No number at all is a ValueError"""
    with pytest.raises(ValueError):
        submission.scale(np.array([]))


@points(2)
def test_the_total(submission):
    """All results added up"""
    close(submission.total(np.array([SECRET, 0.0])), EXPECTED + 1)


@points(1)
def test_a_walk(submission):
    """The function is called until its result no longer grows"""
    path = {0.0: SECRET, SECRET: EXPECTED, EXPECTED: EXPECTED}
    calls = []

    def step(x):
        calls.append(x)
        return path[x]

    close(submission.walk(step, 0.0), EXPECTED)
    holds(calls == list(path), "the function was called too rarely or too often")


@points(1)
def test_the_label(submission):
    """The result is written out"""
    equal(submission.label(SECRET)["result"], str(EXPECTED))


@points(2)
def test_an_object_scales(submission):
    """An object does the same and counts"""
    scaler = submission.Scaler()
    close(scaler.scale(np.array([SECRET])), [EXPECTED])
    equal(scaler.seen, 1)
'''
SOLUTION = """\
import numpy as np

EXPECTED = 8675310.25


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return 3 * np.asarray(x, dtype=float) + 1


def total(x):
    return float(scale(x).sum())


def walk(step, start):
    here = start
    while (there := step(here)) > here:
        here = there
    return here


def label(x):
    return {"result": str(3 * x + 1)}


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
"""
STUB = "def scale(x):\n    raise NotImplementedError\n"


class Attack(NamedTuple):
    """What a file in a folder of `attacks/` says about itself.

    The first line of its docstring is the promise that it tries to break; a line
    ``Earns: N`` says what it honestly earns beside.  The file itself is submitted, or
    the bytes that it calls SUBMITTED where that is no Python.
    """

    name: str
    area: str
    promise: str
    earns: float
    source: bytes

    @staticmethod
    def read(file: Path) -> Attack:
        source = file.read_bytes()
        doc = ast.get_docstring(ast.parse(source))
        assert doc, f"{file.name} does not say what it cannot do"
        promise, _, rest = doc.partition("\n")
        earns = rest.partition("Earns: ")[2].partition("\n")[0]
        if b"\nSUBMITTED" in source:
            source = runpy.run_path(str(file))["SUBMITTED"]
        return Attack(file.stem, file.parent.name, promise, float(earns or 0), source)

    def aimed(self, course: Path) -> bytes:
        """Its source, told where the secrets lie, as a learner could guess it."""
        return self.source.replace(b"@COURSE@", str(course).encode())


ATTACKS = [Attack.read(file) for file in sorted(Path(__file__).parent.glob("*/*.py"))]


def breaches(attack: Attack, result: Judgement, after: Judgement) -> list[str]:
    """Say what an attack has broken; `after` is what the right solution got next."""
    text = result.to_json().decode()
    hidden = [c for c in result.checks if c.audience == "hidden"]
    told = " ".join(f"{c.message} {c.where} {c.pattern} {c.code}" for c in hidden)
    digits = re.sub(r"\D", "", told)
    said = {
        "it gains points": result.score > attack.earns,
        "checks went missing": result.max_score != 10 or len(hidden) != 6,
        "it is taken for a fault of ours": result.status is not Status.FAILED
        or Verdict.BROKEN in {c.verdict for c in result.checks},
        "it carries a hidden value out": any(secret in text for secret in SECRETS),
        DOES_IT: GOT_THROUGH in text,
        "a hidden check shows values": any(
            c.input or c.yours or c.expected or c.printed for c in hidden
        ),
        "it spells a hidden value out in lengths or lines": any(
            secret[:6] in digits or secret[1:] in digits for secret in SECRETS
        ),
        "it spells a hidden value out in times": result.duration_ms % 10
        or any(c.duration_ms % 100 for c in hidden),
        "it harms the next submission": after.score != 10
        or after.status is not Status.PASSED,
    }
    return [sentence for sentence, true in said.items() if true]


def write_course(root: Path) -> Course:
    """Write the course with the secrets into a folder."""
    files = {
        "exercises/course.yaml": COURSE,
        "exercises/ex01_task/exercise.yaml": EXERCISE,
        "exercises/ex01_task/task.py": STUB,
        "exercises/ex01_task/test_public.py": PUBLIC,
        "reference/ex01_task/test_hidden.py": HIDDEN,
        "reference/ex01_task/solution.py": SOLUTION,
    }
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return Course(root)
