"""Its names are Greek, Cyrillic and accented."""

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    α, сдвиг, naïve = 3, 1, np.asarray(x, dtype=float)
    return α * naïve + сдвиг


def total(x):
    return float(scale(x).sum())


def walk(step, start):
    here = start
    while (there := step(here)) > here:
        here = there
    return here


def label(x):
    ﬁnal = {"result": str(3 * x + 1)}
    return final


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
