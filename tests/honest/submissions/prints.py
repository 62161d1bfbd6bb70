"""Prints what it does, to the output and to the errors."""

import sys

import numpy as np


print("loading", __name__, flush=True)


def scale(x):
    print("scaling", x, "\t\x1b[31mred\x1b[0m", "δ", end="\r\n")
    print("scaling", file=sys.stderr)
    sys.stdout.write("more\n")
    sys.stderr.flush()
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
    return {"result": str(3 * x + 1)}


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
