"""Computes with objects that overload the operators."""

import numpy as np


class Line:
    def __init__(self, slope=1.0, shift=0.0):
        self.slope, self.shift = slope, shift

    def __rmul__(self, number):
        return Line(number * self.slope, number * self.shift)

    def __add__(self, number):
        return Line(self.slope, self.shift + number)

    def __matmul__(self, x):
        return self.slope * np.asarray(x, dtype=float) + self.shift

    def __eq__(self, other):
        return (self.slope, self.shift) == (other.slope, other.shift)

    def __hash__(self):
        return hash((self.slope, self.shift))

    def __bool__(self):
        return True

    def __len__(self):
        return 2


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return (3 * Line() + 1) @ x


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
