"""Draws without a seed, and nothing hangs on what."""

import random
import secrets
import uuid

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    order = np.random.default_rng().permutation(len(x))
    random.random()
    secrets.token_hex(8)
    uuid.uuid4()
    out = np.empty(len(x))
    for n in order:
        out[n] = 3 * x[n] + 1
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
