"""Its object inherits from an abstract class and mixes one in."""

from abc import ABC, abstractmethod

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


class Base(ABC):
    def __init__(self, *, seen=0):
        super().__init__()
        self.seen = seen

    @abstractmethod
    def scale(self, x): ...


class Counts:
    def count(self):
        self.seen += 1


class Scaler(Counts, Base):
    def scale(self, x):
        self.count()
        return scale(x)

    def __repr__(self):
        return f"Scaler(seen={self.seen})"
