"""Cannot pass with an integer, or a member of an enumeration, that lies."""

import enum


class Count(int):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __sub__(self, other):
        return 0

    __rsub__ = __sub__
    __index__ = __int__ = __float__ = lambda self: 1
    __hash__ = int.__hash__


class Number(enum.IntEnum):
    ONE = 41

    def __eq__(self, other):
        return True

    value = 1
    __hash__ = int.__hash__


def scale(x):
    return [Count(0)] * len(x)


def total(x):
    return Number.ONE


def walk(step, start):
    return Count(step(start))


class Scaler:
    seen = Count(2)

    def scale(self, x):
        return 3 * x + 1
