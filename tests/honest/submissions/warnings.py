"""Warns at every call, and NumPy warns with it."""

import warnings

import numpy as np


def scale(x):
    warnings.warn("this is slow", stacklevel=2)
    warnings.warn("and old", DeprecationWarning, stacklevel=1)
    np.array([1.0, 0.0]) / np.zeros(2)
    np.log(np.array([-1.0]))
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
