"""Cannot take anybody along by recursion inside of C."""

import itertools


def deep(wrap, seed, count=200_000):
    for _ in range(count):
        seed = wrap(seed)
    return seed


def scale(x):
    return next(deep(lambda inner: map(abs, inner), iter([1.0])))


def total(x):
    return hash(deep(lambda inner: (inner,), ()))


def walk(step, start):
    return next(deep(lambda inner: itertools.accumulate(inner), iter([start])))


def label(x):
    left = deep(lambda inner: [inner], [])
    return {"result": str(left == deep(lambda inner: [inner], []))}
