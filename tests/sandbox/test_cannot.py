"""What a submission cannot do: one file of `attacks/` for each promise.

Every attack is judged like any submission, on a course whose hidden checks
hold secrets: inputs, expected values, and files on disk.  `pytest -s` prints
the table of attacks, scores and verdicts.
"""

from __future__ import annotations

import ast
import collections
import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from grader.course import Course
from grader.judge import Judge
from grader.model import Judgement, Limits, Status, Verdict

# The digits of a hidden input and of the value that is expected for it.
SECRETS = ("2891769", "8675310")

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
    """What a file in `attacks/` says about itself."""

    name: str
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
        return Attack(file.stem, promise, float(earns or 0), source)


FOLDER = Path(__file__).with_name("attacks")
ATTACKS = [Attack.read(file) for file in sorted(FOLDER.glob("*.py"))]


@pytest.fixture(scope="session")
def course(tmp_path_factory) -> Course:
    root = tmp_path_factory.mktemp("secrets")
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


@pytest.fixture(scope="session")
def judge(course, sandbox) -> Iterator[Judge]:
    made = Judge(course.exercise("ex01"), sandbox)
    yield made
    made.engine.close()


@pytest.fixture(scope="session")
def judged(judge, course):
    """Judge an attack, once, and the right solution after it."""
    # Where the secrets lie, as a learner could guess it.
    folder = str(course.root).encode()

    @functools.cache
    def judged(attack: Attack) -> tuple[Judgement, Judgement]:
        first = judge.judge(attack.source.replace(b"@COURSE@", folder))
        return first, judge.judge(SOLUTION.encode())

    return judged


def render_table(rows: list[tuple[Attack, Judgement]]) -> str:
    lines = [f"{'attack':<36}{'score':>6} {'honest':>6}  verdicts"]
    for attack, result in rows:
        counts = collections.Counter(c.verdict.value for c in result.checks)
        verdicts = ", ".join(f"{n} {v}" for v, n in counts.most_common())
        lines.append(
            f"{attack.name:<36}{result.score:>6g} {attack.earns:>6g}  {verdicts}"
        )
    return "\n".join(lines)


EVERY = pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name)


@EVERY
def test_no_attack_gains_a_point(attack, judged):
    result, _ = judged(attack)

    assert result.score <= attack.earns, render_table([(attack, result)])
    assert result.max_score == 10


@EVERY
def test_no_attack_is_mistaken_for_a_fault_of_ours(attack, judged):
    result, _ = judged(attack)

    assert result.status is Status.FAILED
    assert Verdict.BROKEN not in {c.verdict for c in result.checks}


@EVERY
def test_no_attack_carries_a_hidden_value_out(attack, judged):
    result, _ = judged(attack)
    text = result.to_json().decode()

    for secret in SECRETS:
        assert secret not in text
    hidden = [c for c in result.checks if c.audience == "hidden"]
    assert len(hidden) == 6
    assert not any(c.input or c.yours or c.expected or c.printed for c in hidden)


@EVERY
def test_the_next_submission_is_judged_as_if_nothing_had_happened(attack, judged):
    _, after = judged(attack)

    assert after.score == 10, json.loads(after.to_json())
    assert after.status is Status.PASSED


def test_the_table_of_attacks(judged):
    rows = [(attack, judged(attack)[0]) for attack in ATTACKS]

    print(f"\n{render_table(rows)}")

    assert len(rows) >= 40
    assert sum(result.score for _, result in rows) == sum(a.earns for a, _ in rows)


def test_the_untouched_stub_earns_nothing_either(judge):
    assert judge.judge(STUB.encode()).score == 0


def test_an_attack_cannot_make_the_run_longer_than_its_limits(judge):
    hangs = b"while True: pass\n"

    result = judge.judge(hangs, limits=Limits(call_s=0.2, submission_s=1))

    verdicts = [c.verdict for c in result.checks]
    assert verdicts == [Verdict.TIMED_OUT] + [Verdict.SKIPPED] * 6
