"""Goes through the complex plane and comes back."""

import cmath

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    turned = np.asarray(x, dtype=complex) * 3j
    assert cmath.isclose(cmath.exp(0j), 1)
    return (turned / 1j).real + 1


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
