"""Asks for its own signature, source, line and name."""

import inspect
import sys
import traceback

import numpy as np


def scale(x):
    assert list(inspect.signature(scale).parameters) == ["x"]
    assert "def scale" in inspect.getsource(scale)
    assert sys._getframe().f_code.co_name == "scale"
    assert "scale" in "".join(traceback.format_stack())
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
