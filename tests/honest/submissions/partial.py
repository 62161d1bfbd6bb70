"""Its functions are partial, and one is an object that can be called."""

import functools

import numpy as np


def line(slope, shift, x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return slope * np.asarray(x, dtype=float) + shift


scale = functools.partial(line, 3, 1)


class Total:
    def __call__(self, x):
        return float(scale(x).sum())


total = Total()


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
