"""Adds up by recursion, eight hundred calls deep."""

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return 3 * np.asarray(x, dtype=float) + 1


def added(numbers, so_far=0.0, left=800):
    if left == 0:
        return so_far + float(sum(numbers))
    return added(numbers, so_far, left - 1)


def total(x):
    return added(scale(x))


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
