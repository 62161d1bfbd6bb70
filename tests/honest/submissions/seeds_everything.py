"""Seeds every generator there is and draws from each."""

import random

import numpy as np


random.seed(7)
np.random.seed(7)
rng = np.random.default_rng(7)


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    random.shuffle([1, 2, 3])
    np.random.rand(3)
    rng.standard_normal(4)
    np.random.RandomState(1).permutation(5)
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
