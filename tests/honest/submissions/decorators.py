"""Wraps everything in decorators."""

import functools

import numpy as np


def not_empty(function):
    @functools.wraps(function)
    def wrapped(x):
        if len(x) == 0:
            raise ValueError("nothing to scale")
        return function(x)

    return wrapped


def times(n):
    def decorate(function):
        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            for _ in range(n):
                result = function(*args, **kwargs)
            return result

        return wrapped

    return decorate


@times(2)
@not_empty
def scale(x):
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
