"""Yields its numbers one by one."""

import itertools

import numpy as np


def scaled(x):
    for number in x:
        yield 3 * number + 1


def both(x):
    yield from scaled(x)
    return "done"


def scale(x):
    if not any(True for _ in x):
        raise ValueError("nothing to scale")
    return np.fromiter(both(x), dtype=float, count=len(x))


def total(x):
    return float(scale(x).sum())


def stations(step, start):
    here = start
    while True:
        yield here
        here = step(here)


def walk(step, start):
    for here, there in itertools.pairwise(stations(step, start)):
        if not there > here:
            return here


def label(x):
    return {"result": str(3 * x + 1)}


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
