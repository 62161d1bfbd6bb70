"""Multiplies by way of logarithms and rounds what that costs."""

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    x = np.asarray(x, dtype=float)
    with np.errstate(divide="ignore"):
        tripled = np.sign(x) * np.exp(np.log(np.abs(x)) + np.log(3.0))
    return np.round(tripled, 9) + 1


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
