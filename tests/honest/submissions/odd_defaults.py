"""Has more arguments than are asked for, by name, by place and any number."""

import numpy as np


def scale(x, /, slope=3, *more, shift=1, **others):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return slope * np.asarray(x, dtype=float) + shift


def total(x):
    return float(scale(x).sum())


def walk(*args, **kwargs):
    step, start = args
    here = start
    while not (there := step(here)) <= here:
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
