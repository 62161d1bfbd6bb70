"""Starts eight threads that work on one array.

Threads."""

import threading

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    out = np.empty(len(x))

    def work(first):
        for n in range(first, len(x), 8):
            out[n] = 3 * x[n] + 1

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out


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
