"""Its class is made by a metaclass and keeps a list of its kind."""

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


class Registered(type):
    known = []

    def __new__(mcls, name, bases, space, **options):
        made = super().__new__(mcls, name, bases, space)
        mcls.known.append(made)
        return made

    def __call__(cls, *args):
        made = super().__call__(*args)
        made.seen = 0
        return made


class Scaler(metaclass=Registered):
    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)

    def scale(self, x):
        self.seen += 1
        return scale(x)
