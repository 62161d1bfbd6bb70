"""Does its work inside of context managers."""

import contextlib

import numpy as np


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return kind is ZeroDivisionError


@contextlib.contextmanager
def counted(log):
    log.append("in")
    try:
        yield log
    finally:
        log.append("out")


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    with Guard(), contextlib.suppress(KeyError), counted([]), contextlib.ExitStack() as stack:
        stack.callback(len, x)
        result = 3 * np.asarray(x, dtype=float) + 1
        1 / 0
    return result


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
