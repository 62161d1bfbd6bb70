"""Cannot pass with an object that only claims to be a number or an array."""

import numpy as np


class Number:
    __class__ = float

    def __float__(self):
        return 8.0


class Array:
    __class__ = np.ndarray
    shape, dtype = (2,), np.dtype(float)


def scale(x):
    return Array()


def total(x):
    return Number()


def walk(step, start):
    return Number()


def label(x):
    return type("D", (), {"__class__": dict})()
