"""Imports inside of its functions, under names of its own."""


def scale(x):
    import numpy
    import numpy.linalg as la
    from numpy import asarray as array_of

    if len(x) == 0:
        raise ValueError("nothing to scale")
    assert la.norm(numpy.ones(4)) == 2
    return 3 * array_of(x, dtype=float) + 1


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
