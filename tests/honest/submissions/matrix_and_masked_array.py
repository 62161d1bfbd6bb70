"""Computes with matrices and masked arrays."""

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    masked = np.ma.masked_array(np.asarray(x, dtype=float), mask=False)
    return np.asarray((3 * masked + 1).filled(0.0))


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
