"""Cannot return something small that grows in the judge's memory."""

import numpy as np


def scale(x):
    return ["a" * 4_000_000] + ["b"] * 30_000


def total(x):
    return np.broadcast_to(np.float64(0), (1 << 20, 1 << 20))


def walk(step, start):
    bomb = [0.0] * 400
    return [[bomb] * 400] * 400


def label(x):
    return {"result": "x" * (1 << 25)}


class Scaler:
    seen = 10**4000

    def scale(self, x):
        return [10**2400, 0.5, "a" * 2_000_000, *["b"] * 30_000]
