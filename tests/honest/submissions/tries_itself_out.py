"""Tries itself out while it is loaded, with asserts."""

import numpy as np


def scale(x):
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


assert np.allclose(scale([1.0, 2.0]), [4.0, 7.0])
assert total([0.0]) == 1.0, "the total"
for number in range(3):
    print(label(number))
del number
