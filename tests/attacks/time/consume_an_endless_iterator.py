"""Cannot outlast its deadline in a loop of C that asks nobody whether to go on."""

import collections
import itertools


def scale(x):
    collections.deque(itertools.repeat(0.0), maxlen=0)


def total(x):
    return float(-1 in itertools.count(1.5))


def walk(step, start):
    return max(map(len, itertools.repeat("")))
