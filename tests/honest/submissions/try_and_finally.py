"""Raises, catches and raises again, with notes and groups."""

import numpy as np


def scale(x):
    try:
        try:
            if len(x) == 0:
                raise IndexError("nothing there")
        except IndexError as error:
            error.add_note("on the way")
            raise ValueError("nothing to scale") from error
        else:
            return 3 * np.asarray(x, dtype=float) + 1
    finally:
        try:
            raise ExceptionGroup("several", [TypeError("one"), KeyError("two")])
        except* TypeError:
            pass
        except* KeyError:
            pass


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
