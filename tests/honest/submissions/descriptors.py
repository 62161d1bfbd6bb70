"""Counts by a descriptor and answers unknown attributes itself."""

import numpy as np


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
    return {"result": str(3 * x + 1)}


class Count:
    def __set_name__(self, owner, name):
        self.place = "_" + name

    def __get__(self, it, owner=None):
        return self if it is None else getattr(it, self.place, 0)

    def __set__(self, it, value):
        setattr(it, self.place, int(value))


class Scaler:
    seen = Count()

    def __getattr__(self, name):
        if name == "slope":
            return 3
        raise AttributeError(name)

    def scale(self, x):
        self.seen += 1
        return self.slope * np.asarray(x) + 1
