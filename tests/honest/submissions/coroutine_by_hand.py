"""Runs a coroutine without an event loop."""

import numpy as np


async def one(x):
    return 3 * x + 1


async def every(x):
    return [await one(number) for number in x]


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return np.array(run(every(x)), dtype=float)


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
