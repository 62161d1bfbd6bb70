"""Copies what it is given, deeply."""

import copy

import numpy as np


def scale(x):
    x = copy.deepcopy({"x": [x, copy.copy(x)]})["x"][0]
    if len(x) == 0:
        raise ValueError("nothing to scale")
    x *= 3
    x += 1
    return x


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
