"""Its object has slots, properties and a class method."""

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


class Scaler:
    __slots__ = ("_seen",)

    def __init__(self):
        self._seen = 0

    @property
    def seen(self):
        return self._seen

    @seen.setter
    def seen(self, value):
        self._seen = value

    @staticmethod
    def slope():
        return 3

    @classmethod
    def make(cls):
        return cls()

    def scale(self, x):
        self.seen += 1
        return self.slope() * np.asarray(x) + 1
