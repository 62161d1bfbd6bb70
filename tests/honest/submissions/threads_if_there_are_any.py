"""Uses a thread where it can have one and does without where it cannot."""

import threading

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    out = []

    def work():
        out.append(3 * np.asarray(x, dtype=float) + 1)

    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    except RuntimeError:
        work()
    return out[0]


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
