"""Takes its numbers from an enumeration."""

import enum

import numpy as np


class Number(enum.IntEnum):
    SHIFT = enum.auto()
    OTHER = enum.auto()
    SLOPE = enum.auto()


class Mode(enum.Flag):
    PLAIN = enum.auto()
    FANCY = enum.auto()


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    assert Mode.PLAIN in (Mode.PLAIN | Mode.FANCY)
    return Number.SLOPE * np.asarray(x, dtype=float) + Number.SHIFT


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
