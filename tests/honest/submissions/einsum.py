"""Adds up by einsum and scales by apply_along_axis."""

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return np.apply_along_axis(lambda row: np.einsum("i,j->i", row, [3.0]) + 1, 0, x)


def total(x):
    return np.einsum("i->", scale(x))


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
