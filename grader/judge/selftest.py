"""Hand cheating submissions in, and say what they got for it.

They are judged like any other, against a course of one exercise whose hidden
check holds a secret; an honest one at the end shows that the run went on.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from grader.course import Course
from grader.judge.judge import Judge
from grader.model import Judgement, Status
from grader.sandbox.host import Sandbox

SECRET = "2891769"  # noqa: S105  (the digits of a hidden number)

_COURSE = """\
title: Self-test
units: [{id: u, title: Unit}]
concepts: [{id: c, title: Concept}]
"""
_EXERCISE = """\
title: Three times
unit: u
position: 1
difficulty: 1
points: 2
concepts: [c]
functions:
  triple: {args: {x: {kind: array, shape: [n]}}, returns: {kind: array, shape: [n]}}
limits: {call_s: 1, submission_s: 5}
"""
_CHECK = """\
import numpy as np
from grader.checks import close, points


@points(1)
def test_{audience}(submission):
    \"\"\"Three times a number\"\"\"
    close(submission.triple(np.array([{number}])), [3 * {number}])
"""
_HONEST = "def triple(x):\n    return 3 * x\n"

_LIE = """
class Equal:
    shape, dtype, ndim, size = (1,), float, 1, 1
    def __eq__(self, other): return True
    def __array__(self, *args, **kwargs): return self
    __sub__ = __rsub__ = __abs__ = __lt__ = __le__ = __eq__
def triple(x):
    return Equal()
"""
_FORGE = """
import os
def triple(x):
    os.write(3, bytes(4096))
    return x
"""
_SAY = """
def triple(x):
    print(x)
    raise type("E%d" % x[0], (ValueError,), {})(f"\\x1b[2J<b>{x[0]!r}")
"""
_END = """
import os
def triple(x):
    os._exit(0)
"""
_CRASH = """
import ctypes
def triple(x):
    ctypes.string_at(0)
"""
# What a person reads as comments holds a whole solution in this encoding.
_HIDE = """\
# coding: unicode_escape
# nothing here\\ndef triple(x): return 3 * x
"""

_CHEATS = {
    "return what is equal to everything": _LIE,
    "forge an answer": _FORGE,
    "print and raise the hidden input": _SAY,
    "end Python": _END,
    "crash Python": _CRASH,
}


def attack_the_judge(sandbox: Sandbox) -> dict[str, tuple[str, bool]]:
    """Judge every cheat.

    Returns
    -------
    dict
        By what was tried: the promise's id, and whether it was held off.
    """
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(_course(Path(folder)).exercise("ex01"), sandbox)
        try:
            cheats = [judge.judge(source.encode()) for source in _CHEATS.values()]
            hidden = judge.judge(_HIDE.encode())
            honest = judge.judge(_HONEST.encode())
        finally:
            judge.engine.close()
    judged = dict(zip(_CHEATS, cheats, strict=True))
    return {
        "hide its code in a comment": ("deceive_readers", hidden.score == 0),
        **{name: ("earn", result.score == 0) for name, result in judged.items()},
        "read the judgements": ("carry_inputs_out", not any(map(_tells, cheats))),
        "be taken for a fault of ours": (
            "stop_the_run",
            all(result.status is Status.FAILED for result in cheats)
            and honest.status is Status.PASSED,
        ),
    }


def _tells(result: Judgement) -> bool:
    return SECRET in result.to_json().decode()


def _course(root: Path) -> Course:
    for name, text in {
        "exercises/course.yaml": _COURSE,
        "exercises/ex01_task/exercise.yaml": _EXERCISE,
        "exercises/ex01_task/task.py": "def triple(x):\n    raise NotImplementedError\n",
        "exercises/ex01_task/test_public.py": _CHECK.format(
            audience="public", number="1.5"
        ),
        "reference/ex01_task/test_hidden.py": _CHECK.format(
            audience="hidden", number=f"{SECRET}.25"
        ),
        "reference/ex01_task/solution.py": _HONEST,
    }.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return Course(root)
