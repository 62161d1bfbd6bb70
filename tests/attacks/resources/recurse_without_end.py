"""Cannot crash anybody by recursion."""

import sys


def scale(x):
    return scale(x)


def total(x):
    sys.setrecursionlimit(1 << 30)
    return total(x)


def walk(step, start):
    return walk(lambda value: step(value), start)


def label(x):
    nested = {}
    for _ in range(100_000):
        nested = {"result": nested}
    return nested
