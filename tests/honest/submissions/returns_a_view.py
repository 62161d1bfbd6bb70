"""Returns a view that is broadcast, reversed or not contiguous."""

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    table = np.empty((len(x), 3))
    table[:, 1] = np.broadcast_to(3.0, len(x)) * x + 1
    return table[::-1, 1][::-1]


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
    seen = 0

    def scale(self, x):
        self.seen += 1
        return np.broadcast_to(scale(x)[:1], len(x))
