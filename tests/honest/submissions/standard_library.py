"""Uses every corner of the standard library that there is."""

import bisect
import collections
import decimal
import fractions
import functools
import heapq
import itertools
import math
import operator
import statistics

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    queue = collections.deque(float(number) for number in x)
    out = []
    while queue:
        exact = fractions.Fraction(queue.popleft()) * 3 + 1
        out.append(float(exact))
    return np.array(out)


def total(x):
    numbers = [float(number) for number in scale(x)]
    assert sorted(numbers) == heapq.nsmallest(len(numbers), numbers)
    assert collections.Counter("aab")["a"] == 2 and bisect.bisect([1, 2], 1) == 1
    added = functools.reduce(operator.add, itertools.chain(numbers))
    assert math.isclose(added, statistics.fmean(numbers) * len(numbers))
    return math.fsum(numbers)


def walk(step, start):
    here = start
    while (there := step(here)) > here:
        here = there
    return here


def label(x):
    return {"result": str(float(decimal.Decimal(x) * 3 + 1))}


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
