"""Scales by a Python function made into one of NumPy's."""

import numpy as np


one = np.vectorize(lambda x: 3 * x + 1, otypes=[float])
add = np.frompyfunc(lambda a, b: a + b, 2, 1)


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return one(x)


def total(x):
    return float(add.reduce(scale(x), initial=0.0))


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
