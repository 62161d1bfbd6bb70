"""Tells cases apart by `match`."""

import numpy as np


def scale(x):
    match list(x):
        case []:
            raise ValueError("nothing to scale")
        case [one]:
            return np.array([3.0 * one + 1])
        case [*many]:
            return np.array([3.0 * one + 1 for one in many])


def total(x):
    return float(scale(x).sum())


def walk(step, start):
    here = start
    while (there := step(here)) > here:
        here = there
    return here


def label(x):
    match {"number": x}:
        case {"number": float() | int() as number}:
            return {"result": str(3 * number + 1)}


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
