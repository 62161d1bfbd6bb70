"""Multiplies matrices in four threads at once.

Threads."""

import threading

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    found = {}

    def work(n):
        found[n] = np.eye(200) @ np.full((200, 1), 3.0)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    three = found[3][7, 0]
    return three * np.asarray(x, dtype=float) + 1


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
