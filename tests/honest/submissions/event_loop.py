"""Runs a coroutine in an event loop.

Told: ModuleNotFoundError: `asyncio` is not available in ex01"""

import asyncio

import numpy as np


async def one(x):
    return 3 * np.asarray(x, dtype=float) + 1


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return asyncio.run(one(x))


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
