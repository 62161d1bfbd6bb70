"""Remembers what it has computed."""

import functools

import numpy as np


@functools.lru_cache(maxsize=None)
def one(x):
    return 3 * x + 1


@functools.cache
def factor():
    return 3.0


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    assert factor() == 3.0
    return np.array([one(float(number)) for number in x])


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
    seen = 0

    @functools.cached_property
    def factor(self):
        return 3.0

    def scale(self, x):
        self.seen += 1
        return self.factor * np.asarray(x) + 1
