"""Ignores floating-point errors where they do not matter."""

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        x = np.asarray(x, dtype=float)
        whole = np.where(x != 0, 3 * x * x / x, 0.0)
    return whole + 1


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
