"""Computes with its own kind of array."""

import numpy as np


class Vector(np.ndarray):
    def __new__(cls, numbers):
        return np.asarray(numbers, dtype=float).view(cls)

    def __array_finalize__(self, made_from):
        self.note = getattr(made_from, "note", "new")


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return 3 * Vector(x) + 1


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
