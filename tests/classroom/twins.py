"""Solutions to one small task, each written without a look at the others."""

from __future__ import annotations

from collections.abc import Mapping

from grader.classroom.model import Student, Submitted

LOOP = """\
import numpy as np


def double(x):
    if len(x) == 0:
        raise ValueError("nothing to double")
    answer = np.zeros(len(x))
    for place in range(len(x)):
        answer[place] = x[place] + x[place]
    return answer
"""
SHORT = """\
import numpy as np


def double(x):
    values = np.asarray(x, dtype=float)
    if values.size == 0:
        raise ValueError("empty")
    return values * 2
"""
HELPERS = """\
from numpy import array


def _checked(entries):
    entries = list(entries)
    if not entries:
        raise ValueError("give me at least one entry")
    return entries


def _twice(entry):
    return entry + entry


def double(x):
    return array([_twice(entry) for entry in _checked(x)])
"""
RECURSIVE = """\
import numpy as np


def double(x):
    x = np.array(x)
    if x.ndim != 1 or x.shape[0] < 1:
        raise ValueError(f"shape {x.shape} is not (n,)")
    if x.shape[0] == 1:
        return x << 1 if x.dtype.kind == "i" else x / 0.5
    half = x.shape[0] // 2
    return np.concatenate([double(x[:half]), double(x[half:])])
"""
CLASSES = """\
import numpy as np


class Doubler:
    factor = 2

    def __init__(self, wanted):
        self.wanted = wanted

    def run(self):
        total = np.multiply(self.factor, self.wanted)
        while total.size < 1:
            raise ValueError("no entries to work on")
        return total


def double(x):
    worker = Doubler(np.atleast_1d(x))
    return worker.run()
"""
MATRIX = """\
import numpy as np


def double(x):
    try:
        first = x[0]
    except IndexError as error:
        raise ValueError("x has no first entry") from error
    del first
    return np.diag(np.full(len(x), 2)) @ np.asarray(x)
"""
INDEPENDENT = {
    "Loop": LOOP, "Short": SHORT, "Helpers": HELPERS, "Recursive": RECURSIVE,
    "Classes": CLASSES, "Matrix": MATRIX,
}  # fmt: skip


def handed(
    texts: Mapping[str, str | bytes], exercise: str = "ex01", year: str = "now"
) -> list[Submitted]:
    """Let each student hand in one text."""
    return [
        Submitted(
            student=Student(who, who),
            exercise=exercise,
            content=text.encode() if isinstance(text, str) else text,
            origin=f"{year}/{who}/double.py",
        )
        for who, text in texts.items()
    ]
