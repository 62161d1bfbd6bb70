"""Gives names of the language's own a meaning of its own."""

import numpy as np


def sum(numbers, id=0.0, type=float):
    for number in numbers:
        id += type(number)
    return id


list, str_, len_ = tuple, str, len


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return 3 * np.asarray(x, dtype=float) + 1


def total(x):
    return sum(list(scale(x)))


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
