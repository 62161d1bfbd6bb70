"""Hides its state in closures."""

import numpy as np


def make(slope):
    calls = 0

    def scale(x):
        nonlocal calls
        calls += 1
        if len(x) == 0:
            raise ValueError("nothing to scale")
        return slope * np.asarray(x, dtype=float) + 1

    return scale


scale = make(3)


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
