"""Catches what it prints itself."""

import contextlib
import io

import numpy as np


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
    with contextlib.redirect_stdout(io.StringIO()) as written:
        print(3 * x + 1, end="")
    with contextlib.redirect_stderr(io.StringIO()):
        print("not seen")
    return {"result": written.getvalue()}


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
