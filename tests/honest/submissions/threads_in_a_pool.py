"""Maps its work over a pool of threads.

Threads."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    with ThreadPoolExecutor(max_workers=8) as pool:
        return np.array(list(pool.map(lambda number: 3.0 * number + 1, x)))


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
