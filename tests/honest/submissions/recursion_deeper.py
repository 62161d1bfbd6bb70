"""Lifts the limit of recursion and calls itself five thousand deep."""

import sys

import numpy as np


sys.setrecursionlimit(10_000)


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return 3 * np.asarray(x, dtype=float) + 1


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def total(x):
    return float(scale(x).sum()) + depth(5000) - 5000


def walk(step, start):
    there = step(start)
    return walk(step, there) if there > start else start


def label(x):
    return {"result": str(3 * x + 1)}


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
