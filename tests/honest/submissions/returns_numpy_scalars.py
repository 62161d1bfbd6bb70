"""Returns NumPy's scalars where Python's numbers are meant."""

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return 3 * np.asarray(x, dtype=float) + 1


def total(x):
    return np.sum(scale(x), dtype=np.float64)


def walk(step, start):
    here = np.float64(start)
    while (there := np.float64(step(here))) > here:
        here = there
    return here


def label(x):
    return {"result": np.str_(3 * x + 1)}


class Scaler:
    def __init__(self):
        self.seen = np.int64(0)

    def scale(self, x):
        self.seen += 1
        return scale(x)
