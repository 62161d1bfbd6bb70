"""Makes a temporary array of 200 MiB for two numbers."""

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    table = np.ones((25 * 1024 * 1024,))
    table[: len(x)] = x
    return 3 * table[: len(x)] + 1


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
