"""Keeps its numbers in named tuples."""

from collections import namedtuple
from typing import NamedTuple

import numpy as np


Pair = namedtuple("Pair", "slope shift")


class Line(NamedTuple):
    slope: float
    shift: float = 1.0


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
    slope, shift = Line(*Pair(3, 1))
    return {"result": str(slope * x + shift)}


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
