"""Counts its calls in a global and deletes what it no longer needs."""

import numpy as np


calls, history, spare = 0, [], object()


def scale(x):
    global calls, spare
    calls += 1
    history.append(calls)
    if len(x) == 0:
        raise ValueError("nothing to scale")
    spare = None
    del spare
    result = 3 * np.asarray(x, dtype=float) + 1
    del x
    return result


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
